"""What a plan does with goods that must be kept cold, counted by kind of use."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from routing.check.case import build_case
from routing.check.compartments import compartment_of, rooms_of
from routing.check.exposure import Outside, exposure_of


def exposures(day, travel, plan):
    """Return (exposure, rides) of every cold bag that is carried, by its id."""
    case = build_case(day, travel, plan)
    found = {}
    for bag, rides in case.rides.items():
        exposure = exposure_of(case, bag)
        if exposure is not None:
            found[bag] = exposure, rides
    return found


def _rooms(day, plan, ride):
    """Return the compartments of the tour that carries a bag (R1b)."""
    route = next(route for route in plan.routes if route.vehicle == ride.carrier)
    return rooms_of(day.vehicles[ride.carrier], route.tours[ride.tour].bulkhead)


def cold_uses(day, travel, plan):
    """Count in how many ways of cold bags each kind of use occurs."""
    uses = Counter()
    for exposure, rides in exposures(day, travel, plan).values():
        temp = exposure.needs.temp
        kinds = {
            (stretch.kind, stretch.leg > 0)
            for stretch in exposure.stretches
            if stretch.kind in (Outside.WAIT, Outside.DOORS)
        }
        roads = [ride for ride in rides if ride.kind == "road"]
        rooms = {
            compartment_of(_rooms(day, plan, ride), exposure.needs) for ride in roads
        }
        stays = [before.to_site for before, _ in pairwise(rides)]
        uses["carried"] += 1
        uses["exposed"] += exposure.seconds > 0
        uses["doors"] += any(kind is Outside.DOORS for kind, _ in kinds)
        uses["kept ride"] += temp in rooms
        uses["foam in ambient"] += bool(rooms - {temp})
        uses["foam on trip"] += any(ride.kind == "bus" for ride in rides)
        uses["given"] += any(ride.kind == "handover" for ride in rides)
        uses["wait in warm hub"] += (Outside.WAIT, True) in kinds
        uses["wait in cold store"] += any(day.sites[s].keeps(temp) for s in stays)
        uses["wait at village"] += (Outside.WAIT, False) in kinds
    uses["COLD_LIMIT"] = sum(row.reason == "COLD_LIMIT" for row in plan.unserved)
    return uses
