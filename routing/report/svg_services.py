"""Trips and handovers on the picture of the day, and the tags of their places.

A trip is a line with a white dash inside, as maps draw railways, a handover a
row of dots with an arrow: both are told from roads without colour.
"""

from __future__ import annotations

from html import escape
from math import atan2, degrees
from typing import TYPE_CHECKING

from .service_tags import service_tags
from .service_view import ShownOffer, ShownTrip
from .words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .service_tags import Tag
    from .service_view import Services

    Point = tuple[float, float]

ARROW = "M-5,-4.5L6,0L-5,4.5z"
ARROW_AT = 0.62
"""Share of the way to the end: there the arrow is clear of the mark."""
BADGE_AT = (0.45, 0.28, 0.7)
SIGN_WIDTH, SIGN_HEIGHT = 27, 16
TAG_SIZE = 11
TAG_RISE = 28
"""Pixels from a place up to the upper edge of its tag: its name stands beside."""


def service_lines(services: Services, pixel: Mapping[str, Point]) -> Iterator[str]:
    """Yield the lines of trips and handovers, each in the group of its number."""
    for trip in services.trips:
        yield f'<g data-route="{trip.number}">'
        yield from _trip(trip, pixel)
        yield "</g>"
    for offer in services.offers:
        yield f'<g data-route="{offer.number}">'
        yield from _offer(offer, pixel)
        yield "</g>"


def service_badges(services: Services, pixel: Mapping[str, Point]) -> Iterator[str]:
    """Yield the signs of trips and handovers on their lines, apart from one another."""
    tagged = (tag.site for tag in service_tags(services) if tag.site in pixel)
    taken = [(pixel[site][0], pixel[site][1] - TAG_RISE + 8) for site in tagged]
    for shown in services:
        spots = [
            _between(pixel[here], pixel[there], share)
            for share in BADGE_AT
            for here, there in _ends(shown)
            if here in pixel and there in pixel and here != there
        ]
        if spots:
            free = (spot for spot in spots if all(_apart(spot, one) for one in taken))
            taken.append(next(free, spots[0]))
            yield _badge(shown, taken[-1])


def service_marks(
    services: Services, pixel: Mapping[str, Point], lang: str
) -> Iterator[str]:
    """Yield the tags of places where goods board, alight or change carriers."""
    for tag in service_tags(services):
        if tag.site in pixel:
            yield _tag(tag, pixel[tag.site], lang)


def _ends(shown: ShownTrip | ShownOffer) -> Iterator[tuple[str, str]]:
    """Yield the ends of the lines that goods take."""
    if isinstance(shown, ShownOffer):
        yield from ((shown.view.offer.from_site, site) for site in shown.view.ends)
        return
    calls = shown.view.calls
    for segment in shown.view.loaded:
        yield calls[segment.number].site, calls[segment.number + 1].site


def _trip(trip: ShownTrip, pixel: Mapping[str, Point]) -> Iterator[str]:
    for (here, there), used in trip.stretches().items():
        if here not in pixel or there not in pixel:
            continue
        (x, y), (to_x, to_y) = pixel[here], pixel[there]
        path = f'd="M{x},{y}L{to_x},{to_y}" fill="none"'
        if not used:
            yield f'<path {path} stroke="{trip.colour}" stroke-width="1.4"/>'
            continue
        yield f'<path {path} stroke="{trip.colour}" stroke-width="5.6"/>'
        yield f'<path {path} stroke="#fff" stroke-width="2.6" stroke-dasharray="6 6"/>'
    for begin, end in trip.walks():
        if begin in pixel and end in pixel:
            (x, y), (to_x, to_y) = pixel[begin], pixel[end]
            yield (
                f'<path d="M{x},{y}L{to_x},{to_y}" fill="none" '
                f'stroke="{trip.colour}" stroke-width="1.6" stroke-dasharray="2 3"/>'
            )


def _offer(offer: ShownOffer, pixel: Mapping[str, Point]) -> Iterator[str]:
    begin = pixel.get(offer.view.offer.from_site)
    for site in offer.view.ends:
        end = pixel.get(site)
        if begin is None or end is None:
            continue
        (x, y), (to_x, to_y) = begin, end
        yield (
            f'<path d="M{x},{y}L{to_x},{to_y}" fill="none" stroke="{offer.colour}" '
            'stroke-width="3.4" stroke-linecap="round" stroke-dasharray="0.1 7"/>'
        )
        at_x, at_y = _between(begin, end, ARROW_AT)
        turn = round(degrees(atan2(to_y - y, to_x - x)), 1)
        yield (
            f'<path d="{ARROW}" fill="{offer.colour}" stroke="#fff" '
            f'transform="translate({at_x},{at_y}) rotate({turn})"/>'
        )


def _badge(shown: ShownTrip | ShownOffer, at: Point) -> str:
    x, y = at
    left, top = round(x - SIGN_WIDTH / 2, 1), round(y - SIGN_HEIGHT / 2, 1)
    return (
        f'<g data-route="{shown.number}"><rect x="{left}" y="{top}" rx="3" '
        f'width="{SIGN_WIDTH}" height="{SIGN_HEIGHT}" fill="#fff" '
        f'stroke="{shown.colour}" stroke-width="2"/>'
        f'<text x="{x}" y="{y + 4}" font-size="11" font-weight="700" '
        f'text-anchor="middle" fill="{shown.colour}">{escape(shown.sign)}</text></g>'
    )


def _tag(tag: Tag, at: Point, lang: str) -> str:
    text = "".join(word(f"TAG_{code}", lang) for code in tag.routes)
    size = sum(0.62 if sign.isascii() else 1 for sign in text)
    wide = round(TAG_SIZE * size + 6, 1)
    x, y = round(at[0] - wide / 2, 1), round(at[1] - TAG_RISE, 1)
    numbers = " ".join(map(str, tag.all_routes))
    return (
        f'<g data-route="{numbers}"><rect x="{x}" y="{y}" width="{wide}" height="16" '
        'rx="2" fill="#14202b"/>'
        f'<text x="{round(x + wide / 2, 1)}" y="{round(y + 12, 1)}" '
        f'font-size="{TAG_SIZE}" font-weight="700" text-anchor="middle" '
        f'fill="#fff">{escape(text)}</text></g>'
    )


def _between(begin: Point, end: Point, share: float) -> Point:
    return (
        round(begin[0] + (end[0] - begin[0]) * share, 1),
        round(begin[1] + (end[1] - begin[1]) * share, 1),
    )


def _apart(one: Point, other: Point) -> bool:
    """Tell whether two signs do not cover each other."""
    far_x = abs(one[0] - other[0]) > SIGN_WIDTH + 2
    return far_x or abs(one[1] - other[1]) > SIGN_HEIGHT + 2
