"""The movements a bag can make, each allowed by itself (rules W1 to W3, T5, T8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.line import LineKind
from routing.domain.partner import may_carry
from routing.domain.site import ROAD_CLASSES
from routing.domain.vehicle import Temperature
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

from .cold import compartment, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.site import Site
    from routing.domain.trip import StopTime, Trip
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    from .freight import Freight


@dataclass(frozen=True, slots=True)
class Road:
    """By some vehicle, in some tour."""

    from_site: str
    to_site: str


@dataclass(frozen=True, slots=True)
class Ride:
    """By a trip between two of its calls."""

    from_site: str
    to_site: str
    trip: str
    board: int
    alight: int
    depart: int
    arrive: int
    ready_by: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Given:
    """By an offer of another partner."""

    from_site: str
    to_site: str
    offer: str
    depart: int
    arrive: int


Leg = Road | Ride | Given


def is_open(site: Site) -> bool:
    """Tell whether bags may change hands there today (W5a)."""
    return site.serves_today and site.dispatchable


def may_drive(day: Day, vehicle: Vehicle, bag: Freight, road: Road) -> bool:
    """Tell whether a vehicle may carry a bag between two sites (W1, W2, R1, C1b)."""
    visited = (vehicle.start_site, road.from_site, road.to_site)
    return (
        all(
            vehicle.vehicle_class in (day.sites[s].allowed_classes or ROAD_CLASSES)
            for s in visited
        )
        and all(may_carry(day.agreements, vehicle.owner, p) for p in bag.partners)
        and bag.bag.grams <= vehicle.cap_g
        and any(compartment(r, bag.needs) is not None for r in settings_of(vehicle))
    )


def seconds_between(travel: Travel, vehicle: Vehicle, one: str, two: str) -> int:
    """Return the seconds of a pair, ``UNREACHABLE`` or more where it has no way."""
    matrix = travel.of(profile_of(vehicle))
    row, column = travel.index[one], travel.index[two]
    if matrix.metres[row, column] >= UNREACHABLE:
        return UNREACHABLE
    return int(matrix.seconds[row, column])


def shortest(
    travel: Travel, vehicle: Vehicle, sites: Sequence[str]
) -> dict[tuple[str, str], int]:
    """Return the least seconds between sites, by detours where these are quicker."""
    least = {
        (one, two): seconds_between(travel, vehicle, one, two)
        for one in sites
        for two in sites
    }
    for via in sites:
        for one, two in least:
            detour = least[one, via] + least[via, two]
            least[one, two] = min(least[one, two], detour)
    return least


def rides_of(day: Day, bag: Freight) -> Iterator[Ride]:
    """Yield what the trips of today can do for a bag: not if bare and cold (C1b)."""
    if bag.needs.temp is not Temperature.AMBIENT and not bag.needs.foamed:
        return
    for trip in day.trips.values():
        line = day.lines[trip.line_id]
        free = line.kind is LineKind.SHUTTLE
        if not (
            all(may_carry(day.agreements, line.operator, p) for p in bag.partners)
            and bag.bag.grams <= trip.max_piece_g
            and (free or all(day.goods[c].bus_allowed for c in bag.classes))
        ):
            continue
        for board in range(len(trip.stops)):
            for alight in range(board + 1, len(trip.stops)):
                if _may_ride(trip, board, alight, free=free):
                    yield from _walks(day, trip, (board, alight), free=free)


def _may_ride(trip: Trip, board: int, alight: int, *, free: bool) -> bool:
    start, end = trip.stops[board], trip.stops[alight]
    if not (start.load_ok and end.unload_ok) or start.site == end.site:
        return False
    return free or not any(
        start.departure_time < w.late and end.arrival_time > w.early
        for w in trip.no_freight
    )


def _walks(
    day: Day, trip: Trip, calls: tuple[int, int], *, free: bool
) -> Iterator[Ride]:
    """Yield the ride for every giving and receiving site (T5a, T5b)."""
    start, end = (trip.stops[call] for call in calls)
    depart, arrive = start.departure_time, end.arrival_time + end.walk_duration
    for giver in start.sites:
        for receiver in end.sites:
            if (
                giver != receiver
                and _somebody(day, start, giver, depart)
                and _somebody(day, end, receiver, arrive)
            ):
                checked = free or any(
                    day.sites[s].security_check for s in (giver, start.site)
                )
                yield Ride(
                    from_site=giver,
                    to_site=receiver,
                    trip=trip.trip_id,
                    board=calls[0],
                    alight=calls[1],
                    depart=depart,
                    arrive=arrive,
                    ready_by=depart - trip.cutoff_duration,
                    checked=checked,
                )


def _somebody(day: Day, stop: StopTime, site: str, time: int) -> bool:
    place = day.sites[site]
    if not is_open(place) or stop.attended is False:
        return False
    return (
        bool(stop.attended)
        or not place.hours
        or any(w.early <= time <= w.late for w in place.hours)
    )


def handovers_of(day: Day, bag: Freight) -> Iterator[Given]:
    """Yield what the offers in force can do for a bag (T8a, W2a)."""
    for offer in day.offers.values():
        if not all(
            offer.serves(r.partner, day.goods[r.goods_class]) for r, _ in bag.rows
        ):
            continue
        if not all(may_carry(day.agreements, offer.carrier, p) for p in bag.partners):
            continue
        for site in offer.to_sites:
            yield Given(
                from_site=offer.from_site,
                to_site=site,
                offer=offer.offer_id,
                depart=offer.cutoff_time,
                arrive=offer.delivered_time,
            )
