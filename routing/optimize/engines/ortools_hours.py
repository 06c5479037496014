"""Hours of a day in an OR-Tools model: travel, work, breaks and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .ortools_checked import add_dimension
from .ortools_matrices import Style, style_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .ortools_model import Model

PAUSE_SECONDS = 1200
"""Length of the pause that ends a stretch of driving (rule T7)."""


def add_hours(model: Model, clock: Any) -> None:  # noqa: ANN401
    """Add travel, work and rests since the start, without waiting.

    Known at each stop, other than the span of the clock: with it a first
    solution turns home in time, without it it runs into dead ends for minutes.
    Rests are paid here rather than placed on the clock, where they would make
    every step of the search several times slower: a break by starting with its
    time spent, driving pauses in proportion to driving. Vehicles with shorter
    hours start with the difference spent, too.
    """
    routing = model.routing
    limits = (model.tables["v_max_duration"] - _breaks(model)).tolist()
    most = max(max(limits), 1)
    drives = _drives(model)
    numbers = model.by_style(lambda *key: _seconds(model, *key), drives)
    hours = add_dimension(
        routing, "hours", numbers, rooms=[most] * len(limits), from_zero=False
    )
    for v, limit in enumerate(limits):
        hours.CumulVar(routing.Start(v)).SetValue(min(most, most - limit))
    late = int(model.tables["v_late"].max())
    for n, home in enumerate(_homes(model)):
        index = model.index(n)
        for variable, last in ((hours, most), (clock, late)):
            if last >= home:
                variable.CumulVar(index).SetMax(last - home)
            else:
                routing.ActiveVar(index).SetValue(0)


def _breaks(model: Model) -> NDArray[np.int64]:
    """Return seconds of breaks per vehicle: full days cover their windows."""
    total: NDArray[np.int64] = model.tables["b_duration"].sum(1)
    return total


def _drives(model: Model) -> list[int]:
    """Return how long each vehicle drives for one pause; 0 where breaks do."""
    tables = model.tables
    rested = (tables["b_duration"] >= PAUSE_SECONDS).any(1)
    able = tables["v_max_drive"] < tables["v_max_duration"]
    drives: list[int] = np.where(able & ~rested, tables["v_max_drive"], 0).tolist()
    return drives


def _seconds(model: Model, style: Style, drive: int) -> NDArray[np.int64]:
    seconds = model.matrices.seconds(style)
    if drive > 0:
        seconds += model.matrices.driving(style) * PAUSE_SECONDS // drive
    return seconds


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
