"""Rule T8: what another partner may be given, how much, and its promise.

The cut-off is judged with the custody of each bag (see ``custody``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.vehicle import Temperature
from .causes import Cause
from .segments import bag_count
from .sites import bound_rows, deadline_over, own_after, own_off
from .trail import HANDOVER
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.handover_offer import HandoverOffer
    from ..plan.violation import Violation
    from .case import Case
    from .service_trail import Given
    from .trail import Ride

ANYBODY = "*"


def check_handover(case: Case) -> Iterator[Violation]:
    """Check offers: for whom, where to, how much, by when."""
    for given in case.services.given:
        yield from _quantity(case, given)
        if given.row.last_resort != given.offer.last_resort:
            yield found(Cause.W4_LABEL, given.offer.offer_id, 1)
    for ride in case.services.rides:
        if ride.kind == HANDOVER and ride.bag in case.bags:
            yield from _offered(case, ride)
            yield from _promised(case, ride)


def _quantity(case: Case, given: Given) -> Iterator[Violation]:
    """Add up all bags of an offer on the day (R2b)."""
    offer = given.offer
    rows = [row for row in case.services.given if row.offer is offer]
    if rows[0] is not given:
        return  # A repeated row is counted with the first.
    bags = [case.bags[bag] for row in rows for bag in row.row.bags if bag in case.bags]
    for cause, limit, used in (
        (Cause.T8_CAP_ITEMS, offer.cap_items, sum(bag.items for bag in bags)),
        (Cause.T8_CAP_BAGS, offer.cap_bags, sum(bag_count(bag) for bag in bags)),
        (Cause.T8_CAP_KG, offer.cap_g, sum(bag.grams for bag in bags)),
    ):
        if limit is not None and used > limit:
            yield found(cause, offer.offer_id, used - limit)


def _offered(case: Case, ride: Ride) -> Iterator[Violation]:
    """Partners, classes and destinations that the offer names."""
    offer = case.day.offers[ride.carrier]
    rows = case.bags[ride.bag].rows
    if ride.to_site not in offer.to_sites:
        items = sum(count for _, count in rows)
    else:
        items = sum(
            count
            for row, count in rows
            if not (
                (ANYBODY in offer.for_partners or row.partner in offer.for_partners)
                and _takes(case, offer, row.goods_class)
            )
        )
    if items:
        yield found(Cause.T8_NOT_OFFERED, f"{ride.where} [{ride.bag}]", items)


def _takes(case: Case, offer: HandoverOffer, goods_class: str) -> bool:
    """Tell whether an offer takes a class: what is kept cold only by name (R4c)."""
    if offer.goods_classes:
        return goods_class in offer.goods_classes
    return case.day.goods[goods_class].temp is Temperature.AMBIENT


def _promised(case: Case, ride: Ride) -> Iterator[Violation]:
    """Own windows and deadlines at the village end (T8a)."""
    where = f"{ride.where} [{ride.bag}]"
    leaving = tuple(bound_rows(case, ride.from_site, (ride.bag,)))
    coming = tuple(bound_rows(case, ride.to_site, (ride.bag,)))
    outside = [own_off(row, ride.depart) for row in leaving]
    outside += [own_after(row, ride.arrive) for row in coming]
    if any(outside):
        yield found(Cause.T1_WINDOW, where, max(outside))
    late = max(deadline_over(leaving, ride.depart), deadline_over(coming, ride.arrive))
    if late:
        yield found(Cause.T1_DEADLINE, where, late)
