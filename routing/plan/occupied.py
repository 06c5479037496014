"""Docks and chargers: when others hold all of those that a site has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]


class Occupied:
    """The stretches in which none of ``places`` is free.

    None: never short. Where there is none at all nothing waits for one: the
    judge tells.
    """

    def __init__(self, taken: Iterable[Span], places: int | None) -> None:
        self._full = _full(taken, places) if places else []

    def free_from(self, time: int, length: int) -> int:
        """Return the first instant from ``time`` on with a place for ``length``."""
        for begin, end in self._full:
            if time + length <= begin:
                break
            time = max(time, end) if length else time
        return time

    def free_before(self, time: int, early: int, length: int) -> int | None:
        """Return the last instant from ``early`` to ``time`` with a place."""
        for begin, end in reversed(self._full):
            if time >= end:
                break
            if time + length > begin:
                time = begin - length
        return time if time >= early else None

    def free_until(self, time: int, length: int) -> int | None:
        """Return how late a start may move within the free stretch that it is in."""
        later = (begin - length for begin, _ in self._full if begin >= time + length)
        return next(later, None) if length else None


def _full(taken: Iterable[Span], places: int) -> list[Span]:
    """Return the stretches with ``places`` spans or more at once, in order."""
    changes: dict[int, int] = {}
    for begin, end in taken:
        if begin < end:
            changes[begin] = changes.get(begin, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    full: list[Span] = []
    present, since = 0, None
    for time in sorted(changes):
        present += changes[time]
        if present >= places and since is None:
            since = time
        elif present < places and since is not None:
            full.append((since, time))
            since = None
    return full
