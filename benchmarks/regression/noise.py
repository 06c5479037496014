"""How far two runs of the same program differ: A/A runs set the thresholds.

Runs of one suite with different seeds are compared with each other. The standard
deviation of an effect comes from the rows: the mean square of the differences of two
rows of an instance is twice its variance, and an effect is a mean of such differences
(``Metric.effect``). Time and memory err together within a run; for them the mean
square of the effects between whole runs counts where it is larger. Noise is
``SPREADS`` of these deviations: with ten metrics and twenty comparisons, two hundred
tries in all, an excess by chance (normal: one in 4,300 each) stays unlikely, and it
has to be significant as well.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import combinations
from math import exp, sqrt
from statistics import mean
from typing import TYPE_CHECKING, Any

from .metrics import metrics_of
from .pairs import Pair, by_instance, paired
from .run_file import RESULTS, RunFileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .metrics import Metric
    from .row import Row
    from .run_file import Run

SPREADS = 3.5
LEAST_RUNS = 2
LARGEST_EXPONENT = 10.0
"""A spread beyond it is no measurement; its share stays a number."""


class NoNoiseError(ValueError):
    """Too few runs, or runs that agree in every seed: no noise can be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Noise and thresholds of the metrics of a suite, both as shares.

    ``limits`` and ``rows`` of the runs by instance: thresholds hold for such runs.
    """

    suite: str
    runs: int
    commit: str
    made: str
    limits: dict[str, list[Any]]
    rows: dict[str, int]
    noise: dict[str, float]
    thresholds: dict[str, float]

    def fits(self, run: Run) -> bool:
        """Tell whether a run is of the suite and the limits that were calibrated."""
        limits, rows = shape_of(run)
        return (self.suite, self.limits, self.rows) == (run.suite, limits, rows)

    def noise_of(self, metric: str) -> float:
        """Return the noise of a metric, 0 for one that was not seen."""
        return self.noise.get(metric, 0.0)

    def threshold_of(self, metric: str, default: float) -> float:
        """Return the threshold of a metric."""
        return self.thresholds.get(metric, default)


def shape_of(run: Run) -> tuple[dict[str, list[Any]], dict[str, int]]:
    """Return the limits and the number of rows of each instance."""
    found = by_instance(run.rows)
    limits = {name: list(rows[0].limits) for name, rows in sorted(found.items())}
    return limits, {name: len(rows) for name, rows in sorted(found.items())}


def calibrate(runs: Sequence[Run]) -> Calibration:
    """Return the noise of a suite from runs of one program with different seeds.

    Raises
    ------
    NoNoiseError
        When there are fewer than two runs, or two have a seed in common.
    NotComparableError
        When the runs answer different questions.
    """
    _refuse_same_seeds(runs)
    between = [paired(*two) for two in combinations(runs, 2)]
    within = _all_pairs(runs)
    families = sorted({row.family for row in runs[0].rows})
    noise, thresholds = {}, {}
    for metric in metrics_of(families):
        spread = _spread_of_rows(metric, within, len(runs))
        if metric.of_machine:
            spread = max(spread, _spread_of_runs(metric, between))
        noise[metric.name] = _share(metric, SPREADS * spread)
        thresholds[metric.name] = max(metric.default, noise[metric.name])
    limits, rows = shape_of(runs[0])
    return Calibration(
        suite=runs[0].suite,
        runs=len(runs),
        commit=runs[0].commit,
        made=max(run.made for run in runs),
        limits=limits,
        rows=rows,
        noise=noise,
        thresholds=thresholds,
    )


def _refuse_same_seeds(runs: Sequence[Run]) -> None:
    seeds = [{(row.instance, row.seed) for row in run.rows} for run in runs]
    if len(runs) < LEAST_RUNS or any(a & b for a, b in combinations(seeds, 2)):
        msg = f"Expected {LEAST_RUNS} runs or more, no seed in two of them."
        raise NoNoiseError(msg)


def _all_pairs(runs: Sequence[Run]) -> dict[str, list[Pair]]:
    """Return any two rows of each instance, of one run or of two."""
    rows: list[Row] = [row for run in runs for row in run.rows]
    return {
        name: [Pair(*two) for two in combinations(these, 2)]
        for name, these in by_instance(rows).items()
    }


def _spread_of_rows(
    metric: Metric, within: Mapping[str, Sequence[Pair]], runs: int
) -> float:
    """Return the standard deviation of an effect whose rows err independently.

    The difference of two rows has the variance v, estimated by its mean square; the
    mean over the n seeds of an instance v/n, and that over m instances the sum of
    these over m².
    """
    variances = []
    for pairs in within.values():
        squares = [each**2 for each in metric.differences(pairs)]
        if squares:
            seeds = len({row.seed for p in pairs for row in (p.base, p.head)}) / runs
            variances.append(mean(squares) / seeds)
    return sqrt(sum(variances)) / len(variances) if variances else 0.0


def _spread_of_runs(metric: Metric, between: Sequence[Sequence[Pair]]) -> float:
    """Return the standard deviation of an effect between whole runs, about 0."""
    centres = [metric.centre(pairs) for pairs in between]
    found = [centre**2 for centre in centres if centre is not None]
    return sqrt(mean(found)) if found else 0.0


def _share(metric: Metric, spread: float) -> float:
    if not metric.relative:
        return spread
    return exp(min(spread, LARGEST_EXPONENT)) - 1


def calibration_path(suite: str, folder: Path = RESULTS) -> Path:
    """Return where the calibration of a suite lies."""
    return folder / f"{suite}-noise.json"


def dump_calibration(calibration: Calibration) -> str:
    """Return noise and thresholds of a suite as JSON."""
    return json.dumps(asdict(calibration), ensure_ascii=False, indent=1) + "\n"


def read_calibration(path: Path) -> Calibration:
    """Read noise and thresholds of a suite.

    Raises
    ------
    RunFileError
        When the file is none.
    """
    try:
        return Calibration(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise RunFileError(path, f"{type(error).__name__}: {error}") from error
