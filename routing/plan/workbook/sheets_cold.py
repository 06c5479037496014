"""The sheets of cold goods (冷链) and of empty boxes (回箱). They are not read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.texts.catalogue import text

from .columns import header
from .sheet import Column, Sheet

if TYPE_CHECKING:
    from .cells import Value
    from .content import ColdLine, WorkbookContent
    from .names import Names

FAMILY = "cold"
_OWN = (
    ("TEMP", 7),
    ("PACKING", 8),
    ("FROM", 20),
    ("TO", 24),
    ("CARRIERS", 46),
    ("OUTSIDE", 10),
    ("PACK", 10),
    ("LIMIT", 12),
    ("LEFT", 10),
    ("WORST", 40),
)
_KEPT = (("KEPT_UNTIL", 11),)
_EMPTIES = (("EMPTY_AT", 26), ("EMPTY_BOX", 26), ("EMPTY_COUNT", 8), ("HOME", 26))
_SHARED = ("FROM", "TO")
_WRAPPED = ("CARRIERS", "WORST")


def cold_sheet(content: WorkbookContent, names: Names) -> Sheet:
    """Return the bags that are kept cold, those with the fewest minutes left first."""
    lang = content.lang
    kept = any(row.kept_until is not None for row in content.cold)
    return Sheet(
        name=text(FAMILY, "SHEET", lang),
        columns=[
            Column(header=header("BAG", lang), width=13),
            Column(header=header("GOODS_CLASS", lang), width=9),
            *(
                Column(
                    header=_header(name, lang), width=width, wrapped=name in _WRAPPED
                )
                for name, width in (*_OWN, *(_KEPT if kept else ()))
            ),
        ],
        rows=(
            [*_cells(row, names, lang), *([row.kept_until] if kept else ())]
            for row in content.cold
        ),
        guide=text(FAMILY, "GUIDE", lang).strip().splitlines(),
        fixed=1,
    )


def empties_sheet(content: WorkbookContent, names: Names) -> Sheet:
    """Return the boxes that must come back tomorrow, by site and stock."""
    lang = content.lang
    return Sheet(
        name=text(FAMILY, "SHEET_EMPTIES", lang),
        columns=[
            Column(header=_header(name, lang), width=width) for name, width in _EMPTIES
        ],
        rows=(
            [
                names.sites.label(row.site),
                names.boxes.label(row.box),
                row.boxes,
                names.sites.label(row.home),
            ]
            for row in content.empties
        ),
        guide=text(FAMILY, "GUIDE_EMPTIES", lang).strip().splitlines(),
        fixed=1,
    )


def _header(name: str, lang: str) -> str:
    if name in _SHARED:
        return header(name, lang)
    return text(FAMILY, f"COL_{name}", lang)


def _cells(row: ColdLine, names: Names, lang: str) -> list[Value]:
    unlimited = text(FAMILY, "UNLIMITED", lang)
    return [
        row.bag,
        row.goods_class,
        row.temp,
        row.packing,
        names.sites.label(row.origin),
        names.sites.label(row.destination),
        row.carriers,
        row.outside,
        row.pack,
        unlimited if row.limit is None else row.limit,
        unlimited if row.left is None else row.left,
        row.worst,
    ]
