"""Run one solver on one instance, in a process of its own, and assess its plan."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways
from routing.planning.plan_day import plan_day

from .field_record import OURS, FieldRow
from .peers.guard import Limits, run_guarded
from .peers.peer import Order
from .peers.settle import NonsenseError, plan_of, settle
from .record import load_average

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from routing.domain.day import Day
    from routing.optimize.budget import Progress
    from routing.optimize.road import RoadProblem
    from routing.optimize.ways import Ways
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .families.family import Translation
    from .field_groups import Subject
    from .field_record import Point
    from .peers.guard import Run
    from .peers.peer import Answer, Curve, Peer

GRACE = 60.0
"""Seconds beyond its limit after which a solver counts as not returning."""

POINTS = 200
"""Points of a curve that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is: seconds of search, seed and cores."""

    seconds: float
    seed: int
    cores: int

    @property
    def limits(self) -> Limits:
        """When the process is ended."""
        return Limits(search=self.seconds + GRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OurWork:
    """Plan a day as ``gongpei plan`` does."""

    day: Day
    travel: Travel
    turn: Turn

    def __call__(self, began: Callable[[], None]) -> tuple[Plan, float, Curve]:
        """Return the plan, the seconds of planning, and the whole plans met."""
        curve: list[tuple[float, float]] = []
        least = math.inf

        def met(progress: Progress) -> None:
            nonlocal least
            if progress.unserved_items < least:
                # Costs of plans that leave more behind are not comparable.
                least = progress.unserved_items
                curve.clear()
            curve.append((progress.seconds, progress.cost_cents))

        budget = Budget(
            time_limit=self.turn.seconds, workers=self.turn.cores, seed=self.turn.seed
        )
        began()
        outcome = plan_day(self.day, self.travel, budget, met)
        return outcome.plan, outcome.seconds, tuple(curve)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerWork:
    """Let a peer search a road problem."""

    peer: Peer
    problem: RoadProblem
    turn: Turn

    def __call__(self, began: Callable[[], None]) -> Answer:
        """Return what it found."""
        turn = self.turn
        order = Order(
            seconds=turn.seconds, seed=turn.seed, cores=turn.cores, began=began
        )
        return self.peer.search(self.problem, order)


class Arena:
    """One instance, on which solvers take their turns.

    Parameters
    ----------
    subject
        The instance.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._ways: Ways | None = None
        self._problem: RoadProblem | None = None

    @property
    def problem(self) -> RoadProblem:
        """Return the road problem that every peer gets."""
        if self._problem is None:
            day, travel = self._day()
            self._ways = direct_ways(day)
            self._problem = build_road_problem(day, travel, self._ways.shipments)
        return self._problem

    def _day(self) -> tuple[Day, Travel]:
        return self.subject.translation.day, self.subject.translation.travel

    def ours(self, turn: Turn) -> FieldRow:
        """Plan the instance with our own search."""
        row = self._begun(OURS, turn)
        day, travel = self._day()
        run = run_guarded(OurWork(day=day, travel=travel, turn=turn), turn.limits)
        row = _measured(row, run)
        if run.trouble:
            return row
        plan, seconds, curve = run.answer
        row = replace(row, search_seconds=round(seconds, 3))
        return self._assessed(row, plan, curve)

    def peers(self, peer: Peer, turn: Turn) -> FieldRow:
        """Let a peer search, and assess what its routes are worth."""
        row = self._begun(peer.name, turn)
        row = replace(row, not_expressed=peer.not_expressed(self.problem))
        essence = peer.essence(self.problem)
        if essence:
            return replace(row, essence=essence)
        work = PeerWork(peer=peer, problem=self.problem, turn=turn)
        run = run_guarded(work, turn.limits)
        row = _measured(row, run)
        if run.trouble:
            return row
        answer: Answer = run.answer
        if answer.routes is None:
            return replace(row, trouble="found no routes")
        try:
            settled = settle(self.problem, answer.routes)
        except NonsenseError as error:
            return replace(row, trouble=f"answered nonsense: {error}")
        row = replace(row, inserted=settled.inserted)
        day, _ = self._day()
        parameters: dict[str, Any] = {"engine": peer.name}
        plan = plan_of(day, self._ways_of(), settled, parameters, turn.seed)
        return self._assessed(row, plan, answer.curve)

    def _ways_of(self) -> Ways:
        if self._ways is None:
            self._ways = direct_ways(self.subject.translation.day)
        return self._ways

    def _begun(self, solver: str, turn: Turn) -> FieldRow:
        subject = self.subject
        best = subject.problem.best if subject.problem is not None else None
        return FieldRow(
            group=subject.group,
            instance=subject.name,
            solver=solver,
            seed=turn.seed,
            seconds=turn.seconds,
            cores=turn.cores,
            villages=subject.villages,
            best=None if best is None else best.cost,
            best_vehicles=None if best is None else best.vehicles,
            load_average=load_average(),
        )

    def _assessed(self, row: FieldRow, plan: Plan, curve: Curve) -> FieldRow:
        """Believe nothing that was said: judge the plan and count it."""
        day, travel = self._day()
        figures = self.subject.assess(plan)
        return replace(
            row,
            cost=figures.cost,
            vehicles=figures.vehicles,
            left=figures.left,
            left_weight=figures.left_weight,
            faults=figures.faults,
            violations=len(judge(day, travel, plan)),
            curve=points_of(curve, self.subject.translation),
        )


def _measured(row: FieldRow, run: Run) -> FieldRow:
    return replace(
        row,
        trouble=run.trouble,
        search_seconds=run.seconds,
        process_seconds=run.process_seconds,
        peak_mib=run.peak_mib,
    )


def points_of(curve: Curve, translation: Translation) -> tuple[Point, ...]:
    """Return a curve in the unit of the best-known value, thinned out.

    Where a fixed price stands in for a limit it is told as vehicles.
    """
    standing = translation.stand_in_cents
    points: list[Point] = []
    for second, cents in thinned(curve, POINTS):
        vehicles, cost = divmod(cents, standing) if standing else (None, cents)
        points.append(
            (
                round(second, 3),
                round(cost / translation.cents_per_unit + translation.offset, 4),
                None if vehicles is None else int(vehicles),
            )
        )
    return tuple(points)


def thinned(curve: Curve, most: int) -> Sequence[tuple[float, float]]:
    """Return at most ``most`` points at even distances, the last one among them."""
    step = -(-len(curve) // most) if curve else 1
    return curve[::-1][::step][::-1]
