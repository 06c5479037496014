"""Hours of a day in an OR-Tools model: work without waiting, driving pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .ortools_checked import add_dimension
from .ortools_matrices import Style, style_of

if TYPE_CHECKING:
    from .ortools_model import Model

PAUSE_SECONDS = 1200
"""Length of the pause that ends a stretch of driving (rule T7)."""


def _homes(model: Model) -> dict[Style, list[int]]:
    """Return seconds from each stop to the nearest end, by style."""
    ends = sorted(set(model.nodes.ends))
    styles = {
        style_of(model.tables, model.nodes, v) for v in range(len(model.nodes.starts))
    }
    return {
        style: model.matrices.seconds(style)[:, ends].min(1).tolist()
        for style in sorted(styles, key=lambda s: (s.profile, s.start, s.source))
    }


def add_hours(model: Model, clock: Any) -> None:  # noqa: ANN401
    """Add travel and work since the start, without waiting.

    Weaker than the span of the clock, but known at each stop: with it a first
    solution turns home in time, without it it runs into dead ends for minutes.
    Vehicles with shorter hours start with some of them spent.
    """
    routing, nodes = model.routing, model.nodes
    homes = list(_homes(model).values())
    limits = model.tables["v_max_duration"].tolist()
    most = max(limits)
    numbers = model.by_style(model.matrices.seconds)
    hours = add_dimension(
        routing, "hours", numbers, rooms=[most] * len(limits), from_zero=False
    )
    for v, limit in enumerate(limits):
        hours.CumulVar(routing.Start(v)).SetValue(most - limit)
    late = int(model.tables["v_late"].max())
    for n in range(len(nodes.stops)):
        home = min(seconds[n] for seconds in homes)
        index = model.index(n)
        for variable, last in ((hours, most), (clock, late)):
            if last >= home:
                variable.CumulVar(index).SetMax(last - home)
            else:
                routing.ActiveVar(index).SetValue(0)


def add_pauses(model: Model, clock: Any) -> None:  # noqa: ANN401
    """Keep time for one pause where a route drives longer than allowed.

    A driver's break serves as the pause; further pauses are left to the exact
    search.
    """
    routing, tables = model.routing, model.tables
    rests = (tables["b_duration"] >= PAUSE_SECONDS).any(1)
    tired = [
        v
        for v, limit in enumerate(tables["v_max_drive"].tolist())
        if limit < tables["v_max_duration"][v] and not rests[v]
    ]
    if not tired:
        return
    numbers = model.by_style(model.matrices.driving)
    most = int(tables["v_late"].max())
    driving = add_dimension(routing, "driving", numbers, rooms=[most] * len(numbers))
    solver = routing.solver()
    for v in tired:
        end = routing.End(v)
        limit = int(tables["v_max_drive"][v])
        paused = solver.IsGreaterOrEqualCstVar(driving.CumulVar(end), limit + 1)
        span = clock.CumulVar(end) - clock.CumulVar(routing.Start(v))
        solver.Add(span + paused * PAUSE_SECONDS <= int(tables["v_max_duration"][v]))
