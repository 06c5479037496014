"""交接温度记录: what is measured, and signed for, at each hand-over of cold goods.

GB 31605 asks for the temperature at every hand-over; what is out of range is
refused and goes back by the next way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.report.box_view import box_type, box_words, empty_boxes
from routing.report.cold_view import is_kept_cold
from routing.report.cold_words import range_words, say
from routing.report.words import site_name

from .bag_lists import id_ranges
from .frame import A4
from .layout import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routing.plan.model import PlannedBag, Route

    from .frame import SheetContext
    from .meetings import Meeting
    from .words import Cargo

_WIDTHS = (
    ("COL_WHERE", 46.0),
    ("COL_BAG", 40.0),
    ("COL_RANGE", 38.0),
    ("COL_READING", 18.0),
    ("COL_READER", 28.0),
    ("COL_TIME", 20.0),
)
_ROW_HEIGHT = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """Bags that change hands at once; ``where`` says the place and what is done."""

    where: str
    bags: Sequence[PlannedBag]


def cold_record(
    context: SheetContext, handings: Iterable[Handing], width: float = A4.inner_width
) -> list[Table]:
    """Return the table to fill in, ``width`` millimetres wide; none of warm goods.

    A row for each class that changes hands, its range beside the blank.
    """
    rows = [row for handing in handings for row in _rows(context, handing)]
    if not rows:
        return []
    stretch = width / A4.inner_width
    columns = tuple(
        Column(label=say(code, context.lang), width=size * stretch)
        for code, size in _WIDTHS
    )
    how = Row((say("RECORD_HOW", context.lang),), keep=True)
    caption = say("RECORD", context.lang)
    table = Table(
        columns=columns, rows=(how, *rows), caption=caption, row_height=_ROW_HEIGHT
    )
    return [table]


def _rows(context: SheetContext, handing: Handing) -> Iterator[Row]:
    classes: dict[str, list[PlannedBag]] = {}
    for bag in handing.bags:
        if is_kept_cold(context.day, bag):
            classes.setdefault(bag.goods_class, []).append(bag)
    for name, bags in classes.items():
        lines = [name, range_words(context.day, name, context.lang)]
        if boxes := box_words(context.day, bags, context.lang):
            lines.append(say("PACK_BOX", context.lang, boxes=boxes))
        ids = id_ranges([bag.id for bag in bags])
        yield Row((handing.where, ids, "\n".join(lines), "", "", ""))


def of_loading(
    context: SheetContext, site: str, bags: Sequence[PlannedBag]
) -> Iterator[Handing]:
    """Yield what is loaded at a base."""
    where = say("RECORD_LOAD", context.lang, site=site_name(context.day, site))
    yield Handing(where=where, bags=bags)


def of_route(
    context: SheetContext, cargo: Cargo, route: Route, ends: Sequence[str]
) -> Iterator[Handing]:
    """Yield what changes hands at the halts and ends of a route's tours.

    ``ends`` are the sites where tours end; what is loaded at the base stands on
    the loading list.
    """
    lang = context.lang
    for number, (tour, end) in enumerate(zip(route.tours, ends, strict=True), start=1):
        for order, stop in enumerate(tour.stops, start=1):
            for ids, what in ((stop.deliver, "DELIVER"), (stop.pick_up, "TAKE")):
                where = say(
                    "RECORD_HALT",
                    lang,
                    tour=number,
                    stop=order,
                    site=site_name(context.day, stop.site),
                    what=say(f"WHAT_{what}", lang),
                )
                yield Handing(where=where, bags=cargo.of(ids))
        name = site_name(context.day, end)
        where = say("RECORD_BASE", lang, tour=number, site=name)
        yield Handing(where=where, bags=cargo.of(tour.unload))


def handing_at(
    context: SheetContext, site: str, what: str, bags: Sequence[PlannedBag]
) -> Handing:
    """Return a handing at a site; ``what`` is a code of what is done there."""
    words = say(f"WHAT_{what}", context.lang)
    name = site_name(context.day, site)
    where = say("RECORD_CALL", context.lang, site=name, what=words)
    return Handing(where=where, bags=bags)


def of_meetings(
    context: SheetContext, meetings: Iterable[Meeting]
) -> Iterator[Handing]:
    """Yield what comes to a station and leaves it, by time and carrier."""
    for meeting in meetings:
        what = say("WHAT_COMES" if meeting.comes else "WHAT_GOES", context.lang)
        carrier = meeting.who.partition("\n")[0]
        where = say(
            "RECORD_WHEN", context.lang, time=meeting.when, who=carrier, what=what
        )
        yield Handing(where=where, bags=meeting.bags)


def station_rules(
    context: SheetContext, site: str, meetings: Iterable[Meeting]
) -> list[str]:
    """Return what a keeper must do with cold goods that come or go; none of others.

    Boxes that end their way at the site are to be kept until they are fetched.
    """
    kept: dict[bool, list[str]] = {True: [], False: []}
    for meeting in meetings:
        for bag in meeting.bags:
            if is_kept_cold(context.day, bag):
                kept[meeting.comes].append(bag.id)
    lines = []
    if kept[True]:
        bags = id_ranges(kept[True])
        lines.append(say("STATION_STORE", context.lang, bags=bags))
    if kept[False]:
        lines.append(say("STATION_READY", context.lang))
    empty = [row for row in empty_boxes(context.day, context.plan) if row.site == site]
    if empty:
        boxes = say("COMMA", context.lang).join(
            say("BOXES", context.lang, type=box_type(context.day, row.box), n=row.boxes)
            for row in empty
        )
        lines.append(say("STATION_BOXES", context.lang, boxes=boxes))
    return lines
