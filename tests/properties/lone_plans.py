"""Every plan that carries one bag directly, built from the rule book alone.

Shares no code with the planner: departures on a grid, rests at each end of a
drive or on the road, and the judge as the only authority.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from routing.check.judge import judge
from routing.plan.model import (
    Leg,
    Pause,
    PauseKind,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    Stop,
    Tour,
)

GRID = 600
HABITS = ("late", "before", "after", "wait")
"""When driving is paused: at the limit, before a leg, on arrival, while waiting."""

REST = 1200
BOOKKEEPING = ("P1_COST", "P3_PENALTY", "D1_SOURCES")
"""Causes that are about figures of the plan, not about what may be done."""


def only_bag(day, bag):
    """Return the day that asks for one bag alone, and the bag's contents."""
    rows = {row.consignment_id: row for row in day.consignments}
    parts = {}
    for key, items in bag.contents:
        parts[key] = parts.get(key, 0) + items
    kept = tuple(
        replace(
            rows[key],
            items=items,
            grams=rows[key].grams * items // rows[key].items,
            cm3=rows[key].cm3 * items // rows[key].items,
        )
        for key, items in parts.items()
    )
    return replace(day, consignments=kept, set_aside=())


def goes_alone(day, travel, bag):
    """Tell whether some plan that carries one bag directly keeps every rule."""
    alone = only_bag(day, bag)
    return any(
        _vehicle_can(alone, travel, bag, vehicle) for vehicle in day.vehicles.values()
    )


def _vehicle_can(day, travel, bag, vehicle):
    trip = _Trip(day, travel, bag, vehicle)
    if trip.drives is None:
        return False
    # What no hour mends (room, permission, distance) shows in any plan.
    any_hour = trip.plan(vehicle.shift.early, {}, "late", strict=False)
    if any(not cause.startswith("T") for cause in trip.causes(any_hour)):
        return False
    for begin in trip.begins():
        for places in product(trip.places(), repeat=len(vehicle.breaks)):
            for habit in HABITS:
                plan = trip.plan(begin, dict(enumerate(places)), habit, strict=True)
                if plan is not None and not trip.causes(plan):
                    return True
    return False


def _at(places, region, where):
    """Return the breaks that lie at one place of a region."""
    return [b for b, place in places.items() if place == (region, where)]


@dataclass
class _Clock:
    """Where the time stands while a trip is driven."""

    time: int
    driven: int
    pauses: list


