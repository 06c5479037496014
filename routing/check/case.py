"""The case that is judged: day, travel and plan, followed once for all rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..travel.matrix import UNREACHABLE, Source
from ..travel.profiles import profile_of
from .compartments import rooms_of
from .contents import Contents, read_bags
from .service_trail import ServiceTrail, follow_services
from .trail import BUS, Ride, Trail, follow
from .words import stop_place, tour_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..domain.day import Day
    from ..domain.vehicle import Vehicle
    from ..plan.model import Plan, PlannedBag, Route, Stop, Tour
    from ..travel.matrix import Travel
    from .compartments import Rooms
    from .past_view import PastView
    from .service_trail import TripLeg


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """One leg of a tour: the times of the plan, the figures of the matrix.

    ``metres`` and ``seconds`` are None where the pair cannot be driven or a
    site is unknown.
    """

    from_site: str
    to_site: str
    depart: int
    arrive: int
    metres: int | None
    seconds: int | None
    source: Source
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TourCase:
    """A tour with its base, its legs and the way of its bags."""

    vehicle: Vehicle
    number: int
    tour: Tour
    begins: str
    ends: str
    drives: tuple[Drive, ...]
    trail: Trail

    @property
    def rooms(self) -> Rooms:
        """The compartments that it drives with, in usable cm³ (R1b)."""
        return rooms_of(self.vehicle, self.tour.bulkhead)

    @property
    def where(self) -> str:
        """Place of the tour."""
        return tour_place(self.vehicle.vehicle_id, self.number)

    def halts(self) -> Iterator[tuple[Stop, str]]:
        """Yield every halt with its place."""
        for index, stop in enumerate(self.tour.stops):
            yield (
                stop,
                stop_place(self.vehicle.vehicle_id, self.number, index, stop.site),
            )

    @property
    def leg_places(self) -> list[str]:
        """Place of each departure: the base, then every halt."""
        return [self.where, *(where for _, where in self.halts())]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCase:
    """A route of a vehicle that works today."""

    vehicle: Vehicle
    route: Route
    tours: tuple[TourCase, ...]

    @property
    def begin(self) -> int:
        """Start of the first loading (rule T6)."""
        return self.tours[0].tour.load_start if self.tours else 0

    @property
    def end(self) -> int:
        """Last return."""
        return self.tours[-1].tour.end if self.tours else 0

    @property
    def metres(self) -> int | None:
        """All metres, empty ones included; None when a leg has none."""
        total = 0
        for case in self.tours:
            for drive in case.drives:
                if drive.metres is None:
                    return None
                total += drive.metres
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the families of rules look at.

    ``fleet`` are the vehicles that work today, or have worked (W5f). ``routes`` are
    those of known vehicles, ``services`` what trips and other
    partners carry. ``rides`` are in the order of a bag's way. ``excused`` are
    bags whose faulty custody is reported already, or whose carrier cannot be
    followed. ``past`` is there for a re-plan whose earlier plan is known.
    """

    day: Day
    travel: Travel
    plan: Plan
    bags: Mapping[str, Contents]
    fleet: Mapping[str, Vehicle]
    routes: tuple[RouteCase, ...]
    services: ServiceTrail
    rides: Mapping[str, tuple[Ride, ...]]
    excused: frozenset[str]
    past: PastView | None = None

    def tours(self) -> Iterator[TourCase]:
        """Yield every tour that could be followed."""
        for route in self.routes:
            yield from route.tours

    def by_trip(self) -> dict[str, tuple[TripLeg, ...]]:
        """Return the legs of every trip that carries something, by its calls."""
        legs: dict[str, list[TripLeg]] = {}
        for leg in self.services.trip_legs:
            legs.setdefault(leg.trip.trip_id, []).append(leg)
        return {
            trip: tuple(sorted(rows, key=lambda leg: (leg.board, leg.alight)))
            for trip, rows in legs.items()
        }

    def bus_rides(self) -> Iterator[tuple[Ride, TripLeg]]:
        """Yield every ride of a bag on a trip, with its row."""
        rides = (ride for ride in self.services.rides if ride.kind == BUS)
        rows = (leg for leg in self.services.trip_legs for _ in leg.load.bags)
        yield from zip(rides, rows, strict=True)

    def pieces(self, bag_ids: tuple[str, ...]) -> int:
        """Return what bags count in fees and work; unknown ones count one (C2b)."""
        return sum(self.bags[bag].pieces if bag in self.bags else 1 for bag in bag_ids)

    def items(self, bag_ids: tuple[str, ...]) -> int:
        """Return the items of known bags."""
        return sum(self.bags[bag].items for bag in bag_ids if bag in self.bags)


