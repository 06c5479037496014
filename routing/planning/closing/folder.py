"""``OUT/收尾/``: everything that closing a day leaves, file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.actuals.io import ACTUALS_FILE, dump_actuals
from routing.report.closing.month import write_month
from routing.report.closing.page import render_closing
from routing.report.closing.tables import corrections_text, rows_text, suggestions_text

from .backlog import DEMAND_FILE, PICKUPS_FILE, demand_text, pickups_text

if TYPE_CHECKING:
    from pathlib import Path

    from routing.report.closing.view import ClosingView, Month

PAGE_FILE = "计划与实际.html"
ROWS_FILE = "计划与实际.csv"
SUGGESTIONS_FILE = "建议参数.csv"
CORRECTIONS_FILE = "待更正.csv"
MONTH_FILE = "月报.xlsx"
BOM = "\ufeff"


def write_closing(folder: Path, view: ClosingView, month: Month) -> None:
    """Write the files of a closed day into a folder that is there.

    Raises
    ------
    OSError
        When a file cannot be written.
    """
    texts = {
        ROWS_FILE: rows_text(view),
        SUGGESTIONS_FILE: suggestions_text(view),
        CORRECTIONS_FILE: corrections_text(view),
        **tomorrow_texts(view),
    }
    for name, words in texts.items():
        (folder / name).write_text(BOM + words, "utf-8", newline="")
    page = render_closing(view)
    (folder / PAGE_FILE).write_text(page, "utf-8", newline="\n")
    actuals = dump_actuals(view.closed.actuals)
    (folder / ACTUALS_FILE).write_text(actuals, "utf-8", newline="\n")
    write_month(folder / MONTH_FILE, month, view.lang)


def tomorrow_texts(view: ClosingView) -> dict[str, str]:
    """Return the tables for the next day by the names of their files."""
    return {
        DEMAND_FILE: demand_text(view.demand),
        PICKUPS_FILE: pickups_text(view.pickups),
    }
