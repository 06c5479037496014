"""What there is to say about an import: what was left out, what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.brand.pending import FILE
from routing.tables.brand.questions import questions
from routing.tables.finding import Finding, Grade
from routing.texts.catalogue import text

if TYPE_CHECKING:
    from .run import Import

FAMILY = "import"


def find(run: Import) -> None:
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
