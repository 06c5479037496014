"""The judge: everything that is wrong with a plan, by rule.

No field of the plan is believed: loads, metres, seconds, cents and what is
conserved are recomputed from the day and the travel matrices. The judge never
raises on a malformed plan; what it cannot follow it reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .access import check_access
from .air import check_air
from .apart import check_apart
from .bans import check_bans
from .begun import read_begun
from .begun_carriage import check_begun_carriage
from .begun_only import leave_out_begun
from .begun_tours import check_begun_tours
from .boxes import check_boxes
from .breaks import check_breaks
from .bus_access import check_bus_access
from .bus_times import check_bus_times
from .case import build_case
from .causes import Cause
from .charging import check_charging
from .clock import check_clock
from .cold import check_cold
from .conservation import check_conservation
from .custody import check_custody
from .distance import check_distance
from .docks import check_docks
from .fees import check_fees
from .freshness import check_freshness
from .handover import check_handover
from .hours import check_hours
from .last_resort import check_last_resort
from .late import check_late
from .locks import check_locks
from .money import check_money
from .packing import check_packing
from .past_view import view_past
from .room import check_room
from .segments import check_segments
from .times import check_times
from .words import found

if TYPE_CHECKING:
    from ..domain.day import Day
    from ..plan.model import Plan
    from ..plan.violation import Violation
    from ..travel.matrix import Travel

FAMILIES = (
    check_conservation,
    check_packing,
    check_custody,
    check_times,
    check_clock,
    check_hours,
    check_breaks,
    check_bus_times,
    check_handover,
    check_room,
    check_segments,
    check_apart,
    check_docks,
    check_access,
    check_bans,
    check_bus_access,
    check_locks,
    check_air,
    check_distance,
    check_charging,
    check_cold,
    check_boxes,
    check_money,
    check_fees,
    check_late,
    check_freshness,
)
"""One function per family of the rule book, in its order."""

PAST = (check_begun_tours, check_begun_carriage)
"""What a re-plan must keep; they find nothing in another plan."""


def judge(
    day: Day,
    travel: Travel,
    plan: Plan,
    earlier: Plan | None = None,
    before: Day | None = None,
) -> list[Violation]:
    """Return every violation of a plan, in the order of the rule book.

    Parameters
    ----------
    day, travel
        What the plan is judged by; trusted.
    plan
        The plan; nothing in it is believed.
    earlier
        For a re-plan the plan that it carries on, told with today's consignments
        and timetable; trusted. Without it a re-plan has one violation that says so.
    before
        The day as the earlier plan had it, where it is known: then a door that was
        open and is shut by now is told from one that people had planned past.

    Returns
    -------
    list of Violation
        Empty when the plan keeps every rule. Amounts are in the unit of their
        cause (seconds, metres, grams, cm³, cents, items, …).
    """
    past = None
    if plan.past is not None:
        if earlier is None:
            return [found(Cause.W5_NO_EARLIER, "replan", 1)]
        past = view_past(read_begun(day, earlier, plan.past, before), plan)
    case = build_case(day, travel, plan, past)
    violations = [row for check in (*FAMILIES, *PAST) for row in check(case)]
    violations = leave_out_begun(case, violations, FAMILIES)
    carriage = tuple(check for check in FAMILIES if check is not check_conservation)
    return violations + list(check_last_resort(case, carriage))
