"""Write the generated pages of the manual: ``python -m routing.planning.manual docs``.

A test compares them with what stands in the repository, so they cannot go stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from routing.report.kpi_files import kpi_reference
from routing.tables.reference import table_reference
from routing.texts.reference import error_reference, page_text


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "errors.md": error_reference(),
        "formats.md": table_reference() + page_text("formats_foot"),
        "kpi.md": kpi_reference(),
    }


def write_pages(folder: Path) -> None:
    """Write the pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        (folder / name).write_text(page, "utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
