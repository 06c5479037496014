"""Picks of routes, tours, halts and bags of a plan, in the plan's order."""

from __future__ import annotations


def tours_of(plan):
    """(route, tour) of every tour."""
    return [
        (r, t) for r, route in enumerate(plan.routes) for t in range(len(route.tours))
    ]


def stops_of(plan):
    """(route, tour, stop) of every halt."""
    return [
        (r, t, s)
        for r, t in tours_of(plan)
        for s in range(len(tour_at(plan, (r, t)).stops))
    ]


def tour_at(plan, at):
    return plan.routes[at[0]].tours[at[1]]


def stop_at(plan, at):
    return tour_at(plan, at).stops[at[2]]


def vehicle_at(day, plan, at):
    return day.vehicles[plan.routes[at[0]].vehicle]


def routes_with_tours(plan):
    return [r for r, route in enumerate(plan.routes) if route.tours]


def pick(rng, choices):
    """Return one of the choices, or None when there is none."""
    return rng.choice(choices) if choices else None


def deliveries_of(plan):
    """(halt, bag id) of every delivery of a bag that was loaded at the base."""
    return [
        (at, bag)
        for at in stops_of(plan)
        for bag in stop_at(plan, at).deliver
        if bag in tour_at(plan, at).load
    ]
