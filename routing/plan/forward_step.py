"""One thing done on a route, and what is known of the route up to there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.vehicle import Break

NEVER = 1 << 40


class Doing(Enum):
    """What a vehicle does in a step."""

    LOAD = "load"
    DRIVE = "drive"
    SERVE = "serve"
    BREAK = "break"
    PAUSE = "pause"
    CHARGE = "charge"


@dataclass(slots=True, eq=False)
class Step:
    """A step from ``start`` on, after the steps ``before``, done by ``time``.

    The times are those of the earliest start of the route. It may start as late
    as ``latest`` and have no more seconds ``late``; a step then ends at its
    ``time`` or, if that is later, ``busy`` seconds after the start of the route
    (the work and rests so far): waiting is used up first. ``driven`` counts
    since the last rest that restores, as far as it can matter; ``taken`` marks
    breaks that are settled, ``unrested`` counts those that found no place, and
    legs that are too long to be driven without one.
    """

    doing: Doing
    site: str
    start: int
    time: int
    busy: int = 0
    before_busy: int = 0
    latest: int = NEVER
    driven: int = 0
    taken: int = 0
    late: int = 0
    unrested: int = 0
    before: Step | None = None

    def then(self, doing: Doing, site: str, start: int, duration: int) -> Step:
        """Return a further step."""
        return Step(
            doing,
            site,
            start,
            start + duration,
            self.busy + duration,
            self.busy,
            self.latest,
            self.driven,
            self.taken,
            self.late,
            self.unrested,
            self,
        )

    def not_after(self, last: int | None) -> None:
        """Note until when the step may start."""
        if last is not None:
            self.latest = min(self.latest, last - self.before_busy)

    def done_by(self, last: int) -> None:
        """Count the seconds after ``last``, when the step should be done."""
        self.late += max(0, self.time - last)
        self.latest = min(self.latest, max(self.time, last) - self.busy)

    def begins(self, first: int) -> int:
        """Return when the step starts if the route starts at ``first``."""
        return max(self.start, first + self.before_busy)

    def ends(self, first: int) -> int:
        """Return when the step is done if the route starts at ``first``."""
        return max(self.time, first + self.busy)

    def beats(self, other: Step) -> bool:
        """Tell whether whatever follows, this step is no worse than another."""
        return (
            self.time <= other.time
            and self.busy <= other.busy
            and self.latest >= other.latest
            and self.driven <= other.driven
            and self.late <= other.late
            and self.unrested <= other.unrested
            and self.taken | other.taken == self.taken
        )

    def settle(self, breaks: Sequence[Break]) -> None:
        """Count the breaks that are due for sure and can be taken no more."""
        for number, rest in enumerate(breaks):
            window = rest.window
            if (
                not self.taken >> number & 1
                and self.latest <= window.early
                and self.time >= window.late
            ):
                self.taken |= 1 << number
                self.unrested += 1


def best_steps(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that no other beats."""
    if len(steps) == 1:
        return list(steps)
    kept: list[Step] = []
    for step in sorted(steps, key=lambda step: (step.time, step.busy)):
        if not any(other.beats(step) for other in kept):
            kept.append(step)
    return kept
