"""What trips and offers have taken on, what was lost, what is new (W5d to W5g, M3c)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.past import Loss
from .begun_goods import leg_at_hand
from .causes import Cause
from .trail import BUS, HANDOVER, ROAD
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.model import Leg, PlannedBag
    from ..plan.violation import Violation
    from .case import Case
    from .past_view import PastView


def check_begun_carriage(case: Case) -> Iterator[Violation]:
    """Check begun trips and handovers, losses, packed bags, and what is new."""
    yield from _stands(case)
    past = case.past
    if past is None:
        return
    for bag in past.begun.bags.values():
        yield from _carried(case, past, bag)
        yield from _sealed(case, past, bag)
    yield from _losses(case, past)
    yield from _idle(case, past)
    yield from _in_past(case, past)


def _stands(case: Case) -> Iterator[Violation]:
    """Check that the tours of lost vehicles, and no others, say where they stand."""
    for tour in case.tours():
        name, said = tour.vehicle.vehicle_id, tour.tour.stands
        lost = case.past.lost_tour(name) if case.past else None
        due = lost[1].site if lost and lost[0] == tour.number else None
        if said != due:
            yield found(Cause.W5_LOSS, tour.where, 1)


def _carried(case: Case, past: PastView, told: PlannedBag) -> Iterator[Violation]:
    """Check that trips and offers have the bag, unless it came too late (W5e)."""
    rides = case.rides.get(told.id, ())
    for number, leg in enumerate(told.legs[: past.begun.legs[told.id]]):
        runs = leg.trip in case.day.trips or leg.offer in case.day.offers
        if leg.kind not in (BUS, HANDOVER) or not runs:
            continue  # What does not run has carried nothing.
        where = f"{leg.trip or leg.offer} [{told.id}]"
        mine = next((ride for ride in rides if ride.is_leg(leg)), None)
        hand = leg_at_hand(case, told.id, number, _cut_off(case, leg))
        if hand is not None and hand != (mine is not None):
            yield found(Cause.W5_BEGUN_BAGS, where, 1)
        elif mine is not None and mine.depart != leg.depart:
            off = abs(mine.depart - leg.depart)
            yield found(Cause.W5_BEGUN_TIMES, where, off)


def _cut_off(case: Case, leg: Leg) -> int:
    trip = case.day.trips.get(leg.trip or "")
    return leg.depart - (trip.cutoff_duration if trip else 0)


def _sealed(case: Case, past: PastView, told: PlannedBag) -> Iterator[Violation]:
    """Check that a bag that is packed stays as it is (M3c)."""
    contents = case.bags.get(told.id)
    if contents is None or told.id not in past.begun.asked:
        return
    if not is_as_packed(contents.bag, told):
        yield found(Cause.M3_SEALED, f"[{told.id}]", 1)


def is_as_packed(bag: PlannedBag, told: PlannedBag) -> bool:
    """Tell whether a bag is the one that the earlier plan packed, in its boxes."""
    return _as_packed(bag) == _as_packed(told)


def _as_packed(bag: PlannedBag) -> tuple[object, ...]:
    goods = bag.lot, bag.origin, bag.destination, bag.contents, bag.loose
    return *goods, bag.box, bag.boxes


def _losses(case: Case, past: PastView) -> Iterator[Violation]:
    """Compare the losses with those of before and those of overrides (W5f)."""
    stated = case.plan.past.losses if case.plan.past else ()
    due = past.begun.lost_before
    for name, (time, site) in past.begun.broken.items():
        count = past.begun.tours.get(name, 0)
        if name not in due and count:
            last = past.begun.routes[name].tours[count - 1]
            if last.end > time:
                due[name] = _loss(case, past, name, (time, site))
    wrong = {loss.vehicle for loss in stated if due.get(loss.vehicle) != loss}
    wrong |= due.keys() - {loss.vehicle for loss in stated}
    for name in sorted(wrong):
        yield found(Cause.W5_LOSS, name, 1)
    if not wrong and len(stated) > len(due):
        yield found(Cause.W5_LOSS, "replan", len(stated) - len(due))


def _loss(
    case: Case, past: PastView, name: str, broken: tuple[int, str | None]
) -> Loss:
    """Return the loss of a vehicle: where it stands, or else halted last."""
    time, site = broken
    if site is None:
        site = past.begun.fleet[name].start_site
        for tour in case.tours():
            if tour.vehicle.vehicle_id == name and past.has_begun(name, tour.number):
                halts = [s.site for s in tour.tour.stops if s.start <= time]
                site = halts[-1] if halts else tour.begins
    return Loss(vehicle=name, time=time, site=site)


def _idle(case: Case, past: PastView) -> Iterator[Violation]:
    """Report new tours of vehicles that are lost or out (W5f)."""
    out = {row.vehicle.vehicle_id for row in case.day.vehicles_out}
    for route in case.routes:
        name = route.vehicle.vehicle_id
        new = len(route.tours) - past.tours.get(name, 0)
        if new > 0 and name in past.losses:
            yield found(Cause.W5_LOST_DRIVES, name, new)
        elif new > 0 and name in out:
            yield found(Cause.W5_VEHICLE_OUT, name, 1)


def _in_past(case: Case, past: PastView) -> Iterator[Violation]:
    """Nothing new lies before now (W5g)."""
    for tour in case.tours():
        early = past.now - tour.tour.load_start
        if early > 0 and not past.has_begun(tour.vehicle.vehicle_id, tour.number):
            yield found(Cause.W5_IN_PAST, tour.where, early)
    for bag, rides in case.rides.items():
        for ride in rides[past.legs.get(bag, 0) :]:
            if ride.kind != ROAD and ride.boarded < past.now:
                where = f"{ride.where} [{bag}]"
                yield found(Cause.W5_IN_PAST, where, past.now - ride.boarded)
