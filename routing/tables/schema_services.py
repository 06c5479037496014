"""Columns of the tables that are checked for form: timetable, prices, boxes, bans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import schema_words as words
from .calendar import ServiceDays, run_days
from .schema import Column, TableSchema
from .schema_cells import (
    CellError,
    choice,
    choices,
    counting,
    date,
    flag,
    names,
    number,
    plain,
    positive,
    time,
    times,
    whole,
    window,
    windows,
)
from .schema_cold import autonomy

if TYPE_CHECKING:
    from routing.domain.window import TimeWindow

POLYGON_POINT = re.compile(r"-?\d+(?:\.\d+)?\s+-?\d+(?:\.\d+)?")
MIN_POINTS = 3


@dataclass(frozen=True, slots=True)
class NoFreight:
    """A period of some days in which a bus takes no freight."""

    window: TimeWindow
    days: ServiceDays | None


def no_freight(text: str) -> tuple[NoFreight, ...]:
    """Read ``07:00-08:30@周一,周五``; several periods are divided by ``;``."""
    found = []
    for part in re.split(r"[;；]", text):
        span, _, days = part.strip().partition("@")
        found.append(NoFreight(window(span), run_days(days) if days else None))
    return tuple(found)


def departures(text: str) -> tuple[int, ...]:
    """Read a list of departure times; at least one."""
    found = times(text)
    if not found:
        code = "BAD_TIME"
        raise CellError(code)
    return found


Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area: named ``sites``, or else a ``polygon`` of (lon, lat) as written."""

    sites: tuple[str, ...] = ()
    polygon: tuple[Point, ...] = ()


def area(text: str) -> Area:
    """Read a polygon (``lon lat, lon lat, …``) or a list of sites."""
    parts = names(text)
    if all(POLYGON_POINT.fullmatch(part) for part in parts):
        if len(parts) < MIN_POINTS:
            code = "BAD_POLYGON"
            raise CellError(code)
        lines = [[float(number) for number in part.split()] for part in parts]
        return Area(polygon=tuple((lon, lat) for lon, lat in lines))
    return Area(sites=parts)


LINES = TableSchema(
    table="lines",
    columns=(
        Column(name="line_id", parse=plain, required=True),
        Column(name="name", parse=plain),
        Column(name="operator", parse=plain, required=True),
        Column(name="kind", parse=choice(words.LINE_KINDS)),
        Column(name="max_hold_min", parse=number),
        Column(name="runs_anyway", parse=flag),
        Column(name="price_basis", parse=choice(words.PRICE_BASES), required=True),
        Column(name="price", parse=number),
        Column(name="price_min", parse=number),
        Column(name="price_max", parse=number),
        Column(name="own_cost_trip", parse=number),
        Column(name="guarantee_yuan", parse=number),
        Column(name="contact", parse=plain),
        Column(name="phone", parse=plain),
    ),
)

STOP_TIMES = TableSchema(
    table="stop_times",
    columns=(
        Column(name="line_id", parse=plain, required=True),
        Column(name="seq", parse=whole, required=True),
        Column(name="site", parse=plain, required=True),
        Column(name="offset_min", parse=number),
        Column(name="arrive_min", parse=number),
        Column(name="dist", parse=number),
        Column(name="load_ok", parse=flag, required=True),
        Column(name="unload_ok", parse=flag, required=True),
        Column(name="attended", parse=flag),
        Column(name="max_dwell_min", parse=number),
        Column(name="handover_sites", parse=names),
        Column(name="walk_min", parse=number),
    ),
)

