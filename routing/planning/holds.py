"""Freight shuttles that wait for goods at their first stop (共富班车, rule T5e).

To the search a shuttle that waits is one whose timetable is later: a day with such
a timetable, and a plan of it, are made here from the day as it is, and back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.transfer import handling_duration
from routing.plan.services import trip_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.day import Day
    from routing.domain.trip import Trip
    from routing.plan.model import Leg, Plan, PlannedBag
    from routing.plan.services import RunLeg, TripRun
    from routing.travel.matrix import Travel

Holds = dict[str, int]
"""By trip: seconds that a shuttle leaves its first stop later, above 0."""


def worth_waiting(day: Day) -> Holds:
    """Return how long shuttles would wait for what is ready where they load.

    That is as long as the last of the goods need that miss the shuttle, but for
    its waiting, at a stop where they are to begin with.
    """
    ready: dict[str, set[int]] = defaultdict(set)
    for row in day.consignments:
        if row.blocked is None:
            ready[row.origin].add(row.ready_time)
    holds = {}
    for trip in day.trips.values():
        most = day.lines[trip.line_id].max_hold_duration
        late = [time for time in _late(trip, ready) if 0 < time <= most]
        if late:
            holds[trip.trip_id] = max(late)
    return holds


def _late(trip: Trip, ready: Mapping[str, set[int]]) -> Iterator[int]:
    for call, stop in enumerate(trip.stops[:-1]):
        if stop.load_ok:
            for site in stop.sites:
                for time in ready.get(site, ()):
                    yield time - trip.latest_ready(call)


def holds_of(plan: Plan) -> Holds:
    """Return how long shuttles wait in a plan."""
    return {load.trip: load.hold for load in plan.bus_loads if load.hold > 0}


def held_day(day: Day, holds: Mapping[str, int]) -> Day:
    """Return the day as if these shuttles had a later timetable."""
    trips = {
        key: trip.shifted(holds[key]) if key in holds else trip
        for key, trip in day.trips.items()
    }
    return replace(day, trips=trips)


def with_holds(plan: Plan, holds: Mapping[str, int]) -> Plan:
    """Return a plan of a held day as one of the day as it is, or back with none."""
    loads = tuple(
        replace(load, hold=holds.get(load.trip, 0)) for load in plan.bus_loads
    )
    return replace(plan, bus_loads=loads)


def as_held(day: Day, plan: Plan) -> tuple[Day, Plan]:
    """Return day and plan as if the plan's shuttles had a later timetable."""
    holds = {key: hold for key, hold in holds_of(plan).items() if key in day.trips}
    if not holds:
        return day, plan
    return held_day(day, holds), with_holds(plan, {})


def without_idle(day: Day, travel: Travel, plan: Plan) -> Plan:
    """Let no shuttle wait longer than its goods need, where nothing speaks for it."""
    for run in trip_runs(day, plan):
        # The judge takes a moment on a large day: it is asked for these alone.
        spare = min(run.hold, run.hold - _needed(day, run)) if run.hold > 0 else 0
        if spare > 0:
            sooner = _sooner(plan, run.trip_id, spare)
            if not judge(day, travel, sooner):
                plan = sooner
    return plan


def _needed(day: Day, run: TripRun) -> int:
    """Return how long a trip must wait for the last of its goods, 0 or less: not."""
    if run.trip is None:
        return run.hold
    return max(
        _ready(day, leg, number) - run.trip.latest_ready(leg.board)
        for leg in run.legs
        for number in range(len(leg.carried))
    )


def _ready(day: Day, leg: RunLeg, number: int) -> int:
    """Return when a bag is ready to board."""
    carried = leg.carried[number]
    if carried.before is None:
        return _packed(day, carried.bag)
    site = day.sites[carried.giver]
    return carried.before.arrive + handling_duration(site)


def _packed(day: Day, bag: PlannedBag) -> int:
    return max(
        row.ready_time for row in day.consignments if row.consignment_id in bag.contents
    )


def _sooner(plan: Plan, trip: str, seconds: int) -> Plan:
    """Return the plan with a trip that leaves so many seconds sooner."""

    def moved(leg: Leg) -> Leg:
        if leg.trip != trip:
            return leg
        return replace(leg, depart=leg.depart - seconds, arrive=leg.arrive - seconds)

    return replace(
        plan,
        bags=tuple(
            replace(bag, legs=tuple(moved(leg) for leg in bag.legs))
            for bag in plan.bags
        ),
        bus_loads=tuple(
            replace(load, hold=load.hold - seconds) if load.trip == trip else load
            for load in plan.bus_loads
        ),
    )
