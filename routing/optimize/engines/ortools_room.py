"""Room in an OR-Tools model: loads on every leg, goods kept apart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from .binding_loads import binding_loads
from .ortools_checked import add_dimension, transit_vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .ortools_model import Model

MAX_CLASSES = 8
"""More classes of hostile goods than these are left to the exact search."""


def add_loads(model: Model) -> None:
    """Hold what is on board to each vehicle's room on every leg."""
    loads = np.array([s.load for s in model.nodes.stops], np.int64)
    delivered = np.array([s.delivery for s in model.nodes.stops], bool)
    caps = model.tables["v_cap"]
    for d in binding_loads(loads, caps):
        down = np.where(delivered, loads[:, d], 0)
        up = np.where(delivered, 0, loads[:, d])
        rooms = np.minimum(caps[:, d], int(loads[:, d].sum())).tolist()
        if up.any() and down.any():
            _Legs(model, rooms, d).add(down, up)
        else:
            _add_sum(model, rooms, d, down + up)


def _spread(
    model: Model, stops: NDArray[np.int64], reloads: Sequence[int]
) -> list[int]:
    """Return amounts of all nodes: those of stops, of reloads, zero for bases."""
    bases = len(model.nodes.nodes) - len(stops) - len(reloads)
    return [*stops.tolist(), *reloads, *[0] * bases]


def _free_at_reloads(model: Model, dim: Any) -> None:  # noqa: ANN401
    """Forbid slack but at reloads, where it is the refill."""
    for n in range(len(model.nodes.stops)):
        dim.SlackVar(model.index(n)).SetValue(0)
    for v in range(len(model.nodes.starts)):
        dim.SlackVar(model.routing.Start(v)).SetValue(0)


def _add_sum(
    model: Model, rooms: list[int], d: int, amounts: NDArray[np.int64]
) -> None:
    """Add a load that only grows (or only shrinks) within a tour."""
    name = f"load {d}"
    back = [-rooms[r.vehicle] for r in model.nodes.reloads]
    number = transit_vector(model.routing, _spread(model, amounts, back))
    load = add_dimension(
        model.routing, name, [number] * len(rooms), slack=max(rooms), rooms=rooms
    )
    _free_at_reloads(model, load)


class _Legs:
    """A load of deliveries still on board and pickups so far (rule R1).

    *left* is what is still to be delivered: nothing at the end of a tour, so
    exact from its start. *board* is what is on board; it starts as *left* does.
    """

    def __init__(self, model: Model, rooms: list[int], d: int) -> None:
        self.model = model
        self.rooms = rooms
        self.names = (f"left {d}", f"board {d}")

    def add(self, down: NDArray[np.int64], up: NDArray[np.int64]) -> None:
        """Add both dimensions and tie them."""
        routing, rooms = self.model.routing, self.rooms
        reloads = self.model.nodes.reloads
        left = self._dimension(0, -down, [0] * len(reloads))
        board = self._dimension(1, up - down, [-rooms[r.vehicle] for r in reloads])
        solver = routing.solver()
        for v in range(len(rooms)):
            first = routing.Start(v)
            left.CumulVar(routing.End(v)).SetValue(0)
            solver.Add(board.CumulVar(first) == left.CumulVar(first))
        for reload, index in zip(reloads, self.model.reload_indices(), strict=True):
            room = rooms[reload.vehicle]
            left.CumulVar(index).SetValue(0)
            solver.Add(
                board.CumulVar(index) + board.SlackVar(index)
                == left.SlackVar(index) + room
            )

    def _dimension(
        self, which: int, amounts: NDArray[np.int64], reloads: Sequence[int]
    ) -> Any:  # noqa: ANN401
        routing = self.model.routing
        number = transit_vector(routing, _spread(self.model, amounts, reloads))
        dim = add_dimension(
            routing,
            self.names[which],
            [number] * len(self.rooms),
            slack=(1 + which) * max(self.rooms),
            rooms=self.rooms,
            from_zero=False,
        )
        _free_at_reloads(self.model, dim)
        return dim


def peaceful_sets(apart: NDArray[np.uint8]) -> list[tuple[int, ...]]:
    """Return the largest sets of classes that may share a tour.

    ``apart`` (C, C) is 1 where two classes must never be on board together.
    """
    count = len(apart)
    peaceful: list[tuple[int, ...]] = []
    for size in range(count, 0, -1):
        for classes in combinations(range(count), size):
            calm = not any(apart[a, b] for a, b in combinations(classes, 2))
            if calm and not any(set(classes) <= set(p) for p in peaceful):
                peaceful.append(classes)
    return peaceful


def add_sides(model: Model) -> None:
    """Keep hostile goods in different tours (stricter than rule R4a).

    A number per tour says which peaceful set of classes it may carry; it
    changes at reloads only.
    """
    apart = model.tables["apart"]
    if not model.tables["has_apart"] or len(apart) > MAX_CLASSES:
        return
    sets = peaceful_sets(apart)
    if len(sets) <= 1:
        return
    top = len(sets) - 1
    back = [-top] * len(model.nodes.reloads)
    stops = np.zeros(len(model.nodes.stops), np.int64)
    number = transit_vector(model.routing, _spread(model, stops, back))
    vehicles = len(model.nodes.starts)
    side = add_dimension(
        model.routing,
        "side",
        [number] * vehicles,
        slack=2 * top,
        rooms=[top] * vehicles,
        from_zero=False,
    )
    _free_at_reloads(model, side)
    for n, stop in enumerate(model.nodes.stops):
        for value, classes in enumerate(sets):
            if stop.goods not in classes:
                side.CumulVar(model.index(n)).RemoveValue(value)
