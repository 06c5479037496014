"""Drivers' rests: when one is due, where in the route it is taken.

The kernel takes a rest as soon as its time has come, unless the next stop offers a
wait to hide it in (``kernel.clock``); so does this.
"""

from __future__ import annotations

from .data import HAS_RESTS, Plain, Slots
from .day import REST_EARLY, REST_END, REST_LATE, REST_SECONDS, rest_of, work_of
from .jit import inner, is_day


@inner
def is_due(p: Plain, t: int, first: int, seconds: int) -> bool:
    """Tell whether a route that begins at ``first`` has a rest."""
    if not is_day(p) or not p.flags[HAS_RESTS] or rest_of(p, t, REST_SECONDS) == 0:
        return False
    return bool(
        first <= rest_of(p, t, REST_EARLY)
        and first + seconds >= rest_of(p, t, REST_END)
    )


@inner
def rest_place(p: Plain, s: Slots, r: int, first: int) -> int:
    """Return the position before which the driver of a route rests, 0 for nowhere.

    The spans before each position are known, without a rest.
    """
    t = s.type[r]
    n = s.size[r]
    profile = p.profile[t]
    early = rest_of(p, t, REST_EARLY)
    late = rest_of(p, t, REST_LATE)
    for i in range(1, n + 1):
        a = s.nodes[r, i - 1]
        b = 0 if i == n else s.nodes[r, i]
        drive = p.seconds[profile, a, b] - work_of(p, a)
        if drive < 0:
            # Two batches of one halt.
            continue
        time = max(s.before[r, i, 1], first) + s.before[r, i, 0] + work_of(p, a)
        if time > late:
            return 0
        if time >= early or time + drive > late:
            return i
        if i < n:
            start = max(s.before[r, i + 1, 1], first) + s.before[r, i + 1, 0]
            if start - max(time + drive, early) >= rest_of(p, t, REST_SECONDS):
                return i
    return 0
