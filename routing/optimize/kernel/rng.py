"""A tiny random generator that repeats itself everywhere (xorshift32).

Reference: G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14),
2003. The state is one int64 cell holding 32 bits, never zero.
"""

from __future__ import annotations

from .data import I64
from .jit import inner

MASK = 0xFFFFFFFF


@inner
def next_u32(rng: I64) -> int:
    """Return the next 32 random bits."""
    x = rng[0]
    x ^= (x << 13) & MASK
    x ^= x >> 17
    x ^= (x << 5) & MASK
    rng[0] = x
    return x


@inner
def below(rng: I64, n: int) -> int:
    """Return an integer in 0..n-1."""
    return (next_u32(rng) * n) >> 32


@inner
def unit(rng: I64) -> float:
    """Return a float in (0, 1)."""
    return (next_u32(rng) + 0.5) / 4294967296.0
