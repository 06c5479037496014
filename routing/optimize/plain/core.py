"""The core of a day with several ways: plans in and out of the plain search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.optimize.courses import STAYS, direct_courses
from routing.optimize.draft import Draft
from routing.optimize.kernel.data import ACCOUNTS, LIMITS
from routing.optimize.kernel.solution import OWED, USED, new_solution
from routing.optimize.route_times import Failure
from routing.optimize.routes import SEPARATOR, without
from routing.optimize.simulator import Simulator

from .anneal import anneal, copy_routes, total_cents
from .choices import book_all, give_back
from .core_model import core_model
from .data import (
    BEST,
    EARLY_AT,
    LATE_AT,
    LEFT,
    LEFT_CENTS,
    NO_PLACE,
    NOW,
    REST_AT,
    WAY_AT,
    new_memory,
    new_slots,
    new_undo,
)
from .day import MOST_WINDOWS, NO_WAY, new_day
from .exact import drive_all
from .model import put_routes
from .pace import ASKED
from .route import in_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem

    from .core_model import CoreModel
    from .data import Slots

Row = tuple[int, tuple[int, ...]]
"""Type and nodes of a route."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member:
    """One plan of the core: its routes, and of each node window and way.

    ``cents`` counts from the same begin for all of a core; ``route_cents`` is what a
    route costs on average.
    """

    rows: tuple[Row, ...]
    early: NDArray[np.int64]
    late: NDArray[np.int64]
    ways: NDArray[np.int64]
    cents: float = NO_PLACE
    route_cents: float = 0.0


