"""What each kind of service saves: a county by road, + hubs, + buses, + handovers.

``python -m benchmarks.services --size R --seeds 1-5 --seconds 60 --write README.md``
plans each generated day four times with the same budget, each time begun with the
plan before, so that no step can cost more. The counties and their prices are
synthetic.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from instances.county.sizes import SIZES
from instances.generate import generate
from routing.optimize.budget import Budget
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day

from .county import seeds_of
from .record import load_average, made_by, setting_of
from .steps import Step, day_of_step
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .record import Setting

MARK = "services-table"
NAMES = {
    Step.ROAD: "road only",
    Step.HUBS: "+ hubs",
    Step.BUSES: "+ buses",
    Step.HANDOVERS: "+ handovers",
}
CENTS = 100
PER_CENT = 100
FINE, FINDING, USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One day with the services up to a step: ``left`` items, ``faults`` found."""

    seed: int
    step: Step
    cents: int
    left: int
    faults: int
    by_bus: int
    handed_over: int
    changed: int
    """Bags by bus, handed over, and with a change of carriers."""


def run_seed(size: str, seed: int, budget: Budget) -> list[Stage]:
    """Plan one generated day step by step."""
    with tempfile.TemporaryDirectory() as folder:
        generate(size, seed, Path(folder) / "day")
        intake = take_in([Path(folder) / "day"], None)
    if intake.day is None or intake.travel is None:
        msg = f"The generated day {size} {seed} cannot be read."
        raise ValueError(msg)
    stages: list[Stage] = []
    before: Plan | None = None
    for step in Step:
        stage, before = _run_step(intake.day, intake.travel, step, budget, before, seed)
        print(stage, flush=True)
        stages.append(stage)
    return stages


def _run_step(
    day: Day,
    travel: Travel,
    step: Step,
    budget: Budget,
    before: Plan | None,
    seed: int,
) -> tuple[Stage, Plan]:
    outcome = plan_day(day_of_step(day, step), travel, budget, start=before)
    plan = outcome.plan
    stage = Stage(
        seed=seed,
        step=step,
        cents=plan.cost_cents,
        left=plan.items_unserved,
        faults=len(outcome.violations),
        by_bus=sum(len(load.bags) for load in plan.bus_loads),
        handed_over=sum(len(row.bags) for row in plan.handovers),
        changed=sum(len(bag.legs) > 1 for bag in plan.bags),
    )
    return stage, plan


def markdown(stages: Sequence[Stage], setting: Setting, load: float | None) -> str:
    """Return the table: cost by seed and step, and the means."""
    seeds = sorted({stage.seed for stage in stages})
    cells = {(stage.seed, stage.step): stage for stage in stages}
    lines = [
        "| " + " | ".join(["seed", *NAMES.values(), "of road only"]) + " |",
        "|" + "---:|" * (len(NAMES) + 2),
    ]
    for seed in seeds:
        cents = [cells[seed, step].cents for step in Step]
        share = PER_CENT * cents[-1] / cents[0]
        money = [f"{c / CENTS:,.2f}" for c in cents]
        lines.append("| " + " | ".join([str(seed), *money, f"{share:.1f} %"]) + " |")
    means = [mean(cells[seed, step].cents for seed in seeds) for step in Step]
    share = PER_CENT * means[-1] / means[0]
    money = [f"{c / CENTS:,.2f}" for c in means]
    lines.append("| " + " | ".join(["mean", *money, f"{share:.1f} %"]) + " |")
    last = [cells[seed, Step.HANDOVERS] for seed in seeds]
    lines += [
        "",
        "Yuan a day on synthetic counties with assumed prices. Left behind "
        f"{sum(stage.left for stage in stages)} items, violations found "
        f"{sum(stage.faults for stage in stages)}; with everything, in the mean "
        f"{mean(stage.by_bus for stage in last):.0f} bags ride on buses, "
        f"{mean(stage.handed_over for stage in last):.0f} are handed over and "
        f"{mean(stage.changed for stage in last):.0f} change carriers.",
        "",
        made_by(setting, [load]),
    ]
    return "\n".join(lines) + "\n"


def is_sound(stages: Sequence[Stage]) -> bool:
    """Tell whether no plan breaks a rule and no step costs more than the last."""
    cells = {(stage.seed, stage.step): stage for stage in stages}
    order = list(Step)
    return not any(stage.faults for stage in stages) and all(
        (cells[seed, after].left, cells[seed, after].cents)
        <= (cells[seed, step].left, cells[seed, step].cents)
        for seed in {stage.seed for stage in stages}
        for step, after in pairwise(order)
    )


def main(words: Sequence[str] | None = None) -> int:
    """Run the steps; 1 where a step costs more or a plan breaks a rule."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.services", description=__doc__
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="R")
    parser.add_argument("--seeds", type=seeds_of, default=(1, 2, 3, 4, 5))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--iterations", type=int, help="instead of a time limit")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path, help="put the table into this page")
    given = parser.parse_args(words)
    if given.write is not None:
        try:
            around(given.write, MARK)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    budget = Budget(
        time_limit=None if given.iterations else given.seconds,
        iterations=given.iterations,
        workers=given.workers,
        seed=1,
    )
    setting = setting_of(" ".join(["python -m benchmarks.services", *words]))
    load = load_average()
    stages = [
        stage for seed in given.seeds for stage in run_seed(given.size, seed, budget)
    ]
    table = markdown(stages, setting, load)
    print(f"\n{table}")
    if given.write is not None:
        put_into(given.write, MARK, table)
    return FINE if is_sound(stages) else FINDING


if __name__ == "__main__":
    sys.exit(main())
