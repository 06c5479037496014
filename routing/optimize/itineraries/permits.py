"""Who takes which goods, whatever the hour (rules W2, W3, R4b, R4c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs
from routing.domain.goods import AcceptRule
from routing.domain.line import LineKind
from routing.domain.partner import may_carry
from routing.domain.reason import ReasonCode

from .refusal import OFFER_CLASS, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.box import BoxStock
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.handover_offer import HandoverOffer
    from routing.domain.trip import Trip


def refuses_trip(
    day: Day,
    rows: Sequence[Consignment],
    piece_g: int,
    trip: Trip,
    box: BoxStock | None = None,
) -> Refusal | None:
    """Return why goods must not ride; their heaviest piece weighs ``piece_g``.

    ``box`` is the stock whose boxes they are in, if any.
    """
    line = day.lines[trip.line_id]
    goods = [day.goods[row.goods_class] for row in rows]
    bus = line.kind is LineKind.BUS
    if not all(may_carry(day.agreements, line.operator, p) for p in partners(rows)):
        return Refusal(ReasonCode.NO_AGREEMENT)
    if any(g.rule is AcceptRule.REFUSE for g in goods):
        return Refusal(ReasonCode.GOODS_PROHIBITED)
    # A hold keeps nothing cold (R4b).
    needs = cold_needs(goods, box)
    bare = needs.is_cold and not needs.is_packed
    if bare or (bus and not all(g.bus_allowed for g in goods)):
        return Refusal(ReasonCode.GOODS_NOT_ALLOWED_ON_BUS)
    over = piece_g - trip.max_piece_g
    return Refusal(ReasonCode.OVERSIZE, over, "g") if over > 0 else None


def refuses_offer(
    day: Day, rows: Sequence[Consignment], offer: HandoverOffer
) -> Refusal | None:
    """Return why a partner does not take goods over (W2, W2a)."""
    if not all(offer.serves(row.partner, day.goods[row.goods_class]) for row in rows):
        named = offer.goods_classes
        other = bool(named) and any(row.goods_class not in named for row in rows)
        return Refusal(ReasonCode.NO_AGREEMENT, note=OFFER_CLASS if other else "")
    if not all(may_carry(day.agreements, offer.carrier, p) for p in partners(rows)):
        return Refusal(ReasonCode.NO_AGREEMENT)
    return None


def partners(rows: Sequence[Consignment]) -> tuple[str, ...]:
    """Return the partners of some consignments, each once."""
    return tuple(dict.fromkeys(row.partner for row in rows))
