"""Goods that stay because nobody has confirmed the service that could take them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.trial import by_way
from routing.optimize.ways import single_bags
from routing.texts.catalogue import text

from ..holds import as_held
from ..start import Start
from .lone import bag_key
from .unserved_row import unserved_order
from .way_misses import way_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.ways import Ways
    from routing.plan.model import Plan, Unserved
    from routing.travel.matrix import Travel

    from .lone import BagKey

Names = dict[str, list[tuple[int, str]]]
"""By consignment: items that a way which is not confirmed would take, and its name."""


def with_unconfirmed(day: Day, travel: Travel, ways: Ways, plan: Plan) -> Plan:
    """Say of what stays which service could take it, once that is confirmed (W5k).

    Beside the plan as it stands, each bag by itself.
    """
    all_confirmed = all(trip.confirmed for trip in day.trips.values()) and all(
        offer.confirmed for offer in day.offers.values()
    )
    if not day.settings.only_confirmed or all_confirmed or not plan.unserved:
        return plan
    names = _names(day, travel, ways, plan)
    standing = {
        (key, row.reason.value) for row in ways.left for key, _ in row.bag.contents
    }
    rows: list[Unserved] = []
    for row in plan.unserved:
        known = names.get(row.consignment or "")
        stays = (row.consignment, row.reason) in standing
        rows += _shared(row, known) if known and not stays else [row]
    return replace(plan, unserved=tuple(sorted(rows, key=unserved_order)))


def _shared(row: Unserved, known: list[tuple[int, str]]) -> Iterator[Unserved]:
    """Yield a row as what waits for a word, and what stays for its own reason."""
    items, name = row.items, known[0][1]
    taken = 0
    while known and taken < items:
        count, words = known.pop(0)
        part = min(count, items - taken)
        if count > part:
            known.insert(0, (count - part, words))
        taken += part
    if taken:
        nearest = text("ways", f"{ReasonCode.NOT_CONFIRMED}_PLAIN", vehicle=name)
        yield replace(
            row,
            items=taken,
            reason=ReasonCode.NOT_CONFIRMED.value,
            amount=0,
            unit="",
            nearest=nearest,
        )
    if taken < items:
        yield replace(row, items=items - taken)


def _names(day: Day, travel: Travel, ways: Ways, plan: Plan) -> Names:
    opened = replace(day, settings=replace(day.settings, only_confirmed=False))
    held, seen = as_held(opened, plan)
    start = Start(held, seen, ways.shipments)
    going = {bag.id for bag in plan.bags}
    batches = [b for b in start.batches if b.bags[0].bag_id in going]
    left = [b for b in start.batches if b.bags[0].bag_id not in going]
    waiting = [bag for batch in left for bag in single_bags(batch)]
    problem = build_road_problem(held, travel, [*batches, *waiting])
    simulator = Simulator(problem)
    simulator.load(start.draft(problem))
    names: Names = {}
    known: dict[BagKey, str | None] = {}
    for place, bag in enumerate(waiting):
        key = bag_key(bag)
        if key not in known:
            known[key] = _name(day, simulator, len(batches) + place)
        name = known[key]
        if name is not None:
            for consignment, items in bag.bags[0].contents:
                names.setdefault(consignment, []).append((items, name))
    return names


def _name(day: Day, simulator: Simulator, batch: int) -> str | None:
    """Return the cheapest way that is not confirmed and has room; None without."""
    problem = simulator.problem
    best = int(problem.tables["s_penalty"][batch])
    found = None
    for place, way in enumerate(problem.ways[batch]):
        asked = place < int(problem.tables["batches"][batch, 1])
        if asked and _waits(day, way):
            tried = by_way(simulator, batch, place)
            if tried is not None and tried[0] < best:
                best, found = tried[0], way_name(day, way.legs, way.transfers)
    return found


def _waits(day: Day, way: Way) -> bool:
    """Tell whether a way needs a service that is not confirmed."""
    return any(
        (isinstance(leg, Ride) and not day.trips[leg.trip].confirmed)
        or (isinstance(leg, Given) and not day.offers[leg.offer].confirmed)
        for leg in way.legs
    )
