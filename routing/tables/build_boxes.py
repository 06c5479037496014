"""Stocks of reusable boxes on the service date (rules C2a, C2d)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.box import BoxStock
from routing.domain.units import cm3_from_litres, micro_from_yuan, seconds_from_minutes

if TYPE_CHECKING:
    import datetime as dt

    from .build_draft import Draft
    from .schema import Row

SUMMER = range(5, 11)
"""Months in which the first of two values holds, May to October (C2a, assumed)."""
SUBJECT = "boxes.any.autonomy_min"


def make_stock(draft: Draft, row: Row) -> BoxStock:
    """Build the boxes of a usable row; what they keep in this season is noted."""
    values = row.values
    owner = values.get("owner")
    returned = values.get("returned_at")
    frozen = seconds_from_minutes(values.get("freeze_min", 0))
    return BoxStock(
        type=values["type"],
        site=draft.sites.find(values["site"])[0],
        owner=None if owner is None else draft.partners.find(owner)[0],
        count=values["count"],
        cm3=cm3_from_litres(values["litres"]),
        autonomy=_autonomy(draft, values["autonomy_min"]),
        temp=values["temp"],
        micro_yuan_per_use=micro_from_yuan(values.get("yuan_per_use", 0)),
        # Boxes that stand there all night have their ice in the morning.
        usable_from=0 if returned is None else returned + frozen,
    )


def _autonomy(draft: Draft, seasons: tuple[int, ...]) -> int:
    """Return the seconds that hold on the service date, of one or two seasons."""
    if len(seasons) > 1:
        draft.assumptions.add(SUBJECT, season(draft.date))
    return seasons[0] if season(draft.date) == "summer" else seasons[-1]


def season(date: dt.date) -> str:
    """Return ``summer`` or ``winter``."""
    return "summer" if date.month in SUMMER else "winter"
