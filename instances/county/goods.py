"""Partners, goods, demand, orders, pickups and codes of a generated county."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .land import round_to

if TYPE_CHECKING:
    from instances.csvfile import Cell, Table

    from .places import Places
    from .traits import Season

ORDINARY, CHILLED = "普通", "冷藏"
SIGMA = 0.8
SHARES = (0.25, 0.21, 0.19, 0.16, 0.13, 0.06)
CHILLED_SHARE = 0.5
HIGH, LOW = 0.05, 0.1
CODED_PARTNER = "P2"
_PARTNERS = (
    ("P1", "示例邮政", "postal", 1.5, 7.3, 20, "05:30", "07:00"),
    ("P2", "甲快递", "express", 1.6, 7.8, 20, "05:40", "07:00"),
    ("P3", "乙快递", "express", 1.4, 7.0, 22, "05:50", "07:00"),
    ("P4", "丙快递", "express", 1.5, 7.3, 20, "06:00", "07:30"),
    ("P5", "丁快递", "express", 1.3, 6.8, 24, "06:10", "07:30"),
    ("P6", "示例县客运小件快运", "bus", 2.0, 8.5, 16, "06:30", "08:00"),
)


def partners() -> Table:
    """Return six partners; mass and volume per item lie around the published means."""
    columns = ("partner_id", "name", "kind", "kg_per_item", "litres_per_item",
               "items_per_bag", "arrival_time", "ready_time")  # fmt: skip
    return columns, _PARTNERS


def goods() -> Table:
    """Return ordinary, chilled and one class that needs a person's word."""
    columns = ("goods_class", "temp", "temp_min_c", "temp_max_c", "bus_allowed",
               "cold_limit_min", "pack_min", "max_item_kg", "bag", "incompatible_with",
               "rule")  # fmt: skip
    return columns, [
        (ORDINARY, "ambient", "", "", "是", "", "", 30, "是", "", "accept"),
        (CHILLED, "chilled", 0, 8, "否", 30, 240, 30, "是", "", "accept"),
        ("农药", "ambient", "", "", "否", "", "", 30, "是", ORDINARY, "review"),
    ]


def agreements() -> Table:
    """Return the post and the buses with everybody, express companies pairwise."""
    rows = [("P1", "*", "邮快", "是"), ("P6", "*", "交快", "是")]
    express = ("P2", "P3", "P4", "P5")
    rows += [
        (first, second, "快快", "是")
        for place, first in enumerate(express)
        for second in express[place + 1 :]
    ]
    return ("partner", "with", "kind", "mixed_bag"), rows


@dataclass(frozen=True, slots=True)
class Demand:
    """Items by village and partner, shape (villages, partners) each."""

    ordinary: np.ndarray
    chilled: np.ndarray


def draw_demand(
    places: Places, items: int, season: Season, rng: np.random.Generator
) -> Demand:
    """Draw a day: lognormal villages that sum to ``items`` exactly.

    Villages that are not served today announce nothing. Chilled goods go to
    villages on the nearer part of the roads, about half of what those get.
    """
    served = np.array(places.served)
    weights = np.where(served, rng.lognormal(0.0, SIGMA, len(served)), 0.0)
    totals = round_to(weights / weights.sum() * items, items)
    counts = np.array([rng.multinomial(total, SHARES) for total in totals])
    metres = np.array(places.from_centre.metres[-len(served) :])
    near = metres <= np.quantile(metres, season.chilled_near)
    chilled = np.zeros_like(counts)
    for village in rng.permutation(np.flatnonzero(near)).tolist():
        if chilled.sum() >= season.chilled_items * items:
            break
        chilled[village] = rng.binomial(counts[village], CHILLED_SHARE)
    return Demand(ordinary=counts - chilled, chilled=chilled)


def demand_table(places: Places, demand: Demand, rng: np.random.Generator) -> Table:
    """Return the long table: a row per village, partner and class."""
    columns = ("site", "partner", "items", "goods_class", "priority", "deadline",
               "status", "backlog", "days_waiting")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for number, village in enumerate(places.villages):
        late = rng.random()
        priority = "高" if late < HIGH else "低" if late < HIGH + LOW else "中"
        deadline = "16:00" if late < HIGH else ""
        for kind, counts in (
            (ORDINARY, demand.ordinary),
            (CHILLED, demand.chilled),
        ):
            for partner, items in zip(_PARTNERS, counts[number].tolist(), strict=True):
                if items:
                    waiting = items // 4 if priority == "高" else 0
                    rows.append(
                        (village, partner[0], items, kind, priority, deadline,
                         "已到件", waiting or "", 1 if waiting else "")
                    )  # fmt: skip
    return columns, rows


def orders_table(places: Places, demand: Demand, rng: np.random.Generator) -> Table:
    """Return single parcels of one partner at a few villages, as many as demanded."""
    rows: list[tuple[Cell, ...]] = []
    column = 2
    by_items = np.argsort(demand.ordinary[:, column], kind="stable")
    some = [n for n in by_items.tolist() if demand.ordinary[n, column]]
    first = len(some) // 3
    for number in sorted(some[first : first + max(2, len(some) // 40)]):
        for _ in range(int(demand.ordinary[number, column])):
            kg = round(min(float(rng.lognormal(0.2, 0.6)) + 0.1, 15.0), 2)
            rows.append((f"X{len(rows) + 1:05d}", places.villages[number],
                         _PARTNERS[column][0], kg, ORDINARY))  # fmt: skip
    return ("order_id", "site", "partner", "kg", "goods_class"), rows


def pickups_table(places: Places, season: Season, rng: np.random.Generator) -> Table:
    """Return what villages send: produce, parcels, returns, empty bags."""
    columns = ("kind", "site", "partner", "goods_class", "items", "kg", "window",
               "to_site", "must")  # fmt: skip
    served = [
        v for v, today in zip(places.villages, places.served, strict=True) if today
    ]
    count = round(season.pickups * len(places.villages))
    chosen = sorted(rng.choice(len(served), count, replace=False).tolist())
    rows: list[tuple[Cell, ...]] = []
    for turn, number in enumerate(chosen):
        kind = ("produce", "pickup", "returns", "pickup", "empties")[turn % 5]
        heavy = kind == "produce"
        items = int(rng.integers(*((4, 21) if heavy else (1, 9))))
        kg = round(items * (4.0 if heavy else 0.5 if kind == "empties" else 1.5), 1)
        partner = f"P{1 + int(rng.integers(5))}"
        window = "09:30-16:30" if heavy else ""
        must = "是" if kind == "returns" else "否"
        goods_class = CHILLED if heavy and season.chilled_produce else ORDINARY
        rows.append(
            (kind, served[number], partner, goods_class, items, kg, window, "", must)
        )
    return columns, rows


def codes_table(places: Places) -> Table:
    """Return the codes under which one partner knows the villages."""
    return ("partner", "kind", "code", "site"), [
        (CODED_PARTNER, "三段码", f"310-{hub + 1:02d}-{number:03d}", village)
        for number, (village, hub) in enumerate(
            zip(places.villages, places.hub_of, strict=True), start=1
        )
    ]
