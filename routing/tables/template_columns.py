"""What the template workbooks ask for: tables, columns, words to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import schema_words as words

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE_TABLES: dict[str, str] = {
    "sites": (
        "site_id name level township lon lat km_to_hub hours service_days "
        "allowed_classes aliases service_min sec_per_item market_days last_served "
        "service_kind served_by usual_vehicle dry_only storage_items stock_items "
        "cold_storage township_share handling_min sorts docks security_check chargers "
        "population dispatchable keeper phone"
    ),
    "vehicles": (
        "vehicle_id plate vehicle_class owner start_site end_site cap_kg cap_m3 "
        "fill shift max_hours max_drive_min breaks max_tours reload_min range_km "
        "max_km recharge_min fixed_yuan_day avoidable yuan_per_km yuan_per_hour "
        "temp_compartments cap_items speed_profile energy per_100km status "
        "insured_until inspected_until driver driver_phone"
    ),
    "partners": (
        "partner_id name kind aliases kg_per_item litres_per_item items_per_bag "
        "arrival_time ready_time sort_depth shares_cost own_depot "
        "current_cost_yuan contact phone"
    ),
    "goods": (
        "goods_class temp bus_allowed cold_limit_min pack_min max_ride_min max_item_kg "
        "max_edge_cm bag incompatible_with rule"
    ),
    "travel": "from to km min profile",
    "lines": (
        "line_id name operator kind price_basis price max_hold_min runs_anyway "
        "contact phone"
    ),
    "stop_times": (
        "line_id seq site offset_min load_ok unload_ok attended handover_sites "
        "walk_min max_dwell_min"
    ),
    "trips": (
        "line_id departures days cap_bags cap_kg cap_m3 cutoff_min passengers "
        "no_freight plate crew phone confirmed"
    ),
    "handovers": (
        "carrier for_partners from_site to_sites township cutoff_time delivered_by "
        "days goods_classes cap_items cap_bags cap_kg basis price last_resort confirmed"
    ),
    "boxes": (
        "type site count litres temp autonomy_min owner yuan_per_use returned_at "
        "freeze_min"
    ),
}
"""Tables of the workbook that rarely changes, with their columns in order."""

DAY_TABLES: dict[str, str] = {
    "demand": (
        "site township partner items kg m3 goods_class priority ready_time "
        "deadline window backlog days_waiting cod_yuan from_site"
    ),
    "pickups": (
        "kind site partner goods_class items kg window to_site precooled_at must"
    ),
    "overrides": "kind object parameter from until reason by",
}
"""Tables of the day's workbook."""

REQUIRED: dict[str, frozenset[str]] = {
    "sites": frozenset({"name", "level"}),
    "vehicles": frozenset({"plate", "vehicle_class"}),
    "partners": frozenset({"partner_id", "name", "kind"}),
    "goods": frozenset({"goods_class", "temp", "bus_allowed"}),
    "travel": frozenset({"from", "to", "km"}),
    "lines": frozenset({"line_id", "operator", "price_basis"}),
    "stop_times": frozenset({"line_id", "seq", "site", "load_ok", "unload_ok"}),
    "trips": frozenset({"line_id", "departures"}),
    "handovers": frozenset(
        {
            *("carrier", "for_partners", "from_site", "cutoff_time"),
            *("delivered_by", "basis", "price"),
        }
    ),
    "boxes": frozenset({"type", "site", "count", "litres", "autonomy_min", "temp"}),
    "demand": frozenset({"site", "partner", "items"}),
    "pickups": frozenset({"kind", "site", "items"}),
    "overrides": frozenset({"kind", "object", "reason", "by"}),
}
"""Columns marked with a star (formats.md, R)."""

FLAGS = ("是", "否")
FLAG_COLUMNS = {
    "sites": "dry_only sorts security_check takes_cash dispatchable",
    "vehicles": "avoidable",
    "partners": "shares_cost",
    "goods": "bus_allowed bag",
    "lines": "runs_anyway",
    "stop_times": "load_ok unload_ok attended",
    "trips": "confirmed",
    "handovers": "last_resort confirmed",
    "pickups": "must",
}
LISTS: dict[tuple[str, str], Mapping[str, object]] = {
    ("sites", "level"): words.LEVELS,
    ("vehicles", "vehicle_class"): words.VEHICLE_CLASSES,
    ("vehicles", "status"): words.VEHICLE_STATES,
    ("partners", "kind"): words.PARTNER_KINDS,
    ("partners", "sort_depth"): words.SORT_DEPTHS,
    ("goods", "temp"): words.TEMPERATURES,
    ("goods", "rule"): words.ACCEPT_RULES,
    ("lines", "kind"): words.LINE_KINDS,
    ("lines", "price_basis"): words.PRICE_BASES,
    ("handovers", "basis"): words.PRICE_BASES,
    ("boxes", "temp"): words.COLD_TEMPERATURES,
    ("demand", "priority"): words.PRIORITIES,
    ("pickups", "kind"): words.PICKUP_KINDS,
    ("overrides", "kind"): words.OVERRIDE_KINDS,
}
SETTINGS = (
    ("coord_source", ("高德", "百度", "腾讯", "GPS")),
    ("bagging", ("合并装袋", "各家分袋")),
    ("economic_deferral", FLAGS),
    ("keep_usual", FLAGS),
    ("only_confirmed", FLAGS),
    ("weather", ("晴", "雨")),
    ("dispatcher_phone", ()),
)
"""Settings that a beginner meets, with the words to choose from."""


def choices(table: str, column: str) -> tuple[str, ...]:
    """Return the words of a column's drop-down list: one for each value."""
    if column in FLAG_COLUMNS.get(table, "").split():
        return FLAGS
    first: dict[object, str] = {}
    for word, value in LISTS.get((table, column), {}).items():
        if not word.isascii():
            first.setdefault(value, word)
    return tuple(first.values())
