"""Road problems on a line, small enough for a sum by hand: a metre is a cent."""

from dataclasses import replace

import numpy as np

from benchmarks.families.bare import (
    bare_day,
    bare_parcel,
    bare_site,
    bare_vehicle,
    travel_matrix,
    travel_of,
)
from routing.domain.site import Level
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways
from routing.travel.profiles import profile_of


def line_day(places, vehicles, parcels=None):
    """Return a day and its travel: places are metres from the centre C at 0.

    Parameters
    ----------
    places
        Metres and fields of each site by name.
    vehicles
        Capacity and fields of each vehicle by name.
    parcels
        Ends and fields by name; one to each place where none are given. A metre
        takes a second.
    """
    names = ["C", *places]
    at = np.array([0, *(place[0] for place in places.values())], float)
    sites = [bare_site("C", Level.CENTRE)]
    sites += [bare_site(n, Level.VILLAGE, **f) for n, (_, f) in places.items()]
    cars = [
        bare_vehicle(n, ("C", "C"), cap, **fields)
        for n, (cap, fields) in vehicles.items()
    ]
    given = parcels or {f"to {n}": (("C", n), {}) for n in places}
    goods = [replace(bare_parcel(n, ends, 1), **f) for n, (ends, f) in given.items()]
    apart = np.abs(at[:, None] - at[None, :])
    matrices = [
        travel_matrix(profile, apart, apart)
        for profile in dict.fromkeys(profile_of(car) for car in cars)
    ]
    return bare_day("C", sites, cars, goods), travel_of(names, matrices)


def line_problem(places, vehicles, parcels=None):
    """Return the road problem of such a day."""
    day, travel = line_day(places, vehicles, parcels)
    return build_road_problem(day, travel, direct_ways(day).shipments)


TWO_SIDES = {"A": (10, {}), "B": (20, {}), "D": (-10, {}), "E": (-20, {})}
"""Each side there and back is 40 m; whoever crosses the centre drives more."""

TWO_VANS = {"v1": (2, {}), "v2": (2, {})}
