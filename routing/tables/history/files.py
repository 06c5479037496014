"""历史件量.csv and 历史班线.csv beside it, read and written.

Spreadsheets may have saved them in between (GB18030, 2026/3/9): that is read. A
line that cannot be read is kept as it stands, at the end. Whoever closes a day
again replaces that day's rows.
"""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ..cells import clock
from ..grid import ReadError
from ..headers import fold_header
from ..reader_csv import read_csv
from ..schema_cells import CellError, date, time, whole
from ..write import FORMULA_SIGNS, HARMLESS
from .model import DELIVERY, History, LineRow, VillageRow
from .names import LINES_FILE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

VILLAGE_HEADERS = (
    "日期", "站点编号", "站点名称", "所属乡镇", "单位编号", "合作单位", "货类", "类型",
    "应送件数", "其中滞留", "送到件数", "午前送到", "平均送到时间",
)  # fmt: skip
LINE_HEADERS = ("日期", "班线编号", "班线名称", "班次数", "袋数", "散件", "件数")
KINDS = {
    "派件": DELIVERY, "揽收": "pickup", "农产品": "produce", "退件": "returns",
    "错分": "missorted", "空袋周转箱": "empties", "保温箱": "box",
}  # fmt: skip
_KIND_WORDS = {kind: word for word, kind in KINDS.items()}
_BOM = "\ufeff"
_LIMITS = "orders"
"""Limits of the reader are those of this table: the longest there is."""


class HistoryError(ValueError):
    """A file is not the history that it should be; ``columns`` are missing."""

    def __init__(self, file: str, columns: str) -> None:
        super().__init__(file)
        self.file = file
        self.columns = columns


def lines_file(path: Path) -> Path:
    """Return the history of lines that belongs to a history of villages."""
    return path.with_name(LINES_FILE)


def read_history(path: Path) -> History:
    """Read both histories; a file that is absent is empty.

    Raises
    ------
    HistoryError
        When a file holds another table, or none that can be read.
    OSError
        When a file cannot be read.
    """
    villages, unread = _read(path, VILLAGE_HEADERS)
    lines, also = _read(lines_file(path), LINE_HEADERS)
    found: list[VillageRow] = []
    for cells in villages:
        try:
            found.append(_village(cells))
        except (CellError, KeyError, IndexError):
            unread.append(cells)
    of_lines: list[LineRow] = []
    for cells in lines:
        try:
            of_lines.append(_line(cells))
        except (CellError, IndexError):
            also.append(cells)
    kept = (tuple(map(tuple, unread)), tuple(map(tuple, also)))
    return History(villages=tuple(found), lines=tuple(of_lines), unread=kept)


def with_day(
    history: History,
    day: dt.date,
    villages: Sequence[VillageRow],
    lines: Sequence[LineRow],
) -> History:
    """Return a history in which a day's rows stand instead of what it had of it."""
    old = [row for row in history.villages if row.date != day]
    of_lines = [row for row in history.lines if row.date != day]
    return replace(
        history,
        villages=tuple(sorted([*old, *villages], key=_village_order)),
        lines=tuple(sorted([*of_lines, *lines], key=lambda row: (row.date, row.line))),
    )


def write_history(path: Path, history: History) -> None:
    """Write both histories, each in one go: never half a file.

    Raises
    ------
    OSError
        When a file cannot be written (open in another program).
    """
    villages = [_village_cells(row) for row in history.villages]
    lines = [_line_cells(row) for row in history.lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    if lines or history.unread[1]:
        _write(lines_file(path), LINE_HEADERS, [*lines, *history.unread[1]])
    _write(path, VILLAGE_HEADERS, [*villages, *history.unread[0]])


def _read(
    path: Path, headers: tuple[str, ...]
) -> tuple[list[list[str]], list[list[str]]]:
    """Return the lines by our columns, and an empty list for those unread."""
    if not path.is_file() or not path.stat().st_size:
        return [], []
    try:
        grid = read_csv(path.read_bytes(), file=path.name, table=_LIMITS)
    except ReadError as error:
        raise HistoryError(path.name, "、".join(headers)) from error
    if not grid.rows:
        return [], []
    written = [fold_header(cell) for cell in grid.rows[0][1]]
    missing = [name for name in headers if fold_header(name) not in written]
    if missing:
        raise HistoryError(path.name, "、".join(missing))
    places = [written.index(fold_header(name)) for name in headers]
    rows = [
        [_bare(cells[at]) if at < len(cells) else "" for at in places]
        for _, cells in grid.rows[1:]
        if any(cells)
    ]
    return rows, []


def _village(cells: Sequence[str]) -> VillageRow:
    shown: int | None = None
    with suppress(CellError):
        shown = time(cells[12])
    return VillageRow(
        date=date(cells[0]),
        site=_needed(cells[1]),
        site_name=cells[2],
        township=cells[3],
        partner=_needed(cells[4]),
        partner_name=cells[5],
        goods_class=_needed(cells[6]),
        kind=KINDS[cells[7]],
        demanded=whole(cells[8]),
        backlog=whole(cells[9]),
        delivered=whole(cells[10]),
        by_noon=whole(cells[11]),
        time=shown,
    )


def _line(cells: Sequence[str]) -> LineRow:
    return LineRow(
        date=date(cells[0]),
        line=_needed(cells[1]),
        line_name=cells[2],
        trips=whole(cells[3]),
        bags=whole(cells[4]),
        pieces=whole(cells[5]),
        items=whole(cells[6]),
    )


def _needed(text: str) -> str:
    if not text:
        code = "CELL_MISSING"
        raise CellError(code)
    return text


def _village_cells(row: VillageRow) -> list[object]:
    return [
        row.date.isoformat(),
        row.site,
        row.site_name,
        row.township,
        row.partner,
        row.partner_name,
        row.goods_class,
        _KIND_WORDS[row.kind],
        row.demanded,
        row.backlog,
        row.delivered,
        row.by_noon,
        "" if row.time is None else clock(row.time),
    ]


def _line_cells(row: LineRow) -> list[object]:
    return [
        row.date.isoformat(),
        row.line,
        row.line_name,
        row.trips,
        row.bags,
        row.pieces,
        row.items,
    ]


def _village_order(row: VillageRow) -> tuple[dt.date, str, str, str, str]:
    return row.date, row.site, row.partner, row.goods_class, row.kind


def _write(
    path: Path, headers: tuple[str, ...], rows: Iterable[Sequence[object]]
) -> None:
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(headers)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    part = path.with_name(f".{path.name}.part")
    part.write_text(_BOM + stream.getvalue(), "utf-8", newline="")
    part.replace(path)


def _bare(cell: str) -> str:
    """Take away the apostrophe that ``_harmless`` puts in front."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_SIGNS else cell


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    if not isinstance(cell, str) or not cell.startswith(FORMULA_SIGNS):
        return cell
    return cell if HARMLESS.fullmatch(cell) else f"'{cell}"