class Core:
    """Plans of a day's core. What other vehicles carry stays as a draft has it.

    Goods of the core that change vehicles go straight or without a road instead.
    """

    def __init__(
        self,
        problem: RoadProblem,
        draft: Draft,
        model: CoreModel,
        simulator: Simulator,
        seed: int,
    ) -> None:
        self.problem = problem
        self.model = model
        self._draft = draft
        self._simulator = simulator
        plain = model.plain
        self._direct = direct_courses(problem)
        self._roads = np.full(len(plain.mate), NO_WAY, np.int64)
        for c, b in enumerate(model.batches, start=1):
            if plain.allowed[:, c].any():
                self._roads[c] = self._direct[b][0]
        self._booked = self._booked_elsewhere()
        self.undo, self._best = new_undo(plain), new_undo(plain)
        self.memory = new_memory(plain, seed)
        self.slots = new_slots(plain, new_day(plain, self._booked))

    @classmethod
    def of(cls, problem: RoadProblem, draft: Draft, seed: int) -> Core | None:
        """Return the core of a problem beside a draft, None where there is none."""
        simulator = Simulator(problem)
        simulator.load(draft)
        draft = simulator.draft()
        model = core_model(problem, simulator.vector, draft)
        if model is None:
            return None
        return cls(problem, draft, model, simulator, seed)

    @property
    def moves(self) -> int:
        """Moves made so far."""
        return int(self.memory.counts[0])

    def _booked_elsewhere(self) -> NDArray[np.int64]:
        """Return the limits and accounts as what is not of the core uses them."""
        vector, sol = self._simulator.vector, self._simulator.solution
        booked = new_solution(vector, 1)
        for table, size in ((USED, vector[LIMITS]), (OWED, vector[ACCOUNTS])):
            at, frm = int(booked[table]), int(sol[table])
            booked[at : at + size] = sol[frm : frm + size]
        plain = self.model.plain
        slots = new_slots(plain, new_day(plain, booked))
        courses = self._draft.courses or ()
        for b in self.model.batches:
            if courses[b][0] != NO_WAY:
                give_back(plain, slots, courses[b][0])
        return slots.day[: len(booked)].copy()

    def member_of(self, draft: Draft) -> Member:
        """Return what a draft has of the core, in time or not."""
        plain = self.model.plain
        rows = self._rows(draft)
        routed = {c for _, nodes in rows for c in nodes if c}
        early, late = plain.early.copy(), plain.late.copy()
        ways = np.full(len(plain.mate), NO_WAY, np.int64)
        starts = self._starts(draft)
        courses = draft.courses or (STAYS,) * self.problem.batches
        for c, b in enumerate(self.model.batches, start=1):
            if c not in routed:
                way, times = courses[b]
                ways[c] = NO_WAY if times else way
                continue
            ways[c] = self._roads[c]
            sets = self.problem.tables["windows"][
                self.problem.tables["a_window"][self.model.visits[c]]
            ]
            for low, high in sets[:MOST_WINDOWS]:
                if low <= starts.get(self.model.visits[c], -1) <= high:
                    early[c], late[c] = low, high
        return Member(rows=tuple(rows), early=early, late=late, ways=ways)

    def _starts(self, draft: Draft) -> dict[int, int]:
        """Return when the work of each visit begins."""
        simulator = self._simulator
        simulator.load(draft)
        return {
            a: times.visits[i][1]
            for entries, times in zip(
                simulator.routes(), simulator.timetable(), strict=True
            )
            if times is not None
            for i, a in enumerate(entries)
            if a >= 0
        }

    def _rows(self, draft: Draft) -> list[Row]:
        """Return the routes of a draft as types and nodes."""
        numbers = {a: c for c, a in enumerate(self.model.visits) if c}
        numbers[SEPARATOR] = 0
        rows = []
        for t, members in enumerate(self.model.members):
            for v in members:
                route = draft.routes[v]
                if not route or (v in self.model.guests and SEPARATOR in route):
                    continue
                nodes = tidy([numbers.get(a, -1) for a in route])
                if nodes:
                    rows.append((t, nodes))
        return rows

    def settle(self, member: Member) -> None:
        """Put a plan into the slots; what is not in time there is left behind."""
        plain = self.model.plain
        rows = list(member.rows)
        while True:
            slots = self._put(rows, member)
            good = [in_time(plain, slots, r) for r in range(len(rows))]
            if all(good):
                break
            rows = [row for row, kept in zip(rows, good, strict=True) if kept]
        drive_all(plain, slots, self.memory)
        slots.state[NOW] = slots.state[BEST] = total_cents(plain, slots)
        self.slots = slots
        copy_routes(plain, slots, self._best)

    def _put(self, rows: Sequence[Row], member: Member) -> Slots:
        """Put routes into slots and book the ways of all nodes."""
        plain = self.model.plain
        slots = new_slots(plain, new_day(plain, self._booked))
        flags = plain.flags.tolist()
        slots.day[flags[EARLY_AT] : flags[LATE_AT]] = member.early
        slots.day[flags[LATE_AT] : flags[WAY_AT]] = member.late
        routed = {c for _, nodes in rows for c in nodes if c}
        ways = np.where(member.ways == self._roads, NO_WAY, member.ways)
        for c in routed:
            ways[c] = self._roads[c]
        book_all(plain, slots, ways)
        put_routes(plain, slots, rows)
        slots.absent[1:] &= slots.day[flags[WAY_AT] + 1 : flags[REST_AT]] == NO_WAY
        left = slots.absent[1:] == 1
        slots.state[LEFT_CENTS] = float(plain.penalty[1:][left].sum())
        slots.state[LEFT] = int(left.sum())
        return slots

    def anneal(self, moves: int, hot: float, cold: float) -> None:
        """Run moves, cooling from ``hot`` to ``cold`` cents."""
        anneal(
            self.model.plain,
            self.slots,
            self.undo,
            self._best,
            self.memory,
            moves,
            ASKED,
            hot,
            cold,
            False,
        )

    def route_cents(self) -> float:
        """Return what a route in the slots costs on average."""
        used = self.slots.size > 0
        return max(1.0, float(self.slots.cents[used].sum()) / max(1, int(used.sum())))

    def best(self) -> Member:
        """Return the best plan since ``settle``."""
        best, flags = self._best, self.model.plain.flags.tolist()
        return Member(
            rows=tuple(
                (int(best.type[r]), tuple(best.nodes[r, : best.size[r]].tolist()))
                for r in np.flatnonzero(best.size).tolist()
            ),
            early=best.day[flags[EARLY_AT] : flags[LATE_AT]].copy(),
            late=best.day[flags[LATE_AT] : flags[WAY_AT]].copy(),
            ways=best.day[flags[WAY_AT] : flags[REST_AT]].copy(),
            cents=float(self.slots.state[BEST]),
            route_cents=self.route_cents(),
        )

    def draft_of(self, member: Member) -> tuple[int, Draft]:
        """Return a plan as the exact simulation bears it beside docks, with cents."""
        made = self._made(member)
        simulator = self._simulator
        left = simulator.load(made)
        borne = simulator.routes()
        failing = [v for v, route in enumerate(made.routes) if route and not borne[v]]
        if failing:
            routes = list(made.routes)
            for v in failing:
                routes[v] = self.shortened(v, routes[v])
            left = simulator.load(
                Draft(routes=routes, uses=made.uses, courses=made.courses)
            )
        simulator.insert_all(left)
        return simulator.total(), simulator.draft()

    def shortened(self, v: int, route: list[int]) -> list[int]:
        """Return a route without what makes it fail beside the loaded ones."""
        while route and isinstance(self._simulator.times(v, route), Failure):
            gone = {route[-1] // 2}
            for k in sorted({a // 2 for a in route if a >= 0}):
                tried = without(route, {k})
                if tried and not isinstance(self._simulator.times(v, tried), Failure):
                    gone = {k}
                    break
            route = without(route, gone)
        return route

    def _made(self, member: Member) -> Draft:
        """Return a plan as a draft, beside what is not of the core."""
        model = self.model
        mine = set(model.batches)
        owners = self.problem.tables["s_batch"].tolist()
        routes = [
            without(route, {a // 2 for a in route if a >= 0 and owners[a // 2] in mine})
            for route in self._draft.routes
        ]
        free = [list(group) for group in model.members]
        for t, nodes in member.rows:
            v = free[t].pop(0)
            routes[v] = model.entries_of(v, nodes)
        courses = list(self._draft.courses or (STAYS,) * self.problem.batches)
        for c, b in enumerate(model.batches, start=1):
            way = int(member.ways[c])
            courses[b] = STAYS if way == NO_WAY else (way, ())
            if way != NO_WAY and way == self._roads[c]:
                courses[b] = self._direct[b]
        return Draft(routes=routes, uses=[[] for _ in routes], courses=tuple(courses))


def tidy(nodes: Sequence[int]) -> tuple[int, ...]:
    """Return nodes without what is none (-1) and without empty tours."""
    kept: list[int] = []
    for c in nodes:
        if c > 0 or (c == 0 and kept and kept[-1] != 0):
            kept.append(c)
    while kept and kept[-1] == 0:
        kept.pop()
    return tuple(kept)
