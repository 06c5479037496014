"""The workbook of a re-plan: it may be read and saved, but not changed.

What has begun stands in it beside what has not, with goods that end on their way: no
edit of its rows says what becomes of those. Locks and a further re-plan do.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.plan.workbook.edit import HandEdit, HandTour, ServiceSheet
    from routing.plan.workbook.sheet_found import EditedBook


class ReplanEditedError(ValueError):
    """The workbook of a re-plan was changed by hand."""


def is_as_written(book: EditedBook, day: Day, plan: Plan) -> bool:
    """Tell whether a workbook says what the one of its plan says.

    Parameters
    ----------
    day
        The day of the plan, with all vehicles that have driven.
    """
    # Not at import: it writes workbooks, and most edits need none.
    from routing.plan.workbook.write import write_workbook

    from ..output.workbook_content import workbook_content

    with TemporaryDirectory() as folder:
        file = Path(folder) / book.file
        write_workbook(file, workbook_content(day, plan))
        written = read_workbook(open_book(file), day)
    return _said(read_workbook(book, day)) == _said(written)


def _said(edit: HandEdit) -> tuple[object, ...]:
    """Return what an edit says, without the places where it says so."""
    return (
        tuple(_tour(tour) for tour in edit.tours),
        _services(edit.trips),
        _services(edit.offers),
        tuple((row.bag, row.box) for row in edit.bags.rows) if edit.bags else (),
    )


def _tour(tour: HandTour) -> HandTour:
    return replace(
        tour,
        halts=tuple(
            replace(halt, rows=tuple(replace(row, row=0) for row in halt.rows))
            for halt in tour.halts
        ),
    )


def _services(sheet: ServiceSheet | None) -> tuple[object, ...]:
    if sheet is None:
        return ()
    rows = tuple(replace(row, row=0) for row in sheet.rows)
    return rows, dict(sheet.holds or {})
