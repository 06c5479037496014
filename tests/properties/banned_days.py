"""Generated days with bans (W1b): on villages, hubs and bases, with all exemptions."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from routing.domain.ban import Ban
from routing.domain.vehicle import Temperature, VehicleClass
from routing.domain.window import TimeWindow

H = 3600
CLASSES = (VehicleClass.TRICYCLE, VehicleClass.MICROVAN, VehicleClass.LIGHT)


def with_bans(day, seed):
    """Return the day with two to five random bans; some vehicles are let through."""
    rng = random.Random(f"bans {seed}")
    fleet = {
        key: replace(car, green_channel=rng.random() < 0.3)
        for key, car in day.vehicles.items()
    }
    bans = tuple(_ban(rng, day) for _ in range(rng.randint(2, 5)))
    return replace(day, vehicles=fleet, bans=bans)


def _ban(rng, day):
    share = rng.choice([0.1, 0.3, 0.6])
    sites = frozenset(s for s in day.sites if rng.random() < share)
    if rng.random() < 0.3:
        sites |= {rng.choice(list(day.vehicles.values())).start_site}
    return Ban(
        sites=sites,
        vehicle_classes=tuple(rng.sample(CLASSES, rng.randint(1, 3))),
        times=tuple(_times(rng)),
        permits=frozenset(k for k in day.vehicles if rng.random() < 0.15),
        cold_exempt=rng.random() < 0.3,
        green_exempt=rng.random() < 0.3,
    )


def _times(rng):
    time = rng.randint(6 * H, 12 * H)
    for _ in range(rng.randint(1, 3)):
        length = rng.choice([60, 600, 1800, H, 2 * H, 4 * H])
        yield TimeWindow(time, time + length)
        time += length + rng.choice([0, 1, 900, 2 * H])


def moves(day, plan):
    """Yield (vehicle, site, instant) of every departure and arrival of a plan.

    Pauses listed at the ends of a drive are standing, not driving.
    """
    for route in plan.routes:
        car = day.vehicles[route.vehicle]
        for number, tour in enumerate(route.tours):
            last = number + 1 == len(route.tours)
            points = [(car.start_site, tour.start, tour.start)]
            points += [(stop.site, stop.arrive, stop.depart) for stop in tour.stops]
            points.append((car.end_site if last else car.start_site, tour.end, 0))
            for (site, _, left), (to, come, _) in pairwise(points):
                yield car, site, _after_rests(route, site, left, come)
                yield car, to, come


def _after_rests(route, site, left, come):
    rests = [p for p in route.pauses if left <= p.start <= p.end <= come]
    for rest in sorted(rests, key=lambda rest: rest.start):
        if rest.site == site and rest.start == left:
            left = rest.end
    return left


def inside(day, car, site, time):
    """Return the seconds to the nearest instant at which a vehicle may move; slowly."""
    spans = [
        (span.early, span.late)
        for ban in day.bans
        if site in ban.sites and is_bound(ban, car)
        for span in ban.times
    ]

    def free(instant):
        # Half a second before and after: times that touch leave no gap.
        before, behind = instant - 0.5, instant + 0.5
        return not (
            any(low < before < high for low, high in spans)
            and any(low < behind < high for low, high in spans)
        )

    away = 0
    while not (free(time - away) or free(time + away)):
        away += 1
    return away


def is_bound(ban, car):
    """Tell whether a vehicle must keep a ban, written a second time."""
    if ban.cold_exempt and any(
        temp is not Temperature.AMBIENT for temp in car.compartments_cm3
    ):
        return False
    if ban.green_exempt and car.green_channel:
        return False
    return car.vehicle_class in ban.vehicle_classes and (
        car.vehicle_id not in ban.permits
    )
