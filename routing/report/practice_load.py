"""What goes on today's routes: every bag of a village on the first that calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.lot import build_lots
from routing.plan.halt import Halt
from routing.plan.model import Leg, PlannedBag
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Bag, Lot
    from routing.domain.practice import PracticeTour
    from routing.domain.vehicle import Vehicle
    from routing.plan.halt import TourHalts
    from routing.plan.model import Route
    from routing.travel.matrix import Travel

Place = tuple[str, int, str]
"""Vehicle, tour (from 0) and site of a halt."""

PUT = (1, 0)
"""Where a lot's two ends are noted: its origin among pickups, then deliveries."""
Tours = list[tuple["PracticeTour", list[str]]]
"""Tours of the table with the halts that can be driven to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Today's routes with their bags, and what the table leaves open.

    ``routes`` are the tours of each vehicle; ``lots`` the lot of each bag
    carried; ``carried`` the consignments. For the other fields see
    :class:`routing.report.practice.PracticeScore`.
    """

    routes: Mapping[str, Sequence[TourHalts]]
    lots: Mapping[str, tuple[Lot, Bag]]
    carried: frozenset[str]
    sites: tuple[str, ...]
    missing: tuple[str, ...]
    elsewhere: tuple[str, ...]
    closed: tuple[str, ...]
    vehicles_out: tuple[str, ...]
    vehicles_elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call at a site: vehicle, tour (from 0), and all halts of that tour."""

    vehicle: str
    tour: int
    sites: tuple[str, ...]


def load_practice(day: Day, travel: Travel) -> Loaded:
    """Put all of today's goods on today's routes, whether they fit or not.

    Goods that no plan could carry today (not a service day, not accepted …)
    stay behind here too.
    """
    roads = _Roads(day, travel)
    tours = [(tour, roads.kept(tour)) for tour in day.practice]
    tours = [(tour, sites) for tour, sites in tours if sites]
    calls = _calls(tours)
    handled: dict[Place, tuple[list[Bag], list[Bag]]] = {}
    lots: dict[str, tuple[Lot, Bag]] = {}
    state: dict[str, str] = {}
    for lot in build_lots(day):
        if any(row.blocked for row in lot.consignments):
            continue
        outer = lot.consignments[0].outer_site
        ride = _ride(day, lot, calls.get(outer, []))
        known = outer in calls or outer in roads.closed
        found = "served" if ride else "elsewhere" if known else "missing"
        # A site that gets part of its goods counts as served.
        if state.get(outer) != "served":
            state[outer] = found
        if ride is not None:
            for site, kind in zip((lot.origin, lot.destination), PUT, strict=True):
                handled.setdefault((*ride, site), ([], []))[kind].extend(lot.bags)
            lots.update((bag.bag_id, (lot, bag)) for bag in lot.bags)

    def sites(wanted: str) -> tuple[str, ...]:
        return tuple(site for site in day.sites if state.get(site) == wanted)

    routes = _routes(tours, handled)
    astray = _astray(tours, routes, state)
    return Loaded(
        routes={name: made for name, made in routes.items() if name not in astray},
        lots=lots,
        carried=frozenset(
            row.consignment_id for lot, _ in lots.values() for row in lot.consignments
        ),
        sites=sites("served"),
        missing=sites("missing"),
        elsewhere=tuple(s for s in sites("elsewhere") if s not in roads.closed),
        closed=tuple(site for site in day.sites if site in roads.closed),
        vehicles_out=tuple(
            dict.fromkeys(
                tour.vehicle
                for tour in day.practice
                if tour.vehicle not in day.vehicles
            )
        ),
        vehicles_elsewhere=astray,
    )


def _astray(
    tours: Tours,
    routes: Mapping[str, Sequence[TourHalts]],
    state: Mapping[str, str],
) -> tuple[str, ...]:
    """Return vehicles that drive for goods of another base and carry nothing.

    What they cost says nothing, as the table does not tell how the goods reach
    them.
    """
    empty = [
        name
        for name, made in routes.items()
        if not any(halt.deliver or halt.pick_up for halts in made for halt in halts)
    ]
    waiting = {
        tour.vehicle: None
        for tour, sites in tours
        if any(state.get(site) == "elsewhere" for site in sites)
    }
    return tuple(name for name in empty if name in waiting)


class _Roads:
    """Which halts of today's tours can be driven to; the others are ``closed``."""

    def __init__(self, day: Day, travel: Travel) -> None:
        self.day = day
        self.travel = travel
        self.closed: dict[str, None] = {}

    def kept(self, tour: PracticeTour) -> list[str]:
        """Return the halts with a way there and home; none without the vehicle."""
        vehicle = self.day.vehicles.get(tour.vehicle)
        if vehicle is None:
            return []
        kept: list[str] = []
        for site in tour.sites:
            before = kept[-1] if kept else vehicle.start_site
            if site == before:
                continue
            homes = (vehicle.start_site, vehicle.end_site)
            pairs = [(before, site), *((site, home) for home in homes)]
            if all(self._open(vehicle, pair) for pair in pairs):
                kept.append(site)
            else:
                self.closed[site] = None
        return kept

    def _open(self, vehicle: Vehicle, pair: tuple[str, str]) -> bool:
        index, name = self.travel.index, profile_of(vehicle)
        if name not in self.travel.matrices or not all(end in index for end in pair):
            return False
        matrix = self.travel.of(name)
        return bool(matrix.metres[index[pair[0]], index[pair[1]]] < UNREACHABLE)


