"""Where a simulation writes the clock times of one route: one vector."""

from __future__ import annotations

import numpy as np

from .data import I64
from .jit import inner

TOUR_COUNT = 0
PAUSE_COUNT = 1
TOUR_AT = 2
PAUSE_AT = 3
VISIT_AT = 4

BREAK_KIND = 0
PAUSE_KIND = 1
CHARGE_KIND = 2


def new_schedule(length: int) -> I64:
    """Return an empty schedule for routes of up to ``length`` entries.

    Per entry: arrive, start, depart; per tour: load start, return, metres, bulkhead;
    per pause: kind, site, start, end.
    """
    visits = 8
    tours = visits + 3 * length
    pauses = tours + 4 * (length + 1)
    out = np.zeros(pauses + 4 * (2 * length + 8), np.int64)
    out[TOUR_AT] = tours
    out[PAUSE_AT] = pauses
    out[VISIT_AT] = visits
    return out


@inner
def note_pause(out: I64, kind: int, site: int, start: int, end: int) -> None:
    """Write down a break, pause or charge."""
    at = out[PAUSE_AT] + 4 * out[PAUSE_COUNT]
    out[at] = kind
    out[at + 1] = site
    out[at + 2] = start
    out[at + 3] = end
    out[PAUSE_COUNT] += 1
