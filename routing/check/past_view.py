"""What had begun, as the plan that carries it on tells it (W5d to W5f, W6c)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .trail import ROAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..domain.past import Loss
    from ..plan.model import Leg, Plan, PlannedBag, Route, Tour
    from .begun import Begun
    from .trail import Ride


@dataclass(frozen=True, slots=True, kw_only=True)
class PastView:
    """The begun part of a re-plan: how much of what it says was there before.

    ``pairs`` give for every begun tour of the earlier plan its number in this one,
    None where it is left out; ``tours`` counts those that are there. ``legs``
    counts the begun legs of each bag. ``losses`` are those that the plan tells;
    ``unloaded`` are the bags that begun tours hand over at their ends.
    """

    begun: Begun
    pairs: Mapping[str, tuple[int | None, ...]]
    tours: Mapping[str, int]
    legs: Mapping[str, int]
    losses: Mapping[str, Loss]
    unloaded: Mapping[tuple[str, int], frozenset[str]]

    @property
    def now(self) -> int:
        """When the re-plan was made."""
        return self.begun.now

    @property
    def lost_before(self) -> frozenset[str]:
        """Vehicles whose loss the earlier plan tells."""
        former = self.begun.earlier.past
        return (
            frozenset(row.vehicle for row in former.losses) if former else frozenset()
        )

    def has_begun(self, vehicle: str, tour: int | None) -> bool:
        """Tell whether a tour of the plan has begun."""
        return tour is not None and tour < self.tours.get(vehicle, 0)

    def lost_tour(self, vehicle: str) -> tuple[int, Loss] | None:
        """Return the tour on which a vehicle was lost, with the loss."""
        loss, count = self.losses.get(vehicle), self.tours.get(vehicle, 0)
        return (count - 1, loss) if loss is not None and count else None

    def is_stranded(self, ride: Ride) -> bool:
        """Tell whether a ride ends on board of a vehicle that was lost."""
        lost = self.lost_tour(ride.carrier)
        return lost is not None and lost[0] == ride.tour and self._is_unloaded(ride)

    def _is_unloaded(self, ride: Ride) -> bool:
        """Tell whether a ride ends with a begun tour."""
        number = ride.tour
        return number is not None and ride.bag in self.unloaded.get(
            (ride.carrier, number), ()
        )

    def is_put_down(self, ride: Ride) -> bool:
        """Tell whether a ride ends where nobody meant it to (W6c)."""
        if not self._is_unloaded(ride):
            return False
        if self.is_stranded(ride) or ride.from_site == ride.to_site:
            return True
        # What an earlier re-plan brought back looks like what it meant to bring.
        told = self.begun.bags.get(ride.bag)
        return self.begun.earlier.past is not None or not any(
            (leg.vehicle, leg.from_site, leg.to_site)
            == (ride.carrier, ride.from_site, ride.to_site)
            for leg in (told.legs if told else ())
        )


def view_past(begun: Begun, plan: Plan) -> PastView:
    """Find what has begun in the plan that carries on."""
    routes: dict[str, Route] = {}
    for route in plan.routes:
        routes.setdefault(route.vehicle, route)
    pairs = {
        name: tuple(
            _paired(
                begun.routes[name].tours[:count],
                routes[name].tours if name in routes else (),
                begun.now,
            )
        )
        for name, count in begun.tours.items()
    }
    tours = {
        name: sum(number is not None for number in numbers)
        for name, numbers in pairs.items()
    }
    losses = {loss.vehicle: loss for loss in plan.past.losses} if plan.past else {}
    return PastView(
        begun=begun,
        pairs=pairs,
        tours=tours,
        legs={bag.id: _legs(begun, bag, tours) for bag in plan.bags},
        losses={name: loss for name, loss in losses.items() if name in tours},
        unloaded={
            (name, number): frozenset(tour.unload)
            for name, count in tours.items()
            for number, tour in enumerate(routes[name].tours[:count] if count else ())
        },
    )


def _paired(
    told: tuple[Tour, ...], tours: tuple[Tour, ...], now: int
) -> Iterator[int | None]:
    """Yield the number of each begun tour among the tours of the plan, in order."""
    number = 0
    for tour in told:
        if number < len(tours) and _is_same(tour, tours[number], now):
            yield number
            number += 1
        else:
            yield None


def _is_same(told: Tour, tour: Tour, now: int) -> bool:
    """Tell whether a tour can only be meant to be one that has begun."""
    goods, others = _goods(told), _goods(tour)
    begins = tour.load_start < now or tour.load_start == told.load_start
    return begins or bool(goods & others) or not (goods or others)


def _goods(tour: Tour) -> frozenset[str]:
    picked = (bag for stop in tour.stops for bag in stop.pick_up)
    return frozenset((*tour.load, *picked))


def _legs(begun: Begun, bag: PlannedBag, tours: Mapping[str, int]) -> int:
    """Count the first legs of a bag that have begun."""
    told = begun.bags.get(bag.id)
    gone = told.legs[: begun.legs[bag.id]] if told else ()
    count = 0
    for leg in bag.legs:
        if leg.kind == ROAD:
            done = leg.tour is not None and leg.tour < tours.get(leg.vehicle or "", 0)
        else:
            done = any(_names(leg) == _names(other) for other in gone)
        if not done:
            break
        count += 1
    return count


def _names(leg: Leg) -> tuple[str | None, ...]:
    return leg.kind, leg.trip, leg.offer, leg.from_site, leg.to_site
