"""The sheets of bus loads (班次装载) and of handovers (代投)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.price import PriceBasis
from routing.plan.services import offer_runs, trip_runs

from .layout import OFFERS, TRIPS
from .service_words import count_cells, listed, price_cells, say, time_cell
from .sheet import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.plan.model import PlannedBag
    from routing.plan.services import OfferRun, RunLeg, TripRun

    from .cells import Value
    from .content import WorkbookContent
    from .layout import Layout
    from .names import Names

_MONEY, _ONE, _PRICE = "#,##0.00", "0.0", "0.00##"
_CENTS, _MINUTE = 100, 60
_COUNTS = (
    ("SEALED", 7, ""),
    ("PIECES", 7, ""),
    ("ITEMS", 7, ""),
    ("KG", 9, _ONE),
    ("BAG_IDS", 34, ""),
)
_FEES = (
    ("BASIS", 9, ""),
    ("PRICE", 9, _PRICE),
    ("QUANTITY", 9, ""),
    ("FEE", 11, _MONEY),
)
_TRIPS = (
    ("TRIP", 13, ""),
    ("LINE", 16, ""),
    ("OPERATOR", 14, ""),
    ("PLATE", 11, ""),
    ("BOARD", 20, ""),
    ("DEPARTS", 10, ""),
    ("LATEST", 10, ""),
    ("ALIGHT", 20, ""),
    ("COMES", 10, ""),
    *_COUNTS,
    ("HOLD", 9, ""),
    *_FEES,
)
_OFFERS = (
    ("OFFER", 10, ""),
    ("KIND", 7, ""),
    ("OPERATOR", 14, ""),
    ("FOR", 18, ""),
    ("GIVEN_AT", 20, ""),
    ("LATEST", 10, ""),
    ("ENDS", 30, ""),
    ("PROMISE", 11, ""),
    *_COUNTS,
    *_FEES,
)


def trips_sheet(
    content: WorkbookContent, names: Names, choices: Mapping[str, str]
) -> Sheet:
    """Return what each trip carries: a row per boarding and alighting call."""
    return Sheet(
        name=TRIPS.name(content.lang),
        columns=_columns(TRIPS, _TRIPS, content.lang),
        rows=(
            _trip_cells(run, leg, names, content.lang)
            for run in trip_runs(content.day, content.plan)
            for leg in run.legs
        ),
        guide=say("TRIPS_GUIDE", content.lang).strip().splitlines(),
        fixed=1,
        ruled_by=0,
        choices=_choices(TRIPS, choices),
    )


def offers_sheet(
    content: WorkbookContent, names: Names, choices: Mapping[str, str]
) -> Sheet:
    """Return what other partners are given: a row per offer."""
    return Sheet(
        name=OFFERS.name(content.lang),
        columns=_columns(OFFERS, _OFFERS, content.lang),
        rows=(
            _offer_cells(run, names, content.lang)
            for run in offer_runs(content.day, content.plan)
        ),
        guide=say("OFFERS_GUIDE", content.lang).strip().splitlines(),
        fixed=1,
        choices=_choices(OFFERS, choices),
    )


def _columns(
    layout: Layout, heads: Sequence[tuple[str, float, str]], lang: str
) -> list[Column]:
    return [
        Column(
            header=layout.header(name, lang),
            width=width,
            number_format=form,
            # Numbers that are edited are all seen.
            wrapped=name == "BAG_IDS",
            editable=name in layout.editable,
            computed=name not in layout.editable,
        )
        for name, width, form in heads
    ]


def _choices(layout: Layout, choices: Mapping[str, str]) -> list[tuple[int, str]]:
    """Return the columns that have a list; places are sites."""
    lists = {"TRIP": "TRIP", "BOARD": "SITE", "ALIGHT": "SITE", "OFFER": "OFFER"}
    return [
        (layout.columns.index(name), choices[source])
        for name, source in lists.items()
        if name in layout.columns
    ]


def _trip_cells(run: TripRun, leg: RunLeg, names: Names, lang: str) -> list[Value]:
    board, alight = run.call(leg.board), run.call(leg.alight)
    line, trip = run.line, run.trip
    bags = [one.bag for one in leg.carried]
    # A price per trip is due once, in its first row (rule P1d).
    each_trip = line is not None and line.price.basis is PriceBasis.PER_TRIP
    paid_before = each_trip and leg is not run.legs[0]
    return [
        run.trip_id,
        line.name if line is not None else "",
        names.partners.label(line.operator) if line is not None else "",
        trip.plate if trip is not None else "",
        names.sites.label(leg.load.board),
        time_cell(board.depart, lang),
        time_cell(board.latest, lang) if trip is not None else "",
        names.sites.label(leg.load.alight),
        time_cell(alight.arrive, lang),
        *count_cells(bags, lang),
        leg.load.hold / _MINUTE if leg.load.hold else None,
        *price_cells(
            None if line is None else line.price, [] if paid_before else bags, lang
        ),
        leg.load.fee_cents / _CENTS,
    ]


def _offer_cells(run: OfferRun, names: Names, lang: str) -> list[Value]:
    offer = run.offer
    bags = [one.bag for one in run.carried]
    ends = [names.sites.label(one.receiver) for one in run.carried]
    return [
        run.offer_id,
        say("KIND_RESORT" if run.row.last_resort else "KIND_HANDOVER", lang),
        names.partners.label(offer.carrier) if offer is not None else "",
        listed(list(_partners(bags, names)), lang),
        names.sites.label(offer.from_site) if offer is not None else "",
        time_cell(offer.cutoff_time, lang) if offer is not None else "",
        listed(ends, lang),
        time_cell(offer.delivered_time, lang) if offer is not None else "",
        *count_cells(bags, lang),
        *price_cells(offer.price if offer is not None else None, bags, lang),
        run.row.fee_cents / _CENTS,
    ]


def _partners(bags: Sequence[PlannedBag], names: Names) -> Iterator[str]:
    """Yield whose items are given away."""
    for bag in bags:
        for partner in bag.items:
            yield names.partners.label(partner)
