"""Write every sheet of a plan into a folder: the one place that knows them all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routing.report.words import vehicle_name

from .bag_tags import render_bag_tags
from .change_sheet import change_sheet
from .confirmation_sheet import confirmation_sheet
from .file_names import unique_names
from .handover_files import handover_sheets
from .loading_list import loading_list
from .messages import messages
from .route_sheet import route_sheet
from .sorting_sheet import render_sorting_sheet
from .station_sheet import station_sheets

if TYPE_CHECKING:
    from pathlib import Path

    from .frame import SheetContext

MESSAGES_FILE = "微信.txt"
CONFIRMATION_FILE = "待确认.html"
SORTING_FILE = "分拣表.html"
TAGS_FILE = "袋牌.html"
CHANGES_FILE = "变更单.html"
_BOM = "\ufeff"
_NAMES = re.compile(
    r"((派车单|装车单|交接单|村站)_.*|袋牌|分拣表|变更单|待确认)\.(html|pdf)|微信\.txt",
    re.DOTALL,
)


def is_sheet(name: str) -> bool:
    """Tell whether a file of this name is printed: only these hold phone numbers."""
    return _NAMES.fullmatch(name) is not None


def write_sheets(folder: Path, context: SheetContext) -> list[Path]:
    """Write all sheets as files of a folder that exists; return their paths.

    HTML is UTF-8 with LF. ``微信.txt`` has a mark and CRLF, so that the oldest
    Windows editor shows it.

    Raises
    ------
    OSError
        When a file cannot be written.
    """
    pages = sheet_pages(context)
    written = []
    for name, html in pages.items():
        path = folder / name
        path.write_text(html, "utf-8", newline="\n")
        written.append(path)
    text = folder / MESSAGES_FILE
    text.write_text(_BOM + messages(context), "utf-8", newline="\r\n")
    return [*written, text]


def sheet_pages(context: SheetContext) -> dict[str, str]:
    """Return the HTML of each sheet by its file name, in the order of printing."""
    routes = [route for route in context.plan.routes if route.tours]
    plates = [vehicle_name(context.day, route.vehicle) for route in routes]
    named = list(zip(unique_names(plates), routes, strict=True))
    pages = {
        f"派车单_{name}.html": route_sheet(context, route) for name, route in named
    }
    pages |= {
        f"装车单_{name}.html": loading_list(context, route) for name, route in named
    }
    pages |= {
        f"交接单_{name}.html": html for name, html in handover_sheets(context).items()
    }
    pages[CONFIRMATION_FILE] = confirmation_sheet(context)
    pages[SORTING_FILE] = render_sorting_sheet(context)
    pages[TAGS_FILE] = render_bag_tags(context)
    if context.plan.changes is not None:
        pages[CHANGES_FILE] = change_sheet(context, context.plan.changes)
    stations = station_sheets(context)
    names = unique_names(list(stations))
    pages |= {
        f"村站_{name}.html": html
        for name, html in zip(names, stations.values(), strict=True)
    }
    return pages
