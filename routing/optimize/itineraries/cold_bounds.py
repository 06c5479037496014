"""What binds a way of cold goods to instants and seconds (see ``cold``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ..kernel.data import BIG
from .stays import Stay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .itinerary import Way


class Segment(NamedTuple):
    """Legs ``first`` to ``last``; ``fixed`` seconds where no leg is by road."""

    first: int
    last: int
    fixed: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a choice for one segment adds to a way."""

    early: tuple[int, int] | None = None
    """A leg, and when it may begin at the soonest."""
    late: tuple[int, int] | None = None
    exposed: tuple[tuple[int, int], ...] = ()
    stay: tuple[int, int] | None = None
    """A transfer, and when goods come there at the soonest."""
    since: tuple[int, int] | None = None
    """A leg, and from when on its goods wait outside for it."""


def bound_way(way: Way, chosen: Sequence[Bounds]) -> Way:
    """Return a way with all bounds that were chosen."""
    early, late = list(way.early), list(way.late)
    exposed = list(way.exposed or (BIG,) * len(way.legs))
    since = list(way.since or (None,) * len(way.legs))
    stays = list(way.stays or (None,) * len(way.transfers))
    for bounds in chosen:
        if bounds.early is not None:
            leg, time = bounds.early
            early[leg] = max(early[leg], time)
        if bounds.late is not None:
            leg, time = bounds.late
            late[leg] = min(late[leg], time)
        for leg, seconds in bounds.exposed:
            exposed[leg] = min(exposed[leg], seconds)
        if bounds.since is not None:
            since[bounds.since[0]] = bounds.since[1]
        if bounds.stay is not None:
            n, time = bounds.stay
            # They may come sooner, and wait aboard.
            stays[n] = Stay(0, BIG, time, BIG)
    return replace(
        way,
        early=tuple(early),
        late=tuple(late),
        exposed=tuple(exposed),
        since=tuple(since),
        comes=way.soonest,
        stays=tuple(stays) if any(stays) else way.stays,
    )
