"""One run through the tours of an edited route, from its first loading to its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.window import earliest_start
from routing.plan.model import Pause, PauseKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.vehicle import Break
    from routing.plan.model import PlannedBag

    from .clock import ForwardClock
    from .tours import HaltLoad, TourLoad

PAUSE_SECONDS = 1200
"""Standing that makes driving count anew (rule T7)."""


@dataclass(slots=True)
class TourClock:
    """Clock times of one tour; ``halts`` are (arrive, start, depart)."""

    load_start: int
    start: int
    end: int = 0
    metres: int = 0
    halts: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class RouteClock:
    """Clock times of a route.

    ``late`` sums the seconds outside windows and shift, ``unrested`` counts
    breaks that found no place and legs driven without the pause they need.
    """

    tours: list[TourClock] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    late: int = 0
    unrested: int = 0

    @property
    def begin(self) -> int:
        """Start of the first loading."""
        return self.tours[0].load_start

    @property
    def end(self) -> int:
        """Last return."""
        return self.tours[-1].end


class Drive:
    """One run through the tours of a route."""

    def __init__(self, route: ForwardClock, first: int, due: tuple[Break, ...]) -> None:
        self._route = route
        self._car = route.car
        self._due = list(due)
        self._time = max(first, self._car.shift.early)
        self._driven = self._since_charge = 0
        self._clock = RouteClock()

    def run(self) -> RouteClock:
        """Drive all tours and return their times."""
        for tour in self._route.tours:
            self._tour(tour)
        clock, shift = self._clock, self._car.shift
        clock.unrested += len(self._due)
        clock.late += max(0, shift.early - clock.begin)
        clock.late += max(0, clock.end - shift.late)
        return clock

    def _tour(self, tour: TourLoad) -> None:
        site = tour.begins
        sites = [site, *(halt.site for halt in tour.halts), tour.ends]
        legs = [self._route.leg(a, b) for a, b in pairwise(sites)]
        metres = sum(leg[0] for leg in legs)
        if self._clock.tours:
            self._charge(site, metres)
            self._rest(site, self._time + self._car.reload_duration)
        self._since_charge += metres
        out = self._load(tour)
        self._clock.tours.append(out)
        out.metres = metres
        for halt, leg in zip(tour.halts, legs, strict=False):
            self._leg(site, leg[1], out)
            site = halt.site
            self._halt(halt, out)
        self._leg(site, legs[-1][1], out)
        out.end = self._time
        hours = self._route.windows(tour.ends, tour.unload)
        if tour.unload:
            late = [self._time - max(w.late for w in group) for group in hours if group]
            self._clock.late += max(0, *late) if late else 0

    def _charge(self, site: str, metres: int) -> None:
        """Charge at the base where the next tour goes beyond the range."""
        limit = self._car.range_m
        if limit is None or self._since_charge + metres <= limit:
            return
        if self._route.chargers(site) < 1:
            return
        self._stand(PauseKind.CHARGE, site, self._car.recharge_duration)
        self._since_charge = 0

    def _load(self, tour: TourLoad) -> TourClock:
        ready, reload = self._route.ready(tour.load), self._car.reload_duration
        start = max(self._time, ready - reload)
        start = self._open(tour.begins, tour.load, start)
        start = self._route.dock_free(tour.begins, start)
        self._clock.late += self._outside(tour.begins, tour.load, start)
        if self._clock.tours:
            self._clock.waits.append(start - self._time)
        self._time = max(start + reload, ready)
        return TourClock(load_start=start, start=self._time)

    def _leg(self, site: str, seconds: int, out: TourClock) -> None:
        """Rest if it is time, then drive; what leaves the site leaves after it."""
        self._rest(site, self._time + seconds)
        if self._driven + seconds > self._car.max_drive_duration and self._driven:
            self._stand(PauseKind.PAUSE, site, PAUSE_SECONDS)
        if out.halts:
            arrive, start, _ = out.halts[-1]
            out.halts[-1] = arrive, start, self._time
        else:
            out.start = self._time
        self._time += seconds
        self._driven += seconds
        self._clock.unrested += self._driven > self._car.max_drive_duration

    def _halt(self, halt: HaltLoad, out: TourClock) -> None:
        arrive = self._time
        bags = halt.deliver + halt.pick_up
        work = self._route.work(halt)
        ready = self._route.ready(halt.pick_up)
        start = self._open(halt.site, bags, max(arrive, ready))
        self._rest(halt.site, start + work)
        start = self._open(halt.site, bags, max(self._time, ready))
        self._clock.waits.append(start - self._time)
        self._clock.late += self._outside(halt.site, bags, start)
        self._time = start + work
        out.halts.append((arrive, start, self._time))

    def _rest(self, site: str, upto: int) -> None:
        """Take the breaks whose time is now: the next chance, ``upto``, is too late."""
        for rest in list(self._due):
            window, last = rest.window, rest.window.late - rest.duration
            if self._time > last or (self._time < window.early and upto <= last):
                continue
            idle = max(0, window.early - self._time)
            self._clock.waits.append(idle)
            self._time += idle
            self._stand(PauseKind.BREAK, site, rest.duration)
            self._due.remove(rest)

    def _stand(self, kind: PauseKind, site: str, duration: int) -> None:
        end = self._time + duration
        pause = Pause(kind=kind, site=site, start=self._time, end=end)
        self._clock.pauses.append(pause)
        self._time = end
        if duration >= PAUSE_SECONDS:
            self._driven = 0

    def _open(self, site: str, bags: Sequence[PlannedBag], time: int) -> int:
        """Return when service can start, as early as the doors allow; else at once."""
        groups = self._route.windows(site, bags)
        for wanted in (groups, groups[:1]):
            start: int | None = time
            for _ in range(len(wanted) + 1):
                for windows in wanted:
                    start = None if start is None else earliest_start(windows, start)
            if start is not None:
                return start
        return time

    def _outside(self, site: str, bags: Sequence[PlannedBag], time: int) -> int:
        outside = [
            min(max(w.early - time, time - w.late, 0) for w in windows)
            for windows in self._route.windows(site, bags)
            if windows
        ]
        deadline = self._route.deadline(site, bags)
        late = 0 if deadline is None else max(0, time - deadline)
        return max(outside, default=0) + late
