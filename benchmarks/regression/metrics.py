"""What is compared between two runs: one number per pair of rows, by metric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from statistics import mean
from typing import TYPE_CHECKING

from .pairs import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pairs import Pair
    from .row import Row

Difference = Callable[["Pair"], float | None]
"""Head less base, larger is worse; None where the pair says nothing."""


class Gate(StrEnum):
    """What a metric that has become worse does to a verdict."""

    FAIL = "fail"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One thing that is compared.

    Parameters
    ----------
    name
        As in answers and files of thresholds.
    difference
        Of a pair; a logarithm of a ratio where ``relative``.
    value
        Of a row, for a person to read.
    default
        Threshold of the effect where none is calibrated: a share.
    of_machine
        Whether rows of one run err together (time, memory): noise is then taken
        between runs, too.
    """

    name: str
    difference: Difference
    value: Callable[[Row], float | None]
    default: float
    gate: Gate = Gate.FAIL
    relative: bool = True
    of_machine: bool = False

    def effect(self, pairs: Sequence[Pair]) -> float | None:
        """Return how much worse the head is, as a share; None without a pair.

        The mean over instances of the mean over their pairs: an instance with many
        seeds weighs no more than one with few.
        """
        centre = self.centre(pairs)
        return None if centre is None else self.as_share(centre)

    def centre(self, pairs: Sequence[Pair]) -> float | None:
        """Return the mean difference over instances, None without a pair."""
        found: dict[str, list[float]] = defaultdict(list)
        for pair in pairs:
            if (difference := self.difference(pair)) is not None:
                found[pair.base.instance].append(difference)
        return mean(map(mean, found.values())) if found else None

    def as_share(self, difference: float) -> float:
        """Return a difference as a share: 0.05 is 5 per cent worse."""
        return exp(difference) - 1 if self.relative else difference

    def differences(self, pairs: Sequence[Pair]) -> list[float]:
        """Return what every pair says."""
        found = map(self.difference, pairs)
        return [each for each in found if each is not None]

    def mean_of(self, rows: Sequence[Row]) -> float | None:
        """Return the mean value of rows that have one."""
        values = [v for v in map(self.value, rows) if v is not None]
        return mean(values) if values else None


def cost_difference(pair: Pair) -> float | None:
    """Return the log ratio of costs; None where the two are no answers to one question.

    Costs mean something side by side only where both keep every rule and leave as
    much behind. Where vehicles come first, a different number of them decides.
    """
    base, head = pair.base, pair.head
    if not (base.feasible and head.feasible) or base.left_share != head.left_share:
        return None
    if base.vehicles_first and base.vehicles != head.vehicles:
        return _log_ratio(base.vehicles, head.vehicles)
    return _log_ratio(base.cost, head.cost)


def left_difference(pair: Pair) -> float | None:
    """Return how much more is left behind, as a share of what was asked."""
    if pair.base.error or pair.head.error:
        return None
    return pair.head.left_share - pair.base.left_share


def busy_units(row: Row) -> float | None:
    """Return the search's processor time in times of the reference computation.

    By the clock, times workers, where others than this process worked as well.
    """
    if row.error or row.reference_seconds <= 0:
        return None
    alone = row.workers == 1
    seconds = row.cpu_seconds if alone else row.seconds * row.workers
    return seconds / row.reference_seconds


def solve_units(row: Row) -> float | None:
    """Return the time of a search, or where that is fixed, of a hundred moves."""
    units = busy_units(row)
    if row.iteration_limit is not None or units is None:
        return units
    return units / row.iterations if row.iterations else None


def first_units(row: Row) -> float | None:
    """Return the time to the first plan in times of the reference computation."""
    if row.first_cpu_seconds is None or row.reference_seconds <= 0:
        return None
    return row.first_cpu_seconds / row.reference_seconds


def by_value(value: Callable[[Row], float | None]) -> Difference:
    """Return the log ratio of a positive value of the two rows."""
    return lambda pair: _log_ratio(value(pair.base), value(pair.head))


def by_count(value: Callable[[Row], int]) -> Difference:
    """Return the log ratio of counts, each with one added: none is possible.

    Only where iterations are limited: a clock makes counts a matter of the machine.
    """

    def difference(pair: Pair) -> float | None:
        failed = pair.base.error or pair.head.error
        if failed or pair.base.iteration_limit is None:
            return None
        return _log_ratio(value(pair.base) + 1, value(pair.head) + 1)

    return difference


def _log_ratio(base: float | None, head: float | None) -> float | None:
    if base is None or head is None or base <= 0 or head <= 0:
        return None
    return log(head / base)


UNSERVED = Metric(
    name="unserved",
    difference=left_difference,
    value=lambda row: row.left_share,
    default=0.0,
    relative=False,
)
COST = Metric(
    name="cost",
    difference=cost_difference,
    value=lambda row: row.cost,
    default=0.003,
)
SOLVE_TIME = Metric(
    name="solve_time",
    difference=by_value(solve_units),
    value=solve_units,
    default=0.25,
    of_machine=True,
)
MEMORY = Metric(
    name="peak_memory",
    difference=by_value(lambda row: row.peak_mib),
    value=lambda row: row.peak_mib,
    default=0.2,
    gate=Gate.WARN,
    of_machine=True,
)
OTHERS = (
    SOLVE_TIME,
    Metric(
        name="moves",
        difference=by_count(lambda row: row.moves),
        value=lambda row: row.moves,
        default=0.1,
    ),
    Metric(
        name="engine_calls",
        difference=by_count(lambda row: row.engine_calls),
        value=lambda row: row.engine_calls,
        default=0.1,
    ),
    Metric(
        name="first_plan_time",
        difference=by_value(first_units),
        value=first_units,
        default=0.25,
        gate=Gate.WARN,
        of_machine=True,
    ),
    MEMORY,
)


def family_cost(family: str) -> Metric:
    """Return the cost of one family's rows: what is lost in a few must not drown."""

    def difference(pair: Pair) -> float | None:
        return cost_difference(pair) if pairs_of([pair], family) else None

    return Metric(
        name=f"cost:{family}",
        difference=difference,
        value=lambda row: row.cost if row.family == family else None,
        default=COST.default,
    )


def metrics_of(families: Sequence[str]) -> list[Metric]:
    """Return every metric in the order of what matters: left behind, cost, work."""
    return [UNSERVED, COST, *map(family_cost, families), *OTHERS]
