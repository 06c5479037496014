"""A vehicle driven through given tours from one start, with every sensible rest.

Nothing is ever done later than it can be, but when to rest is a choice: a break
is taken as soon as its window is open, in a wait, or at the last chance; a pause
before the leg that would be too long without it, or in a wait before that. All
these ways are followed together, and those that others beat are dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .forward_step import Doing, Step, best_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from routing.domain.vehicle import Vehicle

    from .banned import Banned
    from .occupied import Occupied
    from .tour_work import HaltWork, TourWork

PAUSE_SECONDS = 1200
"""Standing that makes driving count anew (rule T7)."""

NOT_NOW = -1
"""No rest begins for free before the next thing."""

Going = tuple[int, int]
"""Until when a rest may begin here for free, and when the next chance is."""

TRIES = 20
"""Doors and docks that close in turn are tried so often."""


class Drive:
    """The tours of one vehicle; ``docks`` and ``chargers`` are those of its base.

    ``banned`` are the times in which it must not move (rule W1b).
    """

    def __init__(
        self,
        vehicle: Vehicle,
        tours: Sequence[TourWork],
        docks: Occupied,
        chargers: Occupied | None,
        banned: Banned,
    ) -> None:
        self._car = vehicle
        self._banned = banned
        self._tours = tours
        self._docks, self._chargers = docks, chargers
        self._ahead = 0

    def run(self, first: int) -> list[Step]:
        """Return the last steps of all ways of a route from ``first`` on."""
        self._ahead = sum(tour.driving for tour in self._tours)
        steps: list[Step] = []
        metres = 0
        for tour in self._tours:
            if steps:
                steps, metres = self._charge(steps, tour, metres)
                steps = self._load(steps, tour)
            else:
                steps = self._leave_first(tour, first)
            metres += tour.metres
            steps = self._tour(steps, tour)
        for step in steps:
            step.done_by(self._car.shift.late)
        return steps

    def put_off(self, last: Step) -> int:
        """Return the late start of a way: waits are used up, the end stays."""
        root = last
        while root.before is not None:
            root = root.before
        start = min(last.time - last.busy, last.latest)
        length = self._car.reload_duration
        free = self._docks.free_before(start, root.start, length)
        return root.start if free is None else free

    def _tour(self, steps: list[Step], tour: TourWork) -> list[Step]:
        site = tour.base
        for halt in tour.halts:
            steps = self._leg(steps, site, halt.site, halt.seconds)
            steps = self._serve(steps, halt)
            site = halt.site
        steps = self._leg(steps, site, tour.end, tour.seconds)
        closing = None if tour.unloads is None else tour.unloads.closing
        if closing is not None:
            for step in steps:
                step.done_by(closing)
        return steps

    def _leave_first(self, tour: TourWork, first: int) -> list[Step]:
        """Load for the first tour: the start of the route (rule T6)."""
        steps = []
        for start in self._loadings(first, tour):
            step = Step(Doing.LOAD, tour.base, start, start + self._car.reload_duration)
            step.busy = self._car.reload_duration
            for number, rest in enumerate(self._car.breaks):
                # It will not cover the window, however late it starts.
                step.taken |= (start > rest.window.early) << number
            if start < max(first, tour.ready - step.busy):
                # Else it would be better to find the next dock.
                step.not_after(self._docks.free_until(start, step.busy))
            self._loaded(step, tour)
            steps.append(step)
        return steps

    def _load(self, steps: Iterable[Step], tour: TourWork) -> list[Step]:
        work = self._car.reload_duration
        found = []

        def goes_on(step: Step) -> Going:
            return _work(step, self._loadings(step.time, tour)[0], work)

        for step in self._rested(steps, tour.base, goes_on):
            for start in self._loadings(step.time, tour):
                made = step.then(Doing.LOAD, tour.base, start, work)
                made.not_after(self._docks.free_until(start, work))
                self._loaded(made, tour)
                found.append(made)
        return best_steps(found)

    def _loadings(self, time: int, tour: TourWork) -> list[int]:
        """Return when to start loading: so that goods are ready, or dock by dock."""
        work = self._car.reload_duration
        wanted = start = tour.loading.open(max(time, tour.ready - work))
        for _ in range(TRIES):
            free = self._docks.free_from(start, work)
            start = tour.loading.open(free)
            if start == free:
                break
        if start == wanted:
            return [start]
        # Before the goods are ready a dock may be free, and none when they are.
        before = self._docks.free_before(wanted, time, work)
        sooner = before is not None and tour.loading.open(before) == before
        return [start, before] if sooner and before is not None else [start]

    def _loaded(self, step: Step, tour: TourWork) -> None:
        step.late += tour.loading.late(step.start)
        step.not_after(tour.loading.last(step.start))
        step.time = max(step.time, tour.ready)

    def _charge(
        self, steps: list[Step], tour: TourWork, metres: int
    ) -> tuple[list[Step], int]:
        """Charge where the next tour goes beyond the range (rule D1a)."""
        car, range_m = self._car, self._car.range_m
        if range_m is None or metres + tour.metres <= range_m:
            return steps, metres
        if self._chargers is None:
            return steps, metres
        charged = []
        for step in steps:
            work = car.recharge_duration
            start = self._chargers.free_from(step.time, work)
            made = step.then(Doing.CHARGE, tour.base, start, work)
            made.not_after(self._chargers.free_until(start, work))
            if work >= PAUSE_SECONDS:
                made.driven = 0
            charged.append(made)
        return charged, 0

    def _leg(
        self, steps: Iterable[Step], site: str, to: str, seconds: int
    ) -> list[Step]:
        """Drive on, after the rests that are taken before."""
        limit = self._car.max_drive_duration
        self._ahead -= seconds
        driven = []

        def goes_on(step: Step) -> Going:
            start = self._banned.leave(site, to, seconds, step.time)
            return start, start + seconds

        for step in self._rested(steps, site, goes_on):
            ready = step
            if step.driven and step.driven + seconds > limit:
                ready = step.then(Doing.PAUSE, site, step.time, PAUSE_SECONDS)
                ready.driven = 0
            start = self._banned.leave(site, to, seconds, ready.time)
            made = ready.then(Doing.DRIVE, to, start, seconds)
            made.not_after(self._banned.last(site, to, seconds, start))
            made.driven += seconds
            made.unrested += made.driven > limit
            if made.driven + self._ahead <= limit:
                made.driven = 0
            made.settle(self._car.breaks)
            driven.append(made)
        return best_steps(driven)

    def _serve(self, steps: Iterable[Step], halt: HaltWork) -> list[Step]:
        def open_at(step: Step) -> int:
            return halt.door.open(max(step.time, halt.ready))

        def goes_on(step: Step) -> Going:
            return _work(step, open_at(step), halt.work)

        served = []
        for step in self._rested(steps, halt.site, goes_on):
            start = open_at(step)
            made = step.then(Doing.SERVE, halt.site, start, halt.work)
            made.late += halt.door.late(start)
            made.not_after(halt.door.last(start))
            served.append(made)
        return best_steps(served)

    def _rested(
        self, steps: Iterable[Step], site: str, goes_on: Callable[[Step], Going]
    ) -> list[Step]:
        """Return the steps, and those after a rest here."""
        ways = list(steps)
        for number, rest in enumerate(self._car.breaks):
            last = rest.window.late - rest.duration
            for step in list(ways):
                start = max(step.time, rest.window.early)
                if step.taken >> number & 1 or start > last:
                    continue
                idle, chance = goes_on(step)
                if start <= idle or chance > last:
                    made = step.then(Doing.BREAK, site, start, rest.duration)
                    made.not_after(last)
                    made.taken |= 1 << number
                    if rest.duration >= PAUSE_SECONDS:
                        made.driven = 0
                    ways.append(made)
        for step in list(ways):
            # Driven since a rest is counted only where a pause is to come.
            if step.driven and goes_on(step)[0] > step.time:
                made = step.then(Doing.PAUSE, site, step.time, PAUSE_SECONDS)
                made.driven = 0
                ways.append(made)
        return ways


def _work(step: Step, start: int, duration: int) -> Going:
    """Return when one rests before work: in a wait; without one, after it."""
    return (start if start > step.time else NOT_NOW), start + duration
