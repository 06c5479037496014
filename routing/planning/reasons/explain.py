"""Why a site's goods go as they go: the way taken, and every other vehicle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from routing.domain.lot import build_lots
from routing.domain.reason import ReasonCode
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.trial import cheapest
from routing.optimize.ways import Shipment
from routing.texts.catalogue import fix

from ..holds import as_held
from .alternatives import Alternatives
from .cold_misses import RIDE
from .competition import Competition
from .passing import passing_goods
from .rebuild import RebuiltPlan
from .taken import TakenWays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Unserved
    from routing.travel.matrix import Travel

SET_ASIDE = "-"
"""Stands for the consignment of items that were set aside with their row."""

CENTS = 100


def explain_site(day: Day, travel: Travel, plan: Plan, site: str) -> dict[str, Any]:
    """Return how a site's goods go, what else they could do, and why not.

    Parameters
    ----------
    site
        The village end of the consignments that are told about.

    Returns
    -------
    dict
        ``site``, ``name`` and ``consignments``: each with its figures,
        ``taken`` (ways taken, with what the plan would save without them),
        ``unserved``, ``others`` (every vehicle not taken, going straight),
        ``ways`` (every other way, each with what it would add or what keeps it)
        and ``out`` (ways that a rule forbids); see ``explain_words`` for the keys.
        ``passing`` is what the site handles for others, or None.

    Raises
    ------
    KeyError
        When the day has no such site.
    """
    day, plan = as_held(day, plan)
    name = day.sites[site].name
    asked = [row for row in day.consignments if row.outer_site == site]
    told = _Told(day, travel, plan, asked)
    rows = [told.consignment(row) for row in asked]
    rows += [
        _set_aside(row)
        for row in plan.unserved
        if row.site == site and row.consignment is None
    ]
    return {
        "site": site,
        "name": name,
        "consignments": rows,
        "passing": passing_goods(day, plan, site),
    }


class _Told:
    """The plan as routes, with the goods of the asked consignments apart."""

    def __init__(
        self, day: Day, travel: Travel, plan: Plan, asked: Sequence[Consignment]
    ) -> None:
        self._day, self._plan = day, plan
        keys = {row.consignment_id for row in asked}
        self._bags: dict[str, list[PlannedBag]] = {}
        for bag in plan.bags:
            for key in bag.contents:
                if key in keys:
                    self._bags.setdefault(key, []).append(bag)
        self._rebuilt = RebuiltPlan(
            day, plan, lambda bag: "" if keys.isdisjoint(bag.contents) else bag.id
        )
        moved = self._moved(keys)
        count = len(self._rebuilt.batches)
        self._numbers = {key: count + n for n, key in enumerate(moved)}
        shipments = [*self._rebuilt.batches, *moved.values()]
        self._problem = build_road_problem(day, travel, shipments)
        self._simulator = Simulator(self._problem)
        self._alternatives = Alternatives(self._simulator, travel)
        self._taken = TakenWays(day, self._bags, self._rebuilt, self._simulator)

    def _moved(self, keys: set[str]) -> dict[str, Shipment]:
        """Return what each consignment would move as one: its bags, or one left."""
        moved = {}
        for key in self._bags:
            mine = [
                self._rebuilt.batches[self._rebuilt.numbers[bag.id]]
                for bag in self._bags[key]
                if bag.id in self._rebuilt.numbers
            ]
            if mine:
                rows = dict.fromkeys(r for s in mine for r in s.lot.consignments)
                bags = tuple(bag for s in mine for bag in s.bags)
                lot = replace(mine[0].lot, consignments=tuple(rows), bags=bags)
                moved[key] = Shipment(lot=lot, bags=bags)
        left = tuple(
            part
            for row in self._day.consignments
            if row.consignment_id in keys and row.consignment_id not in moved
            for part in self._unplanned(row)
        )
        for lot in build_lots(replace(self._day, consignments=left)):
            for bag in lot.bags:
                for key, _ in bag.contents:
                    moved.setdefault(key, Shipment(lot=lot, bags=(bag,)))
        return {key: moved[key] for key in sorted(moved)}

    def _unplanned(self, row: Consignment) -> Iterator[Consignment]:
        """Yield the part of a consignment that no bag of the plan holds."""
        planned = sum(
            bag.contents.get(row.consignment_id, 0)
            for bag in self._bags.get(row.consignment_id, ())
        )
        items = row.items - planned
        if items > 0:
            yield replace(
                row,
                items=items,
                grams=row.grams * items // row.items,
                cm3=row.cm3 * items // row.items,
            )

    def consignment(self, row: Consignment) -> dict[str, Any]:
        """Return what is told about one consignment."""
        key = row.consignment_id
        left = [r for r in self._plan.unserved if r.consignment == key]
        taken = self._taken.of(key)
        cars = {way["vehicle"] for way in taken if len(way["legs"]) == 1}
        return {
            "consignment": key,
            "partner": row.partner,
            "goods_class": row.goods_class,
            "kind": row.kind.value,
            "items": row.items,
            "items_planned": sum(way["items"] for way in taken),
            "items_unserved": sum(r.items for r in left),
            "taken": taken,
            **self._others(row, cars),
            "unserved": [_left(r) for r in left],
        }

    def _others(self, row: Consignment, taken: set[str]) -> dict[str, Any]:
        """Return every way not taken, beside the plan without these goods."""
        others = [
            (v, vehicle)
            for v, vehicle in enumerate(self._day.vehicles)
            if vehicle not in taken
        ]
        standing = row.blocked or self._closed(row)
        if standing is not None:
            rows = [_out(vehicle, standing, 0, "") for _, vehicle in others]
            return {"others": rows, "ways": [], "out": []}
        number = self._numbers.get(row.consignment_id)
        if number is None:
            return {"others": [], "ways": [], "out": []}
        bags = self._bags.get(row.consignment_id, ())
        gone = {
            self._rebuilt.numbers[bag.id]
            for bag in bags
            if bag.id in self._rebuilt.numbers
        }
        self._simulator.load(self._rebuilt.draft(self._problem, gone))
        competition = Competition(self._simulator)
        signs = {self._rebuilt.signs(bag) for bag in bags}
        return {
            "others": [self._straight(number, other, competition) for other in others],
            "ways": self._alternatives.ways(number, competition, signs),
            "out": self._alternatives.out(number),
        }

    def _straight(
        self, number: int, other: tuple[int, str], competition: Competition
    ) -> dict[str, Any]:
        """Return what one vehicle would add straight, or the reason it is out."""
        v, vehicle = other
        found = cheapest(self._simulator, number, v)
        if found is not None:
            return _way(vehicle, found[0])
        if self._problem.has_ways and self._simulator.direct_way(number) < 0:
            return _out(vehicle, ReasonCode.NOT_SORTED_TO_VILLAGE, 0, "")
        miss = competition.nearest_miss(number, v)
        note = miss.note if miss.note == RIDE else ""
        return _out(vehicle, miss.reason, miss.amount, miss.unit, note)

    def _closed(self, row: Consignment) -> ReasonCode | None:
        """Return why nothing goes to or from a site today, whatever the vehicle."""
        site = self._day.sites[row.outer_site]
        if not site.dispatchable:
            return ReasonCode.STATION_CLOSED
        return None if site.serves_today else ReasonCode.NOT_SERVICE_DAY


def _way(vehicle: str, cents: int) -> dict[str, Any]:
    return {
        "vehicle": vehicle,
        "cost_yuan": cents / CENTS,
        "reason": None,
        "amount": 0,
        "unit": "",
    }


def _out(
    vehicle: str, reason: ReasonCode, amount: int, unit: str, note: str = ""
) -> dict[str, Any]:
    return {
        "vehicle": vehicle,
        "cost_yuan": None,
        "reason": reason.value,
        "amount": amount,
        "unit": unit,
        **({"note": note} if note else {}),
    }


def _left(row: Unserved) -> dict[str, Any]:
    return {
        "items": row.items,
        "reason": row.reason,
        "certified": row.certified,
        "amount": row.amount,
        "unit": row.unit,
        "nearest": row.nearest,
        "action": row.action or fix("reasons", row.reason),
    }


def _set_aside(row: Unserved) -> dict[str, Any]:
    """Return what is told about items that were set aside with their row."""
    return {
        "consignment": SET_ASIDE,
        "partner": row.partner,
        "goods_class": row.goods_class,
        "kind": row.kind,
        "items": row.items,
        "items_planned": 0,
        "items_unserved": row.items,
        "taken": [],
        "others": [],
        "ways": [],
        "out": [],
        "unserved": [_left(row)],
    }
