"""What a tour asks of the clock: doors, work, goods that must be ready, legs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.late import late_seconds
from routing.domain.window import earliest_start, intersect

if TYPE_CHECKING:
    from routing.domain.consignment import Consignment
    from routing.domain.window import Windows


class Door:
    """When something may start at a site: its hours, windows of goods, a deadline.

    ``windows`` must all hold; those of the site stand first. ``soft`` are goods that
    may be late at a price (T1c): no start moves on while any of them is late.
    """

    def __init__(
        self,
        windows: tuple[Windows, ...],
        deadline: int | None,
        soft: tuple[Consignment, ...] = (),
    ) -> None:
        self._soft = soft
        self._groups = tuple(group for group in windows if group)
        self._deadline = deadline
        common: Windows | None = ()
        for group in self._groups:
            common = None if common is None else intersect(common, group)
        # Where they exclude each other, a driver goes by the hours of the site.
        self._windows = windows[0] if common is None else common
        self._hours = windows[0]

    def open(self, time: int) -> int:
        """Return the first instant from ``time`` on; at once where none is left."""
        start = earliest_start(self._windows, time)
        if start is None:
            start = earliest_start(self._hours, time)
        return time if start is None else start

    def late(self, time: int) -> int:
        """Return the seconds by which a start misses windows and deadline."""
        off = [
            min(max(w.early - time, time - w.late, 0) for w in group)
            for group in self._groups
        ]
        after = 0 if self._deadline is None else max(0, time - self._deadline)
        return max(off, default=0) + after

    def last(self, time: int) -> int | None:
        """Return until when a start may move and be no later than at ``time``.

        None: for ever.
        """
        if self.late(time):
            return time
        ends = [w.late for w in self._windows if w.early <= time <= w.late]
        ends += [end for row in self._soft for end in _prompt_ends(row, time)]
        if self._deadline is not None:
            ends.append(self._deadline)
        return min(ends, default=None)

    @property
    def closing(self) -> int | None:
        """Until when something can be handed over at all; None: for ever."""
        ends = [max(w.late for w in group) for group in self._groups]
        if self._deadline is not None:
            ends.append(self._deadline)
        return min(ends, default=None)


def _prompt_ends(row: Consignment, time: int) -> list[int]:
    """Return until when a start may move and goods be no later; nothing: for ever."""
    if late_seconds(row, time):
        return [time]
    ends = [w.late for w in row.windows if w.early <= time <= w.late]
    return ends if row.deadline is None else [*ends, row.deadline]


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltWork:
    """A halt: the way to it, its work (rule T2), when its pick-ups are ready."""

    site: str
    seconds: int
    work: int
    ready: int
    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class TourWork:
    """A tour: loading, halts and the way back.

    ``ready`` is when the last of the goods loaded is (rule T4); ``unloads`` is
    the door for what is handed over at ``end``, None where nothing is.
    """

    base: str
    loading: Door
    ready: int
    halts: tuple[HaltWork, ...]
    end: str
    seconds: int
    metres: int
    unloads: Door | None

    @property
    def driving(self) -> int:
        """Seconds driven in the tour."""
        return self.seconds + sum(halt.seconds for halt in self.halts)
