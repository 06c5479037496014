"""Rule W4: a last resort is for what nothing else can take.

The judge searches nothing. For each bag of a last resort it draws up the plain
ways that need no transfer, one more offer, one trip, one road vehicle, as small
plans of that bag alone, and judges them by the other rules. A way without a
fault proves that the last resort was not needed; that none is found proves
nothing, so ways over transfers are not judged (W4a).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..domain.site import ROAD_CLASSES
from ..domain.window import TimeWindow
from ..plan.forward import ForwardSchedule
from ..plan.halt import Halt, packed
from ..plan.model import BusLoad, Handover, Leg
from ..travel.matrix import UNREACHABLE
from ..travel.profiles import profile_of
from .case import build_case
from .causes import Cause
from .transfers import begun_legs
from .words import found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..domain.day import Day
    from ..domain.trip import Trip
    from ..domain.vehicle import Vehicle
    from ..plan.model import Plan, PlannedBag, Route
    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents

    Calls = dict[str, list[tuple[Trip, int]]]
    Family = Callable[[Case], Iterator[Violation]]

FIGURES = ("P1_", "P3_", "D1_SOURCES", "D1_METRES", "M3_")
"""Causes about figures that the small plans do not fill in, or about packing."""


def check_last_resort(case: Case, families: tuple[Family, ...]) -> Iterator[Violation]:
    """Report bags of a last resort for which ``families`` accept a direct way.

    ``families`` are all that judge how a bag travels, not what else was asked for.
    """
    known: dict[object, bool] = {}
    calls: Calls = {}
    day = _left_of_day(case)
    case = replace(case, day=day) if day is not case.day else case
    for given in case.services.given:
        if not given.offer.last_resort:
            continue
        calls = calls or _calls(day)
        needless = 0
        for bag in given.row.bags:
            contents = case.bags.get(bag)
            # What cannot be read is reported; nothing can be drawn up for it, nor
            # for what is on its way already: ways over transfers are not judged.
            if contents is None or not contents.whole or begun_legs(case, contents):
                continue
            alike = _likeness(contents)
            if alike not in known:
                ways = _ways(case, contents, calls)
                known[alike] = any(_is_sound(case, plan, families) for plan in ways)
            needless += known[alike]
        if needless:
            yield found(Cause.W4_LAST_RESORT, given.offer.offer_id, needless)


def _left_of_day(case: Case) -> Day:
    """Return what a re-plan may still draw on: trips, offers and idle vehicles (W5g).

    A vehicle that has been on the road is left out: its day is spent in part.
    """
    past, day = case.past, case.day
    if past is None:
        return day
    now = past.now
    out = {row.vehicle.vehicle_id for row in day.vehicles_out}
    return replace(
        day,
        vehicles={
            name: replace(vehicle, shift=TimeWindow(early, vehicle.shift.late))
            for name, vehicle in day.vehicles.items()
            for early in (max(vehicle.shift.early, now),)
            if not past.tours.get(name)
            and early < vehicle.shift.late
            and name not in out
        },
        # A trip that left its first stop may still be boarded further on.
        offers={k: v for k, v in day.offers.items() if v.cutoff_time >= now},
    )


def _is_sound(case: Case, plan: Plan, families: tuple[Family, ...]) -> bool:
    """Tell whether a small plan keeps every rule."""
    alone = build_case(case.day, case.travel, plan)
    return not any(
        not violation.cause.startswith(FIGURES)
        for check in families
        for violation in check(alone)
    )


def _calls(day: Day) -> Calls:
    """Return the calls of all trips by the sites that may give goods there."""
    calls: Calls = {}
    for trip in day.trips.values():
        for number, stop in enumerate(trip.stops):
            for site in (stop.site, *stop.handover_sites):
                calls.setdefault(site, []).append((trip, number))
    return calls


def _likeness(contents: Contents) -> object:
    """Return what two bags share when the same ways are open to both."""
    rows = tuple(
        (replace(row, consignment_id="", items=1, grams=0, cm3=0), count)
        for row, count in contents.rows
    )
    bag = contents.bag
    return rows, bag.grams, bag.cm3, bag.loose, bag.box, bag.boxes


def _ways(case: Case, contents: Contents, calls: Calls) -> Iterator[Plan]:
    empty = replace(
        case.plan,
        routes=(),
        bus_loads=(),
        handovers=(),
        stage_fees=(),
        box_uses=(),
        late_fees=(),
        freshness={},
        unserved=(),
        past=None,
    )
    bag = replace(
        contents.bag, origin=contents.origin, destination=contents.destination
    )
    yield from _offers(case.day, empty, bag)
    yield from _trips(calls, empty, bag, case.past.now if case.past else 0)
    yield from _vehicles(case, empty, bag)


def _offers(day: Day, empty: Plan, bag: PlannedBag) -> Iterator[Plan]:
    for offer in day.offers.values():
        fits = offer.from_site == bag.origin and bag.destination in offer.to_sites
        if offer.last_resort or not fits:
            continue
        leg = _leg(bag, "handover", offer.cutoff_time, offer.delivered_time)
        leg = replace(leg, offer=offer.offer_id)
        row = Handover(offer=offer.offer_id, bags=(bag.id,), fee_cents=0)
        yield replace(empty, bags=(replace(bag, legs=(leg,)),), handovers=(row,))


def _trips(calls: Calls, empty: Plan, bag: PlannedBag, now: int) -> Iterator[Plan]:
    for trip, on in calls.get(bag.origin, ()):
        if trip.latest_ready(on) < now:
            continue  # It may not be boarded any more (W5g).
        first = trip.stops[on]
        for off, last in enumerate(trip.stops):
            if off > on and bag.destination in (last.site, *last.handover_sites):
                receive = last.arrival_time + last.walk_duration
                leg = _leg(bag, "bus", first.departure_time, receive)
                leg = replace(leg, trip=trip.trip_id)
                load = BusLoad(
                    trip=trip.trip_id,
                    bags=(bag.id,),
                    board=first.site,
                    alight=last.site,
                    fee_cents=0,
                    board_call=on,
                    alight_call=off,
                )
                bags = (replace(bag, legs=(leg,)),)
                yield replace(empty, bags=bags, bus_loads=(load,))


def _leg(bag: PlannedBag, kind: str, depart: int, arrive: int) -> Leg:
    return Leg(
        kind=kind,
        from_site=bag.origin,
        to_site=bag.destination,
        depart=depart,
        arrive=arrive,
    )


def _vehicles(case: Case, empty: Plan, bag: PlannedBag) -> Iterator[Plan]:
    """Yield a forward schedule for one vehicle of each kind."""
    day = case.day
    tried: list[tuple[Vehicle, tuple[bool, ...]]] = []
    for vehicle in day.vehicles.values():
        alike = replace(vehicle, vehicle_id="", plate="", contact=None)
        # A permit names one vehicle (W1b).
        kind = alike, tuple(vehicle.vehicle_id in ban.permits for ban in day.bans)
        if kind in tried or not _may_enter(day, vehicle, bag):
            continue
        tried.append(kind)
        route = _route(case, vehicle, bag)
        if route is None:
            continue
        bags = (replace(bag, legs=(_driven(route, bag),)),)
        for bulkhead in range(1 + len(vehicle.bulkheads)):
            tours = tuple(replace(tour, bulkhead=bulkhead) for tour in route.tours)
            yield replace(empty, routes=(replace(route, tours=tours),), bags=bags)


def _may_enter(day: Day, vehicle: Vehicle, bag: PlannedBag) -> bool:
    """Tell whether the vehicle's class is allowed where the bag is handled (W1)."""
    sites = (day.sites[bag.origin], day.sites[bag.destination])
    return all(
        vehicle.vehicle_class in (site.allowed_classes or ROAD_CLASSES)
        for site in sites
    )


