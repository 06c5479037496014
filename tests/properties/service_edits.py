"""Small edits of trips, offers, trip legs and handovers: one field, the rest kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from properties.plan_edits import bag_of, edit_bag, with_item

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan


def edit_trip(day: Day, trip_id: str, **changes: Any) -> Day:
    trip = replace(day.trips[trip_id], **changes)
    return replace(day, trips={**day.trips, trip_id: trip})


def edit_call(day: Day, trip_id: str, call: int, **changes: Any) -> Day:
    stops = day.trips[trip_id].stops
    edited = with_item(stops, call, replace(stops[call], **changes))
    return edit_trip(day, trip_id, stops=edited)


def edit_line(day: Day, line_id: str, **changes: Any) -> Day:
    line = replace(day.lines[line_id], **changes)
    return replace(day, lines={**day.lines, line_id: line})


def edit_offer(day: Day, offer_id: str, **changes: Any) -> Day:
    offer = replace(day.offers[offer_id], **changes)
    return replace(day, offers={**day.offers, offer_id: offer})


def edit_load(plan: Plan, index: int, **changes: Any) -> Plan:
    edited = replace(plan.bus_loads[index], **changes)
    return replace(plan, bus_loads=with_item(plan.bus_loads, index, edited))


def edit_given(plan: Plan, index: int, **changes: Any) -> Plan:
    edited = replace(plan.handovers[index], **changes)
    return replace(plan, handovers=with_item(plan.handovers, index, edited))


def edit_stage_fee(plan: Plan, index: int, **changes: Any) -> Plan:
    edited = replace(plan.stage_fees[index], **changes)
    return replace(plan, stage_fees=with_item(plan.stage_fees, index, edited))


def edit_leg_of(plan: Plan, bag_id: str, number: int, **changes: Any) -> Plan:
    legs = bag_of(plan, bag_id).legs
    edited = with_item(legs, number, replace(legs[number], **changes))
    return edit_bag(plan, bag_id, legs=edited)
