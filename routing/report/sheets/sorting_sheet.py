"""Sorting sheet 分拣表: from the chute to the site, the vehicle and its loading.

One section per base where bags are loaded. A bag must be closed when its tour
begins to load (``load_start``): that is the latest closing time on the sheet. For
a trip or another partner it is the cut-off (rules T5, T8).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from routing.domain.units import clock
from routing.report.figures import kilograms
from routing.report.words import site_name, township_name, trip_words, vehicle_name

from . import service_words
from .bag_places import bag_places
from .frame import A4_LANDSCAPE, Section, render_document
from .itinerary import BUS, ROAD
from .itinerary_words import time_words
from .layout import Row, Table, Text
from .sorting_columns import (
    MOST_PARTNER_COLUMNS,
    say,
    site_columns,
    vehicle_columns,
)
from .sorting_contents import Contents
from .violation_words import violations_of_vehicle
from .words import NOTHING, partner_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routing.plan.violation import Violation

    from .bag_places import BagPlace
    from .frame import SheetContext

_SHORT_RANGE = 4
"""Digits of a range that still fits on one line."""


def render_sorting_sheet(context: SheetContext) -> str:
    """Return the sorting sheets of all bases as one HTML document."""
    loaded = [place for place in bag_places(context.day, context.plan) if place.loaded]
    sections = [
        _section(context, base, list(places))
        for base, places in groupby(loaded, key=lambda place: place.bag.origin)
    ]
    base = context.day.centre
    title = _title(context, base)
    if not sections:
        nothing = Text(lines=(say(context, "SORTING_NONE"),))
        sections = [Section(title=title, blocks=(nothing,))]
    return render_document(context, title, sections, A4_LANDSCAPE)


def _title(context: SheetContext, base: str) -> str:
    return say(context, "SORTING_TITLE", site=site_name(context.day, base))


def _section(context: SheetContext, base: str, places: Sequence[BagPlace]) -> Section:
    chutes = any(place.chute for place in places)
    notes = [say(context, "SORTING_NOTE" if chutes else "SORTING_NOTE_NO_CHUTE")]
    services = any(place.kind != ROAD for place in places)
    if services:
        notes.append(service_words.say(context, "SORTING_NOTE"))
    partners = _partners(context, places)
    vehicles = sorted(places, key=lambda place: (place.route, place.tour))
    return Section(
        title=_title(context, base),
        violations=_violations(context, vehicles),
        blocks=(
            Text(lines=tuple(notes)),
            Table(
                columns=site_columns(
                    context, partners, chutes=chutes, services=services
                ),
                rows=tuple(_rows(context, places, partners)),
            ),
            Table(
                caption=say(context, "SORTING_VEHICLES"),
                columns=vehicle_columns(context, partners, services=services),
                rows=tuple(_vehicle_rows(context, vehicles, partners)),
            ),
        ),
    )


def _violations(
    context: SheetContext, places: Sequence[BagPlace]
) -> tuple[Violation, ...]:
    """Return the violations of the vehicles loaded here, in the judge's order."""
    concerned = {
        violation
        for vehicle, inside in groupby(places, key=lambda place: place.vehicle)
        for violation in violations_of_vehicle(
            context, vehicle, [place.bag for place in inside]
        )
    }
    return tuple(row for row in context.violations if row in concerned)


def _partners(context: SheetContext, places: Sequence[BagPlace]) -> tuple[str, ...]:
    """Return the partners with items, in the order of the tables; () if too many."""
    have = Contents(tuple(places)).partners
    known = [partner for partner in context.day.partners if have[partner]]
    known += sorted(partner for partner in have if partner not in known)
    return tuple(known) if len(known) <= MOST_PARTNER_COLUMNS else ()


def _partner_cells(
    context: SheetContext, contents: Contents, partners: Sequence[str]
) -> Iterator[str]:
    if partners:
        have = contents.partners
        yield from (str(have[partner] or "") for partner in partners)
        return
    yield partner_words(context, [place.bag for place in contents.places])


def _rows(
    context: SheetContext, places: Sequence[BagPlace], partners: Sequence[str]
) -> Iterator[Row]:
    """Yield a row per site and tour, a total after each chute and at the end."""
    chutes = any(place.chute for place in places)
    for chute, inside in groupby(places, key=lambda place: place.chute):
        group = list(inside)
        rows: dict[tuple[str, int, int, int], list[BagPlace]] = {}
        for place in group:
            rows.setdefault(_row_key(place), []).append(place)
        for row in rows.values():
            yield _row(context, Contents(tuple(row)), partners, chutes=chutes)
        # One row is its own total.
        if chute and len(rows) > 1:
            code, contents = "SORTING_CHUTE_TOTAL", Contents(tuple(group))
            yield Row((_total(context, code, contents, chute=chute),))
    yield Row((_total(context, "SORTING_TOTAL", Contents(tuple(places))),))


