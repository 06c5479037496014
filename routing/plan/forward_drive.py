"""A vehicle driven through given tours by the clock, with its rests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.units import distance_cents, duration_cents

from .halt import loaded, unloaded
from .model import Pause, PauseKind, Route, RouteCost, Stop, Tour

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from routing.domain.lot import Bag
    from routing.domain.vehicle import Break, Vehicle

    from .halt import Halt, HaltRules, TourHalts

REST = 1200
"""Seconds without driving after which driving is counted anew (rule T7)."""


@dataclass(slots=True, kw_only=True)
class Drive:
    """A vehicle on its way: the clock, and what it has driven since its rests.

    ``due`` are the rests to take; ``dock`` returns the first instant from a
    given one at which a dock of the base is free for loading.
    """

    rules: HaltRules
    vehicle: Vehicle
    due: list[Break]
    dock: Callable[[int], int]
    time: int = 0
    driven: int = 0
    charged_metres: int = 0
    metres: int = 0
    pauses: list[Pause] = field(default_factory=list)

    def route(self, tours: Sequence[TourHalts], begin: int) -> Route:
        """Drive all tours; ``begin`` is the start of the first loading."""
        self.time = begin
        made = []
        for number, halts in enumerate(tours):
            home = self.vehicle.start_site
            if number:
                self._charge(halts)
                self._rest(home, self.vehicle.reload_duration)
                self.time = self.dock(self.time)
            if number == len(tours) - 1:
                home = self.vehicle.end_site
            made.append(self._tour(halts, home))
        seconds = self.time - begin
        car = self.vehicle
        return Route(
            vehicle=car.vehicle_id,
            tours=tuple(made),
            pauses=tuple(self.pauses),
            metres=self.metres,
            seconds=seconds,
            cost_cents=RouteCost(
                fixed=car.fixed_cents,
                km=distance_cents(self.metres, car.micro_yuan_per_km),
                hours=duration_cents(seconds, car.micro_yuan_per_hour),
            ),
        )

    def _tour(self, halts: TourHalts, home: str) -> Tour:
        load_start = self.time
        load, unload = loaded(halts), unloaded(halts)
        self.time = load_start + self.vehicle.reload_duration
        self.time = max(self.time, self.rules.ready(load))
        aboard = [
            sum(bag.grams for bag in load),
            sum(bag.cm3 for bag in load),
            sum(bag.items for bag in load),
        ]
        full = tuple(aboard)
        site = self.vehicle.start_site
        departures, stops = [], []
        for halt in halts:
            departures.append(self._go(site, halt.site, self.rules.service(halt)))
            stops.append(self._halt(halt, aboard))
            site = halt.site
        departures.append(self._go(site, home, 0))
        return Tour(
            load_start=load_start,
            start=departures[0],
            end=self.time,
            load=tuple(bag.bag_id for bag in load),
            unload=tuple(bag.bag_id for bag in unload),
            load_g=full[0],
            load_cm3=full[1],
            load_items=full[2],
            stops=tuple(
                replace(stop, depart=depart)
                for stop, depart in zip(stops, departures[1:], strict=True)
            ),
        )

    def _go(self, origin: str, end: str, service: int) -> int:
        """Drive, after the rests that must come before; return the departure."""
        metres, seconds = self.rules.leg(self.vehicle, origin, end)
        self._rest(origin, seconds + service)
        if self.driven and self.driven + seconds > self.vehicle.max_drive_duration:
            self._pause(PauseKind.PAUSE, origin, self.time, REST)
        depart = self.time
        self.time += seconds
        self.driven += seconds
        self.metres += metres
        self.charged_metres += metres
        return depart

    def _halt(self, halt: Halt, aboard: list[int]) -> Stop:
        arrive = self.time
        if self.rules.start(halt, arrive) > arrive:
            # Waiting is a good time to rest.
            self._rest(halt.site, 0)
        begin = self.rules.start(halt, self.time)
        self.time = begin + self.rules.service(halt)
        for bag in halt.deliver:
            _put(aboard, bag, -1)
        for bag in halt.pick_up:
            _put(aboard, bag, 1)
        return Stop(
            site=halt.site,
            arrive=arrive,
            start=begin,
            depart=self.time,
            deliver=tuple(bag.bag_id for bag in halt.deliver),
            pick_up=tuple(bag.bag_id for bag in halt.pick_up),
            load_g=aboard[0],
            load_cm3=aboard[1],
            load_items=aboard[2],
        )

    def _rest(self, site: str, ahead: int) -> None:
        """Take the due rests whose window is open, or would close on the way."""
        for rest in list(self.due):
            last = rest.window.late - rest.duration
            begin = max(self.time, rest.window.early)
            if begin <= last and (self.time == begin or self.time + ahead > last):
                self.due.remove(rest)
                self._pause(PauseKind.BREAK, site, begin, rest.duration)

    def _charge(self, halts: TourHalts) -> None:
        """Charge at the base where the next tour would go beyond the range."""
        car = self.vehicle
        if car.range_m is None or not self.rules.day.sites[car.start_site].chargers:
            return
        places = [car.start_site, *(halt.site for halt in halts), car.start_site]
        ahead = sum(
            self.rules.leg(car, origin, end)[0] for origin, end in pairwise(places)
        )
        if self.charged_metres + ahead > car.range_m:
            self._pause(
                PauseKind.CHARGE, car.start_site, self.time, car.recharge_duration
            )
            self.charged_metres = 0

    def _pause(self, kind: PauseKind, site: str, start: int, duration: int) -> None:
        if duration <= 0:
            return
        end = start + duration
        self.pauses.append(Pause(kind=kind, site=site, start=start, end=end))
        self.time = end
        if duration >= REST:
            self.driven = 0


def _put(aboard: list[int], bag: Bag, sign: int) -> None:
    aboard[0] += sign * bag.grams
    aboard[1] += sign * bag.cm3
    aboard[2] += sign * bag.items
