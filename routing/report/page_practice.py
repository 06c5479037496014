"""Today's practice beside the plan: figures, what breaks a rule, what is open."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from routing.domain.units import clock
from routing.texts.catalogue import family, text

from .activity import bag_items
from .figures import km
from .html import Html, bullets, heading, paragraph, table
from .kpi import FAMILY
from .violation_words import violation_text
from .words import shown, site_name, vehicle_name, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan

    from .practice import PracticeScore

FIGURES = (
    "items_planned",
    "items_unserved",
    "cost_yuan",
    "cost_per_item_yuan",
    "km",
    "empty_share",
    "hours_total",
    "vehicles_used",
    "tours_used",
    "load_factor_departure",
)
COMPARED = ("cost_yuan", "cost_per_item_yuan", "km", "hours_total", "vehicles_used")
"""KPIs whose difference means something where both carry the same goods."""
NAMED = 40
"""Up to so many sites are named in a note."""
SHOWN = 60
"""Up to so many violations are written out."""


def practice_html(
    day: Day, plan: Plan, kpis: Mapping[str, Any], score: PracticeScore, lang: str
) -> Html:
    """Return the comparison, what the practice breaks, and its routes."""
    parts = [
        paragraph(_verdict(score, lang), "good-note" if score.comparable else "note"),
        _figures(day, plan, kpis, score, lang),
        bullets(_open_questions(day, score, lang)),
        heading(word("PRACTICE_BROKEN", lang)),
        _violations(day, score, lang),
        heading(word("PRACTICE_ROUTES", lang)),
        _routes(day, score, lang),
        paragraph(word("PRACTICE_NOTE", lang)),
    ]
    return Html("".join(parts))


def _verdict(score: PracticeScore, lang: str) -> str:
    if score.comparable:
        return word("PRACTICE_SAME", lang)
    return word("PRACTICE_DIFFERS", lang, n=len(score.sites))


def _figures(
    day: Day, plan: Plan, kpis: Mapping[str, Any], score: PracticeScore, lang: str
) -> Html:
    head = [
        word(f"COL_{name}", lang)
        for name in ("KPI", "PRACTICE", "PLAN", "DIFFERENCE", "UNIT")
    ]
    asked = {row.outer_site for row in day.consignments}
    reached = {row.outer_site for row in _carried(day, plan)}
    rows: list[Sequence[object]] = [
        [
            word("PRACTICE_SITES", lang, n=len(asked)),
            len(score.sites),
            len(reached),
            "",
            word("UNIT_SITES", lang),
        ]
    ]
    for code in FIGURES:
        digits = 2 if "yuan" in code or "hours" in code else 1
        rows.append(
            [
                text(FAMILY, code, lang),
                shown(score.kpis[code], digits),
                shown(kpis[code], digits),
                _difference(code, kpis, score, digits, lang),
                family(FAMILY)[code][f"unit_{lang}"],
            ]
        )
    broken = len(score.violations)
    rows.append([word("PRACTICE_COUNT", lang), broken, 0, "", word("UNIT_CASES", lang)])
    return table(head, rows, numeric=(1, 2, 3))


def _carried(day: Day, plan: Plan) -> Iterator[Any]:
    names = {name for bag in plan.bags for name in bag.contents}
    return (row for row in day.consignments if row.consignment_id in names)


def _difference(
    code: str, kpis: Mapping[str, Any], score: PracticeScore, digits: int, lang: str
) -> str:
    if code not in COMPARED:
        return ""
    ours, theirs = kpis[code], score.kpis[code]
    if not score.comparable or ours is None or theirs is None:
        return word("NOT_COMPARABLE", lang)
    change = ours - theirs
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    share = f" ({sign}{abs(change) / theirs:.1%})" if theirs else ""
    return f"{sign}{shown(abs(change), digits)}{share}"


def _open_questions(day: Day, score: PracticeScore, lang: str) -> Iterator[str]:
    """Yield what the table of today's routes leaves open, by name."""
    for code, sites in (
        ("MISSING", score.missing),
        ("ELSEWHERE", score.elsewhere),
        ("CLOSED", score.closed),
    ):
        if sites:
            names = _names([site_name(day, site) for site in sites], lang)
            yield word(f"PRACTICE_{code}", lang, n=len(sites), names=names)
    for code, vehicles in (
        ("OUT", score.vehicles_out),
        ("ASTRAY", score.vehicles_elsewhere),
    ):
        if vehicles:
            names = _names([vehicle_name(day, name) for name in vehicles], lang)
            yield word(f"PRACTICE_{code}", lang, names=names)


def _names(names: Sequence[str], lang: str) -> str:
    joined = word("COMMA", lang).join(names[:NAMED])
    more = len(names) - NAMED
    return joined if more <= 0 else word("AND_MORE", lang, names=joined, n=more)


def _violations(day: Day, score: PracticeScore, lang: str) -> Html:
    if not score.violations:
        return paragraph(word("PRACTICE_CLEAN", lang), "good-note")
    lines = [violation_text(day, row, lang) for row in score.violations[:SHOWN]]
    more = len(score.violations) - SHOWN
    if more > 0:
        lines.append(word("PRACTICE_MORE", lang, n=more))
    return bullets(lines)


def _routes(day: Day, score: PracticeScore, lang: str) -> Html:
    head = [
        word(f"COL_{name}", lang)
        for name in ("VEHICLE", "TOUR", "HALTS", "ITEMS", "ROUTE_KM", "OUT", "BACK")
    ]
    items = bag_items(score.plan)
    comma = word("COMMA", lang)
    rows: list[Sequence[object]] = []
    for route in score.plan.routes:
        for number, tour in enumerate(route.tours, start=1):
            handled = [*tour.load, *tour.unload]
            first = number == 1
            rows.append(
                [
                    vehicle_name(day, route.vehicle),
                    number,
                    Html(
                        escape(comma.join(site_name(day, s.site) for s in tour.stops))
                    ),
                    sum(items[bag] for bag in handled),
                    f"{km(route.metres):.1f}" if first else "",
                    clock(tour.load_start),
                    clock(tour.end),
                ]
            )
    return table(head, rows, numeric=(1, 3, 4, 5, 6))
