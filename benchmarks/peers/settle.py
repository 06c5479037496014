"""Routes of a peer, taken exactly as they are, as a plan of the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.extract import plan_route
from routing.optimize.simulator import Simulator
from routing.plan.model import Plan, Unserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes
    from routing.optimize.ways import Ways


class NonsenseError(Exception):
    """Routes that are none of this problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Routes that hold, what did not and was inserted, and what stays behind.

    ``inserted`` shipments did not hold in the routes given, or were missing there,
    and were put in at the cheapest place; for ``left`` there was none.
    """

    simulator: Simulator
    inserted: int
    left: int


def settle(problem: RoadProblem, routes: Routes) -> Settled:
    """Simulate routes exactly, empty those that do not hold, insert what is left.

    Raises
    ------
    NonsenseError
        When the routes name what is not there, or anything twice.
    """
    check_routes(problem, routes)
    simulator = Simulator(problem)
    missing = simulator.load(routes)
    left = simulator.insert_all(missing)
    return Settled(
        simulator=simulator, inserted=len(missing) - len(left), left=len(left)
    )


def check_routes(problem: RoadProblem, routes: Routes) -> None:
    """Check that routes are some of this problem.

    Raises
    ------
    NonsenseError
        When the routes name what is not there, or anything twice.
    """
    if len(routes) != len(problem.vehicles):
        msg = f"{len(routes)} routes for {len(problem.vehicles)} vehicles"
        raise NonsenseError(msg)
    visits = Counter(entry for route in routes for entry in route if entry != -1)
    unknown = [a for a in visits if not 0 <= a < 2 * len(problem.shipments)]
    if unknown:
        msg = f"unknown visit {unknown[0]}"
        raise NonsenseError(msg)
    twice = [a for a, count in visits.items() if count > 1]
    if twice:
        msg = f"visit {twice[0]} is made twice"
        raise NonsenseError(msg)
    served = [{a // 2 for a in route if a != -1} for route in routes]
    shared = [
        k for k, count in Counter(k for s in served for k in s).items() if count > 1
    ]
    if shared:
        msg = f"shipment {shared[0]} is on two routes"
        raise NonsenseError(msg)


def plan_of(
    day: Day, ways: Ways, settled: Settled, parameters: Mapping[str, object], seed: int
) -> Plan:
    """Return the plan of settled routes, with what made it as ``parameters``."""
    simulator = settled.simulator
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
        parameters=dict(parameters),
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
