"""The table of demand, wide (a column per partner) or long (a row per partner)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .build_lines import (
    DemandLine,
    DemandRead,
    goods_of,
    readable_items,
    resolve_site,
    set_aside_cells,
    set_aside_row,
    set_aside_strange,
    shared_values,
)
from .build_partners import create_partners
from .people import brands, partner_texts
from .schema import column_names
from .schema_cells import CellError, whole
from .schema_day import DEMAND_LONG, DEMAND_WIDE
from .split import split_total

if TYPE_CHECKING:
    from routing.domain.partner import Partner

    from .build_draft import Draft
    from .build_sites import SitesRead
    from .raw import RawTable
    from .schema import Row

NO_ITEMS = ("-", "--", "—", "/", "\\", "无", "零", "〇")
"""What people write for no items."""

NOT_PARTNERS = re.compile(
    r"序号|编号|编码|合计|小计|总计|总数|总量|总件|件数|备注|说明|户数|人口|人数|电话|手机|"
    r"负责人|站长|联系|地址|乡镇|街道|经度|纬度|距离|里程|公里|日期|时间|路线|线路|袋数|"
    r"^no\.?$|total|sum|remark|note|date|phone|address|^id$|^lon$|^lat$|^m3$|^kg$"
)
"""Headers of a wide table that are never partners."""

NUMBER_LIKE = re.compile(r"[约-]?\d+([.,]\d+)*[件票个]?")
"""Numbers of items as people write them, well or badly."""

HEADER_UNIT = re.compile(r"\(.*?\)|\*{3}|件量|件数|票数|派件|到件|快递$|件$")


@dataclass(slots=True, kw_only=True)
class PartnerColumns:
    """Columns of a wide table: header by partner, and headers nobody knows."""

    known: dict[str, str] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)


def build_demand(
    draft: Draft, sites: SitesRead, partners: dict[str, Partner]
) -> DemandRead:
    """Read all demand; partners are created from it where there is no table."""
    read = DemandRead()
    table = draft.tables.get(DEMAND_LONG.table)
    columns = partner_columns(draft, table) if table else PartnerColumns()
    if not draft.has("partners"):
        names = [bare_partner(header) for header in columns.strange]
        written = list(brands(partner_texts(draft.tables)))
        partners.update(create_partners(draft, [*names, *written]))
        columns.known.update(zip(columns.strange, names, strict=True))
        columns.strange = []
    if table is None or not _has_place_column(draft, table):
        return read
    if not (columns.known or columns.strange):
        for row in draft.rows(DEMAND_LONG):
            _long_row(draft, row, sites, read)
            draft.found.take(row)
        return read
    for row in draft.rows(DEMAND_WIDE):
        _wide_row(draft, row, columns, sites, read)
        draft.found.take(row)
    for header in columns.strange:
        items = sum(
            readable_items(row.cells.get(header, "")) or 0 for row in table.rows
        )
        near = draft.partners.nearest(bare_partner(header), draft.found)
        draft.found.aside(
            "UNKNOWN_PARTNER_COLUMN", table, header, items, word=header, suggestion=near
        )
    return read


def _has_place_column(draft: Draft, table: RawTable) -> bool:
    """Tell whether rows say where to; a township's column alone is enough."""
    if {"site", "township"} & table.columns.keys():
        return True
    draft.found.fatal("COLUMN_MISSING", table, "site", **column_names("demand", "site"))
    return False


def bare_partner(header: str) -> str:
    """Return the partner that a header of wide demand names, without its unit."""
    return HEADER_UNIT.sub("", header).strip() or header


def partner_columns(draft: Draft, table: RawTable) -> PartnerColumns:
    """Tell which headers of wide demand are partners, known or not."""
    found = PartnerColumns()
    if {"partner", "items"} <= table.columns.keys():
        return found
    for header in table.unknown:
        keys = draft.partners.find(header) or draft.partners.find(bare_partner(header))
        if len(keys) == 1:
            found.known[header] = keys[0]
        elif not NOT_PARTNERS.search(header.casefold()) and holds_items(table, header):
            found.strange.append(header)
    return found


def holds_items(table: RawTable, header: str) -> bool:
    """Tell whether at least half of a column's cells are meant as numbers."""
    cells = [row.cells[header] for row in table.rows if header in row.cells]
    numbers = sum(
        cell in NO_ITEMS or bool(NUMBER_LIKE.fullmatch(cell)) for cell in cells
    )
    return bool(cells) and 2 * numbers >= len(cells)


