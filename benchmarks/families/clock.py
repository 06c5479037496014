"""When assembled moves happen: everything as early as the others allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.transfer import handling_duration
from routing.domain.window import earliest_start
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel

    from .moves import BusRide, Run


class CircleError(ValueError):
    """Vehicles wait for each other in a circle."""


@dataclass(frozen=True, slots=True)
class Move:
    """A carrier from one site to another: a vehicle by road, or a trip by bus."""

    carrier: str
    tour: int
    kind: str
    from_site: str
    to_site: str


@dataclass(slots=True)
class Clock:
    """What is known of times.

    ``ready`` is when a parcel may leave a site, by (parcel, site); ``times`` are
    departure and arrival of every parcel on a move; ``stops`` are arrival, start
    and departure of every halt, ``spans`` loading, departure and return, by vehicle
    and tour.
    """

    ready: dict[tuple[str, str], int] = field(default_factory=dict)
    times: dict[Move, dict[str, tuple[int, int]]] = field(default_factory=dict)
    stops: dict[tuple[str, int], tuple[tuple[int, int, int], ...]] = field(
        default_factory=dict
    )
    spans: dict[tuple[str, int], tuple[int, int, int]] = field(default_factory=dict)

    def ready_at(self, parcel: str, site: str) -> int:
        """Return when a parcel may leave a site, 0 while nobody brings it."""
        return self.ready.get((parcel, site), 0)

    def arrive(self, parcel: str, move: Move, leg: tuple[int, int], wait: int) -> None:
        """Write a leg down; ``wait`` is the handling where it ends."""
        self.times.setdefault(move, {})[parcel] = leg
        self.ready[parcel, move.to_site] = leg[1] + wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A day with its travel matrices, and the bag of every parcel."""

    day: Day
    travel: Travel
    bags: Mapping[str, Bag]

    def leg(self, car: Vehicle, here: str, there: str) -> tuple[int, int]:
        """Return metres and seconds of a drive."""
        matrix = self.travel.of(profile_of(car))
        pair = self.travel.index[here], self.travel.index[there]
        return int(matrix.metres[pair]), int(matrix.seconds[pair])


def settle(scene: Scene, runs: Sequence[Run], rides: Sequence[BusRide]) -> Clock:
    """Return the earliest times that agree with each other.

    Raises
    ------
    CircleError
        When there are none.
    """
    before = Clock()
    # A chain of waits is at most as long as there are parcels and runs.
    for _ in range(2 + len(scene.bags) + len(runs)):
        clock = _round(scene, runs, rides, before)
        if clock == before:
            return clock
        before = clock
    msg = "Vehicles wait for each other in a circle."
    raise CircleError(msg)


def _round(
    scene: Scene, runs: Sequence[Run], rides: Sequence[BusRide], before: Clock
) -> Clock:
    clock = Clock()
    for row in scene.day.consignments:
        clock.ready[row.consignment_id, row.origin] = row.ready_time
    for ride in rides:
        _ride(scene, ride, clock)
    for run in runs:
        _drive(scene, run, before, clock)
    return clock


def _ride(scene: Scene, ride: BusRide, clock: Clock) -> None:
    stops = scene.day.trips[ride.trip].stops
    on, off = stops[ride.board], stops[ride.alight]
    move = Move(ride.trip, 0, "bus", on.site, off.site)
    leg = (on.departure_time, off.receive_time)
    for parcel in ride.parcels:
        clock.arrive(parcel, move, leg, handling_duration(scene.day.sites[off.site]))


def _drive(scene: Scene, run: Run, before: Clock, clock: Clock) -> None:
    car = scene.day.vehicles[run.vehicle]
    before_it = clock.spans.get((run.vehicle, run.tour - 1), (0, 0, 0))
    early = max(car.shift.early, run.begin, before_it[2])
    begin = _opened(scene.day.sites[car.start_site].hours, early)
    ready = (before.ready_at(parcel, car.start_site) for parcel in run.load)
    leave = time = max([begin + car.reload_duration, *ready])
    aboard = dict.fromkeys(run.load, (car.start_site, leave))
    at, stops = car.start_site, []
    for visit in run.visits:
        site = scene.day.sites[visit.site]
        arrive = time + scene.leg(car, at, visit.site)[1]
        for parcel in visit.deliver:
            origin, departed = aboard.pop(parcel)
            move = Move(run.vehicle, run.tour, "road", origin, visit.site)
            wait = handling_duration(site)
            clock.arrive(parcel, move, (departed, arrive), wait)
        waits = (before.ready_at(parcel, visit.site) for parcel in visit.pick_up)
        start = _opened(site.hours, max([arrive, *waits]))
        handled = (*visit.deliver, *visit.pick_up)
        items = sum(scene.bags[parcel].items for parcel in handled)
        time = start + site.service_duration + site.sec_per_item * items
        aboard.update(dict.fromkeys(visit.pick_up, (visit.site, time)))
        stops.append((arrive, start, time))
        at = visit.site
    back = time + scene.leg(car, at, car.end_site)[1]
    for parcel in ending_there(scene, car, aboard):
        origin, departed = aboard[parcel]
        move = Move(run.vehicle, run.tour, "road", origin, car.end_site)
        clock.arrive(parcel, move, (departed, back), 0)
    clock.stops[run.vehicle, run.tour] = tuple(stops)
    clock.spans[run.vehicle, run.tour] = (begin, leave, back)


def ending_there(scene: Scene, car: Vehicle, aboard: Iterable[str]) -> tuple[str, ...]:
    """Return the parcels aboard that go where the tour ends."""
    ends = {
        row.consignment_id
        for row in scene.day.consignments
        if row.destination == car.end_site
    }
    return tuple(parcel for parcel in aboard if parcel in ends)


def _opened(hours: Windows, time: int) -> int:
    """Return the first open instant; the given one where none is left."""
    begin = earliest_start(hours, time)
    return time if begin is None else begin
