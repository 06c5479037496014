"""How fast goods lose their freshness, kept and outside (rule P5)."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

from .vehicle import Temperature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .day import Day
    from .goods import GoodsClass

GAS_CONSTANT = 8.314
"""J/(mol K)."""
KELVIN = 273.15
OUTSIDE_C = 25.0
"""Degrees outside where nobody says (assumed)."""
KEPT_C = {Temperature.CHILLED: 4.0, Temperature.FROZEN: -18.0}
"""Degrees of goods that are kept, where their class names none (assumed)."""
THOUSAND = 1000


class FreshModel(StrEnum):
    """How freshness is counted: not at all, by hours, or by hours and degrees."""

    NONE = "none"
    LINEAR = "linear"
    ARRHENIUS = "arrhenius"


def kept_c(goods: GoodsClass, outside_c: float) -> float:
    """Return the degrees at which a class is kept: the middle of its limits."""
    ends = [t for t in (goods.temp_min_c, goods.temp_max_c) if t is not None]
    if ends:
        return sum(ends) / len(ends)
    return KEPT_C.get(goods.temp, outside_c)


def spoil_thousandths(day: Day, goods: GoodsClass) -> int:
    """Return what an hour outside weighs beside a kept one, in thousandths (P5)."""
    settings = day.settings
    known = goods.fresh_ea_kj is not None and goods.temp is not Temperature.AMBIENT
    if settings.freshness is not FreshModel.ARRHENIUS or not known:
        return THOUSAND
    kept = kept_c(goods, settings.temperature_c) + KELVIN
    outside = settings.temperature_c + KELVIN
    per_gas = THOUSAND * (goods.fresh_ea_kj or 0) / GAS_CONSTANT
    factor = math.exp(per_gas * (1 / kept - 1 / outside))
    return math.floor(THOUSAND * factor + 0.5)


def counts_freshness(day: Day, classes: Iterable[str]) -> bool:
    """Tell whether any of some goods classes lose freshness that is counted."""
    if day.settings.freshness is FreshModel.NONE:
        return False
    return any(day.goods[name].fresh_micro_yuan for name in classes)
