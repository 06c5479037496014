"""A corpus of one small day, and plans of it that were searched for a moment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from benchmarks.corpus.days import CorpusDay, LoadedDay, load_day
from benchmarks.corpus.offer import Offer
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

if TYPE_CHECKING:
    from routing.plan.model import Plan

TOML = """
[turn_seconds]
S = 20
real = 30

[days.small]
size = "S"
seed = 7

[days.there]
real = "longkou"
"""
DAY = CorpusDay(name="small", turn_seconds=20, size="S", seed=7)


def budget(iterations: int, seed: int = 1) -> Budget:
    """Return a budget of one worker."""
    return Budget(time_limit=None, iterations=iterations, seed=seed)


@cache
def loaded() -> LoadedDay:
    """Return the day."""
    return load_day(DAY)


@cache
def planned(iterations: int) -> Plan:
    """Return a plan of the day."""
    return plan_day(loaded().day, loaded().travel, budget(iterations)).plan


def offer(plan: Plan, iterations: int = 0) -> Offer:
    """Return a plan as a search of 2.5 s offers it."""
    return Offer(
        name=DAY.name, plan=plan, budget=budget(iterations), warm=False, seconds=2.5
    )
