"""Transfers as pages and KPIs show them: what waits where between two carriers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .trip_view import items_of

if TYPE_CHECKING:
    from routing.plan.model import Leg, Plan, PlannedBag


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """Bags that come to a site by one carrier and leave by the same other one.

    ``came`` and ``goes`` are the legs of the first of them; all share carriers
    and times.
    """

    site: str
    came: Leg
    goes: Leg
    bags: tuple[PlannedBag, ...]

    @property
    def arrive(self) -> int:
        """When they arrive."""
        return self.came.arrive

    @property
    def depart(self) -> int:
        """When they leave."""
        return self.goes.depart

    @property
    def items(self) -> int:
        """Items in the bags."""
        return items_of(self.bags)


def transfer_views(plan: Plan) -> tuple[TransferView, ...]:
    """Return the transfers by site and time, sites in the order of first arrival."""
    groups: dict[tuple[object, ...], list[tuple[PlannedBag, Leg, Leg]]] = {}
    for bag in plan.bags:
        for came, goes in pairwise(bag.legs):
            key = came.to_site, came.arrive, goes.depart, _carrier(came), _carrier(goes)
            groups.setdefault(key, []).append((bag, came, goes))
    views = [
        TransferView(
            site=rows[0][1].to_site,
            came=rows[0][1],
            goes=rows[0][2],
            bags=tuple(bag for bag, _, _ in rows),
        )
        for rows in groups.values()
    ]
    first: dict[str, int] = {}
    for view in views:
        first[view.site] = min(view.arrive, first.get(view.site, view.arrive))
    views.sort(key=lambda view: (first[view.site], view.site, view.arrive, view.depart))
    return tuple(views)


def _carrier(leg: Leg) -> tuple[str, str, int]:
    name = leg.vehicle or leg.trip or leg.offer or ""
    return leg.kind, name, leg.tour or 0
