"""A version of a plan on its way out: written, compared, moved, and told about."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from routing.report.sheets.write import is_sheet, write_sheets
from routing.terminal.exits import Exit, Stop
from routing.terminal.system import system_problem
from routing.texts.catalogue import text

from .approval import FILES_KEY, last_approved, seals
from .disk import first_name
from .files import (
    REPORT_FILE,
    write_findings,
    write_json,
    write_plan,
    write_reports,
)
from .fill_in import add_fill_in_file, entries_moved, write_fill_in_file
from .pdf_files import write_pdf_files
from .staging import (
    APPROVAL_FILE,
    VOID_FILE,
    NotMovedError,
    replace_files,
    scratch,
)
from .versions import (
    PLAN_FILE,
    RUN_FILE,
    VERSION_KEY,
    read_plan,
    read_run,
    version_in,
    version_of,
)
from .void_sheets import FAMILY, compare_sheets, void_answer, void_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from routing.report.sheets.frame import SheetContext
    from routing.tables.finding import Finding
    from routing.terminal.console import Console

    from .staging import Published, Staging
    from .void_sheets import VoidSheets

TABLES_KEY = "tables"
CONTACTS_KEY = "contacts"
EDIT_KEY = "edit"
NUMBER_KEY = "plan_number"
SHOWN_NAMES = 10
"""Names of a kind that the screen shows; the file has all."""
_WINDOWS_TEXT = "utf-8-sig"
"""Old editors on Windows take a text without a mark for GBK."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a version of a plan is written from.

    ``tables`` are the files that the day was read from: contacts are read from
    there again. ``run`` is what run.json says beside that.
    """

    context: SheetContext
    findings: Sequence[Finding]
    tables: Sequence[str] = ()
    run: dict[str, Any] = field(default_factory=dict)
    pdf: bool = False


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """A version that has arrived in ``home``, and what it makes void there.

    ``older`` is where the version before went, ``beside`` are files that got a
    second name because the first is held open, ``stayed`` old files that are held
    open and should be gone. Paths as the person wrote them.
    """

    home: Path
    context: SheetContext
    void: VoidSheets | None = None
    older: Path | None = None
    beside: tuple[Path, ...] = ()
    stayed: tuple[Path, ...] = ()
    pdf_files: tuple[str, ...] = ()


@contextmanager
def writable(out: Path, lang: str) -> Iterator[None]:
    """Turn what the system refuses into words and exit code 2.

    Raises
    ------
    Stop
        When the folder cannot be written, or the plan had to stay aside.
    """
    try:
        yield
    except NotMovedError as error:
        problem = system_problem(error.problem, lang)
        raise Stop(
            Exit.INPUT, "KEPT_ASIDE", out=out, kept=error.kept, error=problem
        ) from error
    except OSError as error:
        problem = system_problem(error, lang)
        raise Stop(Exit.INPUT, "OUT_NOT_WRITABLE", out=out, error=problem) from error


def hand_out(
    console: Console, stage: Staging, version: Version, out: Path
) -> HandedOut:
    """Write a version into its staging folder and move it to OUT.

    ``inputs/`` is in the folder already; ``out`` is OUT as the person wrote it.

    Raises
    ------
    NotMovedError
        When the finished plan can be moved nowhere; it is kept.
    OSError
        When a file cannot be written.
    """
    context = version.context
    console.note_text("WRITING")
    if stage.resumed:
        console.note_text("RESUMED", out=out)
    void = _compared(stage.out, context)
    pdf_files = _write(console, stage.folder, version, void)
    published = stage.publish()
    arrived = HandedOut(home=out, context=context, void=void, pdf_files=pdf_files)
    return _arrived(console, arrived, published, stage.out)


def _arrived(
    console: Console, handed: HandedOut, published: Published, place: Path
) -> HandedOut:
    """Say what could not go where it should; return all paths as a person writes them.

    ``place`` is the resolved form of ``handed.home``.
    """
    home = handed.home
    if published.home != place:
        home = handed.home.with_name(published.home.name)
        console.problem(console.say("PUT_BESIDE", out=handed.home, home=home))
    handed = replace(
        handed,
        home=home,
        older=home / published.older.name if published.older else None,
        beside=tuple(home / path.relative_to(place) for path in published.beside),
        stayed=tuple(home / path.relative_to(place) for path in published.stayed),
    )
    for path in handed.beside:
        held = first_name(path.name)
        console.problem(console.say("WRITTEN_BESIDE", file=path, held=held))
    for path in handed.stayed:
        console.problem(console.say("STAYED", file=path))
    for path in entries_moved(handed.older):
        console.problem(console.say("TYPED_MOVED", file=path))
    return handed


def tell_handed(console: Console, handed: HandedOut) -> None:
    """Say where a version is, what it makes void, and what could not be replaced."""
    if handed.older is not None:
        console.note_text("MOVED_OLD", old=handed.older)
    if handed.void is not None:
        day = handed.context.day
        for line in void_lines(handed.void, day, console.lang, SHOWN_NAMES):
            console.data(line)
        file = handed.home / VOID_FILE
        console.data(text(FAMILY, "IN_FILE", console.lang, file=file))
    number, version = handed.context.number, handed.context.version
    console.data(
        console.say(
            "WRITTEN",
            number=number,
            version=version,
            out=handed.home,
            report=handed.home / REPORT_FILE,
        )
    )
    if handed.context.approved_by is None:
        console.note_text("NOT_APPROVED", out=handed.home)


def handed_answer(handed: HandedOut) -> dict[str, Any]:
    """Return what ``--json`` says of a version that was handed out."""
    return {
        "plan_file": str(handed.home / PLAN_FILE),
        "plan_number": handed.context.number,
        "version": handed.context.version,
        "approved": handed.context.approved_by is not None,
        "written_beside": [str(path) for path in handed.beside],
        "still_there": [str(path) for path in handed.stayed],
        "void_sheets": void_answer(handed.void),
        "pdf_files": list(handed.pdf_files),
    }


def print_again(
    console: Console, version: Version, out: Path, approval: str | None = None
) -> HandedOut:
    """Write the sheets of the plan that lies in OUT anew; it keeps its version.

    ``approval`` is what approval.json is to hold; None leaves it as it is.

    Raises
    ------
    OSError
        When a file cannot be written.
    """
    console.note_text("WRITING_SHEETS")
    place = out.resolve()
    if any(is_sheet(path.name) for path in place.glob("*.pdf")):
        version = replace(version, pdf=True)
    with scratch(place) as folder:
        pdf_files = _write_sheets(console, folder, version)
        add_fill_in_file(folder, place, version.context)
        before = read_run(out)
        run = {**before, **run_of(version, out)}
        # What was sealed stays sealed: an edit since must not pass as approved.
        run[FILES_KEY] = before.get(FILES_KEY, {})
        write_json(folder / RUN_FILE, run)
        if approval is not None:
            (folder / APPROVAL_FILE).write_text(approval, "utf-8", newline="\n")
        published = replace_files(folder, place)
    printed = HandedOut(home=out, context=version.context, pdf_files=pdf_files)
    return _arrived(console, printed, published, place)


def _compared(out: Path, context: SheetContext) -> VoidSheets | None:
    """Compare with the last approved version of OUT, or with the one before."""
    approved = last_approved(out)
    home = approved or out
    older = read_plan(home)
    if older is None:
        return None
    number = version_in(home) or version_of(out)
    return compare_sheets(
        number,
        older,
        context.plan,
        centre=context.day.centre,
        approved=approved is not None,
    )


def _write_sheets(console: Console, folder: Path, version: Version) -> tuple[str, ...]:
    """Write what is printed; return the names of the PDF files."""
    sheets = write_sheets(folder, version.context)
    return tuple(write_pdf_files(console, sheets)) if version.pdf else ()


def _write(
    console: Console, folder: Path, version: Version, void: VoidSheets | None
) -> tuple[str, ...]:
    context = version.context
    write_plan(folder, context.plan)
    write_findings(folder, version.findings, context.lang)
    write_reports(folder, context, version.findings)
    write_fill_in_file(folder, context)
    if void is not None:
        lines = [_headline(context), "", *void_lines(void, context.day, context.lang)]
        words = "\r\n".join(lines) + "\r\n"
        (folder / VOID_FILE).write_text(words, _WINDOWS_TEXT, newline="")
    pdf_files = _write_sheets(console, folder, version)
    write_json(folder / RUN_FILE, run_of(version, folder))
    return pdf_files


def run_of(version: Version, folder: Path) -> dict[str, Any]:
    """Return what run.json holds for a version whose files are in a folder."""
    context = version.context
    run: dict[str, Any] = {
        VERSION_KEY: context.version,
        NUMBER_KEY: context.number,
        FILES_KEY: seals(folder),
        TABLES_KEY: list(version.tables),
        CONTACTS_KEY: context.contacts,
    }
    if context.violations:
        run[EDIT_KEY] = {"reason": context.edit_reason, "by": context.edited_by}
    return {**run, **version.run}


def _headline(context: SheetContext) -> str:
    return text(
        FAMILY,
        "HEAD",
        context.lang,
        date=context.plan.date,
        number=context.number,
        version=context.version,
    )
