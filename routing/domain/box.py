"""Reusable boxes that keep goods cold for a while (rules C2a to C2d)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .vehicle import Temperature


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxStock:
    """Boxes of one type that stand at one site in the morning.

    ``cm3`` is what one box holds and takes, ``autonomy`` the seconds that its ice
    lasts from its closing on; ``usable_from`` the instant before which none is
    closed. ``owner`` None: every partner may use them.

    Raises
    ------
    ValueError
        When there is none of them, they hold nothing or keep no time.
    """

    type: str
    site: str
    owner: str | None = None
    count: int
    cm3: int
    autonomy: int
    temp: Temperature
    micro_yuan_per_use: int = 0
    usable_from: int = 0

    def __post_init__(self) -> None:
        if self.count < 1 or self.cm3 < 1 or self.autonomy < 1:
            msg = f"Boxes {self.box_id!r}: expected a count, room and autonomy."
            raise ValueError(msg)

    @property
    def box_id(self) -> str:
        """Its name in plans: type and site."""
        return f"{self.type}@{self.site}"

    def boxes_for(self, sizes: Iterable[int]) -> int:
        """Return how many boxes bags of these cm³ take, each by itself (C2a).

        A bag takes one at least, whatever its goods are said to measure.
        """
        return sum(max(1, -(-size // self.cm3)) for size in sizes)
