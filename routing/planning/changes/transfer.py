"""An earlier plan told with the bags of this run, as a start for the search."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.optimize.courses import STAYS, shipments_of
from routing.optimize.draft import Draft
from routing.optimize.extract import planned_bag
from routing.optimize.routes import served_by, without
from routing.plan.bag_ids import with_bag_ids
from routing.plan.changes import chain_of

from ..start import Start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.lot import Bag
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Times
    from routing.optimize.simulator import Simulator
    from routing.optimize.ways import Shipment
    from routing.plan.model import Plan, PlannedBag

    from .earlier import EarlierWays


def transferred(known: EarlierWays, found: Sequence[Shipment]) -> Start:
    """Return the earlier plan with the bags of this run in place of its own.

    ``found`` are the batches of this run. Lots that are cut into several go bag by
    bag, so that a part of one may find room.
    """
    parts: dict[str, int] = defaultdict(int)
    for batch in found:
        parts[batch.lot.lot_id] += 1
    singly = {
        bag.bag_id
        for batch in found
        if parts[batch.lot.lot_id] > 1
        for bag in batch.bags
    }
    return Start(known.day, told_again(known, found), found, singly)


def told_again(known: EarlierWays, found: Sequence[Shipment]) -> Plan:
    """Return the earlier plan's routes, loads and handovers with new bags.

    Each bag takes the place of one of its earlier lot, of the same partners if it
    can; more bags than before go where most went. What went by something that is
    not there today is left out. Costs and times are the earlier plan's.
    """
    plan, day = known.plan, known.day
    places: dict[str, list[PlannedBag]] = defaultdict(list)
    for had in plan.bags:
        places[had.lot].append(had)
    here = {*day.vehicles, *day.trips, *day.offers}
    taken: dict[str, list[str]] = defaultdict(list)
    bags: list[PlannedBag] = []
    now: dict[str, list[tuple[Shipment, Bag]]] = defaultdict(list)
    for batch in found:
        if batch.lot.lot_id in known.lots:
            mine = now[known.lots[batch.lot.lot_id]]
            mine += [(batch, bag) for bag in batch.bags]
    for lot, mine in now.items():
        for (batch, bag), place in zip(mine, _seats(mine, places[lot]), strict=True):
            if all(leg.carrier in here for leg in chain_of(place)):
                taken[place.id].append(bag.bag_id)
                bags.append(planned_bag(batch, bag, place.legs))
    return _renamed(plan, taken, bags)


def _seats(
    mine: Sequence[tuple[Shipment, Bag]], places: Sequence[PlannedBag]
) -> list[PlannedBag]:
    """Return the earlier bag whose place each bag takes."""
    sizes: dict[object, int] = defaultdict(int)
    for place in places:
        sizes[chain_of(place)] += 1
    order = sorted(places, key=lambda seat: (-sizes[chain_of(seat)], seat.id))
    free = list(order)
    seats: list[PlannedBag | None] = []
    for batch, bag in mine:
        owners = _partners(batch, bag)
        alike = next((seat for seat in free if set(seat.items) == owners), None)
        if alike is not None:
            free.remove(alike)
        seats.append(alike)
    rest = iter(free)
    return [seat or next(rest, order[0]) for seat in seats]


def _partners(batch: Shipment, bag: Bag) -> set[str]:
    owner = {row.consignment_id: row.partner for row in batch.lot.consignments}
    return {owner[key] for key, _ in bag.contents}


def _renamed(
    plan: Plan, taken: dict[str, list[str]], bags: Sequence[PlannedBag]
) -> Plan:
    def named(old: Sequence[str]) -> tuple[str, ...]:
        return tuple(new for bag in old for new in taken.get(bag, ()))

    return replace(with_bag_ids(plan, named), bags=tuple(bags))


def complete_start(simulator: Simulator, draft: Draft) -> Draft:
    """Return a draft as far as it holds, what does not fit inserted elsewhere.

    A route that does not hold loses the smallest batch that makes it hold, not all
    of its goods.
    """
    draft = fitting(simulator, draft)
    left = simulator.load(draft)
    penalties = simulator.problem.tables["s_penalty"]
    simulator.insert_all(sorted(left, key=lambda b: (-int(penalties[b]), b)))
    return simulator.draft()


def fitting(simulator: Simulator, draft: Draft) -> Draft:
    """Return a draft without the batches that keep a route from holding."""
    problem = simulator.problem
    batch_of = problem.tables["s_batch"]
    simulator.load(draft)
    gone: set[int] = set()
    for v, entries in enumerate(draft.routes):
        gone |= {int(batch_of[k]) for k in _out(simulator, draft, v, entries)}
    return left_out(problem, draft, gone)


def left_out(problem: RoadProblem, draft: Draft, gone: set[int]) -> Draft:
    """Return a draft in which some batches stay."""
    if not gone:
        return draft
    batch_of = problem.tables["s_batch"].tolist()
    lost = {k for k, batch in enumerate(batch_of) if batch in gone}
    courses = draft.courses
    if courses is not None:
        courses = tuple(STAYS if b in gone else c for b, c in enumerate(courses))
    return Draft(
        routes=[without(entries, lost) for entries in draft.routes],
        uses=draft.uses,
        courses=courses,
    )


def _out(
    simulator: Simulator, draft: Draft, vehicle: int, entries: Sequence[int]
) -> Iterator[int]:
    """Yield the movements that a route has to lose until it holds alone."""
    problem = simulator.problem
    may = problem.tables["s_allowed"][:, vehicle]
    barred = {k for k in served_by(entries) if not may[k]}
    yield from sorted(barred)
    route = without(entries, barred)
    if route and not simulator.routes()[vehicle]:
        items = {k: problem.shipments[k].items for k in served_by(route)}
        bounds = _bounds(problem, draft)
        while route and not _holds(simulator, vehicle, route, bounds):
            order = sorted(items, key=lambda k: (items[k], k))
            lost = next(
                (
                    k
                    for k in order
                    if _holds(simulator, vehicle, without(route, {k}), bounds)
                ),
                order[-1],
            )
            del items[lost]
            yield lost
            route = without(route, {lost})


def _bounds(problem: RoadProblem, draft: Draft) -> dict[int, tuple[int, int]]:
    """Return from when to when each movement may be under way."""
    bounds: dict[int, tuple[int, int]] = {}
    for number, times in draft.courses or ():
        for k, span in zip(
            shipments_of(problem.tables["ways"], number), times, strict=True
        ):
            bounds[k] = span
    return bounds


def _holds(
    simulator: Simulator,
    vehicle: int,
    entries: Sequence[int],
    bounds: dict[int, tuple[int, int]],
) -> bool:
    if not entries:
        return True
    times: Times = ()
    if simulator.problem.has_ways:
        served = served_by(entries)
        if any(k not in bounds for k in served):
            return False
        times = tuple(bounds[k] for k in served)
    return simulator.cents_alone(vehicle, entries, times) is not None
