"""Goods classes: temperature, rules of acceptance, what must stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .vehicle import Temperature

DEFAULT_CLASS = "普通"


class AcceptRule(StrEnum):
    """Whether goods of a class are taken."""

    ACCEPT = "accept"
    REVIEW = "review"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsClass:
    """Temperature class, bus permission, incompatibilities and sizes.

    ``cold_limit_duration`` and ``max_ride_duration`` None mean no limit;
    ``pack_duration`` above 0: cold goods of the class travel in foam boxes (C1b).
    ``fresh_micro_yuan`` is what a kilogram loses in an hour, in millionths of a yuan,
    ``fresh_ea_kj`` its activation energy in kJ/mol (P5).
    """

    goods_class: str = DEFAULT_CLASS
    temp: Temperature = Temperature.AMBIENT
    temp_min_c: float | None = None
    temp_max_c: float | None = None
    bus_allowed: bool = True
    cold_limit_duration: int | None = None
    pack_duration: int = 0
    max_ride_duration: int | None = None
    fresh_micro_yuan: int = 0
    fresh_ea_kj: float | None = None
    max_item_g: int = 30_000
    max_edge_cm: int | None = None
    baggable: bool = True
    unit: str = ""
    grams_per_unit: int | None = None
    cm3_per_unit: int | None = None
    incompatible_with: tuple[str, ...] = ()
    rule: AcceptRule = AcceptRule.ACCEPT
