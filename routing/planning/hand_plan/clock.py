"""When an edited route happens: forward from the base, no rule bent, none hidden.

A driver starts when the goods are ready, waits where a door is still shut,
rests where a rest is due, and arrives late where it cannot be helped. The start
is put off as far as this makes nothing later that is late already.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

from .drive import Drive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.vehicle import Break, Vehicle
    from routing.domain.window import Windows
    from routing.plan.model import PlannedBag
    from routing.travel.matrix import Travel

    from .drive import RouteClock
    from .tours import HaltLoad, TourLoad

ROUNDS = 3
"""A rest makes the route longer, and may bring the next one due."""

Interval = tuple[int, int]


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
        """Return the shortest route that is no later anywhere than the earliest.

        Without rests, a later start only ever takes waiting away: the last start
        without more lateness is found by halving. Rests may move to a worse
        place, so that starts that take whole waits away are tried as well.
        """
        first = self._timed(self._car.shift.early)
        best, last = first, 0
        rests = sum(pause.end - pause.start for pause in first.pauses)
        high = sum(first.waits) + rests
        while last < high:
            middle = (last + high + 1) // 2
            clock = self._timed(first.begin + middle)
            if _is_worse(clock, first):
                high = middle - 1
            else:
                last = middle
                best = min(best, clock, key=_length)
        for shift in accumulate(wait for wait in first.waits if wait):
            if first.pauses and shift < last:
                clock = self._timed(first.begin + shift)
                if not _is_worse(clock, first):
                    best = min(best, clock, key=_length)
        return best

    def _timed(self, first: int) -> RouteClock:
        """Drive the route with the rests that its own span makes due."""
        due: tuple[Break, ...] = ()
        for _ in range(ROUNDS):
            clock = Drive(self, first, due).run()
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


def _is_worse(clock: RouteClock, than: RouteClock) -> bool:
    return clock.late > than.late or clock.unrested > than.unrested


def _length(clock: RouteClock) -> int:
    return clock.end - clock.begin
