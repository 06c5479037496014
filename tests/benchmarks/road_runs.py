"""A road solution as moves that a plan can be assembled from."""

from benchmarks.families.moves import Run, Visit
from benchmarks.families.road.evaluate import timing
from benchmarks.families.road.translate import (
    client_site,
    parcel_name,
    seconds_per_unit,
    vehicle_name,
)


def runs_of(instance, solution):
    """Return a run for each tour, begun as late as may be where durations count."""
    used, runs = {}, []
    for route in solution.routes:
        kind = route.vehicle_type
        number = used[kind] = used.get(kind, -1) + 1
        start = 0
        if instance.types[kind].max_duration is not None:
            start = int(timing(instance, route).start * seconds_per_unit(instance))
        for tour, nodes in enumerate(route.tours):
            visits = [visit_of(instance, node) for node in nodes]
            fetched = {parcel for visit in visits for parcel in visit.pick_up}
            brought = [parcel for visit in visits for parcel in visit.deliver]
            runs.append(
                Run(
                    vehicle=vehicle_name(kind, number),
                    tour=tour,
                    begin=0 if tour else start,
                    load=tuple(p for p in brought if p not in fetched),
                    visits=tuple(visits),
                )
            )
    return runs


def visit_of(instance, node):
    """Return the halt at a client: end of a pair, delivery or backhaul."""
    site = client_site(node)
    for pickup, delivery in instance.pairs:
        if node == pickup:
            return Visit(site=site, pick_up=(parcel_name(pickup),))
        if node == delivery:
            return Visit(site=site, deliver=(parcel_name(pickup),))
    if node in instance.backhauls:
        return Visit(site=site, pick_up=(site,))
    return Visit(site=site, deliver=(site,))
