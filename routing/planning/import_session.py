"""One run of ``import``: a brand's export becomes a day's demand."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from routing.tables.brand.brands import Owner
from routing.tables.brand.export import read_exports
from routing.tables.brand.history import Arrival, content_of, read_history
from routing.tables.brand.known import STAYS, known_of
from routing.tables.brand.match import UNMATCHED, match_places
from routing.tables.brand.parcels import ParcelCounter
from routing.tables.brand.pending import FILE
from routing.tables.brand.questions import questions
from routing.tables.brand.records import Layouts, LayoutsError, records_folder
from routing.tables.brand.roles import Role, role_named
from routing.tables.finding import Finding, Grade
from routing.tables.read import read_tables
from routing.tables.render import render
from routing.tables.schema import NO_SUGGESTION, Findings
from routing.terminal.exits import Exit, Stop
from routing.terminal.system import system_problem
from routing.texts.catalogue import text

from .import_answer import import_answer, refused_answer, say_import
from .import_codes import gather_codes
from .import_files import demand_place, read_demand, write_import
from .intake import date_in_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from routing.tables.brand.export import Exports
    from routing.tables.brand.known import Known
    from routing.tables.brand.match import Matched
    from routing.tables.brand.parcels import Counted
    from routing.tables.grid import Grid
    from routing.tables.raw import RawTable
    from routing.tables.read import TablesRead
    from routing.terminal.console import Console

    from .import_codes import CodesGathered

FAMILY = "import"


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """What the command line asks for."""

    file: Sequence[Path]
    partner: str
    day: Path
    out: Path | None = None
    codes: Sequence[Path] = ()
    columns: str = ""
    date: dt.date | None = None
    yes: bool = False
    strict: bool = False


@dataclass(kw_only=True)
class Import:
    """An import on its way, and everything found in it."""

    request: ImportRequest
    partner: str
    date: dt.date
    known: Known
    read: TablesRead
    layouts: Layouts
    history: list[Arrival]
    records: Path
    demand: Path
    """File that the demand is written to."""
    old_demand: RawTable | None
    exports: Exports
    counted: Counted
    gathered: CodesGathered
    matched: Matched
    asked: list[Finding] = field(default_factory=list)
    confirmed: bool = False
    """Whether a person said that what was asked is right."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the partner is called."""
        return self.known.partner_names.get(self.partner, self.partner)

    @property
    def written_name(self) -> str:
        """What the partner is called in tables: its name where that is clear."""
        clear = self.known.partners.find(self.name) == (self.partner,)
        return self.name if clear else self.partner

    @property
    def items_open(self) -> int:
        """Items that match no site."""
        return self.matched.items_at(place=UNMATCHED)

    @property
    def items_staying(self) -> int:
        """Items that are not carried to the villages."""
        return self.matched.items_at(place=STAYS)

    @property
    def content(self) -> Arrival:
        """What is kept of this import."""
        return Arrival(
            date=self.date,
            partner=self.partner,
            items=self.counted.items,
            content=content_of(self.counted),
        )


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
    _find(run)
    return run


def _find(run: Import) -> None:
    """Collect what is to be said and to be asked."""
    run.asked = questions(
        run.counted,
        run.exports.sheets,
        run.partner,
        run.known,
        run.history,
        run.date,
    )
    lines = [*run.exports.findings, *run.counted.findings, *run.gathered.findings]
    run.findings = [*lines, *_notes(run), *run.asked]


def _notes(run: Import) -> list[Finding]:
    counted = run.counted
    notes: list[tuple[str, dict[str, str]]] = []
    if counted.duplicates:
        notes.append(("IMPORT_DUPLICATES", {"count": str(counted.duplicates)}))
    if counted.others:
        names = [word for word in counted.others if word]
        others = "、".join(names) or text(FAMILY, "OTHERS")
        count = str(counted.others.total())
        notes.append(("IMPORT_OTHER_ROWS", {"others": others, "count": count}))
    if counted.done:
        states = "、".join(
            text(FAMILY, "ITEMS_OF", word=word, count=count)
            for word, count in sorted(counted.done.items())
        )
        notes.append(("IMPORT_DONE_LEFT_OUT", {"states": states}))
    if counted.weights_missing:
        few = counted.weights_known >= counted.weights_missing
        way = "AS_MEAN" if few else "AS_DEFAULT"
        used, used_en = (text(FAMILY, way, lang) for lang in ("zh", "en"))
        details = {"count": str(counted.weights_missing)}
        notes.append(
            ("IMPORT_WEIGHTS_MISSING", {**details, "used": used, "used_en": used_en})
        )
    if run.items_open > counted.shifted:
        count = str(run.items_open - counted.shifted)
        details = {"count": count, "file": FILE}
        codes = str(len(run.matched.open))
        notes.append(("IMPORT_OPEN", {**details, "codes": codes}))
    by_less = sum(sum(entry.now.values()) for entry in run.matched.open.values())
    if by_less:
        notes.append(("IMPORT_BY_LESS", {"count": str(by_less)}))
    day = run.request.day.absolute()
    inside = {path.absolute().parent for path in run.request.file}
    if day.is_dir() and day in inside:
        notes.append(("IMPORT_FILE_IN_DAY", {}))
    return [
        Finding(code=code, grade=Grade.WARNING, details=details)
        for code, details in notes
    ]


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
