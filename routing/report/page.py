"""report.html: one file that opens without a network and prints without script."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from .html import Html, paragraph
from .kpi import compute_kpis
from .page_map import map_json, map_notes
from .page_routes import routes_html
from .page_tables import (
    assumptions_html,
    data_labels,
    findings_html,
    kpis_html,
    unserved_html,
)
from .page_tiles import tiles
from .page_timeline import timeline
from .position import site_positions
from .route_view import RouteView, route_views
from .svg import render_map_svg
from .words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

SECTIONS = ("MAP", "TIMELINE", "UNSERVED", "ROUTES", "KPIS", "FINDINGS", "ASSUMPTIONS")


def render_report(
    day: Day,
    travel: Travel,
    plan: Plan,
    findings_text: Sequence[str] = (),
    *,
    lang: str = "zh",
) -> str:
    """Return the report of a planned day as one HTML document.

    ``findings_text`` are the findings about the input, already in words and
    masked. Nothing of the page comes from elsewhere, and its policy lets no
    script run but its own.
    """
    routes = route_views(day, travel, plan)
    kpis = compute_kpis(day, travel, plan)
    positions = site_positions(day, travel)
    scripts = [_leaflet_script(), _asset("page.js")]
    parts = {
        "lang": "zh-CN" if lang == "zh" else lang,
        "hashes": " ".join(f"'{_hash(script)}'" for script in scripts),
        "title": escape(f"{word('TITLE', lang)} {plan.date}"),
        "leaflet_css": _leaflet_style(),
        "css": _asset("page.css"),
        "header": _header(day, plan, lang),
        "nav": _nav(lang),
        "tiles": tiles(kpis, lang),
        "chips": _chips(routes, lang),
        "map_notes": "".join(paragraph(line) for line in map_notes(positions, lang)),
        "map_svg": render_map_svg(day, travel, plan, positions=positions, lang=lang),
        "timeline": timeline(day, plan, routes, lang),
        "unserved": unserved_html(day, plan, lang),
        "routes": routes_html(day, plan, routes, lang),
        "kpis": kpis_html(day, kpis, lang),
        "findings": findings_html(findings_text, lang),
        "assumptions": assumptions_html(day, lang),
        "foot": escape(f"{word('FOOT', lang)} {word('FOOT_LEAFLET', lang)}"),
        "map_json": map_json(day, positions, plan, routes, lang),
        "leaflet_js": scripts[0],
        "js": scripts[1],
    }
    headings = {
        f"h_{name.lower()}": escape(word(f"NAV_{name}", lang)) for name in SECTIONS
    }
    return Template(_asset("page.html")).substitute(parts, **headings)


def _asset(name: str) -> str:
    source = resources.files(__package__).joinpath("assets", name)
    return source.read_text("utf-8").replace("\r\n", "\n")


def _leaflet_script() -> str:
    return re.sub(r"//# sourceMappingURL=.*", "", _asset("leaflet.js"))


def _leaflet_style() -> str:
    """Leave out the pictures of markers and layer buttons: the map has none."""
    return re.sub(r"url\([^)]*\)", "none", _asset("leaflet.css"))


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _header(day: Day, plan: Plan, lang: str) -> Html:
    status = escape(word(f"STATUS_{plan.status.upper()}", lang))
    labels = "".join(
        f'<span class="label">{escape(word("LABELS", lang))}: {escape(text)}</span>'
        for text in data_labels(day)
    )
    return Html(
        f"<h1>{escape(word('TITLE', lang))} <time>{escape(plan.date)}</time></h1>"
        f"<p><strong>{escape(day.sites[day.centre].name)}</strong>"
        f'<span class="status {escape(plan.status)}">{status}</span>'
        f"<span>{escape(word('SEED', lang, n=plan.seed))}</span>{labels}</p>"
    )


def _nav(lang: str) -> Html:
    links = "".join(
        f'<a href="#{name.lower()}">{escape(word(f"NAV_{name}", lang))}</a>'
        for name in SECTIONS
    )
    return Html(f"<nav>{links}</nav>")


def _chips(routes: Sequence[RouteView], lang: str) -> Html:
    chips = [
        '<button type="button" data-show="0" aria-pressed="true">'
        f"{escape(word('MAP_ALL', lang))}</button>"
    ]
    chips += [
        f'<button type="button" data-show="{view.number}" aria-pressed="false">'
        f'<b class="badge" style="background:{view.colour}">{view.number}</b>'
        f"{escape(view.label)}</button>"
        for view in routes
    ]
    return Html(f'<div class="chips">{"".join(chips)}</div>')
