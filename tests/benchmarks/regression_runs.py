"""Runs put together by hand: rows of named instances with the costs of their seeds."""

from benchmarks.regression.row import Row
from benchmarks.regression.run_file import Run


def row(instance, seed, cost=100.0, **fields):
    """Return a feasible row of ten units of reference time and a hundred moves."""
    given = {
        "family": "county",
        "input_hash": f"hash of {instance}",
        "iteration_limit": 1,
        "feasible": True,
        "first_seconds": 0.2,
        "first_cpu_seconds": 0.2,
        "seconds": 1.0,
        "cpu_seconds": 1.0,
        "reference_seconds": 0.1,
        "iterations": 1,
        "moves": 100,
        "engine_calls": 1,
        "peak_mib": 200,
        **fields,
    }
    return Row(instance=instance, seed=seed, cost=cost, **given)


def run(rows, **fields):
    given = {
        "suite": "tiny",
        "commit": "abc1234",
        "dirty": False,
        "made": "2026-03-02T08:00:00+00:00",
        "command": "gongpei bench run tiny",
        **fields,
    }
    return Run(rows=tuple(rows), **given)


def run_of(costs, first_seed=1, commit="abc1234", dirty=False, **fields):  # noqa: FBT002
    """Return a run of instances with the costs of their seeds, in order.

    ``fields`` are those of the rows.
    """
    rows = [
        row(name, first_seed + number, cost, **fields)
        for name, these in costs.items()
        for number, cost in enumerate(these)
    ]
    return run(rows, first_seed=first_seed, commit=commit, dirty=dirty)


SIX = {name: [100.0] for name in "abcdef"}
"""Six instances of one seed each: six signs alike have a chance of 1/64."""


def six(factor):
    return {name: [cost * factor for cost in these] for name, these in SIX.items()}
