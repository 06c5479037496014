"""What a day says, and what is assumed, about goods that must be kept cold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.day import Settings
from routing.domain.site import COLD_LEVELS
from routing.domain.units import clock
from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.goods import GoodsClass
    from routing.domain.site import Site

    from .build_draft import Draft
    from .schema import Row

ANY_COLD = "chilled, frozen, unlimited"
DOOR_KEY = "door_open_sec"


def precooled(row: Row, goods: GoodsClass) -> int | None:
    """Return when the goods of a pickup were cold, seconds since 00:00 (C1e).

    Nobody fetches them before: a time after the last window, or after the
    deadline, sets the row aside. Ambient goods are cold at no time.
    """
    time: int | None = row.values.get("precooled_at")
    if time is None:
        return None
    if goods.temp is Temperature.AMBIENT:
        # Of a row without its own class nobody knows whether it is ambient.
        if row.usable:
            row.warn("PRECOOLED_AMBIENT", "precooled_at", word=goods.goods_class)
        return None
    windows, deadline = row.values.get("window", ()), row.values.get("deadline")
    ends = [windows[-1].late] if windows else []
    if deadline is not None:
        ends.append(deadline)
    last = min(ends, default=time)
    if time > last:
        row.reject("PRECOOLED_TOO_LATE", "precooled_at", limit=clock(last))
    return time


def note_cold(
    draft: Draft,
    sites: Mapping[str, Site],
    goods: Mapping[str, GoodsClass],
    consignments: Iterable[Consignment],
) -> None:
    """Note what is assumed where there are goods to keep cold (C1a, C1c)."""
    classes = {row.goods_class for row in consignments}
    if all(goods[name].temp is Temperature.AMBIENT for name in classes):
        return
    for site in sites.values():
        if site.level in COLD_LEVELS and not site.cold_storage_cm3:
            subject = f"sites.{site.level.value}.cold_storage"
            draft.assumptions.add(subject, ANY_COLD)
    if DOOR_KEY not in draft.settings.extra:
        seconds = Settings().door_open_duration
        draft.assumptions.add(f"settings.{DOOR_KEY}", str(seconds))
