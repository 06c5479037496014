"""Plan one instance and measure it; as a process of its own for its memory.

``python -m benchmarks.regression.measure WORDS`` prints a row as JSON; WORDS is a
JSON object with ``source``, ``name``, ``family``, ``words`` and ``budget``.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.consignment import Priority
from routing.optimize.budget import Budget, Engine
from routing.optimize.road import ITEM_PENALTY_CENTS
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

from ..conservation import accounted, differences
from ..process import run_measured
from ..score import score_plan
from ..small_days import small_day
from .content import fingerprint
from .reference import reference_seconds
from .row import Row, row_of
from .sources import Instance, load_instance
from .suite import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from routing.optimize.budget import Progress
    from routing.plan.model import Plan

    from ..families.family import Verdict
    from .row import Point
    from .sources import Material

CENTS = 100
PERCENT = 100
DIGITS = 16
MOVES_PER_ITERATION = 100
CURVE_POINTS = 12


@dataclass(slots=True)
class Curve:
    """Listens to a search and keeps every better plan with its instant.

    ``first_cpu`` are the processor seconds to the first one.
    """

    began: float = field(default_factory=time.monotonic)
    cpu_began: float = field(default_factory=time.process_time)
    points: list[Point] = field(default_factory=list)
    first_cpu: float | None = None

    def __call__(self, state: Progress) -> None:
        """Keep a state that is better than all before it."""
        if self.first_cpu is None:
            self.first_cpu = round(time.process_time() - self.cpu_began, 4)
        better = state.unserved_items, state.cost_cents
        if not self.points or better < (self.points[-1][3], self.points[-1][2]):
            now = round(time.monotonic() - self.began, 3)
            point = (now, state.iterations, state.cost_cents, state.unserved_items)
            self.points.append(point)


def thinned(points: Sequence[Point], most: int = CURVE_POINTS) -> tuple[Point, ...]:
    """Return at most so many points, the first and the last among them."""
    if len(points) <= most:
        return tuple(points)
    step = (len(points) - 1) / (most - 1)
    return tuple(points[round(step * number)] for number in range(most))


def measure(task: Task, handicap: float = 1.0) -> Row:
    """Plan one instance in this process and judge, count and evaluate the plan.

    Parameters
    ----------
    task
        What is planned and within which budget.
    handicap
        Share of the iterations that the search really gets; the row does not tell.
        It stands for a search that has become worse (``benchmarks.alarm_trials``).
    """
    instance = task.instance
    material = load_instance(instance.source, instance.words)
    load_kernel()
    reference = reference_seconds()
    curve = Curve()
    outcome = plan_day(
        material.day, material.travel, _weakened(task.budget, handicap), curve
    )
    cpu = time.process_time() - curve.cpu_began
    reference = (reference + reference_seconds()) / 2
    text = dump_plan(outcome.plan)
    row = replace(
        empty_row(task),
        input_hash=fingerprint(material.day, material.travel),
        first_seconds=curve.points[0][0] if curve.points else None,
        first_cpu_seconds=curve.first_cpu,
        seconds=round(outcome.seconds, 3),
        cpu_seconds=round(cpu, 3),
        reference_seconds=round(reference, 5),
        iterations=outcome.iterations,
        moves=outcome.iterations * MOVES_PER_ITERATION,
        engine_calls=outcome.engine_calls,
        plan_hash=hashlib.sha256(text.encode()).hexdigest()[:DIGITS],
        curve=thinned(curve.points),
    )
    return judged(row, material, load_plan(text))


@cache
def load_kernel() -> None:
    """Plan something tiny, once in a process: compiled code is loaded at first use."""
    plan_day(*small_day(1), Budget(time_limit=None, iterations=1))


def empty_row(task: Task) -> Row:
    """Return the row of a task of which nothing is known yet."""
    return Row(
        instance=task.instance.name,
        family=task.instance.family,
        seed=task.budget.seed,
        iteration_limit=task.budget.iterations,
        time_limit=task.budget.time_limit,
        workers=task.budget.workers,
        engine=str(task.budget.engine),
    )


def _weakened(budget: Budget, share: float) -> Budget:
    if budget.iterations is None or share == 1:
        return budget
    return replace(budget, iterations=max(1, round(budget.iterations * share)))


def judged(row: Row, material: Material, plan: Plan) -> Row:
    """Return a row with what judge, count and evaluator say of a plan as it was read.

    The cost of a day is what the plan's parts come to, which the judge compares with
    the tables; that of a family's instance is its evaluator's.
    """
    violations = judge(material.day, material.travel, plan)
    lost = differences(material.asked, accounted(material.day, plan))
    score = score_plan(material.day, plan)
    row = replace(
        row,
        best_known=material.best,
        items_demanded=material.day.items_demanded,
        violations=len(violations),
        not_conserved=len(lost),
        items_unserved=score.items_left,
        left_share=score.left_weight / _weight_asked(material),
        vehicles=len(plan.routes),
        cost=score.cost_cents / CENTS,
        vehicles_first=material.best_vehicles is not None,
    )
    if material.evaluate is not None:
        row = _evaluated(row, material.evaluate, plan)
    sound = not (violations or lost or row.faults)
    row = replace(row, feasible=sound and row.cost is not None)
    return replace(row, gap_percent=_gap(row, material))


def _evaluated(row: Row, evaluate: Callable[[Plan], Verdict], plan: Plan) -> Row:
    """Take cost and faults of the family's own evaluator; it knows whole plans only."""
    if plan.unserved:
        return replace(row, cost=None, vehicles=None)
    verdict = evaluate(plan)
    return replace(
        row, cost=verdict.cost, vehicles=verdict.vehicles, faults=verdict.faults
    )


def _gap(row: Row, material: Material) -> float | None:
    if row.cost is None or not row.best_known or row.items_unserved:
        return None
    most = material.best_vehicles
    if most and row.vehicles is not None and row.vehicles != most:
        return PERCENT * (row.vehicles - most) / most
    return PERCENT * (row.cost - row.best_known) / row.best_known


def _weight_asked(material: Material) -> int:
    """Return what all items together would weigh if they were left; at least 1."""
    rows = material.day.consignments
    weights = (
        row.items * ITEM_PENALTY_CENTS[Priority.HIGH if row.must else row.priority]
        for row in rows
    )
    return max(1, sum(weights))


def measured_row(task: Task) -> Row:
    """Measure an instance in a process of its own: its memory is nobody else's.

    A process that fails becomes a row that is not feasible and says why.
    """
    words = json.dumps({**asdict(task.instance), "budget": asdict(task.budget)})
    run = run_measured([sys.executable, "-m", "benchmarks.regression.measure", words])
    if run.exit_code:
        return replace(
            empty_row(task),
            seconds=round(run.seconds, 3),
            peak_mib=run.peak_mib,
            error=f"exit code {run.exit_code}: {run.last_words}",
        )
    return replace(row_of(json.loads(run.output)), peak_mib=run.peak_mib)


def main(words: Sequence[str] | None = None) -> int:
    """Measure one instance and print its row."""
    given = json.loads((sys.argv[1:] if words is None else words)[0])
    bounds = given.pop("budget")
    budget = Budget(**{**bounds, "engine": Engine(bounds["engine"])})
    row = measure(Task(instance=Instance(**given), budget=budget))
    print(json.dumps(asdict(row), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
