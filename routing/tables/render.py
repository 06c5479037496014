"""Findings as people and programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.texts import catalogue

if TYPE_CHECKING:
    from .finding import Finding

FAMILY_PREFIX = "findings"
"""Families of the catalogue that hold texts of findings begin with this."""


def family_of(code: str) -> str:
    """Return the family of the catalogue that holds a finding's code.

    Raises
    ------
    KeyError
        When no family has the code.
    """
    for name in catalogue.families():
        if name.startswith(FAMILY_PREFIX) and code in catalogue.family(name):
            return name
    raise KeyError(code)


def message(finding: Finding, lang: str = "zh") -> str:
    """Return what is wrong, without its place."""
    return catalogue.text(
        family_of(finding.code), finding.code, lang, **finding.details
    )


def way_out(finding: Finding, lang: str = "zh") -> str:
    """Return what to do about it."""
    return catalogue.fix(family_of(finding.code), finding.code, lang, **finding.details)


def render(finding: Finding, lang: str = "zh") -> str:
    """Return a finding as one line: place, problem, value, way out and code.

    Parts of the place that a finding does not have are left out.
    """
    parts = _zh if lang == "zh" else _en
    return parts(finding, message(finding, lang), way_out(finding, lang))


def as_json(finding: Finding, lang: str = "zh") -> dict[str, str | int]:
    """Return a finding as an object of ``validate --json`` (formats.md, section 4)."""
    return {
        "code": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "message": message(finding, lang),
        "fix": way_out(finding, lang),
    }


def _place(finding: Finding) -> str:
    return "·".join(part for part in (finding.file, finding.sheet) if part)


def _zh(finding: Finding, problem: str, fix: str) -> str:
    row = f"第{finding.row}行" if finding.row else ""
    column = f"“{finding.column}”" if finding.column else ""
    place = " ".join(part for part in (_place(finding), row + column) if part)
    value = f"，当前是“{finding.value}”" if finding.value else ""
    head = f"{place}：" if place else ""
    return f"{head}{problem}{value}。怎么改：{fix}。[{finding.code}]"


def _en(finding: Finding, problem: str, fix: str) -> str:
    row = f"row {finding.row}" if finding.row else ""
    column = f"“{finding.column}”" if finding.column else ""
    place = " ".join(part for part in (_place(finding), row, column) if part)
    value = f", now “{finding.value}”" if finding.value else ""
    head = f"{place}: " if place else ""
    return f"{head}{problem}{value}. To fix: {fix}. [{finding.code}]"
