"""From a first solution to the proof: serve first, cost second, few halts first."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from .answer import Proof
from .start import same_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.plan.model import Plan

    from .custody import Custody
    from .fleet import Shift
    from .model import Model

TINY = 1e-4
SHARE_FIRST, SHARE_SERVED, SHARE_FEW = 0.2, 0.5, 0.85
SHARE_WHOLE, SHARE_CASE = 0.3, 0.6
MOST_CENTS = 10_000_000
"""More than a small day can cost."""
SETTLED = (cp_model.OPTIMAL, cp_model.FEASIBLE)
SEARCHES = (
    "default_lp",
    "no_lp",
    "max_lp",
    "core",
    "quick_restart",
    "reduced_costs",
    "quick_restart_no_lp",
    "pseudo_costs",
)
"""Searches that take turns on one core: some find, some prove."""


@dataclass(slots=True, kw_only=True)
class Built:
    """A model with what is read from its solution; ``stays``: bags that cannot go."""

    model: Model
    custodies: list[Custody]
    shifts: list[Shift]
    stays: set[str] = field(default_factory=set)

    @property
    def extra(self) -> list[Any]:
        """Literals of halts beyond the few that are tried first."""
        return [literal for shift in self.shifts for literal in shift.extra]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """``ends`` is on the monotonic clock, in seconds."""

    ends: float

    def left(self, share: float = 1.0) -> float:
        """Return a share of the seconds that are left."""
        return (self.ends - time.monotonic()) * share


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A solver with its values; ``least_cents`` is its bound, ``left`` weighted."""

    solver: Any
    proof: Proof
    least_cents: int
    left: int


