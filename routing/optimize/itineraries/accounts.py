"""What ways owe beside the road: fees of trips, offers and stages, and delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.price import GRAMS_PER_KG, Price, PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Stage
from routing.domain.units import MICRO_PER_CENT, divide_half_up
from routing.plan.stage_fees import POINTS

from .legs import Given, Ride, Road
from .timed import FreshWay, fresh_rates, late_way_cents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.tariff import Tariff

    from ..ways import Shipment
    from .itinerary import Way
    from .legs import Scheduled

Fee = tuple[int, int]
"""Number of an account, and the quantity that is added to it."""

Extra = tuple[str, int]
"""A matter, and the cents that weigh once on all ways that touch it."""

NO_END = 1 << 40
HOUR = 3600

ONE, ITEMS, GRAMS, BAGS = range(4)
"""What fees count of a batch."""

UNITS = {
    PriceBasis.PER_ITEM: ITEMS,
    PriceBasis.PER_KG: GRAMS,
    PriceBasis.PER_BAG: BAGS,
}


class Accounts:
    """Numbers the accounts of a day as ways ask for them.

    ``rows`` holds of each account what the kernel computes with: units are plus
    + each x quantity, those between below and top cost micro / per cents each,
    and fixed is due as soon as there is any quantity. ``extra`` may weigh a way in
    the search beyond what it costs.
    """

    def __init__(
        self, day: Day, extra: Callable[[Shipment, Way], Extra | None] | None = None
    ) -> None:
        self._day, self._extra = day, extra
        self._numbers: dict[tuple[object, ...], int] = {}
        self.rows: list[tuple[int, int, int, int, int, int, int]] = []
        # Ways of one batch pass the same stages again and again.
        self._batch: Shipment | None = None
        self._staged: dict[tuple[Stage, str], list[Fee]] = {}
        self._units = (0, 0, 0, 0)
        self._known: dict[object, list[tuple[int, int]]] = {}
        self._asking: dict[tuple[Stage, str, str], list[Tariff]] = {}
        sites = day.sites.values()
        self._hubs = {site.site_id for site in sites if site.level is Level.HUB}
        self._points = {site.site_id for site in sites if site.level in POINTS}
        self._tariffs = [
            row for row in day.tariffs if row.stage in (Stage.HUB, Stage.STATION)
        ]

    def fees(self, batch: Shipment, way: Way) -> list[Fee]:
        """Return what a batch owes to each account on its way."""
        if self._batch is not batch:
            self._batch, self._staged = batch, {}
            self._units = (1, batch.items, batch.grams, batch.pieces)
        units = self._units
        fees: list[Fee] = [
            (number, units[unit])
            for leg in way.legs
            if not isinstance(leg, Road)
            for number, unit in self._of_leg(leg)
        ]
        if batch.box is not None and batch.box.micro_yuan_per_use:
            micro = batch.box.micro_yuan_per_use
            row = (0, 1, 0, NO_END, micro, MICRO_PER_CENT, 0)
            fees.append((self._number(("box", batch.box.box_id), row), units[BAGS]))
        for passed in self._stages(batch, way) if self._tariffs else ():
            if passed not in self._staged:
                self._staged[passed] = list(self._at(batch, *passed))
            fees += self._staged[passed]
        timed = self._timed(batch, way)
        if timed:
            fees.append((self._number(("timed",), (0, 1, 0, NO_END, 1, 1, 0)), timed))
        weighed = self._extra(batch, way) if self._extra is not None else None
        if weighed is not None:
            matter, cents = weighed
            row = (0, 0, 0, NO_END, 0, 1, cents)
            fees.append((self._number(("extra", matter), row), units[ONE]))
        return fees

    def _timed(self, batch: Shipment, way: Way) -> int:
        """Return the cents of a way's hours by timetable: lateness and freshness."""
        cents = late_way_cents(batch, way)
        rates = None if way.is_straight else fresh_rates(self._day, batch)
        if rates is not None:
            cents += FreshWay(self._day, batch, way).scheduled_cents(rates)
        return cents

    def _of_leg(self, leg: Scheduled) -> list[tuple[int, int]]:
        """Return the accounts of a leg, and the unit that each counts."""
        key = leg.offer if isinstance(leg, Given) else (leg.trip, leg.board, leg.alight)
        if key not in self._known:
            if isinstance(leg, Given):
                once = ("offer", leg.offer)
                price = self._day.offers[leg.offer].price
                self._known[key] = list(self._priced(price, once, once))
            else:
                self._known[key] = list(self._of_ride(leg))
        return self._known[key]

    def _number(
        self, key: tuple[object, ...], row: tuple[int, int, int, int, int, int, int]
    ) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]

    def _of_ride(self, leg: Ride) -> Iterator[tuple[int, int]]:
        trip = self._day.trips[leg.trip]
        line = self._day.lines[trip.line_id]
        if not (line.runs_anyway and line.price.basis is PriceBasis.PER_TRIP):
            # Rounded once per trip leg; a price per trip is due once a trip.
            ends = ("ride", leg.trip, leg.board, leg.alight)
            yield from self._priced(line.price, ends, ("trip", leg.trip))
        micro = self._day.settings.delay_micro_yuan_per_hour
        if not micro or not trip.passengers:
            return
        settings = self._day.settings
        for call in (leg.board, leg.alight):
            if 0 < call < len(trip.stops) - 1:
                stop = trip.stops[call]
                row = (
                    settings.bus_stop_duration,
                    settings.bus_duration_per_bag,
                    stop.departure_time - stop.arrival_time,
                    NO_END,
                    round(micro * trip.passengers),
                    HOUR * MICRO_PER_CENT,
                    0,
                )
                yield self._number(("delay", leg.trip, call), row), BAGS

    def _priced(
        self, price: Price, key: tuple[object, ...], once: tuple[object, ...]
    ) -> Iterator[tuple[int, int]]:
        """Yield the account of a price; ``once`` is where one per trip is due."""
        micro = price.micro_yuan or 0
        if not micro or price.basis is PriceBasis.PER_MONTH:
            return
        if price.basis is PriceBasis.PER_TRIP:
            fixed = divide_half_up(micro, MICRO_PER_CENT)
            yield self._number(once, (0, 0, 0, NO_END, 0, 1, fixed)), ONE
            return
        per = GRAMS_PER_KG if price.basis is PriceBasis.PER_KG else 1
        row = (0, 1, 0, NO_END, micro, per * MICRO_PER_CENT, 0)
        yield self._number(key, row), UNITS[price.basis]

    def _stages(self, batch: Shipment, way: Way) -> list[tuple[Stage, str]]:
        """Return the stages whose tariffs a way asks for, and from where (P1b)."""
        passed = [(Stage.HUB, site) for site in way.transfers if site in self._hubs]
        last = way.legs[-1]
        if last.to_site in self._points and not isinstance(last, Given):
            passed.append((Stage.STATION, batch.lot.origin))
        return passed

    def _at(self, batch: Shipment, stage: Stage, site: str) -> Iterator[Fee]:
        rows = {row.consignment_id: row for row in batch.lot.consignments}
        for tariff in self._between(stage, site, batch.lot.destination):
            quantity = self._asked(tariff, batch, rows)
            if quantity:
                yield self._of_tariff(tariff), quantity

    def _between(self, stage: Stage, site: str, end: str) -> list[Tariff]:
        """Return the tariffs of a stage between two sites, for whatever class."""
        key = stage, site, end
        if key not in self._asking:
            self._asking[key] = [
                tariff
                for tariff in self._tariffs
                if tariff.stage is stage
                if tariff.applies(tariff.goods_class or "", site, end)
            ]
        return self._asking[key]

    def _asked(
        self, tariff: Tariff, batch: Shipment, rows: dict[str, Consignment]
    ) -> int:
        """Return the items, bags or grams that a tariff is asked for."""
        total = 0
        for bag in batch.bags:
            paid = [
                (rows[key], items)
                for key, items in bag.contents
                if self._is_paid(tariff, rows[key])
            ]
            if tariff.price.basis is PriceBasis.PER_ITEM:
                total += sum(items for _, items in paid)
            elif tariff.price.basis is PriceBasis.PER_KG:
                total += sum(
                    divide_half_up(row.grams * items, row.items) for row, items in paid
                )
            else:
                total += bag.pieces if paid else 0
        return total

    def _is_paid(self, tariff: Tariff, row: Consignment) -> bool:
        """Tell whether a tariff between these sites is asked for a consignment."""
        if tariff.stage is Stage.STATION and row.kind is not ConsignmentKind.DELIVERY:
            return False
        own = tariff.payer not in self._day.partners or tariff.payer == row.partner
        return own and tariff.goods_class in (None, row.goods_class)

    def _of_tariff(self, tariff: Tariff) -> int:
        price = tariff.price
        micro = price.micro_yuan or 0
        top = NO_END if tariff.tier_to is None else tariff.tier_to
        if price.basis is PriceBasis.PER_KG:
            row = (0, 1, tariff.tier_from, top, micro, GRAMS_PER_KG * MICRO_PER_CENT, 0)
        else:
            below = max(tariff.tier_from - 1, 0)
            once = price.basis is PriceBasis.PER_TRIP
            if price.basis is PriceBasis.PER_MONTH:
                micro = 0
            row = (int(once), int(not once), below, top, micro, MICRO_PER_CENT, 0)
        return self._number(("tariff", tariff.tariff_id), row)
