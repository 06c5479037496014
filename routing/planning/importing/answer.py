"""What an import says when it is done, in words or as one object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.tables.brand.known import STAYS
from routing.tables.brand.match import UNMATCHED
from routing.tables.finding import Grade
from routing.tables.render import as_json
from routing.texts.catalogue import text

from .files import still_missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.tables.finding import Finding
    from routing.terminal.console import Console

    from .files import Written
    from .run import Import

FAMILY = "import"


def import_answer(run: Import, written: Written, lang: str) -> dict[str, Any]:
    """Return the object of ``import --json``."""
    asked = run.asked
    others = [finding for finding in run.findings if finding not in asked]
    errors = [row for row in others if row.grade is not Grade.WARNING]
    warnings = [row for row in others if row.grade is Grade.WARNING]
    open_questions = [] if run.confirmed else asked
    return {
        "ok": not errors and not run.items_open and not open_questions,
        "partner": run.partner,
        "date": run.date.isoformat(),
        "items": run.counted.items,
        "items_matched": run.counted.items - run.items_open - run.items_staying,
        "items_staying": run.items_staying,
        "items_open": run.items_open,
        "codes_open": len(run.matched.open),
        "codes_learnt": len(run.gathered.learnt),
        "duplicates": run.counted.duplicates,
        "demand_file": str(written.demand),
        "pending_file": _path(written.pending),
        "older_file": _path(written.older),
        "still_missing": list(still_missing(run)),
        "questions": [as_json(row, lang) for row in open_questions],
        "errors": [as_json(row, lang) for row in errors],
        "warnings": [as_json(row, lang) for row in warnings],
    }


def refused_answer(findings: Sequence[Finding], lang: str) -> dict[str, Any]:
    """Return the object of an import that was refused."""
    return {
        "ok": False,
        "errors": [as_json(row, lang) for row in findings],
        "warnings": [],
    }


def say_import(console: Console, run: Import, written: Written) -> None:
    """Say what was counted and where everything is."""

    def line(code: str, **values: object) -> None:
        console.data(text(FAMILY, code, console.lang, **values))

    for sheet in run.exports.sheets:
        named = "、".join(
            role if role == header else f"{role}={header}"
            for role, header in sheet.columns.named.items()
        )
        if named:
            words = {"file": sheet.grid.file, "columns": named}
            console.note(text(FAMILY, "COLUMNS", console.lang, **words))
    for file, count in run.gathered.sources.items():
        line("LEARNT", file=file, count=count)
    places = {place for place, _ in run.matched.places} - {STAYS, UNMATCHED}
    line(
        "DONE",
        partner=run.name,
        date=run.date.isoformat(),
        items=run.counted.items,
        matched=run.counted.items - run.items_open - run.items_staying,
        places=len(places),
        stays=run.items_staying,
        open=run.items_open,
    )
    line("WRITTEN", file=written.demand)
    if written.older is not None:
        kind = "REPLACED" if written.replaced else "KEPT"
        line(kind, items=written.replaced, file=written.older)
    if written.pending is not None:
        line("PENDING", file=written.pending)
    if written.pending_done is not None:
        line("PENDING_DONE", file=written.pending_done)
    if others := _others_learnt(run):
        line("ALSO", partners="、".join(others))
    if missing := still_missing(run):
        line("STILL_MISSING", partners="、".join(missing))


def _others_learnt(run: Import) -> list[str]:
    """Return other partners for which codes were filled in just now."""
    names = run.known.partner_names
    return [
        names.get(partner, partner)
        for partner in dict.fromkeys(code.partner for code in run.gathered.learnt)
        if partner not in (run.partner, "*")
    ]


def _path(path: Path | None) -> str | None:
    return str(path) if path is not None else None
