"""When given tours are driven: halts in a given order, by the clock.

What rules ask for comes first: bans, rests, then doors and hours of work; what cannot
be kept is timed all the same, for the judge to say so. The vehicle works on
without delay, and of the ways that are left the shortest is taken: it leaves as
late as it may with the same end. Rule numbers are those of the rule book.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .banned import Banned
from .bulkheads import with_bulkheads
from .cold_time import with_cold
from .forward_drive import Drive
from .forward_route import timed_route
from .forward_step import Doing, Step
from .halt import HaltRules
from .model import PauseKind
from .occupied import Occupied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    from .halt import TourHalts
    from .model import Route
    from .occupied import Span
    from .tour_work import TourWork

STARTS = 20
"""So many starts after one another are tried where doors open and shut."""


class ForwardSchedule:
    """Times the routes of a day one after the other; docks are shared (rule R5)."""

    def __init__(
        self, day: Day, travel: Travel, rules: HaltRules | None = None
    ) -> None:
        self.day, self.travel = day, travel
        self._rules = rules or HaltRules(day, travel)
        self._loadings: dict[str, list[Span]] = {}
        self._charges: dict[str, list[Span]] = {}

    def route(self, vehicle: Vehicle, tours: Sequence[TourHalts]) -> Route:
        """Return a vehicle's route over tours that each have a halt at least.

        It holds its docks and chargers from then on. A pair without a way
        between counts as no way at all.
        """
        route = self.timed(vehicle, tours)
        self.hold(vehicle, route)
        return route

    def timed(
        self,
        vehicle: Vehicle,
        tours: Sequence[TourHalts],
        wished: Sequence[int] = (),
    ) -> Route:
        """Return a route as ``route`` does, without holding docks and chargers.

        ``wished`` are the alternatives of its compartments that tours keep where
        their loads have room (see ``with_bulkheads``).
        """
        work = self._rules.work(vehicle, tours)
        moments = self._best(vehicle, work).moments()
        route = timed_route(vehicle, tours, work, moments)
        if vehicle.bulkheads:
            bags = self._rules.packed(tours)
            route = with_bulkheads(vehicle, route, bags, wished)
        return with_cold(vehicle, route, self._rules.temperatures(tours))

    def hold(self, vehicle: Vehicle, route: Route) -> None:
        """Keep the docks and chargers of a route from those timed later."""
        reload = vehicle.reload_duration
        self._loadings.setdefault(vehicle.start_site, []).extend(
            (tour.load_start, tour.load_start + reload) for tour in route.tours
        )
        for pause in route.pauses:
            if pause.kind == PauseKind.CHARGE:
                span = pause.start, pause.end
                self._charges.setdefault(pause.site, []).append(span)

    def _best(self, vehicle: Vehicle, work: Sequence[TourWork]) -> _Timing:
        """Return the best way to drive, whatever the start."""
        drive = self._drive(vehicle, work)
        best = _search(vehicle, drive, vehicle.shift.early, None)
        for rest in vehicle.breaks:
            # Who starts later than a break's window opens needs none.
            if best.rested or best.broken:
                best = _search(vehicle, drive, rest.window.early + 1, best)
        return best

    def _drive(self, vehicle: Vehicle, work: Sequence[TourWork]) -> Drive:
        base = self.day.sites[vehicle.start_site]
        taken = self._charges.get(base.site_id, ())
        return Drive(
            vehicle,
            work,
            Occupied(self._loadings.get(base.site_id, ()), base.docks),
            Occupied(taken, base.chargers) if base.chargers else None,
            Banned(self.day, vehicle),
        )


@dataclass(frozen=True, slots=True)
class _Timing:
    """A way to drive that starts at ``first`` and ends with the step ``last``.

    ``missed`` are rests, ``over`` seconds: late, or beyond the hours of work.
    """

    first: int
    last: Step
    missed: int
    over: int

    def key(self) -> tuple[int, ...]:
        """Return what makes a timing better, the smallest first."""
        length = self.end - self.first
        return self.missed, self.over, length, self.end, -self.last.latest

    @property
    def end(self) -> int:
        """The last return."""
        return self.last.ends(self.first)

    @property
    def broken(self) -> tuple[int, ...]:
        """Rests and seconds by which rules are broken; empty for none."""
        return (self.missed, self.over) if self.missed or self.over else ()

    @property
    def waits(self) -> bool:
        """Whether the vehicle stands idle on the way."""
        return self.last.time - self.last.busy > self.first

    def improves(self, other: _Timing) -> bool:
        """Tell whether it is better than a timing of an earlier start.

        Not if all it does is to come back later, after less waiting.
        """
        if self.key()[:2] == other.key()[:2] and self.end > other.end:
            return False
        return self.key() < other.key()

    @property
    def rested(self) -> bool:
        """Whether it takes a break."""
        return any(step.doing is Doing.BREAK for step, _, _ in self.moments())

    def moments(self) -> list[tuple[Step, int, int]]:
        """Return the steps with their starts and ends, in order."""
        found = []
        step: Step | None = self.last
        while step is not None:
            found.append((step, step.begins(self.first), step.ends(self.first)))
            step = step.before
        return found[::-1]


def _search(
    vehicle: Vehicle, drive: Drive, first: int, best: _Timing | None
) -> _Timing:
    """Return the best timing from a start on, or ``best``.

    From the late start that was found, other rests come into reach. Where hours
    are too long, ever later starts are tried while they make nothing later that
    is late: another window, or another dock, may be met. So they are where the
    vehicle still waits, as long as it ends no later.
    """
    for _ in range(STARTS):
        ways = (
            _timing(vehicle, last, drive.put_off(last)) for last in drive.run(first)
        )
        found = min(ways, key=_Timing.key)
        better = best is None or found.improves(best)
        best = found if best is None or better else best
        if better and vehicle.breaks and found.first > first:
            first = found.first
            continue
        first = found.last.latest + 1
        if first > vehicle.shift.late or found.broken > best.broken:
            break
        if not best.broken and (found.end > best.end or not found.waits):
            break
    return best or found


def _timing(vehicle: Vehicle, last: Step, first: int) -> _Timing:
    """Return the timing of a way that starts at ``first``."""
    end = last.ends(first)
    due = sum(
        not last.taken >> number & 1
        and first <= rest.window.early
        and end >= rest.window.late
        for number, rest in enumerate(vehicle.breaks)
    )
    over = max(0, end - first - vehicle.max_route_duration)
    return _Timing(first, last, last.unrested + due, last.late + over)
