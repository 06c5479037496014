"""The first complete plan: insertion in a few orders, the best one kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .draft import Draft
from .kernel.data import BIG, S_PENALTY, SHIPMENT_AT, SHIPMENT_SIZE
from .simulator import Simulator

if TYPE_CHECKING:
    from .road import RoadProblem

FEW_SHIPMENTS = 800


def insertion_orders(problem: RoadProblem, seed: int) -> list[list[int]]:
    """Return orders in which batches are inserted first; few for large problems."""
    tables = problem.tables
    count = problem.batches
    numbers = np.arange(count)
    outer = [2 * k + 1 for k in range(count)]
    latest = [
        max(w[1] for w in tables["windows"][tables["a_window"][a]]) for a in outer
    ]
    metres = tables["metres"][0][tables["s_from"], tables["s_to"]][:count]
    dear = -tables["s_penalty"][:count].astype(np.int64)
    classes = -np.sign(tables["s_temp"][:count])
    choices = tables["s_allowed"][:count].sum(axis=1)
    orders = [
        np.lexsort((numbers, -metres, choices, classes)),
        np.lexsort((numbers, -metres, np.array(latest), choices)),
        np.lexsort((numbers, dear, choices)),
    ]
    rng = np.random.default_rng(seed)
    orders.append(rng.permutation(count))
    keep = len(orders) if count <= FEW_SHIPMENTS else 1
    return [[int(k) for k in order] for order in orders[:keep]]


def first_draft(problem: RoadProblem, seed: int) -> Draft:
    """Build the first complete plan by insertion; the best of a few orders.

    Where goods may be deferred, each order is tried twice: shipments that
    would not pay for a vehicle one by one may do so together.
    """
    simulator = Simulator(problem)
    best = simulator.draft()
    lowest: int | None = None
    few = problem.batches <= FEW_SHIPMENTS
    deferral = problem.day.settings.economic_deferral
    for order in insertion_orders(problem, seed):
        for at_any_price in (False, True) if deferral else (False,):
            simulator.load([[] for _ in problem.vehicles])
            if at_any_price:
                _insert_at_any_price(simulator, order, thorough=few)
                _drop_dear_routes(simulator)
            else:
                simulator.insert_all(order, thorough=few)
            if lowest is None or simulator.total() < lowest:
                lowest = simulator.total()
                best = simulator.draft()
    return best


def _insert_at_any_price(
    simulator: Simulator, order: list[int], *, thorough: bool
) -> None:
    """Insert all that has a place, dearer than its penalty or not."""
    vector = simulator.vector
    first = int(vector[SHIPMENT_AT]) + S_PENALTY
    prices = vector[first : first + len(order) * SHIPMENT_SIZE : SHIPMENT_SIZE]
    kept = prices.copy()
    prices[:] = BIG // 2
    try:
        simulator.insert_all(order, thorough=thorough)
    finally:
        prices[:] = kept


def _drop_dear_routes(simulator: Simulator) -> None:
    """Give up routes whose shipments are cheaper elsewhere or left behind."""
    for vehicle in range(len(simulator.problem.vehicles)):
        before, cents = simulator.draft(), simulator.total()
        if not before.routes[vehicle]:
            continue
        routes, uses = list(before.routes), list(before.uses)
        routes[vehicle], uses[vehicle] = [], []
        left = simulator.load(Draft(routes=routes, uses=uses))
        simulator.insert_all(left)
        if simulator.total() > cents:
            simulator.load(before)
