"""Certified reasons: what keeps a bag that could not go even alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.reason import ReasonCode
from routing.travel.profiles import profile_of

from .lone import LoneBags, bag_key, late_for_all
from .shortfall import Shortfall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.optimize.ways import Shipment
    from routing.travel.matrix import Travel

    from .lone import BagKey


def certified_reasons(
    day: Day, travel: Travel, bags: Sequence[Shipment]
) -> dict[BagKey, Shortfall]:
    """Return what keeps the bags that could not go even alone.

    What one change would mend is named first: a vehicle that is out today, a lock, a
    ban, goods that come too late; else the nearest miss.
    """
    if not bags:
        return {}
    lone = LoneBags(day, travel, bags)
    stuck = {bag_key(b): b for b in bags if lone.carried(b) is None}
    reasons: dict[BagKey, Shortfall] = {}
    for reason, other_day, earlier in _changes(day, travel):
        rest = [b for key, b in stuck.items() if key not in reasons]
        if reason is ReasonCode.PARTNER_LATE:
            rest = [b for b in rest if _waits_for_partner(b)]
        if not rest:
            continue
        changed = {bag_key(b): _ready_at_once(b) if earlier else b for b in rest}
        other = LoneBags(other_day, travel, list(changed.values()))
        for bag in rest:
            carrier = other.carried(changed[bag_key(bag)])
            if carrier is not None and not (earlier and _misses_bus(day, lone, bag)):
                amount = _seconds(day, lone, bag) if earlier else 0
                reasons[bag_key(bag)] = Shortfall(
                    reason=reason,
                    amount=amount,
                    unit="s" if amount else "",
                    weight=0.0,
                    vehicle=carrier.vehicle,
                    name=carrier.name,
                )
    for key, bag in stuck.items():
        if key not in reasons:
            reasons[key] = _plain(day, lone, bag)
    return reasons


def _changes(day: Day, travel: Travel) -> list[tuple[ReasonCode, Day, bool]]:
    """Return what one change could mend: the reason, the changed day, earlier goods."""
    out = {
        row.vehicle.vehicle_id: row.vehicle
        for row in day.vehicles_out
        if profile_of(row.vehicle) in travel.matrices
    }
    changes = []
    if out:
        changes.append((ReasonCode.VEHICLE_OUT, replace(day, vehicles=out), False))
    cancelled = {row.trip.trip_id: row.trip for row in day.trips_out}
    if cancelled:
        running = replace(day, trips={**day.trips, **cancelled}, trips_out=())
        changes.append((ReasonCode.VEHICLE_OUT, running, False))
    if day.locks:
        changes.append((ReasonCode.LOCK_CONFLICT, replace(day, locks=()), False))
    if day.bans:
        changes.append((ReasonCode.BANNED, replace(day, bans=()), False))
    changes.append((ReasonCode.PARTNER_LATE, day, True))
    return changes


def _waits_for_partner(bag: Shipment) -> bool:
    return bag.outer.kind is ConsignmentKind.DELIVERY and bag.outer.ready_time > 0


def _ready_at_once(bag: Shipment) -> Shipment:
    rows = tuple(replace(row, ready_time=0) for row in bag.lot.consignments)
    return replace(bag, lot=replace(bag.lot, consignments=rows))


def _misses_bus(day: Day, lone: LoneBags, bag: Shipment) -> bool:
    """Tell whether the nearest that a late bag misses is the cut-off of a bus."""
    if late_for_all(day, bag) is not None:
        return False
    return lone.nearest_miss(bag).reason is ReasonCode.BUS_CUTOFF


def _seconds(day: Day, lone: LoneBags, bag: Shipment) -> int:
    """Return by how many seconds a bag is late at its nearest miss."""
    late = late_for_all(day, bag)
    if late is not None:
        return late
    miss = lone.nearest_miss(bag)
    return miss.amount if miss.unit == "s" else 0


def _plain(day: Day, lone: LoneBags, bag: Shipment) -> Shortfall:
    late = late_for_all(day, bag)
    if late is None:
        return lone.nearest_miss(bag)
    return Shortfall(
        reason=ReasonCode.TIME_WINDOW,
        amount=late,
        unit="s" if late else "",
        weight=0.0,
        vehicle=next(iter(day.vehicles.values()), None),
    )
