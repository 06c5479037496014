"""One run of ``close``: what was done beside what was planned, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routing.plan.actuals.planned import PlanMismatchError
from routing.plan.actuals.read import read_fill_in
from routing.plan.workbook.mark import plan_mark
from routing.report.closing.view import totals
from routing.tables.finding import Grade
from routing.tables.history.files import HistoryError, read_history, write_history
from routing.tables.history.names import HISTORY_FILE
from routing.tables.render import as_json, render
from routing.terminal.exits import Exit, Stop

from ..closing.day import Executed, closing_of, fitting_rows
from ..closing.folder import PAGE_FILE, write_closing
from ..closing.next_day import add_next, refuse_next
from ..output.fill_in import find_fill_in
from ..output.handout import writable
from ..output.staging import CLOSING_FOLDER
from ..output.versions import PLAN_FILE, version_in, version_of
from ..output.whole_folder import growing, put_in_place
from .check import opened_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.plan.actuals.closed import Closed
    from routing.plan.actuals.read import FillInRead
    from routing.tables.finding import Finding
    from routing.tables.history.model import History
    from routing.terminal.console import Console

    from ..closing.day import Closing


@dataclass(frozen=True, kw_only=True)
class CloseRequest:
    """What the options of ``close`` ask for."""

    out: Path
    day: Sequence[Path] = ()
    history: Path | None = None
    next_day: Path | None = None

    @property
    def home(self) -> Path:
        """The folder of the plan."""
        return self.out if self.out.is_dir() else self.out.parent

    @property
    def days(self) -> Path:
        """The folder that the day's folder lies in, where the others are."""
        home = self.home.resolve()
        return home.parent.parent if version_in(home) else home.parent

    @property
    def history_file(self) -> Path:
        """The history of villages; that of lines lies beside it."""
        return self.history or self.days / HISTORY_FILE


def run_close(console: Console, request: CloseRequest) -> int:
    """Close a day: write ``OUT/收尾/`` and the histories; return the exit code."""
    found = _read(console, request)
    old = _history(request.history_file)
    closing = closing_of(found, old, request.days, console.lang)
    refuse_next(request.next_day, closing.texts)
    target = request.home / CLOSING_FOLDER
    with writable(request.history_file, console.lang):
        write_history(request.history_file, closing.history)
    with writable(target, console.lang), growing(target.resolve()) as folder:
        write_closing(folder, closing.view, closing.month)
        published = put_in_place(folder, target.resolve())
    for path in (*published.beside, *published.stayed):
        held = target / path.name
        console.problem(console.say("CLOSED_HELD", file=held))
    added = add_next(console, request.next_day, closing)
    _tell(console, request, found, closing, added)
    return Exit.FINDING if _aside(found) else Exit.DONE


def _read(console: Console, request: CloseRequest) -> Executed:
    """Return the plan with its day and what was typed, every finding said.

    Raises
    ------
    Stop
        With exit code 2 when plan, day or workbook cannot be used.
    """
    opened = opened_plan(console, request.home / PLAN_FILE, request.day)
    day, plan = opened.intake.day, opened.plan
    if day is None:
        msg = "An opened plan has its day."
        raise ValueError(msg)
    try:
        planned = fitting_rows(day, plan)
    except PlanMismatchError as error:
        raise Stop(Exit.INPUT, "CLOSE_OTHER_DAY", out=request.home) from error
    mark = plan_mark(plan)
    book = find_fill_in(request.home, mark)
    if book is None:
        raise Stop(Exit.INPUT, "NO_FILL_IN", out=request.home)
    read = read_fill_in(book, day, planned, mark)
    for finding in read.findings:
        console.problem(render(finding, console.lang))
    if read.other:
        raise Stop(Exit.INPUT, "FILL_IN_OF_OTHER", file=book.file, out=request.home)
    if not read.usable:
        if console.json_output:
            console.answer({"ok": False, "errors": _errors(read, console.lang)})
        raise Stop(Exit.INPUT, "FILL_IN_FAULTY", file=book.file)
    console.note_text("FILL_IN_READ", file=book.file, rows=len(read.typed))
    return Executed(
        day=day,
        plan=plan,
        planned=planned,
        read=read,
        version=version_in(request.home.resolve()) or version_of(request.home),
        file=book.file,
    )


def _history(path: Path) -> History:
    try:
        return read_history(path)
    except HistoryError as error:
        raise Stop(
            Exit.INPUT, "HISTORY_FAULTY", file=error.file, columns=error.columns
        ) from error
    except OSError as error:
        raise Stop(Exit.INPUT, "HISTORY_FAULTY", file=path, columns="-") from error


def _aside(found: Executed) -> list[Finding]:
    """Return what was typed and could not be used."""
    return [row for row in found.read.findings if row.grade is Grade.SET_ASIDE]


def _errors(read: FillInRead, lang: str) -> list[dict[str, str | int]]:
    return [
        as_json(row, lang) for row in read.findings if row.grade is not Grade.WARNING
    ]


def _tell(
    console: Console,
    request: CloseRequest,
    found: Executed,
    closing: Closing,
    added: Sequence[Path],
) -> None:
    sums = totals(closing.view.closed)
    figures = _figures(closing.view.closed)
    items = {
        "demand_items": sum(int(row["items"]) for row in closing.view.demand),
        "pickup_items": sum(int(row["items"]) for row in closing.view.pickups),
    }
    target = request.home / CLOSING_FOLDER
    aside = _aside(found)
    if console.json_output:
        answer: dict[str, Any] = {
            "ok": not aside,
            "date": found.plan.date,
            **figures,
            "differences": sums.differences,
            "set_aside": len(aside),
            **items,
            "folder": str(target),
            "history": str(request.history_file),
            "next": [str(path) for path in added],
            "errors": _errors(found.read, console.lang),
        }
        console.answer(answer)
        return
    if aside:
        console.data(console.say("CLOSE_ASIDE", count=len(aside), file=found.file))
    console.data(console.say("CLOSE_ITEMS", **figures))
    console.data(console.say("CLOSE_REST", differences=sums.differences, **items))
    console.data(console.say("CLOSE_WRITTEN", page=target / PAGE_FILE, out=target))
    console.data(console.say("CLOSE_HISTORY", file=request.history_file))
    for path in added:
        console.data(console.say("CLOSE_NEXT", file=path))


def _figures(closed: Closed) -> dict[str, int]:
    sums = totals(closed)
    return {
        "items_demanded": sums.demanded,
        "items_delivered": sums.delivered,
        "items_back": sums.back,
        "items_not_carried": sums.not_carried,
        "items_astray": sums.astray,
    }
