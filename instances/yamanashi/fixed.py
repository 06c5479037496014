"""Tables of the Yamanashi day that are written down: everything here is synthetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .timetable import DATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instances.csvfile import Cell, Table

ORDINARY, NOT_ON_BUS = "普通", "液体"
OWNERS = ("P1", "P2", "P3", "P4", "P5", "P6")
"""Partners that own goods; P1 is the post. Names are neutral on purpose: no real
company agreed to any of this."""
BUS_OPERATORS = ("P7", "P8", "P9")
POST = "P1"
CENTRE_ID = "YC00"


def partners() -> Table:
    """Return six owners of goods and three bus companies."""
    columns = ("partner_id", "name", "kind", "kg_per_item", "litres_per_item",
               "items_per_bag", "arrival_time", "ready_time")  # fmt: skip
    names = ("示例邮政", "甲快递", "乙快递", "丙快递", "丁快递", "戊快递")
    rows: list[tuple[Cell, ...]] = [
        (key, name, "postal" if key == POST else "express", 1.5, 7.3, 20, "05:30",
         "06:30")
        for key, name in zip(OWNERS, names, strict=True)
    ]  # fmt: skip
    buses = ("示例城乡客运", "示例湖区客运", "示例社区巴士")
    rows += [
        (key, name, "bus", "", "", "", "", "")
        for key, name in zip(BUS_OPERATORS, buses, strict=True)
    ]
    return columns, rows


def goods() -> Table:
    """Return ordinary goods, and liquids that go by road only."""
    columns = ("goods_class", "temp", "bus_allowed", "max_item_kg", "bag", "rule")
    return columns, [
        (ORDINARY, "ambient", "是", 30, "是", "accept"),
        (NOT_ON_BUS, "ambient", "否", 30, "是", "accept"),
    ]


def agreements() -> Table:
    """Return the post and the buses with everybody, express companies pairwise."""
    rows = [(POST, "*", "邮快", "是")]
    rows += [(bus, "*", "交快", "是") for bus in BUS_OPERATORS]
    express = OWNERS[1:]
    rows += [
        (first, second, "快快", "是")
        for place, first in enumerate(express)
        for second in express[place + 1 :]
    ]
    return ("partner", "with", "kind", "mixed_bag"), rows


def handovers(hub_ids: Mapping[str, str]) -> Table:
    """Return what the post offers: three townships, one hub's villages, the rest.

    The first rows compete with the county's own vehicles; the last two are the
    last resort for the farthest townships, tomorrow.
    """
    columns = ("offer_id", "carrier", "for_partners", "from_site", "township",
               "cutoff_time", "delivered_by", "days", "cap_items", "cap_bags",
               "last_resort", "basis", "price", "confirmed")  # fmt: skip
    return columns, [
        ("邮政-盐山", POST, "*", CENTRE_ID, hub_ids["盐山"], "07:30", "17:00", "每日",
         200, "", "否", "per_item", 0.7, "是"),
        ("邮政-鳅泽", POST, "*", CENTRE_ID, hub_ids["鳅泽"], "07:30", "17:00", "每日",
         200, "", "否", "per_item", 0.6, "是"),
        ("邮政-须玉转投", POST, "*", hub_ids["须玉"], hub_ids["须玉"], "10:30", "18:00",
         "每日", "", 20, "否", "per_bag", 7.0, "是"),
        ("兜底-须玉", POST, "*", CENTRE_ID, hub_ids["须玉"], "16:00", "次日18:00",
         "每日", 300, "", "是", "per_item", 2.5, "是"),
        ("兜底-富士河口湖", POST, "*", CENTRE_ID, hub_ids["富士河口湖"], "16:00",
         "次日18:00", "每日", 300, "", "是", "per_item", 2.5, "是"),
    ]  # fmt: skip


def tariffs(hub_ids: Mapping[str, str]) -> Table:
    """Return a fee per bag for what is handled at a hub."""
    columns = ("stage", "payer", "payee", "basis", "price", "from_site", "valid_from")
    return columns, [
        ("hub", payer, POST, "per_item", 0.05, hub, "2017-01-01")
        for payer in OWNERS[1:]
        for hub in hub_ids.values()
    ]


def settings() -> Table:
    """Return the date, the coordinate source, the bagging and what data this is."""
    return ("key", "value"), [
        ("date", DATE.isoformat()),
        ("coord_source", "wgs84"),
        ("bagging", "shared"),
        ("economic_deferral", "否"),
        ("keep_usual", "否"),
        ("detour_factor", 1.4),
        ("data_note",
         "时刻表真实(日本山梨县公交，2017年)；站点设在真实停靠点，公里为估算；"
         "件量、车辆、单位、运力与价格均为示例"),
    ]  # fmt: skip
