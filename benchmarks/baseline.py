"""OR-Tools' default guided local search on the same model, from one process.

``python -m benchmarks.baseline DAY OUT --seconds 60 --seed 1`` writes
``OUT/plan.json`` and prints one JSON object. The routes of the library are
taken exactly as they are; what the rules do not allow of them (the library's
model is coarser), and what it left out, is inserted at the cheapest place by
our own insertion, so that the baseline does not suffer for what it cannot see.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from routing.optimize.engines.ortools_parameters import EngineLimit, Strategy
from routing.optimize.engines.ortools_routing import solve_routes
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways
from routing.planning.intake import take_in
from routing.planning.output.files import write_plan

from .peers.settle import plan_of, settle


def main() -> None:
    """Solve one day."""
    parser = argparse.ArgumentParser(prog="benchmarks.baseline", description=__doc__)
    parser.add_argument("day", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(json.dumps(solve(given.day, given.out, given.seconds, given.seed)))


def solve(folder: Path, out: Path, seconds: float, seed: int) -> dict[str, object]:
    """Plan a generated day with the library alone and write the plan.

    Returns
    -------
    dict
        ``proposed``: whether the library found anything; ``engine_seconds``;
        ``inserted``: shipments that did not hold or were missing in its routes
        and were inserted; ``left``: those for which there was no place.

    Raises
    ------
    ValueError
        When the tables cannot be read, or rows of them were set aside.
    """
    intake = take_in([folder], None)
    if intake.day is None or intake.travel is None or intake.day.set_aside:
        msg = f"Expected a whole day in {folder.name}."
        raise ValueError(msg)
    ways = direct_ways(intake.day)
    problem = build_road_problem(intake.day, intake.travel, ways.shipments)
    began = time.monotonic()
    routes = solve_routes(
        problem,
        limit=EngineLimit(seconds=seconds),
        strategy=Strategy.DEFAULT,
        seed=seed,
    )
    engine_seconds = time.monotonic() - began
    settled = settle(problem, routes or [[] for _ in problem.vehicles])
    out.mkdir(parents=True, exist_ok=True)
    parameters = {"engine": "ortools", "strategy": Strategy.DEFAULT.value}
    write_plan(out, plan_of(intake.day, ways, settled, parameters, seed))
    return {
        "proposed": routes is not None,
        "engine_seconds": round(engine_seconds, 3),
        "inserted": settled.inserted,
        "left": settled.left,
    }


if __name__ == "__main__":
    main()
