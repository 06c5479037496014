"""Reading a day for a person: every finding said, and when to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.finding import Grade
from routing.tables.render import render
from routing.tables.template import write_templates
from routing.terminal.exits import Exit, Stop
from routing.terminal.system import system_problem

from ..intake import take_in
from .answers import findings_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from routing.terminal.console import Console

    from ..intake import Intake

SHOWN_WARNINGS = 20
"""Warnings said one by one; the rest stands in the findings file."""


def run_validate(console: Console, paths: Sequence[Path], date: dt.date | None) -> int:
    """Say every finding; exit code 2 for fatal ones, 1 for rows set aside."""
    intake = take_in(paths, date)
    if console.json_output:
        console.answer(findings_answer(intake, console.lang))
    else:
        for finding in intake.findings:
            console.data(render(finding, console.lang))
        _say_totals(console, intake)
    if intake.of_grade(Grade.FATAL):
        return Exit.INPUT
    return Exit.FINDING if intake.of_grade(Grade.SET_ASIDE) else Exit.DONE


def _say_totals(console: Console, intake: Intake) -> None:
    if intake.findings:
        counts = {
            "fatal": len(intake.of_grade(Grade.FATAL)),
            "set_aside": len(intake.of_grade(Grade.SET_ASIDE)),
            "warnings": len(intake.of_grade(Grade.WARNING)),
        }
        console.data(
            console.say("FINDINGS_COUNT", items=intake.set_aside_items, **counts)
        )
    elif intake.day is not None:
        day = intake.day
        counts = {"sites": len(day.sites), "vehicles": len(day.vehicles)}
        console.data(console.say("FINDINGS_NONE", items=day.items_demanded, **counts))


def show_findings(console: Console, intake: Intake) -> None:
    """Say the findings beside the answer: what stops or is set aside, in full."""
    for grade in (Grade.FATAL, Grade.SET_ASIDE):
        for finding in intake.of_grade(grade):
            console.problem(render(finding, console.lang))
    warnings = intake.of_grade(Grade.WARNING)
    for finding in warnings[:SHOWN_WARNINGS]:
        console.note(render(finding, console.lang))
    if len(warnings) > SHOWN_WARNINGS:
        console.note_text("MORE_WARNINGS", count=len(warnings) - SHOWN_WARNINGS)


def refuse_bad_input(intake: Intake, *, strict: bool, max_set_aside: float) -> None:
    """Stop with exit code 2 when the tables do not allow planning.

    Raises
    ------
    Stop
        After a fatal finding; with ``strict`` after any row set aside; when
        rows set aside hold more than ``max_set_aside`` per cent of the items.
    """
    if fatal := intake.of_grade(Grade.FATAL):
        raise Stop(Exit.INPUT, "INPUT_FATAL", count=len(fatal))
    set_aside = intake.of_grade(Grade.SET_ASIDE)
    if strict and set_aside:
        raise Stop(Exit.INPUT, "INPUT_STRICT", count=len(set_aside))
    if intake.set_aside_percent > max_set_aside:
        share, limit = f"{intake.set_aside_percent:.1f}", f"{max_set_aside:g}"
        raise Stop(Exit.INPUT, "INPUT_SET_ASIDE", share=share, limit=limit)


def run_init(console: Console, folder: Path) -> int:
    """Write the template workbooks, never over a file."""
    try:
        written = write_templates(folder)
    except FileExistsError as error:
        # Raised with the file's name, or by the system when FOLDER is a file.
        raise Stop(Exit.INPUT, "INIT_EXISTS", file=error.filename or error) from error
    except OSError as error:
        problem = system_problem(error, console.lang)
        raise Stop(Exit.INPUT, "OUT_NOT_WRITABLE", out=folder, error=problem) from error
    files = "、".join(path.name for path in written)
    console.data(console.say("TEMPLATES_WRITTEN", files=files, out=folder))
    console.data(console.say("INIT_NEXT", out=folder))
    return Exit.DONE


def run_generate(console: Console, out: Path, write: Callable[[Path], None]) -> int:
    """Let ``write`` fill an empty folder with tables."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Stop(Exit.INPUT, "FOLDER_NOT_EMPTY", out=out)
    try:
        write(out)
    except OSError as error:
        problem = system_problem(error, console.lang)
        raise Stop(Exit.INPUT, "OUT_NOT_WRITABLE", out=out, error=problem) from error
    console.note_text("TABLES_WRITTEN", files=len(list(out.iterdir())), out=out)
    return Exit.DONE
