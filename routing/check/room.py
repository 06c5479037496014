"""Rules R1, R1b and R3: room on every leg of a tour, and at the sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..domain.vehicle import VehicleClass
from .causes import Cause
from .compartments import compartment_of
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.vehicle import Temperature
    from ..plan.model import Stop, Tour
    from ..plan.violation import Violation
    from .case import Case, TourCase
    from .compartments import Rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """What is on board on a leg; ``sure`` is False with unknown bags.

    ``by_compartment`` is the cm³ in each, of what has one (R1, C1b).
    """

    grams: int
    cm3: int
    items: int
    bags: int
    slack: int
    sure: bool
    by_compartment: dict[Temperature, int]


def check_room(case: Case) -> Iterator[Violation]:
    """Check loads of every leg, compartments, the plan's figures and storage."""
    for tour in case.tours():
        yield from _bulkhead(tour)
        loads = [_weigh(case, tour.rooms, bags) for bags in tour.trail.on_board]
        yield from _capacity(tour, loads)
        yield from _compartments(case, tour)
        if not tour.trail.broken:
            yield from _figures(tour, loads)
    yield from _storage(case)


def _bulkhead(tour: TourCase) -> Iterator[Violation]:
    """Report a setting of the bulkhead that the vehicle does not have (R1b)."""
    if not 0 <= tour.tour.bulkhead <= len(tour.vehicle.bulkheads):
        yield found(Cause.R1_BULKHEAD, tour.where, 1)


def _weigh(case: Case, rooms: Rooms, bags: tuple[str, ...]) -> _Load:
    known = [case.bags[bag] for bag in bags if bag in case.bags]
    filled: dict[Temperature, int] = {}
    for contents in known:
        room = compartment_of(rooms, contents.needs)
        if room is not None:
            filled[room] = filled.get(room, 0) + contents.cm3
    return _Load(
        grams=sum(contents.grams for contents in known),
        cm3=sum(contents.cm3 for contents in known),
        items=sum(contents.items for contents in known),
        bags=sum(contents.pieces for contents in known) + len(bags) - len(known),
        slack=sum(contents.slack for contents in known),
        sure=len(known) == len(bags) and all(contents.whole for contents in known),
        by_compartment=filled,
    )


def _capacity(tour: TourCase, loads: list[_Load]) -> Iterator[Violation]:
    """Report the worst leg of a tour in each dimension."""
    vehicle = tour.vehicle
    limits: list[tuple[Cause, int | None, list[int]]] = [
        (Cause.R1_CAP_KG, vehicle.cap_g, [load.grams for load in loads]),
        (Cause.R1_CAP_ITEMS, vehicle.cap_items, [load.items for load in loads]),
    ]
    if vehicle.vehicle_class is not VehicleClass.DRONE:
        bags = [load.bags for load in loads]
        limits.append((Cause.R1_CAP_BAGS, vehicle.cap_bags, bags))
    for temp, room in tour.rooms.items():
        used = [load.by_compartment.get(temp, 0) for load in loads]
        limits.append((Cause.R1_CAP_M3, room, used))
    for cause, limit, used in limits:
        if limit is not None and max(used) > limit:
            leg = used.index(max(used))
            yield found(cause, tour.leg_places[leg], max(used) - limit)


def _compartments(case: Case, tour: TourCase) -> Iterator[Violation]:
    """Report goods without a compartment that they may ride in (R1, C1b)."""
    carried = dict.fromkeys(bag for leg in tour.trail.on_board for bag in leg)
    homeless = sum(
        case.bags[bag].items
        for bag in carried
        if bag in case.bags and compartment_of(tour.rooms, case.bags[bag].needs) is None
    )
    if homeless:
        yield found(Cause.R1_COMPARTMENT, tour.where, homeless)


def _figures(tour: TourCase, loads: list[_Load]) -> Iterator[Violation]:
    """Compare the loads that the plan states with those recomputed."""
    stated: list[Tour | Stop] = [tour.tour, *tour.tour.stops]
    for said, load, where in zip(stated, loads, tour.leg_places, strict=True):
        if not load.sure:
            continue
        for cause, off, slack in (
            (Cause.R1_LOAD_KG, abs(said.load_g - load.grams), load.slack),
            (Cause.R1_LOAD_M3, abs(said.load_cm3 - load.cm3), load.slack),
            (Cause.R1_LOAD_ITEMS, abs(said.load_items - load.items), 0),
        ):
            if off > slack:
                yield found(cause, where, off)


def _storage(case: Case) -> Iterator[Violation]:
    """Items present at a site: its stock, what stays, what waits to go on."""
    changes: dict[str, list[tuple[int, int]]] = {}
    for bag_id, rides in case.rides.items():
        if bag_id not in case.bags:
            continue
        items = case.bags[bag_id].items
        for number, ride in enumerate(rides, start=1):
            # Arrivals sort before departures of the same instant: both present.
            changes.setdefault(ride.to_site, []).append((ride.arrive * 2, items))
            if number < len(rides):
                gone = max(rides[number].depart, ride.arrive)
                changes[ride.to_site].append((gone * 2 + 1, -items))
    for site_id, events in changes.items():
        site = case.day.sites.get(site_id)
        if site is None or site.storage_items is None:
            continue
        present = peak = site.stock_items
        for _, items in sorted(events):
            present += items
            peak = max(peak, present)
        if peak > site.storage_items:
            over = peak - site.storage_items
            yield found(Cause.R3_STORAGE, f"@{site_id}", over)
