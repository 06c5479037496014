"""Run a suite: every row in a process of its own, and one record of them all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from ..record import commit, load_average, setting_of
from .compare import PROCESSOR
from .measure import measured_row
from .processor import processor
from .run_file import DIRTY, Run, now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .row import Row
    from .suite import Suite


def run_suite(
    suite: Suite,
    first_seed: int = 1,
    at_a_time: int = 1,
    tell: Callable[[int, int, Row], None] | None = None,
) -> Run:
    """Run every instance of a suite with every seed.

    Parameters
    ----------
    at_a_time
        Rows side by side; more than one disturbs times by the clock.
    tell
        Called after each row with how many are done, of how many, and the row.
    """
    tasks = suite.tasks(first_seed)
    load = load_average()
    rows: list[Row] = []
    # Threads only wait here: the work is done in the processes of the rows.
    with ThreadPoolExecutor(at_a_time) as pool:
        for row in pool.map(measured_row, tasks):
            rows.append(row)
            if tell is not None:
                tell(len(rows), len(tasks), row)
    return record_of(suite, first_seed, rows, load)


def record_of(
    suite: Suite, first_seed: int, rows: Iterable[Row], load: float | None
) -> Run:
    """Return rows as a run, with where and how it was made."""
    limits = "".join(f" --{name} {value}" for name, value in suite.changed)
    command = f"gongpei bench run {suite.name} --seed {first_seed}{limits}"
    setting = setting_of(command)
    return Run(
        suite=suite.name,
        rows=tuple(rows),
        commit=commit().removesuffix(DIRTY),
        dirty=commit().endswith(DIRTY),
        made=now(),
        command=command,
        first_seed=first_seed,
        versions=setting.versions,
        machine={**setting.machine, PROCESSOR: processor()},
        skipped=suite.skipped,
        load_average=load,
    )
