"""What is owed for a quantity: fees of trips, offers and stages, and delay."""

from __future__ import annotations

from .data import (
    ACCOUNT_AT,
    ACCOUNT_SIZE,
    F_BELOW,
    F_EACH,
    F_FIXED,
    F_MICRO,
    F_PER,
    F_PLUS,
    F_TOP,
    I64,
)
from .jit import inner


@inner
def owed_cents(p: I64, f: int, quantity: int) -> int:
    """Return the cents of an account, rounded half up once (rule Q2)."""
    if quantity <= 0:
        return 0
    at = p[ACCOUNT_AT] + f * ACCOUNT_SIZE
    units = p[at + F_PLUS] + p[at + F_EACH] * quantity
    units = max(0, min(units, p[at + F_TOP]) - p[at + F_BELOW])
    per = p[at + F_PER]
    return p[at + F_FIXED] + (2 * units * p[at + F_MICRO] + per) // (2 * per)
