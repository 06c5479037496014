"""``bench history``: the runs of a folder, suite by suite, as table and picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from routing.terminal.exits import Exit, Stop

from .bench_run import OUT, aligned, write_text
from .regression.history import SERIES, histories
from .regression.run_file import RESULTS, RunFileError, numbered_runs
from .regression.trend import trend_svg

if TYPE_CHECKING:
    from pathlib import Path

    from routing.terminal.console import Console

    from .regression.history import Moment


@dataclass(frozen=True, kw_only=True)
class HistoryRequest:
    """What the options of ``bench history`` ask for."""

    folder: Path | None = None
    out: Path | None = None


def run_history(console: Console, request: HistoryRequest) -> int:
    """Tell the history of every suite and draw its trends; return the exit code.

    Raises
    ------
    Stop
        When the folder holds no runs, or a run cannot be read.
    """
    folder = request.folder or RESULTS
    try:
        found = histories(numbered_runs(folder))
    except RunFileError as error:
        raise Stop(
            Exit.INPUT, "BENCH_RUN_FAULTY", file=error.path.name, problem=error.problem
        ) from error
    if not found:
        raise Stop(Exit.INPUT, "HISTORY_EMPTY", folder=folder)
    pictures = {}
    for suite, moments in found.items():
        path = (request.out or OUT) / f"{suite}-history.svg"
        write_text(path, trend_svg(suite, moments))
        pictures[suite] = str(path)
    if console.json_output:
        suites = {name: [asdict(m) for m in these] for name, these in found.items()}
        console.answer({"suites": suites, "pictures": pictures})
        return Exit.DONE
    for suite, moments in found.items():
        _tell(console, suite, moments)
        console.data(console.say("HISTORY_PICTURE", file=pictures[suite]))
    return Exit.DONE


def _tell(console: Console, suite: str, moments: list[Moment]) -> None:
    headers = ("commit", "made", "feasible", "left", *SERIES)
    rows = [
        (
            moment.commit + "*" * moment.restarted,
            moment.made,
            f"{moment.feasible}/{moment.rows}",
            str(moment.items_unserved),
            *(f"{100 * moment.indices[name]:.2f} %" for name in SERIES),
        )
        for moment in moments
    ]
    console.data(console.say("HISTORY_SUITE", suite=suite, runs=len(moments)))
    for line in aligned([headers, *rows]):
        console.data(line)
