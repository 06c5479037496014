"""Cells that only vehicles have: breaks and temperature compartments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import seconds_from_minutes
from routing.domain.vehicle import Break, Temperature

from . import schema_words as words
from .schema_cells import CellError, choice, names, positive, window

if TYPE_CHECKING:
    from decimal import Decimal

_temperature = choice(words.TEMPERATURES)


def breaks(text: str) -> tuple[Break, ...]:
    """Read ``30@11:00-13:00``: minutes within a window; several are a list."""
    found = []
    for part in names(text):
        minutes, _, span = part.partition("@")
        duration = seconds_from_minutes(positive(minutes.strip()))
        within = window(span)
        if duration > within.late - within.early:
            code = "BREAK_TOO_LONG"
            raise CellError(code)
        found.append(Break(duration, within))
    return tuple(found)


def compartments(text: str) -> dict[Temperature, Decimal]:
    """Read ``chilled:2.5;ambient:5.0`` in m³; one temperature named twice adds up."""
    found: dict[Temperature, Decimal] = {}
    for part in names(text):
        word, colon, room = part.partition(":")
        if not colon:
            code = "BAD_COMPARTMENTS"
            raise CellError(code)
        temperature = _temperature(word.strip())
        found[temperature] = positive(room.strip()) + found.get(temperature, 0)
    return found
