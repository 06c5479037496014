"""Oracle, planner and judge on generated days: they check each other.

``python -m benchmarks.small_days_compare --size whole --seeds 1-300`` prints a JSON
line per day and a summary at the end. A plan cheaper than a proved optimum, or one
that leaves less behind, means that one of the two breaks a rule.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.consignment import Priority
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

from .oracle.answer import Proof
from .oracle.solve import left_by_priority, solve_small_day
from .small_days import HUBS, ROAD, WHOLE, small_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .oracle.answer import OracleAnswer
    from .small_days import Size

SIZES = {"road": ROAD, "hubs": HUBS, "whole": WHOLE}
ORDER = (Priority.HIGH, Priority.NORMAL, Priority.LOW)
PER_CENT = 100.0


class Verdict(StrEnum):
    """How a plan stands to the oracle's answer."""

    EQUAL = "equal"
    DEARER = "dearer"
    LEAVES_MORE = "leaves_more"
    BEATS = "beats"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One day: both answers, what the judge found, and the verdict.

    ``left`` and ``plan_left`` are items of high, normal and low priority.
    """

    seed: int
    proof: str
    cents: int
    least_cents: int
    left: tuple[int, ...]
    seconds: float
    plan_cents: int
    plan_left: tuple[int, ...]
    violations: tuple[str, ...]
    plan_violations: tuple[str, ...]
    verdict: str

    @property
    def over(self) -> float:
        """Per cent that the plan costs more than the oracle's."""
        return PER_CENT * (self.plan_cents - self.cents) / max(self.cents, 1)


def compare_day(seed: int, size: Size, seconds: float, iterations: int) -> Compared:
    """Solve a small day exactly and by the planner, and judge both plans."""
    day, travel = small_day(seed, size)
    budget = Budget(time_limit=None, iterations=iterations, workers=1, seed=1)
    outcome = plan_day(day, travel, budget)
    answer = solve_small_day(day, travel, seconds=seconds, start=outcome.plan)
    left = left_by_priority(day, outcome.plan.unserved)
    plan_left = tuple(left[rank] for rank in ORDER)
    return Compared(
        seed=seed,
        proof=answer.proof.value,
        cents=answer.cost_cents,
        least_cents=answer.least_cents,
        left=_ranked(answer),
        seconds=round(answer.seconds, 2),
        plan_cents=outcome.plan.cost_cents,
        plan_left=plan_left,
        violations=tuple(v.cause for v in judge(day, travel, answer.plan)),
        plan_violations=tuple(v.cause for v in outcome.violations),
        verdict=_verdict(answer, plan_left, outcome.plan.cost_cents).value,
    )


def _ranked(answer: OracleAnswer) -> tuple[int, ...]:
    return tuple(answer.left[rank] for rank in ORDER)


def _verdict(answer: OracleAnswer, left: tuple[int, ...], cents: int) -> Verdict:
    best = (_ranked(answer), answer.cost_cents)
    if (left, cents) == best:
        return Verdict.EQUAL
    if (left, cents) < best:
        return Verdict.BEATS if answer.proof is Proof.OPTIMAL else Verdict.OPEN
    return Verdict.DEARER if left == best[0] else Verdict.LEAVES_MORE


def summary(rows: Sequence[Compared]) -> str:
    """Return what came out over all days, in one line."""
    counts = {v.value: sum(row.verdict == v for row in rows) for v in Verdict}
    few = sum(row.proof == Proof.FEW_HALTS for row in rows)
    proved = sum(row.proof == Proof.OPTIMAL for row in rows)
    wrong = sum(bool(row.violations or row.plan_violations) for row in rows)
    words = ", ".join(f"{name} {count}" for name, count in counts.items())
    return (
        f"{len(rows)} days, {proved} proved, {few} for few halts at a site, "
        f"{wrong} with violations: {words}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare a range of seeds; 1 where a plan beats the oracle or breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="whole")
    parser.add_argument("--seeds", default="1-20", help="first-last")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--iterations", type=int, default=200)
    parser.add_argument("-o", "--out", type=Path, help="JSON lines")
    options = parser.parse_args(arguments)
    first, _, last = options.seeds.partition("-")
    rows = []
    lines = []
    unsettled = 0
    for seed in range(int(first), int(last or first) + 1):
        try:
            row = compare_day(
                seed, SIZES[options.size], options.seconds, options.iterations
            )
        except TimeoutError as error:
            print(json.dumps({"seed": seed, "unsettled": str(error)}), flush=True)
            unsettled += 1
            continue
        rows.append(row)
        lines.append(json.dumps(asdict(row)))
        print(lines[-1], flush=True)
        if options.out:
            options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{summary(rows)}; {unsettled} without any answer")
    bad = any(
        row.verdict == Verdict.BEATS or row.violations or row.plan_violations
        for row in rows
    )
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
