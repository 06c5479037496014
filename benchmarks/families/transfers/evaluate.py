"""Cost and feasibility of a solution with transfers, from the instance alone.

Distances are Euclid in double precision. Every vehicle drives from its start to
its end, one that carries nothing too: with that the proved optima of all six
instances with five requests, two vehicles and one transfer point come out to the
last printed digit, without it on one of them only.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..family import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .instance import TransferInstance

LATE = 1e-6
"""Times are sums of roots: a window is kept up to this much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferStop:
    """A halt at a node: requests handed over first, then those taken."""

    node: str
    deliver: tuple[int, ...] = ()
    pick_up: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSolution:
    """The halts of every vehicle between its start and its end, in order."""

    routes: tuple[tuple[TransferStop, ...], ...]


Times = dict[tuple[int, int], float]
"""Start of service by vehicle and number of the halt."""


def evaluate(instance: TransferInstance, solution: TransferSolution) -> Verdict:
    """Return cost and broken rules of a solution."""
    cost = 0.0
    for vehicle in range(instance.vehicles):
        path = _path(solution, vehicle)
        cost += sum(_distance(instance, a, b) for a, b in pairwise(path))
    vehicles = sum(map(bool, solution.routes))
    if len(solution.routes) != instance.vehicles:
        faults: tuple[str, ...] = ("not one route for each vehicle",)
        return Verdict(cost=cost, vehicles=vehicles, faults=faults)
    faults = (*_places(instance, solution), *_loads(instance, solution))
    faults += tuple(_custody(instance, solution))
    if not faults:
        # Times mean something only for goods that are where they should be.
        faults = tuple(_times(instance, solution))
    remarks = tuple(_remarks(solution))
    return Verdict(cost=cost, vehicles=vehicles, faults=faults, remarks=remarks)


def _path(solution: TransferSolution, vehicle: int) -> list[str]:
    stops = solution.routes[vehicle] if vehicle < len(solution.routes) else ()
    return [f"o{vehicle}", *(stop.node for stop in stops), f"e{vehicle}"]


def _distance(instance: TransferInstance, here: str, there: str) -> float:
    a, b = instance.nodes[here], instance.nodes[there]
    return math.hypot(a.x - b.x, a.y - b.y)


def _places(instance: TransferInstance, solution: TransferSolution) -> Iterator[str]:
    """Pickups and deliveries once each, at their nodes or at transfer points."""
    visits = Counter(stop.node for route in solution.routes for stop in route)
    for request in range(instance.requests):
        for node in (f"p{request}", f"d{request}"):
            if visits[node] != 1:
                yield f"{node}: visited {visits[node]} times"
    for route in solution.routes:
        for stop in route:
            allowed = {
                "p": ((), (stop.node[1:],)),
                "d": ((stop.node[1:],), ()),
            }.get(stop.node[0])
            done = (
                tuple(str(request) for request in stop.deliver),
                tuple(str(request) for request in stop.pick_up),
            )
            if allowed is not None and done != allowed:
                yield f"{stop.node}: other goods than its own"
            elif allowed is None and stop.node[0] != "t":
                yield f"{stop.node}: no place for goods"


def _loads(instance: TransferInstance, solution: TransferSolution) -> Iterator[str]:
    for vehicle, route in enumerate(solution.routes):
        load = most = 0
        for stop in route:
            load -= sum(instance.nodes[f"p{r}"].load for r in stop.deliver)
            load += sum(instance.nodes[f"p{r}"].load for r in stop.pick_up)
            most = max(most, load)
        if most > instance.capacity:
            yield f"vehicle {vehicle}: load {most} of {instance.capacity}"


def _rides(
    solution: TransferSolution,
) -> tuple[dict[int, list[tuple[str, str]]], list[int]]:
    """Return the rides of every request as (from, to), and requests astray.

    Astray is what is handed over without being on board, taken on twice, or left on
    board at the end.
    """
    rides: dict[int, list[tuple[str, str]]] = {}
    astray: list[int] = []
    for route in solution.routes:
        aboard: dict[int, str] = {}
        for stop in route:
            for request in stop.deliver:
                if request in aboard:
                    ride = aboard.pop(request), stop.node
                    rides.setdefault(request, []).append(ride)
                else:
                    astray.append(request)
            for request in stop.pick_up:
                if request in aboard:
                    astray.append(request)
                aboard[request] = stop.node
        astray.extend(aboard)
    return rides, astray


def _custody(instance: TransferInstance, solution: TransferSolution) -> Iterator[str]:
    """Every request goes from its pickup to its delivery without a gap."""
    rides, astray = _rides(solution)
    for request in range(instance.requests):
        left = list(rides.get(request, ()))
        at = f"p{request}"
        while left:
            ride = next((ride for ride in left if ride[0] == at), None)
            if ride is None:
                break
            left.remove(ride)
            at = ride[1]
        if left or at != f"d{request}" or request in astray:
            yield f"request {request}: no way without a gap"


def _times(instance: TransferInstance, solution: TransferSolution) -> Iterator[str]:
    before: Times = {}
    # A chain of waits has at most as many links as there are halts.
    halts = sum(len(route) for route in solution.routes)
    for _ in range(halts + 2):
        times = _round(instance, solution, before)
        if times == before:
            break
        before = times
    else:
        yield "vehicles wait for each other in a circle"
        return
    for vehicle, route in enumerate(solution.routes):
        nodes = [*(stop.node for stop in route), f"e{vehicle}"]
        for number, node in enumerate(nodes):
            over = times[vehicle, number] - instance.nodes[node].late
            if over > LATE:
                yield f"vehicle {vehicle}: {over:.6f} late at {node}"


def _round(
    instance: TransferInstance, solution: TransferSolution, before: Times
) -> Times:
    """Return when service starts if others are as early as in the round before."""
    brought = {
        (request, stop.node): (vehicle, number)
        for vehicle, route in enumerate(solution.routes)
        for number, stop in enumerate(route)
        for request in stop.deliver
    }
    times: Times = {}
    for vehicle, route in enumerate(solution.routes):
        at = f"o{vehicle}"
        clock = instance.nodes[at].early
        for number, stop in enumerate(route):
            clock += _distance(instance, at, stop.node)
            clock = max(clock, instance.nodes[stop.node].early)
            for request in stop.pick_up:
                halt = brought.get((request, stop.node))
                if halt is not None:
                    clock = max(clock, before.get(halt, 0.0))
            times[vehicle, number] = clock
            at = stop.node
        end = f"e{vehicle}"
        clock += _distance(instance, at, end)
        times[vehicle, len(route)] = max(clock, instance.nodes[end].early)
    return times


def _remarks(solution: TransferSolution) -> Iterator[str]:
    """Name what published models may not know."""
    hands: Counter[int] = Counter()
    for vehicle, route in enumerate(solution.routes):
        visits = Counter(stop.node for stop in route)
        for node, count in visits.items():
            if count > 1:
                yield f"vehicle {vehicle} is at {node} {count} times"
        hands.update(r for stop in route for r in stop.pick_up if stop.node[0] == "t")
    for request, count in sorted(hands.items()):
        if count > 1:
            yield f"request {request} is transferred {count} times"
