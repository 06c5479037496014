"""Rule R5: vehicles that load at once at a site, at most as many as docks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .sweep import crowded
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case


def check_docks(case: Case) -> Iterator[Violation]:
    """Count the docks held, each for the loading time from its start (T3a)."""
    loadings: dict[str, list[tuple[int, int]]] = {}
    for tour in case.tours():
        begin = tour.tour.load_start
        end = begin + tour.vehicle.reload_duration
        loadings.setdefault(tour.begins, []).append((begin, end))
    for site_id, intervals in loadings.items():
        docks = case.day.sites[site_id].docks
        if docks is not None:
            for over in crowded(intervals, docks):
                yield found(Cause.R5_DOCKS, f"@{site_id}", over)
