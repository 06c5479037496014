"""A hand edit as data: what the rows of the sheets that are read say, located."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.tables.finding import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from routing.tables.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One understood row; ``row`` is its number in the sheet.

    ``order`` is None where the cell is blank. ``former`` is vehicle, tour and
    order of the row as it was written (None for a new row).
    """

    row: int
    vehicle: str
    tour: int
    order: Decimal | None
    site: str
    pick_up: bool
    partner: str
    goods_class: str
    items: int
    former: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandHalt:
    """Neighbouring rows of one site: one halt."""

    site: str
    rows: tuple[HandRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandTour:
    """A tour with its halts in the order that the person meant."""

    vehicle: str
    halts: tuple[HandHalt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandService:
    """One understood row of bus loads or handovers, and the bags it names.

    ``calls`` are the boarding and the alighting call of a trip (from 0), None
    for an offer; ``service`` is the trip or the offer; ``hold`` seconds that the
    trip waits for goods, None where the row does not say.
    """

    row: int
    service: str
    bags: tuple[str, ...]
    calls: tuple[int, int] | None = None
    hold: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSheet:
    """A sheet of bus loads or of handovers; ``column`` is the header of the bags.

    ``holds`` are the seconds that each trip of the sheet waits for goods, None
    where it has no column for them.
    """

    name: str
    column: str
    rows: tuple[HandService, ...] = ()
    holds: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBox:
    """What a row of the sheet of bags says of a bag's boxes; None: it is in none."""

    row: int
    bag: str
    box: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BagSheet:
    """The sheet of bags, where it tells of boxes; ``column`` is that of the bags."""

    name: str
    column: str
    rows: tuple[HandBox, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEdit:
    """What an edited workbook says.

    ``tours`` by vehicle in the order of the vehicles table, then by number
    (gaps are closed). ``trips`` and ``offers`` are the sheets of bus loads and of
    handovers, None where there is none; so are ``bags``, where they tell of no
    boxes. ``findings`` hold what could not be
    understood (grade fatal: the edit is not ``usable``) and what was noted
    (warnings).
    """

    file: str
    sheet: str
    tours: tuple[HandTour, ...] = ()
    trips: ServiceSheet | None = None
    offers: ServiceSheet | None = None
    bags: BagSheet | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether every row was understood."""
        return not any(row.grade is Grade.FATAL for row in self.findings)
