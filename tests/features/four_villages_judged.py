"""What the judge finds in the four villages, short enough for a table of cases."""

from __future__ import annotations

from features.four_villages import four_village_travel

from routing.check.judge import judge


def causes(day, plan, travel=None):
    """Return the sorted (cause, amount) pairs that the judge finds."""
    found = judge(day, travel or four_village_travel(), plan)
    return sorted((violation.cause, violation.amount) for violation in found)
