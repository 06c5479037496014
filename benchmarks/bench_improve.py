"""One run of ``bench improve``: hours of search over the corpus, told as it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routing.optimize.budget import usable_cores
from routing.optimize.kernel.warm import is_warm
from routing.terminal.exits import Exit, Stop
from routing.terminal.progress import ProgressLine

from .corpus.best import Book
from .corpus.days import FOLDER, CorpusError, NoDayError, chosen_days, read_days
from .corpus.improve import Done, Limits, Turn, improve
from .corpus.offer import Verdict
from .corpus.take_over import CENTS, Taken, take_over

if TYPE_CHECKING:
    from pathlib import Path

    from routing.terminal.console import Console

    from .corpus.best import Found, Record
    from .corpus.days import CorpusDay
    from .regression.run_file import Run

HOUR = 3600
NOTHING = "-"


@dataclass(frozen=True, kw_only=True)
class ImproveRequest:
    """What the options of ``bench improve`` ask for."""

    names: tuple[str, ...] = ()
    hours: float = 1.0
    turns: int | None = None
    turn_seconds: float | None = None
    iterations: int | None = None
    workers: int | None = None
    corpus: Path | None = None

    @property
    def limits(self) -> Limits:
        """The bounds of the search."""
        return Limits(
            seconds=self.hours * HOUR,
            turns=self.turns,
            turn_seconds=self.turn_seconds,
            iterations=self.iterations,
            workers=self.workers or usable_cores(),
        )


def run_improve(console: Console, request: ImproveRequest) -> int:
    """Search the corpus and say what is known at the end; return the exit code.

    Raises
    ------
    Stop
        When the corpus cannot be read or written, or has no such day.
    """
    folder = request.corpus or FOLDER
    book = Book(folder)
    try:
        days = _days(request, folder)
        if not is_warm():
            console.note_text("COLD_KERNEL")
        code = _search(console, days, book, request.limits)
        _tell_known(console, days, book)
    except (CorpusError, OSError) as error:
        raise Stop(Exit.INPUT, "CORPUS_UNREADABLE", problem=error) from error
    return code


def _days(request: ImproveRequest, folder: Path) -> list[CorpusDay]:
    days = read_days(folder)
    try:
        return chosen_days(days, request.names)
    except NoDayError as error:
        known = {"name": error.pattern, "known": "、".join(days)}
        raise Stop(Exit.INPUT, "CORPUS_NO_DAY", **known) from error


def _search(
    console: Console, days: list[CorpusDay], book: Book, limits: Limits
) -> Exit:
    """Return FINDING where a search ended with a plan that breaks a rule."""
    code = Exit.DONE
    line = ProgressLine(console.lang) if console.on_terminal else None

    def begin(turn: Turn) -> ProgressLine | None:
        _tell_turn(console, turn)
        return line

    try:
        for done in improve(days, book, limits, begin):
            if line is not None:
                line.close()
            _tell_done(console, done)
            if done.verdict is Verdict.INVALID:
                code = Exit.FINDING
            if done.interrupted:
                code = Exit.INTERRUPTED
    except KeyboardInterrupt:
        # Between two searches: what was found is written down already.
        code = Exit.INTERRUPTED
    return code


def _tell_turn(console: Console, turn: Turn) -> None:
    if turn.void:
        console.problem(console.say("CORPUS_VOID", name=turn.day.name))
    budget = turn.budget
    limit = (
        console.say("LIMIT_SECONDS", seconds=f"{budget.time_limit:.0f}")
        if budget.iterations is None
        else console.say("LIMIT_ITERATIONS", iterations=budget.iterations)
    )
    start = console.say("CORPUS_WARM" if turn.warm else "CORPUS_AFRESH")
    values = {"name": turn.day.name, "number": turn.number, "seed": budget.seed}
    console.note_text("CORPUS_TURN", limit=limit, start=start, **values)


def _tell_done(console: Console, done: Done) -> None:
    before, found = done.turn.before, done.found
    words = {
        "yuan": _yuan(found),
        "unserved": found.items_unserved,
        "before": NOTHING if before is None else _yuan(before),
        "percent": NOTHING if before is None else _percent(before, found),
        "violations": found.violations,
    }
    console.note_text(f"CORPUS_{done.verdict.upper()}", **words)


def _yuan(found: Found) -> str:
    return f"{found.cost_cents / CENTS:,.2f}"


def _percent(before: Found, found: Found) -> str:
    over = 100 * (found.cost_cents - before.cost_cents) / max(1, before.cost_cents)
    return f"{over:+.2f}"


def _tell_known(console: Console, days: list[CorpusDay], book: Book) -> None:
    """Say what is known of the chosen days; programs hear it as JSON."""
    records = book.records()
    rows = [_row(day, records[day.name]) for day in days if day.name in records]
    if console.json_output:
        console.answer({"days": rows})
        return
    for row in rows:
        console.data(console.say("CORPUS_KNOWN", **{**row, "yuan": _shown(row)}))


def _shown(row: dict[str, Any]) -> str:
    return NOTHING if row["cost_yuan"] is None else f"{row['cost_yuan']:,.2f}"


def _row(day: CorpusDay, record: Record) -> dict[str, Any]:
    best = record.best
    return {
        "name": day.name,
        "cost_yuan": None if best is None else best.cost_cents / CENTS,
        "items_unserved": None if best is None else best.items_unserved,
        "seed": None if best is None else best.seed,
        "found_on": None if best is None else best.found_on,
        "turns": record.turns,
        "hours": round(record.seconds / HOUR, 2),
    }


def tell_taken_over(console: Console, run: Run, corpus: Path | None) -> list[str]:
    """Take over better costs of a run and say so; return the days that they are of.

    Raises
    ------
    Stop
        When the corpus cannot be read or written.
    """
    folder = corpus or FOLDER
    taken = []
    try:
        for each in take_over(run, read_days(folder), Book(folder)):
            row, before = each.row, each.before_cents
            words = {
                "name": row.instance,
                "seed": row.seed,
                "yuan": NOTHING if row.cost is None else f"{row.cost:,.2f}",
                "before": NOTHING if before is None else f"{before / CENTS:,.2f}",
            }
            console.note_text(f"TAKEN_{each.taken.upper()}", **words)
            if each.taken is Taken.BETTER:
                taken.append(row.instance)
    except (CorpusError, OSError) as error:
        raise Stop(Exit.INPUT, "CORPUS_UNREADABLE", problem=error) from error
    return taken
