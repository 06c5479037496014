"""Mutations of figures: loads, metres, range, charges, cents."""

from __future__ import annotations

from dataclasses import replace

from properties.plan_edits import (
    edit_cost,
    edit_pause,
    edit_route,
    edit_stop,
    edit_tour,
)
from properties.plan_picks import (
    pick,
    routes_with_tours,
    stop_at,
    stops_of,
    tour_at,
    tours_of,
    vehicle_at,
)

from routing.plan.model import PauseKind


def _tour_figure(plan, rng, name, cause):
    at = pick(rng, tours_of(plan))
    if at is None:
        return None
    value = getattr(tour_at(plan, at), name) + 1
    return edit_tour(plan, at, **{name: value}), cause


def write_more_kg(day, travel, plan, rng):
    return _tour_figure(plan, rng, "load_g", "R1_LOAD_KG")


def write_more_m3(day, travel, plan, rng):
    return _tour_figure(plan, rng, "load_cm3", "R1_LOAD_M3")


def write_more_items(day, travel, plan, rng):
    at = pick(rng, stops_of(plan))
    if at is None:
        return None
    items = stop_at(plan, at).load_items + 1
    return edit_stop(plan, at, load_items=items), "R1_LOAD_ITEMS"


def write_more_metres(day, travel, plan, rng):
    route = pick(rng, routes_with_tours(plan))
    if route is None:
        return None
    metres = plan.routes[route].metres + 1
    return edit_route(plan, route, metres=metres), "D1_METRES"


def write_fewer_seconds(day, travel, plan, rng):
    route = pick(rng, routes_with_tours(plan))
    if route is None:
        return None
    seconds = plan.routes[route].seconds - 1
    return edit_route(plan, route, seconds=seconds), "T6_SECONDS"


def write_other_sources(day, travel, plan, rng):
    sources = {**plan.distance_sources}
    sources["file"] = sources.get("file", 0) + 1
    return replace(plan, distance_sources=sources), "D1_SOURCES"


def _cost(plan, rng, part):
    route = pick(rng, range(len(plan.routes)))
    if route is None:
        return None
    cents = getattr(plan.routes[route].cost_cents, part) + rng.choice((-1, 1))
    return edit_cost(plan, route, **{part: cents}), "P1_COST"


def change_fixed_cents(day, travel, plan, rng):
    return _cost(plan, rng, "fixed")


def change_km_cents(day, travel, plan, rng):
    return _cost(plan, rng, "km")


def change_hour_cents(day, travel, plan, rng):
    return _cost(plan, rng, "hours")


def change_penalty(day, travel, plan, rng):
    return replace(plan, penalty_cents=plan.penalty_cents + 1), "P3_PENALTY"


def _charges(plan):
    return [
        (r, p)
        for r, route in enumerate(plan.routes)
        for p, pause in enumerate(route.pauses)
        if pause.kind == PauseKind.CHARGE
    ]


def drop_charges(day, travel, plan, rng):
    route = pick(
        rng,
        [
            r
            for r, _ in _charges(plan)
            if plan.routes[r].metres > (vehicle_at(day, plan, (r,)).range_m or 10**9)
        ],
    )
    if route is None:
        return None
    kept = tuple(p for p in plan.routes[route].pauses if p.kind != PauseKind.CHARGE)
    return edit_route(plan, route, pauses=kept), "D1_RANGE"


def charge_too_short(day, travel, plan, rng):
    chosen = pick(
        rng,
        [
            (r, p)
            for r, p in _charges(plan)
            if vehicle_at(day, plan, (r,)).recharge_duration > 1
        ],
    )
    if chosen is None:
        return None
    pause = plan.routes[chosen[0]].pauses[chosen[1]]
    end = pause.start + vehicle_at(day, plan, chosen).recharge_duration - 1
    return edit_pause(plan, *chosen, end=end), "D1_CHARGE"


def charge_elsewhere(day, travel, plan, rng):
    chosen = pick(rng, _charges(plan))
    if chosen is None:
        return None
    return edit_pause(plan, *chosen, site="nowhere"), "D1_CHARGE"


FIGURE_MUTATIONS = (
    write_more_kg,
    write_more_m3,
    write_more_items,
    write_more_metres,
    write_fewer_seconds,
    write_other_sources,
    change_fixed_cents,
    change_km_cents,
    change_hour_cents,
    change_penalty,
    drop_charges,
    charge_too_short,
    charge_elsewhere,
)
