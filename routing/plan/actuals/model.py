"""What was done as data: every hand-over planned, and what was typed beside it.

Times are seconds since 00:00 of the service date, temperatures tenths of °C.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reasons import Why


class RowKind(StrEnum):
    """What a row of 执行回填 is about."""

    DELIVER = "deliver"
    """Items reach the site that they are for."""

    TRANSFER = "transfer"
    """Items change carriers on the way."""

    COLLECT = "collect"
    """Items are taken over that go upstream."""

    LEFT = "left"
    """Items that the plan left behind."""


class Seal(StrEnum):
    """What was found of a seal."""

    WHOLE = "whole"
    WRONG = "wrong"
    BROKEN = "broken"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A hand-over as planned: items of one partner and class, one way, one place.

    ``key`` names the row in the workbook. ``carrier`` is a vehicle, trip or
    offer (``carrier_kind`` road, bus, handover; empty for goods left behind);
    ``tour`` counts from 0, ``order`` is the stop's place in its tour from 1.
    ``place`` is where the items change hands, ``site`` the village's end.
    ``minimum`` and ``maximum`` bound the temperature of cold goods.
    """

    key: str
    kind: RowKind
    carrier_kind: str = ""
    carrier: str = ""
    tour: int | None = None
    order: int | None = None
    place: str
    site: str
    partner: str
    goods_class: str
    consignment_kind: str
    time: int | None = None
    items: int
    bags: tuple[str, ...] = ()
    reason: str = ""
    """Why the plan left it behind."""
    cold: bool = False
    minimum: int | None = None
    maximum: int | None = None

    @property
    def halt(self) -> tuple[object, ...]:
        """What rows of one halt share: they have one time."""
        return self.carrier_kind, self.carrier, self.tour, self.place, self.time


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Items of a consignment that pass the same rows, in the order of ``rows``.

    ``consignment`` is None for items of a table's row that could not be used.
    """

    consignment: str | None
    items: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The rows of a plan in the order of the workbook, and the items behind them."""

    rows: tuple[PlannedRow, ...]
    flows: tuple[Flow, ...]

    def of(self, *kinds: RowKind) -> list[PlannedRow]:
        """Return the rows of some kinds."""
        return [row for row in self.rows if row.kind in kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person typed beside a row; None is as planned.

    ``row`` is the row of the sheet, ``time`` when the hand-over began, ``left``
    when the carrier went on.
    """

    key: str
    row: int
    items: int | None = None
    time: int | None = None
    left: int | None = None
    why: Why | None = None
    seal: Seal | None = None
    seal_number: str = ""
    temperature: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A stop of a vehicle with its times, planned and done, for suggestions.

    ``drive`` is the way to the stop; what was done is None where nobody typed it.
    """

    vehicle: str
    profile: str
    site: str
    level: str
    items: int
    per_item: int
    """Seconds that the tables reckon for each item at the site."""
    planned_service: int
    planned_drive: int
    done_service: int | None = None
    done_drive: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actuals:
    """A day as it was: the rows of its plan and what was typed.

    ``mark`` tells which plan it belongs to; ``aside`` are the keys of rows of
    which nothing was used, because something typed there could not be read.
    """

    date: str
    mark: str
    rows: tuple[PlannedRow, ...]
    flows: tuple[Flow, ...]
    typed: dict[str, Typed] = field(default_factory=dict, hash=False)
    aside: tuple[str, ...] = ()
    visits: tuple[Visit, ...] = ()

    @property
    def planned(self) -> Planned:
        """The rows and the items behind them."""
        return Planned(rows=self.rows, flows=self.flows)
