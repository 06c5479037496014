"""What a plan changes of an earlier plan of the same day, as data (变更).

A village's *way* is the chain of carriers and hand-over places of its goods. Order
and times within a route are free: another order is no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import PlannedBag


class Stage(StrEnum):
    """Which of a morning's two runs a plan comes from."""

    FORECAST = "forecast"
    FINAL = "final"


class ChangeReason(StrEnum):
    """Why a village does not go as before."""

    NEW_GOODS = "new_goods"
    GONE = "gone"
    NO_ROOM = "no_room"
    CHEAPER = "cheaper"
    LEFT = "left"


class DriverChange(StrEnum):
    """What becomes of a driver's route sheet.

    ``unchanged`` tells the same to the minute and the bag; ``figures`` has the same
    halts in the same order, with other counts or times; ``halts`` has others.
    """

    UNCHANGED = "unchanged"
    FIGURES = "figures"
    HALTS = "halts"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriage:
    """A leg without its times: ``carrier`` is a vehicle, trip or offer by its id."""

    kind: str
    carrier: str
    from_site: str
    to_site: str


Chain = tuple[Carriage, ...]
"""The way of a bag: its legs in order."""


def chain_of(bag: PlannedBag) -> Chain:
    """Return the way of a bag in a plan."""
    return tuple(
        Carriage(
            kind=leg.kind,
            carrier=leg.vehicle or leg.trip or leg.offer or "",
            from_site=leg.from_site,
            to_site=leg.to_site,
        )
        for leg in bag.legs
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageChange:
    """A village whose goods do not go as in the earlier plan.

    ``items`` are those that go a new way now. ``saves_cents`` is how much dearer the
    plan would be with the village on its earlier way; None where that way is not
    possible beside the rest of the plan. ``after`` is empty where nothing goes.
    """

    site: str
    before: tuple[Chain, ...]
    after: tuple[Chain, ...]
    reason: ChangeReason
    items: int
    saves_cents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverRow:
    """A vehicle, what becomes of its sheet, and which halts come and go."""

    vehicle: str
    change: DriverChange
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that a plan changes of an earlier one of its day.

    ``earlier`` is the short number of that plan; ``change_cents`` what leaving a way
    had to save; ``villages`` those with goods in both plans, ``kept`` of them go as
    before. Orders: changed, new and without goods by the sites table, drivers by
    the vehicles table, those that are gone at the end.
    """

    earlier: str
    change_cents: int
    villages: int
    changed: tuple[VillageChange, ...]
    new: tuple[str, ...]
    without_goods: tuple[str, ...]
    drivers: tuple[DriverRow, ...]

    @property
    def kept(self) -> int:
        """Villages whose goods go as before."""
        return self.villages - len(self.changed)

    def of(self, *kinds: DriverChange) -> tuple[str, ...]:
        """Return the vehicles whose sheets change in one of these ways."""
        return tuple(row.vehicle for row in self.drivers if row.change in kinds)
