"""Which vehicles may carry which goods between two sites (rules W1, W2, W5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.partner import may_carry
from routing.domain.site import ROAD_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.site import Site
    from routing.domain.vehicle import VehicleClass

    from .ways import Shipment

    Vehicles = NDArray[np.bool_]
    """One truth for each vehicle of the day."""


def classes_at(site: Site) -> tuple[VehicleClass, ...]:
    """Return the vehicle classes that a site allows; left empty, those of W1a."""
    return site.allowed_classes or ROAD_CLASSES


class Carriers:
    """The vehicles of a day, asked for many movements."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._vehicles = tuple(day.vehicles.values())
        starts = [car.start_site for car in self._vehicles]
        finishes = [car.end_site for car in self._vehicles]
        self._starts, self._finishes = np.array(starts), np.array(finishes)
        self._entering: dict[str, Vehicles] = {}
        self._serving: dict[frozenset[str], Vehicles] = {}
        self._held: dict[str, Vehicles] = {}
        self._based = np.array(
            [
                self.enter(car.start_site)[v] and self.enter(car.end_site)[v]
                for v, car in enumerate(self._vehicles)
            ],
            bool,
        )

    def may(self, rows: Sequence[Consignment], ends: tuple[str, str]) -> Vehicles:
        """Tell which vehicles may carry goods between two sites.

        A lock holds the movement at the village end (W5c).
        """
        start, end = ends
        allowed = self._based & self.enter(start) & self.enter(end)
        allowed &= self.serve(frozenset(row.partner for row in rows))
        outer = rows[0].outer_site
        if outer in ends:
            allowed &= self._hold(outer)
        return allowed

    def on_routes(self, shipment: Shipment) -> Vehicles:
        """Tell which vehicles may carry a shipment in a form that routes can express.

        No tour halts at its own start (T2b), so what goes there rides on vehicles
        that end there; own windows and deadlines hold at a village end only where
        it is a halt (T1b).
        """
        row = shipment.outer
        start, end = shipment.from_site, shipment.to_site
        starts, finishes = self._starts, self._finishes
        barred = (starts != finishes) & (
            (end == starts) | ((start == starts) & (end == finishes))
        )
        own = bool(row.windows) or row.deadline is not None
        if own and row.outer_site in (start, end):
            barred |= (row.outer_site == starts) | (row.outer_site == finishes)
        allowed = self.may(shipment.rows, (start, end))
        allowed &= ~barred
        return allowed

    def enter(self, site: str) -> Vehicles:
        """Tell whose class is allowed at a site."""
        if site not in self._entering:
            classes = classes_at(self._day.sites[site])
            self._entering[site] = np.array(
                [car.vehicle_class in classes for car in self._vehicles], bool
            )
        return self._entering[site]

    def serve(self, partners: frozenset[str]) -> Vehicles:
        """Tell whose owner may carry goods of all these partners (W2)."""
        if partners not in self._serving:
            owners = {car.owner for car in self._vehicles}
            serving = {
                owner
                for owner in owners
                if all(may_carry(self._day.agreements, owner, p) for p in partners)
            }
            self._serving[partners] = np.array(
                [car.owner in serving for car in self._vehicles], bool
            )
        return self._serving[partners]

    def _hold(self, outer: str) -> Vehicles:
        """Tell which vehicles the locks of a site leave."""
        if outer not in self._held:
            holders = [lock.vehicle for lock in self._day.locks if outer in lock.sites]
            self._held[outer] = np.array(
                [
                    all(holder == car.vehicle_id for holder in holders)
                    for car in self._vehicles
                ],
                bool,
            )
        return self._held[outer]
