"""What a batch goes by, and in which of its windows: chosen, and taken back."""

from __future__ import annotations

from routing.optimize.kernel.booking import count_way, fee_cents, has_room

from .data import (
    CHOSEN_AT,
    EARLY_AT,
    FEES,
    HAS_CHOICE,
    I64,
    LATE_AT,
    NOTED_AT,
    WAY_AT,
    Plain,
    Slots,
    Undo,
)
from .day import NO_WAY, ROADS, cell_of, set_window, way_of
from .jit import inner, is_day, outer


@inner
def _note(p: Plain, s: Slots, u: Undo, c: int) -> None:
    """Keep what is chosen for a batch as it is before the move changes it."""
    noted = p.flags[NOTED_AT] + c
    if u.day[noted]:
        return
    u.day[noted] = 1
    copy_choice(p, s.day, u.day, c)
    chosen = p.flags[CHOSEN_AT]
    u.day[chosen] += 1
    u.day[chosen + u.day[chosen]] = c


@inner
def copy_choice(p: Plain, source: I64, target: I64, c: int) -> None:
    """Copy the window and the way of a node."""
    for cell in (p.flags[EARLY_AT] + c, p.flags[LATE_AT] + c, p.flags[WAY_AT] + c):
        target[cell] = source[cell]


@inner
def send(p: Plain, s: Slots, u: Undo, c: int, way: int) -> None:
    """Send a batch another way, NO_WAY for none; its fees follow."""
    _note(p, s, u, c)
    old = way_of(p, s, c)
    if old != NO_WAY:
        count_way(p.day, s.day, old, -1)
        s.state[FEES] -= float(fee_cents(p.day, s.day, old))
    if way != NO_WAY:
        s.state[FEES] += float(fee_cents(p.day, s.day, way))
        count_way(p.day, s.day, way, 1)
    s.day[p.flags[WAY_AT] + c] = way


@inner
def choose_window(p: Plain, s: Slots, u: Undo, c: int, window: int) -> None:
    """Let a batch be served in one of its windows, for this move at least."""
    _note(p, s, u, c)
    set_window(p, s, c, window)


@inner
def set_free(p: Plain, s: Slots, u: Undo, c: int) -> None:
    """Take back what is chosen for a batch that is taken out."""
    if way_of(p, s, c) != NO_WAY:
        send(p, s, u, c, NO_WAY)
    if is_day(p) and p.flags[HAS_CHOICE]:
        _note(p, s, u, c)


@inner
def take_choices_back(p: Plain, s: Slots, u: Undo) -> None:
    """Bring all choices back to what they were before the move, but for fees."""
    chosen = p.flags[CHOSEN_AT]
    for q in range(1, u.day[chosen] + 1):
        c = u.day[chosen + q]
        now = way_of(p, s, c)
        copy_choice(p, u.day, s.day, c)
        before = way_of(p, s, c)
        if now != before:
            if now != NO_WAY:
                count_way(p.day, s.day, now, -1)
            if before != NO_WAY:
                count_way(p.day, s.day, before, 1)


@inner
def close_choices(p: Plain, u: Undo) -> None:
    """Forget what was noted of a move."""
    chosen = p.flags[CHOSEN_AT]
    for q in range(1, u.day[chosen] + 1):
        u.day[p.flags[NOTED_AT] + u.day[chosen + q]] = 0
    u.day[chosen] = 0


@inner
def road_fee(p: Plain, s: Slots, c: int) -> float:
    """Return what the way by road adds to the accounts; below 0 without room."""
    way = cell_of(p, ROADS, c)
    if way == NO_WAY or not has_room(p.day, s.day, way):
        return -1.0
    return float(fee_cents(p.day, s.day, way))


@inner
def may_go_by_road(p: Plain, s: Slots, c: int) -> bool:
    """Tell whether the limits of a batch's way by road have room."""
    return not is_day(p) or road_fee(p, s, c) >= 0.0


@outer
def give_back(p: Plain, s: Slots, way: int) -> None:
    """Take what a way takes and owes off the limits and accounts."""
    count_way(p.day, s.day, way, -1)


@outer
def book_all(p: Plain, s: Slots, ways: I64) -> None:
    """Send each node without a way by that of ``ways``, (nodes,), where it has room."""
    for c in range(1, ways.shape[0]):
        if ways[c] == NO_WAY or not has_room(p.day, s.day, ways[c]):
            continue
        s.state[FEES] += float(fee_cents(p.day, s.day, ways[c]))
        count_way(p.day, s.day, ways[c], 1)
        s.day[p.flags[WAY_AT] + c] = ways[c]
