"""One run of ``approve``: a person lets a plan go, and the sheets lose their mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.report.sheets.frame import SheetContext, plan_number
from routing.terminal.exits import Exit, Stop

from ..judge import NoInputsError, UnreadablePlanError, open_plan
from ..output.approval import FILES_KEY, Approval, approval_json, changed_files
from ..output.handout import EDIT_KEY, Version, handed_answer, print_again, writable
from ..output.inputs import INPUTS_FOLDER
from ..output.versions import PLAN_FILE, WORKBOOK_FILE, digest, read_run, version_of
from .answers import violation_rows
from .check import opened_plan
from .signed import had_contacts, signed_plan, staffed, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.plan.model import Plan
    from routing.terminal.console import Console

    from ..judge import OpenedPlan
    from .signed import SignedPlan


@dataclass(frozen=True, kw_only=True)
class ApproveRequest:
    """What the options of ``approve`` ask for; ``by`` is who approves."""

    out: Path
    by: str
    reason: str = ""
    day: Sequence[Path] = ()


def run_approve(console: Console, request: ApproveRequest) -> int:
    """Approve the plan that lies in OUT and print its sheets without the mark."""
    out = request.out
    if not out.is_dir():
        raise Stop(Exit.INPUT, "APPROVE_FOLDER", out=out)
    if not request.by.strip():
        raise Stop(Exit.INPUT, "APPROVE_NAME")
    opened = opened_plan(console, out, ())
    _refuse_changed(out, opened)
    edit = read_run(out).get(EDIT_KEY) or {}
    author = edit.get("by") or request.by
    signed = signed_plan(console, opened, out, request.reason, author)
    approval, version = _approved(console, request, signed)
    with writable(out, console.lang):
        handed = print_again(console, version, out, approval_json(approval))
    if console.json_output:
        rows = {"ok": True, "violations": violation_rows(signed.violations)}
        told = {"by": approval.by, "at": approval.at, "reason": approval.reason}
        console.answer({**rows, **handed_answer(handed), **told})
    else:
        words = {"number": approval.plan_number, "version": approval.version}
        console.data(console.say("APPROVED", by=approval.by, out=out, **words))
    return Exit.DONE


def _refuse_changed(out: Path, opened: OpenedPlan) -> None:
    """Stop when what lies in OUT is not what was made.

    Raises
    ------
    Stop
        With exit code 2, naming the files.
    """
    sealed = read_run(out).get(FILES_KEY)
    if not sealed:
        raise Stop(Exit.INPUT, "APPROVE_UNSEALED", out=out)
    names = changed_files(out, sealed)
    if names == [WORKBOOK_FILE] and _means_the_same(out / WORKBOOK_FILE, opened.plan):
        names = []
    if opened.changed:
        names = [*names, f"{INPUTS_FOLDER}/"]
    if names:
        raise Stop(Exit.INPUT, "APPROVE_CHANGED", files="、".join(names), out=out)


def _means_the_same(workbook: Path, plan: Plan) -> bool:
    """Tell whether a workbook was only looked at and saved again."""
    try:
        return plan_number(open_plan(workbook, ()).plan) == plan_number(plan)
    except (OSError, ValueError, UnreadablePlanError, NoInputsError):
        return False


def _approved(
    console: Console, request: ApproveRequest, signed: SignedPlan
) -> tuple[Approval, Version]:
    out = request.out
    tables = [str(path.resolve()) for path in request.day] or tables_of(out)
    contacts = had_contacts(out)
    now = dt.datetime.now()
    context = SheetContext(
        day=staffed(console, signed, tables, contacts=contacts),
        travel=signed.travel,
        plan=signed.opened.plan,
        version=version_of(out),
        printed=now,
        approved_by=request.by.strip(),
        violations=signed.violations,
        edit_reason=signed.reason,
        edited_by=signed.by,
        contacts=contacts,
        lang=console.lang,
    )
    approval = Approval(
        plan_number=context.number,
        version=context.version,
        by=request.by.strip(),
        at=now.astimezone().isoformat(timespec="seconds"),
        plan_sha256=digest(out / PLAN_FILE),
        violations=len(signed.violations),
        reason=signed.reason,
    )
    findings = signed.opened.intake.findings
    return approval, Version(context=context, findings=findings, tables=tables)
