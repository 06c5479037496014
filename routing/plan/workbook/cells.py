"""Values as they may stand in a cell: no formulas, no characters XML refuses."""

from __future__ import annotations

import re

from routing.tables.write import FORMULA_SIGNS, HARMLESS

Value = str | int | float | None

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_SIGNS = (*FORMULA_SIGNS, "\t", "\r")


def harmless(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula.

    A text that begins like one gets an apostrophe in front, as spreadsheets
    write texts; ``unguarded`` takes it away.
    """
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("", value)
    if text.startswith(_SIGNS) and not HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """Return a text that was read without the apostrophe of ``harmless``."""
    return _GUARDED.sub("", text, count=1) if text.startswith("'") else text
