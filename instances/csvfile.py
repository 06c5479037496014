"""Write tables as CSV that a spreadsheet opens and a test compares byte for byte."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Cell = str | int | float
Table = tuple["Sequence[str]", "Iterable[Sequence[Cell]]"]
"""Column names and rows; an empty text is an empty cell."""


def write_csv(path: Path, table: Table) -> None:
    """Write one table: UTF-8 with mark (spreadsheets ask for it), LF at line ends."""
    columns, rows = table
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_folder(folder: Path, tables: Mapping[str, Table]) -> None:
    """Write every table as ``<name>.csv``, the folder made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_csv(folder / f"{name}.csv", table)
