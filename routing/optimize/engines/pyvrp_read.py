"""Routes written into a PyVRP model, and read from its solutions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyvrp import Activity, ActivityType, Route, Solution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.optimize.routes import Routes

    from .pyvrp_model import Model


def read_routes(model: Model, solution: Solution) -> Routes:
    """Return the routes of a solution, one per vehicle of the part."""
    routes: Routes = [[] for _ in model.part.vehicles]
    free = [iter(cars) for cars in model.types]
    for route in solution.routes():
        entries = read_route(model, route)
        if entries:
            routes[next(free[route.vehicle_type()])] = entries
    return routes


def read_route(model: Model, activities: Iterable[Activity]) -> list[int]:
    """Return the visits of one route; empty tours are left out."""
    tours: list[list[int]] = [[]]
    for activity in activities:
        if activity.is_depot():
            tours.append([])
        elif activity.is_client():
            tours[-1] += model.clients[activity.idx].visits
        else:
            (k,) = model.shipments[activity.idx].shipments
            tours[-1].append(2 * k + int(activity.is_delivery()))
    entries: list[int] = []
    for tour in filter(None, tours):
        if entries:
            entries.append(-1)
        entries += tour
    return entries


def write_solution(model: Model, routes: Routes) -> Solution:
    """Return routes of a part as a solution; visits the model has not are left out."""
    names: dict[int, Activity] = {}
    for idx, stop in enumerate(model.clients):
        names.update(dict.fromkeys(stop.visits, Activity(ActivityType.CLIENT, idx)))
    for idx, stop in enumerate(model.shipments):
        (k,) = stop.shipments
        names[2 * k] = Activity(ActivityType.PICKUP, idx)
        names[2 * k + 1] = Activity(ActivityType.DELIVERY, idx)
    written = []
    for number, cars in enumerate(model.types):
        load = Activity(ActivityType.DEPOT, model.loads[number])
        for v in cars:
            done: list[Activity] = []
            for tour in _tours(routes[v]):
                activities = _activities(model, names, tour)
                if done and activities:
                    done.append(load)
                done += activities
            if done:
                written.append(Route(model.data, done, number))
    return Solution(model.data, written)


def _tours(route: Sequence[int]) -> list[list[int]]:
    tours: list[list[int]] = [[]]
    for entry in route:
        if entry < 0:
            tours.append([])
        else:
            tours[-1].append(entry)
    return tours


def _activities(
    model: Model, names: dict[int, Activity], tour: Sequence[int]
) -> list[Activity]:
    """Return what a tour does; a halt hands over before it takes on (T2).

    The visits of one stop stand for one activity.
    """
    known = [entry for entry in tour if entry in names]
    done: list[Activity] = []
    for _, halt in groupby(known, key=lambda entry: _place(model, names[entry])):
        done += [names[e] for e in sorted(halt, key=lambda e: e % 2, reverse=True)]
    return list(dict.fromkeys(done))


def _place(model: Model, activity: Activity) -> int:
    """Return the location where an activity is done."""
    if activity.is_client():
        return int(model.data.client(activity.idx).location)
    shipment = model.data.shipment(activity.idx)
    step = shipment.pickup if activity.is_pickup() else shipment.delivery
    return int(step.location)
