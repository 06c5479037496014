"""Rule D1, minutes: a vehicle arrives when the matrix says, pauses added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .spans import length, standing
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.violation import Violation
    from .case import Case


def check_clock(case: Case) -> Iterator[Violation]:
    """Compare departure + travel + pauses in between with the arrival."""
    for route in case.routes:
        for tour in route.tours:
            for drive in tour.drives:
                if drive.seconds is None:
                    continue
                rest = length(standing(drive, route.route.pauses))
                off = abs(drive.arrive - drive.depart - rest - drive.seconds)
                if off:
                    yield found(Cause.D1_SECONDS, drive.where, off)
