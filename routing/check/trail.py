"""Who carries which bag when: a tour followed halt by halt.

Loads are on board from the departure, or from the halt where they are picked
up, until they are delivered or handed over at the base. Within a halt
deliveries come before pickups.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .causes import Cause
from .words import found, stop_place, tour_place

if TYPE_CHECKING:
    from ..plan.model import Leg, Tour
    from ..plan.violation import Violation


ROAD = "road"
BUS = "bus"
HANDOVER = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """A bag with one carrier, from where it boards to where it leaves.

    ``kind`` and ``carrier`` are those of a leg: road and a vehicle (``tour``
    from 0), bus and a trip, handover and an offer. ``boarded`` is the instant
    by which the bag must be ready: the departure for what is loaded at the
    base, the start of service at a halt, the cut-off of a trip or an offer.
    ``via`` is the stop of a trip, where another site gives the bag. ``handed`` is
    the instant from which it is handed over: the start of service at a halt, the
    return to the base, else ``arrive`` (so rule C1c is from ``boarded`` to
    ``handed``). ``on_halt`` and ``off_halt`` count the halts of the tour from 0
    where it is taken on and handed over; None at the base and for other carriers.
    """

    bag: str
    kind: str = ROAD
    carrier: str
    tour: int | None
    from_site: str
    to_site: str
    depart: int
    arrive: int
    boarded: int
    handed: int
    where: str
    via: str = ""
    on_halt: int | None = None
    off_halt: int | None = None

    @property
    def vehicle(self) -> str | None:
        """Road vehicle that carries the bag, None for other carriers."""
        return self.carrier if self.kind == ROAD else None

    def is_leg(self, leg: Leg) -> bool:
        """Tell whether a leg names this carrier and these sites; times apart."""
        carriers = {ROAD: leg.vehicle, BUS: leg.trip, HANDOVER: leg.offer}
        said = leg.kind, carriers.get(leg.kind), leg.from_site, leg.to_site
        same_tour = leg.kind != ROAD or leg.tour == self.tour
        return same_tour and said == (
            self.kind,
            self.carrier,
            self.from_site,
            self.to_site,
        )


@dataclass(slots=True)
class Trail:
    """What a tour does to bags.

    ``on_board[k]`` are the bag ids on the leg after the k-th departure (0 the
    base). ``broken`` are bags whose custody is faulty.
    """

    on_board: list[tuple[str, ...]] = field(default_factory=list)
    rides: list[Ride] = field(default_factory=list)
    faults: list[Violation] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Boarding:
    site: str
    depart: int
    boarded: int
    where: str
    halt: int | None = None


@dataclass(frozen=True, slots=True)
class _Leaving:
    site: str
    arrive: int
    handed: int
    where: str
    halt: int | None = None


class _Follower:
    """Moves bags on and off while it goes through a tour."""

    def __init__(self, vehicle: str, number: int) -> None:
        self.vehicle = vehicle
        self.number = number
        self.aboard: dict[str, _Boarding] = {}
        self.trail = Trail()

    def board(self, bags: tuple[str, ...], boarding: _Boarding) -> None:
        for bag in bags:
            if bag in self.aboard:
                self._fault(Cause.M5_TWICE, f"{boarding.where} [{bag}]", bag)
            else:
                self.aboard[bag] = boarding

    def leave(self, bags: tuple[str, ...], leaving: _Leaving) -> None:
        for bag in bags:
            boarding = self.aboard.pop(bag, None)
            if boarding is None:
                self._fault(Cause.M5_NOT_ON_BOARD, f"{leaving.where} [{bag}]", bag)
                continue
            self.trail.rides.append(
                Ride(
                    bag=bag,
                    carrier=self.vehicle,
                    tour=self.number,
                    from_site=boarding.site,
                    to_site=leaving.site,
                    depart=boarding.depart,
                    arrive=leaving.arrive,
                    boarded=boarding.boarded,
                    handed=leaving.handed,
                    where=boarding.where,
                    on_halt=boarding.halt,
                    off_halt=leaving.halt,
                )
            )

    def leave_port(self) -> None:
        self.trail.on_board.append(tuple(self.aboard))

    def finish(self, where: str) -> Trail:
        for bag in self.aboard:
            self._fault(Cause.M5_LEFT_ON_BOARD, f"{where} [{bag}]", bag)
        return self.trail

    def _fault(self, cause: Cause, where: str, bag: str) -> None:
        self.trail.faults.append(found(cause, where, 1))
        self.trail.broken.append(bag)


def follow(tour: Tour, vehicle: str, number: int, begins: str, ends: str) -> Trail:
    """Follow every bag of a tour from the base through its halts and back."""
    walker = _Follower(vehicle, number)
    base = tour_place(vehicle, number)
    walker.board(tour.load, _Boarding(begins, tour.start, tour.start, base))
    walker.leave_port()
    for index, stop in enumerate(tour.stops):
        place = stop_place(vehicle, number, index, stop.site)
        leaving = _Leaving(stop.site, stop.arrive, stop.start, place, index)
        walker.leave(stop.deliver, leaving)
        boarding = _Boarding(stop.site, stop.depart, stop.start, place, index)
        walker.board(stop.pick_up, boarding)
        walker.leave_port()
    walker.leave(tour.unload, _Leaving(ends, tour.end, tour.end, base))
    return walker.finish(base)
