"""The second ways of a re-plan: of what trips and offers still carry from now on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..second_ways.compute import Trials, services_of
from .merge import merged_plan

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .going import Going
    from .residual import Residual

MOST_WORK = 60_000
"""Bags times services of what is left; with more none are computed: a re-plan is
waited for."""


def with_later_second_ways(
    day: Day, travel: Travel, going: Going, residual: Residual, rest: Plan, whole: Plan
) -> Plan:
    """Return a re-plan with the second way of each trip and offer it still uses.

    Parameters
    ----------
    rest, whole
        The plan of the residual day, and the re-plan that it was merged into.
    """
    services = services_of(residual.day, rest)
    if not services or len(rest.bags) * len(services) > MOST_WORK:
        return replace(whole, second_ways=())
    tries = Trials(residual.day, travel, rest)
    if not tries.is_sound:
        return replace(whole, second_ways=())
    found = []
    for service in services:
        second, other = tries.without(service)
        then = merged_plan(day, travel, going, residual, other)
        legs = {bag.id: bag.legs for bag in then.bags}
        found.append(
            replace(
                second,
                extra_cents=then.cost_cents - whole.cost_cents,
                detours=tuple(
                    replace(row, legs=legs[row.bags[0]]) for row in second.detours
                ),
            )
        )
    return replace(whole, second_ways=tuple(found))
