"""Raw tables as canonical CSV: English headers, no people in them."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from .build_demand import bare_partner, holds_items
from .people import without_strangers
from .privacy import is_private_header
from .schema_base import AGREEMENTS, GOODS, PARTNERS, SITES, VEHICLES
from .schema_day import DEMAND_LONG, ORDERS, OVERRIDES, PICKUPS, ROUTES, SETTINGS
from .schema_services import (
    BANS,
    BOXES,
    HANDOVERS,
    LINES,
    STOP_TIMES,
    TARIFFS,
    TRIPS,
)
from .schema_words import CONTACT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .raw import RawTable

SCHEMAS = {
    schema.table: schema
    for schema in (
        SITES, PARTNERS, GOODS, VEHICLES, AGREEMENTS, DEMAND_LONG, ORDERS, PICKUPS,
        OVERRIDES, SETTINGS, LINES, STOP_TIMES, TRIPS, HANDOVERS, TARIFFS, BOXES, BANS,
        ROUTES,
    )
}  # fmt: skip
"""Every table that a day is built from."""

OWN_MEANING = ("max_vehicle_class",)
"""Headers that are kept, because they change what their column means."""

FORMULA_SIGNS = ("=", "+", "-", "@")
HARMLESS = re.compile(r"[=+-]?\d+(\.\d+)?%?")
MAX_BLANK_ROWS = 1000


def write_canonical(tables: Mapping[str, RawTable], out_dir: Path) -> list[Path]:
    """Write tables so that reading them gives the same day, contacts apart.

    Columns of people (keepers, drivers, crews, notes) are left out, order numbers
    become running numbers. Rows keep their row numbers by blank lines.

    Parameters
    ----------
    tables
        Tables by canonical name, as read.
    out_dir
        Folder that is there.

    Returns
    -------
    paths
        The files ``<table>.csv``, UTF-8 with BOM, in the order of the tables.
    """
    written = []
    demand = tables.get(DEMAND_LONG.table)
    headers = [bare_partner(header) for header in demand.unknown] if demand else []
    for name, table in without_strangers(tables, headers).items():
        if name in SCHEMAS:
            path = out_dir / f"{name}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows(_lines(table))
            written.append(path)
    return written


def _lines(table: RawTable) -> list[list[str]]:
    columns = canonical_columns(table)
    lines = [[_header(table, column) for column in columns]]
    last = max((row.row for row in table.rows), default=1)
    keep_rows = last - len(table.rows) <= MAX_BLANK_ROWS
    numbers: dict[str, str] = {}
    for row in table.rows:
        if keep_rows:
            lines.extend([] for _ in range(row.row - 1 - len(lines)))
        cells = {**row.cells, **row.errors}
        if table.name == ORDERS.table and "order_id" in cells:
            order = numbers.setdefault(cells["order_id"], f"O{len(numbers) + 1:05d}")
            cells["order_id"] = order
        lines.append([_harmless(cells.get(column, "")) for column in columns])
    return lines


def canonical_columns(table: RawTable) -> list[str]:
    """Return the columns to write: known ones, and those that hold items."""
    known = {column.name for column in SCHEMAS[table.name].columns}
    columns = [column for column in table.columns if column in known]
    for header in table.unknown:
        partner = table.name == DEMAND_LONG.table and holds_items(table, header)
        if header in known or (partner and not is_private_header(table.name, header)):
            columns.append(header)
    return [column for column in columns if column not in CONTACT_COLUMNS]


def _header(table: RawTable, column: str) -> str:
    written = table.columns.get(column, "")
    return written if written.casefold() in OWN_MEANING else column


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    if text.startswith(FORMULA_SIGNS) and not HARMLESS.fullmatch(text):
        return f"'{text}"
    return text
