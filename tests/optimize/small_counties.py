"""Small generated counties: buses, hubs, closings and rests."""

from __future__ import annotations

from instances.generate import generate
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways
from routing.planning.intake import take_in

SEEDS = (1, 2, 3)


def small_counties(tmp_path_factory):
    """Return a generated S day of each seed."""
    found = {}
    for seed in SEEDS:
        folder = tmp_path_factory.mktemp(f"county{seed}")
        generate("S", seed, folder)
        found[seed] = take_in([folder], None)
    return found


def problem_of(county):
    """Return a county's day as a road problem."""
    return build_road_problem(
        county.day, county.travel, direct_ways(county.day).shipments
    )
