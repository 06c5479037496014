"""The sheets of what drives: routes and stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import clock

from .columns import COLUMNS, EDITABLE, header, word
from .sheet import Column, Sheet
from .stop_rows import stop_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.plan.model import Route, Tour

    from .cells import Value
    from .content import WorkbookContent
    from .names import Names

MONEY = "#,##0.00"
ONE = "0.0"
THREE = "0.000"
CENTS, KILO, MILLION, HOUR = 100, 1000, 1_000_000, 3600

_WIDTHS = {
    "VEHICLE": 14,
    "TOUR": 6,
    "ORDER": 6,
    "SITE": 26,
    "TOWNSHIP": 14,
    "DIRECTION": 7,
    "PARTNER": 14,
    "GOODS_CLASS": 9,
    "ITEMS": 7,
    "PLACE": 16,
}
_PLAIN_WIDTH = 9


def routes_sheet(content: WorkbookContent, names: Names) -> Sheet:
    """Return one row per tour; the figures of the whole route on its first."""
    lang = content.lang
    heads: Sequence[tuple[str, float, str]] = (
        ("VEHICLE", 14, ""),
        ("CLASS", 8, ""),
        ("TOUR", 6, ""),
        ("LOAD_START", 9, ""),
        ("LEAVE", 8, ""),
        ("RETURN", 8, ""),
        ("HALTS", 7, ""),
        ("DELIVERED", 8, ""),
        ("PICKED", 8, ""),
        ("KG", 9, ONE),
        ("M3", 9, THREE),
        ("KM", 9, ONE),
        ("HOURS", 7, "0.00"),
        ("FIXED", 11, MONEY),
        ("COST_KM", 11, MONEY),
        ("COST_HOURS", 11, MONEY),
        ("COST_COLD", 11, MONEY),
        ("COST", 11, MONEY),
    )
    return Sheet(
        name=word("SHEET_ROUTES", lang),
        columns=[
            Column(header=header(name, lang), width=width, number_format=form)
            for name, width, form in heads
        ],
        rows=_route_rows(content, names),
        fixed=1,
        ruled_by=0,
    )


def _route_rows(content: WorkbookContent, names: Names) -> Iterator[list[Value]]:
    items = {bag.id: sum(bag.items.values()) for bag in content.plan.bags}
    for route in content.plan.routes:
        car = content.day.vehicles.get(route.vehicle)
        kind = word(f"CLASS_{car.vehicle_class.name}", content.lang) if car else ""
        for number, tour in enumerate(route.tours, start=1):
            yield [
                names.vehicles.label(route.vehicle),
                kind,
                number,
                *_tour_cells(tour, items),
                *(_route_cells(route) if number == 1 else []),
            ]


def _tour_cells(tour: Tour, items: Mapping[str, int]) -> list[Value]:
    out = [bag for stop in tour.stops for bag in stop.deliver]
    into = [bag for stop in tour.stops for bag in stop.pick_up]
    return [
        clock(tour.load_start),
        clock(tour.start),
        clock(tour.end),
        len(tour.stops),
        sum(items.get(bag, 0) for bag in out),
        sum(items.get(bag, 0) for bag in into),
        tour.load_g / KILO,
        tour.load_cm3 / MILLION,
    ]


def _route_cells(route: Route) -> list[Value]:
    cost = route.cost_cents
    return [
        route.metres / KILO,
        round(route.seconds / HOUR, 2),
        cost.fixed / CENTS,
        cost.km / CENTS,
        cost.hours / CENTS,
        cost.cold / CENTS,
        cost.total / CENTS,
    ]


def stops_sheet(
    content: WorkbookContent, names: Names, choices: Mapping[str, str]
) -> Sheet:
    """Return the sheet that may be edited and is read back."""
    lang = content.lang
    columns = [
        Column(
            header=header(name, lang),
            width=_WIDTHS.get(name, _PLAIN_WIDTH),
            number_format=ONE if name == "KG" else "",
            editable=name in EDITABLE,
            computed=name not in EDITABLE,
        )
        for name in COLUMNS
    ]
    return Sheet(
        name=word("SHEET_STOPS", lang),
        columns=columns,
        rows=_stop_cells(content, names),
        guide=word("STOPS_GUIDE", lang).strip().splitlines(),
        fixed=4,
        ruled_by=0,
        choices=[
            (COLUMNS.index(name), source)
            for name, source in choices.items()
            if name in COLUMNS
        ],
    )


def _stop_cells(content: WorkbookContent, names: Names) -> Iterator[list[Value]]:
    lang, sites = content.lang, content.day.sites
    deliver, pick_up = word("DELIVER", lang), word("PICK_UP", lang)
    for row in stop_rows(content.day, content.plan):
        site = sites.get(row.stop.site)
        township = site.township if site else None
        yield [
            names.vehicles.label(row.vehicle),
            row.tour,
            row.order,
            names.sites.label(row.stop.site),
            names.sites.label(township) if township else "",
            pick_up if row.pick_up else deliver,
            names.partners.label(row.partner),
            row.goods_class,
            row.items,
            clock(row.stop.arrive),
            clock(row.stop.start),
            clock(row.stop.depart),
            row.grams / KILO,
            row.bags,
            row.place,
        ]
