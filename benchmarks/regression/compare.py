"""Whether a run is worse than another: violations first, then unserved, then cost.

A metric fails where its effect exceeds the threshold and the signed-rank test finds
it significant; a lost feasibility and an item that is not accounted for always fail.
Time and memory of two processors are told, and fail nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .metrics import COST, Gate, metrics_of
from .pairs import paired
from .signed_rank import signed_rank_p

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .metrics import Metric
    from .noise import Calibration
    from .pairs import Pair
    from .row import Row
    from .run_file import Run

SIGNIFICANT = 0.05
FINE, WORSE = "ok", "regression"
PROCESSOR = "processor_name"
"""Key of a run's machine."""
FEASIBILITY, CONSERVATION = "feasibility", "conservation"


class ThresholdError(ValueError):
    """A threshold below the noise would only alarm at random."""

    def __init__(self, metric: str, threshold: float, noise: float) -> None:
        super().__init__(f"{metric}: {threshold} is below the noise {noise}")
        self.metric = metric
        self.threshold = threshold
        self.noise = noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A metric with the word on it.

    ``effect`` and ``threshold`` are shares; ``p`` is None where no test is made,
    ``effect`` where no pair says anything.
    """

    name: str
    base: float | None
    head: float | None
    effect: float | None
    p: float | None
    threshold: float
    failed: bool
    warned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs compared: the metrics in the order in which they decide."""

    base: Run
    head: Run
    pairs: tuple[Pair, ...]
    metrics: tuple[Judged, ...]
    calibrated: bool

    @property
    def verdict(self) -> str:
        """``regression`` where a metric failed, else ``ok``."""
        return WORSE if self.failed else FINE

    @property
    def failed(self) -> list[Judged]:
        """The metrics that failed, what decides first in front."""
        return [metric for metric in self.metrics if metric.failed]

    def worst(self, most: int = 10) -> list[tuple[Pair, float]]:
        """Return the pairs whose cost grew most, with the share by which it did."""
        known = [(pair, COST.difference(pair)) for pair in self.pairs]
        found = [(pair, COST.as_share(d)) for pair, d in known if d is not None]
        worse = [each for each in found if each[1] > 0]
        return sorted(worse, key=lambda each: -each[1])[:most]


def compare(
    base: Run,
    head: Run,
    calibration: Calibration | None = None,
    thresholds: Mapping[str, float] | None = None,
) -> Comparison:
    """Compare two runs of a suite.

    Parameters
    ----------
    calibration
        Noise and thresholds of this suite; None, or another suite's: the defaults.
    thresholds
        By the names of metrics, instead of those.

    Raises
    ------
    NotComparableError
        When the two answer different questions.
    ThresholdError
        When a threshold lies below the noise.
    """
    pairs = paired(base, head)
    fits = calibration is not None and calibration.fits(base)
    families = sorted({row.family for row in base.rows})
    known = calibration if fits else None
    gated = [_hard_feasibility(base.rows, head.rows), _hard_conservation(base, head)]
    for metric in metrics_of(families):
        limit = _threshold(metric, known, thresholds or {})
        # Several families are several tries: Bonferroni.
        tries = len(families) if metric.name.startswith(f"{COST.name}:") else 1
        judged = _judged(metric, pairs, limit, tries)
        if metric.of_machine and not _one_processor(base, head):
            # The reference computation makes up for speed, not for caches.
            judged = replace(judged, failed=False, warned=judged.failed | judged.warned)
        gated.append(judged)
    return Comparison(
        base=base,
        head=head,
        pairs=tuple(pairs),
        metrics=tuple(gated),
        calibrated=fits,
    )


def _one_processor(base: Run, head: Run) -> bool:
    return base.machine.get(PROCESSOR) == head.machine.get(PROCESSOR)


def _judged(
    metric: Metric, pairs: Sequence[Pair], threshold: float, tries: int
) -> Judged:
    effect = metric.effect(pairs)
    p = min(1.0, tries * signed_rank_p(metric.differences(pairs)))
    worse = effect is not None and effect > threshold and p < SIGNIFICANT
    return Judged(
        name=metric.name,
        base=metric.mean_of([pair.base for pair in pairs]),
        head=metric.mean_of([pair.head for pair in pairs]),
        effect=effect,
        p=None if effect is None else p,
        threshold=threshold,
        failed=worse and metric.gate is Gate.FAIL,
        warned=worse and metric.gate is Gate.WARN,
    )


def _threshold(
    metric: Metric, calibration: Calibration | None, given: Mapping[str, float]
) -> float:
    noise = 0.0 if calibration is None else calibration.noise_of(metric.name)
    if metric.name in given:
        if given[metric.name] < noise:
            raise ThresholdError(metric.name, given[metric.name], noise)
        return given[metric.name]
    if calibration is None:
        return metric.default
    threshold = calibration.threshold_of(metric.name, metric.default)
    if threshold < noise:
        raise ThresholdError(metric.name, threshold, noise)
    return threshold


def _hard_feasibility(base: Iterable[Row], head: Iterable[Row]) -> Judged:
    """Fail where an instance is feasible with fewer seeds than before."""
    before, after = _feasible(base), _feasible(head)
    lost = sum(max(0, before[name] - after[name]) for name in before)
    return _hard(FEASIBILITY, before.total(), after.total(), lost)


def _feasible(rows: Iterable[Row]) -> Counter[str]:
    return Counter(row.instance for row in rows if row.feasible)


def _hard_conservation(base: Run, head: Run) -> Judged:
    """Fail where items of the head are not accounted for, whatever the base did."""
    before = sum(row.not_conserved for row in base.rows)
    after = sum(row.not_conserved for row in head.rows)
    return _hard(CONSERVATION, before, after, after)


def _hard(name: str, before: int, after: int, bad: int) -> Judged:
    return Judged(
        name=name,
        base=before,
        head=after,
        effect=bad,
        p=None,
        threshold=0.0,
        failed=bad > 0,
    )
