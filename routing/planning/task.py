"""What every search of a day is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.optimize.budget import Budget
    from routing.optimize.ways import Ways
    from routing.travel.matrix import Travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A day to plan, its bags as ``ways`` has them, and the whole budget for it."""

    day: Day
    travel: Travel
    ways: Ways
    budget: Budget
