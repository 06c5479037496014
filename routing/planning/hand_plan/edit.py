"""A person's plan: an edited workbook as a whole plan, honestly timed and priced.

Routes that were not touched stay as they were, to the second. Changed ones are
timed anew so that they keep all rules if they can (``routing.plan.forward``), late
where they are late and overloaded where they are, so that the judge can say by
how much. Trips and offers keep their own times, whatever comes too late for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.box_uses import box_uses
from routing.plan.delay import delay_cents
from routing.plan.freshness import freshness_cents
from routing.plan.late_fees import late_fees
from routing.plan.model import Leg
from routing.plan.service_loads import bus_loads, handovers
from routing.plan.services import ROAD, calls_of
from routing.plan.stage_fees import stage_fees
from routing.tables.finding import Grade

from ..replan.merged_loads import with_loads
from ..sums import penalty_sum, source_sums
from .bags import Allotment
from .boxes import reboxed, said_boxes, unknown_bags
from .chain import Gap
from .left import known_part, left_rows
from .leftover import leftovers
from .packing import Packing
from .route import hand_routes
from .rules import red_lines
from .services import ServiceBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import BusLoad, Handover, Plan, PlannedBag
    from routing.plan.workbook.edit import HandEdit
    from routing.tables.finding import Finding
    from routing.travel.matrix import Travel

    from .bags import Carried
    from .route import Driven

__all__ = ["HandEditError", "plan_of_edit", "red_lines"]


class HandEditError(ValueError):
    """An edit that cannot become a plan: ``findings`` say where and why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(row.code for row in findings))
        self.findings = tuple(findings)


def plan_of_edit(
    day: Day,
    travel: Travel,
    plan: Plan,
    edit: HandEdit,
    *,
    same_day: bool = True,
    notes: list[Finding] | None = None,
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
    notes
        Takes what follows from the edit and a person should know: parts of ways
        that go because another part is gone.

    Returns
    -------
    Plan
        Complete and conserved; judge it with ``routing.check.judge``. An edit
        that changes nothing gives ``plan`` again, any other one a plan without
        its KPIs: who writes it computes them.

    Raises
    ------
    HandEditError
        When the edit is not ``usable``, names bags that there are not, or has
        goods on vehicles, trips or offers that nobody brings there.
    """
    if not same_day:
        plan = known_part(day, plan)
    strange = unknown_bags(plan, edit)
    before, plan = plan, reboxed(day, plan, edit)
    packing = Packing(day, plan, said_boxes(edit))
    book = ServiceBook(day, plan, edit, packing)
    _stop_at([*edit.findings, *strange, *book.findings])
    allotment = Allotment(day, plan, edit.tours, book, packing)
    told = leftovers(day, plan, edit, book, allotment)
    _stop_at(told)
    if notes is not None:
        notes += told
    made = _made(day, travel, plan, allotment, book)
    if any(bag.box is not None for bag in (*before.bags, *made.bags)):
        # Routes that were left alone may carry other boxes now, or none.
        known = {bag.id: bag for bag in made.bags}
        routes = tuple(with_loads(route, known) for route in made.routes)
        made = replace(made, routes=routes)
    return made if made == before else replace(made, kpis={}, changes=None)


def _stop_at(findings: Sequence[Finding]) -> None:
    fatal = [row for row in findings if row.grade is Grade.FATAL]
    if fatal:
        raise HandEditError(fatal)


def _made(
    day: Day, travel: Travel, plan: Plan, allotment: Allotment, book: ServiceBook
) -> Plan:
    carried = allotment.carried
    routes, driven = hand_routes(day, travel, plan, allotment.tours, carried)
    bags = tuple(replace(one.bag, legs=tuple(_legs(one, driven))) for one in carried)
    unserved = left_rows(day, plan, allotment.left)
    loads = _loads(day, plan, carried, book)
    return replace(
        plan,
        status="partial" if unserved else "complete",
        date=day.date.isoformat(),
        routes=tuple(routes),
        bags=bags,
        unserved=unserved,
        bus_loads=loads,
        handovers=_handovers(day, plan, carried),
        stage_fees=stage_fees(day, bags),
        box_uses=box_uses(day, bags),
        late_fees=late_fees(day, routes, bags),
        freshness=freshness_cents(day, routes, bags),
        delay_cents=delay_cents(day, loads, bags),
        penalty_cents=penalty_sum(day, routes, unserved),
        distance_sources=source_sums(day, travel, routes),
        stated_cents={},
    )


def _legs(one: Carried, driven: Driven) -> Iterator[Leg]:
    for index, part in enumerate(one.chain):
        if not isinstance(part, Gap):
            yield part.leg
            continue
        vehicle, tour, (_, depart, arrive) = driven[one.bag.id, index]
        yield Leg(
            kind=ROAD,
            from_site=part.from_site,
            to_site=part.to_site,
            depart=depart,
            arrive=arrive,
            vehicle=vehicle,
            tour=tour,
        )


def _loads(
    day: Day, plan: Plan, carried: Sequence[Carried], book: ServiceBook
) -> tuple[BusLoad, ...]:
    """Return what trips carry; rows that are as they were stay so."""
    rides: dict[tuple[str, int, int], list[PlannedBag]] = {}
    for one in carried:
        for part in one.chain:
            if not isinstance(part, Gap) and part.calls is not None:
                key = (part.leg.trip or "", *part.calls)
                rides.setdefault(key, []).append(one.bag)
    former = {}
    for load in plan.bus_loads:
        calls = calls_of(day.trips[load.trip], load) if load.trip in day.trips else None
        if calls is not None:
            former[load.trip, *calls] = load
    made = []
    for load in bus_loads(day, rides, book.holds):
        calls = calls_of(day.trips[load.trip], load)
        before = former.get((load.trip, *calls)) if calls is not None else None
        same = before is not None and _is_same(load, before)
        made.append(before if same and before is not None else load)
    as_before = len(made) == len(former) and all(row in former.values() for row in made)
    return plan.bus_loads if as_before else tuple(made)


def _is_same(load: BusLoad, before: BusLoad) -> bool:
    """Tell whether two rows of the same calls say the same."""
    return (load.fee_cents, load.hold, set(load.bags)) == (
        before.fee_cents,
        before.hold,
        set(before.bags),
    )


def _handovers(
    day: Day, plan: Plan, carried: Sequence[Carried]
) -> tuple[Handover, ...]:
    given: dict[str, list[PlannedBag]] = {}
    for one in carried:
        for part in one.chain:
            if not isinstance(part, Gap) and part.leg.offer is not None:
                given.setdefault(part.leg.offer, []).append(one.bag)
    former = {row.offer: row for row in plan.handovers}
    return tuple(
        former[row.offer]
        if row.offer in former
        and replace(former[row.offer], bags=tuple(sorted(former[row.offer].bags)))
        == row
        else row
        for row in handovers(day, given)
    )
