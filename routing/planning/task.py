"""What every search of a day is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .stages import Stages

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.optimize.budget import Budget
    from routing.optimize.team import Crew
    from routing.optimize.ways import Ways
    from routing.travel.matrix import Travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A day to plan, its bags as ``ways`` has them, and the whole budget for it.

    ``stages`` is told how the searches go, ``crew`` works for all of them;
    ``build_seconds`` is how long the first problem took to build.
    """

    day: Day
    travel: Travel
    ways: Ways
    budget: Budget
    stages: Stages = field(default_factory=Stages)
    crew: Crew | None = None
    build_seconds: float = 0.0
