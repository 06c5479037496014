"""More mutations of what services carry: trips changed, transfers cut short.

Forms as in ``mutations_services``: of the plan, and of the day under it.
"""

from __future__ import annotations

from dataclasses import replace

from properties.mutations_services import _bus_loads, _calls
from properties.plan_edits import bag_of, edit_bag, edit_site
from properties.plan_picks import pick
from properties.service_edits import edit_call, edit_leg_of, edit_load, edit_trip

from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.window import TimeWindow


def _changes(plan, kinds):
    """Return (bag, number of the leg behind) of changes to a kind of carrier."""
    return [
        (bag.id, number)
        for bag in plan.bags
        for number, leg in enumerate(bag.legs)
        if number and leg.kind in kinds
    ]


def _twin(day, load):
    """Return another trip with the same calls, or None."""
    sites = [stop.site for stop in day.trips[load.trip].stops]
    for name, trip in day.trips.items():
        if name != load.trip and [stop.site for stop in trip.stops] == sites:
            return name
    return None


def move_a_load_to_another_trip(day, travel, plan, rng):
    """Let a later trip carry it, though every bag says the earlier one."""
    k = pick(rng, [k for k, load in enumerate(plan.bus_loads) if _twin(day, load)])
    if k is None:
        return None
    twin = _twin(day, plan.bus_loads[k])
    return edit_load(plan, k, trip=twin), "M5_LEGS"


def move_bags_to_another_trip(day, travel, plan, rng):
    """Let a later trip carry them, the bags say so too, at the times of the first."""
    k = pick(rng, [k for k, load in enumerate(plan.bus_loads) if _twin(day, load)])
    if k is None:
        return None
    load = plan.bus_loads[k]
    twin = _twin(day, load)
    if any(row.trip == twin for row in plan.bus_loads):
        return None
    plan = edit_load(plan, k, trip=twin)
    for name in load.bags:
        for number, leg in enumerate(bag_of(plan, name).legs):
            if leg.trip == load.trip:
                plan = edit_leg_of(plan, name, number, trip=twin)
    return plan, "T4_LEG_TIMES"


def leave_out_the_last_leg(day, travel, plan, rng):
    bag = pick(rng, [bag.id for bag in plan.bags if len(bag.legs) > 1])
    if bag is None:
        return None
    return edit_bag(plan, bag, legs=bag_of(plan, bag).legs[:-1]), "M5_LEGS"


def shift_a_departure_behind_a_change(day, travel, plan, rng):
    change = pick(rng, _changes(plan, ("bus", "handover")))
    if change is None:
        return None
    leave = bag_of(plan, change[0]).legs[change[1]].depart + 60
    return edit_leg_of(plan, *change, depart=leave), "T4_LEG_TIMES"


def take_a_bag_off_a_row(day, travel, plan, rng):
    """Let a trip forget one of several bags that change carriers."""
    rows = [
        (k, bag)
        for k, load in enumerate(plan.bus_loads)
        for bag in load.bags
        if len(bag_of(plan, bag).legs) > 1
    ]
    row = pick(rng, rows)
    if row is None:
        return None
    k, bag = row
    bags = tuple(name for name in plan.bus_loads[k].bags if name != bag)
    return edit_load(plan, k, bags=bags), "M5_LEGS"


TRANSFER_MUTATIONS = (
    move_a_load_to_another_trip,
    move_bags_to_another_trip,
    leave_out_the_last_leg,
    shift_a_departure_behind_a_change,
    take_a_bag_off_a_row,
)


def fill_the_hub(day, plan, rng):
    """Leave less room where bags change carriers than one of them takes."""
    change = pick(rng, _changes(plan, ("road", "bus", "handover")))
    if change is None:
        return None
    bag = bag_of(plan, change[0])
    items = sum(bag.items.values())
    hub = bag.legs[change[1]].from_site
    day = edit_site(day, hub, storage_items=items - 1, stock_items=0)
    return day, "R3_STORAGE"


