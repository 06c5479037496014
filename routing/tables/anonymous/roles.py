"""What every column that may hold a name holds."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What the words of a cell name."""

    SITE = "site"
    SITES = "sites"
    PLACE = "place"
    """A site, or a township's name."""
    TOWNSHIP = "township"
    PARTNER = "partner"
    PARTNERS = "partners"
    PARTY = "party"
    """A partner, or somebody outside."""
    GOODS = "goods"
    GOODSES = "goods classes"
    VEHICLE = "vehicle"
    VEHICLES = "vehicles"
    LINE = "line"
    TRIP = "trip"
    OFFER = "offer"
    PROFILE = "profile"
    CODE = "code"
    """A short number or letter, as on a chute."""
    KIND = "kind"
    """One of a few words that the program knows."""
    ROW = "row"
    """Read with the rest of its row: ids, names, positions."""
    KEEP = "keep"
    DROP = "drop"


ROLES: dict[str, dict[str, Role]] = {
    "sites": {
        "site_id": Role.ROW, "name": Role.ROW, "aliases": Role.DROP,
        "level": Role.ROW, "township": Role.ROW, "lon": Role.ROW, "lat": Role.ROW,
        "position_estimated": Role.ROW, "served_by": Role.SITE,
        "service_kind": Role.KIND, "usual_vehicle": Role.VEHICLE, "chute": Role.CODE,
    },
    "partners": {
        "partner_id": Role.PARTNER, "name": Role.PARTNER, "aliases": Role.DROP,
        "own_depot": Role.SITE,
    },
    "goods": {
        "goods_class": Role.GOODS, "unit": Role.DROP,
        "incompatible_with": Role.GOODSES,
    },
    "vehicles": {
        "vehicle_id": Role.ROW, "plate": Role.ROW, "owner": Role.PARTNER,
        "start_site": Role.SITE, "end_site": Role.SITE,
        "speed_profile": Role.PROFILE, "energy": Role.KIND,
    },
    "agreements": {"partner": Role.PARTNER, "with": Role.PARTNER, "kind": Role.KIND},
    "demand": {
        "site": Role.PLACE, "township": Role.PLACE, "goods_class": Role.GOODS,
        "from_site": Role.SITE, "partner": Role.PARTNER,
    },
    "orders": {
        "order_id": Role.KEEP, "site": Role.PLACE, "township": Role.TOWNSHIP,
        "partner": Role.PARTNER, "goods_class": Role.GOODS, "from_site": Role.SITE,
    },
    "pickups": {
        "site": Role.PLACE, "partner": Role.PARTNER, "goods_class": Role.GOODS,
        "to_site": Role.SITE, "township": Role.TOWNSHIP,
    },
    "overrides": {
        "object": Role.ROW, "parameter": Role.ROW, "from": Role.ROW,
        "until": Role.ROW, "reason": Role.ROW, "by": Role.ROW,
    },
    "routes": {"vehicle": Role.VEHICLE, "site": Role.SITE},
    "settings": {"key": Role.ROW, "value": Role.ROW},
    "lines": {"line_id": Role.LINE, "name": Role.ROW, "operator": Role.PARTNER},
    "stop_times": {
        "line_id": Role.LINE, "site": Role.SITE, "handover_sites": Role.SITES,
    },
    "trips": {"trip_id": Role.TRIP, "line_id": Role.LINE, "plate": Role.DROP},
    "handovers": {
        "offer_id": Role.OFFER, "carrier": Role.PARTNER,
        "for_partners": Role.PARTNERS, "from_site": Role.SITE,
        "to_sites": Role.SITES, "township": Role.TOWNSHIP,
        "goods_classes": Role.GOODSES,
    },
    "tariffs": {
        "payer": Role.PARTY, "payee": Role.PARTY, "tax": Role.DROP,
        "goods_class": Role.GOODS, "from_site": Role.SITE, "to_site": Role.SITE,
        "township": Role.TOWNSHIP,
    },
    "boxes": {"type": Role.GOODS, "owner": Role.PARTNER, "site": Role.SITE},
    "bans": {"area": Role.ROW, "permits": Role.VEHICLES},
}  # fmt: skip
"""By table and column; a column that is absent holds numbers, times or words of a
closed list, and is kept where it can be read."""

KINDS = {
    ("sites", "service_kind"): ("驻村设点", "直投到户", "代收点", "到镇自提"),
    ("vehicles", "energy"): ("电", "汽油", "柴油", "electric", "petrol", "diesel"),
    ("agreements", "kind"): ("邮快", "交快", "快快", "快商", "快销"),
}
"""Words that are kept in columns of free text."""

SETTINGS_KEPT = frozenset(
    {
        "date", "bagging", "economic_deferral", "keep_usual", "only_confirmed",
        "unusual_vehicle_yuan", "penalty_high_yuan", "penalty_normal_yuan",
        "penalty_low_yuan", "days_per_month", "bus_stop_sec", "sec_per_bag",
        "door_open_sec", "delay_yuan_per_hour", "detour_factor", "speed_curve",
        "temperature_c", "weather", "currency", "co2_grid_kg_per_kwh",
        "co2_petrol_kg_per_l", "co2_diesel_kg_per_l",
    }
)  # fmt: skip
"""Keys of the settings that change a plan or its figures."""
