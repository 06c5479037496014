"""Sorting sheet 分拣表: from the chute to the site, the vehicle and its loading.

One section per base where bags are loaded. A bag must be closed when its tour
begins to load (``load_start``): that is the latest closing time on the sheet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from routing.domain.units import clock
from routing.report.figures import kilograms
from routing.report.words import (
    partner_name,
    site_name,
    township_name,
    vehicle_name,
)
from routing.texts.catalogue import text

from .bag_places import BagPlace, bag_places
from .frame import A4_LANDSCAPE, Section, render_document
from .layout import Column, Row, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .frame import SheetContext

FAMILY = "labels"
MOST_PARTNER_COLUMNS = 8
"""More partners share one column: their own would be too narrow to read."""
_NARROW, _PLAIN, _LEAD = 12.0, 11.0, 15.0


@dataclass(frozen=True, slots=True)
class Contents:
    """What a number of bags hold."""

    places: tuple[BagPlace, ...]

    @property
    def partners(self) -> Counter[str]:
        """Items by partner."""
        items: Counter[str] = Counter()
        for place in self.places:
            items.update(place.bag.items)
        return items

    @property
    def items(self) -> int:
        """All items."""
        return sum(self.partners.values())

    @property
    def loose(self) -> int:
        """Pieces that move singly."""
        return sum(place.bag.loose for place in self.places)

    @property
    def bags(self) -> int:
        """Bags, loose pieces apart."""
        return len(self.places) - self.loose

    @property
    def sites(self) -> int:
        """Different destinations."""
        return len({place.bag.destination for place in self.places})

    @property
    def grams(self) -> int:
        """Weight."""
        return sum(place.bag.grams for place in self.places)


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
        nothing = Text(lines=(_say(context, "SORTING_NONE"),))
        sections = [Section(title=title, blocks=(nothing,))]
    return render_document(context, title, sections, A4_LANDSCAPE)


def _say(context: SheetContext, code: str, **values: object) -> str:
    return text(FAMILY, code, context.lang, **values)


def _title(context: SheetContext, base: str) -> str:
    return _say(context, "SORTING_TITLE", site=site_name(context.day, base))


def _section(context: SheetContext, base: str, places: Sequence[BagPlace]) -> Section:
    chutes = any(place.chute for place in places)
    note = _say(context, "SORTING_NOTE" if chutes else "SORTING_NOTE_NO_CHUTE")
    partners = _partners(context, places)
    vehicles = sorted(places, key=lambda place: (place.route, place.tour))
    return Section(
        title=_title(context, base),
        blocks=(
            Text(lines=(note,), size=_PLAIN),
            Table(
                columns=_columns(context, partners),
                rows=tuple(_rows(context, places, partners)),
            ),
            Table(
                caption=_say(context, "SORTING_VEHICLES"),
                columns=_vehicle_columns(context, partners),
                rows=tuple(_vehicle_rows(context, vehicles, partners)),
            ),
        ),
    )


def _partners(context: SheetContext, places: Sequence[BagPlace]) -> tuple[str, ...]:
    """Return the partners with items, in the order of the tables; () if too many."""
    have = Contents(tuple(places)).partners
    known = [partner for partner in context.day.partners if have[partner]]
    known += sorted(partner for partner in have if partner not in known)
    return tuple(known) if len(known) <= MOST_PARTNER_COLUMNS else ()


def _columns(context: SheetContext, partners: Sequence[str]) -> tuple[Column, ...]:
    return (
        _column(context, "CHUTE", 20, lead=_LEAD, align="center"),
        _column(context, "SITE", 70, lead=13),
        _column(context, "VEHICLE", 30, size=12),
        _column(context, "TOUR", 12, align="center"),
        _column(context, "LOAD", 14, lead=_LEAD, align="center"),
        *_partner_columns(context, partners, 277 - 200),
        _column(context, "ITEMS", 16, size=12, align="right"),
        _column(context, "BAGS", 20, align="right"),
        _column(context, "CLOSING", 18, size=12, align="center"),
    )


def _vehicle_columns(
    context: SheetContext, partners: Sequence[str]
) -> tuple[Column, ...]:
    return (
        _column(context, "VEHICLE", 50, lead=13),
        _column(context, "TOUR", 14, align="center"),
        _column(context, "CLOSING", 22, size=12, align="center"),
        _column(context, "DEPART", 22, size=12, align="center"),
        _column(context, "SITES", 16, align="right"),
        *_partner_columns(context, partners, 277 - 190),
        _column(context, "ITEMS", 20, size=12, align="right"),
        _column(context, "BAGS", 24, align="right"),
        _column(context, "KG", 22, align="right"),
    )


def _column(
    context: SheetContext,
    code: str,
    width: float,
    *,
    size: float = _PLAIN,
    lead: float = 0.0,
    align: str = "left",
) -> Column:
    label = _say(context, f"COL_{code}")
    return Column(label=label, width=width, size=size, lead=lead, align=align)


def _partner_columns(
    context: SheetContext, partners: Sequence[str], width: float
) -> tuple[Column, ...]:
    if not partners:
        return (_column(context, "PARTNERS", width),)
    each = min(width / len(partners), 20.0)
    return tuple(
        Column(
            label=partner_name(context.day, partner),
            width=each,
            size=_NARROW,
            align="right",
        )
        for partner in partners
    )


def _partner_cells(
    context: SheetContext, contents: Contents, partners: Sequence[str]
) -> Iterator[str]:
    have = contents.partners
    if partners:
        yield from (str(have[partner] or "") for partner in partners)
        return
    order = [partner for partner in context.day.partners if have[partner]]
    order += sorted(partner for partner in have if partner not in order)
    yield "、".join(
        f"{partner_name(context.day, partner)} {have[partner]}" for partner in order
    )


def _rows(
    context: SheetContext, places: Sequence[BagPlace], partners: Sequence[str]
) -> Iterator[Row]:
    """Yield a row per site and tour, a total after each chute and at the end."""
    for chute, inside in groupby(places, key=lambda place: place.chute):
        group = list(inside)
        rows = [tuple(alike) for _, alike in groupby(group, key=_row_key)]
        for row in rows:
            yield _row(context, Contents(row), partners)
        # One row is its own total.
        if chute and len(rows) > 1:
            code, contents = "SORTING_CHUTE_TOTAL", Contents(tuple(group))
            yield Row((_total(context, code, contents, chute=chute),))
    yield Row((_total(context, "SORTING_TOTAL", Contents(tuple(places))),))


def _row_key(place: BagPlace) -> tuple[str, int, int, int]:
    return (place.bag.destination, place.route, place.tour, place.stop)


def _row(context: SheetContext, contents: Contents, partners: Sequence[str]) -> Row:
    place = contents.places[0]
    site = place.bag.destination
    name, township = site_name(context.day, site), township_name(context.day, site)
    return Row(
        (
            place.chute,
            f"{name}\n{township}" if township else name,
            place.label,
            str(place.tour + 1),
            str(place.load_order),
            *_partner_cells(context, contents, partners),
            str(contents.items),
            _bags(context, contents),
            clock(place.closing),
        )
    )


def _vehicle_rows(
    context: SheetContext, places: Iterable[BagPlace], partners: Sequence[str]
) -> Iterator[Row]:
    for (number, index), alike in groupby(
        places, key=lambda place: (place.route, place.tour)
    ):
        contents = Contents(tuple(alike))
        route = context.plan.routes[number]
        yield Row(
            (
                vehicle_name(context.day, route.vehicle),
                str(index + 1),
                clock(route.tours[index].load_start),
                clock(route.tours[index].start),
                str(contents.sites),
                *_partner_cells(context, contents, partners),
                str(contents.items),
                _bags(context, contents),
                f"{kilograms(contents.grams):.1f}",
            )
        )


def _total(
    context: SheetContext, code: str, contents: Contents, **values: object
) -> str:
    return _say(
        context,
        code,
        sites=contents.sites,
        items=contents.items,
        bags=_bags(context, contents),
        **values,
    )


def _bags(context: SheetContext, contents: Contents) -> str:
    """Return bags and loose pieces in words, leaving out which there are none of."""
    words = []
    if contents.bags:
        words.append(_say(context, "BAGS", bags=contents.bags))
    if contents.loose:
        words.append(_say(context, "LOOSE", loose=contents.loose))
    return " ".join(words)