def _long_row(draft: Draft, row: Row, sites: SitesRead, read: DemandRead) -> None:
    township, site = _destination(draft, row, sites)
    partner = draft.partners.resolve(row, "partner", draft.found)
    goods_class = goods_of(draft, row)
    items = row.values.get("items", 0)
    if not row.usable:
        set_aside_row(draft, row, read, readable_items(row.text("items")))
        return
    if items == 0 or site is None or partner is None:
        return
    if row.values.get("backlog", 0) > items:
        row.warn("BACKLOG_EXCEEDS", "backlog", items=str(items))
    line = DemandLine(
        table=row.table.name,
        row=row.raw.row,
        site=site,
        partner=partner,
        items=items,
        other_site=row.values.get("from_site"),
        **shared_values(row, goods_class),
    )
    (read.township_lines if township else read.lines).append(line)


def _destination(draft: Draft, row: Row, sites: SitesRead) -> tuple[bool, str | None]:
    """Return whether a row is a township's total, and the township or site.

    A hub's id is that hub; a township's name is a total to be split (rule M6).
    """
    column = "site" if "site" in row.raw.cells else "township"
    text = row.text(column)
    if column == "township" and not text and "site" not in row.raw.errors:
        row.reject("CELL_MISSING", "site")
    if text in sites.totals and text not in sites.sites:
        return True, sites.totals[text]
    if column == "township":
        row.values["site"] = text
    site = resolve_site(draft, row, sites, column)
    if site is not None and site in sites.totals and text == site:
        row.warn("HUB_NOT_TOWNSHIP", column, word=text)
    origin = draft.sites.resolve(row, "from_site", draft.found)
    if origin is not None:
        row.values["from_site"] = origin
    if site is not None and site == sites.centre and "from_site" not in row.values:
        row.reject("GOES_NOWHERE", column, word=text)
    return False, site


def _wide_row(
    draft: Draft, row: Row, columns: PartnerColumns, sites: SitesRead, read: DemandRead
) -> None:
    """Read the cells of every partner; a bad one leaves the others as they are."""
    township, site = _destination(draft, row, sites)
    goods_class = goods_of(draft, row)
    whole_row_bad = not row.usable
    taken: list[tuple[str, int]] = []
    lost: list[tuple[str, int | None]] = []
    unread = "items"
    for header, partner in columns.known.items():
        text = row.text(header)
        if header in row.raw.errors:
            row.reject("FORMULA_ERROR", header)
            lost.append((partner, None))
            unread = header
        elif text and text not in NO_ITEMS:
            items = _cell_items(row, header)
            if whole_row_bad or items is None:
                lost.append((partner, readable_items(text)))
                unread = header if lost[-1][1] is None else unread
            elif items:
                taken.append((partner, items))
    set_aside_cells(draft, row, lost, read, unread)
    set_aside_strange(draft, row, columns.strange, read)
    if site is None or whole_row_bad:
        return
    lines = read.township_lines if township else read.lines
    lines.extend(_wide_lines(row, site, goods_class, taken))


def _cell_items(row: Row, header: str) -> int | None:
    try:
        return whole(row.text(header))
    except CellError as error:
        row.reject(error.code, header, **error.details)
        return None


def _at(parts: dict[str, list[int]], index: int) -> dict[str, Any]:
    return {name: values[index] for name, values in parts.items()}


def _wide_lines(
    row: Row, site: str, goods_class: str, taken: list[tuple[str, int]]
) -> list[DemandLine]:
    """Make a line per partner; kg and m³ of the row are shared out by items."""
    shared = shared_values(row, goods_class)
    weights = [Fraction(items) for _, items in taken]
    parts: dict[str, list[int]] = {
        name: split_total(shared.pop(name), weights)
        for name in ("grams", "cm3")
        if name in shared and taken
    }
    if len(taken) != 1:
        # Nobody says whose they are.
        shared.pop("backlog_items", None)
    shared.pop("grams", None)
    shared.pop("cm3", None)
    return [
        DemandLine(
            table=row.table.name,
            row=row.raw.row,
            site=site,
            partner=partner,
            items=items,
            other_site=row.values.get("from_site"),
            **shared,
            **_at(parts, index),
        )
        for index, (partner, items) in enumerate(taken)
    ]
