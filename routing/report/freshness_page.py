"""鲜度.html: what fresher goods cost, on one page that a cooperative can read."""

from __future__ import annotations

from html import escape
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.freshness import THOUSAND, FreshModel, spoil_thousandths

from .figures import yuan
from .freshness_svg import freshness_svg
from .freshness_view import COLUMNS, point_cells
from .html import Html, bullets, heading, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .freshness_view import FreshnessView

MICRO = 1_000_000
NUMERIC = range(7)


def render_freshness(view: FreshnessView) -> str:
    """Return the page as one HTML document, without script."""
    style = resources.files("routing.report").joinpath("assets/closing.css")
    title = escape(view.say("TITLE", date=view.day.date.isoformat()))
    parts = [
        paragraph(view.say("LEAD", count=len(view.points))),
        bullets(_told(view)),
        freshness_svg(view),
        heading(view.say("TABLE")),
        _plans(view),
        paragraph(view.say("DOMINATED_NOTE")),
        heading(view.say("CLASSES")),
        _classes(view),
        heading(view.say("HOW")),
        bullets(_how(view)),
    ]
    lang = "zh-CN" if view.lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title>\n<style>\n{style.read_text('utf-8')}</style></head>\n"
        f"<body><h1>{title}</h1>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _told(view: FreshnessView) -> Iterator[str]:
    """Say in sentences what the picture shows."""
    best, front = view.best, view.front
    yield view.say(
        "BEST",
        weight=best.name,
        cost=f"{yuan(best.cost):.2f}",
        lost=f"{yuan(best.lost):.2f}",
    )
    if len(front) == 1:
        yield view.say("FLAT")
    for low, high in pairwise(front):
        yield view.say(
            "STEP",
            low=low.name,
            high=high.name,
            more=f"{yuan(high.cost - low.cost):.2f}",
            less=f"{yuan(low.lost - high.lost):.2f}",
        )


def _plans(view: FreshnessView) -> Html:
    head = [view.say(f"COL_{name}") for name in COLUMNS]
    rows = (point_cells(view, point) for point in view.points)
    return table(head, rows, numeric=NUMERIC)


def _classes(view: FreshnessView) -> Html:
    names = sorted({name for p in view.points for name in p.plan.freshness})
    points = view.points
    head = [
        view.say("COL_CLASS"),
        *(view.say("POINT", weight=point.name) for point in points),
    ]
    rows = [
        [name, *(f"{yuan(p.plan.freshness.get(name, 0)):.2f}" for p in points)]
        for name in names
    ]
    return table(head, rows, numeric=range(1, len(points) + 1))


def _how(view: FreshnessView) -> Iterator[str]:
    """Say how loss is counted, and what is assumed."""
    settings = view.day.settings
    yield view.say("HOW_SUM")
    by_degrees = settings.freshness is FreshModel.ARRHENIUS
    if by_degrees:
        yield view.say("HOW_ARRHENIUS", degrees=f"{settings.temperature_c:g}")
    else:
        yield view.say("HOW_LINEAR")
    for name, goods in view.day.goods.items():
        if goods.fresh_micro_yuan:
            yield view.say(
                "HOW_CLASS",
                name=name,
                price=f"{goods.fresh_micro_yuan / MICRO:g}",
                factor=f"{spoil_thousandths(view.day, goods) / THOUSAND:g}",
            )
    yield view.say("HOW_ASSUMED")
    yield view.say("HOW_SEARCH", seed=view.seed, limit=view.limit)
