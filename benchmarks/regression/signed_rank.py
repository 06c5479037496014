"""Wilcoxon's signed-rank test, exact with ties, one-sided.

Why this test: costs of one instance under two seeds differ by several per cent in
either direction and not normally, instances are few, and under the hypothesis that
a change does nothing the two runs of a pair can be exchanged, so that every sign is
a coin toss. Ranks keep one wild pair from deciding; exactness needs no sample size.

References: F. Wilcoxon, Individual Comparisons by Ranking Methods, Biometrics
Bulletin 1(6), 1945 (zeros are left out, ties share their mean rank). The distribution
by shifting: B. Streitberg and J. Roehmel, Exact Distributions for Permutation and
Rank Tests, Statistical Software Newsletter 12(1), 1986.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

EQUAL_DIGITS = 12
"""Differences that agree to so many decimals are ties: rounding is no order."""


def signed_rank_p(differences: Sequence[float]) -> float:
    """Return the chance that signs at random are as much in favour of "larger".

    Parameters
    ----------
    differences
        Of pairs, head less base, any unit.

    Returns
    -------
    float
        P(W >= w) for the rank sum w of the positive differences; 1 where all are
        zero.
    """
    kept = [d for d in (round(x, EQUAL_DIGITS) for x in differences) if d]
    if not kept:
        return 1.0
    doubled = doubled_ranks([abs(d) for d in kept])
    pairs = list(zip(doubled, kept, strict=True))
    positive = sum(rank for rank, d in pairs if d > 0)
    chances = np.zeros(sum(doubled) + 1)
    chances[0] = 1.0
    for rank in doubled:
        shifted = np.zeros_like(chances)
        shifted[rank:] = chances[:-rank]
        chances = (chances + shifted) / 2
    return min(1.0, float(chances[positive:].sum()))


def doubled_ranks(sizes: Sequence[float]) -> list[int]:
    """Return twice the rank of each size, ties at their mean: whole numbers."""
    order = sorted(sizes)
    first = {size: place for place, size in reversed(list(enumerate(order, start=1)))}
    last = {size: place for place, size in enumerate(order, start=1)}
    return [first[size] + last[size] for size in sizes]
