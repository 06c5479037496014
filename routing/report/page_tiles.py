"""The strip of the eight figures that are looked at first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from routing.texts.catalogue import family

from .cost_parts import parts_text
from .html import Html
from .kpi import FAMILY
from .words import shown, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.plan.model import Plan

MONEY = 2

TILES = (
    ("PLANNED", ("items_planned",), "ITEMS", ("items_demanded", "planned_share")),
    ("UNSERVED", ("items_unserved",), "ITEMS", ("villages_unserved",)),
    (
        "COST",
        ("cost_yuan",),
        "YUAN",
        (),
    ),
    ("EACH", ("cost_per_item_yuan",), "EACH", ("villages_reached",)),
    (
        "VEHICLES",
        ("vehicles_used", "vehicles_available"),
        "VEHICLES",
        ("tours_used", "hours_total"),
    ),
    ("KM", ("km",), "KM", ("empty_share", "km_estimated_share")),
    ("LOAD", ("load_factor_departure",), "PERCENT", ("load_factor_mean",)),
    (
        "REACH",
        ("village_reach_rate",),
        "PERCENT",
        ("on_time_share", "within_24h_share"),
    ),
)
"""Code of the tile, KPIs of its figure (used / available), unit, KPIs of its note."""


def tiles(plan: Plan, kpis: Mapping[str, Any], lang: str) -> Html:
    """Return the tiles; the one of what is unserved is red when anything is."""
    left = kpis["items_unserved"]
    parts = parts_text(plan, lang)
    made = []
    for code, figures, unit, names in TILES:
        values = {name: _figure(kpis, name) for name in names}
        note = word(f"TILE_{code}_NOTE", lang, parts=parts, **values)
        kind = "tile"
        if code == "UNSERVED":
            kind = "tile bad" if left else "tile good"
            note = note if left else word("TILE_UNSERVED_NONE", lang)
        figure = " / ".join(_figure(kpis, name) for name in figures)
        hint = escape(family(FAMILY)[figures[0]][f"formula_{lang}"])
        made.append(
            f'<div class="{kind}" title="{hint}">'
            f"<h3>{escape(word(f'TILE_{code}', lang))}</h3>"
            f"<p><b>{escape(figure)}</b> {escape(word(f'UNIT_{unit}', lang))}</p>"
            f"<small>{escape(note)}</small></div>"
        )
    return Html(f'<section class="tiles">{"".join(made)}</section>')


def _figure(kpis: Mapping[str, Any], name: str) -> str:
    return shown(kpis[name], MONEY if name.endswith("yuan") else 1)
