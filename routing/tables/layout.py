"""A grid into a RawTable: header found, columns named, totals and hints gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .cells import as_date, as_time, fold
from .column_roles import ColumnReader, ColumnRole, Role, column_letter
from .fill_down import fill_merged, fill_townships
from .finding import Finding, Grade
from .header_row import HeaderRow, find_header
from .headers import TABLES
from .people import People
from .privacy import mask, mask_whole
from .raw import RawRow, RawTable
from .totals import (
    WITHOUT_TOTALS,
    TotalRows,
    row_mismatches,
    summed_columns,
    total_label,
)

if TYPE_CHECKING:
    from .fill_down import Rows
    from .grid import Grid

TIMES = frozenset(
    {
        "ready_time",
        "arrival_time",
        "deadline",
        "cutoff_time",
        "delivered_by",
        "precooled_at",
        "departures",
        "window",
        "hours",
        "shift",
        "times",
    }
)
"""Columns in which a fraction of a day is a time that lost its format."""

DATES = frozenset(
    {"last_served", "insured_until", "inspected_until", "valid_from", "valid_to"}
)
"""Columns in which 45413 is a date that lost its format."""

DATED_TABLES = frozenset({"agreements", "overrides"})
DATE_KEYS = frozenset({"date", "日期", "计划日期", "服务日期"})


@dataclass(slots=True)
class _Sheet:
    """A sheet on its way from grid to table."""

    grid: Grid
    table: str
    header: HeaderRow
    roles: list[ColumnRole]
    labels: dict[int, str]
    """Row number: the label of a total row, empty for data."""
    findings: list[Finding] = field(default_factory=list)

    def warn(self, code: str, row: int, column: str = "", **details: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                grade=Grade.WARNING,
                file=self.grid.file,
                sheet=self.grid.sheet,
                row=row,
                column=column,
                details=details,
            )
        )


def lay_out(
    grid: Grid, table: str, known: frozenset[str] = frozenset()
) -> tuple[RawTable | None, list[Finding]]:
    """Return a grid as a table, with what was found on the way.

    ``known`` are words of the day's other tables, which are nobody's name.
    None, with a fatal finding, where no row looks like the table's header.
    """
    header = find_header(grid, table)
    if header is None:
        finding = Finding(
            code="NO_HEADER",
            grade=Grade.FATAL,
            file=grid.file,
            sheet=grid.sheet,
            details={"table": table, "table_zh": TABLES[table][0]},
        )
        return None, [finding]
    rows = _padded(grid, header)
    labels = {
        number: "" if table in WITHOUT_TOTALS else total_label(cells)
        for number, cells in rows
    }
    reader = ColumnReader(
        table=table,
        file=grid.file,
        sheet=grid.sheet,
        header_row=header.row,
        columns=_columns(rows, labels, len(header.headers)),
    )
    roles = reader.roles([fold(name) for name in header.headers])
    sheet = _Sheet(grid, table, header, roles, labels, reader.findings)
    data = _data_rows(sheet, rows)
    raw_rows = _raw_rows(sheet, data, People.of(table, roles, data, known))
    kept = [role for role in roles if role.role is Role.KNOWN]
    raw = RawTable(
        name=table,
        file=grid.file,
        sheet=grid.sheet,
        columns={role.name: role.header for role in kept},
        unknown=tuple(role.name for role in roles if role.role is Role.UNKNOWN),
        rows=raw_rows,
    )
    return raw, sheet.findings


def _padded(grid: Grid, header: HeaderRow) -> Rows:
    """Return the rows below the header, all as wide as the widest.

    Headers are widened with them, so that nothing beyond them is overlooked;
    a text row beyond its header has a separator inside a value instead.
    """
    rows = [(number, list(cells)) for number, cells in grid.rows[header.first_data :]]
    width = len(header.headers)
    if not grid.is_text:
        errors = [column + 1 for row, column in grid.errors if row > header.row]
        width = max([width, *errors, *(len(cells) for _, cells in rows)])
    header.headers.extend([""] * (width - len(header.headers)))
    for _, cells in rows:
        cells.extend([""] * (width - len(cells)))
    return [row for row in rows if row[1][:width] != header.headers]


def _columns(rows: Rows, labels: dict[int, str], width: int) -> list[list[str]]:
    """Return the cells by column, total rows aside: they are no data."""
    data = [cells for number, cells in rows if not labels[number]]
    return [[cells[i] for cells in data] for i in range(width)]


def _data_rows(sheet: _Sheet, rows: Rows) -> Rows:
    """Return the rows that are data: totals compared and gone, merged cells filled."""
    labels = sheet.labels
    for number, column in fill_merged(rows, sheet.grid.merges, sheet.roles):
        sheet.warn("MERGED_NUMBER", number, mask(column, names=False))
    data = [row for row in rows if not labels[row[0]]]
    fill_townships(data, sheet.table, sheet.roles)
    _compare_totals(sheet, [(number, cells, labels[number]) for number, cells in rows])
    _compare_total_columns(sheet, data)
    _warn_of_extra_cells(sheet, data)
    return data


def _compare_totals(sheet: _Sheet, rows: list[tuple[int, list[str], str]]) -> None:
    if not any(label for _, _, label in rows):
        return
    township = next((r.index for r in sheet.roles if r.name == "township"), -1)
    totals = TotalRows(rows, township)
    for role in summed_columns(sheet.roles):
        for number, written, expected in totals.mismatches(role):
            sheet.warn(
                "TOTAL_MISMATCH",
                number,
                mask(role.header, names=False),
                written=mask(written),
                expected=mask(expected),
            )


def _compare_total_columns(sheet: _Sheet, data: Rows) -> None:
    """Say the first difference of a total column, and how many rows differ."""
    found = row_mismatches(data, sheet.roles)
    if found:
        number, header, written, expected = found[0]
        sheet.warn(
            "TOTAL_COLUMN_MISMATCH",
            number,
            mask(header, names=False),
            written=mask(written),
            expected=mask(expected),
            count=str(len(found)),
        )


def _warn_of_extra_cells(sheet: _Sheet, data: Rows) -> None:
    width = len(sheet.header.headers)
    for number, cells in data:
        if any(cells[width:]):
            sheet.warn("EXTRA_CELLS", number, column_letter(width))


def _raw_rows(sheet: _Sheet, data: Rows, people: People | None) -> tuple[RawRow, ...]:
    used = [role for role in sheet.roles if role.role in (Role.KNOWN, Role.UNKNOWN)]
    orders: dict[str, str] = {}
    found = []
    for number, cells in data:
        values: dict[str, str] = {}
        errors: dict[str, str] = {}
        for role in used:
            error = sheet.grid.errors.get((number, role.index), "")
            text = cells[role.index]
            if error:
                errors[role.name] = people.hide_text(error, cells) if people else error
            elif text and role.name == "order_id":
                # The same order keeps the same name, without its waybill number.
                values[role.name] = orders.setdefault(text, f"row-{number}")
            elif text:
                told = people.hide(role, text, cells) if people else text
                values[role.name] = _value(sheet.table, role, told)
        _date_of_settings(sheet.table, values)
        if values or errors:
            found.append(RawRow(row=number, cells=values, errors=errors))
    return tuple(found)


def _value(table: str, role: ColumnRole, text: str) -> str:
    """Return a cell in the unit and form of its column."""
    if role.role is Role.KNOWN:
        if role.unit:
            return role.unit.apply(text)
        if role.name in TIMES:
            return as_time(text)
        if role.name in DATES:
            return as_date(text)
        if table in DATED_TABLES and role.name in {"from", "until"}:
            return as_date(as_time(text))
        if role.name == "reason":
            return mask_whole(text)
    return text


def _date_of_settings(table: str, values: dict[str, str]) -> None:
    if table == "settings" and values.get("key", "").lower() in DATE_KEYS:
        values["value"] = as_date(values.get("value", ""))
