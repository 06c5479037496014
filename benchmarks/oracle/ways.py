"""The complete list of ways of a bag: up to three legs (rules W3, W6, T4b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.site import Level
from routing.travel.matrix import UNREACHABLE

from .legs import (
    Given,
    Leg,
    Ride,
    Road,
    handovers_of,
    is_open,
    may_drive,
    rides_of,
    seconds_between,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.domain.site import Site
    from routing.travel.matrix import Travel

    from .freight import Freight

MOST_LEGS = 3
KEEPING = (Level.CENTRE, Level.STATION, Level.HUB, Level.COLDSTORE)
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Way:
    """Legs in order; ``sorted_at`` is the transfer where the bag is sorted."""

    legs: tuple[Leg, ...]
    sorted_at: str | None = None

    @property
    def transfers(self) -> tuple[str, ...]:
        """Where it changes carriers."""
        return tuple(leg.to_site for leg in self.legs[:-1])

    def is_last_resort(self, day: Day) -> bool:
        """Tell whether an offer that is one carries the bag (W4)."""
        return any(
            isinstance(leg, Given) and day.offers[leg.offer].last_resort
            for leg in self.legs
        )


def handling_seconds(site: Site, bag: Freight, *, sorting: bool) -> int:
    """Return seconds from arrival at a transfer until the bag is ready (T4a, T4b)."""
    if site.level is Level.CENTRE:
        return 0
    extra = 0
    if sorting and site.sort_rate:
        extra = -(-bag.bag.items * HOUR // site.sort_rate)
    return site.handling_duration + extra


def ways_of(day: Day, travel: Travel, bag: Freight) -> tuple[Way, ...]:
    """Return all ways of a bag that no rule forbids by itself."""
    finder = _Finder(day, travel, bag)
    return tuple(finder.extend((), bag.first.origin, bag.ready))


class _Finder:
    """Goes on from where the bag is, at the earliest time it can be there."""

    def __init__(self, day: Day, travel: Travel, bag: Freight) -> None:
        self.day, self.travel, self.bag = day, travel, bag
        keeping = [
            site.site_id
            for site in day.sites.values()
            if site.level in KEEPING and is_open(site)
        ]
        ends = [bag.first.origin, bag.first.destination]
        self.places = [s for s in dict.fromkeys([*keeping, *ends]) if self._usable(s)]
        self.legs: dict[str, list[Leg]] = {site: [] for site in self.places}
        found: list[Leg] = [*rides_of(day, bag), *handovers_of(day, bag)]
        for leg in (*found, *self._roads()):
            if leg.from_site in self.legs and leg.to_site in self.legs:
                self.legs[leg.from_site].append(leg)

    def _usable(self, site: str) -> bool:
        return is_open(self.day.sites[site])

    def _roads(self) -> Iterator[Road]:
        for one in self.places:
            for two in self.places:
                road = Road(one, two)
                if one != two and self._drive(road) < UNREACHABLE:
                    yield road

    def _drive(self, road: Road) -> int:
        return min(
            (
                seconds_between(self.travel, car, road.from_site, road.to_site)
                for car in self.day.vehicles.values()
                if may_drive(self.day, car, self.bag, road)
            ),
            default=UNREACHABLE,
        )

    def extend(self, done: tuple[Leg, ...], here: str, ready: int) -> Iterator[Way]:
        """Yield every way that begins with ``done`` and goes on from ``here``."""
        for leg in self.legs.get(here, ()):
            arrive = self._arrival(leg, ready)
            if arrive is None or not self._promised(leg, arrive):
                continue
            passed = {bag_leg.from_site for bag_leg in (*done, leg)}
            legs = (*done, leg)
            if leg.to_site == self.bag.first.destination:
                way = self._allowed(legs)
                if way is not None:
                    yield way
            elif len(legs) < MOST_LEGS and leg.to_site not in passed:
                site = self.day.sites[leg.to_site]
                least = handling_seconds(site, self.bag, sorting=False)
                yield from self.extend(legs, leg.to_site, arrive + least)

    def _arrival(self, leg: Leg, ready: int) -> int | None:
        if isinstance(leg, Road):
            return ready + self._drive(leg)
        limit = leg.ready_by if isinstance(leg, Ride) else leg.depart
        return leg.arrive if ready <= limit else None

    def _promised(self, leg: Leg, arrive: int) -> bool:
        """Tell whether own windows and deadline can hold (T1b, T5c, T8a)."""
        bag, ends = self.bag, self.bag.first
        if bag.is_delivery and leg.to_site == ends.destination:
            if isinstance(leg, Ride):
                return bag.keeps_promise(leg.arrive)
            return bag.latest is None or arrive <= bag.latest
        if not bag.is_delivery and leg.from_site == ends.origin:
            return isinstance(leg, Road) or bag.keeps_promise(leg.depart)
        return True

    def _allowed(self, legs: tuple[Leg, ...]) -> Way | None:
        """Check what depends on the whole way: security and sorting."""
        sites = self.day.sites
        safe = sites[self.bag.first.origin].security_check
        for leg in legs:
            if isinstance(leg, Ride) and not (safe or leg.checked):
                return None
            safe = safe or sites[leg.to_site].security_check
        way = Way(legs)
        if not self.bag.rough:
            return way
        at = next((s for s in way.transfers if sites[s].sorts), None)
        return Way(legs, sorted_at=at) if at is not None else None
