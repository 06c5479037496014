"""Search the days of the corpus in turn, for hours, and keep what is better.

The day that was searched least comes next, measured by the length of its turns. Each
turn has a seed of its own; every second one begins with the best plan so far.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day

from .days import load_day
from .offer import Offer, current, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from routing.optimize.budget import Progress

    from .best import Book, Found, Record
    from .days import CorpusDay
    from .offer import Verdict

FIRST_SEED = 1000
"""Searches that are compared with what is known use smaller seeds."""
LEAST_SECONDS = 5.0
"""A turn that would be shorter is not begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What bounds the search: all of it, and each turn.

    ``turn_seconds`` None takes what the corpus says of the day; ``iterations`` bound a
    turn instead of a time.
    """

    seconds: float
    turns: int | None = None
    turn_seconds: float | None = None
    iterations: int | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn that begins: whose, which, from where.

    ``void``: what was known is of other tables.
    """

    day: CorpusDay
    number: int
    budget: Budget
    warm: bool
    void: bool
    before: Found | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A turn that has ended, and what became of its plan."""

    turn: Turn
    verdict: Verdict
    found: Found
    interrupted: bool


def improve(
    days: Sequence[CorpusDay],
    book: Book,
    limits: Limits,
    begin: Callable[[Turn], Callable[[Progress], None] | None],
) -> Iterator[Done]:
    """Yield turn after turn until time, turns, or a person end it.

    Parameters
    ----------
    begin
        Hears of a turn before it begins and returns who hears of its progress.
    """
    began = time.monotonic()
    count = 0
    while limits.turns is None or count < limits.turns:
        left = limits.seconds - (time.monotonic() - began)
        if left < LEAST_SECONDS:
            return
        done = _turn(least_searched(days, book.records()), book, limits, left, begin)
        count += 1
        yield done
        if done.interrupted:
            return


def least_searched(days: Sequence[CorpusDay], records: dict[str, Record]) -> CorpusDay:
    """Return the day searched for the fewest of its turns; the first of equals."""

    def turns(day: CorpusDay) -> float:
        record = records.get(day.name)
        return 0.0 if record is None else record.seconds / day.turn_seconds

    return min(days, key=turns)


def _turn(
    day: CorpusDay,
    book: Book,
    limits: Limits,
    left: float,
    begin: Callable[[Turn], Callable[[Progress], None] | None],
) -> Done:
    loaded = load_day(day)
    record, void = current(book.records().get(day.name), loaded.tables_hash)
    start = book.plan(record) if record.turns % 2 else None
    seconds = min(left, limits.turn_seconds or day.turn_seconds)
    turn = Turn(
        day=day,
        number=record.turns + 1,
        budget=Budget(
            time_limit=None if limits.iterations is not None else seconds,
            iterations=limits.iterations,
            workers=limits.workers,
            seed=FIRST_SEED + record.turns,
        ),
        warm=start is not None,
        void=void,
        before=record.best,
    )
    outcome = plan_day(loaded.day, loaded.travel, turn.budget, begin(turn), start=start)
    offer = Offer(
        name=day.name,
        plan=outcome.plan,
        budget=turn.budget,
        warm=turn.warm,
        seconds=outcome.seconds,
    )
    verdict, found = take(book, loaded, offer)
    return Done(
        turn=turn, verdict=verdict, found=found, interrupted=outcome.interrupted
    )
