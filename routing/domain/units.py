"""Conversions between what people write and the integers used inside (rule Q1)."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

DAY_SECONDS = 86_400
MICRO_PER_CENT = 10_000
MAX_BAG_GRAMS = 30_000
MAX_BAG_CM3 = 150_000

Number = int | float | str | Decimal


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_CEILING))


def seconds_from_minutes(minutes: Number) -> int:
    """Convert minutes to the nearest second, half up."""
    return _half_up(_decimal(minutes) * 60)


def metres_from_km(km: Number) -> int:
    """Convert kilometres to the nearest metre, half up."""
    return _half_up(_decimal(km) * 1000)


def grams_from_kg(kg: Number) -> int:
    """Convert kilograms to grams, up."""
    return _up(_decimal(kg) * 1000)


def cm3_from_litres(litres: Number) -> int:
    """Convert litres to cubic centimetres, up."""
    return _up(_decimal(litres) * 1000)


def cm3_from_m3(m3: Number) -> int:
    """Convert cubic metres to cubic centimetres, up."""
    return _up(_decimal(m3) * 1_000_000)


def cents_from_yuan(yuan: Number) -> int:
    """Convert yuan to cents, half up."""
    return _half_up(_decimal(yuan) * 100)


def micro_from_yuan(yuan: Number) -> int:
    """Convert a unit price in yuan to millionths of a yuan, half up."""
    return _half_up(_decimal(yuan) * 1_000_000)


def divide_half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` rounded half up; both at least 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def distance_cents(metres: int, micro_yuan_per_km: int) -> int:
    """Return the cents of ``metres`` at a price per km, rounded once (rule Q2)."""
    return divide_half_up(metres * micro_yuan_per_km, 1000 * MICRO_PER_CENT)


def duration_cents(seconds: int, micro_yuan_per_hour: int) -> int:
    """Return the cents of ``seconds`` at a price per hour, rounded once (rule Q2)."""
    return divide_half_up(seconds * micro_yuan_per_hour, 3600 * MICRO_PER_CENT)


def clock(seconds: int) -> str:
    """Write a time of day as ``HH:MM`` (hours run past 24), seconds dropped."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
