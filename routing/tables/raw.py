"""What the readers hand to the schema: cells as text, with their place."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One data row: its number in the file and its cells by canonical column.

    Cells are stripped text with full-width forms folded (NFKC); absent or
    empty cells are missing from ``cells``. Times are ``HH:MM[:SS]``, numbers
    plain decimals, however the file stored them. ``errors`` are cells that
    hold a spreadsheet error (``#REF!``), by canonical column. ``place`` are the
    file and sheet of a row that came from elsewhere than its table.
    """

    row: int
    cells: dict[str, str] = field(hash=False)
    errors: dict[str, str] = field(default_factory=dict, hash=False)
    place: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """One table of a day as found: canonical name, place, columns and rows.

    ``columns`` maps canonical column names to the header as written;
    ``unknown`` lists headers that no table knows (warned about once, echoed),
    whose cells are kept under the header as written. Total rows, hint rows,
    title rows and blank rows are gone; merged cells are filled down.
    """

    name: str
    file: str
    sheet: str
    columns: dict[str, str] = field(hash=False)
    unknown: tuple[str, ...]
    rows: tuple[RawRow, ...]
