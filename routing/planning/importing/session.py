"""One run of ``import``: a brand's export becomes a day's demand."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from routing.tables.brand.brands import Owner
from routing.tables.brand.export import read_exports
from routing.tables.brand.history import read_history
from routing.tables.brand.known import known_of
from routing.tables.brand.match import match_places
from routing.tables.brand.parcels import ParcelCounter
from routing.tables.brand.records import Layouts, LayoutsError, records_folder
from routing.tables.brand.roles import Role, role_named
from routing.tables.finding import Finding, Grade
from routing.tables.read import read_tables
from routing.tables.render import render
from routing.tables.schema import NO_SUGGESTION, Findings
from routing.terminal.exits import Exit, Stop
from routing.terminal.system import system_problem
from routing.texts.catalogue import text

from ..intake import date_in_names
from .answer import import_answer, refused_answer, say_import
from .codes import gather_codes
from .files import demand_place, read_demand, write_import
from .notes import find
from .run import Import
from .run import ImportRequest as ImportRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from routing.tables.brand.known import Known
    from routing.tables.grid import Grid
    from routing.terminal.console import Console


FAMILY = "import"


def run_import(console: Console, request: ImportRequest) -> int:
    """Import exports of one partner; return the exit code.

    Returns
    -------
    int
        0 when everything found its place and nothing is to be confirmed, 1 for
        open codes, rows set aside or questions.

    Raises
    ------
    Stop
        With exit code 2 after a fatal finding, and for questions or rows set
        aside with ``strict``; nothing is written then.
    """
    chosen = parse_columns(request.columns)
    run = _read(console, request, chosen)
    _show(console, run)
    run.confirmed = request.yes or _is_confirmed(console, run)
    open_questions = [] if run.confirmed else run.asked
    doubts = [*open_questions, *_of_grade(run.findings, Grade.SET_ASIDE)]
    if request.strict and doubts:
        raise Stop(Exit.INPUT, "IMPORT_REFUSED", count=len(doubts))
    try:
        written = write_import(run, console.lang)
    except OSError as error:
        problem = system_problem(error, console.lang)
        place = error.filename or request.day
        raise Stop(Exit.INPUT, "OUT_NOT_WRITABLE", out=place, error=problem) from error
    if console.json_output:
        console.answer(import_answer(run, written, console.lang))
    else:
        say_import(console, run, written)
    if open_questions:
        console.problem(text(FAMILY, "QUESTIONS", console.lang, count=len(run.asked)))
    return Exit.FINDING if doubts or run.items_open else Exit.DONE


def _is_confirmed(console: Console, run: Import) -> bool:
    """Ask a person at a terminal; a script is told by the exit code.

    Raises
    ------
    Stop
        When the person says no.
    """
    asks = console.on_terminal and sys.stdin.isatty() and not console.json_output
    if not run.asked or run.request.strict or not asks:
        return False
    if not click.confirm(text(FAMILY, "CONFIRM", console.lang), err=True):
        raise Stop(Exit.INPUT, "IMPORT_DECLINED")
    return True


def parse_columns(words: str) -> dict[Role, str]:
    """Return the columns that ``--columns`` names, by role.

    Raises
    ------
    Stop
        When a part is not ``ROLE=HEADER``.
    """
    chosen = {}
    for part in words.replace("，", ",").split(","):
        if not part.strip():
            continue
        left, sign, right = part.replace("＝", "=").partition("=")
        role = role_named(left)
        if not sign or not right.strip() or role is None:
            roles = "、".join(one.value for one in Role)
            raise Stop(Exit.INPUT, "IMPORT_BAD_COLUMNS", part=part.strip(), roles=roles)
        chosen[role] = right.strip()
    return chosen


def _read(
    console: Console, request: ImportRequest, chosen: Mapping[Role, str]
) -> Import:
    """Read the day and the exports, count and match.

    Raises
    ------
    Stop
        After a fatal finding.
    """
    read = read_tables([request.day])
    fallback = request.date or date_in_names([request.day]) or dt.date.today()
    known = known_of(read.tables, fallback, travel=bool(read.travel_files))
    findings = [row for row in read.findings if row.grade is Grade.FATAL]
    findings += known.findings
    _refuse_fatal(console, findings)
    partner = _partner(console, request, known)
    records = records_folder(request.day)
    layouts = _layouts(console, records)

    def choose(grid: Grid) -> dict[Role, str]:
        return {**layouts.chosen(partner, grid), **chosen}

    exports = read_exports(request.file, choose)
    demand, against = demand_place(request.day, request.out, read)
    old_demand, unusable = read_demand(demand)
    _refuse_fatal(console, [*exports.findings, *against, *unusable])
    counter = ParcelCounter(Owner(partner, known).is_cell)
    for sheet in exports.sheets:
        counter.add(sheet.grid, sheet.columns)
        layouts.remember(partner, sheet.columns)
    folder = request.day if request.day.is_dir() else request.day.parent
    gathered = gather_codes(
        request.codes, (demand.parent, folder), read, known, records
    )
    _refuse_fatal(console, gathered.findings)
    run = Import(
        request=request,
        partner=partner,
        date=request.date or known.date or fallback,
        known=known,
        read=read,
        layouts=layouts,
        history=read_history(records),
        records=records,
        demand=demand,
        old_demand=old_demand,
        exports=exports,
        counted=counter.counted,
        gathered=gathered,
        matched=match_places(counter.counted, partner, known, gathered.codes),
    )
    find(run)
    return run


def _partner(console: Console, request: ImportRequest, known: Known) -> str:
    partner = known.partner(request.partner)
    if partner is None:
        near = Findings().suggest(
            "PARTNER", request.partner, known.partner_names.values()
        )
        finding = Finding(
            code="IMPORT_PARTNER",
            grade=Grade.FATAL,
            details={
                "partner": request.partner,
                "suggestion": near or NO_SUGGESTION,
                "known": "、".join(
                    f"{key} {name}" for key, name in known.partner_names.items()
                ),
            },
        )
        _refuse_fatal(console, [finding])
        raise AssertionError
    return partner


def _layouts(console: Console, records: Path) -> Layouts:
    try:
        return Layouts.read(records)
    except LayoutsError as error:
        _refuse_fatal(
            console,
            [
                Finding(
                    code="IMPORT_SETTINGS_BROKEN", grade=Grade.FATAL, file=str(error)
                )
            ],
        )
        raise


def _refuse_fatal(console: Console, findings: Sequence[Finding]) -> None:
    fatal = _of_grade(findings, Grade.FATAL)
    if not fatal:
        return
    if console.json_output:
        console.answer(refused_answer(fatal, console.lang))
    for finding in fatal:
        console.problem(render(finding, console.lang))
    raise Stop(Exit.INPUT, "IMPORT_FATAL", count=len(fatal))


def _show(console: Console, run: Import) -> None:
    for finding in run.findings:
        line = render(finding, console.lang)
        if finding.grade is Grade.WARNING and finding not in run.asked:
            console.note(line)
        else:
            console.problem(line)


def _of_grade(findings: Sequence[Finding], grade: Grade) -> list[Finding]:
    return [finding for finding in findings if finding.grade is grade]
