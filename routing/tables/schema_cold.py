"""Cells that tell where cold is kept, and how long: cold rooms and boxes."""

from __future__ import annotations

import re
from decimal import Decimal

from routing.domain.units import seconds_from_minutes
from routing.domain.vehicle import Temperature

from . import schema_words as words
from .schema_cells import CellError, names, positive

SEASONS = 2
"""Values of a box: in summer and in winter (C2a)."""


def cold_rooms(text: str) -> dict[Temperature, Decimal | None]:
    """Read ``chilled:2.5;frozen:1`` in m³; a word alone is any volume, None (C1a).

    One temperature named twice adds up; what is unlimited stays so.
    """
    found: dict[Temperature, Decimal | None] = {}
    for part in names(text):
        word, colon, room = part.partition(":")
        temperature = words.TEMPERATURES.get(word.strip().casefold())
        if temperature is None:
            code = "BAD_COLD_STORAGE"
            raise CellError(code)
        if temperature is Temperature.AMBIENT:
            code = "COLD_STORAGE_AMBIENT"
            raise CellError(code)
        size = positive(room.strip()) if colon else None
        before = found.get(temperature, Decimal(0))
        if size is None or before is None:
            found[temperature] = None
        else:
            found[temperature] = before + size
    if not found:
        code = "BAD_COLD_STORAGE"
        raise CellError(code)
    return found


def autonomy(text: str) -> tuple[int, ...]:
    """Read minutes, or minutes in summer and winter, as one or two seconds (C2a)."""
    parts = [part for part in re.split(r"[/,;、|\s]+", text) if part]
    found = tuple(seconds_from_minutes(positive(part)) for part in parts)
    if not found:
        code = "BAD_NUMBER"
        raise CellError(code)
    if len(found) > SEASONS:
        code = "AUTONOMY_SEASONS"
        raise CellError(code)
    if not all(found):
        code = "ZERO"
        raise CellError(code)
    return found
