"""All vehicles of a day in the model: tours in a row, hours, docks, cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

from .legs import Road, may_drive
from .rest import Rest, add_rest
from .road_legs import link_roads
from .tour import Tour, add_clock, add_room, add_tour, add_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.vehicle import Vehicle

    from .custody import Custody
    from .model import Model

MOST_HALTS = 2
"""Halts at one site in a tour, where bags of several kinds could want them."""


@dataclass(slots=True, kw_only=True)
class Shift:
    """A vehicle's day: its tours, its break if it takes one, first and last instant."""

    vehicle: Vehicle
    tours: list[Tour]
    used: Any
    begin: Any
    end: Any
    metres: Any
    rest: Rest | None = None


def add_fleet(model: Model, custodies: Sequence[Custody]) -> list[Shift]:
    """Add every vehicle that some bag could ride on."""
    shifts = [
        _shift(model, vehicle, custodies) for vehicle in model.day.vehicles.values()
    ]
    shifts = [shift for shift in shifts if shift.tours]
    tours = [tour for shift in shifts for tour in shift.tours]
    link_roads(model, tours, custodies)
    by_id = {custody.bag.bag.bag_id: custody for custody in custodies}
    for shift in shifts:
        for tour in shift.tours:
            add_work(model, tour, by_id)
            add_room(model, tour, by_id)
        _route(model, shift)
    _docks(model, tours)
    return shifts


def _shift(model: Model, vehicle: Vehicle, custodies: Sequence[Custody]) -> Shift:
    visits: dict[str, set[tuple[object, ...]]] = {}
    for custody in custodies:
        for leg in custody.legs:
            if isinstance(leg, Road) and may_drive(
                model.day, vehicle, custody.bag, leg
            ):
                visits.setdefault(leg.from_site, set()).add(_kind(custody, "from"))
                visits.setdefault(leg.to_site, set()).add(_kind(custody, leg.to_site))
    can = bool(visits)
    visits.pop(vehicle.start_site, None)
    sites = [(site, min(MOST_HALTS, len(kinds))) for site, kinds in visits.items()]
    tours = [
        add_tour(model, vehicle, number, sites)
        for number in range((vehicle.max_tours or 1) if can else 0)
    ]
    return Shift(
        vehicle=vehicle,
        tours=tours,
        used=tours[0].used if tours else 0,
        begin=tours[0].load_start if tours else 0,
        end=model.instant(vehicle.shift.early, vehicle.shift.late),
        metres=0,
    )


def _kind(custody: Custody, site: str) -> tuple[object, ...]:
    """Return what tells apart bags that might want two halts at one site."""
    first = custody.bag.first
    if site == first.destination:
        return "ends", first.windows, first.deadline
    return site, first.destination, first.ready_time, first.windows, first.deadline


def _route(model: Model, shift: Shift) -> None:
    """Put the tours of a vehicle in a row and price what they make (T6, P1)."""
    cp, car, tours = model.cp, shift.vehicle, shift.tours
    duration = cp.new_int_var(0, car.max_route_duration, "")
    cp.add(duration == shift.end - shift.begin)
    cp.add(shift.end == shift.begin).only_enforce_if(shift.used.negated())
    for tour in tours:
        is_last = [tour.used]
        if tour.number + 1 < len(tours):
            after = tours[tour.number + 1]
            cp.add_implication(after.used, tour.used)
            cp.add(after.load_start >= tour.end).only_enforce_if(after.used)
            is_last.append(after.used.negated())
        cp.add(shift.end == tour.end).only_enforce_if(is_last)
    rest = car.breaks[0].duration if car.breaks else 0
    for tour in tours:
        add_clock(model, tour, rest)
    if car.breaks:
        shift.rest = add_rest(model, car.breaks[0], tours, shift.end)
    matrix = model.travel.of(profile_of(car))
    index = model.travel.index
    metres: list[Any] = []
    busy: list[Any] = [rest * shift.rest.due] if shift.rest else []
    for tour in tours:
        spent: list[Any] = [car.reload_duration * tour.used]
        spent += [halt.work for halt in tour.halts]
        for one, two, literal in tour.arcs:
            pair = index[tour.site(one)], index[tour.site(two)]
            metres.append(int(matrix.metres[pair]) * literal)
            spent.append(int(matrix.seconds[pair]) * literal)
        # Follows from the clock; said in one line it bounds the relaxation.
        cp.add(tour.end - tour.load_start >= sum(spent)).only_enforce_if(tour.used)
        busy += spent
    cp.add(duration >= sum(busy))
    shift.metres = sum(metres)
    longest = max(int(m) for m in matrix.metres.ravel() if m < UNREACHABLE)
    most = longest * sum(len(tour.halts) + 1 for tour in tours)
    most = min(most, car.max_m) if car.max_m is not None else most
    cp.add(shift.metres <= most)
    model.cents.append(car.fixed_cents * shift.used)
    model.pay(shift.metres, car.micro_yuan_per_km, 1000, most)
    model.pay(duration, car.micro_yuan_per_hour, 3600, car.max_route_duration)


def _docks(model: Model, tours: Sequence[Tour]) -> None:
    """Let at most as many vehicles load at once as there are docks (R5, T3a)."""
    for site in model.day.sites.values():
        loading = [
            model.cp.new_optional_fixed_size_interval_var(
                tour.load_start, tour.vehicle.reload_duration, tour.used, ""
            )
            for tour in tours
            if tour.vehicle.start_site == site.site_id
        ]
        if site.docks is not None and len(loading) > site.docks:
            model.cp.add_cumulative(loading, [1] * len(loading), site.docks)
