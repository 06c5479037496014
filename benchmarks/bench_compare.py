"""``bench compare``, ``bench calibrate`` and ``bench accept``: runs side by side."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.terminal.exits import Exit, Stop

from .bench_improve import tell_taken_over
from .bench_run import aligned, run_answer, suite_of, told_run, write_text
from .regression.compare import ThresholdError, compare
from .regression.markdown import (
    METRIC_HEADERS,
    action_benchmark,
    comparison_markdown,
    metric_cells,
)
from .regression.noise import (
    NoNoiseError,
    calibrate,
    calibration_path,
    dump_calibration,
    read_calibration,
)
from .regression.pairs import NotComparableError
from .regression.run_file import (
    RESULTS,
    RunFileError,
    baseline_path,
    dump_run,
    load_run,
    numbered,
)

if TYPE_CHECKING:
    from routing.terminal.console import Console

    from .regression.compare import Comparison
    from .regression.noise import Calibration
    from .regression.run_file import Run

APART = 1000
"""Seeds of one run of a calibration lie so far from those of the next."""


@dataclass(frozen=True, kw_only=True)
class CompareRequest:
    """What the options of ``bench compare`` ask for."""

    base: Path
    head: Path
    thresholds: tuple[str, ...] = ()
    noise: Path | None = None
    markdown: Path | None = None
    action: Path | None = None

    @property
    def command(self) -> str:
        """The command that makes the same comparison."""
        words = ["gongpei", "bench", "compare", self.base.name, self.head.name]
        for threshold in self.thresholds:
            words += ["--threshold", threshold]
        return shlex.join(words)


def run_compare(console: Console, request: CompareRequest) -> int:
    """Compare two runs and say whether the second is worse; return the exit code.

    Raises
    ------
    Stop
        When the runs cannot be read or compared, or a threshold is below the noise.
    """
    base, head = _run(request.base), _run(request.head)
    calibration = _calibration(request.noise, base.suite)
    found = _compared(base, head, calibration, _thresholds(request.thresholds))
    _refuse_unknown(found, request.thresholds)
    if request.markdown is not None:
        write_text(request.markdown, comparison_markdown(found, request.command))
    if request.action is not None:
        text = json.dumps(action_benchmark(head), ensure_ascii=False, indent=1)
        write_text(request.action, text + "\n")
    if console.json_output:
        console.answer(compare_answer(found))
    else:
        _tell(console, found)
    return Exit.FINDING if found.failed else Exit.DONE


def _compared(
    base: Run,
    head: Run,
    calibration: Calibration | None,
    thresholds: dict[str, float],
) -> Comparison:
    try:
        return compare(base, head, calibration, thresholds)
    except NotComparableError as error:
        raise Stop(Exit.INPUT, error.code, what=error.what) from error
    except ThresholdError as error:
        raise Stop(
            Exit.INPUT,
            "COMPARE_BELOW_NOISE",
            metric=error.metric,
            threshold=f"{error.threshold:.4f}",
            noise=f"{error.noise:.4f}",
        ) from error


def compare_answer(found: Comparison) -> dict[str, Any]:
    """Return the keys of ``bench compare --json`` (formats.md, section 4)."""
    return {
        "verdict": found.verdict,
        "suite": found.base.suite,
        "pairs": len(found.pairs),
        "calibrated": found.calibrated,
        "metrics": [asdict(metric) for metric in found.metrics],
    }


def _tell(console: Console, found: Comparison) -> None:
    rows = [METRIC_HEADERS, *(metric_cells(metric) for metric in found.metrics)]
    for line in aligned(rows):
        console.data(line)
    if not found.calibrated:
        console.note_text("COMPARE_UNCALIBRATED", suite=found.base.suite)
    pairs = len(found.pairs)
    if not found.failed:
        console.data(console.say("COMPARE_FINE", pairs=pairs))
        return
    names = ", ".join(metric.name for metric in found.failed)
    console.data(console.say("COMPARE_WORSE", metrics=names, pairs=pairs))


def _thresholds(words: tuple[str, ...]) -> dict[str, float]:
    found = {}
    for word in words:
        name, _, share = word.partition("=")
        try:
            found[name] = float(share)
        except ValueError as error:
            raise Stop(Exit.INPUT, "COMPARE_THRESHOLD", word=word) from error
        # Written so that "not a number" is refused as well.
        if not 0 <= found[name] < inf:
            raise Stop(Exit.INPUT, "COMPARE_THRESHOLD", word=word)
    return found


def _refuse_unknown(found: Comparison, words: tuple[str, ...]) -> None:
    known = {metric.name for metric in found.metrics}
    for word in words:
        if word.partition("=")[0] not in known:
            raise Stop(Exit.INPUT, "COMPARE_THRESHOLD", word=word)


def _calibration(given: Path | None, suite: str) -> Calibration | None:
    path = given or calibration_path(suite)
    if given is None and not path.is_file():
        return None
    try:
        return read_calibration(path)
    except RunFileError as error:
        raise _unreadable(error) from error


def _run(path: Path) -> Run:
    try:
        return load_run(path)
    except RunFileError as error:
        raise _unreadable(error) from error


def _unreadable(error: RunFileError) -> Stop:
    return Stop(
        Exit.INPUT, "BENCH_RUN_FAULTY", file=error.path.name, problem=error.problem
    )


@dataclass(frozen=True, kw_only=True)
class CalibrateRequest:
    """What the options of ``bench calibrate`` ask for."""

    suite: str
    runs: tuple[Path, ...] = ()
    repeat: int = 5
    seed: int = 1
    at_a_time: int = 1
    out: Path | None = None


def run_calibrate(console: Console, request: CalibrateRequest) -> int:
    """Measure the noise of a suite and write its thresholds; return the exit code.

    Raises
    ------
    Stop
        When runs cannot be read or tell no noise, or nothing can be written.
    """
    if request.runs:
        runs = [_run(path) for path in request.runs]
        named = Path(request.suite).name.removesuffix(".toml")
        if others := sorted({run.suite for run in runs} - {named}):
            what = ", ".join([named, *others])
            raise Stop(Exit.INPUT, "COMPARE_SUITES", what=what)
    else:
        suite = suite_of(request.suite)
        seeds = [request.seed + number * APART for number in range(request.repeat)]
        runs = [told_run(console, suite, seed, request.at_a_time) for seed in seeds]
    try:
        found = calibrate(runs)
    except NoNoiseError as error:
        raise Stop(Exit.INPUT, "CALIBRATE_NO_NOISE") from error
    except NotComparableError as error:
        raise Stop(Exit.INPUT, error.code, what=error.what) from error
    path = request.out or calibration_path(found.suite)
    write_text(path, dump_calibration(found))
    if console.json_output:
        console.answer({**asdict(found), "file": str(path)})
        return Exit.DONE
    for name, noise in found.noise.items():
        threshold = found.thresholds[name]
        shown = {"noise": f"{100 * noise:.2f}", "threshold": f"{100 * threshold:.2f}"}
        console.data(console.say("CALIBRATE_METRIC", metric=name, **shown))
    console.data(console.say("CALIBRATE_DONE", runs=found.runs, file=path))
    return Exit.DONE


def run_accept(
    console: Console, path: Path, folder: Path | None, corpus: Path | None = None
) -> int:
    """Make a run the baseline of its suite and a part of its history.

    Better costs of days of the corpus are taken over.

    Raises
    ------
    Stop
        When it is no run, not sound, or made of files that no commit holds.
    """
    run = _run(path)
    if bad := sorted({row.instance for row in run.rows if not row.feasible}):
        raise Stop(Exit.FINDING, "ACCEPT_UNSOUND", what=", ".join(bad))
    if run.dirty:
        raise Stop(Exit.INPUT, "ACCEPT_DIRTY", file=path.name)
    results = folder or RESULTS
    kept, baseline = numbered(results, run), baseline_path(run.suite, results)
    for place in (kept, baseline):
        write_text(place, dump_run(run))
    taken = tell_taken_over(console, run, corpus)
    if console.json_output:
        told = {"history": str(kept), "taken_over": taken}
        console.answer({**run_answer(run, baseline), **told})
    else:
        console.data(console.say("ACCEPTED", file=baseline, history=kept))
    return Exit.DONE
