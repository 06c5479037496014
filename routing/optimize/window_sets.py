"""Distinct sets of time windows, numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.domain.window import Windows

NO_LIMIT = 1 << 30


class WindowSets:
    """Collects distinct window sets; ``add`` returns the number of one."""

    def __init__(self) -> None:
        self.sets: list[tuple[tuple[int, int], ...]] = []
        self.numbers: dict[tuple[tuple[int, int], ...], int] = {}

    def add(self, windows: Windows) -> int:
        """Return the number of a set; an empty one is all day."""
        return self.add_pairs(tuple((w.early, w.late) for w in windows))

    def add_pairs(self, pairs: tuple[tuple[int, int], ...]) -> int:
        """Return the number of a set of begins and ends; an empty one is all day."""
        key = pairs or ((0, NO_LIMIT),)
        if key not in self.numbers:
            self.numbers[key] = len(self.sets)
            self.sets.append(key)
        return self.numbers[key]

    def own(self, number: int) -> int:
        """Return the number of a copy of a set that a search may cut."""
        self.sets.append(self.sets[number])
        return len(self.sets) - 1
