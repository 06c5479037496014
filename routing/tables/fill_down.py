"""Cells that stand for several rows: merged ranges, and a township written once."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .cells import is_number
from .column_roles import ColumnRole, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Merge

Rows = list[tuple[int, list[str]]]

NAMES = frozenset(
    {
        "township",
        "site",
        "partner",
        "line_id",
        "trip_id",
        "vehicle",
        "tour",
        "carrier",
        "from_site",
        "to_site",
        "from",
        "to",
    }
)
"""Columns in which a number is a name, and may stand for several rows."""

GROUPED_TABLES = frozenset({"sites", "demand"})
_BELOW_HUB = re.compile(
    r"village|hamlet|locker|村|自然村|投递点|柜|快件箱|代收点|服务点"
)


def fill_merged(
    rows: Rows, merges: Sequence[Merge], roles: Sequence[ColumnRole]
) -> list[tuple[int, str]]:
    """Write the value of each merged range into its rows, in place.

    A merged *number* is not repeated: it would be counted once per row.

    Returns
    -------
    list[tuple[int, str]]
        Row number and header of each merged number that was left where it is.
    """
    by_number = dict(rows)
    by_column = {role.index: role for role in roles}
    numbers = []
    for merge in merges:
        role = by_column.get(merge.left)
        top = by_number.get(merge.top)
        if role is None or top is None or merge.bottom == merge.top:
            continue
        value = top[merge.left]
        if not value or role.role in (Role.TOTAL, Role.LEFT_OUT):
            continue
        if is_number(value) and role.name not in NAMES:
            numbers.append((merge.top, role.header))
            continue
        for number in range(merge.top + 1, merge.bottom + 1):
            if number in by_number:
                by_number[number][merge.left] = value
    return numbers


def fill_townships(rows: Rows, table: str, roles: Sequence[ColumnRole]) -> None:
    """Write a township that stands once above its villages into their rows.

    Only where the column looks grouped, that is no row repeats the township of
    the row above: in a column filled row by row a blank cell is a mistake. Hubs
    and the centre have no township and stay blank.
    """
    places = {role.name: role.index for role in roles if role.role is Role.KNOWN}
    site = places.get("name" if table == "sites" else "site")
    township = places.get("township")
    if table not in GROUPED_TABLES or site is None or township is None:
        return
    if not _is_grouped([cells[township] for _, cells in rows]):
        return
    level = places.get("level")
    last = ""
    for _, cells in rows:
        if cells[township]:
            last = cells[township]
        elif not cells[site] or not _may_be_filled(cells, level):
            last = ""
        else:
            cells[township] = last


def _is_grouped(column: Sequence[str]) -> bool:
    return not any(upper and upper == lower for upper, lower in pairwise(column))


def _may_be_filled(cells: Sequence[str], level: int | None) -> bool:
    return level is None or _BELOW_HUB.search(cells[level].lower()) is not None
