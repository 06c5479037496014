"""A tour that moves to another time of the day is served in other windows."""

from __future__ import annotations

from .choices import choose_window
from .data import EARLY_AT, LATE_AT, Memory, Plain, Slots, Undo
from .day import WINDOW_SIZE, WINDOWS, cell_of, early_of, late_of, windows_of
from .jit import inner


@inner
def note_windows(p: Plain, s: Slots, m: Memory, k: int) -> bool:
    """Note the windows of a block; tell whether there are others."""
    several = False
    for q in range(m.bounds[k], m.bounds[k + 1]):
        c = m.block[q]
        if c != 0 and windows_of(p, c) > 1:
            several = True
            m.hours[q, 0] = early_of(p, s, c)
            m.hours[q, 1] = late_of(p, s, c)
    return several


@inner
def restore_windows(p: Plain, s: Slots, m: Memory, k: int) -> None:
    """Give a block the windows back that were noted."""
    for q in range(m.bounds[k], m.bounds[k + 1]):
        c = m.block[q]
        if c != 0 and windows_of(p, c) > 1:
            s.day[p.flags[EARLY_AT] + c] = m.hours[q, 0]
            s.day[p.flags[LATE_AT] + c] = m.hours[q, 1]


@inner
def leaves_at(p: Plain, s: Slots, r: int, i: int) -> int:
    """Return when a tour put before position ``i`` may leave at the soonest."""
    t = s.type[r]
    if i == 0:
        return p.first[t]
    j = i - 1 if i < s.size[r] else i
    a = s.nodes[r, j - 1]
    back = s.before[r, j, 0] + s.before[r, j, 1] + p.seconds[p.profile[t], a, 0]
    return back + p.reload[t]


@inner
def choose_windows(
    p: Plain, s: Slots, u: Undo, m: Memory, start: int, t: int, k: int
) -> bool:
    """Choose the first window that a block is in time for; tell whether any changed."""
    profile = p.profile[t]
    now = start
    a = 0
    changed = False
    for q in range(m.bounds[k], m.bounds[k + 1]):
        c = m.block[q]
        now += p.seconds[profile, a, c]
        a = c
        if c == 0:
            now += p.reload[t]
            continue
        windows = windows_of(p, c)
        for w in range(windows):
            early = cell_of(p, WINDOWS, c * WINDOW_SIZE + 1 + 2 * w)
            late = cell_of(p, WINDOWS, c * WINDOW_SIZE + 2 + 2 * w)
            if now > late and w < windows - 1:
                continue
            if windows > 1 and early != early_of(p, s, c):
                choose_window(p, s, u, c, w)
                changed = True
            now = max(now, early)
            break
    return changed
