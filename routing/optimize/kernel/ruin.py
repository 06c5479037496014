"""Ruin: which shipments leave their routes in one move.

String removal follows Christiaens and Vanden Berghe, Slack Induction by
String Removals, Transportation Science 54(2), 2020 (sections 4 and 5.1); whole
tours and whole routes are removed besides, so that vehicles can be saved, and
what could go one kind of way (over one hub, by one line), so that a kind of way
can be taken up or given up.
"""

from __future__ import annotations

from .data import (
    B_FIRST,
    B_WAYS,
    HAS_WAYS,
    I64,
    NEAR_WIDTH,
    S_BATCH,
    SAME_HALT,
    W_KIND,
    W_ROAD,
    W_ROADS,
    batch_of,
    near,
    shp,
    way_of,
)
from .jit import inner
from .rng import below, unit
from .solution import BATCHES, LENGTH, LO, SEQ, VEHICLES, WAY, WHERE, N

AVERAGE_REMOVED = 10
LONGEST_STRING = 10
SPLIT_STRINGS = 0.5
KEEP_LONGER = 0.01
WHOLE_TOUR = 0.06
WHOLE_ROUTE = 0.03
SCATTERED = 0.04
ONE_KIND = 0.08
MOST_OF_KIND = 48
TAKE_UP = 0.33
GIVE_UP = 0.33
KEEP_WITHOUT_ROAD = 0.5
ELSEWHERE = 0.15
FEW_ROADS = 2

FEW_BATCHES = 12
"""Where there are so few, each may be far from what it should go together with."""

MOST_LEGS = 120
"""Legs that one move takes out at most."""


@inner
def _visits(sol: I64, v: int) -> int:
    count = 0
    for i in range(sol[sol[N] + v]):
        if sol[sol[SEQ] + v * sol[LENGTH] + i] >= 0:
            count += 1
    return count


@inner
def _mark(b: int, marks: I64, removed: I64, count: int) -> int:
    if marks[b] == 0:
        marks[b] = 1
        removed[count] = b
        count += 1
    return count


@inner
def _waits_aboard(p: I64, sol: I64, b: int) -> bool:
    """Tell whether a batch waits with a vehicle somewhere: its legs hang together."""
    w = sol[sol[WAY] + b]
    for r in range(way_of(p, w, W_ROADS)):
        if sol[sol[LO] + way_of(p, w, W_ROAD + r)] == SAME_HALT:
            return True
    return False


@inner
def mark_visit(
    p: I64, sol: I64, k: int, legs: bool, marks: I64, removed: I64, count: int
) -> int:
    """Mark the batch of a shipment, or with ``legs`` the shipment alone."""
    b = shp(p, k, S_BATCH)
    if not legs:
        return _mark(b, marks, removed, count)
    if count >= MOST_LEGS or _waits_aboard(p, sol, b):
        return count
    return _mark(k, marks, removed, count)


@inner
def _mark_string(
    p: I64,
    sol: I64,
    v: int,
    k: int,
    longest: int,
    legs: bool,
    rng: I64,
    marks: I64,
    removed: I64,
    count: int,
) -> int:
    """Mark a string of visits of route ``v`` that holds shipment ``k``."""
    visits = _visits(sol, v)
    length = 1 + below(rng, max(1, min(visits, longest)))
    spared = 0
    if length > 1 and length < visits and unit(rng) < SPLIT_STRINGS:
        spared = 1
        while length + spared < visits and unit(rng) > KEEP_LONGER:
            spared += 1
            if spared >= length:
                break
    window = min(visits, length + spared)
    place = 0
    for i in range(sol[sol[N] + v]):
        if sol[sol[SEQ] + v * sol[LENGTH] + i] >= 0:
            if sol[sol[SEQ] + v * sol[LENGTH] + i] // 2 == k:
                break
            place += 1
    low = max(0, place - window + 1)
    high = min(place, visits - window)
    first = low + below(rng, high - low + 1)
    skip = first + below(rng, max(1, window - spared + 1))
    number = 0
    for i in range(sol[sol[N] + v]):
        if sol[sol[SEQ] + v * sol[LENGTH] + i] >= 0:
            inside = first <= number < first + window
            if inside and not skip <= number < skip + spared:
                mine = sol[sol[SEQ] + v * sol[LENGTH] + i] // 2
                count = mark_visit(p, sol, mine, legs, marks, removed, count)
            number += 1
    return count


