"""Is there any route for one shipment alone? Exact, as a small model.

The simulation starts as early as it can and rests where it stands. Where that
fails by the clock, this model looks at every hour of departure, every window
and every place of a rest, on the road included (rules T1 to T7).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from .ban_arrays import ALWAYS
from .kernel import codes
from .kernel.data import PAUSE_SECONDS
from .window_sets import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import IntVar, LinearExpr

    from routing.domain.vehicle import Break, Vehicle

    from .road import RoadProblem

HORIZON = 3 * 86_400

CLOCK = (
    codes.WINDOW,
    codes.LOADING_CLOSED,
    codes.BASE_CLOSED,
    codes.SHIFT,
    codes.HOURS,
    codes.BREAK,
    codes.DRIVE,
)
"""Codes that another hour of departure or another rest might mend."""


Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trip:
    """One tour: drives between loading, halts and the return.

    ``windows`` and ``work`` have one entry per halt. Goods leave the base not
    before ``ready``; ``close`` is until when the base takes goods in. ``free`` are the
    windows in which a drive may begin and end, None for any time (W1b).
    """

    drives: tuple[int, ...]
    windows: tuple[tuple[tuple[int, int], ...], ...]
    work: tuple[int, ...]
    loading: tuple[tuple[int, int], ...]
    ready: int
    close: int
    free: tuple[tuple[Spans | None, Spans | None], ...]


def lone_route_exists(problem: RoadProblem, shipment: int, vehicle: int) -> bool:
    """Tell whether a vehicle could carry one shipment alone, rules of time only.

    Room, distance and permissions are the simulation's: they do not depend on
    the hour.
    """
    trip = _trip(problem, shipment, vehicle)
    car = problem.vehicles[vehicle]
    if not _in_time(trip, car):
        return False
    return _Model(trip, car).solve()


def _trip(problem: RoadProblem, k: int, v: int) -> _Trip:
    tables = problem.tables
    start, end = int(tables["v_start"][v]), int(tables["v_end"][v])
    seconds = tables["seconds"][int(tables["v_profile"][v])]
    loads = int(tables["s_from"][k]) == start
    unloads = int(tables["s_to"][k]) == end
    visits = [2 * k + 1] if loads else [2 * k] if unloads else [2 * k, 2 * k + 1]
    sites = [start, *(int(tables["a_site"][a]) for a in visits), end]
    return _Trip(
        drives=tuple(int(seconds[frm, to]) for frm, to in pairwise(sites)),
        windows=tuple(
            tuple(problem.tables["windows"][int(tables["a_window"][a])]) for a in visits
        ),
        work=tuple(
            int(tables["a_duration"][a]) + int(tables["setup"][tables["a_site"][a]])
            for a in visits
        ),
        loading=tuple(problem.tables["windows"][int(tables["v_open"][v])]),
        ready=int(tables["s_ready"][k]) if loads else 0,
        close=int(tables["v_close"][v]) if unloads and not loads else NO_LIMIT,
        free=tuple(
            (_free(problem, v, frm), _free(problem, v, to))
            for frm, to in pairwise(sites)
        ),
    )


def _free(problem: RoadProblem, v: int, site: int) -> Spans | None:
    """Return when a vehicle may move at a site; None for any time."""
    sets = problem.tables["v_bans"][v]
    if not sets.size or sets[site] == ALWAYS:
        return None
    return tuple(problem.tables["windows"][sets[site]])


def _in_time(trip: _Trip, car: Vehicle) -> bool:
    """Tell whether the trip fits with no more than the pauses it cannot do without.

    Breaks are left out: if it does not fit so, it does not fit with them.
    """
    begin = _next(trip.loading, car.shift.early)
    if begin is None:
        return False
    time = max(begin + car.reload_duration, trip.ready)
    # Loading, drives, work and pauses never overlap, whatever is waited for.
    busy = car.reload_duration
    driven = 0
    for drive, windows, work in zip(trip.drives, trip.windows, trip.work, strict=False):
        driven += drive
        soonest = begin + busy + drive + _paused(driven, car)
        start = _next(windows, max(time + drive, soonest))
        if start is None:
            return False
        time = start + work
        busy += drive + work
    whole = sum(trip.drives)
    busy += trip.drives[-1] + _paused(whole, car)
    back = max(time + trip.drives[-1], begin + busy)
    return back <= min(car.shift.late, trip.close) and busy <= car.max_route_duration


def _paused(driven: int, car: Vehicle) -> int:
    """Return the seconds of the pauses that so much driving needs at least (T7)."""
    return PAUSE_SECONDS * (max(0, driven - 1) // max(1, car.max_drive_duration))


def _next(windows: Sequence[tuple[int, int]], time: int) -> int | None:
    for early, late in windows:
        if time <= late:
            return max(early, time)
    return None


class _Model:
    """Loading, drives, halts and a sequence of rests on one odometer of seconds."""

    def __init__(self, trip: _Trip, car: Vehicle) -> None:
        self._model = cp_model.CpModel()
        self._trip, self._car = trip, car
        model = self._model
        self._begin = self._inside(trip.loading)
        model.add(self._begin >= car.shift.early)
        self._starts = [self._inside(windows) for windows in trip.windows]
        self._back = model.new_int_var(0, HORIZON, "")
        model.add(self._back <= min(car.shift.late, trip.close, HORIZON))
        model.add(self._back - self._begin <= car.max_route_duration)
        # Region j lies between the end of one piece of work and the next.
        self._opens: list[LinearExpr | IntVar] = [self._begin + car.reload_duration]
        self._opens += [
            start + work for start, work in zip(self._starts, trip.work, strict=True)
        ]
        self._closes = [*self._starts, self._back]
        self._driven = [0]
        for drive in trip.drives:
            self._driven.append(self._driven[-1] + drive)
        for opens, closes, drive in zip(
            self._opens, self._closes, trip.drives, strict=True
        ):
            model.add(closes >= opens + drive)
        self._moves = [
            self._moving(j, *free) if free != (None, None) else None
            for j, free in enumerate(trip.free)
        ]
        model.add(self._starts[0] >= trip.ready + trip.drives[0])
        self._rests()

    def solve(self) -> bool:
        """Tell whether the model has a solution."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        # Sums of times bind here: with the linear relaxation it takes milliseconds.
        solver.parameters.linearization_level = 2
        status = solver.solve(self._model)
        return status in (cp_model.FEASIBLE, cp_model.OPTIMAL)

    def _moving(
        self, j: int, away: Spans | None, there: Spans | None
    ) -> tuple[IntVar, IntVar]:
        """Return when a drive begins and ends where a ban concerns it (W1b)."""
        leave = self._inside(away or ((0, NO_LIMIT),))
        come = self._inside(there or ((0, NO_LIMIT),))
        self._model.add(leave >= self._opens[j])
        if j == 0:
            self._model.add(leave >= self._trip.ready)
        self._model.add(come >= leave + self._trip.drives[j])
        self._model.add(come <= self._closes[j])
        return leave, come

    def _inside(self, windows: Sequence[tuple[int, int]]) -> IntVar:
        spans = [[w[0], min(w[1], HORIZON)] for w in windows if w[0] <= HORIZON]
        domain = cp_model.Domain.from_intervals(spans)
        return self._model.new_int_var_from_domain(domain, "")

    def _due(self, rest: Break) -> IntVar:
        """Return whether the route covers the whole window of a break (T7a)."""
        model = self._model
        due = model.new_bool_var("")
        late_start, early_end = model.new_bool_var(""), model.new_bool_var("")
        window = rest.window
        model.add(self._begin > window.early).only_enforce_if(late_start)
        model.add(self._back < window.late).only_enforce_if(early_end)
        model.add_bool_or(due, late_start, early_end)
        return due

    def _rests(self) -> None:
        """Lay breaks that are due and pauses of 20 minutes into slots, in order."""
        model, car = self._model, self._car
        whole = self._driven[-1]
        pauses = whole // max(1, car.max_drive_duration)
        due = [self._due(rest) for rest in car.breaks]
        taken: list[list[IntVar]] = [[] for _ in due]
        rested: IntVar | int = 0
        before: _Slot | None = None
        for _ in range(pauses + len(due)):
            slot = self._slot(taken)
            if before is not None:
                self._follow(before, slot)
                model.add_implication(before.nothing, slot.nothing)
            rested = self._reset(slot, rested)
            before = slot
        model.add(whole - rested <= car.max_drive_duration)
        for is_due, slots in zip(due, taken, strict=True):
            model.add(sum(slots) >= is_due)

    def _slot(self, taken: list[list[IntVar]]) -> _Slot:
        """Return a rest: nothing, a pause or one of the breaks, in one region."""
        model, car = self._model, self._car
        start = model.new_int_var(0, HORIZON, "")
        driven = model.new_int_var(0, self._driven[-1], "")
        pause, nothing = model.new_bool_var(""), model.new_bool_var("")
        kinds = [nothing, pause]
        length: LinearExpr | IntVar = PAUSE_SECONDS * pause
        long = [pause]
        for rest, slots in zip(car.breaks, taken, strict=True):
            chosen = model.new_bool_var("")
            window = rest.window
            model.add(start >= window.early).only_enforce_if(chosen)
            model.add(start <= window.late - rest.duration).only_enforce_if(chosen)
            length = length + rest.duration * chosen
            kinds.append(chosen)
            slots.append(chosen)
            if rest.duration >= PAUSE_SECONDS:
                long.append(chosen)
        model.add_exactly_one(kinds)
        regions = [model.new_bool_var("") for _ in self._trip.drives]
        model.add_exactly_one(regions)
        for j, here in enumerate(regions):
            lower, upper = self._driven[j], self._driven[j + 1]
            model.add(driven >= lower).only_enforce_if(here)
            model.add(driven <= upper).only_enforce_if(here)
            model.add(start >= self._opens[j] + driven - lower).only_enforce_if(here)
            model.add(
                self._closes[j] >= start + length + upper - driven
            ).only_enforce_if(here)
            self._beside(j, here, (start, length, driven))
        if self._trip.ready:
            self._wait_for_goods(start, driven, regions[0])
        resets = model.new_bool_var("")
        model.add(sum(long) == resets)
        return _Slot(
            start=start,
            length=length,
            driven=driven,
            nothing=nothing,
            resets=resets,
            regions=regions,
        )

    def _beside(
        self, j: int, here: IntVar, rest: tuple[IntVar, LinearExpr | IntVar, IntVar]
    ) -> None:
        """Lay a rest of region j before its drive, after it or on the road."""
        moves = self._moves[j]
        if moves is None:
            return
        model, (leave, come), (start, length, driven) = self._model, moves, rest
        lower, upper = self._driven[j], self._driven[j + 1]
        before, after = model.new_bool_var(""), model.new_bool_var("")
        model.add(driven == lower).only_enforce_if(before)
        model.add(start + length <= leave).only_enforce_if(before)
        model.add(driven == upper).only_enforce_if(after)
        model.add(start >= come).only_enforce_if(after)
        on_road = (here, before.negated(), after.negated())
        model.add(start >= leave + driven - lower).only_enforce_if(on_road)
        model.add(come >= start + length + upper - driven).only_enforce_if(on_road)

    def _wait_for_goods(self, start: IntVar, driven: IntVar, here: IntVar) -> None:
        """Whoever rests on the road before the first halt left with ready goods."""
        model = self._model
        at_base = model.new_bool_var("")
        model.add(driven == 0).only_enforce_if(at_base)
        model.add(start >= self._trip.ready + driven).only_enforce_if(
            here, at_base.negated()
        )

    def _follow(self, before: _Slot, after: _Slot) -> None:
        """Rests come one after the other, with the driving between them."""
        model = self._model
        model.add(after.driven >= before.driven)
        for j in range(len(before.regions)):
            for earlier in before.regions[j + 1 :]:
                model.add_implication(after.regions[j], earlier.negated())
            both = [before.regions[j], after.regions[j]]
            model.add(
                after.start
                >= before.start + before.length + after.driven - before.driven
            ).only_enforce_if(both)

    def _reset(self, slot: _Slot, rested: IntVar | int) -> IntVar:
        """Return the seconds driven at the last rest of at least 20 minutes."""
        model, limit = self._model, self._car.max_drive_duration
        now = model.new_int_var(0, self._driven[-1], "")
        resets = slot.resets
        model.add(now == slot.driven).only_enforce_if(resets)
        model.add(now <= rested + limit).only_enforce_if(resets)
        model.add(now == rested).only_enforce_if(resets.negated())
        return now


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    start: IntVar
    length: LinearExpr | IntVar
    driven: IntVar
    nothing: IntVar
    resets: IntVar
    regions: list[IntVar]
