"""Cells that tell where cold is kept: the cold rooms of a site."""

from __future__ import annotations

from decimal import Decimal

from routing.domain.vehicle import Temperature

from . import schema_words as words
from .schema_cells import CellError, names, positive


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