def build_case(
    day: Day, travel: Travel, plan: Plan, past: PastView | None = None
) -> Case:
    """Follow a plan through its day; never raises on a malformed plan."""
    fleet = _fleet(day, past)
    routes = tuple(
        _route_case(travel, fleet[route.vehicle], route, _loss(day, past, route))
        for route in plan.routes
        if route.vehicle in fleet
    )
    services = follow_services(day, plan)
    rides: dict[str, list[Ride]] = {}
    excused = list(services.broken)
    for route in plan.routes:
        if route.vehicle not in fleet:
            excused.extend(_handled(route))
    for case in routes:
        for tour in case.tours:
            excused.extend(tour.trail.broken)
            for ride in tour.trail.rides:
                rides.setdefault(ride.bag, []).append(ride)
    for ride in services.rides:
        rides.setdefault(ride.bag, []).append(ride)
    bags = read_bags(day, plan.bags)
    return Case(
        day=day,
        travel=travel,
        plan=plan,
        bags=bags,
        fleet=fleet,
        routes=routes,
        services=services,
        rides={
            bag: _in_order(bags[bag].bag if bag in bags else None, found)
            for bag, found in rides.items()
        },
        excused=frozenset(excused),
        past=past,
    )


def _fleet(day: Day, past: PastView | None) -> Mapping[str, Vehicle]:
    """Return today's vehicles, with those that were lost on begun tours (W5f)."""
    if past is None:
        return day.vehicles
    gone = {name: past.begun.fleet[name] for name, n in past.tours.items() if n}
    return {**gone, **day.vehicles}


def _loss(day: Day, past: PastView | None, route: Route) -> tuple[int, str] | None:
    """Return the tour of a route that ends where its vehicle was lost, and where."""
    lost = past.lost_tour(route.vehicle) if past else None
    if lost is None or lost[1].site not in day.sites:
        return None
    return lost[0], lost[1].site


def _in_order(bag: PlannedBag | None, rides: list[Ride]) -> tuple[Ride, ...]:
    """Return rides in the order of the bag's legs, else in order of time.

    A bag that boards before it arrives is then found where that happens.
    """
    by_time = sorted(rides, key=lambda ride: (ride.depart, ride.arrive))
    if bag is None or len(bag.legs) != len(rides):
        return tuple(by_time)
    left, ordered = list(by_time), []
    for leg in bag.legs:
        ride = next((ride for ride in left if ride.is_leg(leg)), None)
        if ride is None:
            return tuple(by_time)
        left.remove(ride)
        ordered.append(ride)
    return tuple(ordered)


def _handled(route: Route) -> Iterator[str]:
    for tour in route.tours:
        yield from tour.load
        yield from tour.unload
        for stop in tour.stops:
            yield from stop.deliver
            yield from stop.pick_up


def _route_case(
    travel: Travel, vehicle: Vehicle, route: Route, loss: tuple[int, str] | None
) -> RouteCase:
    ends = [vehicle.start_site for _ in route.tours]
    ends[-1:] = [vehicle.end_site for _ in ends[-1:]]
    if loss is not None and loss[0] < len(ends):
        ends[loss[0]] = loss[1]
    return RouteCase(
        vehicle=vehicle,
        route=route,
        tours=tuple(
            _tour_case(travel, vehicle, number, tour, end)
            for (number, tour), end in zip(enumerate(route.tours), ends, strict=True)
        ),
    )


def _tour_case(
    travel: Travel, vehicle: Vehicle, number: int, tour: Tour, ends: str
) -> TourCase:
    name = vehicle.vehicle_id
    points = [(vehicle.start_site, tour.start, tour.start)]
    points += [(stop.site, stop.arrive, stop.depart) for stop in tour.stops]
    points.append((ends, tour.end, tour.end))
    places = [
        stop_place(name, number, index, stop.site)
        for index, stop in enumerate(tour.stops)
    ]
    places.append(tour_place(name, number))
    return TourCase(
        vehicle=vehicle,
        number=number,
        tour=tour,
        begins=vehicle.start_site,
        ends=ends,
        drives=tuple(
            _drive(travel, vehicle, (here[0], there[0]), (here[2], there[1]), where)
            for here, there, where in zip(points, points[1:], places, strict=False)
        ),
        trail=follow(tour, name, number, vehicle.start_site, ends),
    )


def _drive(
    travel: Travel,
    vehicle: Vehicle,
    pair: tuple[str, str],
    times: tuple[int, int],
    where: str,
) -> Drive:
    matrix = travel.matrices.get(profile_of(vehicle))
    row, column = travel.index.get(pair[0]), travel.index.get(pair[1])
    metres = seconds = None
    source = Source.CLOSED
    if matrix is not None and row is not None and column is not None:
        metres, seconds = (
            int(matrix.metres[row, column]),
            int(matrix.seconds[row, column]),
        )
        source = Source(int(matrix.source[row, column]))
        if metres >= UNREACHABLE or seconds >= UNREACHABLE:
            metres = seconds = None
    return Drive(
        from_site=pair[0],
        to_site=pair[1],
        depart=times[0],
        arrive=times[1],
        metres=metres,
        seconds=seconds,
        source=source,
        where=where,
    )
