"""The ways that an earlier plan of the day gave its villages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.optimize.itineraries.legs import Given, Ride, Road
from routing.plan.changes import chain_of

from ..holds import Holds, held_day, holds_of, with_holds
from .lot_match import match_lots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from routing.domain.day import Day
    from routing.domain.lot import Lot
    from routing.optimize.itineraries.itinerary import Way
    from routing.optimize.ways import Shipment
    from routing.plan.changes import Chain
    from routing.plan.model import Plan

ROAD = "road"
Sign = tuple[str, str, str]
"""A leg by its ends, and by trip or offer; no name for a vehicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A day and an earlier plan of it, as if its shuttles' waiting were timetable."""

    day: Day
    plan: Plan
    holds: Holds


def held(day: Day, plan: Plan) -> Held:
    """Return day and earlier plan with the waiting that lines still allow."""
    holds = {
        key: hold
        for key, hold in holds_of(plan).items()
        if key in day.trips
        if hold <= day.lines[day.trips[key].line_id].max_hold_duration
    }
    return Held(day=held_day(day, holds), plan=with_holds(plan, {}), holds=holds)


class EarlierWays:
    """How goods went in the earlier plan, told of the lots of this run.

    ``lots`` gives the earlier lot of a lot, ``chains`` the ways of an earlier lot,
    ``villages`` the carriers of a village's goods.
    """

    def __init__(self, day: Day, plan: Plan, lots: Iterable[Lot]) -> None:
        self.day, self.plan = day, plan
        now = tuple(lots)
        self.lots: Mapping[str, str] = match_lots(day, plan.bags, now)
        outer = {(lot.origin, lot.destination): _outer(lot) for lot in now}
        chains: dict[str, dict[Chain, None]] = defaultdict(dict)
        by_village: dict[str, dict[Chain, None]] = defaultdict(dict)
        for bag in plan.bags:
            chain = chain_of(bag)
            ends = (bag.origin, bag.destination)
            village = outer.get(ends) or ends[ends[1] != day.centre]
            chains[bag.lot].setdefault(chain)
            by_village[village].setdefault(chain)
        self.chains = {lot: tuple(found) for lot, found in chains.items()}
        self.villages = {site: tuple(found) for site, found in by_village.items()}
        self._carriers = {
            site: {leg.carrier for chain in found for leg in chain}
            for site, found in self.villages.items()
        }
        self._signs = {
            lot: {_signs(chain) for chain in found}
            for lot, found in self.chains.items()
        }

    def keeps(self, lot: str, village: str, chain: Chain) -> bool:
        """Tell whether goods of a lot go as before; new goods by a known carrier.

        In a village that had no goods everything keeps.
        """
        if lot in self.lots:
            return chain in self.chains[self.lots[lot]]
        known = self._carriers.get(village)
        return known is None or all(leg.carrier in known for leg in chain)

    def leaves(self, shipment: Shipment, way: Way) -> bool:
        """Tell whether a way is another than before, whatever the vehicles."""
        lot, village = shipment.lot.lot_id, shipment.outer.outer_site
        if lot in self.lots:
            return tuple(map(_sign, way.legs)) not in self._signs[self.lots[lot]]
        known = self._carriers.get(village)
        services = [how for _, _, how in map(_sign, way.legs) if how]
        return known is not None and any(how not in known for how in services)

    def vehicles(self, shipment: Shipment, start: str, end: str) -> set[str] | None:
        """Return the vehicles that drove goods between two sites; None for any.

        ``shipment`` is what goes there now.
        """
        lot, village = shipment.lot.lot_id, shipment.outer.outer_site
        if lot in self.lots:
            return {
                leg.carrier
                for chain in self.chains[self.lots[lot]]
                for leg in chain
                if (leg.kind, leg.from_site, leg.to_site) == (ROAD, start, end)
            }
        return self._carriers.get(village)

    def is_gone(self, chains: Iterable[Chain]) -> bool:
        """Tell whether a vehicle, trip or offer of some ways is not there today."""
        today = {*self.day.vehicles, *self.day.trips, *self.day.offers}
        return any(leg.carrier not in today for chain in chains for leg in chain)

    def priced_day(self, cents: int) -> Day:
        """Return the day where each site's usual vehicle is the one that came before.

        Another one is priced ``cents``; where several came, none is usual. Sites
        that had no vehicle keep their own. Only a search may see this day.
        """
        came: dict[str, set[str]] = defaultdict(set)
        for route in self.plan.routes:
            for tour in route.tours:
                for stop in tour.stops:
                    came[stop.site].add(route.vehicle)
        day = self.day
        sites = {}
        for key, site in day.sites.items():
            usual = site.usual_vehicle if day.settings.keep_usual else None
            if key in came or key in self.villages:
                usual = min(came[key]) if len(came.get(key, ())) == 1 else None
            sites[key] = replace(site, usual_vehicle=usual)
        settings = replace(day.settings, keep_usual=True, unusual_vehicle_cents=cents)
        return replace(day, sites=sites, settings=settings)


def _outer(lot: Lot) -> str:
    return lot.consignments[0].outer_site


def _signs(chain: Chain) -> tuple[Sign, ...]:
    return tuple(
        (leg.from_site, leg.to_site, "" if leg.kind == ROAD else leg.carrier)
        for leg in chain
    )


def _sign(leg: Road | Ride | Given) -> Sign:
    if isinstance(leg, Road):
        return leg.from_site, leg.to_site, ""
    how = leg.trip if isinstance(leg, Ride) else leg.offer
    return leg.from_site, leg.to_site, how
