"""What is left of a begun tour: halts not made, bags not there (rules W5e, W5f)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.window import earliest_start
from routing.plan.model import Stop
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.past import Loss
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import Pause, PlannedBag, Tour
    from routing.travel.matrix import Travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What may keep a begun tour from being driven as it was.

    ``absent`` are bags that are not there to be taken on, each with how many times
    the tour took it on before; ``begin`` is when the vehicle is back from the tour
    before.
    """

    absent: Collection[tuple[str, int]] = ()
    begin: int = 0
    loss: Loss | None = None


@dataclass(slots=True)
class Left:
    """A tour as it is driven; ``back`` bags stay on board to its end.

    ``missed`` are bags that wait at a site where the halt is not made. ``end`` is
    where it ends; ``pauses`` those of the route that fall into it, where they are.
    """

    tour: Tour
    end: str
    back: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)


class ToursLeft:
    """Drives begun tours again under what is known now.

    ``now``: what was done before is done. ``before`` is the day as the earlier plan
    had it: only hours that have changed since, or times that have, shut a door.
    """

    def __init__(
        self,
        days: tuple[Day, Day],
        travel: Travel,
        bags: Mapping[str, PlannedBag],
        now: int,
    ) -> None:
        self._before, self._day = days
        self._travel, self._bags, self._now = travel, bags, now

    def left(
        self,
        car: Vehicle,
        tour: Tour,
        ends: str,
        pauses: Sequence[Pause],
        change: Change,
    ) -> Left:
        """Return a tour of a vehicle as it is driven.

        Parameters
        ----------
        ends
            Where it ends by plan.
        pauses
            The rests of its route within it, in order of time.
        """
        return _Run(self, car, tour, (ends, tuple(pauses)), change).run()

    def shut(self, site_id: str, was: int, start: int) -> bool:
        """Tell whether nobody is at a site at an instant, other than was known."""
        if start < self._now:
            return False
        site, known = self._day.sites.get(site_id), self._before.sites.get(site_id)
        if site is None:
            return True
        if not site.dispatchable:
            return known is None or known.dispatchable
        changed = start != was or known is None or known.hours != site.hours
        return changed and earliest_start(site.hours, start) != start

    def seconds(self, car: Vehicle, origin: str, end: str) -> int:
        """Return how long a drive takes by today's roads."""
        matrix = self._travel.of(profile_of(car))
        pair = self._travel.index[origin], self._travel.index[end]
        found = int(matrix.seconds[pair])
        return 0 if found >= UNREACHABLE else found

    def work(self, site_id: str, bags: Collection[str]) -> int:
        """Return seconds of a halt for some bags (rule T2)."""
        site = self._day.sites[site_id]
        items = sum(sum(self._bags[bag].contents.values()) for bag in bags)
        return site.service_duration + site.sec_per_item * items

    def weight(self, bags: Collection[str]) -> dict[str, int]:
        """Return what bags add to a load, under the names of the plan."""
        rows = [self._bags[bag] for bag in bags]
        return {
            "load_g": sum(bag.grams for bag in rows),
            "load_cm3": sum(bag.cm3 for bag in rows),
            "load_items": sum(sum(bag.contents.values()) for bag in rows),
        }

    def is_past(self, time: int) -> bool:
        """Tell whether an instant has passed."""
        return time < self._now


