"""Findings about the input: located, coded, in the catalogue's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Grade(StrEnum):
    """Fatal stops the run; a row set aside is unserved; a warning is used as read."""

    FATAL = "fatal"
    SET_ASIDE = "set_aside"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: where it is, what it is, and the values its text needs.

    ``row`` is the row number as the spreadsheet or text file counts it (from
    1), 0 when the whole table is meant. ``value`` is already masked. Texts
    (problem and way out, Chinese and English) stand in the catalogue under
    ``code``; ``details`` fills their placeholders.
    """

    code: str
    grade: Grade
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    items: int = 0
    """Items that the row asked for, when it is set aside."""
    details: dict[str, str] = field(default_factory=dict, hash=False)
