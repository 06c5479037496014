"""Lines, trips and handovers of the Longkou day: real running times, made-up services.

The lines are invented, the minutes between their stops are those of the real road
table. Departures, room, prices and offers are assumed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .roads import DEPOT, site_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instances.csvfile import Cell, Table

    from .roads import Roads

OPERATOR, POST = "P7", "P1"
BUS_SLOWER = 1.15
"""A bus over a car on the same road, assumed; it also stands at every stop."""
STOP_MIN, TURN_MIN, ROUND_MIN = 1, 10, 5
"""Minutes at a stop; before it drives back; departures back are on full fives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A line there and back: stations of the source, the depot first."""

    line_id: str
    name: str
    stations: tuple[int, ...]
    departures: tuple[str, ...]
    cap_bags: int
    cap_kg: int
    cap_m3: float
    price: float
    passengers: int


ROUTES = (
    Route(
        line_id="LK-L1", name="示例西线",
        stations=(0, 67, 37, 49, 55, 47, 68, 56, 19, 54),
        departures=("06:40", "08:00", "09:30", "11:30", "13:30", "15:30"),
        cap_bags=16, cap_kg=320, cap_m3=2.2, price=2.5, passengers=14,
    ),
    Route(
        line_id="LK-L2", name="示例海线", stations=(0, 67, 55, 29, 70),
        departures=("08:15", "10:15", "14:15"),
        cap_bags=10, cap_kg=200, cap_m3=1.4, price=2.5, passengers=9,
    ),
    Route(
        line_id="LK-L3", name="示例南线", stations=(0, 66, 50, 28, 24, 65, 18, 23),
        departures=("07:50", "09:20", "11:00", "13:40", "16:00"),
        cap_bags=14, cap_kg=280, cap_m3=1.9, price=2.5, passengers=11,
    ),
    Route(
        line_id="LK-L4", name="示例东线", stations=(0, 57, 62, 61, 45),
        departures=("07:00", "08:00", "09:00", "10:30", "12:00", "13:30", "15:00",
                    "16:30"),
        cap_bags=12, cap_kg=240, cap_m3=1.6, price=2.0, passengers=12,
    ),
)  # fmt: skip
"""Every drive between neighbouring stops is a pair of the source, there and back."""


def service_tables(roads: Roads) -> dict[str, Table]:
    """Return lines, stop times, trips and handovers."""
    minutes = {
        (origin, destination): float(text)
        for origin, destination, _, text in roads.rows
    }
    return {
        "lines": _lines(),
        "stop_times": _stop_times(minutes),
        "trips": _trips(minutes),
        "handovers": _handovers(),
    }


def _ways(route: Route) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Return id, name and stations of both directions."""
    there, back = route.stations, route.stations[::-1]
    return (
        (route.line_id, f"{route.name}去程", there),
        (f"{route.line_id}R", f"{route.name}回程", back),
    )


def running_minutes(
    stations: tuple[int, ...], minutes: Mapping[tuple[int, int], float]
) -> list[int]:
    """Return whole minutes from the first stop at which a bus leaves each stop.

    Every drive takes the road's minutes x 1.15, rounded up, and every stop on the
    way a minute.
    """
    offsets = [0]
    for pair in pairwise(stations):
        stood = STOP_MIN if pair[1] != stations[-1] else 0
        offsets.append(offsets[-1] + math.ceil(minutes[pair] * BUS_SLOWER) + stood)
    return offsets


def _lines() -> Table:
    columns = ("line_id", "name", "operator", "kind", "price_basis", "price",
               "own_cost_trip")  # fmt: skip
    return columns, [
        (line_id, name, OPERATOR, "bus", "per_bag", route.price, 2.0)
        for route in ROUTES
        for line_id, name, _ in _ways(route)
    ]


def _stop_times(minutes: Mapping[tuple[int, int], float]) -> Table:
    columns = ("line_id", "seq", "site", "arrive_min", "offset_min", "load_ok",
               "unload_ok", "max_dwell_min")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for route in ROUTES:
        for line_id, _, stations in _ways(route):
            offsets = running_minutes(stations, minutes)
            last = len(stations)
            for seq, (station, leaves) in enumerate(
                zip(stations, offsets, strict=True), start=1
            ):
                end = seq in (1, last)
                rows.append(
                    (line_id, seq, site_id(station), leaves if end else
                     leaves - STOP_MIN, leaves, "否" if seq == last else "是",
                     "否" if seq == 1 else "是", 15 if end else 4)
                )  # fmt: skip
    return columns, rows


def _trips(minutes: Mapping[tuple[int, int], float]) -> Table:
    columns = ("line_id", "departures", "days", "cap_bags", "cap_kg", "cap_m3",
               "max_piece_kg", "cutoff_min", "passengers", "confirmed")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for route in ROUTES:
        there, back = _ways(route)
        run = running_minutes(route.stations, minutes)[-1]
        homeward = [_later(text, run + TURN_MIN) for text in route.departures]
        for (line_id, _, _), times in ((there, route.departures), (back, homeward)):
            rows.append(
                (line_id, ";".join(times), "每日", route.cap_bags, route.cap_kg,
                 route.cap_m3, 30, 15, route.passengers, "是")
            )  # fmt: skip
    return columns, rows


def _later(text: str, minutes: int) -> str:
    """Return the clock ``minutes`` later, on the next full five minutes."""
    hours, rest = (int(part) for part in text.split(":"))
    total = -(-(hours * 60 + rest + minutes) // ROUND_MIN) * ROUND_MIN
    return f"{total // 60:02d}:{total % 60:02d}"


def _handovers() -> Table:
    """Return two offers of the post: the farthest township, and one hub's villages."""
    columns = ("offer_id", "carrier", "for_partners", "from_site", "township",
               "cutoff_time", "delivered_by", "days", "goods_classes", "cap_items",
               "cap_bags", "last_resort", "basis", "price", "confirmed")  # fmt: skip
    return columns, [
        ("邮政-西部", POST, "*", site_id(DEPOT), site_id(68), "08:30", "17:00", "每日",
         "普通", 150, "", "否", "per_item", 0.45, "是"),
        ("邮政-南部转投", POST, "*", site_id(65), site_id(65), "10:30", "17:30", "每日",
         "普通", "", 20, "否", "per_bag", 4.0, "是"),
    ]  # fmt: skip
