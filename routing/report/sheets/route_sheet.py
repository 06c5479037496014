"""派车单: what a driver does today, halt by halt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.check.words import stop_place
from routing.domain.units import clock
from routing.plan.bulkheads import rooms_of
from routing.plan.model import PauseKind
from routing.plan.tour_ends import tour_end
from routing.report.cold_words import bulkhead_words
from routing.report.figures import km
from routing.report.html import Html
from routing.report.words import site_name, vehicle_name

from .cold_record import cold_record, of_route
from .frame import A4_LANDSCAPE, Section, render_document
from .hints import ban_hints, hints, weather_words
from .layout import ALERT, Column, Picture, Row, Table, Text
from .navigation import NAVIGATION_QR_MM, navigation_note, navigation_qr
from .slack import DEPARTURE, arrival_band, latest_starts
from .transfer_words import changes_of
from .violation_words import violations_of_vehicle
from .words import (
    cargo_of,
    class_word,
    contact_words,
    count_words,
    load_words,
    partner_words,
    span_words,
    taken_words,
    township_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.plan.model import Pause, Route

    from .frame import SheetContext
    from .layout import Cell
    from .slack import Place
    from .transfer_words import VehicleChanges
    from .words import Cargo

_WIDTHS = (
    ("COL_ORDER", 9.0, 13.0, "center"),
    ("COL_TIME", 31.0, 13.0, "left"),
    ("COL_STATION", 50.0, 13.0, "left"),
    ("COL_DELIVER", 56.0, 11.5, "left"),
    ("COL_TAKE_BACK", 33.0, 11.5, "left"),
    ("COL_HINTS", 34.0, 0.0, "left"),
    ("COL_NAVIGATION", 23.0, 0.0, "center"),
    ("COL_ACTUAL", 17.0, 0.0, "left"),
    ("COL_SIGNATURE", 24.0, 0.0, "left"),
)
_ROW_HEIGHT = 14.0
_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    context: SheetContext
    route: Route
    cargo: Cargo
    latest: Mapping[Place, int]
    changes: VehicleChanges

    def home(self, number: int) -> str:
        """Return where tour ``number`` ends."""
        vehicle = self.context.day.vehicles[self.route.vehicle]
        return tour_end(vehicle, self.route, number)


def route_sheet(context: SheetContext, route: Route) -> str:
    """Return the route sheet of a vehicle as an HTML document on A4, landscape.

    Landscape, because a halt needs nine columns at a size that reads at arm's
    length. Arrival bands and latest starts are those of ``slack``.
    """
    sheet = _Sheet(
        context=context,
        route=route,
        cargo=cargo_of(context.day, context.plan),
        latest=latest_starts(context.day, context.plan, route),
        changes=changes_of(context, route.vehicle),
    )
    title = context.say(
        "ROUTE_TITLE",
        vehicle=vehicle_name(context.day, route.vehicle),
        date=context.plan.date,
    )
    bags = [
        bag
        for tour in route.tours
        for stop in tour.stops
        for bag in sheet.cargo.of((*stop.deliver, *stop.pick_up))
    ]
    numbers = range(len(route.tours))
    ends = [sheet.home(number) for number in numbers]
    handings = of_route(context, sheet.cargo, route, ends)
    section = Section(
        title=title,
        blocks=(
            _summary(sheet),
            *(_tour(sheet, number) for number in numbers),
            *cold_record(context, handings, A4_LANDSCAPE.inner_width),
            _rules(context),
        ),
        violations=violations_of_vehicle(context, route.vehicle, bags),
    )
    return render_document(context, title, [section], A4_LANDSCAPE)


def _summary(sheet: _Sheet) -> Text:
    context, route = sheet.context, sheet.route
    vehicle = context.day.vehicles[route.vehicle]
    driver = contact_words(context, vehicle.contact)
    parts = [
        context.say(
            "ROUTE_VEHICLE",
            vehicle=vehicle_name(context.day, route.vehicle),
            kind=class_word(context, str(vehicle.vehicle_class)),
        ),
        context.say("ROUTE_DRIVER", who=driver or "＿＿＿＿＿＿＿"),
        context.say(
            "ROUTE_SIZE",
            tours=len(route.tours),
            stops=sum(len(tour.stops) for tour in route.tours),
            km=f"{km(route.metres):.1f}",
        ),
        context.say(
            "ROUTE_HOURS",
            start=clock(route.tours[0].load_start),
            end=clock(route.tours[-1].end),
        ),
        *weather_words(context),
    ]
    return Text(lines=("　".join(parts),), kind="strong", size=12)


def _tour(sheet: _Sheet, number: int) -> Table:
    context, tour = sheet.context, sheet.route.tours[number]
    columns = tuple(
        Column(label=context.say(code), width=width, lead=lead, align=align)
        for code, width, lead, align in _WIDTHS
    )
    rows = sorted(
        [
            (tour.load_start, 0, _departure(sheet, number)),
            *(
                (pause.start, 4, _pause(sheet, pause))
                for pause in _pauses(sheet, number)
            ),
            *(
                (stop.start, 2, _stop(sheet, number, index))
                for index, stop in enumerate(tour.stops)
            ),
            (tour.end, 3, _return(sheet, number)),
        ],
        key=lambda timed: timed[:2],
    )
    caption = context.say("TOUR", n=number + 1, m=len(sheet.route.tours))
    return Table(
        columns=columns,
        rows=tuple(row for _, _, row in rows),
        caption=caption,
        row_height=_ROW_HEIGHT,
    )


def _pauses(sheet: _Sheet, number: int) -> Iterator[Pause]:
    """Yield the pauses from this tour's loading up to the next one's."""
    tours = sheet.route.tours
    begin = tours[number].load_start if number else 0
    end = tours[number + 1].load_start if number + 1 < len(tours) else None
    for pause in sheet.route.pauses:
        if begin <= pause.start and (end is None or pause.start < end):
            yield pause


def _departure(sheet: _Sheet, number: int) -> Row:
    context, tour = sheet.context, sheet.route.tours[number]
    car = context.day.vehicles[sheet.route.vehicle]
    base = car.start_site
    latest = sheet.latest.get((number, DEPARTURE), tour.start)
    bags = sheet.cargo.of(tour.load)
    words = context.say(
        "ROW_LOADING" if bags else "ROW_EMPTY",
        time=clock(tour.load_start),
        site=site_name(context.day, base),
        load=load_words(context, bags),
    )
    words += context.say(
        "ROW_DEPARTURE",
        time=clock(tour.start),
        latest=_latest_words(context, tour.start, latest),
    )
    bulkhead = bulkhead_words(car, tour, context.lang)
    bans = ban_hints(context, sheet.route.vehicle, base)
    taken = sheet.changes.takes_on(tour.load, base, number)
    return Row((_joined(bulkhead, words, *bans, *taken),), keep=True)


def _return(sheet: _Sheet, number: int) -> Row:
    context, tour = sheet.context, sheet.route.tours[number]
    unload = sheet.cargo.of(tour.unload)
    lost = tour.stands is not None
    words = context.say(
        "ROW_STANDS" if lost else "ROW_RETURN",
        time=clock(tour.end),
        site=site_name(context.day, sheet.home(number)),
    )
    if unload:
        words += context.say(
            "ROW_ABOARD" if lost else "ROW_UNLOAD", load=count_words(context, unload)
        )
    on = sheet.changes.hands_on(tour.unload, sheet.home(number), number)
    return Row((_joined(words, *on),))


def _pause(sheet: _Sheet, pause: Pause) -> Row:
    context = sheet.context
    code = {
        PauseKind.BREAK: "ROW_BREAK",
        PauseKind.PAUSE: "ROW_PAUSE",
        PauseKind.CHARGE: "ROW_CHARGE",
    }[pause.kind]
    words = context.say(
        code,
        span=span_words(pause.start, pause.end),
        site=site_name(context.day, pause.site),
        minutes=(pause.end - pause.start) // _MINUTE,
    )
    return Row((words,))


def _latest_words(context: SheetContext, start: int, latest: int) -> str:
    if latest < start:
        return context.say("LATEST_NONE")
    return context.say("LATEST", time=clock(latest))


def _late_words(context: SheetContext, bags: Sequence[str]) -> str:
    """Return by how much goods of a halt are late at a price (T1c), or nothing."""
    late = max((context.late.get(bag, 0) for bag in bags), default=0)
    minutes = -(-late // _MINUTE)
    return f"{ALERT}{context.say('LATE_BY', minutes=minutes)}" if late else ""


def _stop(sheet: _Sheet, number: int, index: int) -> Row:
    context, cargo = sheet.context, sheet.cargo
    stop = sheet.route.tours[number].stops[index]
    latest = sheet.latest.get((number, index), stop.start)
    band = span_words(*arrival_band(stop.start, latest))
    brought, taken = cargo.of(stop.deliver), cargo.of(stop.pick_up)
    cells: tuple[Cell, ...] = (
        str(index + 1),
        _joined(
            band,
            _latest_words(context, stop.start, latest),
            _late_words(context, [*stop.deliver, *stop.pick_up]),
        ),
        _station(context, stop.site),
        _joined(
            count_words(context, brought),
            partner_words(context, brought, short=True),
            *sheet.changes.hands_on(stop.deliver, stop.site, number),
        ),
        _joined(
            count_words(context, taken),
            taken_words(context, cargo, taken),
            *sheet.changes.takes_on(stop.pick_up, stop.site, number),
        ),
        "\n".join(_hints(sheet, number, index)),
        _navigation(context, stop.site),
        "",
        "",
    )
    return Row(cells)


def _hints(sheet: _Sheet, number: int, index: int) -> list[str]:
    context = sheet.context
    stop = sheet.route.tours[number].stops[index]
    place = stop_place(sheet.route.vehicle, number, index, stop.site)
    broken = any(row.where == place for row in context.violations)
    mark = [context.say("HINT_VIOLATION")] if broken else []
    car = context.day.vehicles[sheet.route.vehicle]
    rooms = rooms_of(car, sheet.route.tours[number])
    return [*mark, *hints(context, sheet.cargo, stop, car.vehicle_id, rooms)]


def _joined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _station(context: SheetContext, site_id: str) -> str:
    site = context.day.sites[site_id]
    township = township_words(context, site_id)
    return _joined(site.name, township, contact_words(context, site.contact))


def _navigation(context: SheetContext, site_id: str) -> Cell:
    site = context.day.sites[site_id]
    picture = navigation_qr(site)
    if isinstance(picture, Html):
        return Picture(picture, NAVIGATION_QR_MM)
    return navigation_note(site, context.lang)


def _rules(context: SheetContext) -> Text:
    codes = ("RULE_LATE", "RULE_BROKEN", "RULE_ROAD", "RULE_NOBODY", "RULE_COUNT")
    phone = context.dispatcher_phone
    call = context.say("CALL_PHONE", phone=phone) if phone else context.say("CALL")
    lines = (*(context.say(code, call=call) for code in codes), "　")
    return Text(
        lines=(*lines, context.say("ROUTE_SIGN")),
        kind="box",
        size=11,
        heading=context.say("RULES"),
    )
