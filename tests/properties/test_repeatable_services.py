"""Days with hubs, buses and offers give the same plan, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from routing.plan.io import load_plan

TESTS = Path(__file__).parents[1]

PLAN = """
import sys
from properties.service_days import dear_roads, passes_twice, twisted_day
from benchmarks.small_days import Size
from benchmarks.steps import Step, day_of_step
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan
from routing.planning.plan_day import plan_day

if __name__ == "__main__":
    workers, begin = int(sys.argv[1]), sys.argv[2] == "start"
    size = Size(lots=16, villages=10, vehicles=4)
    day, travel = twisted_day(2, dear_roads, passes_twice, size=size)
    budget = Budget(iterations=4, workers=workers, seed=3)
    start = None
    if begin:
        alone = Budget(iterations=2, workers=1, seed=3)
        start = plan_day(day_of_step(day, Step.HUBS), travel, alone).plan
    outcome = plan_day(day, travel, budget, start=start)
    assert outcome.violations == []
    sys.stdout.write(dump_plan(outcome.plan))
"""


def plans(folder, workers, begin):
    """Plan in two processes that order their sets differently."""
    script = folder / "plan_once.py"
    script.write_text(PLAN, encoding="utf-8")
    texts = []
    for number in ("1", "2"):
        path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
        done = subprocess.run(
            [sys.executable, str(script), str(workers), begin],
            env={**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": path},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        texts.append(done.stdout)
    return texts


@pytest.mark.parametrize(("workers", "begin"), [(1, "anew"), (2, "anew"), (1, "start")])
def test_the_same_plan_in_two_processes(tmp_path, workers, begin):
    first, second = plans(tmp_path, workers, begin)
    assert first == second
    plan = load_plan(first)
    assert (plan.seed, plan.parameters["workers"]) == (3, workers)
    kinds = {leg.kind for bag in plan.bags for leg in bag.legs}
    assert kinds == {"road", "bus", "handover"}
