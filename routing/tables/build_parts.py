"""The parts of a day, each read from its table, before overrides change them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .build_consignments import split_townships
from .build_demand import build_demand
from .build_orders import build_orders, build_pickups, replace_demand
from .build_partners import build_agreements, build_goods, build_partners
from .build_practice import build_practice
from .build_services import build_services
from .build_sites import build_sites
from .build_vehicles import build_vehicles
from .headers import TABLES

if TYPE_CHECKING:
    from routing.domain.ban import Ban
    from routing.domain.goods import GoodsClass
    from routing.domain.partner import Agreement, Partner
    from routing.domain.practice import PracticeTour
    from routing.domain.vehicle import Vehicle

    from .build_draft import Draft
    from .build_lines import DemandRead
    from .build_services import ServicesRead
    from .build_sites import SitesRead
    from .build_vehicles import VehiclesRead

DEMAND_TABLES = ("demand", "orders", "pickups")


@dataclass(slots=True, kw_only=True)
class Parts:
    """The parts of a day while the overrides still change them."""

    sites: SitesRead
    partners: dict[str, Partner]
    goods: dict[str, GoodsClass]
    fleet: VehiclesRead
    demand: DemandRead
    agreements: tuple[Agreement, ...] | None
    services: ServicesRead
    practice: tuple[PracticeTour, ...] = ()
    bans: tuple[Ban, ...] = ()
    closed_roads: list[tuple[str, str]] = field(default_factory=list)

    @property
    def in_service(self) -> dict[str, Vehicle]:
        """The vehicles that work today."""
        return {
            key: vehicle
            for key, vehicle in self.fleet.vehicles.items()
            if key not in self.fleet.out
        }


def read_parts(draft: Draft) -> Parts:
    """Read every part; none is left out because another one failed."""
    sites = build_sites(draft)
    partners = build_partners(draft)
    goods = build_goods(draft)
    if not any(name in draft.tables for name in DEMAND_TABLES):
        draft.found.fatal("TABLE_MISSING", word="demand", word_zh=TABLES["demand"][0])
    demand = build_demand(draft, sites, partners)
    replace_demand(draft, demand, build_orders(draft, sites))
    split_townships(draft, sites, demand)
    pickups = build_pickups(draft, sites, partners, goods)
    demand.lines.extend(pickups.lines)
    demand.set_aside.extend(pickups.set_aside)
    fleet = build_vehicles(draft, sites.centre)
    return Parts(
        sites=sites,
        partners=partners,
        goods=goods,
        fleet=fleet,
        demand=demand,
        agreements=build_agreements(draft, partners),
        services=build_services(draft, sites, partners),
        practice=build_practice(draft, fleet.vehicles),
    )
