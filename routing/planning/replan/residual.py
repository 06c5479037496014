"""The day that is left: what is still to be carried, by what is still there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.held_order import ORDERED, UNBROKEN
from routing.domain.reason import ReasonCode
from routing.domain.window import TimeWindow

from .later_boxes import later_boxes
from .later_goods import later_goods
from .later_services import later_lines, later_offers, later_trips
from .later_vehicles import later_vehicles

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day, Lock
    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    from .going import Going
    from .later_vehicles import Later


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """The day from an instant on, and the rests that its vehicles owe before."""

    day: Day
    later: Mapping[str, Later]


def residual_day(
    day: Day, travel: Travel, going: Going, rested: Collection[str] = ()
) -> Residual:
    """Return what is left of a day after what has begun.

    Parameters
    ----------
    rested
        Vehicles that take the breaks that they owe before anything else.
    """
    later = later_vehicles(day, travel, going, rested)
    vehicles = {name: row.vehicle for name, row in later.items()}
    if not vehicles:
        vehicles = _nobody(day, going)
    locks, freed = _locks(day, going, vehicles)
    goods = tuple(
        replace(row, blocked=row.blocked or ReasonCode.LOCK_CONFLICT)
        if _is_held(row, freed)
        else row
        for row in later_goods(day, going)
    )
    return Residual(
        later=later,
        day=replace(
            day,
            vehicles=vehicles,
            consignments=goods,
            sites=_sites(day, going),
            locks=locks,
            locks_unkept=(
                *day.locks_unkept,
                *(lock for lock in day.locks if freed.intersection(lock.sites)),
            ),
            lines=later_lines(day, going),
            trips=later_trips(day, going),
            offers=later_offers(day, going),
            boxes=later_boxes(day, going, goods),
            breakdowns=(),
            practice=(),
            lots_before=_lots(going),
        ),
    )


def _nobody(day: Day, going: Going) -> dict[str, Vehicle]:
    """Return a vehicle that carries nothing: a search needs one to say so."""
    car = next(iter([*day.vehicles.values(), *going.cars.values()]))
    never = TimeWindow(car.shift.late, car.shift.late)
    idle = replace(car, cap_g=0, max_route_duration=0, shift=never)
    return {car.vehicle_id: idle}


def _lots(going: Going) -> int:
    """Return the highest number of a lot that bags are named after."""
    names = (bag.lot.lstrip("L") for bag in going.plan.bags)
    return max((int(name) for name in names if name.isdigit()), default=0)


def _sites(day: Day, going: Going) -> dict[str, Site]:
    """Return the sites with what stands or comes there by what has begun."""
    stock: dict[str, int] = {}
    for row in going.standing.values():
        items = sum(row.bag.items.values())
        for number, leg in enumerate(row.legs, start=1):
            onward = row.legs[number].depart if number < len(row.legs) else None
            if onward is None or onward >= going.now:
                stock[leg.to_site] = stock.get(leg.to_site, 0) + items
    return {
        name: replace(
            site, stock_items=min(site.stock_items + stock[name], site.storage_items)
        )
        if name in stock and site.storage_items is not None
        else site
        for name, site in day.sites.items()
    }


def _locks(
    day: Day, going: Going, vehicles: Collection[str]
) -> tuple[tuple[Lock, ...], set[str]]:
    """Return the locks of what is left, and sites whose locks nobody can keep.

    A lock to a vehicle that begins nothing more, or an order that what has begun
    contradicts.
    """
    kept: list[Lock] = []
    freed: set[str] = set()
    for lock in day.locks:
        begun = {
            stop.site
            for tour in going.tours.get(lock.vehicle, ())
            for stop in tour.stops
        }
        sites = _still_possible(lock, begun) if lock.vehicle in vehicles else ()
        freed.update(site for site in lock.sites if site not in sites)
        if sites:
            kept.append(replace(lock, sites=sites))
    return tuple(kept), freed


def _still_possible(lock: Lock, begun: Collection[str]) -> tuple[str, ...]:
    """Return the sites of a lock where its vehicle may halt after what has begun.

    In an order those from the last one on that it has been to; none of an order
    without anything between.
    """
    been = [n for n, site in enumerate(lock.sites) if site in begun]
    if not been or lock.kind not in ORDERED:
        return lock.sites
    return () if lock.kind in UNBROKEN else lock.sites[max(been) :]


def _is_held(row: Consignment, freed: Collection[str]) -> bool:
    """Tell whether goods need a halt at a site whose lock nobody can keep.

    Goods that have left their village need none there.
    """
    left = row.seal is not None and row.seal.passed[:1] not in ((), (row.origin,))
    return row.destination in freed or (row.outer_site in freed and not left)
