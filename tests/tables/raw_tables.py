"""Raw tables from lists, for tests of the schema."""

from routing.tables.headers import HEADERS
from routing.tables.raw import RawRow, RawTable


def raw_table(name, columns, *rows, errors=None):
    """Make a table; cells are written as in ``columns``, None is an empty cell.

    Data rows count from 2, below the header. ``errors`` maps (row, column) to a
    spreadsheet error.
    """
    columns = columns.split()
    known = {c: c for c in columns if c in HEADERS[name]}
    errors = errors or {}
    made = []
    for number, cells in enumerate(rows, start=2):
        texts = {
            column: str(cell)
            for column, cell in zip(columns, cells, strict=True)
            if cell is not None and (number, column) not in errors
        }
        wrong = {c: text for (row, c), text in errors.items() if row == number}
        made.append(RawRow(row=number, cells=texts, errors=wrong))
    return RawTable(
        name=name,
        file=f"{name}.csv",
        sheet="",
        columns=known,
        unknown=tuple(c for c in columns if c not in known),
        rows=tuple(made),
    )


def tables(*made):
    """Return tables by name."""
    return {table.name: table for table in made}
