"""The day as a picture: an SVG map of routes, sites and a legend."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from .position import Positions, site_positions
from .route_view import RouteView, route_views
from .service_tags import service_tags
from .service_view import shown_services
from .signs import BAD, IDLE, dash, mark_size, snowflake, village_mark
from .site_view import SiteView, site_views
from .svg_labels import MAP, NAMED, Room, is_flipped, site_names
from .svg_legend import legend
from .svg_services import service_badges, service_lines, tag_marks
from .words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .service_view import Services
    from .svg_labels import Point

WIDTH, HEIGHT = 1120, 720
MARGIN = 26
FEW = 250
"""Up to so many sites villages are named too, where their names find room."""
FONT = (
    "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'WenQuanYi Micro Hei', sans-serif"
)

MANY, CROWDED = 300, 0.6
"""Above so many sites their circles shrink to this share."""

SNOW, SNOW_BESIDE, SNOW_ROOM = 4.5, 15.0, 6.5
"""Half the width of a snowflake, how far beside a mark it stands, and its room."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Metres on the ground to pixels on the sheet, north up."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def __call__(self, place: tuple[int, int]) -> Point:
        """Return the pixel of a place, to a tenth."""
        east, north = place
        return (
            round(self.left + (east - self.west) * self.scale, 1),
            round(self.top + (self.north - north) * self.scale, 1),
        )


