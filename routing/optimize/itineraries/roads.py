"""Between which sites goods may be driven, and how long the fastest vehicle takes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.travel.matrix import Travel


class Roads:
    """The fastest drive between sites over all vehicles of the day."""

    def __init__(self, day: Day, travel: Travel) -> None:
        self._day, self._travel = day, travel
        self._known: dict[tuple[str, str], int] = {}

    @cached_property
    def _fastest(self) -> NDArray[np.int64]:
        profiles = dict.fromkeys(profile_of(car) for car in self._day.vehicles.values())
        size = len(self._travel.index)
        best = np.full((size, size), UNREACHABLE, np.int64)
        for profile in profiles:
            matrix = self._travel.of(profile)
            seconds = np.where(
                matrix.metres >= UNREACHABLE, UNREACHABLE, matrix.seconds
            )
            best = np.minimum(best, seconds)
        return best

    def seconds(self, start: str, end: str) -> int:
        """Return the seconds of the fastest vehicle; UNREACHABLE for none."""
        if (start, end) not in self._known:
            index = self._travel.index
            self._known[start, end] = int(self._fastest[index[start], index[end]])
        return self._known[start, end]

    def may_drive(self, start: str, end: str) -> bool:
        """Tell whether any vehicle can drive from one site to another."""
        return self.seconds(start, end) < UNREACHABLE

    def joins(self, start: str, end: str) -> bool:
        """Tell whether any vehicle can drive there, or back."""
        return self.may_drive(start, end) or self.may_drive(end, start)

    def nearest(self, site: str, others: Sequence[str], count: int) -> list[str]:
        """Return the ``count`` sites that are nearest by time there and back."""
        return sorted(others, key=lambda x: (self.there_and_back(x, site), x))[:count]

    def there_and_back(self, start: str, end: str) -> int:
        """Return the seconds of both ways together."""
        return self.seconds(start, end) + self.seconds(end, start)
