"""Blocks of 微信.txt for crews of trips and for partners; lines for stations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.services import by_giver, by_receiver, offer_runs, trip_runs
from routing.report.words import partner_name, site_name, trip_words

from .contacts import partner_people, trip_people
from .itinerary_words import time_words
from .service_words import bags_of, listed, load_at, say
from .words import contact_words, partner_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.services import Call, Carried, OfferRun, TripRun

    from .frame import SheetContext

TimedLine = tuple[int, str]
"""Seconds of the day, and what happens then."""


def trip_messages(context: SheetContext) -> list[list[str]]:
    """Return the lines for the crew of each trip."""
    runs = trip_runs(context.day, context.plan)
    return [list(_trip(context, run)) for run in runs]


def carrier_messages(context: SheetContext) -> list[list[str]]:
    """Return the lines for each partner that goods are given to, all its offers."""
    carriers: dict[str, list[OfferRun]] = {}
    for run in offer_runs(context.day, context.plan):
        carrier = run.offer_id if run.offer is None else run.offer.carrier
        carriers.setdefault(carrier, []).append(run)
    return [
        [_carrier(context, carrier), *(_offer(context, run) for run in runs)]
        for carrier, runs in carriers.items()
    ]


def station_lines(context: SheetContext) -> dict[str, list[TimedLine]]:
    """Return what trips and partners bring to each site and take from it."""
    lines: dict[str, list[TimedLine]] = {}
    for run in trip_runs(context.day, context.plan):
        for call in run.calls:
            for site, line in _at_call(context, run, call):
                lines.setdefault(site, []).append(line)
    for given in offer_runs(context.day, context.plan):
        for site, line in _at_ends(context, given):
            lines.setdefault(site, []).append(line)
    return lines


def _trip(context: SheetContext, run: TripRun) -> Iterator[str]:
    name = trip_words(context.day, run.trip_id, context.lang)
    head = say(context, "WECHAT_TRIP", date=context.plan.date, trip=name)
    if run.trip is None:
        yield head
        yield say(context, "TRIP_UNKNOWN")
        return
    crew = trip_people(context, run.trip)
    yield " ".join(part for part in (head, run.trip.plate, crew) if part)
    if run.hold:
        yield say(
            context,
            "WECHAT_HOLD",
            today=time_words(context, run.trip.departure_time + run.hold),
            table=time_words(context, run.trip.departure_time),
            site=site_name(context.day, run.trip.stops[0].site),
        )
    for call in run.calls:
        if call.alights:
            yield _alights(context, call)
        if call.boards:
            yield _boards(context, call)


def _boards(context: SheetContext, call: Call) -> str:
    givers = by_giver(call.boarding)
    return say(
        context,
        "WECHAT_BOARDS",
        time=time_words(context, call.depart),
        site=site_name(context.day, call.site),
        load=load_at(context, call.boarding),
        latest=time_words(context, call.latest),
        giver=listed(context, [_person(context, site) for site in givers]),
    )


def _alights(context: SheetContext, call: Call) -> str:
    receivers = by_receiver(call.alighting)
    return say(
        context,
        "WECHAT_ALIGHTS",
        time=time_words(context, call.arrive),
        site=site_name(context.day, call.site),
        load=load_at(context, call.alighting),
        receiver=listed(context, [_person(context, site) for site in receivers]),
    )


def _carrier(context: SheetContext, carrier: str) -> str:
    name = partner_name(context.day, carrier)
    head = say(context, "WECHAT_CARRIER", date=context.plan.date, carrier=name)
    return " ".join(part for part in (head, partner_people(context, carrier)) if part)


def _offer(context: SheetContext, run: OfferRun) -> str:
    if run.offer is None:
        return f"{run.offer_id} {load_at(context, run.carried)}"
    ends = by_receiver(run.carried)
    words = say(
        context,
        "WECHAT_OFFER",
        cutoff=time_words(context, run.offer.cutoff_time),
        site=_person(context, run.offer.from_site),
        load=load_at(context, run.carried),
        promise=time_words(context, run.offer.delivered_time),
        ends=listed(context, [_person(context, site) for site in ends]),
    )
    return words + (say(context, "WECHAT_RESORT") if run.row.last_resort else "")


def _at_call(
    context: SheetContext, run: TripRun, call: Call
) -> Iterator[tuple[str, TimedLine]]:
    trip = trip_words(context.day, run.trip_id, context.lang)
    crew = trip_people(context, run.trip) if run.trip is not None else ""
    if crew:
        trip += context.say("BRACKETS", words=crew)
    stop = site_name(context.day, call.site)
    for site, group in by_receiver(call.alighting).items():
        words = say(
            context,
            "WECHAT_BUS_BRINGS",
            time=time_words(context, call.arrive),
            trip=trip,
            site=stop,
            load=_goods(context, group),
        )
        yield site, (call.arrive, words)
    for site, group in by_giver(call.boarding).items():
        words = say(
            context,
            "WECHAT_BUS_TAKES",
            time=time_words(context, call.depart),
            trip=trip,
            site=stop,
            latest=time_words(context, call.latest),
            load=_goods(context, group),
        )
        yield site, (call.depart, words)


def _at_ends(context: SheetContext, run: OfferRun) -> Iterator[tuple[str, TimedLine]]:
    if run.offer is None:
        return
    carrier = partner_name(context.day, run.offer.carrier)
    if people := partner_people(context, run.offer.carrier):
        carrier += context.say("BRACKETS", words=people)
    for site, group in by_receiver(run.carried).items():
        words = say(
            context,
            "WECHAT_OFFER_BRINGS",
            time=time_words(context, run.offer.delivered_time),
            carrier=carrier,
            load=_goods(context, group),
        )
        yield site, (run.offer.delivered_time, words)
    words = say(
        context,
        "WECHAT_OFFER_TAKES",
        time=time_words(context, run.offer.cutoff_time),
        carrier=carrier,
        load=_goods(context, run.carried),
    )
    yield run.offer.from_site, (run.offer.cutoff_time, words)


def _goods(context: SheetContext, carried: Sequence[Carried]) -> str:
    inside = partner_words(context, bags_of(carried))
    return load_at(context, carried) + context.say("BRACKETS", words=inside)


def _person(context: SheetContext, site: str) -> str:
    """Return a site with its keeper."""
    known = context.day.sites.get(site)
    who = contact_words(context, known.contact) if known is not None else ""
    name = site_name(context.day, site)
    return name + (context.say("BRACKETS", words=who) if who else "")
