"""``plan --only-confirmed``: the setting as if the day's tables had said so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.tables.build_settings import setting_key
from routing.tables.raw import RawRow, RawTable
from routing.tables.schema_day import SETTINGS

if TYPE_CHECKING:
    from .intake import Intake

KEY, YES = "only_confirmed", "是"


def with_only_confirmed(intake: Intake) -> Intake:
    """Return what was read with the setting on, in the day and in its table.

    The tables are kept beside the plan: it is judged later by what was asked here.
    """
    read, day = intake.read, intake.day
    if day is None:
        return intake
    table = read.tables.get(SETTINGS.table) or RawTable(
        name=SETTINGS.table,
        file="",
        sheet="",
        columns={"key": "key", "value": "value"},
        unknown=(),
        rows=(),
    )
    others = [row for row in table.rows if setting_key(row.cells.get("key", "")) != KEY]
    last = max((row.row for row in table.rows), default=1)
    rows = (*others, RawRow(row=last + 1, cells={"key": KEY, "value": YES}))
    tables = {**read.tables, SETTINGS.table: replace(table, rows=rows)}
    day = replace(day, settings=replace(day.settings, only_confirmed=True))
    return replace(intake, read=replace(read, tables=tables, day=day), day=day)
