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
from .breaks import check_breaks
from .case import build_case
from .charging import check_charging
from .clock import check_clock
from .conservation import check_conservation
from .custody import check_custody
from .distance import check_distance
from .docks import check_docks
from .hours import check_hours
from .locks import check_locks
from .money import check_money
from .packing import check_packing
from .room import check_room
from .times import check_times

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
    check_room,
    check_apart,
    check_docks,
    check_access,
    check_locks,
    check_air,
    check_distance,
    check_charging,
    check_money,
)
"""One function per family of the rule book, in its order."""


def judge(day: Day, travel: Travel, plan: Plan) -> list[Violation]:
    """Return every violation of a plan, in the order of the rule book.

    Parameters
    ----------
    day, travel
        What the plan is judged by; trusted.
    plan
        The plan; nothing in it is believed.

    Returns
    -------
    list of Violation
        Empty when the plan keeps every rule. Amounts are in the unit of their
        cause (seconds, metres, grams, cm³, cents, items, …).
    """
    case = build_case(day, travel, plan)
    return [violation for check in FAMILIES for violation in check(case)]
