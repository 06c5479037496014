"""Mutations of what services carry; see ``mutations`` for their form."""

from __future__ import annotations

from dataclasses import replace

from properties.plan_edits import bag_of, edit_bag, edit_site
from properties.plan_picks import pick
from properties.service_edits import (
    edit_call,
    edit_given,
    edit_leg_of,
    edit_load,
    edit_offer,
    edit_stage_fee,
    edit_trip,
)

from routing.domain.line import LineKind


def _load(plan, rng):
    """Return the number of a trip leg, or None."""
    return pick(rng, range(len(plan.bus_loads)))


def _calls(day, load):
    """Return trip and calls of a trip leg that names them or passes once."""
    stops = [stop.site for stop in day.trips[load.trip].stops]
    board = stops.index(load.board) if load.board_call is None else load.board_call
    alight = load.alight_call
    if alight is None:
        alight = stops.index(load.alight, board + 1)
    return board, alight


def _bus_loads(day, plan):
    """Return the numbers of trip legs on passenger buses."""
    return [
        number
        for number, load in enumerate(plan.bus_loads)
        if day.lines[day.trips[load.trip].line_id].kind is LineKind.BUS
    ]


def charge_a_trip_leg_wrong(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None:
        return None
    fee = plan.bus_loads[k].fee_cents + 1
    return edit_load(plan, k, fee_cents=fee), "P1_FEE"


def charge_a_handover_wrong(day, travel, plan, rng):
    k = pick(rng, range(len(plan.handovers)))
    if k is None:
        return None
    fee = plan.handovers[k].fee_cents + 1
    return edit_given(plan, k, fee_cents=fee), "P1_FEE"


def charge_a_stage_wrong(day, travel, plan, rng):
    k = pick(rng, range(len(plan.stage_fees)))
    if k is None:
        return None
    return edit_stage_fee(plan, k, cents=plan.stage_fees[k].cents + 1), "P1_FEE"


def price_delay_wrong(day, travel, plan, rng):
    return replace(plan, delay_cents=plan.delay_cents + 1), "P1_DELAY"


def ride_an_unknown_trip(day, travel, plan, rng):
    k = _load(plan, rng)
    return None if k is None else (edit_load(plan, k, trip="?"), "T5_NO_TRIP")


def ride_a_cancelled_trip(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None or not day.trips_out:
        return None
    out = day.trips_out[0].trip.trip_id
    return edit_load(plan, k, trip=out), "W5_TRIP_OUT"


def ride_backwards(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None:
        return None
    load = plan.bus_loads[k]
    board, alight = _calls(day, load)
    turned = edit_load(
        plan,
        k,
        board=load.alight,
        alight=load.board,
        board_call=alight,
        alight_call=board,
    )
    return turned, "W3_ORDER"


def board_where_the_trip_is_not(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None:
        return None
    return edit_load(plan, k, board="?", board_call=None), "T5_NO_CALL"


def let_a_bus_wait(day, travel, plan, rng):
    k = pick(rng, _bus_loads(day, plan))
    if k is None:
        return None
    return edit_load(plan, k, hold=plan.bus_loads[k].hold + 1), "T5_HOLD"


def repeat_a_trip_leg(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None:
        return None
    loads = (*plan.bus_loads, plan.bus_loads[k])
    return replace(plan, bus_loads=loads), "M5_ROWS"


def forget_a_bag_of_a_trip(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None:
        return None
    bag = plan.bus_loads[k].bags[0]
    if len(bag_of(plan, bag).legs) > 1:
        return None
    bags = plan.bus_loads[k].bags[1:]
    return edit_load(plan, k, bags=bags), "M5_NOT_CARRIED"


def carry_an_unknown_bag_by_bus(day, travel, plan, rng):
    k = _load(plan, rng)
    if k is None:
        return None
    bags = (*plan.bus_loads[k].bags, "?")
    return edit_load(plan, k, bags=bags), "M5_UNKNOWN_BAG"


def tell_another_departure(day, travel, plan, rng):
    bags = [bag.id for bag in plan.bags if bag.legs[0].kind == "bus"]
    bag = pick(rng, bags)
    if bag is None:
        return None
    leave = bag_of(plan, bag).legs[0].depart - 60
    return edit_leg_of(plan, bag, 0, depart=leave), "T4_LEG_TIMES"


def leave_out_a_leg(day, travel, plan, rng):
    bag = pick(rng, [bag.id for bag in plan.bags if len(bag.legs) > 1])
    if bag is None:
        return None
    legs = bag_of(plan, bag).legs[1:]
    return edit_bag(plan, bag, legs=legs), "M5_LEGS"


def use_an_unknown_offer(day, travel, plan, rng):
    k = pick(rng, range(len(plan.handovers)))
    return None if k is None else (edit_given(plan, k, offer="?"), "T8_NO_OFFER")


def turn_the_last_resort(day, travel, plan, rng):
    k = pick(rng, range(len(plan.handovers)))
    if k is None:
        return None
    mark = not plan.handovers[k].last_resort
    return edit_given(plan, k, last_resort=mark), "W4_LABEL"


SERVICE_MUTATIONS = (
    charge_a_trip_leg_wrong,
    charge_a_handover_wrong,
    charge_a_stage_wrong,
    price_delay_wrong,
    ride_an_unknown_trip,
    ride_a_cancelled_trip,
    ride_backwards,
    board_where_the_trip_is_not,
    let_a_bus_wait,
    repeat_a_trip_leg,
    forget_a_bag_of_a_trip,
    carry_an_unknown_bag_by_bus,
    tell_another_departure,
    leave_out_a_leg,
    use_an_unknown_offer,
    turn_the_last_resort,
)
"""Mutations of the plan: ``mutate(day, travel, plan, rng)``."""


def _boards(day, plan, rng):
    """Return trip, boarding call and number of a trip leg, or None."""
    k = _load(plan, rng)
    if k is None:
        return None
    load = plan.bus_loads[k]
    return load, *_calls(day, load)


def forbid_loading(day, plan, rng):
    at = _boards(day, plan, rng)
    if at is None:
        return None
    return edit_call(day, at[0].trip, at[1], load_ok=False), "W3_LOAD"


def forbid_unloading(day, plan, rng):
    at = _boards(day, plan, rng)
    if at is None:
        return None
    return edit_call(day, at[0].trip, at[2], unload_ok=False), "W3_UNLOAD"


def send_nobody(day, plan, rng):
    at = _boards(day, plan, rng)
    if at is None:
        return None
    return edit_call(day, at[0].trip, at[2], attended=False), "T5_NO_ONE"


def take_no_bags(day, plan, rng):
    at = _boards(day, plan, rng)
    return (
        None if at is None else (edit_trip(day, at[0].trip, cap_bags=0), "R2_SEGMENT")
    )


def take_no_weight(day, plan, rng):
    at = _boards(day, plan, rng)
    return (
        None if at is None else (edit_trip(day, at[0].trip, cap_g=0), "R2_SEGMENT_KG")
    )


def take_no_volume(day, plan, rng):
    at = _boards(day, plan, rng)
    if at is None:
        return None
    return edit_trip(day, at[0].trip, cap_cm3=0), "R2_SEGMENT_M3"


def lift_nothing(day, plan, rng):
    at = _boards(day, plan, rng)
    return (
        None if at is None else (edit_trip(day, at[0].trip, max_piece_g=0), "W3_PIECE")
    )


def close_the_offer(day, plan, rng):
    k = pick(rng, range(len(plan.handovers)))
    if k is None:
        return None
    return edit_offer(day, plan.handovers[k].offer, cutoff_time=0), "T8_CUTOFF"


def offer_nothing(day, plan, rng):
    k = pick(rng, range(len(plan.handovers)))
    if k is None:
        return None
    return edit_offer(day, plan.handovers[k].offer, cap_items=0), "T8_CAP_ITEMS"


def check_nothing(day, plan, rng):
    if not _bus_loads(day, plan):
        return None
    for site in day.sites:
        day = edit_site(day, site, security_check=False)
    return day, "W3_SECURITY"


def move_a_stop_of_the_day(day, plan, rng):
    """Let the walk at the receiving stop take a minute more than the plan says."""
    at = _boards(day, plan, rng)
    if at is None:
        return None
    stop = day.trips[at[0].trip].stops[at[2]]
    walk = stop.walk_duration + 60
    return edit_call(day, at[0].trip, at[2], walk_duration=walk), "T4_LEG_TIMES"


SERVICE_DAY_MUTATIONS = (
    forbid_loading,
    forbid_unloading,
    send_nobody,
    take_no_bags,
    take_no_weight,
    take_no_volume,
    lift_nothing,
    close_the_offer,
    offer_nothing,
    check_nothing,
    move_a_stop_of_the_day,
)
"""Mutations of the day under the plan: ``mutate(day, plan, rng)``."""
