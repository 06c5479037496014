"""Lines, trips, handovers, tariffs, boxes, bans and overrides, in small form."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .places import CENTRE_ID
from .roads import shortest_roads

if TYPE_CHECKING:
    from instances.csvfile import Cell, Table

    from .land import Land
    from .places import Places
    from .traits import Lines

BUS_SLOWER = 1.3
"""A bus stops for passengers: its time over a van's, assumed."""
OPERATOR, POST = "P6", "P1"
VILLAGE_PRICE, VILLAGE_BAGS = 2.5, 14
LINE_LETTERS = "VW"
"""What the numbers of lines to villages begin with, one letter per line of a hub."""
OFFER_PRICE, OFFER_ITEMS, OFFER_EVERY = 0.45, 150, 3


def service_tables(places: Places, land: Land, buses: Lines) -> dict[str, Table]:
    """Return every table of scheduled and bought services."""
    stops = _stops_by_valley(places)
    villages = _village_lines(places, land, buses)
    return {
        "lines": _joined(_lines(stops), _village_line_rows(villages)),
        "stop_times": _joined(_stop_times(places, stops), _village_stops(villages)),
        "trips": _joined(_trips(stops, buses), _village_trips(villages, buses)),
        "handovers": _handovers(places),
        "tariffs": _tariffs(),
        "boxes": _boxes(places),
        "bans": _bans(places),
        "overrides": _overrides(places),
    }


def _stops_by_valley(places: Places) -> list[list[str]]:
    """Centre, the valley's hubs outwards, and the last hub's farthest village."""
    result = []
    for valley in sorted(set(places.valley_of_hub)):
        numbers = [n for n, v in enumerate(places.valley_of_hub) if v == valley]
        numbers.sort(key=lambda n: places.metres(places.hubs[n]))
        far = places.metres(places.hubs[numbers[-1]])
        villages = [
            village
            for village, hub in zip(places.villages, places.hub_of, strict=True)
            if hub == numbers[-1] and places.metres(village) > far
        ]
        last = [max(villages, key=places.metres)] if villages else []
        result.append([CENTRE_ID, *(places.hubs[n] for n in numbers), *last])
    return result


def _lines(stops: list[list[str]]) -> Table:
    columns = ("line_id", "name", "operator", "kind", "max_hold_min", "runs_anyway",
               "price_basis", "price", "own_cost_trip", "guarantee_yuan")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for number in range(1, len(stops) + 1):
        shuttle = number == len(stops)
        rows.append(
            (f"L{number:02d}", f"示例{number}路", OPERATOR,
             "shuttle" if shuttle else "bus", 15 if shuttle else "",
             "是" if shuttle else "", "per_bag" if number % 2 else "per_item",
             4.0 if number % 2 else 0.4, 3.0, "")
        )  # fmt: skip
    return columns, rows


def _stop_times(places: Places, stops: list[list[str]]) -> Table:
    columns = ("line_id", "seq", "site", "offset_min", "load_ok", "unload_ok",
               "max_dwell_min", "handover_sites", "walk_min")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(stops, start=1):
        for seq, site in enumerate(row, start=1):
            van_ms = places.from_centre.van_ms[places.ids.index(site)]
            minutes = 0 if seq == 1 else round(van_ms * BUS_SLOWER / 60_000)
            ends, last = seq in (1, len(row)), seq == len(row)
            rows.append(
                (f"L{number:02d}", seq, site, minutes, "否" if last else "是",
                 "是", 15 if ends else 3, site, 0 if ends else 2)
            )  # fmt: skip
    return columns, rows


def _trips(stops: list[list[str]], buses: Lines) -> Table:
    columns = ("line_id", "departures", "days", "cap_bags", "cap_kg", "cap_m3",
               "max_piece_kg", "cutoff_min", "passengers", "no_freight",
               "confirmed")  # fmt: skip
    return columns, [
        (f"L{number:02d}", buses.odd if number % 2 else buses.even, "每日",
         12 + 2 * (number % 3), 300, 1.5, 30, 15, 9,
         "07:00-07:30@周一,周五" if number == 1 else "", "是")
        for number in range(1, len(stops) + 1)
    ]  # fmt: skip


Stops = list[tuple[str, int]]
"""Site and minutes from the first stop."""


def _joined(first: Table, second: list[tuple[Cell, ...]]) -> Table:
    return first[0], [*first[1], *second]