@inner
def mark_strings(
    p: I64,
    sol: I64,
    seed: int,
    legs: bool,
    role: int,
    rng: I64,
    marks: I64,
    types: I64,
    removed: I64,
) -> int:
    """Mark strings in the routes near batch ``seed``.

    With ``role`` from 0 only in routes of legs with so many more by road behind.
    """
    used = 0
    placed = 0
    for v in range(sol[VEHICLES]):
        if sol[sol[N] + v] > 0:
            used += 1
            placed += _visits(sol, v)
    average = max(1, placed // max(1, used))
    longest = max(1, min(LONGEST_STRING, average))
    strings = 1 + int((4.0 * AVERAGE_REMOVED / (1.0 + longest) - 1.0) * unit(rng))
    count = 0
    for u in range(sol[VEHICLES]):
        types[u] = 0
    for x in range(p[NEAR_WIDTH]):
        b = near(p, seed, x)
        w = sol[sol[WAY] + b]
        if w < 0 or (marks[b] and not legs):
            continue
        roads = way_of(p, w, W_ROADS)
        if (
            roads == 0
            and not legs
            and x < AVERAGE_REMOVED
            and unit(rng) > KEEP_WITHOUT_ROAD
        ):
            count = _mark(b, marks, removed, count)
        for r in range(roads):
            k = way_of(p, w, W_ROAD + r)
            v = sol[sol[WHERE] + k]
            if types[v] == 0 and (role < 0 or roads - 1 - r == role):
                types[v] = 1
                count = _mark_string(
                    p, sol, v, k, longest, legs, rng, marks, removed, count
                )
                strings -= 1
        if strings <= 0:
            break
    return count


@inner
def mark_tour(
    p: I64,
    sol: I64,
    v: int,
    k: int,
    legs: bool,
    marks: I64,
    removed: I64,
    whole_route: bool,
) -> int:
    """Mark the tour of route ``v`` that holds shipment ``k``, or the route."""
    first = 0
    for i in range(sol[sol[N] + v]):
        a = sol[sol[SEQ] + v * sol[LENGTH] + i]
        if a < 0:
            first = i + 1
        elif a // 2 == k:
            break
    count = 0
    if whole_route:
        first = 0
    for i in range(first, sol[sol[N] + v]):
        a = sol[sol[SEQ] + v * sol[LENGTH] + i]
        if a < 0:
            if whole_route:
                continue
            break
        count = mark_visit(p, sol, a // 2, legs, marks, removed, count)
    return count


@inner
def _has_kind(p: I64, b: int, kind: int) -> bool:
    first = batch_of(p, b, B_FIRST)
    for w in range(first, first + batch_of(p, b, B_WAYS)):
        if way_of(p, w, W_KIND) == kind:
            return True
    return False


@inner
def _mark_some(p: I64, sol: I64, kind: int, rng: I64, marks: I64, removed: I64) -> int:
    """Mark one in two batches that have a way of a kind."""
    count = 0
    for b in range(sol[BATCHES]):
        if sol[sol[WAY] + b] >= 0 and below(rng, 2) and _has_kind(p, b, kind):
            count = _mark(b, marks, removed, count)
    return count


@inner
def _mark_kind(
    p: I64, sol: I64, seed: int, kind: int, most: int, marks: I64, removed: I64
) -> int:
    """Mark up to ``most`` batches around ``seed`` that have a way of a kind."""
    count = 0
    for x in range(p[NEAR_WIDTH]):
        b = near(p, seed, x)
        if sol[sol[WAY] + b] < 0:
            continue
        if _has_kind(p, b, kind):
            count = _mark(b, marks, removed, count)
        if count >= most:
            break
    return count


@inner
def _kind_of(p: I64, sol: I64, b: int, rng: I64) -> int:
    """Return the kind of a batch's way, or of another of its ways."""
    w = sol[sol[WAY] + b]
    if w < 0 or below(rng, 2) == 0:
        w = batch_of(p, b, B_FIRST) + below(rng, batch_of(p, b, B_WAYS))
    if way_of(p, w, W_ROADS) > FEW_ROADS:
        # Long ways are many and seldom good.
        w = batch_of(p, b, B_FIRST) + below(rng, batch_of(p, b, B_WAYS))
    return way_of(p, w, W_KIND)


@inner
def choose_removed(
    p: I64, sol: I64, rng: I64, marks: I64, types: I64, removed: I64
) -> int:
    """Fill ``removed`` with the batches of one ruin; return their number.

    Their cells in ``marks`` are set. The last cell of ``removed`` tells which
    kind of way to ask for (see ``ways.ANY_KIND``).
    """
    batches = sol[BATCHES]
    last = removed.shape[0] - 1
    removed[last] = -1
    seed = below(rng, batches)
    if p[HAS_WAYS] and unit(rng) < ONE_KIND and batch_of(p, seed, B_WAYS) > 1:
        kind = _kind_of(p, sol, seed, rng)
        draw = unit(rng)
        if draw < TAKE_UP:
            removed[last] = kind
        elif draw < TAKE_UP + GIVE_UP:
            removed[last] = -2 - kind
        most = 1 + below(rng, MOST_OF_KIND)
        return _mark_kind(p, sol, seed, kind, most, marks, removed)
    draw = unit(rng)
    w = sol[sol[WAY] + seed]
    if w >= 0 and way_of(p, w, W_ROADS) > 0 and draw < WHOLE_TOUR + WHOLE_ROUTE:
        roads = way_of(p, w, W_ROADS)
        k = way_of(p, w, W_ROAD + (below(rng, roads) if roads > 1 else 0))
        v = sol[sol[WHERE] + k]
        whole = draw < WHOLE_ROUTE and _visits(sol, v) <= 3 * AVERAGE_REMOVED
        if p[HAS_WAYS] and unit(rng) < ELSEWHERE:
            # A whole tour may start from another hub, or leave the road.
            removed[last] = _kind_of(p, sol, seed, rng)
        if _visits(sol, v) <= 6 * AVERAGE_REMOVED:
            return mark_tour(p, sol, v, k, False, marks, removed, whole)
    if draw < WHOLE_TOUR + WHOLE_ROUTE + SCATTERED:
        count = 0
        for _ in range(1 + below(rng, AVERAGE_REMOVED)):
            b = below(rng, batches)
            if sol[sol[WAY] + b] >= 0:
                count = _mark(b, marks, removed, count)
        return count
    return mark_strings(p, sol, seed, False, -1, rng, marks, types, removed)


@inner
def choose_region(p: I64, sol: I64, rng: I64, marks: I64, removed: I64) -> int:
    """Fill ``removed`` with many batches around one; return their number.

    The last cell of ``removed`` tells which kind of way to ask for or to avoid.
    """
    batches = sol[BATCHES]
    last = removed.shape[0] - 1
    seed = below(rng, batches)
    kind = _kind_of(p, sol, seed, rng)
    removed[last] = kind if below(rng, 2) == 0 else -2 - kind
    few = batches <= FEW_BATCHES
    if few and below(rng, 2):
        return _mark_some(p, sol, kind, rng, marks, removed)
    most = 1 + below(rng, batches)
    if not few:
        most = 1 + batches // 10 + below(rng, batches // 2 + 1)
    return _mark_kind(p, sol, seed, kind, most, marks, removed)
