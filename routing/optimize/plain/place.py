"""The cheapest place that was found for a batch so far."""

from __future__ import annotations

import numpy as np

from .data import U64, Memory
from .jit import inner
from .rng import draw

BLINK = 127
"""One place in 128 is overlooked (the paper's blink rate is 0.01)."""

# Cells of ``Memory.place``.
SLOT = 0
POSITION = 1
KIND = 2
TYPE = 3
DELIVERY = 4
WINDOW = 5
RETIMED = 6
"""Of a block: 1 where other windows are chosen for it."""
NOWHERE = -1
NEW = -2
ON_WAY = -3

ANY_TYPE = -1


@inner
def blinks(rng: U64) -> bool:
    """Tell whether a place is overlooked."""
    return (draw(rng) & np.uint64(BLINK)) == 0


@inner
def note_place(m: Memory, slot: int, position: int, kind: int, t: int) -> None:
    """Keep the cheapest place so far."""
    m.place[SLOT] = slot
    m.place[POSITION] = position
    m.place[KIND] = kind
    m.place[TYPE] = t
