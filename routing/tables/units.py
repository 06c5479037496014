"""Units written in headers: 载重(吨) is kept, in the unit of its column."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .cells import is_number, plain_decimal

UNITS: dict[str, tuple[str, str]] = {
    "kg": ("kg", "1"),
    "公斤": ("kg", "1"),
    "千克": ("kg", "1"),
    "吨": ("kg", "1000"),
    "t": ("kg", "1000"),
    "斤": ("kg", "0.5"),
    "克": ("kg", "0.001"),
    "g": ("kg", "0.001"),
    "km": ("km", "1"),
    "公里": ("km", "1"),
    "千米": ("km", "1"),
    "米": ("km", "0.001"),
    "m": ("km", "0.001"),
    "里": ("km", "0.5"),
    "m3": ("m3", "1"),
    "立方米": ("m3", "1"),
    "立方": ("m3", "1"),
    "方": ("m3", "1"),
    "升": ("litres", "1"),
    "l": ("litres", "1"),
    "cm": ("cm", "1"),
    "厘米": ("cm", "1"),
    "分钟": ("min", "1"),
    "分": ("min", "1"),
    "min": ("min", "1"),
    "秒": ("sec", "1"),
    "s": ("sec", "1"),
    "小时": ("h", "1"),
    "h": ("h", "1"),
    "件": ("items", "1"),
    "元": ("yuan", "1"),
    "万元": ("yuan", "10000"),
    "%": ("%", "1"),
}
"""Unit as written (folded): the unit it belongs to and the factor to it."""

CONVERSIONS: dict[tuple[str, str], str] = {
    ("h", "min"): "60",
    ("min", "h"): "0.0166666666666667",
    ("sec", "min"): "0.0166666666666667",
    ("min", "sec"): "60",
    ("h", "sec"): "3600",
    ("litres", "m3"): "0.001",
    ("m3", "litres"): "1000",
    ("km", "cm"): "100000",
    ("cm", "km"): "0.00001",
    ("%", "share"): "0.01",
}

OWN_UNITS: dict[str, str] = {
    "kg": "kg",
    "m3": "m3",
    "km": "km",
    "km_to_hub": "km",
    "min": "min",
    "max_hours": "h",
    "sec_per_item": "sec",
    "items": "items",
    "cap_items": "items",
    "storage_items": "items",
    "stock_items": "items",
    "backlog": "items",
    "litres": "litres",
    "litres_per_item": "litres",
    "litres_per_unit": "litres",
    "kg_per_item": "kg",
    "kg_per_unit": "kg",
    "max_drive_min": "min",
    "fill": "share",
    "township_share": "%",
    "yuan_per_km": "",
    "price_min": "",
}
"""Canonical column: its unit, where the name's ending does not tell it."""

ENDINGS = {"_kg": "kg", "_m3": "m3", "_km": "km", "_min": "min", "_cm": "cm"}


@dataclass(frozen=True, slots=True)
class UnitChange:
    """How the numbers of a column become numbers in the column's own unit."""

    written: str
    own: str
    factor: Decimal

    def apply(self, text: str) -> str:
        """Return a number in the own unit; text that is no number as it is.

        Of two numbers for two seasons (``4/6``) each is converted.
        """
        parts = text.split("/")
        if len(parts) > 1 and all(is_number(part.strip()) for part in parts):
            return "/".join(self.apply(part.strip()) for part in parts)
        if not is_number(text):
            return text
        value = Decimal(text.replace(",", "")) * self.factor
        return plain_decimal(round(value, 9))


def own_unit(column: str) -> str:
    """Return the unit that a canonical column holds, empty where it has none."""
    if column in OWN_UNITS:
        return OWN_UNITS[column]
    for ending, unit in ENDINGS.items():
        if column.endswith(ending):
            return unit
    return ""


def unit_change(column: str, written: str) -> UnitChange | None:
    """Return how to convert a column whose header names a unit.

    Parameters
    ----------
    column
        Canonical column.
    written
        What the header says in brackets or at its end, folded to lower case.

    Returns
    -------
    UnitChange | None
        None where the header names no unit, or the column has none.

    Raises
    ------
    ValueError
        When the unit measures something else (载重(件) is no weight).
    """
    unit = written.split("/")[0]
    own = own_unit(column)
    if unit not in UNITS or not own:
        return None
    base, factor = UNITS[unit]
    if base == own:
        return UnitChange(written, own, Decimal(factor))
    if (base, own) not in CONVERSIONS:
        raise ValueError(written)
    total = Decimal(factor) * Decimal(CONVERSIONS[base, own])
    return UnitChange(written, own, total)
