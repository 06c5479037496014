"""Hours of a day in an OR-Tools model: travel, work, breaks and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .ortools_checked import add_dimension
from .ortools_matrices import Style, style_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .ortools_model import Model

PAUSE_SECONDS = 1200
"""Length of the pause that ends a stretch of driving (rule T7)."""

SHORT_STRETCH = 0.4
"""A driver with a break needs pauses beside it where the longest stretch of
driving is less than this share of the day."""

MAX_PLACED = 120
"""Stops of a model up to which breaks stand on the clock: with more of them
they make every step of the search several times slower."""


def paced_seconds(model: Model) -> list[int]:
    """Return the number of each vehicle's seconds from node to node.

    Driving pauses are paid in proportion to driving.
    """
    return model.by_style(lambda *key: _seconds(model, *key), _stretches(model))


def _stretches(model: Model) -> list[int]:
    """Return the driving per pause of each vehicle; 0 where breaks do for it."""
    tables = model.tables
    rested = (tables["b_duration"] >= PAUSE_SECONDS).any(1)
    limits, days = tables["v_max_drive"], tables["v_max_duration"]
    alone = np.where(limits < days, limits, 0)
    beside = np.where(limits < SHORT_STRETCH * days, 2 * limits, 0)
    stretches: list[int] = np.where(rested, beside, alone).tolist()
    return stretches


def _seconds(model: Model, style: Style, stretch: int) -> NDArray[np.int64]:
    seconds = model.matrices.seconds(style)
    if stretch > 0:
        seconds += model.matrices.driving(style) * PAUSE_SECONDS // stretch
    return seconds


def add_hours(model: Model, clock: Any, numbers: Sequence[int]) -> None:  # noqa: ANN401
    """Add travel, work and rests since the start, without waiting.

    Known at each stop, other than the span of the clock: with it a first
    solution turns home in time, without it it runs into dead ends for minutes.
    Vehicles with breaks or shorter hours start with the difference spent: days
    that come near the limit cover the windows of their breaks.
    """
    routing = model.routing
    rests = model.tables["b_duration"].sum(1)
    limits = (model.tables["v_max_duration"] - rests).tolist()
    most = max(*limits, 1)
    hours = add_dimension(
        routing, "hours", numbers, rooms=[most] * len(limits), from_zero=False
    )
    for v, limit in enumerate(limits):
        hours.CumulVar(routing.Start(v)).SetValue(min(most, most - limit))
    late = int(model.tables["v_late"].max())
    for n, home in enumerate(_homes(model)):
        index = model.index(n)
        for variable, last in ((hours, most), (clock, late)):
            when = variable.CumulVar(index)
            if last - home >= when.Min():
                when.SetMax(last - home)
            else:
                # Who serves it when it opens does not come home in time.
                routing.ActiveVar(index).SetValue(0)


def add_breaks(model: Model, clock: Any) -> None:  # noqa: ANN401
    """Place the drivers' breaks; outside a route they cost nothing (T7)."""
    routing, tables = model.routing, model.tables
    if len(model.nodes.stops) > MAX_PLACED:
        return
    solver = routing.solver()
    by_node = model.matrices.node_work()
    nodes = map(model.manager.IndexToNode, range(routing.Size()))
    work = [by_node[node] for node in nodes]
    optional = False
    for v, durations in enumerate(tables["b_duration"].tolist()):
        intervals = []
        for b, duration in enumerate(durations):
            early = int(tables["b_early"][v, b])
            late = int(tables["b_late"][v, b]) - duration
            name = f"break {v} {b}"
            if duration > 0 and early <= late:
                intervals.append(
                    solver.FixedDurationIntervalVar(
                        early, late, duration, optional, name
                    )
                )
        if intervals:
            clock.SetBreakIntervalsOfVehicle(intervals, v, work)


def _homes(model: Model) -> list[int]:
    """Return the least seconds from each stop to an end."""
    ends = sorted(set(model.nodes.ends))
    styles = {
        style_of(model.tables, model.nodes, v) for v in range(len(model.nodes.starts))
    }
    count = len(model.nodes.stops)
    ways = [model.matrices.seconds(style)[:count, ends].min(1) for style in styles]
    least: list[int] = np.min(ways, axis=0).tolist()
    return least
