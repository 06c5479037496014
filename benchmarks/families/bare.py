"""A county day that holds nothing but what a benchmark names.

Service takes no time, nothing has a price but metres, all places are open, every
vehicle makes one tour; a family says what is different.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import Day
from routing.domain.goods import DEFAULT_CLASS, GoodsClass
from routing.domain.partner import Partner
from routing.domain.site import ROAD_CLASSES, Level, Site
from routing.domain.units import DAY_SECONDS, MICRO_PER_CENT
from routing.domain.vehicle import Temperature, Vehicle, VehicleClass
from routing.domain.window import TimeWindow
from routing.travel.matrix import UNREACHABLE, Source, Travel, TravelMatrix

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

DATE = dt.date(2026, 3, 2)
PARTNER = "P"
ITEMS_PER_BAG = 1_000_000
"""So many that a parcel is one bag and never split."""

HORIZON = 4 * DAY_SECONDS
"""The longest day that the program plans."""

LONGEST_LEG_M = 2_000_000

CENT_PER_METRE = 1000 * MICRO_PER_CENT
"""Millionths of a yuan per km that make a metre cost a cent."""


def bare_site(site_id: str, level: Level, **fields: Any) -> Site:  # noqa: ANN401
    """Return a place that is always open and where nothing takes time."""
    given: dict[str, Any] = {
        "hours": (),
        "service_duration": 0,
        "sec_per_item": 0,
        "handling_duration": 0,
        "allowed_classes": ROAD_CLASSES,
        **fields,
    }
    return Site(site_id=site_id, name=site_id, level=level, **given)


def bare_vehicle(
    vehicle_id: str,
    ends: tuple[str, str],
    cap_g: int,
    **fields: Any,  # noqa: ANN401
) -> Vehicle:
    """Return a vehicle of one tour a day whose metres cost a cent each."""
    given: dict[str, Any] = {
        "vehicle_class": VehicleClass.LIGHT,
        "compartments_cm3": {Temperature.AMBIENT: 1},
        "shift": TimeWindow(0, HORIZON),
        "max_route_duration": HORIZON,
        "max_drive_duration": HORIZON,
        "owner": None,
        "max_tours": 1,
        "reload_duration": 0,
        "micro_yuan_per_km": CENT_PER_METRE,
        **fields,
    }
    return Vehicle(
        vehicle_id=vehicle_id,
        plate=vehicle_id,
        start_site=ends[0],
        end_site=ends[1],
        cap_g=cap_g,
        **given,
    )


def bare_parcel(
    name: str,
    ends: tuple[str, str],
    load: int,
    *,
    items: int = 1,
    ready_time: int = 0,
    partner: str = PARTNER,
) -> Consignment:
    """Return a consignment of one bag; a unit of load is a gram."""
    return Consignment(
        consignment_id=name,
        kind=ConsignmentKind.DELIVERY,
        origin=ends[0],
        destination=ends[1],
        partner=partner,
        goods_class=DEFAULT_CLASS,
        items=items,
        grams=load,
        cm3=0,
        ready_time=ready_time,
    )


def bare_day(
    centre: str,
    sites: Iterable[Site],
    vehicles: Iterable[Vehicle],
    parcels: Iterable[Consignment],
    partners: Iterable[str] = (PARTNER,),
    **fields: Any,  # noqa: ANN401
) -> Day:
    """Return a day of one class of goods, and of one partner where none is named."""
    return Day(
        date=DATE,
        centre=centre,
        sites={site.site_id: site for site in sites},
        partners={
            partner: Partner(
                partner_id=partner,
                name=partner,
                items_per_bag=ITEMS_PER_BAG,
                ready_time=0,
            )
            for partner in partners
        },
        goods={DEFAULT_CLASS: GoodsClass()},
        vehicles={vehicle.vehicle_id: vehicle for vehicle in vehicles},
        consignments=tuple(parcels),
        **fields,
    )


def metres_per_unit(longest: float) -> int:
    """Return the greatest power of ten with which no leg is beyond 2,000 km."""
    scale = 1
    while longest * scale * 10 <= LONGEST_LEG_M:
        scale *= 10
    return scale


def euclid(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Return the distances between points in double precision."""
    xy = np.array(points, np.float64).reshape(len(points), 2)
    apart = xy[:, None, :] - xy[None, :, :]
    distances: NDArray[np.float64] = np.hypot(apart[..., 0], apart[..., 1])
    return distances


def travel_matrix(
    profile: str,
    metres: NDArray[np.float64],
    seconds: NDArray[np.float64],
    may: NDArray[np.bool_] | None = None,
) -> TravelMatrix:
    """Return a matrix of whole metres (nearest) and whole seconds (up).

    Pairs where ``may`` is False cannot be driven.
    """
    whole_metres = np.floor(metres + 0.5).astype(np.int32)
    # What is exact in the family must not cost a second for its last digit.
    whole_seconds = np.ceil(np.round(seconds, 6)).astype(np.int32)
    source = np.full(whole_metres.shape, Source.FILE, np.uint8)
    if may is not None:
        shut = ~may
        np.fill_diagonal(shut, val=False)
        whole_metres[shut] = whole_seconds[shut] = UNREACHABLE
        source[shut] = Source.UNKNOWN
    np.fill_diagonal(source, Source.SAME)
    return TravelMatrix(
        profile=profile, metres=whole_metres, seconds=whole_seconds, source=source
    )


def travel_of(sites: Iterable[str], matrices: Iterable[TravelMatrix]) -> Travel:
    """Return the matrices of a day whose rows are these sites."""
    index: Mapping[str, int] = {site: row for row, site in enumerate(sites)}
    return Travel(index=index, matrices={matrix.profile: matrix for matrix in matrices})
