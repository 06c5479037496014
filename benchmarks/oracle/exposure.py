"""How long a bag is outside its temperature or under way (rules C1c, C1d, C3).

A bag leaves a site once and comes to a site once, so its instants are named by
site. Outside is covered by two intervals per site: one around its leaving (waiting
at a warm origin, its hand, a ride that does not keep it) and one from its coming
(its hand, waiting). Their lengths are summed; what two that follow each other
share is taken off again, so that every instant counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .cold import is_warm
from .doors import door_count
from .legs import Given, Ride, shortest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .custody import Custody
    from .legs import Leg
    from .model import Model
    from .tour import Tour


@dataclass(frozen=True, slots=True)
class _Outside:
    """An interval of the clock that covers what is outside; perhaps longer."""

    begin: Any
    end: Any


def add_exposure(
    model: Model, tours: Sequence[Tour], custodies: Sequence[Custody]
) -> None:
    """Bound what every bag with a limit is outside or under way."""
    for custody in custodies:
        needs = custody.bag.needs
        if custody.legs and (needs.outside, needs.ride) != (None, None):
            course = _Course(model, tours, custody)
            if needs.ride is not None:
                course.hurry(needs.ride)
            if needs.outside is not None:
                course.keep(needs.outside)


class _Course:
    """The instants of one bag: when it leaves each site and when it comes there.

    ``begins`` and ``ends`` are B and E of rule C1c.
    """

    def __init__(self, model: Model, tours: Sequence[Tour], custody: Custody) -> None:
        self.model, self.custody, self.bag = model, custody, custody.bag
        self.key = custody.bag.bag.bag_id
        self.tours = [tour for tour in tours if self._rides_in(tour)]
        legs = custody.legs
        self.begins = {leg.from_site: model.time() for leg in legs}
        self.ends = {leg.to_site: model.time() for leg in legs}
        self.least: dict[tuple[Leg, str], int] = {}
        self._closing: Any = None
        self._tie()

    def _rides_in(self, tour: Tour) -> bool:
        name = tour.vehicle.vehicle_id, tour.number
        return any(carried[1:] == name for carried in self.custody.carried)

    def _tie(self) -> None:
        """Say when the bag leaves and comes, whoever carries it."""
        cp, key = self.model.cp, self.key
        for leg, literal in self.custody.legs.items():
            if isinstance(leg, Ride | Given):
                begin = leg.ready_by if isinstance(leg, Ride) else leg.depart
                cp.add(self.begins[leg.from_site] == begin).only_enforce_if(literal)
                cp.add(self.ends[leg.to_site] == leg.arrive).only_enforce_if(literal)
        for tour in self.tours:
            base = tour.vehicle.start_site
            if key in tour.loads:
                begin = self.begins[base]
                cp.add(begin == tour.start).only_enforce_if(tour.loads[key])
            if key in tour.unloads:
                cp.add(self.ends[base] == tour.end).only_enforce_if(tour.unloads[key])
            for halt in tour.halts:
                if key in halt.picks:
                    begin = self.begins[halt.site]
                    cp.add(begin == halt.start).only_enforce_if(halt.picks[key])
                if key in halt.drops:
                    end = self.ends[halt.site]
                    cp.add(end == halt.start).only_enforce_if(halt.drops[key])
        self._drive()

    def _drive(self) -> None:
        """Say how long a road leg takes at least; it follows, and helps to prove."""
        for tour in self.tours:
            car = tour.vehicle
            sites = [car.start_site, *dict.fromkeys(halt.site for halt in tour.halts)]
            least = shortest(self.model.travel, car, sites)
            for (leg, vehicle, number), literal in self.custody.carried.items():
                if (vehicle, number) == (car.vehicle_id, tour.number):
                    seconds = least[leg.from_site, leg.to_site]
                    self.least[leg, vehicle] = seconds
                    taken = self.ends[leg.to_site] - self.begins[leg.from_site]
                    self.model.cp.add(taken >= seconds).only_enforce_if(literal)

    def hurry(self, most: int) -> None:
        """Bound the seconds from the first carrier to the last (C3)."""
        first = self.bag.first
        taken = self.ends[first.destination] - self.begins[first.origin]
        self.model.cp.add(taken <= most).only_enforce_if(self.custody.served)

    def keep(self, most: int) -> None:
        """Bound the seconds outside and those of doors (C1d)."""
        leaving = {site: self._interval() for site in self.begins}
        coming = {site: self._interval() for site in self.ends}
        for site, outside in leaving.items():
            self._leave(site, outside)
        for site, outside in coming.items():
            self._come(site, outside)
        self._carry(leaving)
        self._hands(leaving, coming)
        spent = [one.end - one.begin for one in (*leaving.values(), *coming.values())]
        doors = sum(door_count(self.model, tour, self.custody) for tour in self.tours)
        doors *= self.model.day.settings.door_open_duration
        shared = sum(self._all_shared(leaving, coming))
        spent.append(self._before_boxes())
        self.model.cp.add(sum(spent) + doors <= most + shared)

    def _closed(self) -> Any:  # noqa: ANN401
        """Return when the boxes of the bag are closed: its first hand begins (C2c)."""
        if self._closing is None:
            cp, origin = self.model.cp, self.bag.first.origin
            self._closing = closing = self.model.cp.new_int_var(
                -self.model.horizon, 2 * self.model.horizon, ""
            )
            hand = self._hand(origin, halts=0)
            loads = [
                tour.loads[self.key]
                for tour in self.tours
                if tour.vehicle.start_site == origin and self.key in tour.loads
            ]
            loaded = self.model.any_of(loads) if loads else None
            begin = self.begins[origin]
            if loaded is None:
                cp.add(closing == begin)
            else:
                cp.add(closing == begin - hand).only_enforce_if(loaded)
                cp.add(closing == begin).only_enforce_if(loaded.negated())
        return self._closing

    def _late(self, time: Any) -> Any:  # noqa: ANN401
        """Return an instant, or when the ice of the boxes has melted if that is later.

        What is outside before counts nothing (C2c).
        """
        if not self.bag.needs.box:
            return time
        far = 3 * self.model.horizon
        later = self.model.cp.new_int_var(-far, far, "")
        melted = self._closed() + self.bag.needs.box
        self.model.cp.add_max_equality(later, [time, melted])
        return later

    def _before_boxes(self) -> Any:  # noqa: ANN401
        """Return the seconds that a warm origin adds before boxes are closed."""
        since, origin = self.bag.precooled, self.bag.first.origin
        if not self.bag.needs.box or since is None or not self._is_warm(origin):
            return 0
        waited = self.model.cp.new_int_var(0, 3 * self.model.horizon, "")
        served = self.custody.served
        self.model.cp.add(waited >= self._closed() - since).only_enforce_if(served)
        return waited

    def _interval(self) -> _Outside:
        far = 2 * self.model.horizon
        times = [self.model.cp.new_int_var(-far, far, "") for _ in range(2)]
        self.model.cp.add(times[0] <= times[1])
        return _Outside(*times)

    def _leave(self, site: str, outside: _Outside) -> None:
        """Cover the instant of leaving, and what a warm origin adds before it."""
        cp, first, served = self.model.cp, self.bag.first, self.custody.served
        going = self.custody.stays[site].present if site != first.origin else served
        cp.add(outside.begin <= self._late(self.begins[site])).only_enforce_if(going)
        cp.add(outside.end >= self.begins[site]).only_enforce_if(going)
        since = self.bag.precooled
        if site == first.origin and since is not None and self._is_warm(site):
            cp.add(outside.begin <= self._late(since)).only_enforce_if(served)

    def _come(self, site: str, outside: _Outside) -> None:
        """Cover the instant of coming, and waiting at a warm transfer after it."""
        cp, custody = self.model.cp, self.custody
        ends = site == self.bag.first.destination
        there = custody.served if ends else custody.stays[site].present
        cp.add(outside.begin <= self._late(self.ends[site])).only_enforce_if(there)
        cp.add(outside.end >= self.ends[site]).only_enforce_if(there)
        if not ends and self._is_warm(site):
            cp.add(outside.end >= self.begins[site]).only_enforce_if(there)

    def _is_warm(self, site: str) -> bool:
        return is_warm(self.model.day.sites[site], self.bag.needs.temp)

    def _carry(self, leaving: dict[str, _Outside]) -> None:
        """Cover rides that do not keep the bag: trips, and vehicles without cold."""
        cp, needs = self.model.cp, self.bag.needs
        tours = {(tour.vehicle.vehicle_id, tour.number): tour for tour in self.tours}
        unkept: list[tuple[Leg, list[Any], int]] = [
            (leg, [literal], leg.arrive - leg.ready_by)
            for leg, literal in self.custody.legs.items()
            if isinstance(leg, Ride)
        ]
        unkept += [
            (leg, [literal, setting], self.least[leg, vehicle])
            for (leg, vehicle, number), literal in self.custody.carried.items()
            for where, setting in tours[vehicle, number].riding(needs)
            if where is not needs.temp
        ]
        for leg, literals, seconds in unkept:
            outside = leaving[leg.from_site]
            cp.add(outside.end >= self.ends[leg.to_site]).only_enforce_if(literals)
            if not needs.box:
                # This follows, and helps to prove.
                length = outside.end - outside.begin
                cp.add(length >= seconds).only_enforce_if(literals)

    def _hands(self, leaving: dict[str, _Outside], coming: dict[str, _Outside]) -> None:
        """Cover the hands: before leaving a base, from the start at halts."""
        cp, key = self.model.cp, self.key
        for tour in self.tours:
            base = tour.vehicle.start_site
            hand = self._hand(base, halts=0)
            if key in tour.loads:
                begin = self._late(self.begins[base] - hand)
                cp.add(leaving[base].begin <= begin).only_enforce_if(tour.loads[key])
            if key in tour.unloads:
                end = self.ends[base] + hand
                cp.add(coming[base].end >= end).only_enforce_if(tour.unloads[key])
            for halt in tour.halts:
                done = halt.start + self._hand(halt.site, halts=1)
                if key in halt.picks:
                    outside = leaving[halt.site]
                    cp.add(outside.end >= done).only_enforce_if(halt.picks[key])
                if key in halt.drops:
                    outside = coming[halt.site]
                    cp.add(outside.end >= done).only_enforce_if(halt.drops[key])

    def _hand(self, site: str, *, halts: int) -> int:
        place = self.model.day.sites[site]
        return halts * place.service_duration + place.sec_per_item * self.bag.bag.items

    def _all_shared(
        self, leaving: dict[str, _Outside], coming: dict[str, _Outside]
    ) -> Iterator[Any]:
        """Yield the seconds that two intervals share which follow each other.

        The pairs make no ring, or an instant could be taken off too often. Bounds
        are those of a bag that leaves a transfer after its hand there began.
        """
        for site in leaving:
            if site not in coming:
                continue
            there = self.custody.stays[site].present
            most = self._hand(site, halts=1) + self._hand(site, halts=0)
            yield self._shared(coming[site], leaving[site], (there, most))
        bases = {t.vehicle.start_site for t in self.tours if self.key in t.loads}
        for leg, literal in self.custody.legs.items():
            if leg.to_site in leaving and leg.to_site in bases:
                pair = leaving[leg.from_site], leaving[leg.to_site]
                most = self._hand(leg.to_site, halts=0)
                yield self._shared(*pair, (literal, most))

    def _shared(self, one: _Outside, two: _Outside, most: tuple[Any, int]) -> Any:  # noqa: ANN401
        """Return seconds that two intervals share, or fewer; 0 without a literal."""
        cp, (literal, limit) = self.model.cp, most
        seconds = cp.new_int_var(0, limit, "")
        some = cp.new_bool_var("")
        cp.add(seconds == 0).only_enforce_if(some.negated())
        cp.add_implication(some, literal)
        for first in (one, two):
            for last in (one, two):
                cp.add(seconds <= last.end - first.begin).only_enforce_if(some)
        return seconds
