"""Tours in an OR-Tools model: departure, range, kilometres, usual vehicles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .ortools_checked import add_dimension, transit_matrix, transit_vector
from .ortools_clock import horizon
from .ortools_matrices import UNITS_PER_CENT, style_of
from .ortools_nodes import farthest_metres

if TYPE_CHECKING:
    from .ortools_model import Model


def add_departures(model: Model, clock: Any) -> None:  # noqa: ANN401
    """Let no tour leave before its bags are ready (rules T3, T4).

    The dimension holds when the present tour left the place where it loads; it
    stays the same until a reload.
    """
    routing, tables, nodes = model.routing, model.tables, model.nodes
    opens = [tables["windows"][number][0][0] for number in tables["v_open"].tolist()]
    earliest = np.maximum(opens, tables["v_early"]) + tables["v_reload"]
    ready = max(stop.ready for stop in nodes.stops)
    if ready <= int(earliest.min()):
        return
    late = horizon(model) + int(tables["v_reload"].max())
    zero = transit_vector(routing, [0] * len(nodes.nodes))
    count = len(nodes.starts)
    departure = add_dimension(
        routing,
        "departure",
        [zero] * count,
        slack=late,
        rooms=[late] * count,
        from_zero=False,
    )
    solver = routing.solver()
    for n, stop in enumerate(nodes.stops):
        departure.SlackVar(model.index(n)).SetValue(0)
        departure.CumulVar(model.index(n)).SetMin(min(stop.ready, late))
    way = [
        model.matrices.far_seconds(style_of(tables, nodes, v))
        for v in range(len(nodes.starts))
    ]
    for v, far in enumerate(way):
        first = routing.Start(v)
        departure.SlackVar(first).SetValue(0)
        work = int(tables["v_reload"][v]) + far
        solver.Add(departure.CumulVar(first) == clock.CumulVar(first) + work)
    for reload, index in zip(nodes.reloads, model.reload_indices(), strict=True):
        work = nodes.nodes[model.manager.IndexToNode(index)].work + way[reload.vehicle]
        left = departure.CumulVar(index) + departure.SlackVar(index)
        solver.Add(left == clock.CumulVar(index) + work)


def add_metres(model: Model) -> None:
    """Hold the metres of a day, and of a charge where the range binds (D1a)."""
    tables, nodes = model.tables, model.nodes
    most = np.array(farthest_metres(tables), np.int64)
    limits = np.minimum(tables["v_max_metres"], most)
    charged = {reload.vehicle for reload in nodes.reloads if reload.charges}
    for v, ranged in enumerate(nodes.ranged):
        if ranged and v not in charged:
            limits[v] = min(int(limits[v]), int(tables["v_range"][v]))
    if (limits < most).any():
        numbers = model.by_style(model.matrices.metres)
        add_dimension(model.routing, "metres", numbers, rooms=limits.tolist())
    if charged:
        _add_range(model, most, charged)


def _add_range(
    model: Model, most: np.ndarray[Any, np.dtype[np.int64]], charged: set[int]
) -> None:
    """Count metres since the last charge."""
    routing, tables, nodes = model.routing, model.tables, model.nodes
    limits = [
        int(tables["v_range"][v]) if v in charged else int(most[v])
        for v in range(len(nodes.starts))
    ]
    numbers: dict[object, int] = {}
    for v in range(len(nodes.starts)):
        style = style_of(tables, nodes, v)
        if style not in numbers:
            matrix = model.matrices.metres(style)
            for n, reload in enumerate(nodes.reloads, start=len(nodes.stops)):
                if reload.charges:
                    matrix[n] -= limits[reload.vehicle]
            numbers[style] = transit_matrix(routing, matrix)
    by_vehicle = [numbers[style_of(tables, nodes, v)] for v in range(len(nodes.starts))]
    since = add_dimension(routing, "range", by_vehicle, slack=max(limits), rooms=limits)
    for v in range(len(nodes.starts)):
        since.SlackVar(routing.Start(v)).SetValue(0)
    for n in range(len(nodes.stops)):
        since.SlackVar(model.index(n)).SetValue(0)
    for reload, index in zip(nodes.reloads, model.reload_indices(), strict=True):
        if reload.charges:
            full = since.CumulVar(index) + since.SlackVar(index)
            routing.solver().Add(full == limits[reload.vehicle])
        else:
            since.SlackVar(index).SetValue(0)


def add_usual(model: Model) -> None:
    """Charge halts of another than the usual vehicle (rule P3a).

    Where several stops share a site each pays its part, as if they were served
    together.
    """
    routing, tables, nodes = model.routing, model.tables, model.nodes
    usual = [int(tables["usual"][stop.site]) for stop in nodes.stops]
    cents = int(tables["usual_cents"])
    if cents == 0 or max(usual) < 0:
        return
    sites = [stop.site for stop in nodes.stops]
    units = [cents * UNITS_PER_CENT // sites.count(site) for site in sites]
    rest = [0] * (len(nodes.nodes) - len(nodes.stops))
    numbers = []
    for v in range(len(nodes.starts)):
        paid = [
            unit if mine >= 0 and mine != v else 0
            for unit, mine in zip(units, usual, strict=True)
        ]
        numbers.append(transit_vector(routing, [*paid, *rest]))
    unusual = add_dimension(
        routing, "unusual", numbers, rooms=[sum(units)] * len(numbers)
    )
    for v in range(len(nodes.starts)):
        unusual.SetCumulVarSoftUpperBound(routing.End(v), 0, 1)
