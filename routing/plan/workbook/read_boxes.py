"""The boxes of bags read back from the sheet of bags (集包袋)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.cells import fold

from .edit import BagSheet, HandBox
from .layout import BAGS
from .sheet_found import find_service_sheet

if TYPE_CHECKING:
    from routing.tables.finding import Finding

    from .names import Names
    from .sheet_found import EditedBook, FoundSheet


def read_boxes(book: EditedBook, names: Names) -> tuple[BagSheet | None, list[Finding]]:
    """Return what the sheet of bags says of boxes, and its findings.

    None where there is no such sheet, or no column of boxes: then bags stay in
    theirs. Only bags and boxes are read, whatever stands beside them.
    """
    found = find_service_sheet(book, BAGS)
    if found is None or not set(BAGS.required) <= set(found.headers):
        return None, []
    found.findings.clear()
    rows = []
    for number, values in found.rows:
        bag = fold(values.get("BAG", ""))
        if bag:
            box = _box(found, names, number, values.get("BOX", ""))
            rows.append(HandBox(row=number, bag=bag, box=box))
    sheet = BagSheet(name=found.sheet, column=found.headers["BOX"], rows=tuple(rows))
    return sheet, found.findings


def _box(found: FoundSheet, names: Names, row: int, written: str) -> str | None:
    """Return the stock that a cell means, None for none, or with a finding."""
    error = found.errors.get((row, "BOX"))
    if error is not None:
        found.say("EDIT_ERROR_CELL", row=row, column="BOX", value=error)
        return None
    if not written:
        return None
    keys = names.boxes.find(written)
    if len(keys) == 1:
        return keys[0]
    if keys:
        code, details = "EDIT_AMBIGUOUS", {"known": "、".join(keys)}
    else:
        near = "、".join(names.boxes.nearest(written)) or "?"
        code, details = "EDIT_UNKNOWN_BOX", {"near": near}
    found.say(code, row=row, column="BOX", value=written, details=details)
    return None
