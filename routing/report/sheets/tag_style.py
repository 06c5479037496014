"""Style of bag tags: for each paper the grid of a tag and the sizes of its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tag_paper import LAYOUTS, TagPaper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .tag_paper import TagRooms

ROOMS = ("banner", "top", "name", "town", "ride", "items")


def page_rule(paper: TagPaper) -> str:
    """Return the size and margin of a paper for its style."""
    sheet = LAYOUTS[paper].paper
    return f"size: {sheet.width:g}mm {sheet.height:g}mm; margin: {sheet.margin:g}mm"


def paper_style(paper: TagPaper) -> str:
    """Return the style of one paper: its grids and the sizes of its texts."""
    layout, here = LAYOUTS[paper], f".paper-{paper}"
    many = paper is TagPaper.A4
    rules = [
        *_grid(paper, f"{here} .tag", layout.plain),
        *_grid(paper, f"{here} .tag.way", layout.way),
        *_grid(paper, f"{here} .tag.full", layout.full or layout.way),
        f"{here} .facts {{ font-size: {layout.facts:g}pt; }}",
        *(f"{here} .{name} {{ font-size: var(--{name}-{paper}); }}" for name in ROOMS),
        *(A4_RULES if many else LABEL_RULES),
    ]
    return "\n".join(rules).replace("HERE", here) + "\n"


def _grid(paper: TagPaper, tag: str, rooms: TagRooms) -> Iterator[str]:
    layout, many = LAYOUTS[paper], paper is TagPaper.A4
    areas = " ".join(f'"{area}"' for area in (A4_AREAS if many else LABEL_AREAS))
    # In millimetres: renderers differ in how a share of the rest may shrink.
    code = rooms.qr + 1
    rest = layout.width - code - A4_FRAME * many
    columns = f"{rest:g}mm {code:g}mm" if many else f"{code:g}mm {rest:g}mm"
    heights = [f"{rooms[name].height:g}mm" for name in ROOMS[1:-1]]
    rows = " ".join(("auto", *heights, "1fr", "auto"))
    yield (
        f"{tag} {{ width: {layout.width:g}mm; height: {layout.height:g}mm; "
        f"grid-template-areas: {areas}; grid-template-rows: {rows}; "
        f"grid-template-columns: {columns}; }}"
    )
    yield f"{tag} .code svg {{ width: {rooms.qr:g}mm; height: {rooms.qr:g}mm; }}"


LABEL_AREAS = (
    "banner banner",
    "top top",
    "name name",
    "town town",
    "ride ride",
    "items items",
    "code facts",
)
A4_AREAS = (
    "banner banner",
    "top top",
    "name name",
    "town code",
    "ride code",
    "items code",
    "facts facts",
)
LABEL_RULES = (
    "HERE .tag { break-after: page; page-break-after: always; }",
    "HERE .leaf:last-child .tag:last-child "
    "{ break-after: auto; page-break-after: auto; }",
    "HERE .leaf { break-after: auto; page-break-after: auto; }",
    "@media screen { HERE .leaf { display: flex; flex-wrap: wrap; "
    "justify-content: center; } HERE .tag { margin: 2mm; } }",
)
A4_FRAME = 4.4
"""Padding and cutting line of a tag on A4, both sides, millimetres."""
A4_RULES = (
    "HERE .leaf { width: 190mm; display: grid; grid-template-columns: 95mm 95mm; }",
    "HERE .tag { border: 0.2mm dashed #777; padding: 2mm; }",
    "HERE .facts { flex-direction: row; flex-wrap: wrap; align-items: baseline; "
    "justify-content: flex-start; column-gap: 3mm; border-top: 0.3mm solid #000; }",
    "HERE .facts .id { font-size: 1.3em; }",
)
