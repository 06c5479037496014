"""Clock times of one route, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .kernel import codes
from .kernel.bulkheads import BULKHEAD_OF
from .kernel.schedule import PAUSE_AT, PAUSE_COUNT, TOUR_AT, TOUR_COUNT, VISIT_AT

if TYPE_CHECKING:
    from .kernel.data import I64


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTimes:
    """Clock times of one route.

    ``visits``: (arrive, start, depart) per entry (zeros at separators);
    ``tours``: (load start, return, metres), ``bulkheads`` the alternative of each
    (R1b); ``pauses``: (kind, site row, start, end) with kind 0 break, 1 pause, 2
    charge. ``cents`` hold lateness (P1g) and ``penalty_cents``: penalties, and
    freshness as it is weighed (P5).
    """

    visits: tuple[tuple[int, int, int], ...]
    tours: tuple[tuple[int, int, int], ...]
    bulkheads: tuple[int, ...]
    pauses: tuple[tuple[int, int, int, int], ...]
    cents: int
    penalty_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a route is not feasible: a code of ``kernel.codes`` and by how much."""

    code: int
    amount: int


def read_times(out: I64, state: I64, length: int, cents: int) -> RouteTimes:
    """Return the times of a route of ``length`` entries that was just evaluated.

    ``out`` and ``state`` are its schedule and state (see ``kernel.schedule``,
    ``kernel.codes``).
    """
    cells = out.tolist()
    visits = cells[VISIT_AT]
    tours = cells[TOUR_AT]
    pauses = cells[PAUSE_AT]
    return RouteTimes(
        visits=tuple(
            (
                cells[visits + 3 * i],
                cells[visits + 3 * i + 1],
                cells[visits + 3 * i + 2],
            )
            for i in range(length)
        ),
        tours=tuple(
            (cells[tours + 4 * t], cells[tours + 4 * t + 1], cells[tours + 4 * t + 2])
            for t in range(cells[TOUR_COUNT])
        ),
        bulkheads=tuple(
            cells[tours + 4 * t + BULKHEAD_OF] for t in range(cells[TOUR_COUNT])
        ),
        pauses=tuple(
            (
                cells[pauses + 4 * x],
                cells[pauses + 4 * x + 1],
                cells[pauses + 4 * x + 2],
                cells[pauses + 4 * x + 3],
            )
            for x in range(cells[PAUSE_COUNT])
        ),
        cents=cents,
        penalty_cents=int(state[codes.PENALTY] + state[codes.FRESH]),
    )