def _row_key(place: BagPlace) -> tuple[str, int, int, int]:
    return (place.bag.destination, place.route, place.tour, place.stop)


def _row(
    context: SheetContext,
    contents: Contents,
    partners: Sequence[str],
    *,
    chutes: bool,
) -> Row:
    place = contents.places[0]
    site = place.bag.destination
    return Row(
        (
            *((place.chute,) if chutes else ()),
            township_name(context.day, site),
            site_name(context.day, site),
            _carrier(context, place),
            _tour(place),
            _load_order(contents) if place.kind == ROAD else NOTHING,
            *_partner_cells(context, contents, partners),
            str(contents.items),
            _pieces(context, contents),
            time_words(context, place.closing),
        )
    )


def _carrier(context: SheetContext, place: BagPlace) -> str:
    """Return who takes it: the plate, the trip, or the partner it is given to."""
    if place.kind == ROAD:
        return place.label
    if place.kind == BUS:
        return trip_words(context.day, place.vehicle, context.lang)
    offer = place.steps[0].offer
    last = offer is not None and offer.last_resort
    kind = service_words.say(context, "KIND_RESORT" if last else "KIND_HANDOVER")
    return f"{kind} {place.label}"


def _tour(place: BagPlace) -> str:
    return str(place.tour + 1) if place.kind == ROAD else NOTHING


def _load_order(contents: Contents) -> str:
    """Return the numbers on the loading list; never broken within a figure."""
    orders = [place.load_order for place in contents.places]
    first, last = str(min(orders)), str(max(orders))
    if first == last:
        return first
    line = "\n" if len(first + last) > _SHORT_RANGE else ""
    return f"{first}–{line}{last}"


def _vehicle_rows(
    context: SheetContext, places: Iterable[BagPlace], partners: Sequence[str]
) -> Iterator[Row]:
    """Yield a row per tour, trip and offer; a total of vehicles with several tours."""
    for _, inside in groupby(places, key=lambda place: place.route):
        group = tuple(inside)
        tours = [
            Contents(tuple(alike))
            for _, alike in groupby(group, key=lambda place: place.tour)
        ]
        for contents in tours:
            place = contents.places[0]
            yield Row(
                (
                    _carrier(context, place),
                    _tour(place),
                    time_words(context, place.closing),
                    _departure(context, place),
                    str(contents.sites),
                    *_partner_cells(context, contents, partners),
                    str(contents.items),
                    _pieces(context, contents),
                    f"{kilograms(contents.grams):.1f}",
                )
            )
        if len(tours) > 1:
            code, contents = "SORTING_VEHICLE_TOTAL", Contents(group)
            vehicle = vehicle_name(context.day, group[0].vehicle)
            yield Row((_total(context, code, contents, vehicle=vehicle),))


def _departure(context: SheetContext, place: BagPlace) -> str:
    """Return when the carrier leaves; what another partner fetches has its cut-off."""
    if place.kind == ROAD:
        tour = context.plan.routes[place.route].tours[place.tour]
        return clock(tour.start)
    leg = place.steps[0].leg
    return time_words(context, leg.depart) if place.kind == BUS else NOTHING


def _total(
    context: SheetContext, code: str, contents: Contents, **values: object
) -> str:
    return say(
        context,
        code,
        sites=contents.sites,
        items=contents.items,
        bags=_bags(context, contents),
        **values,
    )


def _pieces(context: SheetContext, contents: Contents) -> str:
    """Return the number of bags for a column of figures, loose pieces beside it."""
    if not contents.loose:
        return str(contents.bags)
    loose = say(context, "LOOSE", loose=contents.loose)
    return f"{contents.bags}+{loose}" if contents.bags else loose


def _bags(context: SheetContext, contents: Contents) -> str:
    """Return bags and loose pieces in words, leaving out which there are none of."""
    words = []
    if contents.bags:
        words.append(say(context, "BAGS", bags=contents.bags))
    if contents.loose:
        words.append(say(context, "LOOSE", loose=contents.loose))
    return " ".join(words)
