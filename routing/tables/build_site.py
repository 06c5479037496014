"""One site: its parsed cells as the domain's values, its answer for today."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from routing.domain.site import ROAD_CLASSES, Contact, Site
from routing.domain.units import seconds_from_minutes

from .calendar import DAILY, WEEK, ServiceDays

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.vehicle import Temperature, VehicleClass

    from .build_draft import Draft
    from .build_places import SiteDraft
    from .schema import Row

CM3_PER_M3 = 1_000_000
MAX_CLASS_HEADERS = ("max_vehicle_class", "最大车型", "最高车型")


def make_site(draft: Draft, site: SiteDraft) -> Site:
    """Turn a placed site with its presets into the domain's site."""
    values = site.row.values
    optional: dict[str, Any] = {
        name: values[name]
        for name in (
            "hours", "service_kind", "storage_items", "stock_items", "sorts",
            "sort_rate", "docks", "security_check", "chargers", "takes_cash",
            "population", "chute", "dispatchable", "usual_vehicle", "dry_only",
        )
        if name in values
    }  # fmt: skip
    if "sec_per_item" in values:
        optional["sec_per_item"] = round(values["sec_per_item"])
    for column, target in (
        ("service_min", "service_duration"),
        ("handling_min", "handling_duration"),
    ):
        if column in values:
            optional[target] = seconds_from_minutes(values[column])
    if "cold_storage" in values:
        optional["cold_storage_cm3"] = _cold_storage(values["cold_storage"])
    return Site(
        site_id=site.site_id,
        name=site.name,
        level=site.level,
        township=site.township,
        lon=site.lon,
        lat=site.lat,
        metres_to_hub=site.metres_to_hub,
        position_estimated=site.estimated,
        serves_today=_serves(draft, site.row),
        market_today=_has_market(draft, site.row),
        services_per_week=_services_per_week(site.row),
        allowed_classes=_allowed_classes(site.row),
        contact=Contact(name=values.get("keeper", ""), phone=values.get("phone", "")),
        **optional,
    )


def _cold_storage(
    rooms: Mapping[Temperature, Decimal | None],
) -> dict[Temperature, int | None]:
    """Return cm³ by temperature, never more than there is; None is unlimited."""
    return {
        temp: None
        if room is None
        else int((room * CM3_PER_M3).to_integral_value(ROUND_FLOOR))
        for temp, room in rooms.items()
    }


def _serves(draft: Draft, row: Row) -> bool:
    """Answer service days; a market day of the place is a service day too."""
    rule: ServiceDays = row.values.get("service_days", DAILY)
    market: ServiceDays | None = row.values.get("market_days")
    last = row.values.get("last_served")
    if rule.interval is not None and last is None:
        row.warn("LAST_SERVED_MISSING", "service_days")
    if rule.market and market is None:
        row.warn("MARKET_DAYS_MISSING", "service_days")
        return True
    return _has_market(draft, row) or rule.includes(draft.date, last)


def _has_market(draft: Draft, row: Row) -> bool:
    market: ServiceDays | None = row.values.get("market_days")
    return market is not None and market.includes(draft.date)


def _services_per_week(row: Row) -> float | None:
    """Return service days in a usual week, market days of the place included.

    Market days fall on the other days as often as on any.
    """
    rule: ServiceDays = row.values.get("service_days", DAILY)
    market: ServiceDays | None = row.values.get("market_days")
    served = 0.0 if rule.market else rule.per_week
    extra = market.per_week if market is not None else None
    if served is None or (rule.market and extra is None):
        return None
    if market is not None and market.weekdays and rule.weekdays:
        return float(len({*rule.weekdays, *market.weekdays}))
    return round(served + (WEEK - served) * (extra or 0.0) / WEEK, 2)


def _allowed_classes(row: Row) -> tuple[VehicleClass, ...]:
    biggest = row.values.get("max_vehicle_class")
    named = row.values.get("allowed_classes")
    header = row.table.columns.get("allowed_classes", "").casefold()
    if biggest is None and named and header in MAX_CLASS_HEADERS:
        biggest = named[-1]
    if biggest in ROAD_CLASSES:
        return ROAD_CLASSES[: ROAD_CLASSES.index(biggest) + 1]
    return tuple(named) if named else ROAD_CLASSES
