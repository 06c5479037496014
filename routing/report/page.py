"""report.html: one file that opens without a network and prints without script."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from routing.domain.units import clock
from routing.plan.changes import Stage

from .html import Html, bullets, paragraph
from .kpi import compute_kpis
from .page_chooser import chooser
from .page_cold import cold_html
from .page_cost import cost_html
from .page_map import map_json, map_notes, map_signs
from .page_practice import practice_html
from .page_routes import routes_html
from .page_services import services_html
from .page_sources import (
    assumptions_html,
    data_labels,
    parameters_html,
    sources_html,
)
from .page_tables import findings_html, kpis_html
from .page_tiles import tiles
from .page_timeline import timeline
from .page_unserved import unserved_html
from .position import site_positions
from .practice import score_practice
from .route_view import route_views
from .service_view import shown_services
from .sheets.frame import plan_number
from .site_view import site_views
from .svg import render_map_svg
from .violation_words import violation_text
from .words import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.plan.violation import Violation
    from routing.travel.matrix import Travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a plan stands among people: its version, and what it breaks.

    ``violations`` are those of a plan edited by hand. Who edited or approved it
    is printed on sheets only. ``approved`` None says nothing about it.
    """

    version: int
    approved: bool | None = None
    violations: tuple[Violation, ...] = ()


def render_report(
    day: Day,
    travel: Travel,
    plan: Plan,
    findings_text: Sequence[str] = (),
    *,
    standing: Standing | None = None,
    lang: str = "zh",
) -> str:
    """Return the report of a planned day as one HTML document.

    ``findings_text`` are the findings about the input, already in words and
    masked; ``standing`` adds version and violations. Nothing of the page comes
    from elsewhere, and its policy lets no script run but its own.
    """
    routes = route_views(day, travel, plan)
    kpis = compute_kpis(day, travel, plan)
    positions = site_positions(day, travel)
    services = shown_services(day, plan, routes, lang)
    views = site_views(day, plan, routes, services)
    broken = standing.violations if standing else ()
    sections = {
        "VIOLATIONS": _violations(day, broken, lang),
        "TIMELINE": timeline(day, plan, routes, services, lang),
        "UNSERVED": unserved_html(day, plan, lang),
        "ROUTES": routes_html(day, plan, routes, lang),
        "SERVICES": services_html(day, services, lang),
        "COLD": cold_html(day, travel, plan, lang),
        "COST": cost_html(day, plan, services, lang),
        "PRACTICE": _practice(day, travel, plan, kpis, lang),
        "KPIS": kpis_html(day, kpis, lang),
        "FINDINGS": findings_html(findings_text, lang),
        "ASSUMPTIONS": _basis(day, travel, plan, lang),
    }
    sections = {name: part for name, part in sections.items() if part}
    scripts = [_leaflet_script(), _asset("page.js")]
    parts = {
        "lang": "zh-CN" if lang == "zh" else lang,
        "hashes": " ".join(f"'{_hash(script)}'" for script in scripts),
        "title": escape(_title(plan, lang)),
        "leaflet_css": _leaflet_style(),
        "css": _asset("page.css"),
        "skip": escape(word("SKIP", lang)),
        "header": _header(day, plan, standing, lang),
        "nav": _nav(("MAP", *sections), lang),
        "tiles": tiles(plan, kpis, lang),
        "h_map": escape(word("NAV_MAP", lang)),
        "chooser": chooser(routes, services, lang),
        "map_kind": "rich" if services else "plain",
        "map_label": escape(word("MAP_LABEL", lang)),
        "map_signs": map_signs(services, views, lang),
        "map_notes": "".join(
            paragraph(line) for line in map_notes(positions, plan, services, lang)
        ),
        "map_svg": render_map_svg(day, travel, plan, positions=positions, lang=lang),
        "sections": "\n".join(
            _section(name, part, lang) for name, part in sections.items()
        ),
        "foot": escape(f"{word('FOOT', lang)} {word('FOOT_LEAFLET', lang)}"),
        "map_json": map_json(day, positions, views, (routes, services), lang),
        "leaflet_js": scripts[0],
        "js": scripts[1],
    }
    return Template(_asset("page.html")).substitute(parts)


