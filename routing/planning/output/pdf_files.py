"""PDF beside each printed sheet, where this machine has a program for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.report.sheets.pdf import find_renderer, write_pdfs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.terminal.console import Console


def write_pdf_files(console: Console, sheets: Sequence[Path]) -> list[str]:
    """Print every sheet into a PDF beside it; return the names of the files.

    Sheets are complete without: where no program is found, or it fails, that is
    said and the rest goes on without PDF.
    """
    renderer = find_renderer()
    if renderer is None:
        console.problem(console.say("PDF_NO_PROGRAM"))
        return []
    pages = sorted(path for path in sheets if path.suffix == ".html")
    written = []
    failed = False
    for number, (page, error) in enumerate(write_pdfs(pages, renderer), start=1):
        console.note_text("PDF_PROGRESS", n=number, m=len(pages), page=page.name)
        if error is None:
            written.append(page.with_suffix(".pdf").name)
        elif not failed:
            console.problem(error.words(console.lang))
            failed = True
    return written
