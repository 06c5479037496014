"""A plain forward schedule: given halts in a given order, by the clock.

No choice is made but when to leave: each thing is done as early as it may be
done, a rest is taken when it is due. What does not fit the rules is timed all
the same, for the judge to say so. Rule numbers are those of the rule book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.window import earliest_start

from .forward_drive import Drive
from .halt import HaltRules, loaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Break, Vehicle
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel

    from .halt import TourHalts
    from .model import Route


class ForwardSchedule:
    """Times the routes of a day one after the other; docks are shared (rule R5)."""

    def __init__(self, day: Day, travel: Travel) -> None:
        self.day = day
        self.rules = HaltRules(day, travel)
        self.loadings: dict[str, list[tuple[int, int]]] = {}

    def route(self, vehicle: Vehicle, tours: Sequence[TourHalts]) -> Route:
        """Return a vehicle's route over tours that each have a halt at least.

        Every pair that is driven must have a way.
        """
        begin = self._begin(vehicle, tours[0])
        due: tuple[Break, ...] = ()
        while True:
            drive = Drive(
                rules=self.rules,
                vehicle=vehicle,
                due=list(due),
                dock=lambda time: self._free_dock(vehicle, time, time),
            )
            route = drive.route(tours, begin)
            first, last = route.tours[0].load_start, route.tours[-1].end
            covered = tuple(
                rest
                for rest in vehicle.breaks
                if first <= rest.window.early and rest.window.late <= last
            )
            # A rest lengthens the route, so ever more of them are due.
            if len(covered) <= len(due):
                break
            due = covered
        taken = self.loadings.setdefault(vehicle.start_site, [])
        taken += [
            (tour.load_start, tour.load_start + vehicle.reload_duration)
            for tour in route.tours
        ]
        return route

    def _begin(self, vehicle: Vehicle, tour: TourHalts) -> int:
        """Return when the first loading starts: as late as the halts allow."""
        hours = self.day.sites[vehicle.start_site].hours
        early = earliest_start(hours, vehicle.shift.early) or vehicle.shift.early
        ready = self.rules.ready(loaded(tour))
        leave = max(early + vehicle.reload_duration, ready)
        late = self._latest_departure(vehicle, tour, leave) - vehicle.reload_duration
        return self._free_dock(vehicle, late, early)

    def _latest_departure(self, vehicle: Vehicle, tour: TourHalts, leave: int) -> int:
        """Return the latest departure that serves every halt no later."""
        time, site = leave, vehicle.start_site
        starts, legs = [], []
        for halt in tour:
            seconds = self.rules.leg(vehicle, site, halt.site)[1]
            legs.append(seconds)
            starts.append(self.rules.start(halt, time + seconds))
            time, site = starts[-1] + self.rules.service(halt), halt.site
        latest = starts[-1]
        for number in range(len(tour) - 2, -1, -1):
            halt = tour[number]
            room = latest - legs[number + 1] - self.rules.service(halt)
            deadlines = [row.deadline for row in self.rules.bound(halt) if row.deadline]
            room = min([room, *deadlines])
            latest = max(starts[number], _last_start(self.rules.windows(halt), room))
        return max(leave, latest - legs[0])

    def _free_dock(self, vehicle: Vehicle, wish: int, early: int) -> int:
        """Return the start of loading nearest before ``wish``, else after it.

        ``early`` is the earliest start there is.
        """
        length = vehicle.reload_duration
        taken = self.loadings.get(vehicle.start_site, [])
        docks = self.day.sites[vehicle.start_site].docks
        if docks is None or not length:
            return max(wish, early)

        def free(start: int) -> bool:
            # The most at once within the loading is met where one begins.
            met = [span for span in taken if span[0] < start + length]
            met = [span for span in met if span[1] > start]
            points = [start, *(begin for begin, _ in met if begin > start)]
            return all(
                sum(begin <= point < end for begin, end in met) < docks
                for point in points
            )

        wish = max(wish, early)
        before = [wish, *(begin - length for begin, _ in taken)]
        for start in sorted((t for t in before if early <= t <= wish), reverse=True):
            if free(start):
                return start
        after = (end for _, end in taken if end > wish)
        return next(start for start in sorted(after) if free(start))


def _last_start(windows: Windows, upto: int) -> int:
    """Return the last instant up to ``upto`` inside a window, else -1."""
    if not windows:
        return upto
    inside = (min(upto, window.late) for window in windows if window.early <= upto)
    return max(inside, default=-1)
