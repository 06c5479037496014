"""From a plan back to routes of a road problem, to ask what would be otherwise."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from routing.domain.lot import Lot
from routing.optimize.courses import STAYS, shipments_of
from routing.optimize.draft import Draft
from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.kernel.data import SAME_HALT
from routing.optimize.routes import SEPARATOR, without
from routing.optimize.ways import Shipment
from routing.plan.bulkheads import rooms_of
from routing.plan.halt import packed
from routing.plan.model import PauseKind
from routing.plan.services import calls_of

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.optimize.courses import Course
    from routing.optimize.draft import Uses
    from routing.optimize.itineraries import legs as movements
    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes
    from routing.plan.model import Plan, PlannedBag, Tour

Signs = tuple[tuple[str, str, str], ...]
"""The legs of a way by its ends and by trip and calls, by offer, or by road."""


def whole_lot(_: PlannedBag) -> object:
    """Tell no bags of a lot apart."""
    return None


class RebuiltPlan:
    """The batches of a plan, one per lot and way through it, and its routes.

    Bags that ``group`` tells apart are never one batch. Bags that the day does not
    know, or that nobody carries, are left out.
    """

    def __init__(
        self, day: Day, plan: Plan, group: Callable[[PlannedBag], object] = whole_lot
    ) -> None:
        self._day, self._plan = day, plan
        self._rows = {row.consignment_id: row for row in day.consignments}
        handled = _Handled(day, plan)
        self._taken, self._waiting = handled.taken, handled.waiting
        self._tours = {
            (route.vehicle, number): tour
            for route in plan.routes
            for number, tour in enumerate(route.tours)
        }
        alike: dict[tuple[object, ...], list[PlannedBag]] = {}
        for bag in plan.bags:
            if self._known(bag):
                halts = tuple(handled.halts.get(bag.id, ()))
                key = (bag.lot, halts, self.signs(bag), group(bag))
                alike.setdefault(key, []).append(bag)
        groups = list(alike.values())
        self.batches = [self._batch(bags) for bags in groups]
        self.bags = [bags[0] for bags in groups]
        self.numbers = {bag.id: b for b, bags in enumerate(groups) for bag in bags}

    def draft(self, problem: RoadProblem, gone: Set[int]) -> Draft:
        """Return the routes without some batches, with the plan's docking times.

        ``problem`` is of the batches of this plan, in this order, and perhaps
        others behind them. A batch whose way it does not have stays.
        """
        courses = [
            STAYS if b in gone else self._course(problem, b)
            for b in range(len(self.batches))
        ]
        absent = {b for b, (way, _) in enumerate(courses) if way < 0}
        courses += [STAYS] * (problem.batches - len(courses))
        return Draft(
            routes=self.routes(problem, absent),
            uses=self._uses(problem),
            courses=tuple(courses),
        )

    def routes(self, problem: RoadProblem, gone: Set[int] = frozenset()) -> Routes:
        """Return the entries of each vehicle's route, without some batches."""
        numbers = self._movements(problem)
        entries: dict[str, list[int]] = {key: [] for key in self._day.vehicles}
        for route in self._plan.routes:
            if route.vehicle not in entries:
                continue
            mine = entries[route.vehicle]
            for tour in route.tours:
                visits = self._visits(tour, numbers)
                if visits:
                    mine += [*([SEPARATOR] if mine else []), *visits]
        batch_of = problem.tables["s_batch"]
        lost = {
            a // 2
            for mine in entries.values()
            for a in mine
            if a >= 0 and int(batch_of[a // 2]) in gone
        }
        return [without(mine, lost) for mine in entries.values()]

    def _movements(self, problem: RoadProblem) -> dict[tuple[int, str, str], int]:
        """Return the number of each movement of the plan's batches by its ends."""
        batch_of = problem.tables["s_batch"].tolist()
        numbers: dict[tuple[int, str, str], int] = {}
        for k, s in enumerate(problem.shipments):
            # Those bound to a part of the day stand behind the free one.
            numbers.setdefault((batch_of[k], s.from_site, s.to_site), k)
        for b in range(len(self.batches)):
            way, _ = self._course(problem, b)
            for k in shipments_of(problem.tables["ways"], way):
                s = problem.shipments[k]
                numbers[b, s.from_site, s.to_site] = k
        return numbers

    def _uses(self, problem: RoadProblem) -> Uses:
        uses: Uses = [[] for _ in problem.vehicles]
        numbers = {car.vehicle_id: v for v, car in enumerate(problem.vehicles)}
        for route in self._plan.routes:
            if route.vehicle not in numbers:
                continue
            v = numbers[route.vehicle]
            dock = int(problem.tables["v_dock"][v])
            charger = int(problem.tables["v_charger"][v])
            reload = problem.vehicles[v].reload_duration
            if dock >= 0:
                begins = [tour.load_start for tour in route.tours]
                uses[v] += [(dock, begin, begin + reload) for begin in begins]
            if charger >= 0:
                uses[v] += [
                    (charger, rest.start, rest.end)
                    for rest in route.pauses
                    if rest.kind == PauseKind.CHARGE
                ]
        return uses

    def _course(self, problem: RoadProblem, b: int) -> Course:
        """Return how a batch goes, as the problem names it."""
        signs = self.signs(self.bags[b])
        # Last resorts that another way bars stand behind the ways that are open.
        first, ways = problem.tables["batches"][b, :2].tolist()
        alike = [
            (self._missed(b, way), place)
            for place, way in enumerate(problem.ways[b][:ways])
            if signs_of(way) == signs
        ]
        if not alike:
            return STAYS
        # Of ways that are bound otherwise the one that the plan's times keep.
        _, place = min(alike)
        return first + place, self._promises(b, problem.ways[b][place])

    def _missed(self, b: int, way: Way) -> int:
        """Return the seconds by which a batch's legs miss what a way is bound to."""
        legs = self.bags[b].legs
        missed = 0
        for place in way.roads:
            leg = legs[place]
            missed += max(0, way.early[place] - leg.depart)
            missed += max(0, leg.arrive - way.late[place])
            if way.exposed:
                missed += max(0, self._outside(b, way, place) - way.exposed[place])
        for number, stay in enumerate(way.stays):
            if stay is not None:
                arrive = legs[number].arrive
                missed += max(0, stay.first - arrive) + max(0, arrive - stay.last)
        return missed

    def _outside(self, b: int, way: Way, place: int) -> int:
        """Return about how long cold goods are outside on a leg by road (C1c)."""
        bag, leg = self.bags[b], self.bags[b].legs[place]
        car = self._day.vehicles[leg.vehicle or ""]
        ends = self._day.sites[leg.from_site], self._day.sites[leg.to_site]
        seconds = sum(site.sec_per_item for site in ends) * sum(bag.items.values())
        tour = self._tours[leg.vehicle or "", leg.tour or 0]
        if self._day.goods[bag.goods_class].temp not in rooms_of(car, tour):
            seconds += leg.arrive - leg.depart
        since = way.since[place] if way.since else None
        return seconds if since is None else seconds + max(0, leg.depart - since)

    def _promises(self, b: int, way: Way) -> tuple[tuple[int, int], ...]:
        """Return from when to when each movement by road may be under way.

        Where goods change vehicles it is promised when the next one takes them.
        """
        bag = self.bags[b]
        bounds = []
        roads = way.roads
        for place in roads:
            early, late = way.early[place], way.late[place]
            if place - 1 in roads:
                waits = (bag.id, bag.legs[place].from_site) in self._waiting
                ready = max(early, self._loading(bag, place, way.gaps[place - 1]))
                early = SAME_HALT if waits else ready
            if place + 1 in roads and (
                (bag.id, bag.legs[place].to_site) not in self._waiting
            ):
                gap = way.gaps[place]
                late = min(late, self._loading(bag, place + 1, gap) - gap)
            bounds.append((early, late))
        return tuple(bounds)

    def _loading(self, bag: PlannedBag, place: int, gap: int) -> int:
        """Return by when a bag is ready for one of its legs by road.

        No later than the vehicle asks: it may have a break before it goes on.
        """
        leg = bag.legs[place]
        key = (bag.id, leg.vehicle or "", leg.tour or 0)
        sooner, later = self._taken.get(key, (leg.depart, leg.depart))
        return min(later, max(sooner, bag.legs[place - 1].arrive + gap))

    def signs(self, bag: PlannedBag) -> Signs:
        """Return how a bag goes by its legs, and in which boxes."""
        signs = []
        for leg in bag.legs:
            how = ""
            if leg.trip is not None:
                how = self._calls.get((bag.id, leg.trip), leg.trip)
            elif leg.offer is not None:
                how = leg.offer
            signs.append((leg.from_site, leg.to_site, how))
        return (*signs, *_box_sign(bag.box))

    @cached_property
    def _calls(self) -> dict[tuple[str, str], str]:
        """Return the trip and calls of each bag that rides."""
        found = {}
        for load in self._plan.bus_loads:
            trip = self._day.trips.get(load.trip)
            calls = calls_of(trip, load) if trip is not None else None
            if calls is not None and not load.hold:
                board, alight = calls
                for bag in load.bags:
                    found[bag, load.trip] = f"{load.trip} {board} {alight}"
        return found

    def _known(self, bag: PlannedBag) -> bool:
        return (
            bool(bag.legs)
            and all(
                leg.vehicle is None or leg.vehicle in self._day.vehicles
                for leg in bag.legs
            )
            and bool(bag.contents)
            and all(key in self._rows for key in bag.contents)
        )

    def _batch(self, bags: list[PlannedBag]) -> Shipment:
        first = bags[0]
        keys = dict.fromkeys(key for bag in bags for key in bag.contents)
        whole = tuple(self._out_of_box(packed(bag)) for bag in bags)
        lot = Lot(
            lot_id=first.lot,
            origin=first.origin,
            destination=first.destination,
            consignments=tuple(self._rows[key] for key in keys),
            bags=whole,
        )
        return Shipment(lot=lot, bags=whole)

    def _out_of_box(self, bag: Bag) -> Bag:
        """Return a bag as it is without its boxes: less than a cm³ off (M3b)."""
        if bag.box is None:
            return bag
        rows = ((self._rows[key], items) for key, items in bag.contents)
        cm3 = sum(row.cm3 * items // row.items for row, items in rows)
        return replace(bag, box=None, boxes=0, cm3=cm3)

    def _visits(
        self, tour: Tour, numbers: dict[tuple[int, str, str], int]
    ) -> list[int]:
        visits: dict[int, None] = {}
        for stop in tour.stops:
            for outward, bags in ((1, stop.deliver), (0, stop.pick_up)):
                for bag in bags:
                    k = self._movement(bag, stop.site, outward, numbers)
                    if k is not None:
                        visits.setdefault(2 * k + outward)
        return list(visits)

    def _movement(
        self,
        bag: str,
        site: str,
        outward: int,
        numbers: dict[tuple[int, str, str], int],
    ) -> int | None:
        """Return the movement of a bag that begins (0) or ends (1) at a site."""
        if bag not in self.numbers:
            return None
        b = self.numbers[bag]
        driven = [leg for leg in self.bags[b].legs if leg.vehicle is not None]
        here = [leg for leg in driven if (leg.from_site, leg.to_site)[outward] == site]
        # A person may have moved the halt of a bag that goes straight.
        for leg in here or driven[: len(driven) == 1]:
            return numbers.get((b, leg.from_site, leg.to_site))
        return None


class _Handled:
    """Where and when each bag is handled by the routes of a plan.

    ``halts`` numbers loadings, halts and returns over the plan; ``taken`` tells, by
    bag, vehicle and tour, from when on it could be taken on, and when it is at the
    latest; ``waiting`` which bags are handled at a site while their vehicle waits.
    """

    def __init__(self, day: Day, plan: Plan) -> None:
        self.halts: dict[str, list[int]] = {}
        self.taken: dict[tuple[str, str, int], tuple[int, int]] = {}
        self.waiting: set[tuple[str, str]] = set()
        number = 0
        for route in plan.routes:
            for place, tour in enumerate(route.tours):
                handled = [stop.deliver + stop.pick_up for stop in tour.stops]
                for bags in (tour.load, *handled, tour.unload):
                    number += 1
                    for bag in bags:
                        self.halts.setdefault(bag, []).append(number)
                car = day.vehicles.get(route.vehicle)
                loaded = tour.load_start + (car.reload_duration if car else 0)
                for bag in tour.load:
                    self.taken[bag, route.vehicle, place] = loaded, tour.start
                for stop in tour.stops:
                    for bag in stop.pick_up:
                        self.taken[bag, route.vehicle, place] = stop.arrive, stop.start
                        if bag in stop.deliver:
                            self.waiting.add((bag, stop.site))


def signs_of(way: Way) -> Signs:
    """Return a way by its legs, as ``RebuiltPlan.signs`` does."""
    return (*(_sign(leg) for leg in way.legs), *_box_sign(way.box))


def _box_sign(box: str | None) -> Signs:
    return () if box is None else (("", "", box),)


def _sign(leg: movements.Leg) -> tuple[str, str, str]:
    how = ""
    if isinstance(leg, Ride):
        how = f"{leg.trip} {leg.board} {leg.alight}"
    elif isinstance(leg, Given):
        how = leg.offer
    return leg.from_site, leg.to_site, how
