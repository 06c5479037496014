"""Random numbers: xorshift64 (Marsaglia, Journal of Statistical Software 8, 2003)."""

from __future__ import annotations

import numpy as np

from .data import U64
from .jit import inner


@inner
def draw(rng: U64) -> np.uint64:
    """Return the next 64 bits."""
    x = rng[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    rng[0] = x
    return x


@inner
def unit(rng: U64) -> float:
    """Return a number above 0 and at most 1."""
    return (float(draw(rng) >> np.uint64(11)) + 1.0) * (1.0 / 9007199254740992.0)


@inner
def below(rng: U64, bound: int) -> int:
    """Return a whole number from 0 to ``bound`` - 1."""
    return int((draw(rng) >> np.uint64(33)) % np.uint64(bound))
