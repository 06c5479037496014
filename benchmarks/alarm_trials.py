"""Tell whether ``bench compare`` alarms when it should, and only then.

``python -m benchmarks.alarm_trials smoke --log FILE --write docs/benchmarks.md`` runs
a suite, whose noise is known (``gongpei bench calibrate``), ``--runs`` times, each with
seeds of its own, and as often weakened. It makes ``--trials`` comparisons of

1. two of the runs (A/A): the same program must raise no alarm;
2. one of them with a weakened one: the search gets a share of its iterations only,
   the largest of ``SHARES`` with which two runs are at least 5 % dearer in the mean.
   These have seeds of their own, so that the trials do not choose it.

Runs that follow each other are compared first, so that one run more than trials makes
them nearly independent; with fewer, several comparisons share a run. Every run is a
real one. Its rows are planned in lasting processes, for they are many: memory is not
measured, all else is as in ``bench run``. Rows are appended to ``--log`` as they come,
and trials that were begun are taken up again.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from .alarm_record import MARK, Trials, trials_markdown
from .record import load_average, setting_of
from .regression.compare import compare
from .regression.measure import measure
from .regression.metrics import COST
from .regression.noise import calibration_path, read_calibration
from .regression.pairs import paired
from .regression.row import row_of
from .regression.run_suite import record_of
from .regression.suite import read_suite
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .regression.compare import Comparison
    from .regression.noise import Calibration
    from .regression.row import Row
    from .regression.run_file import Run
    from .regression.suite import Suite

FINE, FINDING, USAGE = 0, 1, 2
SHARES = (0.5, 0.3, 0.2, 0.1, 0.08, 0.06, 0.04, 0.02)
WEAKENED = 0.05
APART = 1000
"""Seeds of a run lie so far from those of the next."""

SEEDS, WEAK_SEEDS, CHOICE_SEEDS = 100_000, 200_000, 300_000
CHOICES = 2
"""Runs that the weakening is chosen with."""

PERCENT = 100


@dataclass(slots=True)
class Book:
    """Rows made already, by instance, seed and handicap, and who makes more."""

    pool: ProcessPoolExecutor
    path: Path | None
    rows: dict[tuple[str, int, float], Row]

    @classmethod
    def opened(cls, pool: ProcessPoolExecutor, path: Path | None) -> Book:
        """Return what a file holds, nothing where there is none."""
        found = {}
        if path is not None and path.is_file():
            for line in path.read_text("utf-8").splitlines():
                values = json.loads(line)
                share = values.pop("handicap")
                row = row_of(values)
                found[row.instance, row.seed, share] = row
        return cls(pool, path, found)

    def run(self, suite: Suite, first_seed: int, handicap: float = 1.0) -> Run:
        """Run a suite, each row that is not there yet."""
        load = load_average()
        tasks = suite.tasks(first_seed)
        keys = [(t.instance.name, t.budget.seed, handicap) for t in tasks]
        open_tasks = [
            task for task, key in zip(tasks, keys, strict=True) if key not in self.rows
        ]
        for row in self.pool.map(partial(measure, handicap=handicap), open_tasks):
            self.rows[row.instance, row.seed, handicap] = row
            self._write(row, handicap)
        return record_of(suite, first_seed, [self.rows[key] for key in keys], load)

    def _write(self, row: Row, handicap: float) -> None:
        if self.path is not None:
            line = json.dumps({**asdict(row), "handicap": handicap})
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line + "\n")


def weakening(book: Book, suite: Suite, base: Sequence[Run]) -> tuple[float, float]:
    """Return the largest share of iterations that costs 5 % more, and how much more.

    Raises
    ------
    ValueError
        When even the smallest share does not.
    """
    for share in SHARES:
        weak = [
            book.run(suite, CHOICE_SEEDS + n * APART, share) for n in range(len(base))
        ]
        effects = [_effect(a, b) for a, b in zip(base, weak, strict=True)]
        print(f"share {share}: {PERCENT * mean(effects):+.2f} %", flush=True)
        if mean(effects) >= WEAKENED:
            return share, mean(effects)
    msg = f"No share of iterations down to {SHARES[-1]} costs {WEAKENED:.0%} more."
    raise ValueError(msg)


def _effect(base: Run, head: Run) -> float:
    return COST.effect(paired(base, head)) or 0.0


def run_trials(
    book: Book, suite: Suite, noise: Calibration, count: int, trials: int
) -> Trials:
    """Compare the same program and the weakened one; return what came out.

    Raises
    ------
    ValueError
        When so few runs have not so many pairs, or no weakening is enough.
    """
    couples = same_couples(count, trials)
    first = [book.run(suite, SEEDS + n * APART) for n in range(CHOICES)]
    share, chosen = weakening(book, suite, first)
    runs = [book.run(suite, SEEDS + n * APART) for n in range(count)]
    weak = [book.run(suite, WEAK_SEEDS + n * APART, share) for n in range(count)]
    return Trials(
        suite=suite.name,
        rows=len(runs[0].rows),
        runs=count,
        noise=noise,
        share=share,
        chosen_effect=chosen,
        same=tuple(_told("A/A", compare(runs[a], runs[b], noise)) for a, b in couples),
        weak=tuple(
            _told("weakened", compare(runs[a], weak[b], noise))
            for a, b in weak_couples(count, trials)
        ),
    )


def same_couples(count: int, trials: int) -> list[tuple[int, int]]:
    """Return pairs of different runs, those first that follow each other.

    Raises
    ------
    ValueError
        When there are fewer pairs than trials.
    """
    couples = [(n, n + gap) for gap in range(1, count) for n in range(count - gap)]
    if len(couples) < trials:
        msg = f"{count} runs have {len(couples)} pairs, expected {trials}."
        raise ValueError(msg)
    return couples[:trials]


def weak_couples(count: int, trials: int) -> list[tuple[int, int]]:
    """Return a run and a weakened one, each used once before any is used again."""
    couples = [(n, (n + gap) % count) for gap in range(count) for n in range(count)]
    return couples[:trials]


def _told(name: str, found: Comparison) -> Comparison:
    failed = ", ".join(metric.name for metric in found.failed) or "no alarm"
    cost = next(metric for metric in found.metrics if metric.name == COST.name)
    print(f"{name}: cost {PERCENT * (cost.effect or 0):+.2f} %, {failed}", flush=True)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.alarm_trials", description=__doc__
    )
    add = parser.add_argument
    add("suite", nargs="?", default="smoke")
    add("--at-a-time", type=int, default=1, help="rows side by side")
    add("--trials", type=int, default=20, help="comparisons of each kind")
    add("--runs", type=int, default=21, help="runs of each kind")
    add("--log", type=Path, help="append rows to this file; go on where it ends")
    add("--write", type=Path, help="put the record into this page")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Make the trials; 1 where the same program alarms or the weak one too seldom."""
    words = sys.argv[1:] if words is None else words
    given = _parser().parse_args(words)
    if given.write is not None:
        try:
            # Before the long run, not after it.
            around(given.write, MARK)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    load, suite = load_average(), read_suite(given.suite)
    noise = read_calibration(calibration_path(suite.name))
    with ProcessPoolExecutor(given.at_a_time, get_context("spawn")) as pool:
        book = Book.opened(pool, given.log)
        found = run_trials(book, suite, noise, given.runs, given.trials)
    shown = [word for word in words if not word.endswith(".jsonl") and word != "--log"]
    setting = setting_of(" ".join(["python -m benchmarks.alarm_trials", *shown]))
    text = trials_markdown(found, setting, load)
    print(f"\n{text}")
    if given.write is not None:
        put_into(given.write, MARK, text)
    return FINE if found.kept else FINDING


if __name__ == "__main__":
    sys.exit(main())
