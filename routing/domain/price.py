"""Agreed prices, and fees in whole cents (rules P1, P2, Q2 and M4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .units import MICRO_PER_CENT, divide_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAMS_PER_KG = 1000


class PriceBasis(StrEnum):
    """What a price is asked for."""

    PER_ITEM = "per_item"
    PER_BAG = "per_bag"
    PER_KG = "per_kg"
    PER_TRIP = "per_trip"
    PER_MONTH = "per_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What a fee is asked for: items, bags (a loose piece is one) and grams."""

    items: int = 0
    bags: int = 0
    grams: int = 0

    def __post_init__(self) -> None:
        if min(self.items, self.bags, self.grams) < 0:
            msg = f"A fee is asked for at least nothing, got {self}."
            raise ValueError(msg)

    def of(self, basis: PriceBasis) -> int:
        """Return how many units of a basis there are: grams for ``PER_KG``.

        A trip counts once when anything rides on it; a month never does (P2).
        """
        match basis:
            case PriceBasis.PER_ITEM:
                return self.items
            case PriceBasis.PER_BAG:
                return self.bags
            case PriceBasis.PER_KG:
                return self.grams
            case PriceBasis.PER_TRIP:
                return int(self.bags > 0 or self.items > 0)
            case PriceBasis.PER_MONTH:
                return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A price per unit of its basis, and a guaranteed sum per month.

    ``micro_yuan`` are millionths of a yuan per item, bag, kg, trip or month.
    None means nobody has said it yet: then fees are 0, and the cost of a day
    that uses it is incomplete. ``low_micro_yuan`` and ``high_micro_yuan`` bound
    what is being negotiated.
    """

    basis: PriceBasis
    micro_yuan: int | None
    guarantee_cents: int = 0
    low_micro_yuan: int | None = None
    high_micro_yuan: int | None = None

    def __post_init__(self) -> None:
        low, high = self.low_micro_yuan, self.high_micro_yuan
        given = [m for m in (self.micro_yuan, low, high) if m is not None]
        if min([self.guarantee_cents, *given]) < 0:
            msg = f"A price is at least 0, got {self}."
            raise ValueError(msg)
        if low is not None and high is not None and high < low:
            msg = f"The highest price is below the lowest: {self}."
            raise ValueError(msg)

    @property
    def is_known(self) -> bool:
        """Whether somebody has said the price."""
        return self.micro_yuan is not None


def fee_cents(price: Price, quantity: Quantity) -> int:
    """Return the fee for a quantity in cents, rounded half up once (rule Q2).

    Per month it is 0: that costs nothing at the margin (rule P2); guarantees
    likewise. A price nobody knows gives 0. ``PER_TRIP`` is due once per trip, so
    several legs of one trip are priced by :func:`trip_fee_cents`.
    """
    units = GRAMS_PER_KG if price.basis is PriceBasis.PER_KG else 1
    return divide_half_up(
        quantity.of(price.basis) * (price.micro_yuan or 0), units * MICRO_PER_CENT
    )


def trip_fee_cents(price: Price, legs: Sequence[Quantity]) -> tuple[int, ...]:
    """Return the fee of each leg of one trip in cents, in the order of ``legs``.

    Legs are what rides between one pair of stops, rounded one by one (rule Q2).
    The first leg that carries anything bears a price per trip.
    """
    fees = [fee_cents(price, leg) for leg in legs]
    if price.basis is PriceBasis.PER_TRIP:
        used = [index for index, fee in enumerate(fees) if fee]
        for index in used[1:]:
            fees[index] = 0
    return tuple(fees)


def standing_cents(price: Price, fees_cents: int, days_per_month: int) -> int:
    """Return a day's share of what is due each month, in cents, half up.

    That is a price per month, or what the day's ``fees_cents`` leave open of the
    guaranteed sum. Never part of the plan's cost, only of costs per item (P2).
    """
    days = max(days_per_month, 1)
    monthly = price.micro_yuan or 0 if price.basis is PriceBasis.PER_MONTH else 0
    due = divide_half_up(monthly, days * MICRO_PER_CENT)
    guarantee = divide_half_up(price.guarantee_cents, days)
    return max(due, guarantee - fees_cents)
