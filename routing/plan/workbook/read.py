"""Read plan.xlsx back: stops, bus loads, handovers and boxes as a person meant them.

Headers may be Chinese or English and stand in any order; title rows, hints,
blank rows, totals, merged names, filtered rows and further columns are normal.
Numbers may be text. Times and figures are not read. Every cell that cannot be
understood is a finding with its place, all at once; nothing is guessed. How the
order of halts is read: ``row_order``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.finding import Grade

from .demand import check_demand
from .edit import HandEdit, HandTour
from .names import Names
from .read_boxes import read_boxes
from .read_services import read_offers, read_trips
from .row_order import forget_stale_numbers, is_sorted_anew, order_halts
from .row_values import read_rows
from .sheet_found import find_sheet

if TYPE_CHECKING:
    from routing.domain.day import Day

    from .edit import HandRow
    from .sheet_found import EditedBook, FoundSheet


def read_workbook(book: EditedBook, day: Day) -> HandEdit:
    """Read an edited workbook.

    Parameters
    ----------
    book
        The workbook, as saved by any spreadsheet program (xlsx) and opened by
        ``sheet_found.open_book``.
    day
        The day it belongs to: its vehicles, sites, partners, classes and goods.

    Returns
    -------
    HandEdit
        Use its ``tours`` only when it is ``usable``.
    """
    found = find_sheet(book)
    names = Names(day)
    rows = read_rows(found, day, names)
    check_demand(found, day, names, rows)
    tours = _tours(found, day, names, [row for row in rows if row.items])
    trips, of_trips = read_trips(book, day, names)
    offers, of_offers = read_offers(book, day, names)
    bags, of_bags = read_boxes(book, names)
    return HandEdit(
        file=found.file,
        sheet=found.sheet,
        tours=tours,
        trips=trips,
        offers=offers,
        bags=bags,
        findings=tuple(
            finding
            for found_there in (found.findings, of_trips, of_offers, of_bags)
            for finding in sorted(found_there, key=lambda row: row.row)
        ),
    )


def _tours(
    found: FoundSheet, day: Day, names: Names, rows: list[HandRow]
) -> tuple[HandTour, ...]:
    sorted_anew = is_sorted_anew(rows)
    if not sorted_anew:
        rows = forget_stale_numbers(rows)
    known = list(day.vehicles)
    ranks = {key: rank for rank, key in enumerate(known)}
    by_tour: dict[tuple[int, int], list[HandRow]] = {}
    for row in rows:
        by_tour.setdefault((ranks[row.vehicle], row.tour), []).append(row)
    tours = []
    ignored = False
    for rank, number in sorted(by_tour):
        own = by_tour[rank, number]
        ordered = order_halts(own, sorted_anew=sorted_anew)
        if ordered.moved:
            found.say(
                "EDIT_ROWS_MOVED",
                row=own[0].row,
                column="ORDER",
                grade=Grade.WARNING,
                details={
                    "vehicle": names.vehicles.label(known[rank]),
                    "tour": number,
                },
            )
        ignored = ignored or ordered.ignored
        tours.append(HandTour(vehicle=known[rank], halts=ordered.halts))
    if ignored:
        found.say("EDIT_SORTED", column="ORDER", grade=Grade.WARNING)
    return tuple(tours)
