"""Names of vehicles, sites, partners, boxes …: shown in cells, found again."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from routing.tables.build_lookup import Lookup
from routing.tables.cells import fold

if TYPE_CHECKING:
    from routing.domain.day import Day

SUGGESTIONS = 3


class Names:
    """What each id of a day is called in the workbook.

    A name that means one thing alone is shown as it is, others with their id
    in brackets.
    """

    def __init__(self, day: Day) -> None:
        out = {row.vehicle.vehicle_id: row.vehicle for row in day.vehicles_out}
        vehicles = {**out, **day.vehicles}
        self.vehicles = Kind({key: car.plate for key, car in vehicles.items()})
        self.sites = Kind({key: site.name for key, site in day.sites.items()})
        self.partners = Kind({key: row.name for key, row in day.partners.items()})
        self.goods = Kind(dict.fromkeys(day.goods, ""))
        trips = [*day.trips, *(out.trip.trip_id for out in day.trips_out)]
        self.trips = Kind(dict.fromkeys(trips, ""))
        self.offers = Kind(dict.fromkeys(day.offers, ""))
        self.boxes = Kind(
            {
                key: f"{stock.type}@{self.sites.label(stock.site)}"
                for key, stock in day.boxes.items()
            }
        )


class Kind:
    """Ids of one kind with their names."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        self._lookup = Lookup("SITE")
        for key, name in names.items():
            labels = (f"{fold(name)}({fold(key)})",) if name else ()
            self._lookup.add(key, fold(name), (fold(key), *labels))

    def label(self, key: str) -> str:
        """Return what stands in a cell for an id; unknown ids as they are."""
        name = self._names.get(key, "")
        if not name or self.find(name) == (key,):
            return name or key
        return f"{name}({key})"

    def find(self, written: str) -> tuple[str, ...]:
        """Return the ids that a cell may mean."""
        return self._lookup.find(fold(written))

    def nearest(self, written: str) -> list[str]:
        """Return the labels most like a text."""
        shown = dict.fromkeys(self.label(key) for key in self._names)
        return difflib.get_close_matches(written, list(shown), SUGGESTIONS, 0.4)
