"""What a tour carries: room on every leg, pairs, locks and length."""

from __future__ import annotations

from .codes import (
    AMOUNT,
    APART,
    BACK_BY,
    CAP_AMBIENT,
    CAP_CHILLED,
    CAP_G,
    COLD_TOUR,
    LEG_METRES,
    LOCK,
    MIXED,
    OK,
    PAIR,
    POSSIBLE,
    RANGE,
    READY_TIME,
    STATE_SIZE,
    UNLOADS,
    UNREACHABLE,
)
from .data import (
    A_LOCK,
    A_RANK,
    A_SITE,
    BARE_DIMENSIONS,
    BIG,
    BULKHEADS,
    CLASSES,
    COLD_DIMENSIONS,
    DIMENSIONS,
    DIMS,
    FAR,
    FIRST_ROOM,
    H_KEEPS,
    H_ROOM,
    HAS_APART,
    I64,
    S_CLASS,
    S_DUE,
    S_FROM,
    S_LOAD,
    S_READY,
    S_TEMP,
    S_TO,
    SAME_HALT,
    STRICT_AT,
    V_CAP,
    V_END,
    V_KEEPS,
    V_PROFILE,
    V_RANGE,
    V_START,
    apart,
    bulkhead,
    metres_of,
    shp,
    veh,
    vis,
)
from .jit import inner

CLASS_SLOTS = STATE_SIZE + DIMENSIONS


@inner
def put(p: I64, state: I64, k: int, sign: int) -> None:
    """Put a shipment on board (+1) or take it off (-1)."""
    for d in range(p[DIMS]):
        state[STATE_SIZE + d] += sign * shp(p, k, S_LOAD + d)
    if p[HAS_APART]:
        state[CLASS_SLOTS + shp(p, k, S_CLASS)] += sign


@inner
def cap_code(d: int) -> int:
    """Return the code of a load over the capacity in a dimension."""
    if d < BARE_DIMENSIONS:
        return CAP_G + d
    return CAP_CHILLED + d - BARE_DIMENSIONS if d < COLD_DIMENSIONS else CAP_AMBIENT


@inner
def room(p: I64, v: int, state: I64) -> int:
    """Check what is on board against the vehicle (rules R1, R1b and R4)."""
    for d in range(p[DIMS]):
        over = state[STATE_SIZE + d] - veh(p, v, V_CAP + d)
        if over > 0:
            state[AMOUNT] = over
            return cap_code(d)
    if p[BULKHEADS]:
        return _narrow(p, v, state)
    if p[HAS_APART] and _quarrel(p, state, veh(p, v, V_KEEPS)):
        return APART
    return OK


@inner
def _quarrel(p: I64, state: I64, keeps: int) -> bool:
    """Tell whether goods on board must not share a compartment that they share."""
    classes = p[CLASSES]
    for a in range(classes):
        if state[CLASS_SLOTS + a] > 0:
            for b in range(a, classes):
                both = state[CLASS_SLOTS + b] > (1 if a == b else 0)
                if both and apart(p, a, b, keeps):
                    return True
    return False


@inner
def _narrow(p: I64, v: int, state: I64) -> int:
    """Strike the alternatives without room for what is on board (R1b, R4).

    Returns a code when none is left: of the one that lacks least, ``AMOUNT`` of it.
    """
    possible = 0
    code = APART
    least = BIG
    for x in range(p[BULKHEADS]):
        if not (state[POSSIBLE] >> x) & 1:
            continue
        most = 0
        worst = 0
        for d in range(FIRST_ROOM, p[DIMS]):
            room_here = bulkhead(p, v, x, H_ROOM + d - FIRST_ROOM)
            over = state[STATE_SIZE + d] - room_here
            if over > most:
                most = over
                worst = d
        if most == 0:
            keeps = bulkhead(p, v, x, H_KEEPS)
            if not (p[HAS_APART] and _quarrel(p, state, keeps)):
                possible |= 1 << x
            elif least > 0:
                least = 0
                code = APART
        elif most < least:
            least = most
            code = cap_code(worst)
    state[POSSIBLE] = possible
    if possible:
        return OK
    state[AMOUNT] = least
    return code


@inner
def _lock_kept(p: I64, seq: I64, at: int, i: int) -> bool:
    """Check the order of a lock at entry ``i`` against what comes before it.

    A return to the base breaks a strict lock.
    """
    lock = vis(p, seq[i], A_LOCK)
    site = vis(p, seq[i], A_SITE)
    left = False
    j = i - 1
    while j >= at:
        a = seq[j]
        if a < 0:
            left = True
        elif vis(p, a, A_LOCK) == lock:
            if vis(p, a, A_RANK) > vis(p, seq[i], A_RANK):
                return False
            return not (left and p[p[STRICT_AT] + lock])
        elif vis(p, a, A_SITE) != site:
            left = True
        j -= 1
    return True


@inner
def _paired(p: I64, v: int, seq: I64, pos: int, i: int, e: int) -> bool:
    """Check that a pick-up away from the base and its delivery share the tour."""
    a = seq[i]
    k = a // 2
    if a % 2 == 0:
        if shp(p, k, S_TO) == veh(p, v, V_END):
            return True
        for j in range(i + 1, e):
            if seq[j] == a + 1:
                return True
        return False
    if shp(p, k, S_FROM) == veh(p, v, V_START):
        return True
    for j in range(pos, i):
        if seq[j] == a - 1:
            return True
    return False


@inner
def scan_tour(
    p: I64, v: int, seq: I64, at: int, pos: int, e: int, end: int, state: I64
) -> int:
    """Load a tour (entries pos..e-1) and measure it; return a code.

    Leaves ``LEG_METRES``, ``READY_TIME``, ``UNLOADS``, ``BACK_BY`` and ``MIXED``
    (anything but deliveries from the base) in the state.
    """
    for i in range(STATE_SIZE, state.shape[0]):
        state[i] = 0
    profile = veh(p, v, V_PROFILE)
    base = veh(p, v, V_START)
    prev = base
    metres = 0
    ready = 0
    state[UNLOADS] = 0
    state[BACK_BY] = BIG
    state[MIXED] = 0
    state[COLD_TOUR] = 0
    state[POSSIBLE] = (1 << p[BULKHEADS]) - 1
    for i in range(pos, e):
        a = seq[i]
        k = a // 2
        site = vis(p, a, A_SITE)
        state[COLD_TOUR] |= shp(p, k, S_TEMP) & veh(p, v, V_KEEPS)
        metres += metres_of(p, profile, prev, site)
        prev = site
        if a % 2 == 1 and shp(p, k, S_FROM) == base:
            if shp(p, k, S_READY) == SAME_HALT:
                return PAIR
            put(p, state, k, 1)
            ready = max(ready, shp(p, k, S_READY))
        else:
            state[MIXED] = 1
            if not _paired(p, v, seq, pos, i, e):
                return PAIR
        if a % 2 == 0 and shp(p, k, S_TO) == veh(p, v, V_END):
            state[UNLOADS] = 1
            state[BACK_BY] = min(state[BACK_BY], shp(p, k, S_DUE))
        if vis(p, a, A_LOCK) >= 0 and not _lock_kept(p, seq, at, i):
            return LOCK
    metres += metres_of(p, profile, prev, end)
    state[LEG_METRES] = metres
    state[READY_TIME] = ready
    if metres >= FAR:
        return UNREACHABLE
    if metres > veh(p, v, V_RANGE):
        state[AMOUNT] = metres - veh(p, v, V_RANGE)
        return RANGE
    return room(p, v, state)
