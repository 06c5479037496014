"""Time windows: when service may *start*, both ends included (rule T1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """A closed interval of seconds since 00:00 of the service date.

    Parameters
    ----------
    early, late
        ``0 <= early <= late``.

    Raises
    ------
    ValueError
        When the bounds are negative or the wrong way round.
    """

    early: int
    late: int

    def __post_init__(self) -> None:
        if self.early < 0 or self.late < self.early:
            msg = f"Expected 0 <= early <= late, got {self.early} and {self.late}."
            raise ValueError(msg)


Windows = tuple[TimeWindow, ...]


def earliest_start(windows: Windows, time: int) -> int | None:
    """Return the first instant at or after ``time`` inside a window, or None.

    Windows are sorted; no windows at all means any time.
    """
    if not windows:
        return time
    for window in windows:
        if time <= window.late:
            return max(time, window.early)
    return None


def intersect(first: Windows, second: Windows) -> Windows | None:
    """Return the common windows, sorted; None when both exclude each other.

    An empty tuple means "any time", for the arguments and for the result.
    """
    if not first or not second:
        return first or second
    common = tuple(
        sorted(
            TimeWindow(max(a.early, b.early), min(a.late, b.late))
            for a in first
            for b in second
            if max(a.early, b.early) <= min(a.late, b.late)
        )
    )
    return common or None
