"""What a plan does for each consignment: which items, when, by which carrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.units import DAY_SECONDS
from routing.domain.window import earliest_start
from routing.plan.services import HANDOVER, ROAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Tour


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Items of one bag at the outer end: ``time`` of service, of a trip or promise.

    ``kind`` is that of the leg (road, bus, handover).
    """

    time: int
    items: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a plan does for one consignment; ``met`` are its bags."""

    consignment: Consignment
    met: tuple[Met, ...]

    @property
    def planned(self) -> int:
        """Items that travel."""
        return sum(one.items for one in self.met)

    @property
    def unserved(self) -> int:
        """Items that stay."""
        return max(0, self.consignment.items - self.planned)


def served_consignments(day: Day, plan: Plan) -> tuple[Served, ...]:
    """Return what the plan does for each consignment, in the order of the day."""
    kinds = {row.consignment_id: row.kind for row in day.consignments}
    tours: dict[tuple[str | None, int | None], Tour] = {
        (route.vehicle, number): tour
        for route in plan.routes
        for number, tour in enumerate(route.tours)
    }
    met: dict[str, list[Met]] = {name: [] for name in kinds}
    for bag in plan.bags:
        for name, items in bag.contents.items():
            if name not in met or not bag.legs:
                continue
            down = kinds[name] is ConsignmentKind.DELIVERY
            leg = bag.legs[-1 if down else 0]
            time = _time(bag, leg, tours, down=down)
            if time is not None:
                met[name].append(Met(time=time, items=items, kind=leg.kind))
    return tuple(
        Served(consignment=row, met=tuple(met[row.consignment_id]))
        for row in day.consignments
    )


def _time(
    bag: PlannedBag,
    leg: Leg,
    tours: Mapping[tuple[str | None, int | None], Tour],
    *,
    down: bool,
) -> int | None:
    """Return when a bag is handed over at its outer end; None where nobody does."""
    if leg.kind != ROAD:
        return leg.arrive if down else leg.depart
    tour = tours.get((leg.vehicle, leg.tour))
    if tour is None:
        return None
    site = leg.to_site if down else leg.from_site
    for stop in tour.stops:
        if stop.site == site and bag.id in (stop.deliver if down else stop.pick_up):
            return stop.start
    if bag.id in (tour.unload if down else tour.load):
        return tour.end if down else tour.start
    return None


def on_time_items(day: Day, one: Served) -> int:
    """Return the items that are handed over as promised.

    Opening hours bind where a road vehicle calls; trips meet somebody, and a
    handover's promise counts against the last window's end (rules T5b, T8a).
    """
    row = one.consignment
    site = day.sites[row.outer_site]
    down = row.kind is ConsignmentKind.DELIVERY

    def kept(met: Met) -> bool:
        if row.deadline is not None and met.time > row.deadline:
            return False
        if met.kind == HANDOVER and down:
            return not row.windows or met.time <= row.windows[-1].late
        open_then = earliest_start(site.hours, met.time) == met.time
        inside = earliest_start(row.windows, met.time) == met.time
        return inside and (met.kind != ROAD or open_then)

    return sum(met.items for met in one.met if kept(met))


def within_24h_items(day: Day, one: Served) -> int:
    """Return the items delivered within 24 hours of reaching the centre."""
    row = one.consignment
    arrival = day.partners[row.partner].arrival_time
    since = row.ready_time if arrival is None else arrival
    quick = sum(met.items for met in one.met if met.time - since <= DAY_SECONDS)
    # What was held over came on another day, and goes first.
    return max(0, quick - row.backlog_items)


def same_day_items(one: Served) -> int:
    """Return the items handed over before the day ends."""
    return sum(met.items for met in one.met if met.time < DAY_SECONDS)