def ask_for_bags_a_second_too_early(day, plan, rng):
    """Ask for goods a second before their ready time."""
    rows = {row.consignment_id: row for row in day.consignments}
    first = [bag for bag in plan.bags if bag.legs[0].kind == "bus"]
    bag = pick(rng, first)
    if bag is None:
        return None
    ready = max(rows[key].ready_time for key in bag.contents)
    leg = bag.legs[0]
    cutoff = leg.depart - ready + 1
    return edit_trip(day, leg.trip, cutoff_duration=cutoff), "T5_CUTOFF"


def handle_bags_too_long(day, plan, rng):
    """Let a hub handle goods a second longer than there is before a departure."""
    changes = [
        (bag, number)
        for bag, number in _changes(plan, ("bus",))
        if bag_of(plan, bag).legs[number].from_site != day.centre
    ]
    change = pick(rng, changes)
    if change is None:
        return None
    before, behind = bag_of(plan, change[0]).legs[change[1] - 1 : change[1] + 1]
    late = behind.depart - day.trips[behind.trip].cutoff_duration
    handling = late - before.arrive + 1
    hub = edit_site(day, behind.from_site, handling_duration=handling)
    return hub, "T5_CUTOFF"


def cancel_a_trip_in_use(day, plan, rng):
    k = pick(rng, range(len(plan.bus_loads)))
    if k is None:
        return None
    name = plan.bus_loads[k].trip
    change = TripChange(
        kind=TripChangeKind.CANCELLED, text="", reason="检修", by="调度"
    )
    out = (*day.trips_out, TripOut(trip=day.trips[name], change=change))
    trips = {key: trip for key, trip in day.trips.items() if key != name}
    return replace(day, trips=trips, trips_out=out), "W5_TRIP_OUT"


def ask_for_a_word_on_a_trip_in_use(day, plan, rng):
    k = pick(rng, range(len(plan.bus_loads)))
    if k is None:
        return None
    settings = replace(day.settings, only_confirmed=True)
    trips = {key: replace(trip, confirmed=True) for key, trip in day.trips.items()}
    name = plan.bus_loads[k].trip
    trips[name] = replace(trips[name], confirmed=rng.choice([False, None]))
    return replace(day, trips=trips, settings=settings), "W5_UNCONFIRMED"


def end_all_agreements(day, plan, rng):
    if not plan.bus_loads and not plan.handovers:
        return None
    return replace(day, agreements=()), "W2_AGREEMENT"


def leave_no_time_to_work(day, plan, rng):
    """Let a call on the way take less than one bag."""
    calls = []
    for load in plan.bus_loads:
        last = len(day.trips[load.trip].stops) - 1
        pair = _calls(day, load)
        calls += [(load.trip, call) for call in pair if 0 < call < last]
    call = pick(rng, calls)
    if call is None:
        return None
    each = day.settings.bus_stop_duration + day.settings.bus_duration_per_bag
    return edit_call(day, *call, max_dwell_duration=each - 1), "T5_DWELL"


def forbid_freight_meanwhile(day, plan, rng):
    k = pick(rng, _bus_loads(day, plan))
    if k is None:
        return None
    load = plan.bus_loads[k]
    board, alight = _calls(day, load)
    stops = day.trips[load.trip].stops
    at = stops[board].departure_time
    if stops[alight].arrival_time <= at + 1:
        return None
    period = (TimeWindow(at, at + 1),)
    return edit_trip(day, load.trip, no_freight=period), "W3_NO_FREIGHT"


TRANSFER_DAY_MUTATIONS = (
    fill_the_hub,
    ask_for_bags_a_second_too_early,
    handle_bags_too_long,
    cancel_a_trip_in_use,
    ask_for_a_word_on_a_trip_in_use,
    end_all_agreements,
    leave_no_time_to_work,
    forbid_freight_meanwhile,
)