class _Trip:
    def __init__(self, day, travel, bag, vehicle):
        self.day, self.travel, self.bag, self.vehicle = day, travel, bag, vehicle
        row = self.row = day.consignments[0]
        loads = row.origin == vehicle.start_site
        unloads = row.destination == vehicle.end_site
        self.loads, self.unloads = loads, unloads and not loads
        halts = [row.destination] if loads else [row.origin]
        if not loads and not unloads:
            halts.append(row.destination)
        self.halts = halts
        self.path = [vehicle.start_site, *halts, vehicle.end_site]
        air = vehicle.vehicle_class.value == "drone"
        name = "air" if air else vehicle.speed_profile or vehicle.vehicle_class.value
        matrix = travel.matrices[name]
        pairs = [
            (travel.index[a], travel.index[b])
            for a, b in zip(self.path, self.path[1:], strict=False)
        ]
        self.metres = sum(int(matrix.metres[p]) for p in pairs)
        far = any(int(matrix.metres[p]) >= 2**29 - 1 for p in pairs)
        self.drives = None if far else [int(matrix.seconds[p]) for p in pairs]
        self.work = [self._service(site) for site in halts]

    def _service(self, site):
        known = self.day.sites[site]
        return known.service_duration + known.sec_per_item * self.bag.items

    def causes(self, plan):
        found = judge(self.day, self.travel, plan)
        return [v.cause for v in found if v.cause not in BOOKKEEPING]

    def begins(self):
        """Departures: the grid, and the hours at which a rule changes."""
        car, row = self.vehicle, self.row
        marks = [car.shift.early, row.ready_time - car.reload_duration]
        marks += [w.early for w in self.day.sites[self.path[0]].hours]
        for rest in car.breaks:
            marks += [rest.window.early, rest.window.early + 1]
        # Latest departures that still meet a window or the end of the shift.
        gone = car.reload_duration
        for site, drive, work in zip(self.halts, self.drives, self.work, strict=False):
            gone += drive
            windows = [*self.day.sites[site].hours, *row.windows]
            for window in windows:
                marks += [window.late - gone, window.early - gone]
            if row.deadline is not None:
                marks.append(row.deadline - gone)
            gone += work
        marks.append(car.shift.late - gone - self.drives[-1])
        marks += [mark - REST for mark in marks] + [
            mark - rest.duration for mark in marks for rest in car.breaks
        ]
        grid = range(car.shift.early, car.shift.late, GRID)
        whole = {*marks, *grid}
        return sorted(m for m in whole if car.shift.early <= m <= car.shift.late)

    def places(self):
        """Where a break may lie: not at all, or around each drive."""
        regions = range(len(self.drives))
        return [None, *product(regions, ("before", "road", "after"))]

    def plan(self, begin, places, habit, *, strict):
        """Return the plan of one choice; None where it fails by the clock."""
        car = self.vehicle
        clock = _Clock(begin + car.reload_duration, 0, [])
        stops, departs, arrive = [], [], begin
        for j, drive in enumerate(self.drives):
            departs.append(self._leave(clock, j, _at(places, j, "before")))
            self._drive(clock, drive, _at(places, j, "road"), habit, self.path[j])
            arrive = clock.time
            for b in _at(places, j, "after"):
                self._rest(clock, b, self.path[j + 1])
            if j < len(self.halts):
                ahead = clock.driven + self.drives[j + 1]
                if habit == "after" and ahead > car.max_drive_duration:
                    self._pause(clock, self.path[j + 1])
                start = self._start(self.path[j + 1], clock.time)
                if habit == "wait" and start and start > clock.time:
                    self._pause(clock, self.path[j + 1])
                    start = self._start(self.path[j + 1], clock.time)
                if start is None and strict:
                    return None
                clock.time = (start or clock.time) + self.work[j]
                stops.append({"arrive": arrive, "start": start or arrive})
        for stop, depart in zip(stops, departs[1:], strict=True):
            stop["depart"] = depart
        # A rest after the last drive would be a rest after the route.
        late = arrive > car.shift.late or arrive - begin > car.max_route_duration
        if strict and late:
            return None
        return self._plan(begin, departs[0], arrive, stops, clock.pauses)

    def _leave(self, clock, j, breaks):
        """Rest where the vehicle stands, wait for goods; return the departure."""
        for b in breaks:
            self._rest(clock, b, self.path[j])
        if j == 0 and self.loads:
            clock.time = max(clock.time, self.row.ready_time)
        return clock.time

    def _rest(self, clock, b, site):
        rest = self.vehicle.breaks[b]
        start = max(clock.time, rest.window.early)
        clock.pauses.append((PauseKind.BREAK, site, start, start + rest.duration))
        clock.time = start + rest.duration
        if rest.duration >= REST:
            clock.driven = 0

    def _drive(self, clock, drive, on_road, habit, site):
        """Drive a leg; rest when a break opens or the driving limit is reached.

        With another habit a pause that the leg needs is taken before it.
        """
        limit = self.vehicle.max_drive_duration
        left = drive
        waiting = sorted(on_road, key=lambda b: self.vehicle.breaks[b].window.early)
        if habit == "before" and clock.driven and clock.driven + left > limit:
            self._pause(clock, site)
        while left:
            step = left
            if waiting:
                opens = self.vehicle.breaks[waiting[0]].window.early
                step = min(step, max(0, opens - clock.time))
            step = min(step, limit - clock.driven)
            clock.time += step
            clock.driven += step
            left -= step
            if waiting and clock.time >= self.vehicle.breaks[waiting[0]].window.early:
                self._rest(clock, waiting.pop(0), site)
            elif left and clock.driven >= limit:
                self._pause(clock, site)
        for b in waiting:
            self._rest(clock, b, site)

    def _pause(self, clock, site):
        clock.pauses.append((PauseKind.PAUSE, site, clock.time, clock.time + REST))
        clock.time += REST
        clock.driven = 0

    def _start(self, site, time):
        """Return the first start of service that the windows allow (T1, T2a)."""
        row = self.row
        sets = [self.day.sites[site].hours]
        outer = row.destination if row.kind.value == "delivery" else row.origin
        late = None
        if site == outer:
            sets.append(row.windows)
            late = row.deadline
        if site == row.origin:
            time = max(time, row.ready_time)
        for _ in range(10):
            before = time
            for windows in sets:
                if not windows:
                    continue
                fits = [max(time, w.early) for w in windows if time <= w.late]
                if not fits:
                    return None
                time = min(fits)
            if time == before:
                return None if late is not None and time > late else time
        return None

    def _plan(self, begin, leave, end, stops, pauses):
        car, row, bag = self.vehicle, self.row, self.bag
        grams = sum(r.grams for r in self.day.consignments)
        cm3 = sum(r.cm3 for r in self.day.consignments)
        full = {"load_g": grams, "load_cm3": cm3, "load_items": bag.items}
        none = {"load_g": 0, "load_cm3": 0, "load_items": 0}
        halts = []
        for number, (site, times) in enumerate(zip(self.halts, stops, strict=True)):
            takes = not self.loads and number == 0
            halts.append(
                Stop(
                    site=site,
                    deliver=() if takes else (bag.bag_id,),
                    pick_up=(bag.bag_id,) if takes else (),
                    **times,
                    **(full if takes else none),
                )
            )
        loaded = (bag.bag_id,) if self.loads else ()
        tour = Tour(
            load_start=begin,
            start=leave,
            end=end,
            load=loaded,
            unload=(bag.bag_id,) if self.unloads else (),
            stops=tuple(halts),
            **(full if self.loads else none),
        )
        route = Route(
            vehicle=car.vehicle_id,
            tours=(tour,),
            pauses=tuple(
                Pause(kind=k, site=s, start=a, end=b) for k, s, a, b in pauses
            ),
            metres=self.metres,
            seconds=end - begin,
            cost_cents=RouteCost(fixed=0, km=0, hours=0),
        )
        leg = Leg(
            kind="road",
            from_site=row.origin,
            to_site=row.destination,
            depart=leave if self.loads else stops[0]["depart"],
            arrive=end if self.unloads else stops[-1]["arrive"],
            vehicle=car.vehicle_id,
            tour=0,
        )
        rows = {r.consignment_id: r for r in self.day.consignments}
        items = {}
        contents = {}
        for key, count in bag.contents:
            items[rows[key].partner] = items.get(rows[key].partner, 0) + count
            contents[key] = contents.get(key, 0) + count
        planned = PlannedBag(
            id=bag.bag_id,
            lot=bag.lot_id,
            origin=row.origin,
            destination=row.destination,
            contents=contents,
            items=items,
            goods_class=rows[bag.contents[0][0]].goods_class,
            grams=grams,
            cm3=cm3,
            loose=bag.loose,
            legs=(leg,),
        )
        return Plan(
            status="complete",
            date=self.day.date.isoformat(),
            seed=1,
            routes=(route,),
            bags=(planned,),
            unserved=(),
        )
