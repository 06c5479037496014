"""Rules W5e and W5f: a begun tour is told as it was, but for what cannot be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .begun_goods import Boarding, at_hand
from .begun_halts import is_open, pair_halts
from .begun_times import check_clock_times
from .causes import Cause
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.past import Loss
    from ..plan.model import Stop, Tour
    from ..plan.violation import Violation
    from .case import Case, RouteCase, TourCase
    from .past_view import PastView


@dataclass(slots=True, kw_only=True)
class BegunTour:
    """A begun tour as it was told, and as the plan tells it now.

    ``known``: the earlier plan tells the loss already, its tour ends there.
    """

    number: int
    told: Tour
    now: TourCase
    loss: Loss | None
    known: bool = False
    aboard: set[str] = field(default_factory=set)

    @property
    def made(self) -> tuple[Stop, ...]:
        """The halts as told, up to the loss."""
        loss = None if self.known else self.loss
        return tuple(
            stop for stop in self.told.stops if loss is None or stop.start <= loss.time
        )

    def is_late(self, start: int) -> bool:
        """Tell whether a halt that was told starts after the vehicle is lost."""
        return self.loss is not None and not self.known and start > self.loss.time

    def boarding(self, stop: Stop | None = None) -> Boarding:
        """Return where it takes bags on: at a halt as told, else at its base."""
        return Boarding(
            vehicle=self.now.vehicle.vehicle_id,
            tour=self.number,
            site=stop.site if stop else self.now.begins,
            depart=stop.depart if stop else self.told.start,
        )


def check_begun_tours(case: Case) -> Iterator[Violation]:
    """Compare every begun tour with what the earlier plan says of it."""
    past = case.past
    if past is None:
        return
    routes: dict[str, RouteCase] = {}
    for route in case.routes:
        routes.setdefault(route.vehicle.vehicle_id, route)
    for name, numbers in past.pairs.items():
        told = past.begun.routes[name].tours
        for number, now in enumerate(numbers):
            if now is None:
                yield from _left_out(case, past, name, number)
                continue
            lost = past.lost_tour(name)
            pair = BegunTour(
                number=number,
                told=told[number],
                now=routes[name].tours[now],
                loss=lost[1] if lost and lost[0] == now else None,
                known=name in past.lost_before,
            )
            yield from _tour(case, past, pair)
        if name in routes and None not in numbers:
            yield from _pauses(past, routes[name], len(numbers))


def _left_out(
    case: Case, past: PastView, name: str, number: int
) -> Iterator[Violation]:
    """Report a tour that is not there, unless nothing of it can be done (W5e)."""
    tour = past.begun.routes[name].tours[number]
    base = past.begun.fleet[name].start_site
    taken = [(bag, base, tour.start, tour.start) for bag in tour.load]
    taken += [
        (bag, stop.site, stop.depart, stop.start)
        for stop in tour.stops
        for bag in stop.pick_up
    ]
    boardings = [
        (bag, Boarding(vehicle=name, tour=number, site=site, depart=depart), by)
        for bag, site, depart, by in taken
    ]
    if not taken or any(at_hand(case, *row) is True for row in boardings):
        yield found(Cause.W5_BEGUN_TOUR, f"{name} ({number + 1})", 1)


def _tour(case: Case, past: PastView, pair: BegunTour) -> Iterator[Violation]:
    plan, where = pair.now.tour, pair.now.where
    pair.aboard.update(plan.load)
    if plan.bulkhead != pair.told.bulkhead:
        yield found(Cause.W5_BEGUN_BULKHEAD, where, 1)
    wrong = len(set(plan.load) - set(pair.told.load))
    for bag in pair.told.load:
        hand = at_hand(case, bag, pair.boarding(), plan.start)
        wrong += hand is not None and hand != (bag in plan.load)
    if wrong:
        yield found(Cause.W5_BEGUN_BAGS, where, wrong)
    matched = pair_halts(pair.made, plan.stops)
    mine = dict(matched)
    for index, told in enumerate(pair.told.stops):
        number = mine.get(index)
        if number is None:
            yield from _halt_out(case, past, pair, told)
            continue
        stop, place = list(pair.now.halts())[number]
        yield from _halt(case, past, pair, (told, stop, place))
    yield from _strangers(pair, {number for _, number in matched})
    yield from check_clock_times(case, past, pair, matched)


def _halt_out(
    case: Case, past: PastView, pair: BegunTour, told: Stop
) -> Iterator[Violation]:
    """Report a halt that is not there, unless nothing is left to do (W5e, W5f)."""
    if pair.is_late(told.start):
        return
    if not told.deliver and not told.pick_up:
        return
    opens = is_open(past, case.day, told.site, (told.start, told.start))
    if opens is True and (
        _due(case, pair, told) or _waiting(case, pair, told, told.start)
    ):
        place = f"{pair.now.where} @{told.site}"
        yield found(Cause.W5_BEGUN_HALT, place, 1)


def _due(case: Case, pair: BegunTour, told: Stop) -> list[str]:
    past = case.past
    asked = past.begun.asked if past else frozenset()
    return [bag for bag in told.deliver if bag in pair.aboard and bag in asked]


def _waiting(case: Case, pair: BegunTour, told: Stop, by: int) -> list[str]:
    start = pair.boarding(told)
    return [bag for bag in told.pick_up if at_hand(case, bag, start, by) is True]


def _halt(
    case: Case, past: PastView, pair: BegunTour, halts: tuple[Stop, Stop, str]
) -> Iterator[Violation]:
    """Check what is handed over and taken on at a halt that remains."""
    told, stop, place = halts
    if pair.is_late(stop.start):
        yield found(Cause.W5_BEGUN_HALT, place, 1)
    if is_open(past, case.day, stop.site, (told.start, stop.start)) is False:
        bags = len(stop.deliver) + len(stop.pick_up)
        if bags:
            yield found(Cause.W5_BEGUN_SHUT, place, bags)
    else:
        wrong = len(set(stop.deliver) - set(told.deliver))
        wrong += len(set(stop.pick_up) - set(told.pick_up))
        wrong += len(set(_due(case, pair, told)) - set(stop.deliver))
        for bag in told.pick_up:
            hand = at_hand(case, bag, pair.boarding(told), stop.start)
            wrong += hand is not None and hand != (bag in stop.pick_up)
        if wrong:
            yield found(Cause.W5_BEGUN_BAGS, place, wrong)
    pair.aboard.difference_update(stop.deliver)
    pair.aboard.update(stop.pick_up)


def _strangers(pair: BegunTour, matched: set[int]) -> Iterator[Violation]:
    """Report halts that are new, but the last one where a lost vehicle stands."""
    last = len(pair.now.tour.stops) - 1
    for number, (stop, place) in enumerate(pair.now.halts()):
        if number in matched:
            continue
        loss = pair.loss
        if loss is not None and number == last and stop.site == loss.site:
            if stop.pick_up or not stop.deliver:
                yield found(Cause.W5_BEGUN_BAGS, place, max(1, len(stop.pick_up)))
            continue
        yield found(Cause.W5_BEGUN_HALT, place, 1)


def _pauses(past: PastView, route: RouteCase, count: int) -> Iterator[Violation]:
    """Rests of begun tours stay where they were, if these are told unchanged."""
    name = route.vehicle.vehicle_id
    told = past.begun.routes[name]
    mine = route.route
    if not count or any(
        (one.start, one.end, one.stops) != (two.start, two.end, two.stops)
        for one, two in zip(told.tours[:count], mine.tours[:count], strict=True)
    ):
        return
    end = told.tours[count - 1].end
    before = {pause for pause in told.pauses if pause.start < end}
    now = {pause for pause in mine.pauses if pause.start < end}
    if before != now:
        yield found(Cause.W5_BEGUN_PAUSE, name, len(before ^ now))
