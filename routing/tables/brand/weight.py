"""Weights of parcels: the unit that a header names, and numbers with a unit."""

from __future__ import annotations

import re
from decimal import Decimal

from ..headers import fold_header
from ..schema_cells import CellError, number
from ..units import UNITS

HEAVIEST_KG = 3_000
"""More than a parcel weighs: a waybill or a price under the wrong header."""

_UNIT = re.compile(r"[(\[【/_](kg|公斤|千克|斤|克|g|吨|t)[)\]】]?$")
_WRITTEN = re.compile(r"(kg|公斤|千克)$", re.IGNORECASE)
GRAMS = 1000


def unit_factor(header: str) -> Decimal:
    """Return what turns a column's numbers into kg, 1 where it names no unit."""
    found = _UNIT.search(fold_header(header))
    return Decimal(UNITS[found.group(1)][1]) if found else Decimal(1)


def grams_of(text: str, factor: Decimal) -> int | None:
    """Return a cell's grams, None where it tells no weight of a parcel."""
    bare = _WRITTEN.sub("", text).strip()
    try:
        kg = number(bare) * (Decimal(1) if bare != text else factor)
    except CellError:
        return None
    return int(kg * GRAMS) if 0 < kg <= HEAVIEST_KG else None
