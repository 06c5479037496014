"""What an import writes: the demand, 待对照.xlsx and what is remembered."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.tables.brand import demand_file, pending
from routing.tables.brand.demand_file import DemandTable, Weights
from routing.tables.brand.history import history_text, with_arrival
from routing.tables.brand.known import STAYS
from routing.tables.brand.match import UNMATCHED
from routing.tables.brand.records import CODES_FILE, HISTORY_FILE, LAYOUTS_FILE
from routing.tables.brand.suggest import Pending, Suggester
from routing.tables.carried_over import is_carried_over
from routing.tables.finding import Finding, Grade
from routing.tables.grid import ReadError
from routing.tables.layout import lay_out
from routing.tables.reader_csv import read_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from routing.tables.brand.codes import Code
    from routing.tables.brand.match import Amount
    from routing.tables.raw import RawTable
    from routing.tables.read import TablesRead

    from .run import Import

OLDER_FOLDER = "旧件量"
CODE_HEADERS = ("合作单位", "编码类型", "编码", "站点")
_BOM = "\ufeff"
_OLDER = re.compile(r"_第(\d+)版$")


@dataclass(frozen=True, kw_only=True)
class Written:
    """Where an import's files are."""

    demand: Path
    older: Path | None
    replaced: int
    pending: Path | None
    """待对照.xlsx, None when nothing is open."""
    pending_done: Path | None
    """待对照.xlsx of before, when every code in it is known now."""


def demand_place(
    day: Path, out: Path | None, read: TablesRead
) -> tuple[Path, list[Finding]]:
    """Return the file that the demand is written to, and what stands against it."""
    if out is not None:
        if out.is_dir() or not out.suffix:
            return out / demand_file.FILE, []
        return out, [] if out.suffix.lower() == ".csv" else [_fatal("IMPORT_OUT", out)]
    folder = day if day.is_dir() else day.parent
    table = read.tables.get("demand")
    if table is None or (table.sheet and not table.rows) or is_carried_over(table):
        return folder / demand_file.FILE, []
    if table.sheet:
        finding = Finding(
            code="IMPORT_DEMAND_ELSEWHERE",
            grade=Grade.FATAL,
            file=table.file,
            sheet=table.sheet,
        )
        return folder / demand_file.FILE, [finding]
    return folder / table.file, []


def read_demand(path: Path) -> tuple[RawTable | None, list[Finding]]:
    """Return the demand that is there already, and what makes it unusable."""
    if not path.is_file():
        return None, []
    try:
        grid = read_csv(path.read_bytes(), file=path.name, table="demand")
    except ReadError as error:
        return None, [_fatal(error.code, path, **error.details)]
    except OSError:
        return None, [_fatal("FILE_DENIED", path)]
    if not grid.rows:
        return None, []
    table, findings = lay_out(grid, "demand")
    return table, [row for row in findings if row.grade is Grade.FATAL]


def _fatal(code: str, path: Path, **details: str) -> Finding:
    return Finding(code=code, grade=Grade.FATAL, file=path.name, details=details)


def write_import(run: Import, lang: str) -> Written:
    """Write everything; the demand of other partners stays, the older file too.

    Raises
    ------
    OSError
        When a file cannot be written.
    """
    table = _demand(run)
    target = run.demand
    target.parent.mkdir(parents=True, exist_ok=True)
    open_codes = _open_codes(run)
    place = target.parent / pending.FILE
    if open_codes:
        part = place.with_name(f".{place.name}.part")
        pending.write_pending(part, open_codes, run.known.choices(), lang)
        part.replace(place)
    part = _part(target, table.text())
    older = _put_away(target) if target.is_file() else None
    part.replace(target)
    done = place if place.is_file() and not open_codes else None
    if done is not None:
        done.unlink()
    _remember(run)
    return Written(
        demand=target,
        older=older,
        replaced=table.replaced,
        pending=place if open_codes else None,
        pending_done=done,
    )


def _demand(run: Import) -> DemandTable:
    """Return the new demand."""
    table = DemandTable()
    if run.old_demand is not None:
        table.keep(run.old_demand, run.partner, run.known)
    weights = Weights(
        known=run.counted.weights_known,
        missing=run.counted.weights_missing,
        grams=sum(group.grams for group in run.counted.groups.values()),
    )
    places = {
        where: amount
        for where, amount in sorted(run.matched.places.items(), key=_open_last)
        if where[0] != STAYS and amount.items
    }
    table.put(run.written_name, places, weights)
    return table


def _open_last(pair: tuple[tuple[str, str], Amount]) -> bool:
    """Keep the order of the export, what is open behind it."""
    return pair[0][0] == UNMATCHED


def _open_codes(run: Import) -> list[Pending]:
    """Return the codes to be filled in: this partner's, then the others' of before."""
    lines = Suggester(run.known).pending(
        run.written_name, list(run.matched.open.values())
    )
    known = run.gathered.codes
    others = [
        line
        for line in run.gathered.unfilled
        if run.known.partner(line.partner) not in (run.partner, None)
        and known.find_named(line.partner, line.kind, line.code, run.known) is None
    ]
    return [*lines, *others]


def _remember(run: Import) -> None:
    folder = run.records
    folder.mkdir(parents=True, exist_ok=True)
    if any(sheet.columns.headers for sheet in run.exports.sheets):
        _write(folder / LAYOUTS_FILE, run.layouts.written(), bom="")
    if run.gathered.learnt:
        codes = [*run.gathered.learnt, *run.gathered.older]
        _write(folder / CODES_FILE, _codes_text(codes))
    history = with_arrival(run.history, run.content)
    _write(folder / HISTORY_FILE, history_text(history))


def _codes_text(codes: Iterable[Code]) -> str:
    first: dict[tuple[str, str, str], str] = {}
    for code in codes:
        first.setdefault((code.partner, code.kind.value, code.code), code.place)
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(CODE_HEADERS)
    table.writerows((*key, place) for key, place in first.items())
    return stream.getvalue()


def _put_away(path: Path) -> Path:
    """Move an older table aside, where no reader of the day looks."""
    folder = path.parent / OLDER_FOLDER
    folder.mkdir(exist_ok=True)
    numbers = [
        int(found.group(1))
        for old in folder.iterdir()
        if (found := _OLDER.search(old.stem))
    ]
    version = max(numbers, default=0) + 1
    older = folder / f"{path.stem}_第{version}版{path.suffix}"
    path.rename(older)
    return older


def _write(path: Path, words: str, bom: str = _BOM) -> None:
    _part(path, words, bom).replace(path)


def _part(path: Path, words: str, bom: str = _BOM) -> Path:
    """Write a file under a name of its own first: never half a table."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(bom + words, "utf-8", newline="")
    return part


def still_missing(run: Import) -> Sequence[str]:
    """Return the partners that usually have items and none yet today."""
    today = {one.partner for one in run.history if one.date == run.date}
    usual = {one.partner for one in run.history if one.date != run.date}
    return [
        name
        for key, name in run.known.partner_names.items()
        if key in usual and key not in today and key != run.partner
    ]
