"""What may happen on a day in progress: overrides of every kind, at random.

Each kind takes a day, the plan that is driven and the instant, and returns the day as
it is known then, or None where the kind has nothing to act on. ``HARMLESS`` kinds
change nothing of what has begun, ``SHUT`` ones only what is still to come.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.domain.day import Lock, LockKind, VehicleOut
from routing.domain.past import Breakdown
from routing.domain.reason import ReasonCode
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.window import TimeWindow

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.plan.model import Plan

    Kind = Callable[[random.Random, Day, Plan, int], Day | None]

HOUR = 3600


def _driver(rng: random.Random, day: Day, plan: Plan) -> str | None:
    names = [r.vehicle for r in plan.routes if r.vehicle in day.vehicles]
    return rng.choice(names) if names else None


def vehicle_out(rng: random.Random, day: Day, plan: Plan, now: int) -> Day | None:
    """Take a vehicle out: at once, since a while, or from later on."""
    name = _driver(rng, day, plan)
    if name is None or len(day.vehicles) == 1:
        return None
    car = day.vehicles[name]
    time = rng.choice([None, now - rng.randint(0, HOUR), now, now + 900])
    site = rng.choice([None, None, rng.choice(list(day.sites))])
    broken = Breakdown(vehicle=name, time=time, site=site)
    day = replace(day, breakdowns=(*day.breakdowns, broken))
    if time is not None and car.shift.early < time < car.shift.late:
        return edit_vehicle(day, name, shift=TimeWindow(car.shift.early, time))
    return replace(
        day,
        vehicles={key: car for key, car in day.vehicles.items() if key != name},
        vehicles_out=(*day.vehicles_out, VehicleOut(vehicle=car, cause="OVERRIDE")),
    )


def driver_late(rng: random.Random, day: Day, plan: Plan, now: int) -> Day | None:
    name = _driver(rng, day, plan)
    if name is None:
        return None
    shift = day.vehicles[name].shift
    early = max(shift.early, now + rng.randint(-HOUR, HOUR // 2))
    if early >= shift.late:
        return None
    return edit_vehicle(day, name, shift=TimeWindow(early, shift.late))


def extra_vehicle(_rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    if "新" in day.vehicles or not day.vehicles:
        return None
    car = replace(next(iter(day.vehicles.values())), vehicle_id="新", plate="新")
    return replace(day, vehicles={**day.vehicles, "新": car})


def _village(rng: random.Random, day: Day) -> str:
    return rng.choice([site for site in day.sites if site != day.centre])


def site_closed(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    return edit_site(day, _village(rng, day), dispatchable=False)


def other_hours(rng: random.Random, day: Day, _plan: Plan, now: int) -> Day | None:
    late = now + rng.randint(600, HOUR)
    return edit_site(day, _village(rng, day), hours=(TimeWindow(6 * HOUR, late),))


def trip_cancelled(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    if not day.trips:
        return None
    name = rng.choice(list(day.trips))
    change = TripChange(
        kind=TripChangeKind.CANCELLED, text="", reason="检修", by="调度"
    )
    return replace(
        day,
        trips={key: trip for key, trip in day.trips.items() if key != name},
        trips_out=(*day.trips_out, TripOut(trip=day.trips[name], change=change)),
    )


def trip_delayed(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    if not day.trips:
        return None
    name = rng.choice(list(day.trips))
    late = day.trips[name].shifted(rng.choice([300, 1200, 3600]))
    return replace(day, trips={**day.trips, name: late})


def items_changed(day: Day, key: str, items: int) -> Day:
    """Return the day with other items of a consignment, as heavy and large each."""
    row = next(row for row in day.consignments if row.consignment_id == key)
    return edit_consignment(
        day,
        key,
        items=items,
        grams=row.grams * items // row.items,
        cm3=row.cm3 * items // row.items,
    )


def more_items(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    row = rng.choice(day.consignments)
    return items_changed(day, row.consignment_id, row.items + rng.randint(1, 30))


def fewer_items(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    row = rng.choice(day.consignments)
    if row.items == 1:
        return None
    return items_changed(day, row.consignment_id, rng.randint(1, row.items - 1))


def partner_late(rng: random.Random, day: Day, _plan: Plan, now: int) -> Day | None:
    """Let what comes from the centre for a partner be there later."""
    partner = rng.choice(list(day.partners))
    ready = now + rng.randint(-HOUR, HOUR)
    rows = tuple(
        replace(row, ready_time=max(row.ready_time, ready))
        if row.partner == partner and row.origin == day.centre
        else row
        for row in day.consignments
    )
    return replace(day, consignments=rows)


def must_go(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    return edit_consignment(day, rng.choice(day.consignments).consignment_id, must=True)


def excluded(rng: random.Random, day: Day, _plan: Plan, _now: int) -> Day | None:
    key = rng.choice(day.consignments).consignment_id
    return edit_consignment(day, key, blocked=ReasonCode.DEFERRED_LOW_PRIORITY)


def locked(rng: random.Random, day: Day, plan: Plan, _now: int) -> Day | None:
    """Hold one or two villages that no lock names yet to a vehicle of the plan."""
    names = [route.vehicle for route in plan.routes]
    held = {site for lock in day.locks for site in lock.sites}
    free = [
        site
        for site in dict.fromkeys(row.outer_site for row in day.consignments)
        if site not in held and site != day.centre
    ]
    if not names or not free:
        return None
    sites = tuple(rng.sample(free, min(len(free), rng.choice([1, 2]))))
    kinds = [LockKind.VEHICLE, LockKind.SEQUENCE, LockKind.STRICT]
    lock = Lock(kind=rng.choice(kinds), vehicle=rng.choice(names), sites=sites)
    return replace(day, locks=(*day.locks, lock))


def loaded(rng: random.Random, day: Day, plan: Plan, _now: int) -> Day | None:
    name = _driver(rng, day, plan)
    if name is None:
        return None
    kind = rng.choice([LockKind.LOADED, LockKind.DEPARTED])
    lock = Lock(kind=kind, vehicle=name, sites=())
    return replace(day, locks=(*day.locks, lock))


HARMLESS: tuple[Kind, ...] = (extra_vehicle, more_items, must_go, locked)
SHUT: tuple[Kind, ...] = (site_closed, other_hours)
HINDERING: tuple[Kind, ...] = (
    vehicle_out,
    driver_late,
    trip_cancelled,
    trip_delayed,
    fewer_items,
    partner_late,
    excluded,
    loaded,
)
KINDS = (*HARMLESS, *SHUT, *HINDERING)


def overrides(
    rng: random.Random, day: Day, plan: Plan, now: int
) -> tuple[Day, set[Kind]]:
    """Return the day after up to three overrides, and which kinds they were."""
    kinds = set()
    for _ in range(rng.randint(0, 3)):
        kind = rng.choice(KINDS)
        changed = kind(rng, day, plan, now)
        if changed is not None:
            day = changed
            kinds.add(kind)
    return day, kinds


def an_instant(rng: random.Random, plan: Plan) -> int:
    """Return an instant near something that the plan does."""
    times = [t for r in plan.routes for tour in r.tours for t in (tour.load_start,
             tour.end, *(stop.start for stop in tour.stops))]  # fmt: skip
    times += [leg.depart for bag in plan.bags for leg in bag.legs]
    return rng.choice(times or [8 * HOUR]) + rng.choice([-600, 0, 1, 600, 1500])