TRIPS = TableSchema(
    table="trips",
    columns=(
        Column(name="trip_id", parse=plain),
        Column(name="line_id", parse=plain, required=True),
        Column(name="departures", parse=departures, required=True),
        Column(name="days", parse=run_days),
        Column(name="cap_bags", parse=whole),
        Column(name="cap_kg", parse=number),
        Column(name="cap_m3", parse=number),
        Column(name="max_piece_kg", parse=positive),
        Column(name="cutoff_min", parse=number),
        Column(name="passengers", parse=number),
        Column(name="no_freight", parse=no_freight),
        Column(name="market_day_cap", parse=whole),
        Column(name="exact", parse=flag),
        Column(name="plate", parse=plain),
        Column(name="crew", parse=plain),
        Column(name="phone", parse=plain),
        Column(name="confirmed", parse=flag),
    ),
)

GTFS_FREIGHT = TableSchema(
    table="gtfs_freight",
    columns=(
        Column(name="route_id", parse=plain, required=True),
        Column(name="operator", parse=plain),
        Column(name="cap_bags", parse=whole),
        Column(name="cap_kg", parse=number),
        Column(name="cap_m3", parse=number),
        Column(name="price_basis", parse=choice(words.PRICE_BASES), required=True),
        Column(name="price", parse=number),
        Column(name="max_piece_kg", parse=positive),
        Column(name="cutoff_min", parse=number),
        Column(name="passengers", parse=number),
        Column(name="no_freight", parse=no_freight),
        Column(name="confirmed", parse=flag),
    ),
)

HANDOVERS = TableSchema(
    table="handovers",
    columns=(
        Column(name="offer_id", parse=plain),
        Column(name="carrier", parse=plain, required=True),
        Column(name="for_partners", parse=names, required=True),
        Column(name="from_site", parse=plain, required=True),
        Column(name="to_sites", parse=names),
        Column(name="township", parse=plain),
        Column(name="cutoff_time", parse=time, required=True),
        Column(name="delivered_by", parse=time, required=True),
        Column(name="days", parse=run_days),
        Column(name="goods_classes", parse=names),
        Column(name="cap_items", parse=whole),
        Column(name="cap_bags", parse=whole),
        Column(name="cap_kg", parse=number),
        Column(name="last_resort", parse=flag),
        Column(name="basis", parse=choice(words.PRICE_BASES), required=True),
        Column(name="price", parse=number, required=True),
        Column(name="confirmed", parse=flag),
    ),
)

TARIFFS = TableSchema(
    table="tariffs",
    columns=(
        Column(name="stage", parse=choice(words.STAGES), required=True),
        Column(name="payer", parse=plain, required=True),
        Column(name="payee", parse=plain, required=True),
        Column(name="basis", parse=choice(words.PRICE_BASES), required=True),
        Column(name="price", parse=number, required=True),
        Column(name="tier_from", parse=number),
        Column(name="tier_to", parse=number),
        Column(name="guarantee_yuan", parse=number),
        Column(name="tax", parse=plain),
        Column(name="goods_class", parse=plain),
        Column(name="from_site", parse=plain),
        Column(name="to_site", parse=plain),
        Column(name="township", parse=plain),
        Column(name="valid_from", parse=date),
        Column(name="valid_to", parse=date),
    ),
)

BOXES = TableSchema(
    table="boxes",
    columns=(
        Column(name="type", parse=plain, required=True),
        Column(name="owner", parse=plain),
        Column(name="site", parse=plain, required=True),
        Column(name="count", parse=counting, required=True),
        Column(name="litres", parse=positive, required=True),
        Column(name="autonomy_min", parse=autonomy, required=True),
        Column(name="temp", parse=choice(words.TEMPERATURES), required=True),
        Column(name="yuan_per_use", parse=number),
        Column(name="returned_at", parse=time),
        Column(name="freeze_min", parse=number),
    ),
)

BANS = TableSchema(
    table="bans",
    columns=(
        Column(name="area", parse=area, required=True),
        Column(
            name="vehicle_classes", parse=choices(words.VEHICLE_CLASSES), required=True
        ),
        Column(name="times", parse=windows, required=True),
        Column(name="permits", parse=names),
        Column(name="cold_exempt", parse=flag),
        Column(name="green_exempt", parse=flag),
    ),
)
