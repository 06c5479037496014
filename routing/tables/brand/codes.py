"""What brands call the places of a day: the table 编码对照, kind by kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.partner import ANY

from ..build_lookup import folded
from ..finding import Finding, Grade
from ..schema import NO_SUGGESTION, Findings
from .roles import KINDS, Role, role_named

if TYPE_CHECKING:
    from ..raw import RawTable
    from .known import Known

KIND_WORDS = "、".join(role.value for role in KINDS)
_SEPARATORS = re.compile(r"[\s\-_/.#]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One line of 编码对照: who calls which place what."""

    partner: str
    """Partner id, or ``*``."""
    kind: Role
    code: str
    place: str
    """As demand writes it, or ``STAYS``."""


@dataclass(slots=True)
class Codes:
    """Codes to be looked up; the first that says something about a code counts."""

    _places: dict[tuple[str, Role, str], str] = field(default_factory=dict)

    def add(self, code: Code) -> None:
        """Learn a code, and a number also without the zeros before it."""
        for text in _forms(code.code):
            self._places.setdefault((code.partner, code.kind, text), code.place)

    def find(self, partner: str, kind: Role, text: str) -> str | None:
        """Return the place of a code, None where it is not known."""
        for form in _forms(text):
            for owner in (partner, ANY):
                place = self._places.get((owner, kind, form))
                if place is not None:
                    return place
        return None

    def find_named(
        self, partner: str, kind: str, text: str, known: Known
    ) -> str | None:
        """Return the place of a code as a person writes partner and kind."""
        owner, role = known.partner(partner), role_named(kind)
        return self.find(owner, role, text) if owner and role else None


def read_codes(table: RawTable, known: Known) -> tuple[list[Code], list[Finding]]:
    """Return the usable lines of a table of codes; others are set aside.

    A line without a site is still to be filled in and left out in silence.
    """
    found, findings = [], []
    for raw in table.rows:
        cells = raw.cells
        if "site" not in cells or cells.get("code", "(").startswith("("):
            continue
        column, details = "", {}
        partner = _partner(cells.get("partner", ANY), known)
        kind = role_named(cells["kind"]) if "kind" in cells else Role.SEGMENT
        places = known.places(cells["site"], cells.get("township", ""))
        if partner is None:
            column, code = "partner", "IMPORT_CODE_PARTNER"
        elif kind not in KINDS:
            column, code = "kind", "IMPORT_CODE_KIND"
            details = {"allowed": KIND_WORDS}
        elif len(places) != 1:
            column, code = "site", "IMPORT_CODE_SITE"
            near = Findings().suggest("SITE", cells["site"], known.names.values())
            details = {"suggestion": "、".join(places) or near or NO_SUGGESTION}
        else:
            found.append(
                Code(partner=partner, kind=kind, code=cells["code"], place=places[0])
            )
            continue
        findings.append(
            Finding(
                code=code,
                grade=Grade.SET_ASIDE,
                file=table.file,
                sheet=table.sheet,
                row=raw.row,
                column=table.columns.get(column, column),
                details=details,
            )
        )
    return found, findings


def _partner(text: str, known: Known) -> str | None:
    return ANY if text == ANY else known.partner(text)


def _forms(text: str) -> tuple[str, ...]:
    """Return the ways in which a code is written: case, separators, leading zeros."""
    form = folded(_SEPARATORS.sub("-", text.strip()))
    short = form.lstrip("0") if form.isdecimal() else form
    return (form, short) if short and short != form else (form,)
