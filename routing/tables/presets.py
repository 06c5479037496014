"""Named presets: what stands in for a column that a table leaves out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from .schema_cells import CellError

if TYPE_CHECKING:
    from .schema import Row, TableSchema

ASSUMED = "assumed"
ANY = "any"


@cache
def presets() -> dict[str, dict[str, dict[str, tuple[str, str]]]]:
    """Return (value, source) by kind (site, partner, vehicle), class and column."""
    text = resources.files(__package__).joinpath("presets.toml").read_text("utf-8")
    return {
        kind: {
            name: {column: (cell[0], cell[1]) for column, cell in columns.items()}
            for name, columns in classes.items()
        }
        for kind, classes in tomllib.loads(text).items()
    }


def preset(kind: str, name: str, column: str) -> tuple[str, str] | None:
    """Return (value, source) of a column for a class, else for any; None without."""
    classes = presets()[kind]
    return classes.get(name, {}).get(column) or classes[ANY].get(column)


class Assumptions:
    """Defaults and presets that were used, each once: (subject, value, source)."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, str], str] = {}

    def add(self, subject: str, value: str, source: str = ASSUMED) -> None:
        """Note a default that was used."""
        self._used.setdefault((subject, value), source)

    def all(self) -> tuple[tuple[str, str, str], ...]:
        """Return all of them, in the order of their first use."""
        return tuple((*key, source) for key, source in self._used.items())


def fill_presets(
    row: Row, schema: TableSchema, kind: str, name: str, used: Assumptions
) -> None:
    """Fill the columns that a row leaves out from the presets, and note them.

    A cell that was there but could not be read is not papered over.
    """
    for column in schema.columns:
        if any(
            column.name in cells
            for cells in (row.values, row.raw.cells, row.raw.errors)
        ):
            continue
        found = preset(kind, name, column.name)
        if found is None:
            continue
        value, source = found
        try:
            row.values[column.name] = column.parse(value)
        except CellError as error:
            msg = f"Preset {kind}.{name}.{column.name} cannot be read: {error.code}."
            raise ValueError(msg) from error
        used.add(f"{schema.table}.{name}.{column.name}", value, source)
