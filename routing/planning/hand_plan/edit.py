"""A person's plan: an edited workbook as a whole plan, honestly timed and priced.

Routes that were not touched stay as they were, to the second. Changed ones are
timed anew so that they keep all rules if they can (``routing.plan.forward``), late
where they are late and overloaded where they are, so that the judge can say by
how much.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.forward import ForwardSchedule
from routing.plan.stage_fees import stage_fees
from routing.plan.workbook.columns import word
from routing.plan.workbook.names import Names
from routing.tables.finding import Finding, Grade

from ..sums import penalty_sum, source_sums
from .bags import Allotment
from .left import known_part, left_rows
from .route import hand_route
from .rules import red_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag, Route
    from routing.plan.workbook.edit import HandEdit
    from routing.travel.matrix import Travel

    from .bags import Astray
    from .tours import TourLoad

__all__ = ["HandEditError", "plan_of_edit", "red_lines"]

Routed = tuple["Route", list["PlannedBag"]]


class HandEditError(ValueError):
    """An edit that cannot become a plan: ``findings`` say where and why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(row.code for row in findings))
        self.findings = tuple(findings)


def plan_of_edit(
    day: Day, travel: Travel, plan: Plan, edit: HandEdit, *, same_day: bool = True
) -> Plan:
    """Return the plan that an edited workbook means.

    Parameters
    ----------
    plan
        The plan that the workbook was written from: bags and routes that the
        edit leaves alone are taken from it, and why goods were unserved.
    edit
        As read by ``routing.plan.workbook.read.read_workbook``.
    same_day
        Whether ``plan`` was made from the very tables of ``day``: else nothing
        is taken from it but the reasons of what is still the same.

    Returns
    -------
    Plan
        Complete and conserved; judge it with ``routing.check.judge``. An edit
        that changes nothing gives ``plan`` again, any other one a plan without
        its KPIs: who writes it computes them.

    Raises
    ------
    HandEditError
        When the edit is not ``usable``, has goods on vehicles that do not come
        by their origin or destination, or ``plan`` has more than road legs.
    """
    fatal = [row for row in edit.findings if row.grade is Grade.FATAL]
    if fatal:
        raise HandEditError(fatal)
    check_editable(plan, edit.file)
    if not same_day:
        plan = known_part(day, plan)
    allotment = Allotment(day, plan, edit.tours)
    if allotment.astray:
        raise HandEditError([_astray(day, row, edit) for row in allotment.astray])
    routes, bags = _routes(day, travel, plan, allotment.tours)
    unserved = left_rows(day, plan, allotment.left)
    made = replace(
        plan,
        status="partial" if unserved else "complete",
        date=day.date.isoformat(),
        routes=tuple(routes),
        bags=tuple(sorted(bags, key=lambda bag: bag.id)),
        unserved=unserved,
        stage_fees=stage_fees(day, bags),
        penalty_cents=penalty_sum(day, routes, unserved),
        distance_sources=source_sums(day, travel, routes),
        stated_cents={},
    )
    return made if made == plan else replace(made, kpis={})


def check_editable(plan: Plan, file: str) -> None:
    """Refuse a plan whose bags do not all go straight on one vehicle.

    Raises
    ------
    HandEditError
        With the number of bags that go by bus, handover or transfer.
    """
    others = sum([leg.kind for leg in bag.legs] != ["road"] for bag in plan.bags)
    if others:
        finding = Finding(
            code="EDIT_SERVICES",
            grade=Grade.FATAL,
            file=file,
            details={"count": str(others)},
        )
        raise HandEditError([finding])


def _astray(day: Day, lost: Astray, edit: HandEdit) -> Finding:
    """Report goods that the sheet takes on or hands over, but not both."""
    names = Names(day)
    code = "PICK_UP" if lost.missing_pick_up else "DELIVER"
    return Finding(
        code="EDIT_NO_WAY",
        grade=Grade.FATAL,
        file=edit.file,
        sheet=edit.sheet,
        row=lost.row,
        details={
            "vehicle": names.vehicles.label(lost.tour.vehicle.vehicle_id),
            "tour": str(lost.tour.number + 1),
            "base": names.sites.label(lost.tour.begins),
            "count": str(lost.items),
            "missing": word(code, "en"),
            "missing_zh": word(code, "zh"),
            "origin": names.sites.label(lost.consignment.origin),
            "destination": names.sites.label(lost.consignment.destination),
        },
    )


def _routes(
    day: Day, travel: Travel, plan: Plan, tours: Sequence[TourLoad]
) -> tuple[list[Route], list[PlannedBag]]:
    """Return the routes in the order of the vehicles, and all their bags."""
    by_vehicle: dict[str, list[TourLoad]] = {}
    for tour in tours:
        by_vehicle.setdefault(tour.vehicle.vehicle_id, []).append(tour)
    routed = _kept(plan, by_vehicle)
    schedule = ForwardSchedule(day, travel)
    for key, (route, _) in routed.items():
        schedule.hold(day.vehicles[key], route)
    for key in by_vehicle:
        if key not in routed:
            routed[key] = hand_route(schedule, by_vehicle[key])
    return (
        [routed[key][0] for key in by_vehicle],
        [bag for key in by_vehicle for bag in routed[key][1]],
    )


def _kept(
    plan: Plan, by_vehicle: Mapping[str, Sequence[TourLoad]]
) -> dict[str, Routed]:
    """Return the routes of the plan that the edit leaves as they are."""
    bags = {bag.id: bag for bag in plan.bags}
    kept: dict[str, Routed] = {}
    for route in plan.routes:
        tours = by_vehicle.get(route.vehicle, ())
        same = len(tours) == len(route.tours) and all(
            len(load.halts) == len(tour.stops)
            and all(
                halt.site == stop.site
                and {bag.id for bag in halt.deliver} == set(stop.deliver)
                and {bag.id for bag in halt.pick_up} == set(stop.pick_up)
                for halt, stop in zip(load.halts, tour.stops, strict=True)
            )
            for load, tour in zip(tours, route.tours, strict=True)
        )
        if same:
            handled = dict.fromkeys(
                bag
                for load in tours
                for part in (load.load, load.unload)
                for bag in (b.id for b in part)
            )
            for load in tours:
                for halt in load.halts:
                    ids = (b.id for b in halt.deliver + halt.pick_up)
                    handled.update(dict.fromkeys(ids))
            kept[route.vehicle] = route, [bags[key] for key in handled]
    return kept
