"""What each column of a sheet is: known, unknown, a total, private or left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from .cells import is_error
from .finding import Finding, Grade
from .headers import fold_header, is_counter, match_header
from .privacy import (
    ORDER_LIKE,
    clean_header,
    holds_people,
    is_private_header,
    mask,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .units import UnitChange

TOTAL_HEADER = re.compile(
    r"(合计|小计|总计|共计|总件数|总件量|总量|总数|total|sum)(件数|件量|数量)?(\(.*\))?"
)
LETTERS = 26

NOTHING = frozenset({"-", "--", "—", "/", "\\", "无", "没有", "暂无", "×", "x"})
"""What people write for no items."""

_COUNT = re.compile(r"-?[\d,]+(\.\d+)?\s*(件|个|票|单|袋)?")


class Role(StrEnum):
    """What a column is used for."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    TOTAL = "total"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRole:
    """A column of a sheet: its index, header as written, and what it is.

    ``name`` is the canonical column, or the header where no column is meant.
    """

    index: int
    header: str
    role: Role
    name: str
    rank: int = 0
    unit: UnitChange | None = None


class ColumnReader:
    """Finds the roles of a sheet's columns and what is to be said about them."""

    def __init__(
        self,
        *,
        table: str,
        file: str,
        sheet: str,
        header_row: int,
        columns: Sequence[Sequence[str]],
    ) -> None:
        """Take the place of the sheet and its cells below the header, by column."""
        self._table = table
        self._file = file
        self._sheet = sheet
        self._row = header_row
        self._columns = columns
        self.findings: list[Finding] = []

    def roles(self, headers: Sequence[str]) -> list[ColumnRole]:
        """Return the role of each column, in the sheet's order."""
        names = self._table in ORDER_LIKE
        headers = [clean_header(header, names=names) for header in headers]
        first = [self._first_look(i, header) for i, header in enumerate(headers)]
        known = [role for role in first if role and role.role is Role.KNOWN]
        is_long = {"partner", "items"} <= {role.name for role in known}
        wide = self._table == "demand" and not is_long
        roles = [
            role or self._second_look(i, headers[i], wide=wide)
            for i, role in enumerate(first)
        ]
        roles = self._once_each(roles)
        self._say_units(roles)
        self._say_private(headers)
        return roles

    def _first_look(self, index: int, header: str) -> ColumnRole | None:
        """Return the role that the header alone tells."""
        if not header:
            return self._unnamed(index)
        match = match_header(self._table, header)
        if match:
            return ColumnRole(
                index=index,
                header=header,
                role=Role.KNOWN,
                name=match.column,
                rank=match.rank,
                unit=match.unit,
            )
        if self._table == "demand" and TOTAL_HEADER.fullmatch(fold_header(header)):
            return _role(index, header, Role.TOTAL)
        if is_counter(header) or is_private_header(self._table, header):
            return _role(index, header, Role.LEFT_OUT)
        return None

    def _second_look(self, index: int, header: str, *, wide: bool) -> ColumnRole:
        """Return the role of a column that no table knows, by what it holds."""
        cells = [cell for cell in self._columns[index] if cell]
        partner = wide and not holds_people(cells)
        if partner and _mostly_numbers(cells):
            return _role(index, header, Role.UNKNOWN)
        left_out = self._table in ORDER_LIKE and not partner
        strange = left_out and mask(header) != header
        # A header that looks like a person is told by its letter.
        shown = column_letter(index) if strange else header
        self._say("UNKNOWN_COLUMN", Grade.WARNING, shown)
        return _role(index, header, Role.LEFT_OUT if left_out else Role.UNKNOWN)

    def _unnamed(self, index: int) -> ColumnRole:
        letter = column_letter(index)
        if not any(self._columns[index]):
            return _role(index, letter, Role.LEFT_OUT)
        self._say("UNNAMED_COLUMN", Grade.WARNING, letter)
        left_out = self._table in ORDER_LIKE
        return _role(index, letter, Role.LEFT_OUT if left_out else Role.UNKNOWN)

    def _once_each(self, roles: list[ColumnRole]) -> list[ColumnRole]:
        """Leave one column per meaning: the one with the better spelling."""
        best: dict[tuple[Role, str], ColumnRole] = {}
        for role in roles:
            if role.role in (Role.KNOWN, Role.UNKNOWN):
                key = (role.role, role.name)
                if key not in best or role.rank < best[key].rank:
                    best[key] = role
        return [self._kept(role, best.get((role.role, role.name))) for role in roles]

    def _kept(self, role: ColumnRole, best: ColumnRole | None) -> ColumnRole:
        if best is None or best.index == role.index:
            return role
        same_header = fold_header(best.header) == fold_header(role.header)
        if same_header and self._differ(best.index, role.index):
            self._say("COLUMN_CONFLICT", Grade.FATAL, role.header)
        else:
            self._say(
                "COLUMN_TWICE",
                Grade.WARNING,
                role.header,
                used=mask(best.header, names=False),
            )
        return replace(role, role=Role.LEFT_OUT)

    def _differ(self, first: int, second: int) -> bool:
        pairs = zip(self._columns[first], self._columns[second], strict=True)
        return any(b and a != b for a, b in pairs)

    def _say_units(self, roles: list[ColumnRole]) -> None:
        for role in roles:
            if role.role is Role.KNOWN and role.unit and role.unit.factor != 1:
                self._say(
                    "UNIT_CONVERTED",
                    Grade.WARNING,
                    role.header,
                    written=role.unit.written,
                    own=role.unit.own,
                )

    def _say_private(self, headers: Sequence[str]) -> None:
        dropped = [
            header
            for header in headers
            if header
            and not match_header(self._table, header)
            and is_private_header(self._table, header)
        ]
        if dropped:
            self._say("PRIVATE_DROPPED", Grade.WARNING, "", count=str(len(dropped)))

    def _say(self, code: str, grade: Grade, column: str, **details: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                grade=grade,
                file=self._file,
                sheet=self._sheet,
                row=self._row,
                column=mask(column, names=False),
                details=details,
            )
        )


def column_letter(index: int) -> str:
    """Return a column as spreadsheets call it: 0 is A, 26 is AA."""
    letters = ""
    rest = index + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def _role(index: int, header: str, role: Role) -> ColumnRole:
    return ColumnRole(index=index, header=header, role=role, name=header)


def _mostly_numbers(cells: list[str]) -> bool:
    """Tell whether a column counts something: at least half numbers, or blank."""
    told = [cell for cell in cells if cell not in NOTHING]
    numbers = sum(_COUNT.fullmatch(cell) is not None or is_error(cell) for cell in told)
    return 2 * numbers >= len(told)
