"""Rows of the histories: one day's items of a village, one day's bags of a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

DELIVERY = "delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageRow:
    """Items of one date, site, partner, class and kind.

    ``backlog`` are those of ``demanded`` that came from the days before.
    ``by_noon`` of ``delivered`` were there by 12:00; ``time`` is the mean of the
    times of delivery by items, seconds since 00:00, None where nothing was.
    """

    date: dt.date
    site: str
    site_name: str
    township: str
    partner: str
    partner_name: str
    goods_class: str
    kind: str
    demanded: int
    backlog: int
    delivered: int
    by_noon: int
    time: int | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Site, partner and class."""
        return self.site, self.partner, self.goods_class


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """What a line carried on a date: trips with goods, bags, loose pieces, items."""

    date: dt.date
    line: str
    line_name: str
    trips: int
    bags: int
    pieces: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Both histories; ``unread`` are lines kept as they stand, by file."""

    villages: tuple[VillageRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    unread: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]] = ((), ())
