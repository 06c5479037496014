"""村站: what a station receives today and what it hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.report.words import partner_name, site_name, vehicle_name
from routing.texts.catalogue import text

from .frame import A4, Section, render_document
from .hints import cash_words
from .layout import Column, Row, Table, Text
from .loading_list import id_ranges
from .violation_words import violations_of_site
from .visits import townships, visits_of
from .words import (
    NOTHING,
    cargo_of,
    cold_words,
    contact_words,
    count_words,
    partner_words,
    span_words,
    taken_words,
    township_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.site import Site
    from routing.plan.model import PlannedBag, Unserved

    from .frame import SheetContext
    from .layout import Block
    from .visits import Visit
    from .words import Cargo

_COMES = (
    ("COL_TIME", 38.0, 15.0, 12.0),
    ("COL_VEHICLE", 48.0, 14.0, 12.0),
    ("COL_ARRIVES", 54.0, 14.0, 12.0),
    ("COL_BAG", 50.0, 0.0, 12.0),
)
_GOES = (
    ("COL_VEHICLE", 48.0, 14.0, 12.0),
    ("COL_HAND_OVER", 92.0, 14.0, 12.0),
    ("COL_BAG", 50.0, 0.0, 12.0),
)
_OVERVIEW = (
    ("COL_STATION_NAME", 42.0, 12.0, 11.0),
    ("COL_TIME", 33.0, 12.0, 11.0),
    ("COL_VEHICLE", 45.0, 0.0, 11.0),
    ("COL_ARRIVES", 38.0, 0.0, 11.0),
    ("COL_HAND_OVER_SHORT", 32.0, 0.0, 11.0),
)


def station_sheets(context: SheetContext) -> dict[str, str]:
    """Return one HTML document per township, by the township's name.

    The clerk of a township prints one file in one go, with a list of its
    stations on top; each station has a page of its own, because it is torn off,
    handed to the keeper with the goods and signed there. Pages are counted
    within a station. Stations where nobody comes stand on the list only. The
    centre has none, even where a vehicle of another base halts there: its people
    work by loading lists.
    """
    cargo = cargo_of(context.day, context.plan)
    visits = visits_of(context.day, context.plan)
    left = _left_behind(context)
    sites = [key for key in context.day.sites if key in visits or key in left]
    sites = [key for key in sites if key != context.day.centre]
    files: dict[str, str] = {}
    for hub, members in townships(context.day, sites).items():
        name = site_name(context.day, hub)
        if name in files:
            name = f"{name} {hub}"
        sections = []
        if len(members) > 1 or members[0] not in visits:
            sections.append(_overview(context, cargo, members, (hub, visits, left)))
        sections += [
            _station(context, cargo, visits[site], left.get(site, []))
            for site in members
            if site in visits
        ]
        title = context.say("STATIONS_TITLE", township=name, date=context.plan.date)
        files[name] = render_document(context, title, sections, A4)
    return files


def _left_behind(context: SheetContext) -> dict[str, list[Unserved]]:
    left: dict[str, list[Unserved]] = {}
    for row in context.plan.unserved:
        if row.site in context.day.sites:
            left.setdefault(row.site, []).append(row)
    return left


def _columns(
    context: SheetContext, widths: Sequence[tuple[str, float, float, float]]
) -> tuple[Column, ...]:
    return tuple(
        Column(label=context.say(code), width=width, lead=lead, size=size)
        for code, width, lead, size in widths
    )


def _overview(
    context: SheetContext,
    cargo: Cargo,
    members: Sequence[str],
    known: tuple[str, Mapping[str, Sequence[Visit]], Mapping[str, list[Unserved]]],
) -> Section:
    hub, visits, left = known
    rows = []
    for site in members:
        behind = sum(row.items for row in left.get(site, []))
        name = site_name(context.day, site)
        missing = context.say("MISSING", items=behind) if behind else ""
        for visit in visits.get(site, ()):
            brought = cargo.of(visit.stop.deliver)
            cells = (
                f"{name}\n{missing}" if missing else name,
                span_words(visit.early, visit.late),
                _vehicle(context, visit),
                count_words(context, brought),
                count_words(context, cargo.of(visit.stop.pick_up)),
            )
            rows.append(Row(cells))
        if site not in visits:
            none = context.say("NO_VEHICLE")
            rows.append(Row((f"{name}\n{missing}", none, NOTHING, NOTHING, NOTHING)))
    title = context.say(
        "STATIONS_TITLE", township=site_name(context.day, hub), date=context.plan.date
    )
    table = Table(columns=_columns(context, _OVERVIEW), rows=tuple(rows))
    return Section(title=title, blocks=(table,))


def _station(
    context: SheetContext,
    cargo: Cargo,
    visits: Sequence[Visit],
    left: Sequence[Unserved],
) -> Section:
    site = context.day.sites[visits[0].stop.site]
    ids = [bag for v in visits for bag in (*v.stop.deliver, *v.stop.pick_up)]
    comes = [visit for visit in visits if visit.stop.deliver]
    goes = [visit for visit in visits if visit.stop.pick_up]
    blocks: list[Block] = [_summary(context, site)]
    if comes:
        blocks.append(_comes(context, cargo, comes))
    if goes:
        blocks.append(_goes(context, cargo, goes))
    if left:
        blocks.append(_not_today(context, left))
    brought = cargo.of([bag for visit in comes for bag in visit.stop.deliver])
    blocks += [_rules(context, cargo, brought), _signatures(context)]
    township = township_words(context, site.site_id)
    title = context.say(
        "STATION_TITLE", site=site.name, township=township, date=context.plan.date
    )
    return Section(
        title=title,
        blocks=tuple(blocks),
        violations=violations_of_site(context, site.site_id, cargo.of(ids)),
    )


def _summary(context: SheetContext, site: Site) -> Text:
    hours = context.say("SEMICOLON").join(
        span_words(window.early, window.late) for window in site.hours
    )
    keeper = contact_words(context, site.contact)
    parts = [context.say("KEEPER", who=keeper)] if keeper else []
    if hours:
        parts.append(context.say("OPEN", hours=hours))
    if site.service_kind:
        parts.append(site.service_kind)
    return Text(lines=("　".join(parts),), kind="strong", size=13)


def _vehicle(context: SheetContext, visit: Visit) -> str:
    """Return plate, driver and his phone."""
    vehicle = visit.route.vehicle
    driver = contact_words(context, context.day.vehicles[vehicle].contact)
    name = vehicle_name(context.day, vehicle)
    return f"{name}\n{driver}" if driver else name


def _comes(context: SheetContext, cargo: Cargo, visits: Sequence[Visit]) -> Table:
    rows = []
    for visit in visits:
        bags = cargo.of(visit.stop.deliver)
        goods = [count_words(context, bags), partner_words(context, bags)]
        if cold := cold_words(context, bags):
            goods.append(cold)
        band = span_words(visit.early, visit.late)
        cells = (
            band,
            _vehicle(context, visit),
            "\n".join(goods),
            id_ranges(visit.stop.deliver),
        )
        rows.append(Row(cells))
    return Table(
        columns=_columns(context, _COMES),
        rows=tuple(rows),
        caption=context.say("STATION_COMES"),
    )


def _goes(context: SheetContext, cargo: Cargo, visits: Sequence[Visit]) -> Table:
    rows = []
    for visit in visits:
        bags = cargo.of(visit.stop.pick_up)
        goods = f"{count_words(context, bags)}\n{taken_words(context, cargo, bags)}"
        rows.append(
            Row((_vehicle(context, visit), goods, id_ranges(visit.stop.pick_up)))
        )
    return Table(
        columns=_columns(context, _GOES),
        rows=tuple(rows),
        caption=context.say("STATION_GOES"),
    )


def _not_today(context: SheetContext, left: Sequence[Unserved]) -> Text:
    lines = tuple(
        context.say(
            "NOT_TODAY",
            who=partner_name(context.day, row.partner),
            items=row.items,
            reason=text("reasons", row.reason, context.lang),
        )
        for row in left
    )
    return Text(
        lines=lines, kind="box", size=12, heading=context.say("STATION_NOT_TODAY")
    )


def _rules(context: SheetContext, cargo: Cargo, brought: Sequence[PlannedBag]) -> Text:
    cash = list(cash_words(context, cargo, brought))
    phone = context.dispatcher_phone
    call = context.say("CALL_PHONE", phone=phone) if phone else context.say("CALL")
    codes = ("STATION_RULE_COUNT", "STATION_RULE_READY", "STATION_RULE_LATE")
    lines = [*cash, *(context.say(code, call=call) for code in codes)]
    return Text(
        lines=tuple(lines), kind="box", size=12, heading=context.say("STATION_RULES")
    )


def _signatures(context: SheetContext) -> Text:
    lines = (context.say("STATION_SIGN"), context.say("STATION_SIGN_2"))
    return Text(lines=lines, kind="box", size=12)
