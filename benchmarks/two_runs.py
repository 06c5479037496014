"""Two runs a morning: how far the final run moves, and what staying near costs.

``python -m benchmarks.two_runs --size R --seeds 1-20 --seconds 30 --write
docs/benchmarks.md`` plans each generated day (the forecast run), changes every row
of it at random by up to 15 %, plans near the first plan (the final run) and once
more freely, all with the same budget. The counties and their prices are synthetic.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from instances.county.sizes import SIZES
from instances.generate import generate
from routing.optimize.budget import Budget
from routing.planning.changes.near import Near, plan_near
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day

from .county import seeds_of
from .record import load_average, made_by, setting_of
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day

    from .record import Setting

MARK = "two-runs"
MOST_CHANGE = 0.15
MOST_MOVED, MOST_DEARER = 5, 2
"""Per cent in the mean: villages that leave their way, and cost over a free plan's."""
CENTS = 100
PER_CENT = 100
FINE, FINDING, USAGE = 0, 1, 2
HEADERS = (
    "seed", "villages", "moved", "share, %", "near, yuan", "free, yuan", "ratio",
    "left near", "left free",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoRuns:
    """One day: villages with goods in both runs, those that moved, cost and faults.

    ``near`` and ``free`` are cents, ``left_`` items left behind.
    """

    seed: int
    villages: int
    moved: int
    near: int
    free: int
    left_near: int
    left_free: int
    faults: int

    @property
    def share(self) -> Fraction:
        """Villages that moved, in per cent."""
        return Fraction(PER_CENT * self.moved, max(1, self.villages))

    @property
    def ratio(self) -> Fraction:
        """Cost near the first plan over the cost of planning freely."""
        return Fraction(self.near, self.free)


def changed_counts(day: Day, seed: int) -> Day:
    """Return a day whose rows have up to 15 % more or fewer items, at least one.

    Mass and volume grow or shrink with the items, rounded up.
    """
    rng = random.Random(seed)
    rows = []
    for row in day.consignments:
        share = 1 + rng.uniform(-MOST_CHANGE, MOST_CHANGE)
        items = max(1, round(row.items * share))
        grams, cm3 = (-(-size * items // row.items) for size in (row.grams, row.cm3))
        rows.append(replace(row, items=items, grams=grams, cm3=cm3))
    return replace(day, consignments=tuple(rows))


def run_seed(size: str, seed: int, budget: Budget, change_cents: int) -> TwoRuns:
    """Plan one generated day twice in a morning, and once more freely."""
    with tempfile.TemporaryDirectory() as folder:
        generate(size, seed, Path(folder) / "day")
        intake = take_in([Path(folder) / "day"], None)
    day, travel = intake.day, intake.travel
    if day is None or travel is None:
        msg = f"The generated day {size} {seed} cannot be read."
        raise ValueError(msg)
    first = plan_day(day, travel, budget)
    counted = changed_counts(day, seed)
    base = Near(plan=first.plan, change_cents=change_cents)
    near = plan_near(counted, travel, budget, base)
    free = plan_day(counted, travel, budget)
    changes = near.plan.changes
    runs = TwoRuns(
        seed=seed,
        villages=changes.villages if changes else 0,
        moved=len(changes.changed) if changes else 0,
        near=near.plan.cost_cents,
        free=free.plan.cost_cents,
        left_near=near.plan.items_unserved,
        left_free=free.plan.items_unserved,
        faults=sum(len(one.violations) for one in (first, near, free)),
    )
    print(runs, flush=True)
    return runs


def markdown(rows: Sequence[TwoRuns], setting: Setting, load: float | None) -> str:
    """Return the table by seed, the means, and whether they keep the bounds."""
    lines = ["| " + " | ".join(HEADERS) + " |", "|" + "---:|" * len(HEADERS)]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows]
    moved, dearer = (float(part) for part in means(rows))
    words = "within" if is_near(rows) else "NOT within"
    lines += [
        "",
        f"In the mean of {len(rows)} days {moved:.1f} % of the villages moved and the "
        f"plan was {abs(dearer):.1f} % {'dearer' if dearer > 0 else 'cheaper'} than a "
        f"free one: {words} {MOST_MOVED} % moved and {MOST_DEARER} % dearer. "
        f"Violations found {sum(row.faults for row in rows)}.",
        "",
        made_by(setting, [load]),
    ]
    return "\n".join(lines) + "\n"


def means(rows: Sequence[TwoRuns]) -> tuple[Fraction, Fraction]:
    """Return the mean share that moved and by how much plans are dearer, per cent."""
    share = Fraction(mean(row.share for row in rows))
    return share, PER_CENT * (Fraction(mean(row.ratio for row in rows)) - 1)


def _cells(row: TwoRuns) -> list[str]:
    return [
        str(row.seed),
        str(row.villages),
        str(row.moved),
        f"{float(row.share):.1f}",
        f"{row.near / CENTS:,.2f}",
        f"{row.free / CENTS:,.2f}",
        f"{float(row.ratio):.4f}",
        str(row.left_near),
        str(row.left_free),
    ]


def is_near(rows: Sequence[TwoRuns]) -> bool:
    """Tell whether few villages moved at little more cost, in the mean."""
    moved, dearer = means(rows)
    return moved <= MOST_MOVED and dearer <= MOST_DEARER


def main(words: Sequence[str] | None = None) -> int:
    """Run the days; 1 where the means miss the bounds or a plan breaks a rule."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.two_runs", description=__doc__
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="R")
    parser.add_argument("--seeds", type=seeds_of, default=tuple(range(1, 21)))
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--iterations", type=int, help="instead of a time limit")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--change-yuan", type=float, default=20.0)
    parser.add_argument("--write", type=Path, help="put the table into this page")
    given = parser.parse_args(words)
    if given.write is not None:
        try:
            around(given.write, MARK)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    budget = Budget(
        time_limit=None if given.iterations is not None else given.seconds,
        iterations=given.iterations,
        workers=given.workers,
        seed=1,
    )
    setting = setting_of(" ".join(["python -m benchmarks.two_runs", *words]))
    load, cents = load_average(), round(given.change_yuan * CENTS)
    rows = [run_seed(given.size, seed, budget, cents) for seed in given.seeds]
    table = markdown(rows, setting, load)
    print(f"\n{table}")
    if given.write is not None:
        put_into(given.write, MARK, table)
    return FINE if is_near(rows) and not any(row.faults for row in rows) else FINDING


if __name__ == "__main__":
    sys.exit(main())
