"""A day's tables with codes for names, and its places turned and moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..build_demand import partner_columns
from ..raw import RawRow, RawTable
from ..write import SCHEMAS
from .cells import anonymous_cells, counted
from .rows import NO, ROWS, YES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .places import Turn
    from .referents import Referents


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Turns the tables of one day, row by row."""

    referents: Referents
    turn: Turn

    def tables(self) -> dict[str, RawTable]:
        """Return every table that a day is built from, in their order."""
        given = self.referents.draft.tables
        tables = {name: self._table(given[name]) for name in given if name in SCHEMAS}
        if not self.referents.draft.has("partners"):
            tables["partners"] = self._partners()
        return tables

    def _table(self, table: RawTable) -> RawTable:
        headers = self._headers(table)
        rows = tuple(self._row(table.name, row, headers) for row in table.rows)
        columns = dict.fromkeys(
            column for row in rows for column in (*row.cells, *row.errors)
        )
        known = [column.name for column in SCHEMAS[table.name].columns]
        return replace(
            table,
            file="",
            sheet="",
            columns={
                name: name for name in known if name in columns or name in table.columns
            },
            unknown=tuple(dict.fromkeys(headers.values())),
            rows=rows,
        )

    def _headers(self, table: RawTable) -> dict[str, str]:
        """Return the code of every header of demand that is a partner."""
        if table.name != "demand":
            return {}
        found = partner_columns(self.referents.draft, table)
        named = {**found.known, **{header: header for header in found.strange}}
        return {
            header: self.referents.partner(named[header])
            for header in table.unknown
            if header in named
        }

    def _row(self, table: str, row: RawRow, headers: Mapping[str, str]) -> RawRow:
        cells = {k: v for k, v in row.cells.items() if k not in headers}
        items = {headers[k]: counted(v) for k, v in row.cells.items() if k in headers}
        known = {column.name for column in SCHEMAS[table].columns}
        cells = {column: text for column, text in cells.items() if column in known}
        kept = anonymous_cells(table, cells, self.referents)
        special = ROWS.get(table)
        if special is not None:
            kept |= special(self.referents, self.turn, replace(row, cells=cells))
        errors = {
            headers.get(k, k): v
            for k, v in row.errors.items()
            if k in headers or k in known
        }
        return RawRow(row=row.row, cells={**kept, **items}, errors=errors)

    def _partners(self) -> RawTable:
        """Return the partners that a day without a table of them has."""
        rows = tuple(
            RawRow(
                row=number,
                cells={
                    "partner_id": self.referents.partner(key),
                    "name": self.referents.partner(key),
                    "kind": partner.kind.value,
                    "shares_cost": YES if partner.shares_cost else NO,
                },
            )
            for number, (key, partner) in enumerate(
                self.referents.parts.partners.items(), start=2
            )
        )
        columns = ("partner_id", "name", "kind", "shares_cost")
        return RawTable(
            name="partners",
            file="",
            sheet="",
            columns={name: name for name in columns},
            unknown=(),
            rows=rows,
        )
