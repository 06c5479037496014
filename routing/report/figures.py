"""Numbers for people: rounded half up, and the units they are shown in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.units import divide_half_up
from routing.plan.bulkheads import rooms_of

if TYPE_CHECKING:
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Stop, Tour

Amount = int | Fraction

MILLION = 1_000_000


def rounded(value: Amount, digits: int) -> float:
    """Return a value of at least 0 with so many decimals, half up."""
    scale = int("1" + "0" * digits)
    exact = Fraction(value) * scale
    return divide_half_up(exact.numerator, exact.denominator) / scale


def percent(part: Amount, whole: Amount) -> float | None:
    """Return ``part`` in percent of ``whole`` to one decimal; None without whole."""
    return rounded(Fraction(part) / Fraction(whole) * 100, 1) if whole else None


def mean(values: list[Fraction]) -> Fraction | None:
    """Return the mean, None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def yuan(cents: Amount) -> float:
    """Convert cents to yuan with two decimals."""
    return rounded(Fraction(cents) / 100, 2)


def km(metres: Amount) -> float:
    """Convert metres to kilometres with three decimals."""
    return rounded(Fraction(metres) / 1000, 3)


def hours(seconds: Amount) -> float:
    """Convert seconds to hours with two decimals."""
    return rounded(Fraction(seconds) / 3600, 2)


def kilograms(grams: Amount) -> float:
    """Convert grams to kilograms with one decimal."""
    return rounded(Fraction(grams) / 1000, 1)


def cubic_metres(cm3: Amount) -> float:
    """Convert cubic centimetres to cubic metres with two decimals."""
    return rounded(Fraction(cm3) / MILLION, 2)


def load_factor(vehicle: Vehicle, tour: Tour, load: Tour | Stop) -> Fraction:
    """Return the largest of the shares of kg, m³ × fill and items that are used.

    ``load`` is a departure of ``tour``: the tour itself, or one of its halts.
    """
    limits = (
        (load.load_g, vehicle.cap_g),
        (load.load_cm3, sum(rooms_of(vehicle, tour).values())),
        (load.load_items, vehicle.cap_items),
    )
    return max(
        (Fraction(used, limit) for used, limit in limits if limit),
        default=Fraction(0),
    )