class _Run:
    """One tour, halt by halt; as long as nothing differs it is as it was."""

    def __init__(
        self,
        rules: ToursLeft,
        car: Vehicle,
        tour: Tour,
        frame: tuple[str, tuple[Pause, ...]],
        change: Change,
    ) -> None:
        self._rules, self._car, self._tour, self._change = rules, car, tour, change
        self._ends, rests = frame
        self._rests = list(rests)
        self._later = max(0, change.begin - tour.load_start)
        self._taken: dict[str, int] = {}
        self._aboard = self._there(tour.load)
        self._differs = bool(self._later) or len(self._aboard) < len(tour.load)
        self._at = (car.start_site, tour.start + self._later)
        self._missed: set[str] = set()
        self._stops: list[Stop] = []
        self.left = Left(tour=tour, end=self._ends)

    def _there(self, bags: Sequence[str]) -> list[str]:
        """Return the bags that are there to be taken on."""
        found = []
        for bag in bags:
            times = self._taken[bag] = self._taken.get(bag, -1) + 1
            if (bag, times) not in self._change.absent:
                found.append(bag)
        return found

    def run(self) -> Left:
        """Drive it."""
        loaded = tuple(self._aboard)
        loss = self._change.loss
        for stop in self._tour.stops:
            if loss is not None and stop.start > loss.time:
                break
            self._halt(stop)
        if loss is not None:
            self._stand(loss)
        elif (
            self._differs or self._arrival(self._ends, self._tour.end) > self._tour.end
        ):
            self._return()
        if loss is None:
            self.left.pauses += self._rests
        if not self._differs:
            return self.left
        self.left.tour = replace(
            self.left.tour,
            load_start=self._tour.load_start + self._later,
            start=self._tour.start + self._later,
            load=loaded,
            unload=tuple(self._aboard),
            stops=tuple(self._stops),
            stands=self.left.tour.stands,
            **self._rules.weight(loaded),
        )
        return self.left

    def _halt(self, stop: Stop) -> None:
        deliver = [b for b in stop.deliver if b in self._aboard]
        pick_up = self._there(stop.pick_up)
        arrive = self._arrival(stop.site, stop.start)
        same = len(deliver) == len(stop.deliver) and len(pick_up) == len(stop.pick_up)
        if not self._differs and same and arrive <= stop.arrive:
            start = stop.start
        else:
            start = max(arrive, stop.start)
        if self._rules.shut(stop.site, stop.start, start):
            self.left.back += deliver
            self.left.missed += pick_up
            self._differs = True
            return
        for bag in deliver:
            self._aboard.remove(bag)
        self._aboard += pick_up
        if not self._differs and same and start == stop.start:
            self._take_rests(stop.start)
            self._stops.append(stop)
            self._at = (stop.site, stop.depart)
            return
        self._differs = True
        if not (deliver or pick_up) and (stop.deliver or stop.pick_up):
            return
        arrive = self._drive(stop.site, stop.start)
        start = max(arrive, stop.start)
        work = stop.depart - stop.start
        if not same:
            work = self._rules.work(stop.site, [*deliver, *pick_up])
        self._stops.append(
            replace(
                stop,
                arrive=arrive,
                start=start,
                depart=start + work,
                deliver=tuple(deliver),
                pick_up=tuple(pick_up),
                **self._rules.weight(self._aboard),  # type: ignore[arg-type]
            )
        )
        self._at = (stop.site, start + work)

    def _arrival(self, site: str, before: int) -> int:
        """Return when it would be at a site, with the rests planned before then."""
        if not self._differs and self._rules.is_past(self._at[1]):
            return 0
        rests = sum(p.end - p.start for p in self._rests if p.start < before)
        return self._at[1] + self._seconds(site) + rests

    def _seconds(self, site: str) -> int:
        if site == self._at[0]:
            return 0
        return self._rules.seconds(self._car, self._at[0], site)

    def _take_rests(self, until: int) -> None:
        taken = [p for p in self._rests if p.start < until]
        self.left.pauses += taken
        self._rests = self._rests[len(taken) :]

    def _drive(self, site: str, before: int) -> int:
        """Drive to a site, rest there as planned; return when it has arrived."""
        taken = [p for p in self._rests if p.start < before]
        self._rests = self._rests[len(taken) :]
        arrive = self._at[1] + self._seconds(site)
        if taken and taken[0].start > arrive:
            # It leaves later, to rest when it comes.
            arrive = taken[0].start
            self._leave_later(arrive - self._seconds(site))
        for rest in taken:
            until = arrive + rest.end - rest.start
            self.left.pauses.append(replace(rest, site=site, start=arrive, end=until))
            arrive = until
        return arrive

    def _leave_later(self, depart: int) -> None:
        self._at = (self._at[0], depart)
        if self._stops:
            self._stops[-1] = replace(self._stops[-1], depart=depart)
        else:
            self.left.tour = replace(self.left.tour, start=depart)

    def _return(self) -> None:
        self._differs = True
        end = self._drive(self._ends, self._tour.end)
        self.left.tour = replace(self.left.tour, end=end)

    def _stand(self, loss: Loss) -> None:
        """End where it stands, when it was lost; what is for that site is there."""
        self._differs = True
        end = max(loss.time, self._at[1])
        here = [
            bag
            for stop in self._tour.stops
            if stop.site == loss.site
            for bag in stop.deliver
            if bag in self._aboard
        ]
        if here:
            for bag in here:
                self._aboard.remove(bag)
            depart = end + self._rules.work(loss.site, here)
            load = self._rules.weight(self._aboard)
            self._stops.append(
                Stop(
                    site=loss.site,
                    arrive=end,
                    start=end,
                    depart=depart,
                    deliver=tuple(here),
                    load_g=load["load_g"],
                    load_cm3=load["load_cm3"],
                    load_items=load["load_items"],
                )
            )
            end = depart
        self._take_rests(loss.time)
        self.left.pauses = [p for p in self.left.pauses if p.end <= end]
        self.left.tour = replace(self.left.tour, end=end, stands=loss.site)
        self.left.end = loss.site
        self.left.back = list(self._aboard)
