"""Solve a small day exactly: serve first, cost second (rules P1 and P3)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from routing.domain.consignment import Priority

from .answer import OracleAnswer, Proof
from .custody import add_custody, add_storage, order_twins
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
    from routing.plan.model import Unserved
    from routing.travel.matrix import Travel

    from .custody import Custody
    from .fleet import Shift
    from .freight import Freight
    from .ways import Way

RANKS = (Priority.LOW, Priority.NORMAL, Priority.HIGH)
SECONDS_ALONE = 10.0
TINY = 1e-4
SHARE_PLAIN, SHARE_WHOLE = 0.2, 0.7
SETTLED = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(slots=True, kw_only=True)
class Built:
    """A model with what is read from its solution."""

    model: Model
    custodies: list[Custody]
    shifts: list[Shift]


def solve_small_day(day: Day, travel: Travel, *, seconds: float) -> OracleAnswer:
    """Return the best plan of a day and the proof of it.

    Parameters
    ----------
    seconds
        Wall time for the whole of it, above 0. One core is used; an answer with
        the proof ``OPTIMAL`` has the same cost on every machine.

    Raises
    ------
    OutOfScopeError
        When the day has what the model does not express.
    TimeoutError
        When no plan at all was found in time.
    """
    clock = _Clock(ends=time.monotonic() + seconds)
    began = time.monotonic()
    refuse(day)
    bags = freights_of(day)
    ways = {bag.bag.bag_id: ways_of(day, travel, bag) for bag in bags}
    ways = _without_last_resorts(day, travel, bags, ways)
    built = _build(day, travel, bags, ways)
    result = _everything(built, clock)
    if result is None:
        for custody in built.custodies:
            # True of any plan, and most of what stays is for this reason.
            if not custody.ways or not _goes(day, travel, custody.bag, custody.ways):
                built.model.cp.add(custody.served == 0)
        result = _most(built, _weights(bags), clock)
    plan = extract_plan(built.model, built.custodies, built.shifts, result.solver)
    if result.proved and plan.cost_cents != result.least_cents:
        msg = f"The plan costs {plan.cost_cents}, proved are {result.least_cents}."
        raise ArithmeticError(msg)
    return OracleAnswer(
        proof=Proof.OPTIMAL if result.proved else Proof.BOUND,
        cost_cents=plan.cost_cents,
        least_cents=result.least_cents,
        left=left_by_priority(day, plan.unserved),
        plan=plan,
        seconds=time.monotonic() - began,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    ends: float

    def solver(self) -> Any:  # noqa: ANN401
        """Return a solver for the time that is left."""
        return _solver(self.ends - time.monotonic())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """A solver with its values; ``least_cents`` is its bound."""

    solver: Any
    proved: bool
    least_cents: int


def _everything(built: Built, clock: _Clock) -> _Result | None:
    """Return the cheapest plan that leaves nothing, None if there is none."""
    cp = built.model.cp.clone()
    for custody in built.custodies:
        if not custody.ways:
            return None
        cp.add(cp.get_bool_var_from_proto_index(custody.served.index) == 1)
    cp.minimize(sum(built.model.cents))
    _start_plainly(built, cp, clock)
    solver = clock.solver()
    solver.parameters.max_time_in_seconds *= SHARE_WHOLE
    status = solver.solve(cp)
    if status not in SETTLED:
        return None
    return _result(solver, proved=status == cp_model.OPTIMAL)


def _start_plainly(built: Built, cp: Any, clock: _Clock) -> None:  # noqa: ANN401
    """Begin with the best plan without transfers: small, and never far off."""
    plain = cp.clone()
    for custody in built.custodies:
        for way, literal in zip(custody.ways, custody.chosen, strict=True):
            if len(way.legs) > 1:
                plain.add(plain.get_bool_var_from_proto_index(literal.index) == 0)
    solver = clock.solver()
    solver.parameters.max_time_in_seconds *= SHARE_PLAIN
    if solver.solve(plain) in SETTLED:
        _hint(cp, solver)


def _most(built: Built, weights: Mapping[str, int], clock: _Clock) -> _Result:
    """Return the cheapest plan among those that leave least behind."""
    cp = built.model.cp
    left = sum(
        weights[custody.bag.bag.bag_id] * custody.served.negated()
        for custody in built.custodies
    )
    cp.minimize(left)
    _start_plainly(built, cp, clock)
    served = clock.solver()
    # The relaxation says little about what can be served at all.
    served.parameters.linearization_level = 1
    served.parameters.max_time_in_seconds *= SHARE_WHOLE
    proved = served.solve(cp)
    if proved not in SETTLED:
        msg = f"No plan in time: {served.status_name(proved)}."
        raise TimeoutError(msg)
    cp.add(left <= round(served.objective_value))
    _hint(cp, served)
    cp.minimize(sum(built.model.cents))
    _start_plainly(built, cp, clock)
    priced = clock.solver()
    status = priced.solve(cp)
    if status not in SETTLED:
        return _Result(solver=served, proved=False, least_cents=0)
    return _result(priced, proved=status == proved == cp_model.OPTIMAL)


def _result(solver: Any, *, proved: bool) -> _Result:  # noqa: ANN401
    least = max(0, ceil(solver.best_objective_bound - TINY))
    return _Result(solver=solver, proved=proved, least_cents=least)


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
    shifts = add_fleet(model, custodies)
    add_services(model, custodies)
    add_stage_fees(model, custodies)
    return Built(model=model, custodies=custodies, shifts=shifts)


def _solver(seconds: float) -> Any:  # noqa: ANN401
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    # Most of the proof lies in the relaxation: circuits, sums of times.
    solver.parameters.linearization_level = 2
    return solver


def _hint(cp: Any, solver: Any) -> None:  # noqa: ANN401
    cp.clear_hints()
    for index in range(len(cp.proto.variables)):
        variable = cp.get_int_var_from_proto_index(index)
        cp.add_hint(variable, solver.value(variable))


def _without_last_resorts(
    day: Day,
    travel: Travel,
    bags: Sequence[Freight],
    ways: Mapping[str, tuple[Way, ...]],
) -> dict[str, tuple[Way, ...]]:
    """Drop ways by a last resort where another way is feasible alone (W4)."""
    kept = dict(ways)
    for bag in bags:
        key = bag.bag.bag_id
        other = tuple(way for way in ways[key] if not way.is_last_resort(day))
        if other and len(other) < len(ways[key]) and _goes(day, travel, bag, other):
            kept[key] = other
    return kept


def _goes(day: Day, travel: Travel, bag: Freight, ways: Sequence[Way]) -> bool:
    built = _build(day, travel, [bag], {bag.bag.bag_id: ways})
    built.model.cp.add(built.custodies[0].served == 1)
    solver = _solver(SECONDS_ALONE)
    status = solver.solve(built.model.cp)
    if status not in (*SETTLED, cp_model.INFEASIBLE):
        msg = f"Whether {bag.bag.bag_id} goes alone was not settled in time."
        raise TimeoutError(msg)
    return status in SETTLED


def _weights(bags: Sequence[Freight]) -> dict[str, int]:
    """Weigh items so that one of a priority counts more than all below it (P3)."""
    total = dict.fromkeys(RANKS, 0)
    for bag in bags:
        for row, count in bag.rows:
            total[Priority.HIGH if row.must else row.priority] += count
    price, weight = {}, 1
    for rank in RANKS:
        price[rank] = weight
        weight += weight * total[rank]
    return {
        bag.bag.bag_id: sum(
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
