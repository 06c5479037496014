"""Rule W3: what may board a trip, where it boards and alights, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.goods import AcceptRule
from ..domain.line import LineKind
from ..domain.vehicle import Temperature
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case
    from .contents import Contents
    from .service_trail import TripLeg
    from .trail import Ride


def check_bus_access(case: Case) -> Iterator[Violation]:
    """Check the stops of every trip leg, and every piece that boards."""
    for leg in case.services.trip_legs:
        yield from _stops(leg)
        yield from _no_freight(leg)
    for ride, leg in case.bus_rides():
        contents = case.bags.get(ride.bag)
        if contents is None:
            continue
        where = f"{ride.where} [{ride.bag}]"
        yield from _goods(case, contents, leg, where)
        if leg.line.kind is LineKind.BUS and not _is_checked(case, contents, ride):
            yield found(Cause.W3_SECURITY, where, 1)


def _stops(leg: TripLeg) -> Iterator[Violation]:
    bags = max(1, len(leg.load.bags))
    if not leg.on.load_ok:
        yield found(Cause.W3_LOAD, leg.call_where(leg.board), bags)
    if not leg.off.unload_ok:
        yield found(Cause.W3_UNLOAD, leg.call_where(leg.alight), bags)


def _no_freight(leg: TripLeg) -> Iterator[Violation]:
    """Report seconds on board within a period without freight."""
    reach = leg.off.arrival_time + leg.load.hold
    inside = sum(
        max(0, min(reach, window.late) - max(leg.depart, window.early))
        for window in leg.trip.no_freight
    )
    if inside:
        yield found(Cause.W3_NO_FREIGHT, leg.where, inside)


def _goods(
    case: Case, contents: Contents, leg: TripLeg, where: str
) -> Iterator[Violation]:
    """Classes that may ride, and the weight of what is lifted (W3a)."""
    barred = refused = cold = 0
    for row, items in contents.rows:
        goods = case.day.goods[row.goods_class]
        if goods.temp is not Temperature.AMBIENT:
            cold += items
        if goods.rule is AcceptRule.REFUSE:
            refused += items
        elif leg.line.kind is LineKind.BUS and not goods.bus_allowed:
            barred += items
    if refused:
        yield found(Cause.W3_PROHIBITED, where, refused)
    if barred:
        yield found(Cause.W3_GOODS, where, barred)
    if cold and not contents.needs.is_packed:
        # A hold is one ambient compartment: bare goods do not ride in it (R4b, C1b).
        yield found(Cause.R1_COMPARTMENT, where, cold)
    over = contents.grams - leg.trip.max_piece_g
    if over > 0:
        yield found(Cause.W3_PIECE, where, over)


def _is_checked(case: Case, contents: Contents, ride: Ride) -> bool:
    """Tell whether the bag passed a security check before or where it boards."""
    passed = [contents.origin, ride.from_site, ride.via]
    for other in case.rides.get(ride.bag, ()):
        if other.arrive <= ride.depart:
            passed += [other.from_site, other.to_site]
    return any(
        site in case.day.sites and case.day.sites[site].security_check
        for site in passed
    )
