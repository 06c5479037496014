"""Names on the picture of the day, left out where they would cover one another."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from routing.domain.site import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .site_view import SiteView

MAP = (24, 64, 800, 632)
"""Left, top, width and height of the map inside the picture."""
NAMED = (Level.CENTRE, Level.HUB, Level.STATION)
MAIN_SIZE, SMALL_SIZE = 14, 11
"""Pixels of the names of hubs and villages."""
LONGEST = 16
"""Signs of a name on the map."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Room:
    """The boxes that are taken; who comes first is served."""

    def __init__(self) -> None:
        self._taken: list[Box] = []

    def claim(self, box: Box) -> bool:
        """Take a box of left, top, right and bottom if it covers no other."""
        free = all(
            box[0] > other[2]
            or box[2] < other[0]
            or box[1] > other[3]
            or box[3] < other[1]
            for other in self._taken
        )
        if free:
            self._taken.append(box)
        return free


def site_names(
    sites: Iterable[SiteView], pixel: Mapping[str, Point], room: Room
) -> Iterator[str]:
    """Yield the names that find room: the centre's, hubs', then by items."""
    for site in sorted(sites, key=_rank):
        if room.claim(_box(site, pixel[site.site])):
            yield _name(site, pixel[site.site])


def _rank(site: SiteView) -> tuple[bool, bool, int]:
    return site.level is not Level.CENTRE, site.level not in NAMED, -site.demanded


def _box(site: SiteView, at: Point) -> Box:
    """Return left, top, right and bottom of a name; a Latin sign is half as wide."""
    size = MAIN_SIZE if site.level in NAMED else SMALL_SIZE
    wide = size * sum(0.6 if sign.isascii() else 1 for sign in _short(site.name))
    left = at[0] - 11 - wide if is_flipped(at) else at[0] + 11
    return left, at[1] - size / 2, left + wide, at[1] + size / 2


def _short(name: str) -> str:
    """Cut a name that would run across the map."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def is_flipped(at: Point) -> bool:
    """Tell whether a name stands left of its place, as the sheet ends there."""
    left, _, width, _ = MAP
    return at[0] > left + width - 90


def _name(site: SiteView, at: Point) -> str:
    x, y = at
    end = is_flipped(at)
    at_x = round(x - 11 if end else x + 11, 1)
    anchor = "end" if end else "start"
    main = site.level in NAMED
    size, weight = (MAIN_SIZE, 700) if main else (SMALL_SIZE, 400)
    return (
        f'<text x="{at_x}" y="{y + 4.5}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="#14202b" stroke="#f4f6f8" stroke-width="3" '
        f'paint-order="stroke">{escape(_short(site.name))}</text>'
    )
