"""What a number of bags on the sorting sheet hold, added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bag_places import BagPlace


@dataclass(frozen=True, slots=True)
class Contents:
    """What a number of bags hold."""

    places: tuple[BagPlace, ...]

    @property
    def partners(self) -> Counter[str]:
        """Items by partner."""
        items: Counter[str] = Counter()
        for place in self.places:
            items.update(place.bag.items)
        return items

    @property
    def items(self) -> int:
        """All items."""
        return sum(self.partners.values())

    @property
    def loose(self) -> int:
        """Pieces that move singly."""
        return sum(place.bag.loose for place in self.places)

    @property
    def bags(self) -> int:
        """Bags, loose pieces apart."""
        return len(self.places) - self.loose

    @property
    def sites(self) -> int:
        """Different destinations."""
        return len({place.bag.destination for place in self.places})

    @property
    def grams(self) -> int:
        """Weight."""
        return sum(place.bag.grams for place in self.places)
