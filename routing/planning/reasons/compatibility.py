"""Unserved × vehicles: could it still take the goods, or which rule stops it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.lot import build_lots
from routing.domain.reason import ReasonCode
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.trial import cheapest
from routing.optimize.ways import Shipment
from routing.plan.workbook.columns import word
from routing.plan.workbook.content import UnservedFits, VehicleFit
from routing.terminal.language import say
from routing.texts.catalogue import text

from ..holds import as_held
from .cold_misses import RIDE
from .competition import Competition
from .rebuild import RebuiltPlan
from .unserved import shortfall_text

if TYPE_CHECKING:
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.plan.model import Plan, Unserved
    from routing.travel.matrix import Travel

WHOLE_DAY = (
    ReasonCode.NOT_SERVICE_DAY,
    ReasonCode.STATION_CLOSED,
    ReasonCode.NEEDS_REVIEW,
    ReasonCode.GOODS_PROHIBITED,
    ReasonCode.STATION_FULL,
    ReasonCode.HUB_FULL,
)
"""Reasons that hold whatever the vehicle."""

MOST_ANSWERS = 4000
"""Unserved × vehicles that are asked for; further rows stay blank."""


def unserved_fits(
    day: Day, travel: Travel, plan: Plan, lang: str = "zh"
) -> tuple[UnservedFits, ...]:
    """Return for each unserved row what every vehicle would say to it.

    Asked is for the first bag of what is left, beside the routes of the plan:
    its cheapest place, or the smallest shortfall at the best places tried.
    """
    day, plan = as_held(day, plan)
    rows = {row.consignment_id: row for row in day.consignments}
    left = _left(day, plan, rows)
    rebuilt = RebuiltPlan(day, plan)
    first = len(rebuilt.batches)
    numbers = {key: first + n for n, key in enumerate(left)}
    problem = build_road_problem(day, travel, [*rebuilt.batches, *left.values()])
    simulator = Simulator(problem)
    simulator.load(rebuilt.draft(problem, set()))
    asked = _Asked(day, plan, simulator, lang)
    return tuple(
        UnservedFits(
            site=row.site,
            partner=row.partner,
            goods_class=row.goods_class,
            items=row.items,
            fits=asked.fits(row, numbers.get(row.consignment or "")),
        )
        for row in plan.unserved
    )


def _left(day: Day, plan: Plan, rows: dict[str, Consignment]) -> dict[str, Shipment]:
    """Return the first bag of what is left of each consignment, by its id."""
    items: dict[str, int] = {}
    for row in plan.unserved:
        if row.consignment in rows:
            items[row.consignment] = items.get(row.consignment, 0) + row.items
    bags: dict[str, Shipment] = {}
    for key, count in items.items():
        whole = rows[key]
        part = replace(
            whole,
            items=count,
            grams=whole.grams * count // whole.items,
            cm3=whole.cm3 * count // whole.items,
        )
        lot = build_lots(replace(day, consignments=(part,)))[0]
        bags[key] = Shipment(lot=lot, bags=lot.bags[:1])
    return bags


class _Asked:
    """The loaded routes, asked vehicle by vehicle."""

    def __init__(self, day: Day, plan: Plan, simulator: Simulator, lang: str) -> None:
        self._day, self._simulator, self._lang = day, simulator, lang
        self._competition = Competition(simulator)
        self._known: dict[tuple[object, ...], tuple[VehicleFit, ...]] = {}
        self._rows = max(1, MOST_ANSWERS // max(1, len(day.vehicles)))
        routes = simulator.routes()
        used = {route.vehicle for route in plan.routes}
        # Routes that break a rule cannot be loaded: nothing can be added to them.
        self._broken = [
            not routes[v] and key in used for v, key in enumerate(day.vehicles)
        ]

    def fits(self, row: Unserved, number: int | None) -> tuple[VehicleFit, ...]:
        """Return the answer of every vehicle to one row."""
        standing = row.reason in {str(code) for code in WHOLE_DAY}
        if number is None or standing:
            words = self._words(ReasonCode(row.reason), 0, "")
            return tuple(
                VehicleFit(vehicle=key, cents=None, stopped_by=words)
                for key in self._day.vehicles
            )
        shipment = self._simulator.problem.shipments[number]
        # Bags that are alike for every vehicle need one answer.
        alike = (
            shipment.lot.origin,
            shipment.lot.destination,
            shipment.outer.partner,
            shipment.outer.windows,
            shipment.outer.deadline,
            shipment.outer.ready_time,
            shipment.items,
            shipment.grams,
            shipment.cm3,
        )
        if alike not in self._known and len(self._known) >= self._rows:
            return ()
        if alike not in self._known:
            self._known[alike] = tuple(
                self._fit(number, v, key) for v, key in enumerate(self._day.vehicles)
            )
        return self._known[alike]

    def _fit(self, number: int, v: int, vehicle: str) -> VehicleFit:
        if self._broken[v]:
            words = word("VIOLATION", self._lang)
            return VehicleFit(vehicle=vehicle, cents=None, stopped_by=words)
        found = cheapest(self._simulator, number, v)
        if found is not None:
            return VehicleFit(vehicle=vehicle, cents=found[0])
        miss = self._competition.nearest_miss(number, v)
        words = self._words(miss.reason, miss.amount, miss.unit, miss.note)
        return VehicleFit(vehicle=vehicle, cents=None, stopped_by=words)

    def _words(self, reason: ReasonCode, amount: int, unit: str, note: str = "") -> str:
        """Return code, words and shortfall of what stops a vehicle."""
        # The name of the reason; its sheet has the whole sentence.
        words = re.split(r"[：:]", text("reasons", reason, self._lang))[0]
        if note == RIDE:
            words = say("EXPLAIN_NOTE_RIDE", self._lang)
        short = shortfall_text(amount, unit, self._lang)
        return " ".join(part for part in (reason.value, words, short) if part)
