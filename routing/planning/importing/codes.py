"""Every table of codes that an import looks in, and what a clerk has filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.tables.brand.codes import Codes, read_codes
from routing.tables.brand.pending import FILE, read_pending
from routing.tables.brand.records import CODES_FILE
from routing.tables.brand.suggest import Pending
from routing.tables.finding import Finding, Grade
from routing.tables.grid import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.tables.brand.codes import Code
    from routing.tables.brand.known import Known
    from routing.tables.raw import RawTable
    from routing.tables.read import TablesRead


@dataclass(slots=True)
class CodesGathered:
    """Codes to look in, those newly filled in, and lines still to be filled in."""

    codes: Codes = field(default_factory=Codes)
    learnt: list[Code] = field(default_factory=list)
    older: list[Code] = field(default_factory=list)
    """Codes learnt before."""
    sources: dict[str, int] = field(default_factory=dict)
    """Name of each file that codes were learnt from: how many."""
    unfilled: list[Pending] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def gather_codes(
    named: Sequence[Path],
    folders: Sequence[Path],
    read: TablesRead,
    known: Known,
    records: Path,
) -> CodesGathered:
    """Collect codes: filled in by hand, then the day's table, then learnt before.

    Parameters
    ----------
    named
        Files of codes that the command line names.
    folders
        Folders in which 待对照.xlsx may lie.
    read
        The day's tables.
    known
        Sites and partners of the day.
    records
        Folder of what earlier imports learnt.
    """
    gathered = CodesGathered()
    pending = [folder / FILE for folder in folders]
    files = dict.fromkeys(
        path.absolute() for path in [*named, *(p for p in pending if p.is_file())]
    )
    for path in files:
        for table in _tables(path, gathered):
            codes, findings = read_codes(table, known)
            gathered.findings.extend(findings)
            gathered.learnt.extend(codes)
            if codes:
                told = gathered.sources.get(path.name, 0)
                gathered.sources[path.name] = told + len(codes)
            if path.name == FILE:
                gathered.unfilled.extend(_unfilled(table))
    own = read.tables.get("codes")
    day, findings = read_codes(own, known) if own is not None else ([], [])
    gathered.findings.extend(findings)
    learnt_file = records / CODES_FILE
    if learnt_file.is_file():
        for table in _tables(learnt_file, gathered):
            # A code whose site is gone is asked for again, not complained about.
            gathered.older.extend(read_codes(table, known)[0])
    for code in [*gathered.learnt, *day, *gathered.older]:
        gathered.codes.add(code)
    return gathered


def _tables(path: Path, gathered: CodesGathered) -> tuple[RawTable, ...]:
    try:
        return read_pending(path)
    except ReadError as error:
        code, details = error.code, error.details
    except OSError:
        code, details = "FILE_DENIED", {}
    gathered.findings.append(
        Finding(code=code, grade=Grade.FATAL, file=path.name, details=details)
    )
    return ()


def _unfilled(table: RawTable) -> list[Pending]:
    """Return the lines of 待对照.xlsx without a site."""
    found = []
    for row in table.rows:
        cells = row.cells
        items = cells.get("件数", "")
        if "site" in cells or "code" not in cells or not items.isdecimal():
            continue
        found.append(
            Pending(
                partner=cells.get("partner", ""),
                kind=cells.get("kind", ""),
                code=cells["code"],
                items=int(items),
                now=cells.get("目前按", ""),
                near=tuple(cells.get("名称相近", "").split("、")),
                told=cells.get("地址里多写", ""),
            )
        )
    return found
