"""All vehicles of a day in the model: tours in a row, hours, docks, cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

from .doors import add_doors
from .exposure import add_exposure
from .legs import Road, may_drive, shortest
from .rest import Rest, add_rest
from .road_legs import link_roads
from .tour import Tour, add_clock, add_room, add_tour, add_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.vehicle import Vehicle

    from .custody import Custody
    from .model import Model

FEW_HALTS = 2
"""Halts at one site in a tour that are tried first; more are seldom worth while."""


@dataclass(slots=True, kw_only=True)
class Shift:
    """A vehicle's day: its tours, its break if it takes one, first and last instant.

    ``extra`` are the literals of halts beyond the few that are tried first.
    """

    vehicle: Vehicle
    tours: list[Tour]
    used: Any
    begin: Any
    end: Any
    metres: Any
    rest: Rest | None = None
    extra: list[Any] = field(default_factory=list)


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
            add_doors(model, tour, by_id)
        _route(model, shift)
    _docks(model, tours)
    add_exposure(model, tours, custodies)
    return shifts


def _shift(model: Model, vehicle: Vehicle, custodies: Sequence[Custody]) -> Shift:
    events: dict[str, list[tuple[object, ...]]] = {}
    for custody in custodies:
        roads = [
            leg
            for leg in custody.legs
            if isinstance(leg, Road) and may_drive(model.day, vehicle, custody.bag, leg)
        ]
        for site in dict.fromkeys(leg.from_site for leg in roads):
            events.setdefault(site, []).append(_kind(custody, "from"))
        for site in dict.fromkeys(leg.to_site for leg in roads):
            events.setdefault(site, []).append(_kind(custody, site))
    can = bool(events)
    events.pop(vehicle.start_site, None)
    most = most_halts(model, vehicle, list(events))
    sites = [(site, min(len(found), most[site])) for site, found in events.items()]
    tours = [
        add_tour(model, vehicle, number, sites)
        for number in range((vehicle.max_tours or 1) if can else 0)
    ]
    few = {site: min(FEW_HALTS, len(set(found))) for site, found in events.items()}
    return Shift(
        vehicle=vehicle,
        tours=tours,
        used=tours[0].used if tours else 0,
        begin=tours[0].load_start if tours else 0,
        end=model.instant(vehicle.shift.early, vehicle.shift.late),
        metres=0,
        extra=[
            halt.present
            for tour in tours
            for site, count in few.items()
            for halt in [h for h in tour.halts if h.site == site][count:]
        ],
    )


def _kind(custody: Custody, site: str) -> tuple[object, ...]:
    """Return what tells apart bags that are likely to want two halts at one site."""
    first = custody.bag.first
    if site == first.destination:
        return "ends", first.windows, first.deadline
    return site, first.destination, first.ready_time, first.windows, first.deadline


def most_halts(model: Model, vehicle: Vehicle, sites: Sequence[str]) -> dict[str, int]:
    """Return how often a tour could halt at each of some sites in a route's hours.

    Between two halts at a site the vehicle halts elsewhere, at best at the site
    that costs the least time to go to and come back from.
    """
    base, places = vehicle.start_site, model.day.sites
    drive = shortest(model.travel, vehicle, [base, *sites])
    hours = min(vehicle.max_route_duration, vehicle.shift.late - vehicle.shift.early)
    found = {}
    for site in sites:
        halt = places[site].service_duration
        left = hours - vehicle.reload_duration - halt
        left -= drive[base, site] + drive[site, base]
        around = [
            drive[site, two] + places[two].service_duration + drive[two, site] + halt
            for two in sites
            if two != site
        ]
        again = left // max(1, min(around)) if around else 0
        found[site] = 1 + max(0, again)
    return found


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
