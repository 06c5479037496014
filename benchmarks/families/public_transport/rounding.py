"""Whole seconds of a day from exact times, so that what is in time there is in time.

Drives and arrivals of buses are rounded up, departures down; each may cost a second.
At each in-stop the clock is set back by less than a second, so that its slot opens at
a whole one: its first bus leaves at that very instant, and a second lost would lose
the bus. A truck that drives along a line as fast as the bus does is in time
everywhere, as in exact figures.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .slots import Slot

SECONDS = 100
"""Seconds of a unit of time."""

DIGITS = 6


def before(time: float) -> int:
    """Return the second of a time, rounded down."""
    return math.floor(round(time * SECONDS, DIGITS))


def after(time: float) -> int:
    """Return the second of a time, rounded up."""
    return math.ceil(round(time * SECONDS, DIGITS))


def set_back(slot: Slot) -> float:
    """Return the part of a second by which the clock of a slot is set back."""
    return max(0.0, slot.open_time * SECONDS - before(slot.open_time))


def at_slot(slot: Slot, time: float) -> int:
    """Return the second of a time on the clock of a slot, rounded down."""
    return math.floor(round(time * SECONDS - set_back(slot), DIGITS))
