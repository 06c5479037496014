"""交接单 of a bus trip: what boards and alights at each call, sealed and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.second_ways import second_way_of
from routing.plan.services import by_giver, by_receiver
from routing.report.figures import kilograms
from routing.report.words import site_name, township_name, trip_words

from .bag_lists import bag_groups, id_ranges
from .cold_record import cold_record, handing_at
from .frame import A4, Section, render_document
from .itinerary_words import time_words, walk_minutes
from .layout import Column, Row, Table, Text
from .seal_box import alight_row, board_row
from .second_way_words import second_way_box
from .service_words import bags_of, came_words, goes_words, listed, load_at, say
from .trip_head import trip_head
from .violation_words import violations_of_carrier
from .words import (
    NOTHING,
    cold_words,
    contact_words,
    span_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.model import PlannedBag
    from routing.plan.services import Call, Carried, TripRun

    from .cold_record import Handing
    from .frame import SheetContext
    from .layout import Block

_WIDTHS = (
    ("COL_NUMBER", 13.0, 11.0, 0.0, "center"),
    ("COL_BAG", 39.0, 11.0, 13.0, "left"),
    ("COL_FINAL", 60.0, 10.5, 0.0, "left"),
    ("COL_ITEMS", 12.0, 11.0, 0.0, "right"),
    ("COL_KG", 14.0, 11.0, 0.0, "right"),
    ("", 35.0, 11.0, 0.0, "left"),
    ("", 17.0, 11.0, 15.0, "center"),
)
"""Columns 6 and 7 differ: where bags come from, or where they go on to."""
_ROW_HEIGHT = 6.0


def trip_sheet(context: SheetContext, run: TripRun) -> str:
    """Return the hand-over list of a trip as an HTML document on A4.

    Calls stand in the order of the trip; at each, goods alight before others
    board. A box to count, seal and sign follows each table.
    """
    name = trip_words(context.day, run.trip_id, context.lang)
    title = say(context, "TRIP_TITLE", trip=name, date=context.plan.date)
    blocks: list[Block] = [trip_head(context, run)]
    for call in run.calls:
        if call.alights:
            blocks.append(_alighting(context, call))
        if call.boards:
            blocks.append(_boarding(context, run, call))
    blocks += cold_record(context, _handings(context, run))
    second = second_way_of(context.plan, trip=run.trip_id)
    blocks += second_way_box(context, second, "BOX_TRIP")
    blocks.append(_rules(context))
    section = Section(
        title=title,
        blocks=tuple(blocks),
        violations=violations_of_carrier(context, run.trip_id, bags_of(run.carried)),
    )
    return render_document(context, title, [section], A4)


def _handings(context: SheetContext, run: TripRun) -> Iterator[Handing]:
    for call in run.calls:
        for what, carried in (("ALIGHT", call.alighting), ("BOARD", call.boarding)):
            yield handing_at(context, call.site, what, bags_of(carried))


def _boarding(context: SheetContext, run: TripRun, call: Call) -> Table:
    site = site_name(context.day, call.site)
    caption = say(
        context,
        "BOARD_CAPTION",
        site=site,
        depart=time_words(context, call.depart),
        latest=time_words(context, call.latest),
    )
    rows: list[Row] = []
    number = 1
    for leg in call.boards:
        end = site_name(context.day, leg.load.alight)
        for giver, group in by_giver(leg.carried).items():
            words = say(
                context,
                "BOARD_GROUP",
                giver=_giver(context, call, giver),
                site=end,
                load=load_at(context, group),
            )
            rows.append(Row((words,), keep=True, repeat=True))
            number = _bag_rows(context, rows, group, number, boarding=True)
    passengers = run.line is None or run.line.carries_passengers
    bags = bags_of(call.boarding)
    rows.append(board_row(context, site, bags, checked=passengers))
    return _table(context, caption, rows, ("COL_CAME", "COL_LOADED"))


def _alighting(context: SheetContext, call: Call) -> Table:
    site = site_name(context.day, call.site)
    arrive = time_words(context, call.arrive)
    caption = say(context, "ALIGHT_CAPTION", site=site, arrive=arrive)
    rows: list[Row] = []
    number = 1
    for receiver, group in by_receiver(call.alighting).items():
        words = say(
            context,
            "ALIGHT_GROUP",
            receiver=_receiver(context, call, receiver),
            attended=_attended(context, call, receiver),
            load=load_at(context, group),
        )
        rows.append(Row((words,), keep=True, repeat=True))
        number = _bag_rows(context, rows, group, number, boarding=False)
    rows.append(alight_row(context, site, bags_of(call.alighting)))
    return _table(context, caption, rows, ("COL_ON", "COL_UNLOADED"))


def _table(
    context: SheetContext, caption: str, rows: Sequence[Row], last: tuple[str, str]
) -> Table:
    plain = len(_WIDTHS) - len(last)
    codes = (*(code for code, *_ in _WIDTHS[:plain]), *last)
    columns = tuple(
        Column(
            label=_label(context, code), width=width, size=size, lead=lead, align=align
        )
        for code, (_, width, size, lead, align) in zip(codes, _WIDTHS, strict=True)
    )
    return Table(
        columns=columns, rows=tuple(rows), caption=caption, row_height=_ROW_HEIGHT
    )


def _label(context: SheetContext, code: str) -> str:
    """Return a heading: those that all sheets share stand with them."""
    shared = ("COL_BAG", "COL_KG")
    return context.say(code) if code in shared else say(context, code)


def _bag_rows(
    context: SheetContext,
    rows: list[Row],
    group: Sequence[Carried],
    number: int,
    *,
    boarding: bool,
) -> int:
    """Append a row per bag, loose pieces of a kind on one; return the next number.

    The last one stays with the row behind it: the next group, or the signatures.
    """
    known = {one.bag.id: one for one in group}
    kinds = list(bag_groups(bags_of(group)))
    for bags in kinds:
        last = number + len(bags) - 1
        rows.append(
            Row(
                (
                    str(number) if number == last else f"{number}–{last}",
                    id_ranges([bag.id for bag in bags]),
                    _final_words(context, bags[0]),
                    str(sum(sum(bag.items.values()) for bag in bags)),
                    f"{kilograms(sum(bag.grams for bag in bags)):g}",
                    _remark(context, known[bags[0].id], bags, boarding=boarding),
                    "□",
                ),
                keep=bags is kinds[-1],
            )
        )
        number = last + 1
    return number


def _final_words(context: SheetContext, bag: PlannedBag) -> str:
    """Return where a bag ends, with its township where another one is called so."""
    name = site_name(context.day, bag.destination)
    alike = sum(site.name == name for site in context.day.sites.values())
    township = township_name(context.day, bag.destination)
    if alike > 1 and township:
        name += context.say("BRACKETS", words=township)
    return name


def _remark(
    context: SheetContext, one: Carried, bags: Sequence[PlannedBag], *, boarding: bool
) -> str:
    lines = [context.say("LOOSE", n=len(bags))] if bags[0].loose else []
    if cold := cold_words(context, bags):
        lines.append(cold)
    if boarding:
        lines.append(came_words(context, one.before) or say(context, "FROM_HERE"))
    else:
        ends = say(context, "STAYS_HERE")
        lines.append(goes_words(context, one.after) or ends)
    return "\n".join(lines) or NOTHING


def _giver(context: SheetContext, call: Call, site: str) -> str:
    name = site_name(context.day, site)
    words = say(context, "GIVER", site=name)
    if site != call.site and call.walk:
        minutes = walk_minutes(call.walk)
        words = say(context, "GIVER_WALK", site=name, minutes=minutes)
    return words + _keeper(context, site)


def _receiver(context: SheetContext, call: Call, site: str) -> str:
    name = site_name(context.day, site)
    words = say(context, "GIVER", site=name)
    if site != call.site and call.walk:
        time = time_words(context, call.arrive + call.walk)
        minutes = walk_minutes(call.walk)
        words = say(context, "RECEIVER_WALK", site=name, minutes=minutes, time=time)
    return words + _keeper(context, site)


def _keeper(context: SheetContext, site: str) -> str:
    known = context.day.sites.get(site)
    who = contact_words(context, known.contact) if known is not None else ""
    return context.say("BRACKETS", words=who) if who else ""


def _attended(context: SheetContext, call: Call, site: str) -> str:
    """Return whether somebody is there (rule T5b)."""
    attended = None if call.stop is None else call.stop.attended
    if attended is not None:
        return say(context, "ATTENDED" if attended else "ATTENDED_NONE")
    known = context.day.sites.get(site)
    if known is None or not known.hours:
        return say(context, "ATTENDED_ALWAYS")
    hours = listed(context, [span_words(w.early, w.late) for w in known.hours])
    return say(context, "ATTENDED_OPEN", hours=hours)


def _rules(context: SheetContext) -> Text:
    phone = context.dispatcher_phone
    call = context.say("CALL_PHONE", phone=phone) if phone else context.say("CALL")
    codes = ("RULE_TIME", "RULE_DIFFERS", "RULE_NO_BUS", "RULE_NOBODY", "RULE_COPY")
    lines = tuple(say(context, code, call=call) for code in codes)
    return Text(lines=lines, kind="box", size=11, heading=say(context, "RULES"))
