"""The signs of the map, the same in the picture and beside the live map.

Colour never says anything alone: each state of a site and each kind of line has
a shape of its own.
"""

from __future__ import annotations

from html import escape
from math import sqrt
from typing import TYPE_CHECKING

from routing.travel.matrix import Source

from .cold_words import say
from .service_tags import TAGS
from .site_view import SiteState
from .words import word

if TYPE_CHECKING:
    from .road_leg import RoadLeg
    from .service_view import Services

INK, FAINT, IDLE, BAD, PAPER = "#14202b", "#55636f", "#8a97a3", "#b00d1a", "#fff"
DASHES = {Source.ESTIMATE: "7 5", Source.PATH: "15 4"}
"""Lines whose distance nobody measured: guessed, or added up from known pairs."""
SMALL, LARGEST = 4.5, 9.0

SIGNS = {
    "LEVEL_CENTRE": f'<path d="M-8,-8h16v16h-16z" fill="{INK}"/>',
    "LEVEL_HUB": f'<path d="M0,-9l8.5,15h-17z" fill="{FAINT}"/>',
    "MAP_SERVED": f'<circle r="6.5" fill="{FAINT}"/>',
    "MAP_PART": (
        f'<path d="M0,-8l8,8l-8,8l-8,-8z" fill="{FAINT}" stroke="{BAD}" '
        'stroke-width="2.4"/>'
    ),
    "MAP_NONE": (
        f'<path d="M-7,-7h14v14h-14z" fill="{PAPER}" stroke="{BAD}" '
        'stroke-width="2.2"/>'
        f'<path d="M-4,-4l8,8m0,-8l-8,8" stroke="{BAD}" stroke-width="2.4"/>'
    ),
    "MAP_IDLE": f'<circle r="4" fill="{PAPER}" stroke="{IDLE}" stroke-width="1.6"/>',
    "MAP_ESTIMATED": (
        f'<path d="M-13,0h26" stroke="{FAINT}" stroke-width="2.6" '
        f'stroke-dasharray="{DASHES[Source.ESTIMATE]}"/>'
    ),
    "MAP_PATH": (
        f'<path d="M-13,0h26" stroke="{FAINT}" stroke-width="2.6" '
        f'stroke-dasharray="{DASHES[Source.PATH]}"/>'
    ),
}
"""Word of the catalogue and SVG around 0,0, some 16 pixels wide."""

COLD = "#0a58ca"
"""The blue of what is kept cold."""


def snowflake(x: float, y: float, size: float) -> str:
    """Return a snowflake on a white disc: drawn, because not every font has one."""
    a, b = size * 0.87, size * 0.5
    arms = (
        f"M{x:.1f},{y - size:.1f}v{2 * size:.1f}"
        f"M{x - a:.1f},{y - b:.1f}l{2 * a:.1f},{2 * b:.1f}"
        f"M{x - a:.1f},{y + b:.1f}l{2 * a:.1f},{-2 * b:.1f}"
    )
    r = size + 1.6
    disc = "".join(f"a{r:.1f},{r:.1f} 0 1 0 {way * r:.1f},0" for way in (2, -2))
    return (
        f'<path d="M{x - r:.1f},{y:.1f}{disc}z" fill="{PAPER}" stroke="{COLD}" '
        'stroke-width="0.8"/>'
        f'<path d="{arms}" stroke="{COLD}" stroke-width="1.5" fill="none"/>'
    )


SERVICE_SIGNS = {
    "MAP_BUS": (
        f'<path d="M-13,0h26" stroke="{FAINT}" stroke-width="5.6"/>'
        f'<path d="M-13,0h26" stroke="{PAPER}" stroke-width="2.6" '
        'stroke-dasharray="6 6"/>'
    ),
    "MAP_HANDOVER": (
        f'<path d="M-12,0h26" stroke="{FAINT}" stroke-width="3.4" '
        'stroke-linecap="round" stroke-dasharray="0.1 7"/>'
        f'<path d="M-1,-4.5L10,0L-1,4.5z" fill="{FAINT}" stroke="{PAPER}"/>'
    ),
}
"""Signs of a day with trips and handovers, after those of the roads."""


def map_sign_rows(
    services: Services, lang: str, *, cold: bool
) -> list[tuple[str, str]]:
    """Return the signs of a map with their words; tags and lines of services last.

    ``cold``: there are sites where cold goods change hands.
    """
    rows = [(sign, word(code, lang)) for code, sign in SIGNS.items()]
    if cold:
        rows.append((snowflake(0, 0, 5.5), say("COLD_HANDED", lang)))
    if not services:
        return rows
    rows += [(sign, word(code, lang)) for code, sign in SERVICE_SIGNS.items()]
    for code in TAGS:
        # As on the map: pale where goods only alight.
        paper, ink = (PAPER, INK) if code == "ALIGHT" else (INK, PAPER)
        sign = (
            f'<rect x="-14" y="-8" width="28" height="16" rx="2" fill="{paper}" '
            f'stroke="{INK}"/><text y="4" font-size="11" font-weight="700" '
            f'text-anchor="middle" fill="{ink}">{escape(word(f"TAG_{code}", lang))}'
            "</text>"
        )
        rows.append((sign, word(f"MAP_{code}", lang)))
    return rows


def dash(leg: RoadLeg) -> str:
    """Return the dashes of a leg's line; empty where its road was measured."""
    return DASHES.get(leg.source, "")


def mark_size(items: int) -> float:
    """Return half the width of a village's mark in pixels: its area by items."""
    return min(SMALL + sqrt(items) / 3, LARGEST)


def village_mark(state: SiteState, colour: str, size: float) -> str:
    """Return the mark of a village around 0,0; ``size`` is half its width."""
    edge = f'stroke="{BAD}" stroke-width="2.2"'
    if state is SiteState.PART:
        s = round(size + 1.5, 1)
        return f'<path d="M0,-{s}l{s},{s}l-{s},{s}l-{s},-{s}z" fill="{colour}" {edge}/>'
    if state is SiteState.NONE:
        s, half = round(size, 1), round(size * 0.6, 1)
        return (
            f'<path d="M-{s},-{s}h{2 * s}v{2 * s}h-{2 * s}z" fill="{PAPER}" {edge}/>'
            f'<path d="M-{half},-{half}l{2 * half},{2 * half}m0,-{2 * half}'
            f'l-{2 * half},{2 * half}" {edge}/>'
        )
    if state is SiteState.IDLE:
        return (
            f'<circle r="{size * 0.7:.1f}" fill="{PAPER}" stroke="{IDLE}" '
            'stroke-width="1.4"/>'
        )
    return (
        f'<circle r="{size:.1f}" fill="{colour}" stroke="{PAPER}" stroke-width="1.4"/>'
    )
