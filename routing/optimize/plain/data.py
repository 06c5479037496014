"""What the compiled plain search works on: a problem, a solution, working memory.

Node 0 is the base, nodes 1..n are the ends of the batches that lie elsewhere: one of
most, two of a *pair*, its pick-up right before its delivery. A *slot* is a row that
holds one route: nodes in order, 0 between two tours.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.optimize.kernel.data import MINUTES, RESOURCES
from routing.optimize.kernel.route import STATE_LENGTH
from routing.optimize.kernel.schedule import new_schedule

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]
U64 = NDArray[np.uint64]

FAR = 1 << 40
"""Later and farther than anything; small enough to add a few."""

NO_PLACE = 1e300

POOL_ROWS = 4000
PLACE_SIZE = 7

# Cells of ``Plain.flags``.
HAS_TIMES = 0
HAS_READY = 1
HAS_TOURS = 2
HAS_HOURS = 3
HAS_MIX = 4
HAS_PAIRS = 5
"""Pairs, or batches from and to the base at once: what is on board goes up and down;
routes are one tour then, and none changes its type."""
HAS_WAYS = 6
"""Batches may go without a road, as the limits and accounts of their ways allow."""
HAS_CHOICE = 7
"""Batches with several windows: which one holds is settled when one is inserted."""
HAS_RESTS = 8
"""Drivers who rest in the middle of a long day."""


# Cells of ``Slots.state``.
LEFT_CENTS = 0
LEFT = 1
NOW = 2
BEST = 3
FEES = 4
STATES = 5

# Values of ``Slots.absent`` while a move is open.
NEWLY_LEFT = 2
NEWLY_SERVED = 3

# Cells of ``Plain.flags`` behind them, with HAS_WAYS: of a thousand moves those that
# take out a tour, that or a route, those or batches anywhere, those or what may go one
# kind of way, or move blocks; then where the parts of ``day`` begin.
SHARES = 9
PARTS = 14
EARLY_AT = 15
LATE_AT = 16
WAY_AT = 17
REST_AT = 18
EXACT_AT = 19
NOTED_AT = 20
CHOSEN_AT = 21
DAY_SIZE = 22
ENTRIES_AT = 23
GRID_AT = 24
FLAGS = 25

# Cells of ``Memory.counts``.
KIND_ASKED = 3
COUNTS = 4

_NONE = np.zeros(1, np.int64)


class Plain(NamedTuple):
    """A plain road problem; costs in cents, times in seconds, distances in metres."""

    metres: I32
    """(profiles, nodes, nodes)."""
    seconds: I32
    """(profiles, nodes, nodes): the work at the first, then driving."""
    load: I64
    """(nodes, dimensions); with pairs below 0 where it is put off."""
    mate: I64
    """(nodes,) the other end of a pair, 0 where that is the base."""
    early: I64
    late: I64
    """(nodes,) between which instants work may begin."""
    ready: I64
    """(nodes,) when a tour with this batch may leave at the soonest."""
    penalty: F64
    """(nodes,) of leaving it behind; 0 at the delivery of a pair."""
    allowed: U8
    """(types, nodes)."""
    cap: I64
    """(types, dimensions)."""
    fixed: F64
    per_metre: F64
    per_second: F64
    first: I64
    """(types,) earliest end of the first loading."""
    first_late: I64
    """(types,) latest end of the first loading."""
    last: I64
    """(types,) latest return."""
    most_seconds: I64
    most_metres: I64
    vehicles: I64
    profile: I64
    family: I64
    """(types,) types of one family differ in price and capacity alone."""
    reload: I64
    most_tours: I64
    near: I32
    """(nodes, neighbours) other nodes, the nearest first."""
    flags: I64
    several: int | None = None
    """A number where batches may go several ways, else None: each is compiled by
    itself (see ``jit.is_day``)."""
    day: I64 = _NONE
    """With HAS_WAYS what ``day`` describes, behind the problem as the kernel has it."""


class Slots(NamedTuple):
    """Routes, and what is known of each."""

    nodes: I32
    """(slots, length)."""
    size: I64
    """(slots,) 0 where the slot is free."""
    type: I64
    tour_load: I64
    """(slots, length, dimensions) of the tour that a position belongs to; with pairs
    what is on board on the way there."""
    tour_ready: I64
    """(slots, length + 1) when the tour that begins at a position may leave."""
    metres: I64
    seconds: I64
    cents: F64
    before: I64
    """(slots, length + 2, 3): seconds, earliest and latest start of what stands
    before a position; seconds are least for any start between the two."""
    behind: I64
    """(slots, length + 2, 3): the same from a position to the return."""
    where: I64
    """(nodes,) slot, or -1."""
    at: I64
    used: I64
    """(types,) vehicles in use."""
    absent: U8
    """(nodes,) 0 served, 1 left behind; NEWLY_LEFT or NEWLY_SERVED while a move is
    open. 0 at the delivery of a pair."""
    state: F64
    """(STATES,): penalties of what is left, how many, cents now, cents of the best,
    what ways cost (from LEFT_CENTS on)."""
    ends: I64
    """(1,): slots from here on have never been used."""
    day: I64
    """With HAS_WAYS what ``day`` describes, behind a solution of the kernel."""


class Undo(NamedTuple):
    """Routes as they were before the move."""

    nodes: I32
    size: I64
    type: I64
    cents: F64
    touched: I64
    changed: I64
    flag: U8
    day: I64
    """With HAS_WAYS the same as that of the slots, but for the solution."""


class Memory(NamedTuple):
    """Working memory of moves, and the routes they met."""

    removed: I64
    """(nodes + 2,): how many, then the nodes; of a pair the pick-up."""
    key: F64
    marked: U8
    asked: I64
    """(slots + 1,): the number of the last insertion that asked a slot."""
    place: I64
    """(PLACE_SIZE,): slot (-1 none, -2 a new one, -3 a way without a road), position
    (or the way), kind, type, position of the delivery of a pair, window, whether a
    block gets other windows."""
    detour: I64
    least: I64
    """(length + 2,): metres that a delivery adds at a position, and at that or any
    behind it."""
    kin: I64
    """(nodes + 1,): how many batches are put at one place, then which."""
    block: I64
    bounds: I64
    hours: I64
    """Blocks (see ``blocks``): their nodes; where in these each begins; (nodes of
    blocks, 2) the windows they had."""
    absences: I64
    """(nodes,) how often a batch found no place, while fewer vehicles are tried."""
    rng: U64
    pool: I32
    """(POOL_ROWS, length + 2): type, size, nodes."""
    met: I64
    """(1,): routes noted in all."""
    counts: I64
    """(COUNTS,): moves, moves that found a new best, routes given up, the kind of way
    that a move asks for (see ANY_KIND in ``structure``)."""
    drive: I64
    state: I64
    """With HAS_WAYS what the kernel needs to drive a route (see ``exact``)."""


def slots_of(p: Plain) -> tuple[int, int]:
    """Return how many slots a problem needs, and how long."""
    nodes = p.load.shape[0]
    slots = max(1, int(min(p.vehicles.sum(), nodes)))
    if p.flags[HAS_TOURS]:
        return slots, nodes + int(min(p.most_tours.max(), nodes)) + 4
    if p.flags[HAS_PAIRS]:
        return slots, nodes + 4
    longest = nodes
    for d in range(p.load.shape[1]):
        loads = np.cumsum(np.sort(p.load[1:, d]))
        longest = min(longest, int((loads <= p.cap[:, d].max()).sum()))
    return slots, longest + 4


def new_slots(p: Plain, day: I64 | None = None) -> Slots:
    """Return free slots; every node is left behind."""
    nodes, dimensions = p.load.shape
    slots, length = slots_of(p)
    absent = (p.mate < 1) | (p.mate > np.arange(nodes))
    absent[0] = False
    left = float(p.penalty[1:].sum())
    zeros = np.zeros
    return Slots(
        nodes=zeros((slots, length), np.int32),
        size=zeros(slots, np.int64),
        type=zeros(slots, np.int64),
        tour_load=zeros((slots, length, dimensions), np.int64),
        tour_ready=zeros((slots, length + 1), np.int64),
        metres=zeros(slots, np.int64),
        seconds=zeros(slots, np.int64),
        cents=zeros(slots),
        before=zeros((slots, length + 2, 3), np.int64),
        behind=zeros((slots, length + 2, 3), np.int64),
        where=np.full(nodes, -1, np.int64),
        at=zeros(nodes, np.int64),
        used=zeros(len(p.vehicles), np.int64),
        absent=absent.astype(np.uint8),
        state=np.array([left, absent.sum(), left, NO_PLACE, 0.0]),
        ends=zeros(1, np.int64),
        day=zeros(1, np.int64) if day is None else day,
    )


def new_undo(p: Plain) -> Undo:
    """Return room for the routes that a move changes."""
    slots, length = slots_of(p)
    zeros = np.zeros
    return Undo(
        nodes=zeros((slots, length), np.int32),
        size=zeros(slots, np.int64),
        type=zeros(slots, np.int64),
        cents=zeros(slots),
        touched=zeros(slots, np.int64),
        changed=zeros(1, np.int64),
        flag=zeros(slots, np.uint8),
        day=zeros(int(p.flags[DAY_SIZE]), np.int64),
    )


def new_drive(p: Plain, length: int) -> I64:
    """Return room for the clock times of a route, its entries, docks that are free."""
    if not p.flags[HAS_WAYS]:
        return np.zeros(1, np.int64)
    schedule = new_schedule(2 * length)
    docks = max(1, int(p.day[RESOURCES])) * MINUTES
    drive = np.zeros(len(schedule) + 2 * length + docks, np.int64)
    drive[: len(schedule)] = schedule
    p.flags[ENTRIES_AT] = len(schedule)
    p.flags[GRID_AT] = len(schedule) + 2 * length
    return drive


def new_memory(p: Plain, seed: int) -> Memory:
    """Return working memory; everything random follows from ``seed``."""
    nodes = p.load.shape[0]
    slots, length = slots_of(p)
    zeros = np.zeros
    start = (seed * 2_654_435_761 + 88_172_645_463_325_252) & ((1 << 64) - 1)
    return Memory(
        removed=zeros(nodes + 2, np.int64),
        key=zeros(nodes + 2),
        marked=zeros(nodes, np.uint8),
        asked=zeros(slots + 1, np.int64),
        place=zeros(PLACE_SIZE, np.int64),
        detour=zeros(length + 2, np.int64),
        least=zeros(length + 2, np.int64),
        kin=zeros(nodes + 1, np.int64),
        block=zeros(nodes + length, np.int64),
        bounds=zeros(nodes + 1, np.int64),
        hours=zeros((nodes + length, 2), np.int64),
        absences=np.ones(nodes, np.int64),
        rng=np.array([start or 1], np.uint64),
        pool=zeros((POOL_ROWS, length + 2), np.int32),
        met=zeros(1, np.int64),
        counts=zeros(COUNTS, np.int64),
        drive=new_drive(p, length),
        state=zeros(STATE_LENGTH, np.int64),
    )
