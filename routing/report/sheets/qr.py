"""QR codes as pictures inside a page, large enough to be read off paper.

ISO/IEC 18004, model 2, error correction at least M, with the quiet zone of four
modules that the standard asks for on every side.
"""

from __future__ import annotations

import segno

from routing.report.html import Html

QUIET_ZONE = 4
"""Modules left white on every side (ISO/IEC 18004, 9.1)."""
MIN_MODULE_MM = 0.33
"""Smaller squares run together on a worn office or label printer (203 dpi puts
2.6 dots into one)."""
MASK = 2
"""A day prints hundreds of codes, and weighing all eight patterns of ISO/IEC 18004,
7.8 takes four times as long as all the rest. Every reader takes every pattern; this one
scores within a hundredth of the best on tags and map links."""


def qr_svg(text: str, *, size_mm: float) -> Html:
    """Return a QR code as inline SVG.

    Parameters
    ----------
    text
        What a scanner shall read; UTF-8 where it is not ASCII.
    size_mm
        Edge with the quiet zone, millimetres. A code with so many modules that
        each would be under ``MIN_MODULE_MM`` grows beyond it.
    """
    encoding = None if text.isascii() else "utf-8"
    code = segno.make_qr(text, error="m", encoding=encoding, mask=MASK)
    modules = len(code.matrix) + 2 * QUIET_ZONE
    edge = max(size_mm, modules * MIN_MODULE_MM)
    drawing = code.svg_inline(
        border=QUIET_ZONE, omitsize=True, light="#fff", svgclass="qr", lineclass=None
    )
    size = f'width="{edge:.2f}mm" height="{edge:.2f}mm" role="img"'
    return Html(drawing.strip().replace("<svg ", f"<svg {size} ", 1))
