"""Mutations of instants, halts, loading, shifts and pauses."""

from __future__ import annotations

from dataclasses import replace

from properties.plan_edits import edit_leg, edit_pause, edit_route, edit_stop, edit_tour
from properties.plan_picks import (
    pick,
    routes_with_tours,
    stop_at,
    stops_of,
    tour_at,
    tours_of,
    vehicle_at,
)

from routing.plan.model import Pause, PauseKind


def serve_before_arrival(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    start = stop_at(plan, at).arrive - 1
    return edit_stop(plan, at, start=start), "T1_ARRIVAL"


def serve_after_hours(day, travel, plan, rng):
    at = pick(
        rng, [a for a in stops_of(plan) if day.sites[stop_at(plan, a).site].hours]
    )
    if at is None:
        return None
    late = max(window.late for window in day.sites[stop_at(plan, at).site].hours)
    return edit_stop(plan, at, start=late + 1), "T1_WINDOW"


def serve_before_hours(day, travel, plan, rng):
    at = pick(
        rng, [a for a in stops_of(plan) if day.sites[stop_at(plan, a).site].hours]
    )
    if at is None:
        return None
    early = min(window.early for window in day.sites[stop_at(plan, at).site].hours)
    return edit_stop(plan, at, start=early - 1), "T1_WINDOW"


def return_after_base_closes(day, travel, plan, rng):
    choices = []
    for r in routes_with_tours(plan):
        hours = day.sites[vehicle_at(day, plan, (r,)).end_site].hours
        last = (r, len(plan.routes[r].tours) - 1)
        if hours and tour_at(plan, last).unload:
            choices.append((last, max(window.late for window in hours) + 1))
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    return edit_tour(plan, chosen[0], end=chosen[1]), "T1_RETURN"


def leave_halt_early(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    depart = stop_at(plan, at).start - 1
    return edit_stop(plan, at, depart=depart), "T2_SERVICE"


def write_one_halt_as_two(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    stops = tour_at(plan, at).stops
    again = replace(stops[at[2]], deliver=(), pick_up=())
    stops = (*stops[: at[2] + 1], again, *stops[at[2] + 1 :])
    return edit_tour(plan, at[:2], stops=stops), "T2_HALT"


def halt_at_the_base(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    base = vehicle_at(day, plan, at).start_site
    return edit_stop(plan, at, site=base), "T3_BASE"


def cut_loading(day, travel, plan, rng):
    at = pick(rng, tours_of(plan))
    if at is None:
        return None
    begin = tour_at(plan, at).start - vehicle_at(day, plan, at).reload_duration
    return edit_tour(plan, at, load_start=begin + 1), "T3_LOADING"


def load_before_return(day, travel, plan, rng):
    at = pick(rng, [(r, t) for r, t in tours_of(plan) if t > 0])
    if at is None:
        return None
    back = tour_at(plan, (at[0], at[1] - 1)).end
    return edit_tour(plan, at, load_start=back - 1), "T3_LOADING"


def leave_before_ready(day, travel, plan, rng):
    ready = {row.consignment_id: row.ready_time for row in day.consignments}
    bags = {bag.id: max(ready[key] for key in bag.contents) for bag in plan.bags}
    at = pick(rng, [a for a in tours_of(plan) if tour_at(plan, a).load])
    if at is None:
        return None
    latest = max(bags[bag] for bag in tour_at(plan, at).load)
    return edit_tour(plan, at, start=latest - 1), "T3_READY"


def arrive_sooner(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    arrive = stop_at(plan, at).arrive - 1
    return edit_stop(plan, at, arrive=arrive), "D1_SECONDS"


def return_sooner(day, travel, plan, rng):
    at = pick(rng, tours_of(plan))
    if at is None:
        return None
    return edit_tour(plan, at, end=tour_at(plan, at).end - 1), "D1_SECONDS"


def swap_halts(day, travel, plan, rng):
    """Neighbouring halts change places and keep their times: time runs backwards."""
    at = pick(rng, [a for a in stops_of(plan) if a[2] > 0])
    if at is None:
        return None
    stops = list(tour_at(plan, at).stops)
    stops[at[2] - 1], stops[at[2]] = stops[at[2]], stops[at[2] - 1]
    return edit_tour(plan, at[:2], stops=tuple(stops)), "D1_SECONDS"


def move_a_leg_in_time(day, travel, plan, rng):
    bag = pick(rng, plan.bags)
    if bag is None:
        return None
    return edit_leg(plan, bag.id, arrive=bag.legs[0].arrive + 1), "T4_LEG_TIMES"


def begin_before_the_shift(day, travel, plan, rng):
    route = pick(rng, routes_with_tours(plan))
    if route is None:
        return None
    early = vehicle_at(day, plan, (route,)).shift.early
    return edit_tour(plan, (route, 0), load_start=early - 1), "T6_SHIFT"


def end_after_the_shift(day, travel, plan, rng):
    route = pick(rng, routes_with_tours(plan))
    if route is None:
        return None
    last = len(plan.routes[route].tours) - 1
    late = vehicle_at(day, plan, (route,)).shift.late
    return edit_tour(plan, (route, last), end=late + 1), "T6_SHIFT"


def work_too_long(day, travel, plan, rng):
    route = pick(rng, routes_with_tours(plan))
    if route is None:
        return None
    tours = plan.routes[route].tours
    limit = vehicle_at(day, plan, (route,)).max_route_duration
    end = tours[0].load_start + limit + 1
    return edit_tour(plan, (route, len(tours) - 1), end=end), "T6_HOURS"


def second_route_of_a_vehicle(day, travel, plan, rng):
    route = pick(rng, plan.routes)
    if route is None:
        return None
    return replace(plan, routes=(*plan.routes, route)), "T6_TWO_ROUTES"


def drop_breaks(day, travel, plan, rng):
    choices = []
    for r in routes_with_tours(plan):
        tours = plan.routes[r].tours
        if any(
            tours[0].load_start <= rest.window.early
            and tours[-1].end >= rest.window.late
            for rest in vehicle_at(day, plan, (r,)).breaks
        ):
            choices.append(r)
    route = pick(rng, choices)
    if route is None:
        return None
    kept = tuple(p for p in plan.routes[route].pauses if p.kind != PauseKind.BREAK)
    return edit_route(plan, route, pauses=kept), "T7_BREAK"


def rest_while_loading(day, travel, plan, rng):
    at = pick(
        rng,
        [a for a in tours_of(plan) if vehicle_at(day, plan, a).reload_duration >= 2],
    )
    if at is None:
        return None
    begin = tour_at(plan, at).load_start
    base = vehicle_at(day, plan, at).start_site
    rest = Pause(kind=PauseKind.PAUSE, site=base, start=begin, end=begin + 2)
    pauses = (*plan.routes[at[0]].pauses, rest)
    return edit_route(plan, at[0], pauses=pauses), "T7_OVERLAP"


def rest_after_the_route(day, travel, plan, rng):
    route = pick(rng, routes_with_tours(plan))
    if route is None:
        return None
    end = plan.routes[route].tours[-1].end
    base = vehicle_at(day, plan, (route,)).end_site
    rest = Pause(kind=PauseKind.PAUSE, site=base, start=end + 1, end=end + 60)
    pauses = (*plan.routes[route].pauses, rest)
    return edit_route(plan, route, pauses=pauses), "T7_PLACE"


def rest_elsewhere(day, travel, plan, rng):
    choices = [
        (r, p) for r, route in enumerate(plan.routes) for p in range(len(route.pauses))
    ]
    chosen = pick(rng, choices)
    if chosen is None:
        return None
    return edit_pause(plan, *chosen, site="nowhere"), "T7_PLACE"


TIME_MUTATIONS = (
    serve_before_arrival,
    serve_after_hours,
    serve_before_hours,
    return_after_base_closes,
    leave_halt_early,
    write_one_halt_as_two,
    halt_at_the_base,
    cut_loading,
    load_before_return,
    leave_before_ready,
    arrive_sooner,
    return_sooner,
    swap_halts,
    move_a_leg_in_time,
    begin_before_the_shift,
    end_after_the_shift,
    work_too_long,
    second_route_of_a_vehicle,
    drop_breaks,
    rest_while_loading,
    rest_after_the_route,
    rest_elsewhere,
)