def _section(name: str, part: Html, lang: str) -> Html:
    title = escape(word(f"NAV_{name}", lang))
    return Html(f'<section id="{name.lower()}"><h2>{title}</h2>\n{part}\n</section>')


def _practice(
    day: Day, travel: Travel, plan: Plan, kpis: Mapping[str, Any], lang: str
) -> Html:
    score = score_practice(day, travel, plan)
    if score is None:
        return Html("")
    return practice_html(day, plan, kpis, score, lang)


def _basis(day: Day, travel: Travel, plan: Plan, lang: str) -> Html:
    return Html(
        sources_html(day, plan, lang)
        + parameters_html(day, plan, lang)
        + assumptions_html(day, travel, lang)
    )


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


def _violations(day: Day, broken: Sequence[Violation], lang: str) -> Html:
    if not broken:
        return Html("")
    lines = [violation_text(day, row, lang) for row in broken]
    note = paragraph(word("VIOLATIONS_NOTE", lang, n=len(lines)), "bad-note")
    return Html(note + bullets(lines))


def _number(plan: Plan, standing: Standing | None, lang: str) -> Html:
    """Return the plan's number; with its version, approval and violations if told."""
    parts = [f"<span>{escape(word('NUMBER', lang, n=plan_number(plan)))}</span>"]
    if standing is not None:
        version = escape(word("VERSION", lang, n=standing.version))
        parts.append(f"<span>{version}</span>")
        if standing.approved is not None:
            code = "APPROVED" if standing.approved else "NOT_APPROVED"
            parts.append(f'<span class="label">{escape(word(code, lang))}</span>')
        if count := len(standing.violations):
            text = escape(word("VIOLATIONS_COUNT", lang, n=count))
            parts.append(f'<span class="status partial">{text}</span>')
    return Html("".join(parts))


def _title(plan: Plan, lang: str) -> str:
    title = f"{word('TITLE', lang)} {plan.date}"
    run = _run(plan, lang)
    return f"{title} · {run}" if run else title


def _run(plan: Plan, lang: str) -> str:
    """Return which run of the day it is, a morning's or a re-plan; "" for the only."""
    if plan.past is not None:
        return word("REPLANNED", lang, now=clock(plan.past.now))
    return "" if plan.stage is None else word(f"STAGE_{plan.stage.name}", lang)


def _header(day: Day, plan: Plan, standing: Standing | None, lang: str) -> Html:
    status = escape(word(f"STATUS_{plan.status.upper()}", lang))
    labels = "".join(
        f'<span class="label">{escape(word("LABELS", lang))}: {escape(text)}</span>'
        for text in data_labels(day)
    )
    return Html(
        f"<h1>{escape(word('TITLE', lang))} <time>{escape(plan.date)}</time></h1>"
        f"<p><strong>{escape(day.sites[day.centre].name)}</strong>"
        f'<span class="status {escape(plan.status)}">{status}</span>'
        f"{_stage(plan, lang)}{_number(plan, standing, lang)}{labels}</p>"
    )


def _stage(plan: Plan, lang: str) -> Html:
    """Return which run of the day it is; nothing of its only one."""
    words = _run(plan, lang)
    if not words:
        return Html("")
    kind = "status partial" if plan.stage is Stage.FORECAST else "label"
    return Html(f'<span class="{kind}">{escape(words)}</span>')


def _nav(sections: Sequence[str], lang: str) -> Html:
    links = "".join(
        f'<a href="#{name.lower()}">{escape(word(f"NAV_{name}", lang))}</a>'
        for name in sections
    )
    return Html(f'<nav aria-label="{escape(word("NAV", lang))}">{links}</nav>')
