"""Cost and feasibility of a two-echelon solution, from the instance alone.

Distances are Euclid in double precision, nothing is rounded.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..family import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .instance import Fleet, Point, TwoEchelon


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoEchelonSolution:
    """Trucks as (satellite, quantity) in driving order; tours of the second level.

    A tour is a satellite and its customers in driving order; both count from 0.
    """

    trucks: tuple[tuple[tuple[int, int], ...], ...]
    tours: tuple[tuple[int, tuple[int, ...]], ...]


def evaluate(instance: TwoEchelon, solution: TwoEchelonSolution) -> Verdict:
    """Return cost and broken rules of a solution."""
    cost = 0.0
    for truck in solution.trucks:
        stops = [instance.satellites[satellite] for satellite, _ in truck]
        cost += _cost(instance.trucks, [instance.depot, *stops, instance.depot])
    for satellite, customers in solution.tours:
        home = instance.satellites[satellite]
        stops = [instance.customers[customer] for customer in customers]
        cost += _cost(instance.freighters, [home, *stops, home])
    faults = (
        *_first_level(instance, solution),
        *_second_level(instance, solution),
        *_transfer(instance, solution),
    )
    vehicles = len(solution.trucks) + len(solution.tours)
    return Verdict(cost=cost, vehicles=vehicles, faults=faults)


def _cost(fleet: Fleet, path: Sequence[Point]) -> float:
    length = sum(math.dist(here, there) for here, there in pairwise(path))
    return fleet.fixed + fleet.per_distance * length


def _first_level(instance: TwoEchelon, solution: TwoEchelonSolution) -> Iterator[str]:
    if len(solution.trucks) > instance.trucks.number:
        yield f"{len(solution.trucks)} trucks of {instance.trucks.number}"
    for number, truck in enumerate(solution.trucks):
        load = sum(quantity for _, quantity in truck)
        if load > instance.trucks.capacity:
            yield f"truck {number}: load {load} of {instance.trucks.capacity}"
        if any(quantity < 0 for _, quantity in truck):
            yield f"truck {number}: brings less than nothing"


def _second_level(instance: TwoEchelon, solution: TwoEchelonSolution) -> Iterator[str]:
    if len(solution.tours) > instance.freighters.number:
        number = instance.freighters.number
        yield f"{len(solution.tours)} city freighters of {number} in all"
    each = Counter(satellite for satellite, _ in solution.tours)
    for satellite, count in sorted(each.items()):
        if count > instance.per_satellite:
            yield f"satellite {satellite}: {count} of {instance.per_satellite}"
    for number, (_, customers) in enumerate(solution.tours):
        load = sum(instance.demands[customer] for customer in customers)
        if load > instance.freighters.capacity:
            yield f"tour {number}: load {load} of {instance.freighters.capacity}"
    visits = Counter(c for _, customers in solution.tours for c in customers)
    for customer in range(len(instance.customers)):
        if visits[customer] != 1:
            yield f"customer {customer}: served {visits[customer]} times"


def _transfer(instance: TwoEchelon, solution: TwoEchelonSolution) -> Iterator[str]:
    """Compare what trucks bring to a satellite with what leaves it."""
    for satellite in range(len(instance.satellites)):
        comes = sum(q for truck in solution.trucks for s, q in truck if s == satellite)
        goes = sum(
            instance.demands[customer]
            for s, customers in solution.tours
            if s == satellite
            for customer in customers
        )
        if comes != goes:
            yield f"satellite {satellite}: {comes} comes, {goes} goes"
