"""What the oracle does not know: refused, never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.price import PriceBasis
from routing.domain.tariff import Stage
from routing.domain.vehicle import VehicleClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle

AUTONOMOUS = (VehicleClass.DRONE, VehicleClass.ROBOT)


class OutOfScopeError(ValueError):
    """A day has something that the oracle's model does not express."""


def refuse(day: Day) -> None:
    """Refuse a day beyond the model.

    Raises
    ------
    OutOfScopeError
        Naming everything that is beyond it.
    """
    beyond = [*_of_day(day), *(f for v in day.vehicles.values() for f in _of(v))]
    if beyond:
        msg = f"Beyond the oracle: {'; '.join(beyond)}."
        raise OutOfScopeError(msg)


def _of_day(day: Day) -> Iterator[str]:
    if day.locks or day.closed_roads or day.set_aside:
        yield "locks, closed roads or rows set aside"
    if day.settings.economic_deferral or day.settings.keep_usual:
        yield "deferral or usual vehicles"
    yield from _of_clock(day)
    if any(
        span.early < car.shift.late and span.late > car.shift.early
        for ban in day.bans
        for car in day.vehicles.values()
        if ban.sites and ban.binds(car)
        for span in ban.times
    ):
        yield "bans that bind a vehicle"
    for row in day.consignments:
        goods = day.goods[row.goods_class]
        if goods.incompatible_with:
            yield f"incompatible {row.consignment_id}"
    for line in day.lines.values():
        if line.max_hold_duration:
            yield f"shuttle {line.line_id} that waits"
    for tariff in day.tariffs:
        counted = tariff.stage in (Stage.HUB, Stage.STATION)
        if counted and tariff.price.basis is not PriceBasis.PER_ITEM:
            yield f"tariff {tariff.tariff_id} {tariff.price.basis.value}"


def _of_clock(day: Day) -> Iterator[str]:
    """Yield prices of the clock: lateness (P1g) and freshness (P5)."""
    if day.settings.freshness_weight:
        yield "freshness that weighs"
    for row in day.consignments:
        if row.is_soft:
            yield f"lateness of {row.consignment_id} at a price"


def _of(vehicle: Vehicle) -> Iterator[str]:
    name = vehicle.vehicle_id
    if vehicle.vehicle_class in AUTONOMOUS or vehicle.range_m is not None:
        yield f"{name} flies, is a robot or has a range"
    if vehicle.micro_yuan_per_cold_hour:
        yield f"{name} pays for refrigeration"
    if vehicle.start_site != vehicle.end_site:
        yield f"{name} ends elsewhere"
    if vehicle.max_tours is None:
        yield f"{name} without a bound of tours"
    if len(vehicle.breaks) > 1:
        yield f"{name} has more than one break"
    if vehicle.max_drive_duration < vehicle.max_route_duration:
        yield f"{name} could drive too long without a pause"