def _calls(tours: Tours) -> dict[str, list[Call]]:
    """Return the calls at each site in the order of the tours."""
    calls: dict[str, list[Call]] = {}
    count: Counter[str] = Counter()
    for tour, sites in tours:
        for site in dict.fromkeys(sites):
            calls.setdefault(site, []).append(
                Call(vehicle=tour.vehicle, tour=count[tour.vehicle], sites=tuple(sites))
            )
        count[tour.vehicle] += 1
    return calls


def _ride(day: Day, lot: Lot, calls: Sequence[Call]) -> tuple[str, int] | None:
    """Return vehicle and tour of the first call that takes a lot all the way.

    The other end of the lot is the vehicle's base, or a halt of the tour: one
    before the village for what is delivered, one after it for what is fetched.
    """
    first = lot.consignments[0]
    down = first.kind is ConsignmentKind.DELIVERY
    other = lot.origin if down else lot.destination
    for call in calls:
        vehicle = day.vehicles[call.vehicle]
        # A route that ends elsewhere than it began leaves room for doubt.
        bases = {vehicle.start_site} if down else {vehicle.start_site, vehicle.end_site}
        at = call.sites.index(first.outer_site)
        on_way = call.sites[:at] if down else call.sites[at + 1 :]
        if bases == {other} or other in on_way:
            return call.vehicle, call.tour
    return None


def _routes(
    tours: Tours, handled: Mapping[Place, tuple[list[Bag], list[Bag]]]
) -> dict[str, list[TourHalts]]:
    routes: dict[str, list[TourHalts]] = {}
    for tour, sites in tours:
        number = len(routes.setdefault(tour.vehicle, []))
        halts, seen = [], set()
        for site in sites:
            # All of a site is handled at the first call of the tour.
            place = (tour.vehicle, number, site)
            down, back = ([], []) if site in seen else handled.get(place, ([], []))
            seen.add(site)
            halts.append(Halt(site=site, deliver=tuple(down), pick_up=tuple(back)))
        routes[tour.vehicle].append(tuple(halts))
    return routes


def planned_bags(loaded: Loaded, routes: Sequence[Route]) -> Iterator[PlannedBag]:
    """Yield the bags that ride on timed routes, with their one leg."""
    for route in routes:
        for number, tour in enumerate(route.tours):
            departs = dict.fromkeys(tour.load, tour.start)
            arrives = dict.fromkeys(tour.unload, tour.end)
            for stop in tour.stops:
                departs.update(dict.fromkeys(stop.pick_up, stop.depart))
                arrives.update(dict.fromkeys(stop.deliver, stop.arrive))
            for name, depart in departs.items():
                lot, bag = loaded.lots[name]
                times = depart, arrives[name]
                yield _planned(lot, bag, (route.vehicle, number), times)


def _planned(
    lot: Lot, bag: Bag, ride: tuple[str, int], times: tuple[int, int]
) -> PlannedBag:
    rows = {row.consignment_id: row for row in lot.consignments}
    items: Counter[str] = Counter()
    contents: Counter[str] = Counter()
    for name, count in bag.contents:
        items[rows[name].partner] += count
        contents[name] += count
    return PlannedBag(
        id=bag.bag_id,
        lot=lot.lot_id,
        origin=lot.origin,
        destination=lot.destination,
        contents=dict(sorted(contents.items())),
        items=dict(sorted(items.items())),
        goods_class=rows[bag.contents[0][0]].goods_class,
        grams=bag.grams,
        cm3=bag.cm3,
        loose=bag.loose,
        legs=(
            Leg(
                kind="road",
                from_site=lot.origin,
                to_site=lot.destination,
                depart=times[0],
                arrive=times[1],
                vehicle=ride[0],
                tour=ride[1],
            ),
        ),
    )
