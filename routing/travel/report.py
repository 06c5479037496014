"""Everything there is to say about a day's travel: findings and assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .options import travel_options
from .profiles import profiles_of
from .table import unmatched

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.tables.finding import Finding

    from .table import TravelTable


def travel_findings(day: Day, table: TravelTable | None) -> tuple[Finding, ...]:
    """Return what was found in the travel table, alone and against the day.

    Settings of travel that cannot be used come last.
    """
    options, refused = travel_options(day.settings)
    if table is None:
        return refused
    profiles = profiles_of(day, options)
    return (*table.findings, *unmatched(table, day, profiles), *refused)


def travel_assumptions(day: Day) -> tuple[tuple[str, str, str], ...]:
    """Return (subject, value, source) of every figure that stands for a road."""
    return travel_options(day.settings)[0].assumptions()
