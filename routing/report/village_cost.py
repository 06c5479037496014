"""What each village costs: the cost of carriers laid on those they carry for."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.plan.services import BUS
from routing.plan.stage_fees import passed_stages
from routing.travel.profiles import profile_of

from .bag_mode import bags_by_id, outer_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from routing.domain.day import Day
    from routing.domain.tariff import Tariff
    from routing.plan.model import Plan, PlannedBag, Route
    from routing.travel.matrix import Travel

    Share = tuple[Fraction, Counter[str]]


def village_cents(day: Day, travel: Travel, plan: Plan) -> dict[str, Fraction]:
    """Return the cents of the day by the village end of what they carry.

    A route's cost is spread over its halts in proportion to the way there and
    back from the vehicle's base, so that far villages bear what they cause; at a
    halt, and in a trip, an offer or a stage, by items; lateness is that of its village.
    """
    bags = bags_by_id(plan)
    cents: defaultdict[str, Fraction] = defaultdict(Fraction)
    for total, items in (
        *_road(day, travel, plan, bags),
        *_fees(day, plan, bags),
        *_stages(day, plan),
        *_late(day, plan),
    ):
        for site, count in items.items():
            cents[site] += total * Fraction(count, sum(items.values()))
    return dict(cents)


def _ends(day: Day, bags: Iterable[PlannedBag]) -> Counter[str]:
    """Return the items of bags by their village end."""
    items: Counter[str] = Counter()
    for bag in bags:
        items[outer_site(day, bag)] += sum(bag.items.values())
    return items


def _road(
    day: Day, travel: Travel, plan: Plan, bags: Mapping[str, PlannedBag]
) -> Iterator[Share]:
    for route in plan.routes:
        for site, (share, names) in _halts(day, travel, route).items():
            there = _ends(day, (bags[name] for name in names if name in bags))
            yield route.cost_cents.total * share, there or Counter((site,))


def _fees(day: Day, plan: Plan, bags: Mapping[str, PlannedBag]) -> Iterator[Share]:
    fees = [(load.bags, load.fee_cents) for load in plan.bus_loads]
    fees += [(row.bags, row.fee_cents) for row in plan.handovers]
    for names, fee_cents in fees:
        known = (bags[name] for name in names if name in bags)
        yield Fraction(fee_cents), _ends(day, known)
    ridden = [bag for bag in plan.bags if any(leg.kind == BUS for leg in bag.legs)]
    yield Fraction(plan.delay_cents), _ends(day, ridden)


def _stages(day: Day, plan: Plan) -> Iterator[Share]:
    """Yield the fee of each tariff with the items that it is asked for (P1b)."""
    tariffs = {tariff.tariff_id: tariff for tariff in day.tariffs}
    for fee in plan.stage_fees:
        if fee.tariff in tariffs:
            yield Fraction(fee.cents), _asked(day, plan, tariffs[fee.tariff])


def _late(day: Day, plan: Plan) -> Iterator[Share]:
    """Yield what lateness costs with the village that waits (P1g)."""
    ends = {row.consignment_id: row.outer_site for row in day.consignments}
    for fee in plan.late_fees:
        if fee.consignment in ends:
            yield Fraction(fee.cents), Counter((ends[fee.consignment],))


def _asked(day: Day, plan: Plan, tariff: Tariff) -> Counter[str]:
    """Return the items that pass a tariff's stage by their village end."""
    items: Counter[str] = Counter()
    for bag in plan.bags:
        for stage, site in passed_stages(day, bag) if bag.legs else ():
            if stage is tariff.stage and tariff.applies(
                bag.goods_class, site, bag.destination
            ):
                own = bag.items.get(tariff.payer, 0)
                outside = tariff.payer not in day.partners
                count = sum(bag.items.values()) if outside else own
                items[outer_site(day, bag)] += count
    return items


def _halts(
    day: Day, travel: Travel, route: Route
) -> dict[str, tuple[Fraction, list[str]]]:
    """Return the share of a route's cost and the bags of each site it calls at."""
    vehicle = day.vehicles[route.vehicle]
    metres = travel.of(profile_of(vehicle)).metres
    base = travel.index[vehicle.start_site]
    weights: Counter[str] = Counter()
    handled: defaultdict[str, list[str]] = defaultdict(list)
    for tour in route.tours:
        for stop in tour.stops:
            site = travel.index[stop.site]
            weights[stop.site] += int(metres[base, site]) + int(metres[site, base])
            handled[stop.site] += [*stop.deliver, *stop.pick_up]
    total = sum(weights.values())
    return {
        site: (
            Fraction(weight, total) if total else Fraction(1, len(weights)),
            handled[site],
        )
        for site, weight in weights.items()
    }
