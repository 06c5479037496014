"""Time in an OR-Tools model: windows, shifts, breaks, order of locks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .ortools_checked import add_dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .ortools_model import Model


def horizon(model: Model) -> int:
    """Return the last second of any shift."""
    return int(model.tables["v_late"].max())


def set_windows(
    variable: Any,  # noqa: ANN401
    windows: Sequence[tuple[int, int]],
    early: int,
    late: int,
) -> bool:
    """Hold a time to windows within bounds; tell whether any instant is left."""
    kept = [
        (max(a, early), min(b, late))
        for a, b in windows
        if max(a, early) <= min(b, late)
    ]
    if not kept:
        return False
    variable.SetRange(kept[0][0], kept[-1][1])
    for (_, close), (open_, _) in pairwise(kept):
        if close + 1 < open_:
            variable.RemoveInterval(close + 1, open_ - 1)
    return True


def add_clock(model: Model, numbers: Sequence[int]) -> Any:  # noqa: ANN401
    """Add the time dimension: the start of service at a node, in seconds."""
    routing, tables = model.routing, model.tables
    late = horizon(model)
    clock = add_dimension(
        routing,
        "clock",
        numbers,
        slack=late,
        rooms=[late] * len(numbers),
        from_zero=False,
    )
    windows = tables["windows"]
    for n, stop in enumerate(model.nodes.stops):
        index = model.index(n)
        if not set_windows(clock.CumulVar(index), windows[stop.window], 0, late):
            routing.ActiveVar(index).SetValue(0)
    shifts = list(
        zip(tables["v_early"].tolist(), tables["v_late"].tolist(), strict=True)
    )
    opens = [windows[number] for number in tables["v_open"].tolist()]
    for v, (first, last) in enumerate(shifts):
        begin = clock.CumulVar(routing.Start(v))
        if not set_windows(begin, opens[v], first, last):
            _bar(model, v)
        close = min(last, max(first, int(tables["v_close"][v])))
        clock.CumulVar(routing.End(v)).SetRange(first, close)
        clock.SetSpanUpperBoundForVehicle(int(tables["v_max_duration"][v]), v)
    for reload, index in zip(model.nodes.reloads, model.reload_indices(), strict=True):
        v = reload.vehicle
        if not set_windows(clock.CumulVar(index), opens[v], *shifts[v]):
            routing.ActiveVar(index).SetValue(0)
    return clock


def _bar(model: Model, v: int) -> None:
    """Keep a vehicle whose base never opens in its shift at home."""
    for n in range(len(model.nodes.stops)):
        model.routing.VehicleVar(model.index(n)).RemoveValue(v)


def add_order(model: Model, clock: Any) -> None:  # noqa: ANN401
    """Hold the sites of a lock to their order (strict ones too: rule W5b).

    That nothing comes between the halts of a strict lock is not modelled.
    """
    locked = [
        (stop.lock, stop.rank, n)
        for n, stop in enumerate(model.nodes.stops)
        if stop.lock >= 0
    ]
    for lock, rank, n in locked:
        for other, later, m in locked:
            if lock == other and rank < later:
                clock.AddNodePrecedence(model.index(n), model.index(m), 0)
