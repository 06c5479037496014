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
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.engines.ortools_parameters import EngineLimit, Strategy
from routing.optimize.engines.ortools_routing import solve_routes
from routing.optimize.extract import plan_route
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.plan.model import Plan, Unserved
from routing.planning.intake import take_in
from routing.planning.output.files import write_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.optimize.ways import Ways


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
    simulator = Simulator(problem)
    missing = simulator.load(routes or [[] for _ in problem.vehicles])
    left = simulator.insert_all(missing)
    out.mkdir(parents=True, exist_ok=True)
    write_plan(out, _plan(intake.day, ways, simulator, seed))
    return {
        "proposed": routes is not None,
        "engine_seconds": round(engine_seconds, 3),
        "inserted": len(missing) - len(left),
        "left": len(left),
    }


def _plan(day: Day, ways: Ways, simulator: Simulator, seed: int) -> Plan:
    problem = simulator.problem
    routes, bags = [], []
    timetable = simulator.timetable()
    for v, entries in enumerate(simulator.routes()):
        times = timetable[v]
        if times is not None:
            route, carried = plan_route(problem, v, entries, times)
            routes.append(route)
            bags += carried
    behind = [bag for k in simulator.left() for bag in problem.shipments[k].bags]
    behind += [row.bag for row in ways.left]
    unserved = _unserved(day, behind)
    metres = sum(route.metres for route in routes)
    return Plan(
        status="partial" if unserved else "complete",
        date=day.date.isoformat(),
        seed=seed,
        parameters={"engine": "ortools", "strategy": Strategy.DEFAULT.value},
        routes=tuple(routes),
        bags=tuple(sorted(bags, key=lambda bag: bag.id)),
        unserved=unserved,
        # Every pair of a generated day stands in its travel table.
        distance_sources={"file": metres} if metres else {},
    )


def _unserved(day: Day, bags: Iterable[Bag]) -> tuple[Unserved, ...]:
    """Return the rows of what stays behind; nobody looked for the reasons."""
    items: Counter[str] = Counter()
    for bag in bags:
        for consignment, count in bag.contents:
            items[consignment] += count
    rows = [
        Unserved(
            site=row.outer_site,
            partner=row.partner,
            goods_class=row.goods_class,
            kind=row.kind.value,
            priority=row.priority.value,
            items=items[row.consignment_id],
            reason=ReasonCode.SEARCH_LIMIT.value,
            certified=False,
            amount=0,
            unit="",
            nearest="",
            action="",
            consignment=row.consignment_id,
        )
        for row in day.consignments
        if items[row.consignment_id]
    ]
    return tuple(sorted(rows, key=lambda r: (r.site, r.partner, r.goods_class)))


if __name__ == "__main__":
    main()
