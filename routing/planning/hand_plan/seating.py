"""Where in the tours of an edit a bag finds a seat for a part of its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.transfer import may_transfer
from routing.plan.services import ROAD

from .chain import Gap
from .tours import Seat, seats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag

    from .tours import Goods, HaltLoad, Need, Place, TourLoad

Passage = list[tuple[int, Gap, Seat]]
"""The parts of a way by road, each with its place in the way and its seat."""


class Seating:
    """Seats in tours: where the plan had a bag, or anywhere.

    ``hubs`` are the sites of the tours where goods may change vehicles.
    """

    def __init__(self, day: Day, plan: Plan, tours: Sequence[TourLoad]) -> None:
        self._tours = tours
        self._at = _former_halts(plan)
        self._by_former = _by_former(tours)
        self.hubs = _hubs(day, tours)

    def at_halts(self, bag: PlannedBag, gap: Gap) -> Iterator[Seat]:
        """Yield the seats at the very halts where the plan handled a bag."""
        leg = driven_leg(bag, gap)
        if leg is None:
            return
        board = self._at.get((bag.id, True, leg.vehicle, leg.tour, gap.from_site))
        leave = self._at.get((bag.id, False, leg.vehicle, leg.tour, gap.to_site))
        for place in (leave, board):
            if place is None:
                continue
            for tour in self._by_former.get(place, ()):
                for seat in seats(tour, gap.from_site, gap.to_site):
                    if _is_at(seat.board, board) and _is_at(seat.leave, leave):
                        yield seat

    def in_tour(self, bag: PlannedBag, gap: Gap) -> Iterator[Seat]:
        """Yield the seats in the tour that drove a bag."""
        leg = driven_leg(bag, gap)
        if leg is not None:
            for tour in self._tours:
                if (tour.vehicle.vehicle_id, tour.number) == (leg.vehicle, leg.tour):
                    yield from seats(tour, gap.from_site, gap.to_site)

    def anywhere(self, _: PlannedBag, gap: Gap) -> Iterator[Seat]:
        """Yield the seats in all tours."""
        for tour in self._tours:
            yield from seats(tour, gap.from_site, gap.to_site)

    def passages(
        self, tour: TourLoad, halt: HaltLoad, need: Need, whole: Gap
    ) -> Iterator[Passage]:
        """Yield the ways by road on which a halt is where goods begin or end."""
        pick_up, kind = need[0], need[1:]
        for seat in seats(tour, whole.from_site, whole.to_site):
            if halt is (seat.board if pick_up else seat.leave):
                yield [(0, whole, seat)]
        for hub in self.hubs:
            one, two = Gap(whole.from_site, hub), Gap(hub, whole.to_site)
            here, other = (one, two) if pick_up else (two, one)
            for seat in seats(tour, here.from_site, here.to_site):
                if halt is not (seat.board if pick_up else seat.leave):
                    continue
                for load in (one for one in self._tours if one is not tour):
                    for more in seats(load, other.from_site, other.to_site):
                        if more.need(kind) > 0:
                            pair = (seat, more) if pick_up else (more, seat)
                            yield [(0, one, pair[0]), (1, two, pair[1])]


def driven_leg(bag: PlannedBag, gap: Gap) -> Leg | None:
    """Return the leg of the plan that drove a bag between two sites."""
    return next(
        (
            leg
            for leg in bag.legs
            if leg.kind == ROAD
            and (leg.from_site, leg.to_site) == (gap.from_site, gap.to_site)
        ),
        None,
    )


def _is_at(halt: HaltLoad | None, place: Place | None) -> bool:
    """Tell whether a bag is handled where it was; at a base there is no halt."""
    return halt is None or place is None or place in halt.former


def fitting(found: Iterable[Seat], goods: Mapping[Goods, int]) -> Seat | None:
    """Return the first seat that asks for all of some goods."""
    for seat in found:
        if all(seat.need(kind) >= count for kind, count in goods.items()):
            return seat
    return None


def apart(found: Iterable[Seat], passage: Passage) -> Iterator[Seat]:
    """Yield seats in other tours than those that a bag has been given seats in."""
    for seat in found:
        if not any(seat.tour is taken.tour for _, _, taken in passage):
            yield seat


def wanting(found: Iterable[Seat], kinds: Iterable[Goods]) -> Seat | None:
    """Return the first seat that asks for any of some goods."""
    wanted = list(kinds)
    for seat in found:
        if any(seat.need(kind) > 0 for kind in wanted):
            return seat
    return None


def _hubs(day: Day, tours: Sequence[TourLoad]) -> list[str]:
    """Return the sites of tours where goods may change vehicles."""
    sites = dict.fromkeys(
        site
        for tour in tours
        for site in (tour.begins, tour.ends, *(halt.site for halt in tour.halts))
    )
    return [site for site in sites if may_transfer(day.sites[site])]


def _by_former(tours: Sequence[TourLoad]) -> dict[Place, list[TourLoad]]:
    found: dict[Place, list[TourLoad]] = {}
    for tour in tours:
        for halt in tour.halts:
            for place in halt.former:
                places = found.setdefault(place, [])
                if not any(known is tour for known in places):
                    places.append(tour)
    return found


def _former_halts(
    plan: Plan,
) -> dict[tuple[str, bool, str | None, int | None, str], Place]:
    """Return the halt by bag, direction, vehicle, tour and site."""
    found: dict[tuple[str, bool, str | None, int | None, str], Place] = {}
    for route in plan.routes:
        for number, tour in enumerate(route.tours):
            for order, stop in enumerate(tour.stops, start=1):
                place = route.vehicle, number + 1, order
                for pick_up, bags in ((False, stop.deliver), (True, stop.pick_up)):
                    for bag in bags:
                        key = bag, pick_up, route.vehicle, number, stop.site
                        found[key] = place
    return found
