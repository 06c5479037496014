"""When an edited route happens: forward from the base, no rule bent, none hidden.

A driver starts when the goods are ready, waits where a door is still shut,
rests where a rest is due, and arrives late where it cannot be helped. The start
is put off as far as this makes nothing later that is late already.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.window import earliest_start
from routing.plan.model import Pause, PauseKind
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.vehicle import Break, Vehicle
    from routing.domain.window import Windows
    from routing.plan.model import PlannedBag
    from routing.travel.matrix import Travel

    from .hand_plan_tours import HaltLoad, TourLoad

PAUSE_SECONDS = 1200
"""Standing that makes driving count anew (rule T7)."""

ROUNDS = 3
"""A rest makes the route longer, and may bring the next one due."""

Interval = tuple[int, int]


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


class ForwardClock:
    """Times one vehicle's tours; ``docks`` are loadings of others by base."""

    def __init__(
        self,
        day: Day,
        travel: Travel,
        tours: Sequence[TourLoad],
        docks: Mapping[str, Sequence[Interval]],
    ) -> None:
        self._day, self._travel = day, travel
        self._rows = {row.consignment_id: row for row in day.consignments}
        self._tours = tours
        self._car: Vehicle = tours[0].vehicle
        self._docks = docks
        self._matrix = travel.of(profile_of(self._car))

    def best(self) -> RouteClock:
        """Return the times of the latest start that makes nothing later that is late.

        A later start only ever makes a route later (nobody overtakes himself),
        so the last start without more lateness is found by halving.
        """
        first = self._timed(self._car.shift.early)
        rests = sum(pause.end - pause.start for pause in first.pauses)
        early, late = 0, sum(first.waits) + rests
        best = first
        while early < late:
            middle = (early + late + 1) // 2
            clock = self._timed(first.begin + middle)
            if clock.late > first.late or clock.unrested > first.unrested:
                late = middle - 1
            else:
                early = middle
                if (clock.end - clock.begin) < (best.end - best.begin):
                    best = clock
        return best

    def _timed(self, first: int) -> RouteClock:
        """Drive the route with the rests that its own span makes due."""
        due: tuple[Break, ...] = ()
        for _ in range(ROUNDS):
            clock = _Drive(self, first, due).run()
            covered = tuple(
                rest
                for rest in self._car.breaks
                if clock.begin <= rest.window.early and clock.end >= rest.window.late
            )
            if covered == due:
                break
            due = covered
        return clock

    def is_doubtful(self, clock: RouteClock) -> bool:
        """Tell whether other times might keep a rule that these break.

        Without rests, charges and scarce docks nothing is ever earlier than
        driving on at once; with them, where they are put matters.
        """
        car = self._car
        long = clock.end - clock.begin > car.max_route_duration
        choices = (
            bool(clock.pauses or car.breaks)
            or car.range_m is not None
            or self._day.sites[car.start_site].docks is not None
        )
        return choices and bool(clock.late or clock.unrested or long)

    @property
    def car(self) -> Vehicle:
        """The vehicle."""
        return self._car

    @property
    def tours(self) -> Sequence[TourLoad]:
        """Its tours."""
        return self._tours

    def leg(self, frm: str, to: str) -> tuple[int, int]:
        """Return metres and seconds; nothing where there is no way."""
        row, column = self._travel.index[frm], self._travel.index[to]
        metres = int(self._matrix.metres[row, column])
        seconds = int(self._matrix.seconds[row, column])
        lost = metres >= UNREACHABLE or seconds >= UNREACHABLE
        return (0, 0) if lost else (metres, seconds)

    def rows(self, bags: Sequence[PlannedBag]) -> list[Consignment]:
        """Return the consignments in some bags."""
        return [self._rows[key] for bag in bags for key in bag.contents]

    def ready(self, bags: Sequence[PlannedBag]) -> int:
        """Return when the last of some bags is ready."""
        return max((row.ready_time for row in self.rows(bags)), default=0)

    def work(self, halt: HaltLoad) -> int:
        """Return the seconds of a halt (rule T2)."""
        site = self._day.sites[halt.site]
        items = sum(sum(bag.items.values()) for bag in halt.deliver + halt.pick_up)
        return site.service_duration + site.sec_per_item * items

    def windows(self, site: str, bags: Sequence[PlannedBag]) -> list[Windows]:
        """Return the windows that bind the start of service at a site."""
        own = [row.windows for row in self.rows(bags) if row.outer_site == site]
        return [self._day.sites[site].hours, *dict.fromkeys(filter(None, own))]

    def deadline(self, site: str, bags: Sequence[PlannedBag]) -> int | None:
        """Return the first deadline at a site."""
        own = [row for row in self.rows(bags) if row.outer_site == site]
        return min((r.deadline for r in own if r.deadline is not None), default=None)

    def dock_free(self, site: str, time: int) -> int:
        """Return when a dock is free for a loading."""
        docks = self._day.sites[site].docks
        taken = sorted(self._docks.get(site, ()))
        if docks is None or docks < 1:
            return time
        while True:
            end = time + self._car.reload_duration
            busy = [span for span in taken if span[0] < end and time < span[1]]
            if len(busy) < docks:
                return time
            time = min(span[1] for span in busy)

    def chargers(self, site: str) -> int:
        """Return the chargers of a site."""
        return self._day.sites[site].chargers


class _Drive:
    """One run through the tours of a route."""

    def __init__(self, route: ForwardClock, first: int, due: tuple[Break, ...]) -> None:
        self._route = route
        self._car = route.car
        self._due = list(due)
        self._time = max(first, self._car.shift.early)
        self._driven = self._since_charge = 0
        self._clock = RouteClock()

    def run(self) -> RouteClock:
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
        legs = [self._route.leg(a, b) for a, b in itertools.pairwise(sites)]
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