def _village_lines(places: Places, land: Land, buses: Lines) -> dict[str, Stops]:
    """Return lines of hubs there and back: centre, hub, its villages, nearest next.

    A second line of a hub calls at those that the first has left. A bus takes the
    shortest road x 1.3 and a minute at each stop.
    """
    point_of = dict(zip(places.ids, land.sites, strict=True))
    lines: dict[str, Stops] = {}
    for number, hub in enumerate(places.hubs, start=1):
        if (number - 1) % buses.hubs_a_line:
            continue
        left = [
            village
            for village, of, served in zip(
                places.villages, places.hub_of, places.served, strict=True
            )
            if places.hubs[of] == hub and served
        ]
        for letter in LINE_LETTERS[: buses.lines_a_hub]:
            if not left:
                break
            order = _nearest_next(land, point_of, [CENTRE_ID, hub], left, buses.stops)
            lines[f"{letter}{number:02d}"] = _timed(land, point_of, order)
            lines[f"{letter}{number:02d}R"] = _timed(land, point_of, order[::-1])
    return lines


def _nearest_next(
    land: Land, point_of: dict[str, int], begun: list[str], left: list[str], most: int
) -> list[str]:
    """Go on to the nearest of those that are left, ``most`` times; they leave it."""
    order = list(begun)
    while left and len(order) < most + len(begun):
        reach = shortest_roads(
            land.network, point_of[order[-1]], [point_of[v] for v in left]
        )
        nearest = min(range(len(left)), key=lambda n: reach.metres[n])
        order.append(left.pop(nearest))
    return order


def _timed(land: Land, point_of: dict[str, int], order: list[str]) -> Stops:
    stops = [(order[0], 0)]
    for before, site in pairwise(order):
        reach = shortest_roads(land.network, point_of[before], [point_of[site]])
        run = round(reach.van_ms[0] * BUS_SLOWER / 60_000)
        stops.append((site, stops[-1][1] + run + 1))
    return stops


def _village_line_rows(lines: dict[str, Stops]) -> list[tuple[Cell, ...]]:
    return [
        (line, f"示例村线{line}", OPERATOR, "bus", "", "", "per_bag", VILLAGE_PRICE,
         2.0, "")
        for line in lines
    ]  # fmt: skip


def _village_stops(lines: dict[str, Stops]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for line, stops in lines.items():
        for seq, (site, minutes) in enumerate(stops, start=1):
            ends, last = seq in (1, len(stops)), seq == len(stops)
            rows.append(
                (line, seq, site, minutes, "否" if last else "是",
                 "否" if seq == 1 else "是", 15 if ends else 4, site, 0)
            )  # fmt: skip
    return rows


def _village_trips(lines: dict[str, Stops], buses: Lines) -> list[tuple[Cell, ...]]:
    return [
        (line, ";".join(buses.back if line.endswith("R") else buses.out), "每日",
         VILLAGE_BAGS, 300, 1.9, 30, 15, 7, "", "是")
        for line in lines
    ]  # fmt: skip


def _handovers(places: Places) -> Table:
    columns = ("carrier", "for_partners", "from_site", "township", "cutoff_time",
               "delivered_by", "days", "cap_items", "last_resort", "basis", "price",
               "confirmed")  # fmt: skip
    return columns, [
        (POST, "*", CENTRE_ID, hub, "16:00", "次日18:00", "每日", 120, "是", "per_item",
         1.8, "是")
        for hub in places.hubs
    ] + [
        (POST, "*", CENTRE_ID, hub, "09:00", "17:30", "每日", OFFER_ITEMS, "否",
         "per_item", OFFER_PRICE, "是")
        for hub in places.hubs[::OFFER_EVERY]
    ]  # fmt: skip


def _tariffs() -> Table:
    columns = ("stage", "payer", "payee", "basis", "price", "valid_from")
    rows: list[tuple[Cell, ...]] = []
    for partner in ("P2", "P3", "P4", "P5"):
        rows.append(("sort", partner, POST, "per_item", 0.12, "2026-01-01"))
        rows.append(("handover", partner, POST, "per_item", 0.9, "2026-01-01"))
        rows.append(("bus", partner, OPERATOR, "per_item", 0.4, "2026-01-01"))
    return columns, rows


def _boxes(places: Places) -> Table:
    columns = ("type", "owner", "site", "count", "litres", "autonomy_min", "temp",
               "yuan_per_use")  # fmt: skip
    return columns, [
        ("60升", POST, CENTRE_ID, 12, 60, "360", "chilled", 1.5),
        ("30升", POST, places.hubs[0], 6, 30, "240", "chilled", 1.0),
    ]


def _bans(places: Places) -> Table:
    area = ";".join(places.villages[:2])
    return ("area", "vehicle_classes", "times", "permits"), [
        (area, "medium", "07:00-09:00", "")
    ]


def _overrides(places: Places) -> Table:
    today = places.served_villages
    columns = ("kind", "object", "parameter", "from", "until", "reason", "by")
    return columns, [
        ("hours", today[2], "08:30-17:00", "", "", "村站负责人上午培训", "调度"),
        ("must", today[4], "", "", "", "村委会要求", "调度"),
    ]
