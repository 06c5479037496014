"""村站: what a station receives today and what it hands over."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from routing.domain.consignment import ConsignmentKind
from routing.report.words import partner_name, site_name
from routing.texts.catalogue import text

from .cold_record import cold_record, of_meetings, station_rules
from .frame import A4, Section, render_document
from .hints import cash_words
from .itinerary_words import say
from .layout import Column, Row, Table, Text
from .loading_list import id_ranges
from .meetings import meetings_of
from .violation_words import violations_of_site
from .visits import townships
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
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.site import Site
    from routing.plan.model import PlannedBag, Unserved

    from .frame import SheetContext
    from .layout import Block
    from .meetings import Meeting
    from .words import Cargo

_COMES = (
    ("COL_WHEN", 38.0, 15.0, 12.0),
    ("COL_VEHICLE", 48.0, 14.0, 12.0),
    ("COL_ARRIVES", 54.0, 14.0, 12.0),
    ("COL_BAG", 50.0, 0.0, 12.0),
)
_GOES = (
    ("COL_WHEN", 38.0, 15.0, 12.0),
    ("COL_VEHICLE", 48.0, 14.0, 12.0),
    ("COL_HAND_OVER", 54.0, 14.0, 12.0),
    ("COL_BAG", 50.0, 0.0, 12.0),
)
_MOST_SITES = 3
"""Destinations that a cell names; more are counted."""
_OVERVIEW = (
    ("COL_STATION_NAME", 42.0, 12.0, 11.0),
    ("COL_WHEN", 33.0, 12.0, 11.0),
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
    met = meetings_of(context, cargo)
    left = _left_behind(context)
    sites = [key for key in context.day.sites if key in met or key in left]
    sites = [key for key in sites if key != context.day.centre]
    files: dict[str, str] = {}
    for hub, members in townships(context.day, sites).items():
        name = site_name(context.day, hub)
        if name in files:
            name = f"{name} {hub}"
        sections = []
        if len(members) > 1 or members[0] not in met:
            sections.append(_overview(context, members, (hub, met, left)))
        sections += [
            _station(context, cargo, met[site], left.get(site, []))
            for site in members
            if site in met
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
    members: Sequence[str],
    known: tuple[str, Mapping[str, Sequence[Meeting]], Mapping[str, list[Unserved]]],
) -> Section:
    hub, met, left = known
    rows = []
    for site in members:
        behind = sum(row.items for row in left.get(site, []))
        name = site_name(context.day, site)
        missing = context.say("MISSING", items=behind) if behind else ""
        first = f"{name}\n{missing}" if missing else name
        for (_, when, who), inside in groupby(met.get(site, ()), key=_encounter):
            halves = list(inside)
            counts = (
                count_words(
                    context,
                    [
                        bag
                        for half in halves
                        if half.comes is comes
                        for bag in half.bags
                    ],
                )
                for comes in (True, False)
            )
            rows.append(Row((first, when, who, *counts)))
        if site not in met:
            none = context.say("NO_VEHICLE")
            rows.append(Row((first, none, NOTHING, NOTHING, NOTHING)))
    title = context.say(
        "STATIONS_TITLE", township=site_name(context.day, hub), date=context.plan.date
    )
    table = Table(columns=_columns(context, _OVERVIEW), rows=tuple(rows))
    return Section(title=title, blocks=(table,))


def _encounter(meeting: Meeting) -> tuple[int, str, str]:
    """Return what is alike where goods come and go with the same halt."""
    return (meeting.time, meeting.when, meeting.who)


def _station(
    context: SheetContext,
    cargo: Cargo,
    meetings: Sequence[Meeting],
    left: Sequence[Unserved],
) -> Section:
    site = context.day.sites[meetings[0].site]
    comes = [meeting for meeting in meetings if meeting.comes]
    goes = [meeting for meeting in meetings if not meeting.comes]
    blocks: list[Block] = [_summary(context, site)]
    if comes:
        rows = [row for one in comes for row in _comes(context, one)]
        blocks.append(_table(context, _COMES, rows, "STATION_COMES"))
    if goes:
        rows = [row for one in goes for row in _goes(context, cargo, one)]
        blocks.append(_table(context, _GOES, rows, "STATION_GOES"))
    if left:
        blocks.append(_not_today(context, left))
    blocks += cold_record(context, of_meetings(context, meetings))
    blocks += [_rules(context, cargo, site.site_id, meetings), _signatures(context)]
    township = township_words(context, site.site_id)
    title = context.say(
        "STATION_TITLE", site=site.name, township=township, date=context.plan.date
    )
    bags = [bag for meeting in meetings for bag in meeting.bags]
    return Section(
        title=title,
        blocks=tuple(blocks),
        violations=violations_of_site(context, site.site_id, bags),
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


def _table(
    context: SheetContext,
    columns: Sequence[tuple[str, float, float, float]],
    rows: Sequence[Row],
    caption: str,
) -> Table:
    return Table(
        columns=_columns(context, columns),
        rows=tuple(rows),
        caption=context.say(caption),
    )


def _comes(context: SheetContext, meeting: Meeting) -> Iterator[Row]:
    bags = meeting.bags
    goods = [count_words(context, bags), partner_words(context, bags)]
    if cold := cold_words(context, bags):
        goods.append(cold)
    onward = [bag for bag in bags if bag.destination != meeting.site]
    if onward:
        goods.append(say(context, "ONWARD", load=count_words(context, onward)))
    yield from _rows(meeting, goods)


def _goes(context: SheetContext, cargo: Cargo, meeting: Meeting) -> Iterator[Row]:
    out = [bag for bag in meeting.bags if _goes_out(cargo, bag)]
    back = [bag for bag in meeting.bags if bag not in out]
    goods = [count_words(context, meeting.bags)]
    if out:
        goods.append(_bound_for(context, out))
    if back:
        goods.append(taken_words(context, cargo, back))
    if cold := cold_words(context, meeting.bags):
        goods.append(cold)
    yield from _rows(meeting, goods)


def _rows(meeting: Meeting, goods: Sequence[str]) -> Iterator[Row]:
    cells = (meeting.when, meeting.who, "\n".join(goods), id_ranges(meeting.ids))
    yield Row(cells, keep=bool(meeting.note))
    if meeting.note:
        yield Row((meeting.note,))


def _goes_out(cargo: Cargo, bag: PlannedBag) -> bool:
    return all(
        row.kind is ConsignmentKind.DELIVERY for row, _ in cargo.consignments(bag)
    )


def _bound_for(context: SheetContext, bags: Sequence[PlannedBag]) -> str:
    """Return where bags on their way out are taken."""
    names = list(dict.fromkeys(site_name(context.day, bag.destination) for bag in bags))
    sites = context.say("LISTED").join(names[:_MOST_SITES])
    if len(names) > _MOST_SITES:
        sites = say(context, "AND_MORE", sites=sites, n=len(names))
    return say(context, "BOUND_FOR", sites=sites)


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


def _rules(
    context: SheetContext, cargo: Cargo, site: str, meetings: Sequence[Meeting]
) -> Text:
    brought = [bag for meeting in meetings if meeting.comes for bag in meeting.bags]
    cash = list(cash_words(context, cargo, brought))
    cold = station_rules(context, site, meetings)
    phone = context.dispatcher_phone
    call = context.say("CALL_PHONE", phone=phone) if phone else context.say("CALL")
    codes = ("STATION_RULE_COUNT", "STATION_RULE_READY", "STATION_RULE_LATE")
    lines = [*cold, *cash, *(context.say(code, call=call) for code in codes)]
    return Text(
        lines=tuple(lines), kind="box", size=12, heading=context.say("STATION_RULES")
    )


def _signatures(context: SheetContext) -> Text:
    lines = (context.say("STATION_SIGN"), context.say("STATION_SIGN_2"))
    return Text(lines=lines, kind="box", size=12)
