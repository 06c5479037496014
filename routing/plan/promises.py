"""Promises of a plan that are somebody else's (待确认): what a day hangs on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from .second_ways import second_way_of
from .services import offer_runs, trip_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routing.domain.day import Day

    from .model import Plan, PlannedBag
    from .second_ways import SecondWay
    from .services import Call, Carried, OfferRun, TripRun


class PromiseKind(StrEnum):
    """Who promises what."""

    TRIP = "trip"
    """A bus or shuttle carries goods."""
    HANDOVER = "handover"
    """Another partner carries goods on."""
    STATION = "station"
    """Somebody at a station meets a bus."""
    COUNT = "count"
    """A partner brings as many items as it has announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What somebody else has to do for the plan to hold.

    ``key`` is a trip, an offer, or a partner that announces its items; ``site`` the
    station that meets the trip, where it ``gives`` goods or receives them. ``time``
    is when it is to happen and ``call_by`` the latest instant to ask, both in seconds
    since 00:00 of the service date. ``confirmed`` is None where no table says.
    ``second`` is what is done instead, None where nothing was computed.
    """

    kind: PromiseKind
    key: str
    bags: tuple[PlannedBag, ...]
    time: int
    call_by: int
    site: str = ""
    gives: bool = False
    confirmed: bool | None = None
    second: SecondWay | None = None


def promises_of(day: Day, plan: Plan) -> tuple[Promise, ...]:
    """Return the promises of a plan, the most urgent first.

    Of a re-plan those that are still to be kept; nobody is asked before it is made.
    """
    rows: Iterable[Promise] = chain(
        *(_of_trip(day, plan, run) for run in trip_runs(day, plan)),
        (_of_offer(day, plan, run) for run in offer_runs(day, plan)),
        _counts(day, plan),
    )
    if plan.past is not None:
        rows = _still_to_come(rows, plan.past.now)
    kinds = list(PromiseKind)
    # Sorting keeps the plan's order among those that are asked at one time.
    return tuple(sorted(rows, key=lambda row: (row.call_by, kinds.index(row.kind))))


def _still_to_come(rows: Iterable[Promise], now: int) -> Iterator[Promise]:
    for row in rows:
        if row.time >= now:
            yield replace(row, call_by=max(row.call_by, now))


def begins(day: Day, plan: Plan, bag: PlannedBag) -> int:
    """Return when a bag's first leg begins: its loading, or its cut-off."""
    leg = bag.legs[0]
    if leg.trip is not None:
        known = day.trips.get(leg.trip)
        return leg.depart - (known.cutoff_duration if known is not None else 0)
    for route in plan.routes:
        if route.vehicle == leg.vehicle and (leg.tour or 0) < len(route.tours):
            return route.tours[leg.tour or 0].load_start
    return leg.depart


def _first(day: Day, plan: Plan, bags: Sequence[PlannedBag], else_: int) -> int:
    return min((begins(day, plan, bag) for bag in bags if bag.legs), default=else_)


def _bags(carried: Sequence[Carried]) -> tuple[PlannedBag, ...]:
    return tuple(one.bag for one in carried)


def _of_trip(day: Day, plan: Plan, run: TripRun) -> Iterator[Promise]:
    """Yield the promise of a trip, and those of the stations that meet it."""
    second = second_way_of(plan, trip=run.trip_id)
    calls = run.calls
    bags = _bags(run.carried)
    ask = _first(day, plan, bags, calls[0].latest) if second is None else second.call_by
    yield Promise(
        kind=PromiseKind.TRIP,
        key=run.trip_id,
        bags=bags,
        time=calls[0].depart,
        call_by=ask,
        confirmed=None if run.trip is None else run.trip.confirmed,
        second=second,
    )
    for call in calls:
        for site, gives, carried in _met(day, call):
            yield Promise(
                kind=PromiseKind.STATION,
                key=run.trip_id,
                bags=_bags(carried),
                time=call.depart if gives else call.arrive + call.walk,
                call_by=ask,
                site=site,
                gives=gives,
                confirmed=None if call.stop is None else call.stop.attended,
                second=second,
            )


def _met(day: Day, call: Call) -> Iterator[tuple[str, bool, Sequence[Carried]]]:
    """Yield the sites that meet a trip at a call; the centre's people know."""
    for gives, carried in ((False, call.alighting), (True, call.boarding)):
        sites: dict[str, list[Carried]] = {}
        for one in carried:
            sites.setdefault(one.giver if gives else one.receiver, []).append(one)
        for site, group in sites.items():
            if site != day.centre:
                yield site, gives, group


def _of_offer(day: Day, plan: Plan, run: OfferRun) -> Promise:
    second = second_way_of(plan, offer=run.offer_id)
    bags = _bags(run.carried)
    legs = [one.leg for one in run.carried]
    time = min((leg.depart for leg in legs if leg is not None), default=0)
    if run.offer is not None:
        time = run.offer.cutoff_time
    return Promise(
        kind=PromiseKind.HANDOVER,
        key=run.offer_id,
        bags=bags,
        time=time,
        call_by=_first(day, plan, bags, time) if second is None else second.call_by,
        confirmed=None if run.offer is None else run.offer.confirmed,
        second=second,
    )


def _counts(day: Day, plan: Plan) -> Iterator[Promise]:
    """Yield the partners whose items are announced: to be counted before loading."""
    announced = {row.consignment_id: row for row in day.consignments if row.forecast}
    bags: dict[str, list[PlannedBag]] = {}
    for bag in plan.bags:
        owners = {announced[key].partner for key in bag.contents if key in announced}
        for partner in sorted(owners):
            bags.setdefault(partner, []).append(bag)
    for partner in day.partners:
        if partner in bags:
            time = _first(day, plan, bags[partner], 0)
            yield Promise(
                kind=PromiseKind.COUNT,
                key=partner,
                bags=tuple(bags[partner]),
                time=time,
                call_by=time,
                confirmed=False,
            )
