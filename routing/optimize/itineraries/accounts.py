"""What ways owe beside the road: fees of trips, offers and stages, and delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.domain.price import GRAMS_PER_KG, Price, PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Stage
from routing.domain.units import MICRO_PER_CENT, divide_half_up
from routing.plan.stage_fees import POINTS

from .legs import Given, Ride

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.tariff import Tariff

    from ..ways import Shipment
    from .itinerary import Way

Fee = tuple[int, int]
"""Number of an account, and the quantity that is added to it."""

NO_END = 1 << 40
HOUR = 3600


class Accounts:
    """Numbers the accounts of a day as ways ask for them.

    ``rows`` holds of each account what the kernel computes with: units are plus
    + each x quantity, those between below and top cost micro / per cents each,
    and fixed is due as soon as there is any quantity.
    """

    def __init__(self, day: Day) -> None:
        self._day = day
        self._numbers: dict[tuple[object, ...], int] = {}
        self.rows: list[tuple[int, int, int, int, int, int, int]] = []
        # Ways of one batch pass the same stages again and again.
        self._batch: Shipment | None = None
        self._staged: dict[tuple[Stage, str], list[Fee]] = {}
        self._tariffs = [
            row for row in day.tariffs if row.stage in (Stage.HUB, Stage.STATION)
        ]

    def fees(self, batch: Shipment, way: Way) -> list[Fee]:
        """Return what a batch owes to each account on its way."""
        fees: list[Fee] = []
        for leg in way.legs:
            if isinstance(leg, Ride):
                fees += self._of_ride(batch, leg)
            elif isinstance(leg, Given):
                offer = self._day.offers[leg.offer]
                key = ("offer", leg.offer)
                fees += self._priced(batch, offer.price, key, key)
        return fees + list(self._of_stages(batch, way))

    def _number(
        self, key: tuple[object, ...], row: tuple[int, int, int, int, int, int, int]
    ) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]

    def _of_ride(self, batch: Shipment, leg: Ride) -> Iterator[Fee]:
        trip = self._day.trips[leg.trip]
        line = self._day.lines[trip.line_id]
        if not (line.runs_anyway and line.price.basis is PriceBasis.PER_TRIP):
            # Rounded once per trip leg; a price per trip is due once a trip.
            ends = ("ride", leg.trip, leg.board, leg.alight)
            yield from self._priced(batch, line.price, ends, ("trip", leg.trip))
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
                number = self._number(("delay", leg.trip, call), row)
                yield number, len(batch.bags)

    def _priced(
        self,
        batch: Shipment,
        price: Price,
        key: tuple[object, ...],
        once: tuple[object, ...],
    ) -> Iterator[Fee]:
        """Yield a price for a batch; ``once`` is where a price per trip is due."""
        micro = price.micro_yuan or 0
        if not micro or price.basis is PriceBasis.PER_MONTH:
            return
        if price.basis is PriceBasis.PER_TRIP:
            fixed = divide_half_up(micro, MICRO_PER_CENT)
            yield self._number(once, (0, 0, 0, NO_END, 0, 1, fixed)), 1
            return
        per = GRAMS_PER_KG if price.basis is PriceBasis.PER_KG else 1
        row = (0, 1, 0, NO_END, micro, per * MICRO_PER_CENT, 0)
        yield self._number(key, row), _quantity(batch, price.basis)

    def _of_stages(self, batch: Shipment, way: Way) -> Iterator[Fee]:
        """Yield what the tariffs of hubs and stations ask (P1b)."""
        if not self._tariffs:
            return
        sites = self._day.sites
        passed = [
            (Stage.HUB, site)
            for site in way.transfers
            if sites[site].level is Level.HUB
        ]
        last = way.legs[-1]
        if not isinstance(last, Given) and sites[last.to_site].level in POINTS:
            passed.append((Stage.STATION, batch.lot.origin))
        if self._batch is not batch:
            self._batch, self._staged = batch, {}
        for stage, site in passed:
            if (stage, site) not in self._staged:
                self._staged[stage, site] = list(self._at(batch, stage, site))
            yield from self._staged[stage, site]

    def _at(self, batch: Shipment, stage: Stage, site: str) -> Iterator[Fee]:
        rows = {row.consignment_id: row for row in batch.lot.consignments}
        for tariff in self._tariffs:
            if tariff.stage is stage:
                quantity = self._asked(tariff, batch, rows, site)
                if quantity:
                    yield self._of_tariff(tariff), quantity

    def _asked(
        self, tariff: Tariff, batch: Shipment, rows: dict[str, Consignment], site: str
    ) -> int:
        """Return the items, bags or grams that a tariff is asked for."""
        total = 0
        for bag in batch.bags:
            paid = [
                (rows[key], items)
                for key, items in bag.contents
                if self._is_paid(tariff, rows[key], site)
            ]
            if tariff.price.basis is PriceBasis.PER_ITEM:
                total += sum(items for _, items in paid)
            elif tariff.price.basis is PriceBasis.PER_KG:
                total += sum(
                    divide_half_up(row.grams * items, row.items) for row, items in paid
                )
            else:
                total += bool(paid)
        return total

    def _is_paid(self, tariff: Tariff, row: Consignment, site: str) -> bool:
        if tariff.stage is Stage.STATION and row.kind is not ConsignmentKind.DELIVERY:
            return False
        own = tariff.payer not in self._day.partners or tariff.payer == row.partner
        return own and tariff.applies(row.goods_class, site, row.destination)

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


def _quantity(batch: Shipment, basis: PriceBasis) -> int:
    if basis is PriceBasis.PER_ITEM:
        return batch.items
    return batch.grams if basis is PriceBasis.PER_KG else len(batch.bags)
