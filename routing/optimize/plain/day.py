"""How the plain search reads what it knows of a day with several ways.

``Plain.day`` is the problem as ``kernel.data`` describes it, and behind it, from cell
PARTS of the flags on, where each of these tables begins:

- windows, (nodes, WINDOW_SIZE): how many, then the begin and the end of each
- rests, (types, REST_SIZE), 0 seconds for none
- work, (nodes,): what of ``Plain.seconds`` is work where one drives on
- heads, (types,) a vehicle of each type; guests, (types,) 1 where it takes on all that
  it delivers in a single tour
- visits, (nodes,) what stands for a node in the kernel
- roads, (nodes,) the way by road, or NO_WAY
- kin, (nodes,) the next batch of one's kin (see ``core_legs.kin_of``); more, (nodes,)
  the work of those that a batch stands for at the moment, 0 else
- firsts, (nodes + 1,) where the ways without a road of each node begin; ways and kinds

``Slots.day`` is a solution of the kernel, whose limits and accounts are used. Behind it
stand the window and the way of each node, then for each slot the position before which
the driver rests (0 for none) and the exact cents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.optimize.kernel.solution import new_solution

from .data import (
    CHOSEN_AT,
    DAY_SIZE,
    EARLY_AT,
    EXACT_AT,
    HAS_CHOICE,
    HAS_RESTS,
    HAS_WAYS,
    LATE_AT,
    NOTED_AT,
    PARTS,
    REST_AT,
    WAY_AT,
    Plain,
    Slots,
    slots_of,
)
from .jit import inner, is_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

NO_WAY = -1

# Tables of ``Plain.day``.
WINDOWS = 0
RESTS = 1
WORK = 2
HEADS = 3
GUESTS = 4
VISITS = 5
ROADS = 6
FIRSTS = 7
WAYS = 8
KINDS = 9
KIN = 10
MORE = 11
TABLES = 12

MOST_WINDOWS = 4
WINDOW_SIZE = 1 + 2 * MOST_WINDOWS

# Columns of a rest.
REST_SECONDS = 0
REST_EARLY = 1
REST_LATE = 2
"""Latest begin."""
REST_END = 3
"""A rest is due where a route begins by REST_EARLY and ends from here on."""
REST_SIZE = 4


def packed(
    plain: Plain, vector: NDArray[np.int64], facts: Mapping[int, NDArray[np.int64]]
) -> Plain:
    """Return a plain problem that knows a day: ``facts`` behind the kernel's vector."""
    nodes = len(plain.mate)
    slots, _ = slots_of(plain)
    sizes = [facts[table].size for table in range(TABLES)]
    begins = len(vector) + TABLES + np.concatenate([[0], np.cumsum(sizes)])
    day = np.concatenate(
        [vector, begins[:-1], *(facts[table].ravel() for table in range(TABLES))]
    ).astype(np.int64)
    flags = plain.flags
    flags[HAS_WAYS] = 1
    flags[PARTS] = len(vector)
    booked = len(new_solution(vector, 1))
    parts = (EARLY_AT, LATE_AT, WAY_AT, REST_AT, EXACT_AT, NOTED_AT, CHOSEN_AT)
    at = booked
    for part, size in zip(
        parts, (nodes, nodes, nodes, slots, slots, nodes, nodes + 1), strict=True
    ):
        flags[part] = at
        at += size
    flags[DAY_SIZE] = at
    return plain._replace(several=1, day=day)


def new_day(p: Plain, booked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what slots know of a day: nobody goes any way, ``booked`` is taken."""
    day = np.zeros(int(p.flags[NOTED_AT]), np.int64)
    day[: p.flags[EARLY_AT]] = booked
    day[p.flags[EARLY_AT] : p.flags[LATE_AT]] = p.early
    day[p.flags[LATE_AT] : p.flags[WAY_AT]] = p.late
    day[p.flags[WAY_AT] : p.flags[REST_AT]] = NO_WAY
    return day


@inner
def cell_of(p: Plain, table: int, i: int) -> int:
    """Return a cell of a table."""
    return p.day[p.day[p.flags[PARTS] + table] + i]


@inner
def windows_of(p: Plain, c: int) -> int:
    """Return how many windows a node has."""
    if is_day(p) and p.flags[HAS_CHOICE]:
        return cell_of(p, WINDOWS, c * WINDOW_SIZE)
    return 1


@inner
def set_window(p: Plain, s: Slots, c: int, window: int) -> None:
    """Let a node be served in one of its windows."""
    at = c * WINDOW_SIZE + 1 + 2 * window
    s.day[p.flags[EARLY_AT] + c] = cell_of(p, WINDOWS, at)
    s.day[p.flags[LATE_AT] + c] = cell_of(p, WINDOWS, at + 1)


@inner
def early_of(p: Plain, s: Slots, c: int) -> int:
    """Return from when on work may begin, in the window that is chosen."""
    return (
        s.day[p.flags[EARLY_AT] + c]
        if is_day(p) and p.flags[HAS_CHOICE]
        else p.early[c]
    )


@inner
def late_of(p: Plain, s: Slots, c: int) -> int:
    """Return until when work may begin, in the window that is chosen."""
    return (
        s.day[p.flags[LATE_AT] + c] if is_day(p) and p.flags[HAS_CHOICE] else p.late[c]
    )


@inner
def rest_of(p: Plain, t: int, column: int) -> int:
    """Return a column of the rest of a type's drivers."""
    return cell_of(p, RESTS, t * REST_SIZE + column)


@inner
def work_of(p: Plain, c: int) -> int:
    """Return how long one works at a node before one drives on."""
    return cell_of(p, WORK, c)


@inner
def rest_at(p: Plain, s: Slots, r: int) -> int:
    """Return the position before which the driver of a route rests, 0 for none."""
    return s.day[p.flags[REST_AT] + r] if is_day(p) and p.flags[HAS_RESTS] else 0


@inner
def set_rest(p: Plain, s: Slots, r: int, i: int) -> None:
    """Let the driver of a route rest before a position."""
    s.day[p.flags[REST_AT] + r] = i


@inner
def way_of(p: Plain, s: Slots, c: int) -> int:
    """Return the way of a node, or NO_WAY."""
    return s.day[p.flags[WAY_AT] + c] if is_day(p) else NO_WAY


@inner
def exact_of(p: Plain, s: Slots, r: int) -> float:
    """Return the cents of a route as the kernel drives it."""
    return float(s.day[p.flags[EXACT_AT] + r])
