"""Rule Q2: exact sums of millionths of a yuan, rounded half up to a cent once."""

from __future__ import annotations

from fractions import Fraction

MICRO = 10_000
"""Millionths of a yuan in a cent."""


def cents(micro_yuan: Fraction | int, per: int = 1) -> int:
    """Return micro-yuan over ``per`` in whole cents, half up; at least 0."""
    exact = Fraction(micro_yuan) / (per * MICRO)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
