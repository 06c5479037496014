"""Tables of the Longkou day that are written down: everything here is synthetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instances.csvfile import Cell, Table

DATE = "2026-03-11"
ORDINARY, CHILLED, BULKY = "普通", "冷藏", "大件"
FIRST_AT_HUB = 9
"""Vehicles from this number on are at home at hubs."""
OPERATOR = "示例城乡客运"
PARTNERS = ("示例邮政", "甲快递", "乙快递", "丙快递", "丁快递", "戊快递")


def partners() -> Table:
    """Six owners of goods and a bus company, with neutral names.

    Masses and volumes per item are published averages.
    """
    columns = ("partner_id", "name", "kind", "kg_per_item", "litres_per_item",
               "items_per_bag", "arrival_time", "ready_time")  # fmt: skip
    ready = ("07:00", "07:00", "07:00", "07:00", "07:30", "07:30")
    kinds = ("postal", *["express"] * 5)
    rows: list[tuple[Cell, ...]] = [
        (f"P{number}", name, kind, 1.5, 7.3, 20, "06:00", time)
        for number, (name, kind, time) in enumerate(
            zip(PARTNERS, kinds, ready, strict=True), start=1
        )
    ]
    return columns, [*rows, ("P7", OPERATOR, "bus", "", "", "", "", "")]


def goods() -> Table:
    """Return three classes; minutes outside refrigeration are assumed."""
    columns = ("goods_class", "temp", "temp_min_c", "temp_max_c", "bus_allowed",
               "cold_limit_min", "pack_min", "max_item_kg", "bag", "unit",
               "kg_per_unit", "litres_per_unit", "rule")  # fmt: skip
    return columns, [
        (ORDINARY, "ambient", "", "", "是", "", "", 30, "是", "件", "", "", "accept"),
        (CHILLED, "chilled", 0, 8, "否", 30, 120, 30, "是", "箱", 3, 12, "accept"),
        (BULKY, "ambient", "", "", "否", "", "", 60, "否", "件", 18, 80, "accept"),
    ]


def agreements() -> Table:
    """Post and buses with everybody, express companies too but for one pair."""
    columns = ("partner", "with", "kind", "mixed_bag")
    rows = [("P1", "*", "邮快", "是"), ("P7", "*", "交快", "是")]
    express = [f"P{number}" for number in range(2, 7)]
    for place, first in enumerate(express):
        for second in express[place + 1 :]:
            if (first, second) != ("P5", "P6"):
                rows.append((first, second, "快快", "是"))
    return columns, rows


def settings() -> Table:
    """Return the date, the coordinate source, the bagging and what data this is."""
    return ("key", "value"), [
        ("date", DATE),
        ("coord_source", "wgs84"),
        ("bagging", "shared"),
        ("economic_deferral", "否"),
        ("keep_usual", "否"),
        ("data_note", "道路真实；班线、件量与价格为示例；坐标由里程反推"),
    ]


def vehicles(hub: str, outer_hubs: Sequence[str]) -> Table:
    """Return twelve vehicles of five owners; every price is assumed.

    Parameters
    ----------
    hub
        Where one of the first two tricycles is at home.
    outer_hubs
        Where the other three are.
    """
    columns = ("vehicle_id", "plate", "vehicle_class", "owner", "start_site",
               "end_site", "cap_kg", "cap_m3", "fill", "temp_compartments", "shift",
               "max_hours", "breaks", "reload_min", "range_km", "fixed_yuan_day",
               "avoidable", "yuan_per_km", "yuan_per_hour", "speed_profile", "energy",
               "per_100km")  # fmt: skip
    day, early, rest = "07:00-18:30", "06:30-18:00", "30@11:00-13:30"
    light = (1000, 5.0, 0.85)
    micro = (500, 2.5, 0.85)
    trike = (180, 1.1, 0.85)
    cold, cool = "chilled:2.5;ambient:2.5", "chilled:0.8;ambient:1.7"
    van, tricycle = "van", "tricycle"
    bases = dict(enumerate((hub, *outer_hubs), start=FIRST_AT_HUB))
    rows: list[tuple[str | int | float, ...]] = []
    for number, (kind, owner, room, parts, shift, own) in enumerate(
        (
            ("light", "P1", light, cold, early, "否"),
            ("light", "P1", light, "", early, "否"),
            ("light", "P2", light, "", day, "是"),
            ("microvan", "P2", micro, cool, day, "否"),
            ("microvan", "P3", micro, "", day, "否"),
            ("microvan", "P4", micro, "", day, "是"),
            ("microvan", "P5", micro, "", day, "是"),
            *[("tricycle", "P1", trike, "", day, "否")] * 5,
        ),
        start=1,
    ):
        fixed, km, hour, energy, used = {
            "light": (90, 1.0, 26, "diesel", 13),
            "microvan": (60, 0.65, 24, "electric", 24),
            "tricycle": (30, 0.15, 20, "electric", 6),
        }[kind]
        is_trike = kind == "tricycle"
        base = bases.get(number, "")
        rows.append(
            (f"LK-{number:02d}", f"示例{number:02d}", kind, owner, base, base, *room,
             parts, shift, 8, rest, 10 if is_trike else 20, 60 if is_trike else "",
             fixed, own, km, hour, tricycle if is_trike else van, energy, used)
        )  # fmt: skip
    return columns, rows
