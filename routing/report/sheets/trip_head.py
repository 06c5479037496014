"""The head of a trip's 交接单: line, crew, times, and what is unusual today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.site import Contact
from routing.report.words import partner_name, site_name

from .contacts import operator_people
from .frame import A4
from .itinerary_words import time_words, walk_minutes
from .layout import MM_PER_PT, Text, text_width
from .service_words import bags_of, say, short_pieces
from .words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.line import Line
    from routing.domain.trip import Trip
    from routing.plan.services import Call, TripRun

    from .frame import SheetContext

_BLANK, _SHORT_BLANK = "＿" * 8, "＿" * 5
_SIZE = 12


def trip_head(context: SheetContext, run: TripRun) -> Text:
    """Return who drives when, and everything that is carried, summed up."""
    lines: list[str] = []
    if run.trip is None or run.line is None:
        lines.append(say(context, "TRIP_UNKNOWN"))
    else:
        lines += [
            *_identity(context, run.trip, run.line, run.hold),
            *_unusual(context, run.trip, run.hold),
        ]
    load = load_words(context, bags_of(run.carried))
    lines += [
        say(context, "TRIP_TOTAL", load=load),
        *_calls(context, run),
    ]
    return Text(lines=tuple(lines), kind="strong", size=_SIZE)


def _calls(context: SheetContext, run: TripRun) -> Iterator[str]:
    """Yield the calls with goods, as many to a line as fit: no name is cut."""
    room = A4.inner_width / (_SIZE * MM_PER_PT)
    then = say(context, "THEN")
    first, *others = [_call(context, call) for call in run.calls]
    line = say(context, "TRIP_CALLS", calls=first)
    for call in others:
        if text_width(line + then + call) > room:
            yield line
            line = then.lstrip() + call
        else:
            line += then + call
    yield line


def _call(context: SheetContext, call: Call) -> str:
    """Return a call with its time and how much work there is."""
    work = [
        say(context, code, pieces=short_pieces(context, bags_of(carried)))
        for code, carried in (
            ("CALL_ALIGHTS", call.alighting),
            ("CALL_BOARDS", call.boarding),
        )
        if carried
    ]
    return say(
        context,
        "CALL_AT",
        site=site_name(context.day, call.site),
        time=time_words(context, call.depart if call.boards else call.arrive),
        work=context.say("COMMA").join(work),
    )


def _identity(
    context: SheetContext, trip: Trip, line: Line, hold: int
) -> Iterator[str]:
    operator = partner_name(context.day, line.operator)
    if people := operator_people(context, line):
        operator += context.say("BRACKETS", words=people)
    yield say(
        context,
        "TRIP_LINE",
        line=line.name or line.line_id,
        trip=trip.trip_id,
        operator=operator,
    )
    # Who is not known in the morning is written in by hand.
    known = trip.contact if context.contacts else Contact()
    crew = say(
        context,
        "TRIP_CREW",
        plate=trip.plate or _SHORT_BLANK,
        who=known.name or _SHORT_BLANK,
        phone=known.phone or _BLANK,
    )
    first = site_name(context.day, trip.stops[0].site)
    time = time_words(context, trip.departure_time + hold)
    yield crew + "　" + say(context, "TRIP_LEAVES", time=time, site=first)


def _unusual(context: SheetContext, trip: Trip, hold: int) -> Iterator[str]:
    """Yield what a crew or keeper must know beside the timetable."""
    if trip.trip_id not in context.day.trips:
        yield say(context, "TRIP_OUT")
    for change in trip.changes:
        kind = say(context, f"CHANGE_{change.kind.name}")
        words = say(context, "TRIP_CHANGED", kind=kind, text=change.text).strip()
        if change.reason:
            words += context.say("BRACKETS", words=change.reason)
        yield words
    if hold:
        yield say(
            context,
            "TRIP_HOLD",
            minutes=walk_minutes(hold),
            table=time_words(context, trip.departure_time),
            today=time_words(context, trip.departure_time + hold),
            site=site_name(context.day, trip.stops[0].site),
        )
    if not trip.exact:
        yield say(context, "TRIP_NOMINAL")
    if trip.confirmed is False:
        yield say(context, "TRIP_UNCONFIRMED")
