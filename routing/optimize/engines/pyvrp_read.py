"""Routes written into a PyVRP model, and read from its solutions."""

from __future__ import annotations

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
            activities = _activities(routes[v], names, load)
            if activities:
                written.append(Route(model.data, activities, number))
    return Solution(model.data, written)


def _activities(
    route: Sequence[int], names: dict[int, Activity], load: Activity
) -> list[Activity]:
    """Return what a route does between its first loading and its end."""
    done: list[Activity] = []
    seen: set[Activity] = set()
    between = False
    for entry in route:
        if entry < 0:
            between = bool(done)
            continue
        activity = names.get(entry)
        # The visits of a stop stand for one activity.
        if activity is None or activity in seen:
            continue
        if between:
            done.append(load)
            between = False
        seen.add(activity)
        done.append(activity)
    return done
