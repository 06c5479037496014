"""Oracle, planner and judge on generated days: they check each other.

``python -m benchmarks.small_days_compare --size whole --seeds 1-300 --workers 2``
prints a JSON line per day and a summary at the end. A plan cheaper than a proved
optimum, or one that leaves less behind, means that one of the two breaks a rule.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.consignment import Priority
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

from .oracle.answer import Proof
from .oracle.solve import left_by_priority, solve_small_day
from .record import load_average, setting_of
from .small_days import COLD, HUBS, ROAD, WHOLE, small_day
from .small_days_table import small_days_summary, small_days_table
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .oracle.answer import OracleAnswer
    from .small_days import Size

SIZES = {"road": ROAD, "hubs": HUBS, "whole": WHOLE, "cold": COLD}
ORDER = (Priority.HIGH, Priority.NORMAL, Priority.LOW)
PER_CENT = 100.0
MARK = "small-days"
COLD_MARK = "small-days-cold"
FINE, FINDING, USAGE = 0, 1, 2


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--size", choices=SIZES, default="whole")
    add("--seeds", default="1-20", help="first-last")
    add("--seconds", type=float, default=30.0, help="for the oracle, each day")
    add("--iterations", type=int, default=200, help="for the planner, each day")
    add("--workers", type=int, default=1, help="days at a time")
    add("-o", "--out", type=Path, help="append JSON lines to this file")
    add("--write", type=Path, help="put the table into this page")
    return parser


def _compared(seed: int, options: argparse.Namespace) -> Compared | str:
    """Return a day compared, or why there is no answer."""
    size = SIZES[options.size]
    try:
        return compare_day(seed, size, options.seconds, options.iterations)
    except TimeoutError as error:
        return json.dumps({"seed": seed, "unsettled": str(error)})


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare a range of seeds; 1 where a plan beats the oracle or breaks a rule."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(words)
    mark = COLD_MARK if SIZES[options.size].cold else MARK
    if options.write is not None:
        try:
            # Before the long run, not after it.
            around(options.write, mark)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    setting = setting_of(" ".join(["python -m benchmarks.small_days_compare", *words]))
    load = load_average() or 0.0
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    rows, unsettled = [], 0
    context = get_context("spawn")
    with ProcessPoolExecutor(options.workers, mp_context=context) as pool:
        for found in pool.map(partial(_compared, options=options), seeds):
            line = found if isinstance(found, str) else json.dumps(asdict(found))
            print(line, flush=True)
            if options.out is not None:
                with options.out.open("a", encoding="utf-8", newline="\n") as file:
                    file.write(line + "\n")
            if isinstance(found, str):
                unsettled += 1
            else:
                rows.append(found)
    print(f"{small_days_summary(rows)} {unsettled} without any answer.")
    if options.write is not None:
        put_into(options.write, mark, small_days_table(rows, setting, load))
    bad = any(
        row.verdict == Verdict.BEATS or row.violations or row.plan_violations
        for row in rows
    )
    return FINDING if bad else FINE


if __name__ == "__main__":
    sys.exit(main())
