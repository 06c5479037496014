"""The cheapest place of a batch in the routes near it."""

from __future__ import annotations

from .choices import road_fee
from .data import (
    HAS_HOURS,
    HAS_MIX,
    HAS_TIMES,
    HAS_TOURS,
    NO_PLACE,
    Memory,
    Plain,
    Slots,
)
from .day import set_window, windows_of
from .jit import inner, is_day
from .lone_ways import ask_ways
from .place import NEW, NOWHERE, SLOT, WINDOW, blinks, note_place
from .route import FAILS, cents_of
from .timing import TOUR_AFTER, TOUR_BEFORE, WITHIN, seconds_alone, seconds_with


@inner
def detour_of(p: Plain, profile: int, a: int, c: int, b: int) -> int:
    """Return the metres that going from ``a`` to ``b`` over ``c`` is longer."""
    table = p.metres
    return table[profile, a, c] + table[profile, c, b] - table[profile, a, b]


@inner
def fits(p: Plain, s: Slots, r: int, i: int, t: int, c: int) -> bool:
    """Tell whether a tour (that of position ``i``) with ``c`` fits into a type."""
    for d in range(p.load.shape[1]):
        if s.tour_load[r, i, d] + p.load[c, d] > p.cap[t, d]:
            return False
    return True


@inner
def cheapest_type(p: Plain, s: Slots, r: int, c: int) -> int:
    """Return the type of the same family that drives a route with ``c`` cheapest.

    ``c`` 0 stands for nothing more; -1 where no type holds it. Only where routes
    are one tour and no type has prices for time.
    """
    mine = s.type[r]
    best = -1
    lowest = NO_PLACE
    for t in range(p.vehicles.shape[0]):
        if p.family[t] != p.family[mine] or not fits(p, s, r, 0, t, c):
            continue
        if t != mine and s.used[t] >= p.vehicles[t]:
            continue
        cents = cents_of(p, t, s.metres[r], s.seconds[r])
        if cents < lowest:
            lowest = cents
            best = t
    return best


@inner
def _ask_route(
    p: Plain, s: Slots, r: int, c: int, m: Memory, best: float, same_type: bool
) -> float:
    """Look at the places of a route of one tour; return the least cents so far."""
    t = s.type[r]
    base = 0.0
    if not fits(p, s, r, 0, t, c):
        if same_type or not p.flags[HAS_MIX]:
            return best
        t = cheapest_type(p, s, r, c)
        if t < 0:
            return best
        base = cents_of(p, t, s.metres[r], s.seconds[r]) - s.cents[r]
    profile = p.profile[t]
    n = s.size[r]
    price = p.per_metre[t]
    spare = p.most_metres[t] - s.metres[r]
    a = 0
    for i in range(n + 1):
        b = 0 if i == n else s.nodes[r, i]
        more = detour_of(p, profile, a, c, b)
        a = b
        cents = base + price * more
        if cents >= best or more > spare or blinks(m.rng):
            continue
        if p.flags[HAS_TIMES]:
            seconds = seconds_with(p, s, r, i, c, WITHIN)
            if seconds < 0:
                continue
            if p.flags[HAS_HOURS]:
                cents += p.per_second[t] * (seconds - s.seconds[r])
                if cents >= best:
                    continue
        best = cents
        note_place(m, r, i, WITHIN, t)
    return best


@inner
def _ask_place(
    p: Plain, s: Slots, r: int, i: int, c: int, kind: int, cents: float, m: Memory
) -> float:
    """Return the cents of a place that costs at least ``cents``, where in time."""
    if blinks(m.rng):
        return NO_PLACE
    if p.flags[HAS_TIMES]:
        seconds = seconds_with(p, s, r, i, c, kind)
        if seconds < 0:
            return NO_PLACE
        cents += p.per_second[s.type[r]] * (seconds - s.seconds[r])
    return cents


