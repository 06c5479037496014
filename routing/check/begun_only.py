"""Rule W5h: what had begun is judged by what it was told, not by today's rules.

The begun part of a re-plan, its begun tours and legs, is judged alone. Whatever
rule it breaks by itself, at the same place by the same amount, broke none when it
was decided, or stood in the plan that people made: it is no violation of the
re-plan. What new tours and legs add to it is another amount, and stays.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .begun_carriage import is_as_packed
from .case import build_case
from .trail import BUS, HANDOVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..plan.model import Plan, PlannedBag, Route
    from ..plan.violation import Violation
    from .case import Case
    from .past_view import PastView

    Family = Callable[[Case], Iterator[Violation]]

ALWAYS = (
    *("M1_", "M5_", "P1_", "P3_", "P5_", "R1_LOAD_", "D1_METRES", "D1_SOURCES"),
    *("T4_LEG_TIMES", "T6_SECONDS", "T6_TWO_ROUTES", "T5_NO_", "T8_NO_OFFER"),
    *("W1_UNKNOWN_", "W5_DATE", "W5_VEHICLE_OUT", "W5_TRIP_OUT", "M3_SEALED"),
    *("W5_BEGUN_", "W5_LOSS", "W5_LOST_DRIVES", "W5_IN_PAST"),
)
"""Causes that hold of begun things too: conservation, figures, how they are told."""
PACKING = ("M2_", "M3_", "C2_BOX", "C2_SIZE")
WHOLE_WAY = ("C1_EXPOSURE",)
"""Causes that all legs of a bag break together, told at the place of one of them."""


def leave_out_begun(
    case: Case, violations: list[Violation], families: tuple[Family, ...]
) -> list[Violation]:
    """Return the violations of a re-plan without those of its begun part alone."""
    past = case.past
    if past is None or not violations:
        return violations
    alone = build_case(case.day, case.travel, begun_part(past, case.plan), past)
    known = Counter(
        (row.cause, row.where, row.amount) for check in families for row in check(alone)
    )
    packed = _packed(past, case.plan.bags)
    moving = {f"[{b.id}]" for b in case.plan.bags if len(b.legs) > past.legs[b.id]}
    left = []
    for row in violations:
        key = row.cause, row.where, row.amount
        if row.cause.startswith(ALWAYS):
            left.append(row)
        elif row.cause.startswith(PACKING):
            if row.where not in packed:
                left.append(row)
        elif known[key] and not _goes_on(row, moving):
            known[key] -= 1
        else:
            left.append(row)
    return left


def _goes_on(row: Violation, moving: set[str]) -> bool:
    """Tell whether a bag's whole way breaks the rule, and is not over (W5j)."""
    if row.cause.startswith(WHOLE_WAY):
        return any(row.where.endswith(bag) for bag in moving)
    return row.where in moving


def begun_part(past: PastView, plan: Plan) -> Plan:
    """Return the begun tours and legs of a re-plan, as a plan."""
    bags = tuple(
        replace(bag, legs=bag.legs[: past.legs[bag.id]])
        for bag in plan.bags
        if past.legs[bag.id]
    )
    by_trip = _carried(bags, BUS)
    by_offer = _carried(bags, HANDOVER)
    loads = (
        replace(row, bags=tuple(b for b in row.bags if (b, row.trip) in by_trip))
        for row in plan.bus_loads
    )
    rows = (
        replace(row, bags=tuple(b for b in row.bags if (b, row.offer) in by_offer))
        for row in plan.handovers
    )
    return replace(
        plan,
        routes=tuple(_begun_route(past, route) for route in plan.routes),
        bags=bags,
        bus_loads=tuple(row for row in loads if row.bags),
        handovers=tuple(row for row in rows if row.bags),
    )


def _begun_route(past: PastView, route: Route) -> Route:
    tours = route.tours[: past.tours.get(route.vehicle, 0)]
    end = tours[-1].end if tours else 0
    pauses = tuple(pause for pause in route.pauses if pause.start < end)
    return replace(route, tours=tours, pauses=pauses)


def _carried(bags: Iterable[PlannedBag], kind: str) -> set[tuple[str, str | None]]:
    return {
        (bag.id, leg.trip if kind == BUS else leg.offer)
        for bag in bags
        for leg in bag.legs
        if leg.kind == kind
    }


def _packed(past: PastView, bags: Iterable[PlannedBag]) -> set[str]:
    """Return the places of bags that stay as the earlier plan packed them."""
    return {
        f"[{bag.id}]"
        for bag in bags
        if bag.id in past.begun.bags and is_as_packed(bag, past.begun.bags[bag.id])
    }
