"""Ruin: which shipments leave their routes in one move.

String removal follows Christiaens and Vanden Berghe, Slack Induction by
String Removals, Transportation Science 54(2), 2020 (sections 4 and 5.1); whole
tours and whole routes are removed besides, so that vehicles can be saved.
"""

from __future__ import annotations

from .data import I64, NEAR_WIDTH, near
from .jit import inner
from .rng import below, unit
from .solution import LENGTH, SEQ, SHIPMENTS, VEHICLES, WHERE, N

AVERAGE_REMOVED = 10
LONGEST_STRING = 10
SPLIT_STRINGS = 0.5
KEEP_LONGER = 0.01
WHOLE_TOUR = 0.06
WHOLE_ROUTE = 0.03
SCATTERED = 0.04


@inner
def _visits(sol: I64, v: int) -> int:
    count = 0
    for i in range(sol[sol[N] + v]):
        if sol[sol[SEQ] + v * sol[LENGTH] + i] >= 0:
            count += 1
    return count


@inner
def _mark(sol: I64, k: int, marks: I64, removed: I64, count: int) -> int:
    if marks[k] == 0:
        marks[k] = 1
        removed[count] = k
        count += 1
    return count


@inner
def _mark_string(
    sol: I64,
    v: int,
    k: int,
    longest: int,
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
                count = _mark(
                    sol, sol[sol[SEQ] + v * sol[LENGTH] + i] // 2, marks, removed, count
                )
            number += 1
    return count


@inner
def _mark_strings(
    p: I64, sol: I64, seed: int, rng: I64, marks: I64, types: I64, removed: I64
) -> int:
    """Mark strings in the routes near shipment ``seed``."""
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
        k = near(p, seed, x)
        v = sol[sol[WHERE] + k]
        if v < 0 or marks[k] or types[v]:
            continue
        types[v] = 1
        count = _mark_string(sol, v, k, longest, rng, marks, removed, count)
        strings -= 1
        if strings <= 0:
            break
    return count


@inner
def _mark_tour(
    sol: I64, v: int, k: int, marks: I64, removed: I64, whole_route: bool
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
        count = _mark(sol, a // 2, marks, removed, count)
    return count


@inner
def choose_removed(
    p: I64, sol: I64, rng: I64, marks: I64, types: I64, removed: I64
) -> int:
    """Fill ``removed`` with the shipments of one ruin; return their number.

    Their cells in ``marks`` are set.
    """
    shipments = sol[SHIPMENTS]
    seed = below(rng, shipments)
    draw = unit(rng)
    v = sol[sol[WHERE] + seed]
    if v >= 0 and draw < WHOLE_TOUR + WHOLE_ROUTE:
        whole = draw < WHOLE_ROUTE and _visits(sol, v) <= 3 * AVERAGE_REMOVED
        if _visits(sol, v) <= 6 * AVERAGE_REMOVED:
            return _mark_tour(sol, v, seed, marks, removed, whole)
    if draw < WHOLE_TOUR + WHOLE_ROUTE + SCATTERED:
        count = 0
        for _ in range(1 + below(rng, AVERAGE_REMOVED)):
            k = below(rng, shipments)
            if sol[sol[WHERE] + k] >= 0:
                count = _mark(sol, k, marks, removed, count)
        return count
    return _mark_strings(p, sol, seed, rng, marks, types, removed)
