"""A road solution as moves that a plan can be assembled from."""

from benchmarks.families.moves import Run, Visit
from benchmarks.families.road.evaluate import timing
from benchmarks.families.road.translate import (
    client_site,
    seconds_per_unit,
    vehicle_name,
)


def runs_of(instance, solution):
    """Return a run for each tour; of deliveries from depots."""
    used, runs = {}, []
    for route in solution.routes:
        kind = route.vehicle_type
        number = used[kind] = used.get(kind, -1) + 1
        start = int(timing(instance, route).start * seconds_per_unit(instance))
        for tour, nodes in enumerate(route.tours):
            parcels = tuple(map(client_site, nodes))
            runs.append(
                Run(
                    vehicle=vehicle_name(kind, number),
                    tour=tour,
                    begin=0 if tour else start,
                    load=parcels,
                    visits=tuple(Visit(site=p, deliver=(p,)) for p in parcels),
                )
            )
    return runs
