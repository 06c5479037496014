"""Totals of a township split over its villages by largest remainders."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


def split_total(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Split a whole number in proportion to weights, exactly.

    Parameters
    ----------
    total
        At least 0.
    weights
        At least one, none negative; all zero counts as all equal.

    Returns
    -------
    parts
        Whole numbers in the order of the weights; they sum to ``total``. What
        rounding down leaves goes to the largest remainders, the first of equals
        first.
    """
    whole = sum(weights, Fraction(0))
    if not whole:
        weights, whole = [Fraction(1)] * len(weights), Fraction(len(weights))
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def village_weights(shares: Sequence[Decimal | None]) -> list[Fraction]:
    """Return weights from township shares in percent.

    Where no village has a share all are equal; villages without one divide what
    the others leave of 100 %.
    """
    known = [Fraction(share) for share in shares if share is not None]
    blank = len(shares) - len(known)
    if not known:
        return [Fraction(1)] * len(shares)
    rest = (
        max(Fraction(100) - sum(known), Fraction(0)) / blank if blank else Fraction(0)
    )
    return [rest if share is None else Fraction(share) for share in shares]
