"""Bags as rows of a list: loose pieces together, running numbers as ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.model import PlannedBag

_NUMBERED = re.compile(r"(.*?)(\d+)")


def bag_groups(bags: Sequence[PlannedBag]) -> Iterator[list[PlannedBag]]:
    """Yield each bag alone, and loose pieces of a lot, partner and way together."""
    loose: dict[tuple[object, ...], list[PlannedBag]] = {}
    for bag in bags:
        if bag.loose:
            way = tuple((leg.vehicle, leg.trip, leg.offer) for leg in bag.legs)
            key = (bag.lot, bag.goods_class, tuple(bag.items), way, bag.box)
            loose.setdefault(key, []).append(bag)
        else:
            yield [bag]
    yield from loose.values()


def id_ranges(ids: Sequence[str]) -> str:
    """Write ids with running numbers as ranges: ``L0003-001～L0003-012``."""
    runs: list[list[str]] = []
    for name in ids:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return "，".join(
        run[0] if len(run) == 1 else f"{run[0]}～{run[-1]}" for run in runs
    )


def _follows(before: str, after: str) -> bool:
    first, second = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(after)
    if first is None or second is None or first[1] != second[1]:
        return False
    return int(first[2]) + 1 == int(second[2])