def render_map_svg(
    day: Day,
    travel: Travel,
    plan: Plan,
    *,
    positions: Positions | None = None,
    lang: str = "zh",
) -> str:
    """Return the map of a planned day as an SVG document of 1120 x 720.

    Routes are coloured and numbered; dashed where the distance is not measured;
    villages are circles in the colour of their route, sized by items, in other
    shapes where items stay behind. What belongs to a route alone carries its
    number (``data-route``). ``positions`` are worked out where they are not
    given.
    """
    positions = positions or site_positions(day, travel)
    routes = route_views(day, travel, plan)
    services = shown_services(day, plan, routes, lang)
    views = site_views(day, plan, routes, services)
    sites = [site for site in views if site.site in positions.metres]
    title = word("MAP_TITLE", lang, date=plan.date)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" font-family="{FONT}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="24" y="42" font-size="24" font-weight="700" fill="#14202b">'
        f"{escape(day.sites[day.centre].name)} · {escape(title)}</text>",
        '<rect x="{}" y="{}" width="{}" height="{}" rx="10" fill="#f4f6f8" '
        'stroke="#d5dce3"/>'.format(*MAP),
        *_drawing(day, positions, routes, services, sites, lang),
        *legend(
            positions, routes, services, lang, cold=any(site.cold for site in sites)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _drawing(
    day: Day,
    positions: Positions,
    routes: Sequence[RouteView],
    services: Services,
    sites: Sequence[SiteView],
    lang: str,
) -> Iterator[str]:
    if not positions.metres:
        return
    frame = _frame(positions)
    pixel = {site: frame(place) for site, place in positions.metres.items()}
    for view in routes:
        yield f'<g data-route="{view.number}">'
        yield from _lines(view, pixel)
        yield "</g>"
    yield from service_lines(services, pixel)
    shrink = CROWDED if len(sites) > MANY else 1.0
    colours = {view.number: view.colour for view in (*routes, *services)}
    for site in sites:
        if site.site != day.centre:
            yield _mark(site, pixel[site.site], colours, shrink)
    for site in sites:
        if site.cold:
            yield snowflake(*_snow_at(pixel[site.site]), SNOW)
    if day.centre in pixel:
        x, y = pixel[day.centre]
        yield (
            f'<path d="M{x - 9},{y - 9}h18v18h-18z" fill="#14202b" '
            f'stroke="#fff" stroke-width="2"/>'
        )
    for view in routes:
        yield f'<g data-route="{view.number}">'
        yield from _badge(view, pixel)
        yield "</g>"
    yield from service_badges(services, pixel)
    yield from _labels(sites, services, pixel, lang)


def _labels(
    sites: Sequence[SiteView],
    services: Services,
    pixel: dict[str, Point],
    lang: str,
) -> Iterator[str]:
    """Yield names and tags where they find room: what matters most comes first."""
    main = [site for site in sites if site.level in NAMED]
    few = [site for site in sites if site.level not in NAMED and len(sites) <= FEW]
    tags = service_tags(services)
    room = Room()
    yield from site_names(main, pixel, room)
    for site in sites:
        if site.cold:
            x, y = _snow_at(pixel[site.site])
            half = SNOW_ROOM
            room.claim((x - half, y - half, x + half, y + half))
    yield from tag_marks([tag for tag in tags if tag.matters], pixel, room, lang)
    yield from site_names(few, pixel, room)
    yield from tag_marks([tag for tag in tags if not tag.matters], pixel, room, lang)


def _snow_at(mark: Point) -> Point:
    """Return where a snowflake stands: on the other side of a mark than its name."""
    beside = SNOW_BESIDE if is_flipped(mark) else -SNOW_BESIDE
    return mark[0] + beside, mark[1]


def _frame(positions: Positions) -> Frame:
    east = [x for x, _ in positions.metres.values()]
    north = [y for _, y in positions.metres.values()]
    left, top, width, height = MAP
    wide = max(max(east) - min(east), 1)
    high = max(max(north) - min(north), 1)
    scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
    return Frame(
        west=min(east),
        north=max(north),
        scale=scale,
        left=left + (width - wide * scale) / 2,
        top=top + (height - high * scale) / 2,
    )


def _lines(view: RouteView, pixel: dict[str, Point]) -> Iterator[str]:
    for legs in view.legs:
        for leg in legs:
            if leg.from_site not in pixel or leg.to_site not in pixel:
                continue
            # Both ways from one end, so that the dashes of a way back fall together.
            ends = sorted((pixel[leg.from_site], pixel[leg.to_site]))
            (x, y), (to_x, to_y) = ends
            dashes = dash(leg)
            broken = f' stroke-dasharray="{dashes}"' if dashes else ""
            yield (
                f'<path d="M{x},{y}L{to_x},{to_y}" stroke="{view.colour}" '
                f'stroke-width="2.6" stroke-linecap="round" fill="none" '
                f'opacity="0.85"{broken}/>'
            )


def _mark(site: SiteView, at: Point, colours: dict[int, str], shrink: float) -> str:
    x, y = at
    colour = colours[site.routes[0]] if site.routes else IDLE
    if site.level in NAMED:
        edge, width = (BAD, 2.6) if site.unserved else ("#fff", 1.6)
        mark = (
            f'<path d="M0,-9l8.5,15h-17z" fill="{colour}" stroke="{edge}" '
            f'stroke-width="{width}"/>'
        )
    else:
        mark = village_mark(site.state, colour, mark_size(site.demanded) * shrink)
    return f'<g transform="translate({x},{y})">{mark}</g>'


def _badge(view: RouteView, pixel: dict[str, Point]) -> Iterator[str]:
    """Yield the number of each tour: the map reads without colour."""
    for legs in view.legs:
        first = legs[0]
        if first.from_site not in pixel or first.to_site not in pixel:
            continue
        (x, y), (to_x, to_y) = pixel[first.from_site], pixel[first.to_site]
        at_x, at_y = round(x * 0.42 + to_x * 0.58, 1), round(y * 0.42 + to_y * 0.58, 1)
        yield (
            f'<circle cx="{at_x}" cy="{at_y}" r="8.5" fill="#fff" '
            f'stroke="{view.colour}" stroke-width="2"/>'
            f'<text x="{at_x}" y="{at_y + 3.8}" font-size="10.5" font-weight="700" '
            f'text-anchor="middle" fill="{view.colour}">{view.number}</text>'
        )