def _route(case: Case, vehicle: Vehicle, bag: PlannedBag) -> Route | None:
    """Return a tour that takes the bag directly; None without road or dock."""
    own = (packed(bag),)
    halts = []
    if bag.origin != vehicle.start_site:
        halts.append(Halt(site=bag.origin, pick_up=own))
    if bag.destination != vehicle.end_site or not halts:
        halts.append(Halt(site=bag.destination, deliver=own))
    if case.day.sites[vehicle.start_site].docks == 0:
        return None  # Nothing is ever loaded there.
    path = [vehicle.start_site, *(halt.site for halt in halts), vehicle.end_site]
    matrix = case.travel.matrices.get(profile_of(vehicle))
    index = case.travel.index
    if matrix is None or any(site not in index for site in path):
        return None
    pairs = [(index[here], index[there]) for here, there in pairwise(path)]
    if any(int(matrix.seconds[pair]) >= UNREACHABLE for pair in pairs):
        return None
    return ForwardSchedule(case.day, case.travel).route(vehicle, (tuple(halts),))


def _driven(route: Route, bag: PlannedBag) -> Leg:
    """Return the leg of the bag as the route times it."""
    tour = route.tours[0]
    depart, arrive = tour.start, tour.end
    for stop in tour.stops:
        if bag.id in stop.pick_up:
            depart = stop.depart
        if bag.id in stop.deliver:
            arrive = stop.arrive
    leg = _leg(bag, "road", depart, arrive)
    return replace(leg, vehicle=route.vehicle, tour=0)
