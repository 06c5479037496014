"""One run of ``export``: a plan, edited by hand or not, becomes sheets."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.plan.node import PlanFileError
from routing.report.kpi import compute_kpis
from routing.report.sheets.frame import SheetContext, plan_number
from routing.terminal.exits import Exit, Stop

from ..hand_plan.opened import is_workbook, workbook_base
from ..output.approval import read_approval
from ..output.handout import (
    Version,
    hand_out,
    handed_answer,
    print_again,
    tell_handed,
    writable,
)
from ..output.inputs import INPUTS_FOLDER, input_hashes, write_earlier, write_inputs
from ..output.staging import staging
from ..output.versions import PLAN_FILE, read_plan, version_in, version_of
from ..second_ways.compute import with_second_ways
from .answers import judged_answer
from .check import opened_plan
from .signed import had_contacts, signed_plan, staffed, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.terminal.console import Console

    from ..output.handout import HandedOut
    from ..output.staging import Staging
    from .signed import SignedPlan


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """What the options of ``export`` ask for."""

    plan: Path
    day: Sequence[Path] = ()
    out: Path | None = None
    reason: str = ""
    by: str = ""
    no_contacts: bool = False
    pdf: bool = False

    @property
    def home(self) -> Path:
        """The folder that the plan lies in."""
        return self.plan if self.plan.is_dir() else self.plan.parent

    @property
    def target(self) -> Path:
        """The folder that the version goes to, as the person wrote it.

        An older version that is exported becomes the newest one of its day.
        """
        if self.out is not None:
            return self.out
        return self.home.parent if version_in(self.home.resolve()) else self.home


@dataclass(frozen=True, kw_only=True)
class _Export:
    """A request with its plan; ``source`` has its tables, ``day`` its contacts."""

    console: Console
    request: ExportRequest
    source: Path
    signed: SignedPlan
    tables: Sequence[str]
    contacts: bool
    day: Day


def run_export(console: Console, request: ExportRequest) -> int:
    """Write every sheet of a plan as a new version; return the exit code.

    The plan that lies in OUT already, unchanged, keeps its version and its
    approval: its sheets are printed again.
    """
    source = _source(request)
    opened = opened_plan(console, request.plan, request.day)
    signed = signed_plan(console, opened, source, request.reason, request.by)
    named = [str(path.resolve()) for path in request.day]
    tables = named or tables_of(source)
    contacts = not request.no_contacts and (bool(named) or had_contacts(source))
    export = _Export(
        console=console,
        request=request,
        source=source,
        signed=signed,
        tables=tables,
        contacts=contacts,
        day=staffed(console, signed, tables, contacts=contacts),
    )
    with writable(request.target, console.lang):
        handed = _handed(export)
    if console.json_output:
        judged = judged_answer(handed.context.plan, signed.violations)
        console.answer({**judged, **handed_answer(handed)})
    else:
        tell_handed(console, handed)
    return Exit.DONE


def _source(request: ExportRequest) -> Path:
    """Return the folder whose tables and run.json belong to the plan.

    Raises
    ------
    Stop
        When a workbook lies alone and nothing says where its sheets should go.
    """
    if not is_workbook(request.plan):
        return request.home
    try:
        source = workbook_base(request.plan).file.parent
    except (OSError, PlanFileError):
        # Said in full when the plan is opened.
        source = request.home
    if request.out is None and not (request.target / PLAN_FILE).is_file():
        raise Stop(Exit.INPUT, "EXPORT_WHERE", file=request.plan.name)
    return source


def _handed(export: _Export) -> HandedOut:
    target, signed = export.request.target, export.signed
    context = _context(export)
    with staging(target.resolve()) as stage:
        hashes = _inputs(export, stage)
        there = read_plan(target)
        if there is None or not _same(there, context.plan, hashes):
            plan = with_second_ways(signed.day, signed.travel, context.plan)
            plan = replace(plan, hashes=hashes)
            plan = replace(plan, kpis=compute_kpis(signed.day, signed.travel, plan))
            context = replace(context, plan=plan, version=stage.version)
            version = _version(export, context)
            return hand_out(export.console, stage, version, target)
    approval = read_approval(target)
    context = replace(
        context,
        plan=there,
        version=version_of(target),
        approved_by=approval.by if approval else None,
    )
    return print_again(export.console, _version(export, context), target)


def _same(there: Plan, plan: Plan, hashes: dict[str, str]) -> bool:
    """Tell whether OUT holds this very plan, made from the same tables."""
    return there.hashes == hashes and plan_number(there) == plan_number(plan)


def _inputs(export: _Export, stage: Staging) -> dict[str, str]:
    """Put the tables into the new version: those named, or those of the plan."""
    folder = stage.folder / INPUTS_FOLDER
    if export.request.day:
        hashes = write_inputs(export.signed.opened.intake, folder)
        earlier = export.signed.opened.earlier
        return hashes if earlier is None else write_earlier(earlier, folder)
    shutil.copytree(export.source / INPUTS_FOLDER, folder)
    return input_hashes(folder)


def _context(export: _Export) -> SheetContext:
    signed = export.signed
    return SheetContext(
        day=export.day,
        travel=signed.travel,
        plan=signed.opened.plan,
        version=1,
        printed=dt.datetime.now(),
        violations=signed.violations,
        edit_reason=signed.reason,
        edited_by=signed.by,
        contacts=export.contacts,
        lang=export.console.lang,
    )


def _version(export: _Export, context: SheetContext) -> Version:
    return Version(
        context=context,
        findings=export.signed.opened.intake.findings,
        tables=export.tables,
        run={"exported": f"{context.printed:%Y-%m-%dT%H:%M:%S}"},
        pdf=export.request.pdf,
    )
