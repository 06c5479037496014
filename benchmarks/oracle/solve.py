"""Solve a small day exactly: serve first, cost second (rules P1 and P3)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from routing.domain.consignment import Priority

from .answer import OracleAnswer, Proof
from .boxes import add_boxes
from .cold_rooms import add_cold_rooms
from .custody import add_custody, add_storage, order_twins
from .descent import SETTLED, Built, Clock, Descent, single
from .extract import extract_plan
from .fleet import add_fleet
from .freight import freights_of
from .model import Model, horizon_of
from .scope import refuse
from .services import add_services
from .stage_fees import add_stage_fees
from .ways import ways_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, Unserved
    from routing.travel.matrix import Travel

    from .freight import Freight
    from .ways import Way

RANKS = (Priority.LOW, Priority.NORMAL, Priority.HIGH)
SECONDS_ALONE = 10.0


def solve_small_day(
    day: Day, travel: Travel, *, seconds: float, start: Plan | None = None
) -> OracleAnswer:
    """Return the best plan of a day and the proof of it.

    Parameters
    ----------
    seconds
        Wall time for the whole of it, above 0. One core is used; an answer with
        the proof ``OPTIMAL`` has the same cost on every machine.
    start
        A plan to begin with: the ways of its bags and the vehicles that carry
        them are tried first. It saves time and changes no proof.

    Raises
    ------
    OutOfScopeError
        When the day has what the model does not express.
    TimeoutError
        When no plan at all was found in time.
    """
    clock = Clock(ends=time.monotonic() + seconds)
    began = time.monotonic()
    refuse(day)
    bags = freights_of(day)
    ways = {bag.bag.bag_id: ways_of(day, travel, bag) for bag in bags}
    ways = _without_last_resorts(day, travel, bags, ways)
    built = _build(day, travel, bags, ways)
    built.stays |= {bag.name for bag in bags}
    for custody in built.custodies:
        # True of any plan, and most of what stays is for this reason.
        if not custody.ways or not _goes(day, travel, custody.bag, custody.ways):
            built.model.cp.add(custody.served == 0)
        else:
            built.stays.discard(custody.bag.name)
    found = Descent(built, _weights(bags), clock, start).run()
    plan = extract_plan(built.model, built.custodies, built.shifts, found.solver)
    if found.proof is not Proof.BOUND and plan.cost_cents != found.least_cents:
        msg = f"The plan costs {plan.cost_cents}, proved are {found.least_cents}."
        raise ArithmeticError(msg)
    return OracleAnswer(
        proof=found.proof,
        cost_cents=plan.cost_cents,
        least_cents=found.least_cents,
        left=left_by_priority(day, plan.unserved),
        plan=plan,
        seconds=time.monotonic() - began,
    )


def _build(
    day: Day,
    travel: Travel,
    bags: Sequence[Freight],
    ways: Mapping[str, Sequence[Way]],
) -> Built:
    model = Model(day=day, travel=travel, horizon=horizon_of(day))
    custodies = [add_custody(model, bag, ways[bag.bag.bag_id]) for bag in bags]
    order_twins(model, custodies)
    add_storage(model, day, custodies)
    add_cold_rooms(model, custodies)
    shifts = add_fleet(model, custodies)
    add_services(model, custodies)
    add_stage_fees(model, custodies)
    add_boxes(model, custodies)
    return Built(model=model, custodies=custodies, shifts=shifts)


def _without_last_resorts(
    day: Day,
    travel: Travel,
    bags: Sequence[Freight],
    ways: Mapping[str, tuple[Way, ...]],
) -> dict[str, tuple[Way, ...]]:
    """Drop ways by a last resort where another way is feasible alone (W4)."""
    others = {
        key: tuple(way for way in found if not way.is_last_resort(day))
        for key, found in ways.items()
    }
    with_last = {
        b.name for b in bags if len(others[b.bag.bag_id]) < len(ways[b.bag.bag_id])
    }
    barred = {
        bag.name
        for bag in bags
        if bag.name in with_last
        if others[bag.bag.bag_id]
        if _goes(day, travel, bag, others[bag.bag.bag_id])
    }
    return {
        bag.bag.bag_id: (others if bag.name in barred else ways)[bag.bag.bag_id]
        for bag in bags
    }


def _goes(day: Day, travel: Travel, bag: Freight, ways: Sequence[Way]) -> bool:
    built = _build(day, travel, [bag], {bag.bag.bag_id: ways})
    built.model.cp.add(built.custodies[0].served == 1)
    solver = single(SECONDS_ALONE)
    status = solver.solve(built.model.cp)
    if status not in (*SETTLED, cp_model.INFEASIBLE):
        msg = f"Whether {bag.bag.bag_id} goes alone was not settled in time."
        raise TimeoutError(msg)
    return status in SETTLED


def _weights(bags: Sequence[Freight]) -> dict[str, int]:
    """Weigh items so that one of a priority counts more than all below it (P3)."""
    total = dict.fromkeys(RANKS, 0)
    for bag in {bag.name: bag for bag in bags}.values():
        for row, count in bag.rows:
            total[Priority.HIGH if row.must else row.priority] += count
    price, weight = {}, 1
    for rank in RANKS:
        price[rank] = weight
        weight += weight * total[rank]
    return {
        bag.name: sum(
            count * price[Priority.HIGH if row.must else row.priority]
            for row, count in bag.rows
        )
        for bag in bags
    }


def left_by_priority(day: Day, rows: Sequence[Unserved]) -> dict[Priority, int]:
    """Return unserved items by priority; what must go counts as high."""
    known = {row.consignment_id: row for row in day.consignments}
    left = dict.fromkeys(RANKS, 0)
    for row in rows:
        source = known[row.consignment or ""]
        left[Priority.HIGH if source.must else source.priority] += row.items
    return left
