"""Headers of the travel table: Chinese and English, with their units."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from routing.tables.columns_day import DAY_TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COLUMNS = DAY_TABLES["travel"][1]
_UNITS_IN_NAME = {"km": ("metres",), "min": ("seconds",)}
ALIASES: Mapping[str, tuple[str, ...]] = {
    name: (name, *spellings.split(), *_UNITS_IN_NAME.get(name, ()))
    for name, spellings in _COLUMNS.items()
}

REQUIRED = ("from", "to", "km")
CHINESE = {"from": "起点", "to": "终点", "km": "公里"}

_BRACKETS = re.compile(r"[(\[]\s*(.*?)\s*[)\]]")
_KM_PER_UNIT = {"米": 0.001, "m": 0.001, "metres": 0.001}
_MINUTES_PER_UNIT = {
    "秒": 1 / 60,
    "s": 1 / 60,
    "sec": 1 / 60,
    "seconds": 1 / 60,
    "小时": 60.0,
    "h": 60.0,
}
_CANONICAL = {alias: name for name, row in ALIASES.items() for alias in row}


def fold(text: str) -> str:
    """Fold full-width forms, case and surrounding blanks."""
    return unicodedata.normalize("NFKC", text).strip().strip("\ufeff").lower()


def match_header(cells: Sequence[str]) -> dict[str, tuple[int, float]]:
    """Find the known columns in one row of cells.

    Returns
    -------
    dict
        Canonical column to (position, factor), the factor turning the cell
        into km or minutes: ``里程(米)`` gives 0.001.
    """
    found: dict[str, tuple[int, float]] = {}
    for position, cell in enumerate(cells):
        folded = fold(cell)
        unit = "".join(_BRACKETS.findall(folded)) or folded
        name = _CANONICAL.get(_BRACKETS.sub("", folded).strip())
        if name is None or name in found:
            continue
        units = _KM_PER_UNIT if name == "km" else _MINUTES_PER_UNIT
        factor = units.get(unit, 1.0) if name in ("km", "min") else 1.0
        found[name] = (position, factor)
    return found
