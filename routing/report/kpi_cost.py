"""KPIs of money: the day's cost by part, per item, and what is spread over a month."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.price import standing_cents

from .cost_parts import shown_parts, unpriced_services
from .figures import yuan

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan


def cost_kpis(day: Day, plan: Plan) -> dict[str, Any]:
    """Return the cost of the day by part, and per planned item."""
    parts = plan.cost_parts
    avoidable = sum(
        route.cost_cents.fixed
        for route in plan.routes
        if day.vehicles[route.vehicle].avoidable
    )
    standing = _standing(day, plan)
    stages: dict[str, int] = {}
    for fee in plan.stage_fees:
        stages[fee.stage] = stages.get(fee.stage, 0) + fee.cents
    return {
        "cost_yuan": yuan(plan.cost_cents),
        "cost_fixed_yuan": yuan(parts["fixed"]),
        "cost_fixed_avoidable_yuan": yuan(avoidable),
        "cost_fixed_unavoidable_yuan": yuan(parts["fixed"] - avoidable),
        "cost_km_yuan": yuan(parts["km"]),
        "cost_hours_yuan": yuan(parts["hours"]),
        "cost_cold_yuan": yuan(parts["cold"]),
        "cost_bus_yuan": yuan(parts["bus"]),
        "cost_handover_yuan": yuan(parts["handover"]),
        "cost_last_resort_yuan": yuan(parts["last_resort"]),
        "cost_stages_yuan": yuan(parts["stages"]),
        "cost_boxes_yuan": yuan(parts["boxes"]),
        "cost_delay_yuan": yuan(parts["delay"]),
        "fees_by_stage_yuan": {stage: yuan(cents) for stage, cents in stages.items()},
        "services_unpriced": unpriced_services(day, plan),
        "penalty_yuan": yuan(plan.penalty_cents),
        "cost_per_item_yuan": _each(plan.cost_cents, plan),
        "cost_per_item_by_part_yuan": {
            part: _each(cents, plan) for part, cents in shown_parts(plan).items()
        },
        "standing_yuan": yuan(standing),
        "cost_per_item_standing_yuan": _each(plan.cost_cents + standing, plan),
    }


def _each(cents: int, plan: Plan) -> float | None:
    items = plan.items_planned
    return yuan(Fraction(cents, items)) if items else None


def _standing(day: Day, plan: Plan) -> int:
    """Return the day's share of prices per month and of guarantees (rule P2)."""
    fees: dict[str, int] = {}
    for load in plan.bus_loads:
        if load.trip in day.trips:
            line = day.trips[load.trip].line_id
            fees[line] = fees.get(line, 0) + load.fee_cents
    for row in plan.handovers:
        fees[row.offer] = fees.get(row.offer, 0) + row.fee_cents
    days = day.settings.days_per_month
    priced = [(line.line_id, line.price) for line in day.lines.values()]
    priced += [(offer.offer_id, offer.price) for offer in day.offers.values()]
    return sum(standing_cents(price, fees.get(name, 0), days) for name, price in priced)
