"""微信.txt: a block per driver, trip, partner and station, to copy and paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import clock
from routing.plan.tour_ends import tour_end
from routing.report.words import site_name, township_name, vehicle_name

from .frame import stamp
from .service_messages import carrier_messages, station_lines, trip_messages
from .transfer_words import changes_of
from .visits import visits_of
from .words import (
    cargo_of,
    contact_words,
    count_words,
    partner_words,
    span_words,
    taken_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.model import Route

    from .frame import SheetContext
    from .service_messages import TimedLine
    from .visits import Visit
    from .words import Cargo

RULER = "－" * 20


def messages(context: SheetContext) -> str:
    """Return the text: head, drivers, trips and partners, stations of the tables.

    Drivers, trips and partners stand in the order of the plan. Blocks stand
    between rulers; each is complete by itself. Lines end in LF.
    """
    cargo = cargo_of(context.day, context.plan)
    visits = visits_of(context.day, context.plan)
    drivers = [
        _driver(context, cargo, route, _by_place(visits, route))
        for route in context.plan.routes
    ]
    services = station_lines(context)
    stations = [
        _station(context, cargo, site, (visits.get(site, ()), services.get(site, ())))
        for site in context.day.sites
        if site != context.day.centre and (site in visits or site in services)
    ]
    others = [
        "\n".join([*lines, *_close(context)])
        for lines in (*trip_messages(context), *carrier_messages(context))
    ]
    head = [context.say("WECHAT_HEAD", date=context.plan.date), stamp(context)]
    if context.violations:
        head.append(context.say("EDITED_TEXT", n=len(context.violations)))
    blocks = ["\n".join(head), *drivers, *others, *stations]
    return f"\n{RULER}\n".join(blocks) + "\n"


def _by_place(
    visits: dict[str, tuple[Visit, ...]], route: Route
) -> dict[tuple[int, int], Visit]:
    return {
        (visit.tour, visit.order): visit
        for calls in visits.values()
        for visit in calls
        if visit.route is route
    }


def _driver(
    context: SheetContext,
    cargo: Cargo,
    route: Route,
    visits: dict[tuple[int, int], Visit],
) -> str:
    vehicle = context.day.vehicles[route.vehicle]
    driver = contact_words(context, vehicle.contact)
    name = vehicle_name(context.day, route.vehicle)
    changes = changes_of(context, route.vehicle)
    lines = [
        context.say("WECHAT_DRIVER", vehicle=name, date=context.plan.date)
        + (f" {driver}" if driver else "")
    ]
    for number, tour in enumerate(route.tours):
        lines.append(
            context.say(
                "WECHAT_TOUR",
                n=number + 1,
                loading=clock(tour.load_start),
                start=clock(tour.start),
                stops=len(tour.stops),
                load=count_words(context, cargo.of(tour.load)),
            )
        )
        lines += changes.takes_on(tour.load, vehicle.start_site, number)
        for order, stop in enumerate(tour.stops, start=1):
            lines.append(f"{order}. {_halt(context, cargo, visits[number, order])}")
            lines += changes.hands_on(stop.deliver, stop.site, number)
            lines += changes.takes_on(stop.pick_up, stop.site, number)
        home = tour_end(vehicle, route, number)
        place = site_name(context.day, home)
        code = "WECHAT_BACK" if tour.stands is None else "WECHAT_STANDS"
        lines.append(context.say(code, time=clock(tour.end), site=place))
        lines += changes.hands_on(tour.unload, home, number)
    return "\n".join([*lines, *_close(context)])


def _halt(context: SheetContext, cargo: Cargo, visit: Visit) -> str:
    site = context.day.sites[visit.stop.site]
    keeper = contact_words(context, site.contact)
    words = f"{span_words(visit.early, visit.late)} {_place(context, visit.stop.site)}"
    if keeper:
        words += context.say("BRACKETS", words=keeper)
    return words + "".join(_goods(context, cargo, visit, detailed=False))


def _goods(
    context: SheetContext, cargo: Cargo, visit: Visit, *, detailed: bool
) -> Iterator[str]:
    brought, taken = cargo.of(visit.stop.deliver), cargo.of(visit.stop.pick_up)
    if brought:
        yield context.say("WECHAT_BRINGS", load=count_words(context, brought))
        if detailed:
            words = partner_words(context, brought)
            yield context.say("BRACKETS", words=words)
    if taken:
        yield context.say("WECHAT_TAKES", load=count_words(context, taken))
        words = taken_words(context, cargo, taken)
        yield context.say("BRACKETS", words=words)


def _place(context: SheetContext, site: str) -> str:
    return f"{township_name(context.day, site)}{site_name(context.day, site)}"


def _station(
    context: SheetContext,
    cargo: Cargo,
    site: str,
    comes: tuple[Sequence[Visit], Sequence[TimedLine]],
) -> str:
    """Return the block of a station: who comes, vehicles and trips by time."""
    visits, services = comes
    lines = [(visit.early, _visit(context, cargo, visit)) for visit in visits]
    lines = sorted([*lines, *services], key=lambda line: line[0])
    head = context.say(
        "WECHAT_STATION", site=_place(context, site), date=context.plan.date
    )
    return "\n".join([head, *(words for _, words in lines), *_close(context)])


def _visit(context: SheetContext, cargo: Cargo, visit: Visit) -> str:
    vehicle = context.day.vehicles[visit.route.vehicle]
    driver = contact_words(context, vehicle.contact)
    who = vehicle_name(context.day, visit.route.vehicle)
    if driver:
        who += context.say("BRACKETS", words=driver)
    span = span_words(visit.early, visit.late)
    words = context.say("WECHAT_COMES", span=span, vehicle=who)
    return words + "".join(_goods(context, cargo, visit, detailed=True))


def _close(context: SheetContext) -> Iterator[str]:
    phone = context.dispatcher_phone
    if phone:
        yield context.say("WECHAT_CALL", phone=phone)
    mark = context.say("WECHAT_PLAN", number=context.number, n=context.version)
    if context.is_forecast:
        mark += context.say("BRACKETS", words=context.say("FORECAST"))
    if context.approved_by is None:
        mark += context.say("BRACKETS", words=context.say("DRAFT"))
    yield mark
