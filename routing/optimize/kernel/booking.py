"""What ways take of limits and owe to accounts, booked in a solution."""

from __future__ import annotations

from .accounts import owed_cents
from .data import (
    AMOUNT_OF,
    FEE_AT,
    I64,
    LIMIT_AT,
    PAIR_SIZE,
    TAKE_AT,
    W_FEE,
    W_FEES,
    W_TAKE,
    W_TAKES,
    WHICH,
    way_of,
)
from .jit import inner, outer
from .solution import OWED, USED, WAY


@inner
def has_room(p: I64, sol: I64, w: int) -> bool:
    """Tell whether a way's limits have room for it."""
    at = p[TAKE_AT] + way_of(p, w, W_TAKE) * PAIR_SIZE
    for _ in range(way_of(p, w, W_TAKES)):
        limit = p[at + WHICH]
        if sol[sol[USED] + limit] + p[at + AMOUNT_OF] > p[p[LIMIT_AT] + limit]:
            return False
        at += PAIR_SIZE
    return True


@inner
def fee_cents(p: I64, sol: I64, w: int) -> int:
    """Return what a way adds to the accounts."""
    cents = 0
    at = p[FEE_AT] + way_of(p, w, W_FEE) * PAIR_SIZE
    for _ in range(way_of(p, w, W_FEES)):
        f = p[at + WHICH]
        before = sol[sol[OWED] + f]
        cents += owed_cents(p, f, before + p[at + AMOUNT_OF])
        cents -= owed_cents(p, f, before)
        at += PAIR_SIZE
    return cents


@inner
def count_way(p: I64, sol: I64, w: int, sign: int) -> None:
    """Book what a way takes and owes (1), or give it back (-1)."""
    at = p[TAKE_AT] + way_of(p, w, W_TAKE) * PAIR_SIZE
    for _ in range(way_of(p, w, W_TAKES)):
        sol[sol[USED] + p[at + WHICH]] += sign * p[at + AMOUNT_OF]
        at += PAIR_SIZE
    at = p[FEE_AT] + way_of(p, w, W_FEE) * PAIR_SIZE
    for _ in range(way_of(p, w, W_FEES)):
        sol[sol[OWED] + p[at + WHICH]] += sign * p[at + AMOUNT_OF]
        at += PAIR_SIZE


@outer
def book_way(p: I64, sol: I64, b: int, w: int) -> bool:
    """Put a batch whose visits stand in the routes on a way; False without room."""
    if not has_room(p, sol, w):
        return False
    sol[sol[WAY] + b] = w
    count_way(p, sol, w, 1)
    return True