@inner
def _ask_tours(p: Plain, s: Slots, r: int, c: int, m: Memory, best: float) -> float:
    """Look at the places of a route of several tours, and at tours of its own."""
    t = s.type[r]
    profile = p.profile[t]
    n = s.size[r]
    price = p.per_metre[t]
    spare = p.most_metres[t] - s.metres[r]
    alone = p.metres[profile, 0, c] + p.metres[profile, c, 0]
    tours = 1
    for i in range(n):
        if s.nodes[r, i] == 0:
            tours += 1
    a = 0
    for i in range(n + 1):
        b = 0 if i == n else s.nodes[r, i]
        begins = i == 0 or a == 0
        ends = i == n or b == 0
        more = detour_of(p, profile, a, c, b)
        a = b
        worth = price * more < best and more <= spare
        if worth and fits(p, s, r, i - 1 if ends else i, t, c):
            cents = _ask_place(p, s, r, i, c, WITHIN, price * more, m)
            if cents < best:
                best = cents
                note_place(m, r, i, WITHIN, t)
        if not (begins or ends) or tours >= p.most_tours[t]:
            continue
        if price * alone < best and alone <= spare:
            kind = TOUR_AFTER if ends else TOUR_BEFORE
            cents = _ask_place(p, s, r, i, c, kind, price * alone, m)
            if cents < best:
                best = cents
                note_place(m, r, i, kind, t)
    return best


@inner
def ask_new(
    p: Plain, s: Slots, c: int, m: Memory, best: float, only_type: int
) -> float:
    """Look at a vehicle of each type that is not in use yet."""
    for t in range(p.vehicles.shape[0]):
        if s.used[t] >= p.vehicles[t] or (only_type >= 0 and t != only_type):
            continue
        if p.allowed[t, c] == 0:
            continue
        profile = p.profile[t]
        length = p.metres[profile, 0, c] + p.metres[profile, c, 0]
        cents = cents_of(p, t, length, 0)
        if cents >= best or length > p.most_metres[t]:
            continue
        good = True
        for d in range(p.load.shape[1]):
            if abs(p.load[c, d]) > p.cap[t, d]:
                good = False
        if good and p.flags[HAS_TIMES]:
            seconds = seconds_alone(p, s, t, c)
            good = seconds >= 0
            cents += p.per_second[t] * seconds
        if good and cents < best:
            best = cents
            note_place(m, NEW, 0, WITHIN, t)
    return best


@inner
def find_new(
    p: Plain, s: Slots, c: int, m: Memory, best: float, only_type: int
) -> float:
    """Look at vehicles not in use, in each window of a batch."""
    windows = windows_of(p, c)
    if windows == 1:
        return ask_new(p, s, c, m, best, only_type)
    for window in range(windows):
        set_window(p, s, c, window)
        cents = ask_new(p, s, c, m, best, only_type)
        if cents < best:
            best = cents
            m.place[WINDOW] = window
    return best


@inner
def find_place(
    p: Plain, s: Slots, c: int, m: Memory, asked: int, same_type: bool, only_type: int
) -> float:
    """Return the least cents that ``c`` adds; its place stands in ``m.place``.

    Only routes that serve one of the ``asked`` nearest nodes are asked. With
    ``same_type`` no route changes its type; new routes are of ``only_type``
    where that is not ANY_TYPE. Of several windows the chosen one is left set.
    """
    best = p.penalty[c]
    m.place[SLOT] = NOWHERE
    fee = 0.0
    if is_day(p):
        best = ask_ways(p, s, c, m, best)
        fee = road_fee(p, s, c)
        if fee < 0.0 or fee >= best:
            return best
    windows = windows_of(p, c)
    if windows == 1:
        routed = ask_routes(p, s, c, m, asked, same_type, only_type, best - fee)
        return min(best, routed + fee)
    taken = 0
    for window in range(windows):
        set_window(p, s, c, window)
        routed = ask_routes(p, s, c, m, asked, same_type, only_type, best - fee)
        if routed + fee < best:
            best = routed + fee
            taken = window
    m.place[WINDOW] = taken
    return best


@inner
def ask_routes(
    p: Plain,
    s: Slots,
    c: int,
    m: Memory,
    asked: int,
    same_type: bool,
    only_type: int,
    best: float,
) -> float:
    """Look at the places of ``c`` in routes near it and in vehicles not in use yet."""
    last = m.asked.shape[0] - 1
    m.asked[last] += 1
    turn = m.asked[last]
    for x in range(min(asked, p.near.shape[1])):
        r = s.where[p.near[c, x]]
        if r < 0 or m.asked[r] == turn:
            continue
        m.asked[r] = turn
        if p.allowed[s.type[r], c] == 0 or (is_day(p) and s.cents[r] >= FAILS):
            continue
        if p.flags[HAS_TOURS]:
            best = _ask_tours(p, s, r, c, m, best)
        else:
            best = _ask_route(p, s, r, c, m, best, same_type)
    return ask_new(p, s, c, m, best, only_type)
