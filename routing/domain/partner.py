"""Partners, and who may carry whose goods (rule W2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .site import Contact

ANY = "*"


class PartnerKind(StrEnum):
    """What a partner is."""

    POSTAL = "postal"
    EXPRESS = "express"
    BUS = "bus"
    COOP = "coop"
    RETAIL = "retail"


class SortDepth(StrEnum):
    """How far a partner's goods arrive sorted."""

    VILLAGE = "village"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A company that owns consignments, vehicles or services.

    ``contact`` is who answers its phone.
    """

    partner_id: str
    name: str
    kind: PartnerKind = PartnerKind.EXPRESS
    shares_cost: bool = True
    own_depot: str | None = None
    grams_per_item: int = 1500
    cm3_per_item: int = 7300
    items_per_bag: int = 20
    arrival_time: int | None = None
    ready_time: int = 7 * 3600 + 1800
    sort_depth: SortDepth = SortDepth.VILLAGE
    current_cost_cents: int | None = None
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if self.items_per_bag < 1:
            msg = f"Partner {self.partner_id!r}: items_per_bag is at least 1."
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Both partners may carry the other's goods; ``*`` is any partner."""

    partner: str
    other: str
    kind: str = ""
    mixed_bag: bool = True

    def joins(self, first: str, second: str) -> bool:
        """Tell whether the agreement is between these two, either way round."""
        return (self.partner in (first, ANY) and self.other in (second, ANY)) or (
            self.partner in (second, ANY) and self.other in (first, ANY)
        )


def may_carry(
    agreements: tuple[Agreement, ...] | None, owner: str | None, partner: str
) -> bool:
    """Tell whether a vehicle of ``owner`` may carry goods of ``partner`` (W2).

    No table (None) means all cooperate; a vehicle without owner serves all.
    """
    if agreements is None or owner is None or owner == partner:
        return True
    return any(row.joins(owner, partner) for row in agreements)


def may_mix(agreements: tuple[Agreement, ...] | None, first: str, second: str) -> bool:
    """Tell whether items of both partners may share a bag."""
    if agreements is None or first == second:
        return True
    return any(row.mixed_bag and row.joins(first, second) for row in agreements)
