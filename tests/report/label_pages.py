"""Labels as paper: printed to PDF by a real browser, seen by a real scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp

from routing.report.sheets.pdf import find_renderer, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

SCAN_DPI = 200
GREY = 127
POINTS_PER_INCH, MM_PER_INCH = 72, 25.4


def printed(html: str, folder: Path) -> list[Page]:
    """Return the pages of a document as the browser prints them."""
    renderer = find_renderer()
    assert renderer is not None, "Install Chromium: labels are tested on paper."
    page, pdf = folder / "袋牌 1.html", folder / "袋牌 1.pdf"
    page.write_text(html, "utf-8")
    write_pdf(page, pdf, renderer)
    document = pypdfium2.PdfDocument(pdf)
    pages = [Page(sheet) for sheet in document]
    document.close()
    return pages


class Page:
    """One printed page: millimetres, words and a scan in black and white."""

    def __init__(self, sheet: pypdfium2.PdfPage) -> None:
        width, height = sheet.get_size()
        self.size = tuple(
            side / POINTS_PER_INCH * MM_PER_INCH for side in (width, height)
        )
        self.words = sheet.get_textpage().get_text_range()
        scale = SCAN_DPI / POINTS_PER_INCH
        grey = sheet.render(scale=scale).to_pil().convert("L")
        # A label printer knows black and white alone.
        self.scan: Image = grey.point(lambda shade: 255 * (shade > GREY))

    def codes(self) -> list[str]:
        """Return what a scanner reads on the page, from top to bottom."""
        found = zxingcpp.read_barcodes(self.scan, formats=zxingcpp.BarcodeFormat.QRCode)
        found.sort(
            key=lambda code: (code.position.top_left.y, code.position.top_left.x)
        )
        return [code.text for code in found]
