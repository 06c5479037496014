"""Cells that only vehicles have: breaks and temperature compartments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routing.domain.units import seconds_from_minutes
from routing.domain.vehicle import MOST_ALTERNATIVES, Break, Temperature

from . import schema_words as words
from .schema_cells import CellError, choice, names, positive, window

if TYPE_CHECKING:
    from decimal import Decimal

ALTERNATIVES = re.compile(r"[|或]")
"""Stands between the settings of a movable bulkhead (R1b)."""

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


def compartments(text: str) -> tuple[dict[Temperature, Decimal], ...]:
    """Read ``chilled:2.5;ambient:5.0`` in m³; one temperature named twice adds up.

    Settings of a movable bulkhead (R1b) are read one by one, in their order.
    """
    settings = alternatives(text)
    if len(settings) > MOST_ALTERNATIVES:
        code = "TOO_MANY_BULKHEADS"
        raise CellError(code, limit=str(MOST_ALTERNATIVES))
    found = tuple(_rooms(setting) for setting in settings)
    if len(found) > 1 and not all(found):
        code = "BAD_COMPARTMENTS"
        raise CellError(code)
    return found


def alternatives(text: str) -> list[str]:
    """Return the text of each setting of a movable bulkhead; one where it is fixed."""
    return [part.strip() for part in ALTERNATIVES.split(text)]


def _rooms(text: str) -> dict[Temperature, Decimal]:
    found: dict[Temperature, Decimal] = {}
    for part in names(text):
        word, colon, room = part.partition(":")
        if not colon:
            code = "BAD_COMPARTMENTS"
            raise CellError(code)
        temperature = _temperature(word.strip())
        found[temperature] = positive(room.strip()) + found.get(temperature, 0)
    return found
