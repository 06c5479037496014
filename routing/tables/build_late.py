"""What rows say of being late at a price: soft windows and deadlines (rule T1c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import micro_from_yuan, seconds_from_minutes

if TYPE_CHECKING:
    from .schema import Row

PRICE = "late_yuan_min"
MOST = "late_max_min"


def soft_values(row: Row) -> dict[str, int]:
    """Return price (millionths of a yuan a minute) and most seconds of lateness.

    Nothing where the row gives no price; a limit alone, or a price of goods that
    can never be late, is left out with a warning.
    """
    price, most = row.values.get(PRICE), row.values.get(MOST)
    if price is None:
        if most is not None and PRICE not in row.raw.cells:
            row.warn("LATE_MAX_ALONE", MOST)
        return {}
    if not row.values.get("window") and row.values.get("deadline") is None:
        row.warn("LATE_NEVER", PRICE)
        return {}
    found = {"late_micro_yuan": micro_from_yuan(price)}
    if most is not None:
        found["late_most"] = seconds_from_minutes(most)
    return found
