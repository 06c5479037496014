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
    from collections.abc import Iterable, Iterator, Mapping

    from .service_tags import Tag
    from .service_view import Services
    from .svg_labels import Point, Room

ARROW = "M-5,-4.5L6,0L-5,4.5z"
ARROW_AT = 0.62
"""Share of the way to the end: there the arrow is clear of the mark."""
BADGE_AT = (0.45, 0.28, 0.7)
SIGN_WIDTH, SIGN_HEIGHT = 27, 16
LATIN = 256
"""Below it signs are half as wide."""
TAG_SIZE, SMALL_TAG = 11, 9
TAG_RISE = 10
"""Pixels from a place up to its tag: its name stands beside."""


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
    taken = [(pixel[site][0], pixel[site][1] - TAG_RISE - 8) for site in tagged]
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


def tag_marks(
    tags: Iterable[Tag], pixel: Mapping[str, Point], room: Room, lang: str
) -> Iterator[str]:
    """Yield the tags of places that find room."""
    for tag in tags:
        if tag.site not in pixel:
            continue
        text = "·".join(word(f"TAG_{code}", lang) for code in tag.routes)
        size = TAG_SIZE if tag.matters else SMALL_TAG
        wide = size * sum(0.62 if ord(sign) < LATIN else 1 for sign in text) + 5
        x, y = pixel[tag.site]
        high = size + 4
        left, top = round(x - wide / 2, 1), round(y - TAG_RISE - high, 1)
        if room.claim((left, top, left + wide, top + high)):
            yield _tag(tag, (left, top), (round(wide, 1), size), text)


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


def _tag(tag: Tag, at: Point, shape: tuple[float, int], text: str) -> str:
    """Return a tag: dark where it matters, pale where goods only alight."""
    (x, y), (wide, size) = at, shape
    paper, ink = ("#14202b", "#fff") if tag.matters else ("#fff", "#14202b")
    numbers = " ".join(map(str, tag.all_routes))
    return (
        f'<g data-route="{numbers}"><rect x="{x}" y="{y}" width="{wide}" '
        f'height="{size + 4}" rx="2" fill="{paper}" stroke="#14202b"/>'
        f'<text x="{round(x + wide / 2, 1)}" y="{round(y + size + 0.8, 1)}" '
        f'font-size="{size}" font-weight="700" text-anchor="middle" '
        f'fill="{ink}">{escape(text)}</text></g>'
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
