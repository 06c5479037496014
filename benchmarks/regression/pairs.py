"""Rows of two runs side by side: the same instance, the same or another seed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .row import Row
    from .run_file import Run


class NotComparableError(ValueError):
    """Two runs that answer different questions.

    ``code`` is a text of the catalogue's family ``cli``, ``what`` fills it.
    """

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of one instance."""

    base: Row
    head: Row


def paired(base: Run, head: Run) -> list[Pair]:
    """Pair the rows of two runs by instance and seed.

    Where an instance has other seeds in one run than in the other, its rows are
    paired in the order of their seeds: a comparison of two samples, as in A/A.

    Raises
    ------
    NotComparableError
        When suites, instances, numbers of rows, inputs or limits differ.
    """
    suites = {base.suite, head.suite}
    _refuse("COMPARE_SUITES", suites if len(suites) > 1 else set())
    ours, theirs = by_instance(base.rows), by_instance(head.rows)
    lone = set(ours) ^ set(theirs)
    lone |= {n for n in set(ours) & set(theirs) if len(ours[n]) != len(theirs[n])}
    _refuse("COMPARE_INSTANCES", lone)
    pairs = [
        Pair(before, after)
        for name in ours
        for before, after in zip(ours[name], theirs[name], strict=True)
    ]
    known = [pair for pair in pairs if not (pair.base.error or pair.head.error)]
    other = {p.base.instance for p in known if p.base.input_hash != p.head.input_hash}
    _refuse("COMPARE_INPUTS", other)
    _refuse(
        "COMPARE_LIMITS",
        {p.base.instance for p in pairs if p.base.limits != p.head.limits},
    )
    return pairs


def by_instance(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each instance in the order of their seeds."""
    found = defaultdict(list)
    for row in rows:
        found[row.instance].append(row)
    return {
        name: sorted(these, key=lambda row: row.seed) for name, these in found.items()
    }


def pairs_of(pairs: Sequence[Pair], family: str) -> list[Pair]:
    """Return the pairs of one family."""
    return [pair for pair in pairs if pair.base.family == family]


def _refuse(code: str, names: set[str]) -> None:
    if names:
        raise NotComparableError(code, ", ".join(sorted(names)))
