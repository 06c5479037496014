"""One run of ``bench run``: a suite planned, judged and written down."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.optimize.budget import Engine
from routing.terminal.exits import Exit, Stop

from .regression.run_file import dump_run, numbered, write_whole
from .regression.run_suite import run_suite
from .regression.suite import Limits, SuiteError, read_suite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.terminal.console import Console

    from .regression.row import Row
    from .regression.run_file import Run
    from .regression.suite import Suite

OUT = Path("out") / "bench"
NOTHING = "-"


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What the options of ``bench run`` ask for."""

    suite: str
    out: Path | None = None
    seed: int = 1
    time_limit: float | None = None
    iterations: int | None = None
    workers: int | None = None
    at_a_time: int = 1
    engine: str = Engine.AUTO

    @property
    def limits(self) -> Limits:
        """What bounds the rows instead of the suite's own limits."""
        return Limits(
            iterations=self.iterations,
            seconds=self.time_limit,
            workers=self.workers,
            engine=Engine(self.engine),
        )


def run_bench(console: Console, request: RunRequest) -> int:
    """Run a suite, write its record and say what came out; return the exit code.

    Raises
    ------
    Stop
        When there is no such suite, or nothing can be written.
    """
    suite = suite_of(request.suite).within(request.limits)
    run = told_run(console, suite, request.seed, request.at_a_time)
    path = request.out or numbered(OUT, run)
    write_text(path, dump_run(run))
    if console.json_output:
        console.answer(run_answer(run, path))
    else:
        _tell(console, run, path)
    return Exit.DONE if run.sound else Exit.FINDING


def suite_of(name: str) -> Suite:
    """Return a suite, or stop and say what is wrong with it.

    Raises
    ------
    Stop
        When there is no such suite, or its file is faulty.
    """
    try:
        return read_suite(name)
    except SuiteError as error:
        raise Stop(
            Exit.INPUT, "BENCH_SUITE", place=error.place, problem=error.problem
        ) from error


def told_run(console: Console, suite: Suite, seed: int, at_a_time: int) -> Run:
    """Run a suite and tell of each row as it comes."""
    for entry in suite.skipped:
        console.note_text("BENCH_SKIPPED", entry=entry)

    def tell(done: int, whole: int, row: Row) -> None:
        code = "BENCH_ROW" if row.feasible else "BENCH_ROW_BAD"
        console.note_text(
            code,
            done=done,
            whole=whole,
            instance=row.instance,
            seed=row.seed,
            cost=NOTHING if row.cost is None else f"{row.cost:,.2f}",
            unserved=row.items_unserved,
            violations=row.violations + row.not_conserved + len(row.faults),
            seconds=f"{row.seconds:.1f}",
            error=row.error,
        )

    return run_suite(suite, seed, at_a_time, tell)


def run_answer(run: Run, path: Path) -> dict[str, Any]:
    """Return the keys of ``bench run --json`` (formats.md, section 4)."""
    return {
        "suite": run.suite,
        "file": str(path),
        "commit": run.commit,
        "dirty": run.dirty,
        "rows": [asdict(row) for row in run.rows],
        "summary": run.summary(),
    }


def write_text(path: Path, text: str) -> None:
    """Write a file of ``bench``, whole or not at all.

    Raises
    ------
    Stop
        When nothing can be written there.
    """
    try:
        write_whole(path, text)
    except OSError as error:
        raise Stop(Exit.INPUT, "BENCH_FILE_UNWRITABLE", file=path) from error


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns stand below each other."""
    columns = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            f"{cell:<{size}}" for cell, size in zip(cells, columns, strict=True)
        ).rstrip()
        for cells in rows
    ]


def _tell(console: Console, run: Run, path: Path) -> None:
    for family, row in run.summary().items():
        gap = row["mean_gap_percent"]
        console.data(
            console.say(
                "BENCH_FAMILY",
                family=family,
                rows=row["rows"],
                feasible=f"{100 * row['feasible_share']:.0f}",
                gap=NOTHING if gap is None else f"{gap:+.2f}",
                unserved=row["items_unserved"],
                seconds=f"{row['mean_seconds']:.1f}",
                peak=row["peak_mib"],
            )
        )
    console.data(console.say("BENCH_RAN", rows=len(run.rows), file=path))
