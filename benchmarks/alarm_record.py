"""The record of alarm trials, for a page of the documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .record import made_by
from .regression.metrics import COST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .record import Setting
    from .regression.compare import Comparison, Judged
    from .regression.noise import Calibration

MARK = "alarm-trials"
PERCENT = 100
FEWEST_OF_TWENTY = 19
TWENTY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Comparisons of a suite: of the program with itself and with a weakened one."""

    suite: str
    rows: int
    runs: int
    noise: Calibration
    share: float
    chosen_effect: float
    same: tuple[Comparison, ...]
    weak: tuple[Comparison, ...]

    @property
    def false_alarms(self) -> int:
        """Alarms although nothing changed."""
        return sum(bool(found.failed) for found in self.same)

    @property
    def true_alarms(self) -> int:
        """Alarms of the weakened search."""
        return sum(bool(found.failed) for found in self.weak)

    @property
    def kept(self) -> bool:
        """No false alarm, and at least 19 of 20 true ones."""
        most = len(self.weak) * FEWEST_OF_TWENTY
        return not self.false_alarms and self.true_alarms * TWENTY >= most


def trials_markdown(trials: Trials, setting: Setting, load: float | None) -> str:
    """Return the table of all trials and what follows from it."""
    headers = ("trial", "A/A: cost", "p", "alarm", "weakened: cost", "p", "alarm")
    lines = [_line(headers), _line(["---:"] * len(headers))]
    pairs = zip(trials.same, trials.weak, strict=True)
    for number, (same, weak) in enumerate(pairs, start=1):
        lines.append(_line([str(number), *_cells(same), *_cells(weak)]))
    parts = ["\n".join(lines), _words(trials), made_by(setting, [load])]
    return "\n\n".join(parts) + "\n"


def cost_of(found: Comparison) -> Judged:
    """Return the word on cost over all rows."""
    return next(metric for metric in found.metrics if metric.name == COST.name)


def _cells(found: Comparison) -> list[str]:
    cost = cost_of(found)
    failed = ", ".join(metric.name for metric in found.failed)
    return [
        "" if cost.effect is None else f"{PERCENT * cost.effect:+.2f} %",
        "" if cost.p is None else f"{cost.p:.4f}",
        failed or "none",
    ]


def _words(trials: Trials) -> str:
    noise = trials.noise
    return (
        f"Suite `{trials.suite}`, {trials.rows} rows a run, {trials.runs} runs of each "
        f"kind{_shared(trials)}; noise of cost "
        f"{PERCENT * noise.noise[COST.name]:.2f} %, threshold "
        f"{PERCENT * noise.thresholds[COST.name]:.2f} %, from {noise.runs} "
        f"runs. The weakened search got {PERCENT * trials.share:g} % of the "
        f"iterations: {PERCENT * trials.chosen_effect:+.2f} % where that share was "
        f"chosen, {_mean(trials.weak)} in these trials; A/A {_mean(trials.same)}. "
        f"Alarms: {trials.false_alarms} of {len(trials.same)} A/A, "
        f"{trials.true_alarms} of {len(trials.weak)} weakened."
    )


def _shared(trials: Trials) -> str:
    fewer = trials.runs <= len(trials.same)
    return ", some in several comparisons" if fewer else ""


def _mean(found: Sequence[Comparison]) -> str:
    effects = [cost_of(each).effect or 0.0 for each in found]
    return f"{PERCENT * sum(effects) / len(effects):+.2f} % in the mean"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