def single(seconds: float) -> Any:  # noqa: ANN401
    """Return a solver with one search, for small questions."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    # Most of the proof lies in the relaxation: circuits, sums of times.
    solver.parameters.linearization_level = 2
    return solver


def mixed(seconds: float) -> Any:  # noqa: ANN401
    """Return a solver whose searches take turns on one core."""
    solver = single(seconds)
    solver.parameters.interleave_search = True
    solver.parameters.subsolvers.extend(SEARCHES)
    return solver


class Descent:
    """The questions that are put to the model, one after the other."""

    def __init__(
        self,
        built: Built,
        weights: Mapping[str, int],
        clock: Clock,
        start: Plan | None,
    ) -> None:
        self.built, self.clock, self.start = built, clock, start
        self.cents = sum(built.model.cents)
        # Of the forms of a bag one goes at most (see ``freight``).
        self.left = sum(weights.values()) - sum(
            weights[custody.bag.name] * custody.served for custody in built.custodies
        )
        self.least_left = sum(weights[bag] for bag in sorted(built.stays))

    def run(self) -> Found:
        """Return the best answer that the time allows."""
        cp, extra = self.built.model.cp, self.built.extra
        same = [] if self.start is None else [same_as(self.start, self.built.custodies)]
        ways = [*map(list, same), self._plain()]
        if not extra:
            return self._best(cp, self._first(cp, ways), 1.0)
        few = cp.clone()
        for literal in extra:
            few.add(literal == 0)
        first, wide = self._first(few, ways), self._first(cp, ways[:-1])
        if wide is not None and (
            first is None or wide.objective_value < first.objective_value
        ):
            return self._best(cp, wide, 1.0)
        found = self._best(few, first, SHARE_FEW)
        return found if found.proof is Proof.BOUND else self._with_more_halts(found)

    def _with_more_halts(self, found: Found) -> Found:
        """Look for a better plan among those with more halts in some tour."""
        cp = self.built.model.cp.clone()
        fewer = cp.new_bool_var("")
        cp.add_bool_or(self.built.extra)
        cp.add(self.left <= found.left)
        cp.add(self.left <= found.left - 1).only_enforce_if(fewer)
        cp.add(self.cents <= found.least_cents - 1).only_enforce_if(fewer.negated())
        cp.clear_objective()
        proved = True
        for solver, status in self._split(cp, self.clock):
            if status in SETTLED:
                return self._best(self.built.model.cp, solver, 1.0)
            proved &= status == cp_model.INFEASIBLE
        return found if proved else replace(found, proof=Proof.FEW_HALTS)

    def _first(self, cp: Any, ways: Sequence[list[tuple[Any, int]]]) -> Any:  # noqa: ANN401
        """Return a solver with the first solution that some values allow, if any."""
        for values in ways:
            part = cp.clone()
            for literal, value in values:
                part.add(literal == value)
            part.minimize(MOST_CENTS * self.left + self.cents)
            solver = single(self.clock.left(SHARE_FIRST))
            # Most is fixed: to prepare more takes longer than to solve.
            solver.parameters.max_presolve_iterations = 1
            if solver.solve(part) in SETTLED:
                return solver
        return None

    def _plain(self) -> list[tuple[Any, int]]:
        """Return what forbids transfers: a small question, its answer never far off."""
        return [
            (literal, 0)
            for custody in self.built.custodies
            for way, literal in zip(custody.ways, custody.chosen, strict=True)
            if len(way.legs) > 1
        ]

    def _best(self, cp: Any, first: Any, share: float) -> Found:  # noqa: ANN401
        """Return the cheapest plan among those that leave least behind."""
        ends = Clock(ends=time.monotonic() + self.clock.left(share))
        proved = True
        if first is None or first.value(self.left) > self.least_left:
            cp.minimize(self.left)
            first, proved = self._solve(cp, first, ends.left(SHARE_SERVED))
            if first is None:
                msg = "No plan in time."
                raise TimeoutError(msg)
        left = first.value(self.left)
        cp.add(self.left <= left)
        cp.minimize(self.cents)
        best, cheapest, least = self._cheapest(cp, first, ends)
        return Found(
            solver=best,
            proof=Proof.OPTIMAL if proved and cheapest else Proof.BOUND,
            least_cents=least,
            left=left,
        )

    def _cheapest(self, cp: Any, first: Any, ends: Clock) -> tuple[Any, bool, int]:  # noqa: ANN401
        """Return a solver with the best solution, whether proved, and the bound."""
        # Said as a rule it is used from the beginning, as a hint only when found.
        cp.add(self.cents <= first.value(self.cents))
        best, proved = self._solve(cp, first, ends.left(SHARE_WHOLE))
        if best is None:
            best, least = first, 0
        else:
            least = max(0, ceil(best.best_objective_bound - TINY))
        if proved:
            return best, True, least
        cp.clear_hints()
        proved = True
        cp.add(self.cents <= best.value(self.cents) - 1)
        for solver, status in self._split(cp, ends):
            if status in SETTLED:
                best = solver
                cp.add(self.cents <= best.value(self.cents) - 1)
            proved &= status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        return best, proved, best.value(self.cents) if proved else least

    def _split(self, cp: Any, ends: Clock) -> Iterator[tuple[Any, int]]:  # noqa: ANN401
        """Solve a model for every number of tours of every vehicle by itself.

        Each is a far smaller question. Rules added meanwhile hold for the rest.
        """
        tours = [shift.tours for shift in self.built.shifts]
        cases = sorted(product(*(range(len(row) + 1) for row in tours)), key=sum)
        for case in cases:
            part = cp.clone()
            for row, count in zip(tours, case, strict=True):
                for tour in row:
                    part.add(tour.used == int(tour.number < count))
            solver = mixed(ends.left(SHARE_CASE))
            yield solver, solver.solve(part)

    def _solve(self, cp: Any, first: Any, seconds: float) -> tuple[Any, bool]:  # noqa: ANN401
        """Return a solver with its best solution, if any, and whether it is proved."""
        cp.clear_hints()
        if first is not None:
            for index in range(len(self.built.model.cp.proto.variables)):
                variable = cp.get_int_var_from_proto_index(index)
                cp.add_hint(variable, first.value(variable))
        solver = mixed(seconds)
        status = solver.solve(cp)
        if status not in SETTLED:
            return None, False
        return solver, status == cp_model.OPTIMAL
