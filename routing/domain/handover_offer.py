"""Handover offers (代投): another partner carries on, at an agreed fee (rule T8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .partner import ANY
from .vehicle import Temperature

if TYPE_CHECKING:
    from .goods import GoodsClass
    from .price import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverOffer:
    """One row of agreed carriage on the service date.

    Goods of ``for_partners`` (``*``: of all) that are at ``from_site`` by
    ``cutoff_time`` are at one of ``to_sites`` by ``delivered_time``; both are
    seconds since 00:00 of the service date, tomorrow above 86,400. No
    ``goods_classes`` means all that need no cold. ``cap_items``, ``cap_bags`` and
    ``cap_g`` bound the whole offer on the day (None: no bound). ``last_resort`` is
    used only when nothing else can, alone (rule W4), and its cost is shown apart.
    ``confirmed`` is None where nobody said.

    Raises
    ------
    ValueError
        When it delivers before it is handed over, has no destination or starts
        at one, or a capacity is negative.
    """

    offer_id: str
    carrier: str
    for_partners: tuple[str, ...]
    from_site: str
    to_sites: tuple[str, ...]
    cutoff_time: int
    delivered_time: int
    price: Price
    goods_classes: tuple[str, ...] = ()
    cap_items: int | None = None
    cap_bags: int | None = None
    cap_g: int | None = None
    last_resort: bool = False
    confirmed: bool | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.cutoff_time < self.delivered_time:
            msg = f"Offer {self.offer_id!r} delivers before it is handed over."
            raise ValueError(msg)
        if not self.to_sites or self.from_site in self.to_sites:
            msg = f"Offer {self.offer_id!r} goes to no site but its own."
            raise ValueError(msg)
        caps = (self.cap_items, self.cap_bags, self.cap_g)
        if any(cap is not None and cap < 0 for cap in caps):
            msg = f"Offer {self.offer_id!r}: capacities are at least 0."
            raise ValueError(msg)

    def serves(self, partner: str, goods: GoodsClass) -> bool:
        """Tell whether it carries goods of a partner and class.

        Who does not name a class has promised nobody to keep it cold (rule R4c).
        Agreements (rule W2) are asked apart: an offer is a price, no agreement.
        """
        if ANY not in self.for_partners and partner not in self.for_partners:
            return False
        if not self.goods_classes:
            return goods.temp is Temperature.AMBIENT
        return goods.goods_class in self.goods_classes
