"""A route as the plan states it, from the moments of its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .forward_step import Doing
from .halt import loaded, unloaded
from .model import Pause, PauseKind, Route, Stop, Tour
from .route_cost import route_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.lot import Bag
    from routing.domain.vehicle import Vehicle

    from .forward_step import Step
    from .halt import Halt, TourHalts
    from .tour_work import TourWork

Moments = list[tuple["Step", int, int]]

_KINDS = {
    Doing.BREAK: PauseKind.BREAK,
    Doing.PAUSE: PauseKind.PAUSE,
    Doing.CHARGE: PauseKind.CHARGE,
}


def timed_route(
    vehicle: Vehicle,
    tours: Sequence[TourHalts],
    work: Sequence[TourWork],
    moments: Moments,
) -> Route:
    """Return a route whose steps are done at some moments."""
    begin, end = moments[0][1], moments[-1][2]
    metres = sum(tour.metres for tour in work)
    return Route(
        vehicle=vehicle.vehicle_id,
        tours=tuple(
            _tour(halts, own)
            for halts, own in zip(tours, _by_tour(moments), strict=True)
        ),
        pauses=tuple(
            Pause(kind=_KINDS[step.doing], site=step.site, start=start, end=until)
            for step, start, until in moments
            if step.doing in _KINDS and start < until
        ),
        metres=metres,
        seconds=end - begin,
        cost_cents=route_cost(vehicle, metres, end - begin),
    )


def _by_tour(moments: Moments) -> list[Moments]:
    tours: list[Moments] = []
    for moment in moments:
        if moment[0].doing is Doing.LOAD:
            tours.append([])
        tours[-1].append(moment)
    return tours


def _tour(halts: TourHalts, moments: Moments) -> Tour:
    drives = [moment for moment in moments if moment[0].doing is Doing.DRIVE]
    served = [moment for moment in moments if moment[0].doing is Doing.SERVE]
    load, unload = loaded(halts), unloaded(halts)
    board = _Board(load)
    at_start = board.figures()
    stops = []
    for number, (halt, (_, start, _)) in enumerate(zip(halts, served, strict=True)):
        board.handle(halt)
        stops.append(
            Stop(
                site=halt.site,
                arrive=drives[number][2],
                start=start,
                depart=drives[number + 1][1],
                deliver=tuple(bag.bag_id for bag in halt.deliver),
                pick_up=tuple(bag.bag_id for bag in halt.pick_up),
                **board.figures(),
            )
        )
    return Tour(
        load_start=moments[0][1],
        start=drives[0][1],
        end=drives[-1][2],
        load=tuple(bag.bag_id for bag in load),
        unload=tuple(bag.bag_id for bag in unload),
        stops=tuple(stops),
        stands=None,
        **at_start,
    )


class _Board:
    """What is on board."""

    def __init__(self, bags: Sequence[Bag]) -> None:
        self._grams = self._cm3 = self._items = 0
        self._put(bags, 1)

    def handle(self, halt: Halt) -> None:
        """Hand over and take on at a halt."""
        self._put(halt.deliver, -1)
        self._put(halt.pick_up, 1)

    def figures(self) -> dict[str, int]:
        """Return the load under the names of the plan."""
        return {
            "load_g": self._grams,
            "load_cm3": self._cm3,
            "load_items": self._items,
        }

    def _put(self, bags: Sequence[Bag], sign: int) -> None:
        for bag in bags:
            self._grams += sign * bag.grams
            self._cm3 += sign * bag.cm3
            self._items += sign * bag.items
