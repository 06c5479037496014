"""执行回填.xlsx beside a plan: written with it, found again, never written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.actuals import FILL_IN_FILE
from routing.plan.actuals.planned import PlanMismatchError, planned_rows
from routing.plan.actuals.read import has_entries
from routing.plan.actuals.sheets import FillIn
from routing.plan.actuals.write import write_fill_in
from routing.plan.workbook.mark import plan_mark
from routing.plan.workbook.sheet_found import open_book, workbook_mark

from .disk import first_name, free_name

if TYPE_CHECKING:
    from pathlib import Path

    from routing.plan.workbook.sheet_found import EditedBook
    from routing.report.sheets.frame import SheetContext


def write_fill_in_file(
    folder: Path, context: SheetContext, name: str = FILL_IN_FILE
) -> None:
    """Write the workbook of a plan; a plan of other tables gets none."""
    try:
        planned = planned_rows(context.day, context.plan)
    except PlanMismatchError:
        return
    fill = FillIn(
        day=context.day,
        planned=planned,
        date=context.plan.date,
        number=context.number,
        version=context.version,
        mark=plan_mark(context.plan),
        lang=context.lang,
    )
    write_fill_in(folder / name, fill)


def add_fill_in_file(folder: Path, out: Path, context: SheetContext) -> None:
    """Write the workbook of the plan in OUT, unless OUT has it: it stays as typed.

    One of another plan stays as well: the new one gets a name of its own.
    """
    mark = plan_mark(context.plan)
    if all(workbook_mark(book) != mark for book in fill_ins(out)):
        place = out / FILL_IN_FILE
        name = free_name(place).name if place.exists() else place.name
        write_fill_in_file(folder, context, name)


def find_fill_in(out: Path, mark: str) -> EditedBook | None:
    """Return the workbook of a plan: of several the one that was typed into.

    Where the older one was held open, a new plan's has the name 执行回填(2).xlsx.
    Without one of this plan the first is returned, None where there is none.
    """
    found = fill_ins(out)
    own = [book for book in found if workbook_mark(book) == mark]
    typed = [book for book in own if has_entries(book)]
    return next(iter([*typed, *own, *found]), None)


def fill_ins(out: Path) -> list[EditedBook]:
    """Return the workbooks of that name in a folder, the plain name first."""
    if not out.is_dir():
        return []
    paths = [path for path in out.iterdir() if first_name(path.name) == FILL_IN_FILE]
    return [open_book(path) for path in sorted(paths, key=_plain_first)]


def entries_moved(older: Path | None) -> list[Path]:
    """Return the workbooks in the folder of an older plan that were typed into."""
    if older is None:
        return []
    return [older / book.file for book in fill_ins(older) if has_entries(book)]


def _plain_first(path: Path) -> tuple[int, str]:
    return len(path.name), path.name
