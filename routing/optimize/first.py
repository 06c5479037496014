"""The first complete plan: insertion in a few orders, the best one kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .simulator import Simulator

if TYPE_CHECKING:
    from .road import RoadProblem
    from .simulator import Draft

FEW_SHIPMENTS = 800


def insertion_orders(problem: RoadProblem, seed: int) -> list[list[int]]:
    """Return orders in which a first plan is inserted; few for large problems."""
    tables = problem.tables
    count = len(problem.shipments)
    numbers = np.arange(count)
    outer = [2 * k + 1 for k in range(count)]
    latest = [
        max(w[1] for w in tables["windows"][tables["a_window"][a]]) for a in outer
    ]
    metres = tables["metres"][0][tables["s_from"], tables["s_to"]]
    dear = -tables["s_penalty"].astype(np.int64)
    classes = np.sign(tables["s_load"][:, 4:].sum(axis=1)) * -1
    choices = tables["s_allowed"].sum(axis=1)
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
    """Build the first complete plan by insertion; the best of a few orders."""
    simulator = Simulator(problem)
    best = simulator.draft()
    lowest: int | None = None
    for order in insertion_orders(problem, seed):
        simulator.load([[] for _ in problem.vehicles])
        simulator.insert_all(order)
        if lowest is None or simulator.total() < lowest:
            lowest = simulator.total()
            best = simulator.draft()
    return best
