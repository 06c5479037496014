"""The same day, iterations and seed give the same plan, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from routing.plan.io import load_plan

TESTS = Path(__file__).parents[1]

# Forty villages, the size of generated days called S.
PLAN = """
import sys
from properties.generated_days import random_day
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan
from routing.planning.plan_day import plan_day

if __name__ == "__main__":
    workers, seed = map(int, sys.argv[1:])
    day, travel = random_day(8, villages=40, vehicles=6)
    budget = Budget(iterations=15, workers=workers, seed=seed)
    outcome = plan_day(day, travel, budget)
    assert outcome.violations == []
    sys.stdout.write(dump_plan(outcome.plan))
"""


def plans(folder, workers, seed):
    """Plan in two processes that order their sets differently."""
    script = folder / "plan_once.py"
    script.write_text(PLAN, encoding="utf-8")
    texts = []
    for number in ("1", "2"):
        path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
        done = subprocess.run(
            [sys.executable, str(script), str(workers), str(seed)],
            env={**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": path},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        texts.append(done.stdout)
    return texts


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_plan_in_two_processes(tmp_path, workers):
    first, second = plans(tmp_path, workers, seed=7)
    assert first == second
    plan = load_plan(first)
    assert (plan.seed, plan.parameters["workers"]) == (7, workers)
    assert plan.items_planned > 0
