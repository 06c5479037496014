"""Vehicles as they are free again after what they have begun."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.window import TimeWindow
from routing.plan.model import Pause, PauseKind
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Break, Vehicle
    from routing.plan.model import Tour
    from routing.travel.matrix import Travel

    from .going import Going

RESTING = 1200
"""Seconds of a pause after which driving time is counted anew (rule T7a)."""

LITTLE = 0.4
"""Of the driving time allowed: with more of it behind, a pause comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A vehicle for what is still to be driven, and rests that come before it.

    ``rests`` stand in the plan once it drives again. ``owed`` are breaks that fall
    due if it begins after their window opens: they are to be taken while it waits.
    """

    vehicle: Vehicle
    rests: tuple[Pause, ...] = ()
    owed: tuple[Break, ...] = ()


def later_vehicles(
    day: Day, travel: Travel, going: Going, rested: Collection[str]
) -> dict[str, Later]:
    """Return the vehicles that can still begin a tour, in table order.

    Parameters
    ----------
    rested
        Vehicles that take a break that is still owed before anything else.
    """
    free = _docks_free(day, going)
    found = {}
    for name, car in day.vehicles.items():
        later = _Again(day, travel, going, car, early=name in rested).later(
            free.get(car.start_site, 0)
        )
        if later is not None:
            found[name] = later
    return found


def _docks_free(day: Day, going: Going) -> dict[str, int]:
    """Return from when docks are free of begun loadings, at sites that count them."""
    free: dict[str, int] = {}
    for name, tours in going.tours.items():
        car = going.cars.get(name)
        if car is None or day.sites[car.start_site].docks is None:
            continue
        for tour in tours:
            end = tour.load_start + car.reload_duration
            free[car.start_site] = max(free.get(car.start_site, 0), end)
    return free


class _Again:
    """One vehicle after its begun tours."""

    def __init__(
        self, day: Day, travel: Travel, going: Going, car: Vehicle, *, early: bool
    ) -> None:
        self._day, self._travel, self._going, self._car = day, travel, going, car
        self._early = early
        self._tours: Sequence[Tour] = going.tours.get(car.vehicle_id, ())
        self._pauses = going.pauses.get(car.vehicle_id, ())
        self._rests: list[Pause] = []
        self._owed: list[Break] = []

    def later(self, docks_free: int) -> Later | None:
        """Return it as it is free again; None where it begins nothing more."""
        going, car, shift = self._going, self._car, self._car.shift
        if car.vehicle_id in going.losses:
            return None
        free = max(going.now, shift.early, docks_free)
        if not self._tours:
            return self._bounded(car, free, shift.late)
        if car.start_site != car.end_site:
            return None
        ended = [self._tours[-1].end, *(pause.end for pause in self._pauses)]
        left = None if car.max_tours is None else car.max_tours - len(self._tours)
        driven = sum(self._metres(self._tours))
        room = None if car.max_m is None else car.max_m - driven
        if left == 0 or (room is not None and room <= 0):
            return None
        begin = self._tours[0].load_start
        latest = min(shift.late, begin + car.max_route_duration)
        car = replace(
            car, fixed_cents=0, max_tours=left, max_m=room, range_m=self._range()
        )
        car, free, latest = self._after_breaks(car, max(free, *ended), latest)
        car, free = self._after_driving(car, free)
        car, free = self._after_charging(car, free)
        return self._bounded(car, free, latest)

    def _bounded(self, car: Vehicle, free: int, latest: int) -> Later | None:
        if free >= latest:
            return None
        hours = min(car.max_route_duration, latest - free)
        car = replace(
            car, shift=TimeWindow(free, latest), max_route_duration=max(0, hours)
        )
        return Later(vehicle=car, rests=tuple(self._rests), owed=tuple(self._owed))

    def _after_breaks(
        self, car: Vehicle, free: int, latest: int
    ) -> tuple[Vehicle, int, int]:
        """Plan the breaks that fall due if it goes on (rule T7)."""
        begin = self._tours[0].load_start
        taken = [p for p in self._pauses if p.kind == PauseKind.BREAK]
        kept = []
        for rest in self._car.breaks:
            window = rest.window
            served = next(
                (
                    p
                    for p in taken
                    if window.early <= p.start
                    and p.end <= window.late
                    and p.end - p.start >= rest.duration
                ),
                None,
            )
            if served is not None:
                taken.remove(served)
            elif begin > window.early or self._tours[-1].end >= window.late:
                continue
            elif free <= window.early and not self._early:
                kept.append(rest)
                self._owed.append(rest)
            else:
                start = max(free, window.early)
                if start + rest.duration > window.late:
                    latest = min(latest, window.late - 1)
                    continue
                free = self._rest(PauseKind.BREAK, start, rest.duration)
        return replace(car, breaks=tuple(kept)), free, latest

    def _rest(self, kind: PauseKind, start: int, duration: int) -> int:
        home = self._car.start_site
        end = start + duration
        self._rests.append(Pause(kind=kind, site=home, start=start, end=end))
        return end

    def _after_driving(self, car: Vehicle, free: int) -> tuple[Vehicle, int]:
        """Count the driving since the last rest, or rest first (rule T7)."""
        rests = [*self._pauses, *self._rests]
        last = max((p.end for p in rests if p.end - p.start >= RESTING), default=0)
        driven = sum(self._driving(last))
        if driven > LITTLE * car.max_drive_duration:
            return car, self._rest(PauseKind.PAUSE, free, RESTING)
        return replace(car, max_drive_duration=car.max_drive_duration - driven), free

    def _legs(self, tours: Sequence[Tour]) -> Iterator[tuple[str, str, int]]:
        """Yield the ends of every drive, and when it ends."""
        home = self._car.start_site
        for tour in tours:
            places = [(home, tour.start)]
            places += [(stop.site, stop.arrive) for stop in tour.stops]
            places.append((home, tour.end))
            for (here, _), (there, arrive) in pairwise(places):
                yield here, there, arrive

    def _driving(self, since: int) -> Iterator[int]:
        matrix = self._travel.of(profile_of(self._car))
        index = self._travel.index
        for here, there, arrive in self._legs(self._tours):
            seconds = int(matrix.seconds[index[here], index[there]])
            # A drive that was broken by the rest counts whole: more, never less.
            if arrive > since and seconds < UNREACHABLE:
                yield seconds

    def _metres(self, tours: Sequence[Tour]) -> Iterator[int]:
        matrix = self._travel.of(profile_of(self._car))
        index = self._travel.index
        for here, there, _ in self._legs(tours):
            metres = int(matrix.metres[index[here], index[there]])
            if metres < UNREACHABLE:
                yield metres

    def _after_charging(self, car: Vehicle, free: int) -> tuple[Vehicle, int]:
        """Charge before it goes on, where the earlier plan did."""
        planned = next((p for p in self._planned() if p.kind == PauseKind.CHARGE), None)
        if planned is None:
            return car, free
        start = max(free, planned.start)
        free = self._rest(PauseKind.CHARGE, start, planned.end - planned.start)
        return replace(car, range_m=self._car.range_m), free

    def _planned(self) -> Iterator[Pause]:
        """Yield the pauses between its begun tours and the next, if not begun."""
        name, count = self._car.vehicle_id, len(self._tours)
        for route in self._going.plan.routes:
            if route.vehicle == name and count < len(route.tours):
                end, begin = route.tours[count - 1].end, route.tours[count].load_start
                for pause in route.pauses:
                    if max(end, self._going.now) <= pause.start < begin:
                        yield pause

    def _range(self) -> int | None:
        """Return the range that is left; charging is not counted on in full again."""
        if self._car.range_m is None:
            return None
        charged = [p.end for p in self._pauses if p.kind == PauseKind.CHARGE]
        since = max(charged, default=0)
        tours = [tour for tour in self._tours if tour.load_start >= since]
        return max(0, self._car.range_m - sum(self._metres(tours)))
