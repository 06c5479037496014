"""Tariffs (结算价): who pays whom for which stage of the way (rules P1 and P4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .price import GRAMS_PER_KG, Price, PriceBasis
from .units import MICRO_PER_CENT, divide_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .price import Quantity


class Stage(StrEnum):
    """A stage of the way that is settled by itself."""

    SORT = "sort"
    LINEHAUL = "linehaul"
    BUS = "bus"
    HUB = "hub"
    HANDOVER = "handover"
    STATION = "station"
    STORAGE = "storage"
    PICKUP = "pickup"
    RETURNS = "returns"
    INCOME = "income"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """One price in force on the service date.

    ``payer`` and ``payee`` are partners' ids, or a word for somebody outside (a
    shipper). None in ``goods_class``, ``from_site`` or ``to_sites`` means any.
    ``tier_from`` and ``tier_to`` are whole items, bags or trips, or grams, both
    included: the price is asked for the units of a day that fall inside, the
    first unit being number 1. ``tax`` is told, never computed with.
    """

    tariff_id: str
    stage: Stage
    payer: str
    payee: str
    price: Price
    tier_from: int = 0
    tier_to: int | None = None
    tax: str = ""
    goods_class: str | None = None
    from_site: str | None = None
    to_sites: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.payer == self.payee:
            msg = f"Tariff {self.tariff_id!r}: {self.payer!r} pays itself."
            raise ValueError(msg)
        if self.tier_from < 0 or (
            self.tier_to is not None and self.tier_to < self.tier_from
        ):
            msg = f"Tariff {self.tariff_id!r}: the tier ends before it starts."
            raise ValueError(msg)

    def applies(self, goods_class: str, from_site: str, to_site: str) -> bool:
        """Tell whether it is the price of this class between these sites."""
        return (
            self.goods_class in (None, goods_class)
            and self.from_site in (None, from_site)
            and (self.to_sites is None or to_site in self.to_sites)
        )

    def overlaps(self, other: Tariff) -> bool:
        """Tell whether both are asked for the same units of the same thing.

        Kilograms are measured: a tier may begin where the one before it ends.
        """
        if self._asked_for != other._asked_for:
            return False
        touching = self.price.basis is PriceBasis.PER_KG
        first, second = sorted((self, other), key=lambda tariff: tariff.tier_from)
        if first.tier_to is None or second.tier_from < first.tier_to:
            return True
        return second.tier_from == first.tier_to and not touching

    @property
    def _asked_for(self) -> tuple[object, ...]:
        return (
            self.stage,
            self.payer,
            self.payee,
            self.price.basis,
            self.goods_class,
            self.from_site,
            self.to_sites,
        )

    def units(self, quantity: Quantity) -> int:
        """Return how many units of a day's quantity fall into the tier.

        Units are counted from 1, so that tiers 1-100 and from 101 divide 150
        items into 100 and 50; grams are measured, so 0-100 kg and from 100 kg do.
        """
        total = quantity.of(self.price.basis)
        below = self.tier_from
        if self.price.basis is not PriceBasis.PER_KG:
            below = max(below - 1, 0)
        top = total if self.tier_to is None else min(total, self.tier_to)
        return max(top - below, 0)

    def fee_cents(self, quantity: Quantity) -> int:
        """Return the fee of a day's quantity in cents, half up once (rule Q2)."""
        per = GRAMS_PER_KG if self.price.basis is PriceBasis.PER_KG else 1
        return divide_half_up(
            self.units(quantity) * (self.price.micro_yuan or 0), per * MICRO_PER_CENT
        )


def tiered_cents(tiers: Sequence[Tariff], quantity: Quantity) -> int:
    """Return the fee over all tiers of one price in cents, each rounded once."""
    return sum(tariff.fee_cents(quantity) for tariff in tiers)
