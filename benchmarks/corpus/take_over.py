"""Better costs of a run are taken over: of rows that the judge found sound.

A run keeps no plans, so that its word stands for them: the judge's verdict, the count
of items and the hash of what was planned, as its rows have them. The plan that is kept
to begin with stays the best one that is known whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ..regression.content import fingerprint
from .best import Found
from .days import load_day
from .offer import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..regression.row import Row
    from ..regression.run_file import Run
    from .best import Book
    from .days import CorpusDay

CENTS = 100


class Taken(StrEnum):
    """What becomes of a row."""

    BETTER = "better"
    NOT_BETTER = "not_better"
    UNSOUND = "unsound"
    LEFT = "left"
    OTHER_INPUT = "other_input"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """One row of a day of the corpus, and what became of it."""

    row: Row
    taken: Taken
    before_cents: int | None


def take_over(
    run: Run, days: Mapping[str, CorpusDay], book: Book
) -> Iterator[TakenOver]:
    """Yield what becomes of each row of a day of the corpus, the days in turn.

    A row that leaves items behind is not taken: how much they weigh is not in it.
    """
    for name, day in days.items():
        rows = [row for row in run.rows if row.instance == name]
        if not rows:
            continue
        loaded = load_day(day)
        planned = fingerprint(loaded.day, loaded.travel)
        for row in rows:
            record, _ = current(book.records().get(name), loaded.tables_hash)
            before = None if record.best is None else record.best.cost_cents
            taken = _taken(row, record.best, planned)
            if taken is Taken.BETTER:
                book.put(name, replace(record, best=_found(row, run)))
            yield TakenOver(row=row, taken=taken, before_cents=before)


def _taken(row: Row, best: Found | None, planned: str) -> Taken:
    if row.input_hash != planned:
        return Taken.OTHER_INPUT
    if not row.feasible or row.cost is None or row.violations or row.not_conserved:
        return Taken.UNSOUND
    if row.items_unserved:
        return Taken.LEFT
    if best is not None and best.order <= (0, round(row.cost * CENTS)):
        return Taken.NOT_BETTER
    return Taken.BETTER


def _found(row: Row, run: Run) -> Found:
    return Found(
        cost_cents=round((row.cost or 0.0) * CENTS),
        items_unserved=0,
        left_weight=0,
        seed=row.seed,
        engine=row.engine,
        parameters={
            "iterations": row.iteration_limit,
            "time_limit": row.time_limit,
            "workers": row.workers,
        },
        warm=False,
        commit=run.commit,
        found_on=run.made[:10],
    )
