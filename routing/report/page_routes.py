"""The routes as tables: every halt with its times, items and load."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from routing.domain.units import clock

from .activity import bag_items
from .figures import cubic_metres, kilograms, km, percent, yuan
from .html import Html, badge, bar, paragraph, safe, table
from .words import known_word, site_name, township_name, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, Stop, Tour

    from .road_leg import RoadLeg
    from .route_view import RouteView

COLUMNS = (
    "ORDER",
    "SITE",
    "TOWNSHIP",
    "LEG",
    "SOURCE",
    "ARRIVE",
    "START",
    "DEPART",
    "DELIVER",
    "PICK_UP",
    "BAGS",
    "ON_BOARD",
    "LOAD",
)
NUMERIC = (0, 3, 5, 6, 7, 8, 9, 10)


def routes_html(day: Day, plan: Plan, routes: Sequence[RouteView], lang: str) -> Html:
    """Return one foldable block per route, one table per tour."""
    if not routes:
        return paragraph(word("ROUTE_NONE", lang))
    items = bag_items(plan)
    blocks = []
    for view in routes:
        tours = "".join(
            _tour(day, view, number, items, lang)
            for number in range(len(view.route.tours))
        )
        blocks.append(
            f'<details class="route" open data-route="{view.number}"><summary>'
            f"{badge(view.number, view.colour)}"
            f"<strong>{escape(view.label)}</strong> "
            f"<span>{escape(_head(view, lang))}</span></summary>{tours}</details>"
        )
    return Html("\n".join(blocks))


def _head(view: RouteView, lang: str) -> str:
    tours = view.route.tours
    guessed = percent(view.estimated_metres, view.metres)
    estimated = word("ROUTE_ESTIMATED", lang, share=guessed) if guessed else ""
    figures = word(
        "ROUTE_HEAD",
        lang,
        tours=len(tours),
        stops=view.stops,
        down=view.delivered,
        up=view.picked,
        km=f"{km(view.metres):.1f}",
        start=clock(tours[0].load_start),
        end=clock(tours[-1].end),
        cost=f"{yuan(view.route.cost_cents.total):.2f}",
    )
    return figures + estimated


def _tour(
    day: Day, view: RouteView, number: int, items: dict[str, int], lang: str
) -> Html:
    tour, legs = view.route.tours[number], view.legs[number]
    loading = word(
        "TOUR_LOADING",
        lang,
        start=clock(tour.load_start),
        items=tour.load_items,
        kg=f"{kilograms(tour.load_g):.0f}",
        m3=f"{cubic_metres(tour.load_cm3):.2f}",
    )
    caption = f"{word('TOUR_HEAD', lang, n=number + 1)} · {loading}"
    head = [word(f"COL_{name}", lang) for name in COLUMNS]
    rows = [
        _departure(day, tour, legs, lang),
        *_stops(day, tour, legs, items, lang),
        _return(day, tour, legs, items, lang),
    ]
    return Html(f"<h4>{escape(caption)}</h4>{table(head, rows, numeric=NUMERIC)}")


def _departure(
    day: Day, tour: Tour, legs: Sequence[RoadLeg], lang: str
) -> Sequence[object]:
    base = legs[0].from_site
    place = f"{site_name(day, base)} · {word('TOUR_DEPART', lang)}"
    load = _on_board(tour)
    row = ["", place, "", "", "", "", "", clock(tour.start), "", ""]
    return [*row, len(tour.load), load, _load(legs[0])]


def _stops(
    day: Day,
    tour: Tour,
    legs: Sequence[RoadLeg],
    items: dict[str, int],
    lang: str,
) -> Iterator[Sequence[object]]:
    for order, stop in enumerate(tour.stops, start=1):
        leg, onward = legs[order - 1], legs[order]
        yield [
            order,
            site_name(day, stop.site),
            township_name(day, stop.site),
            f"{km(leg.metres):.1f}",
            _source(leg, lang),
            clock(stop.arrive),
            clock(stop.start),
            clock(stop.depart),
            _count(stop.deliver, items),
            _count(stop.pick_up, items),
            len(stop.deliver) + len(stop.pick_up),
            _on_board(stop),
            _load(onward),
        ]


def _return(
    day: Day,
    tour: Tour,
    legs: Sequence[RoadLeg],
    items: dict[str, int],
    lang: str,
) -> Sequence[object]:
    leg = legs[-1]
    back = word("TOUR_RETURN", lang)
    if tour.unload:
        back = word("TOUR_UNLOADS", lang, items=_count(tour.unload, items))
    row = ["", f"{site_name(day, leg.to_site)} · {back}", ""]
    row += [f"{km(leg.metres):.1f}", _source(leg, lang), clock(tour.end)]
    return [*row, "", "", "", "", len(tour.unload) or "", "", ""]


def _count(bags: Sequence[str], items: dict[str, int]) -> int | str:
    return sum(items.get(bag, 0) for bag in bags) or ""


def _on_board(halt: Tour | Stop) -> str:
    return (
        f"{halt.load_items} / {kilograms(halt.load_g):.0f} kg / "
        f"{cubic_metres(halt.load_cm3):.2f} m³"
    )


def _load(leg: RoadLeg) -> Html:
    return bar(percent(leg.load_factor, 1) or 0.0)


def _source(leg: RoadLeg, lang: str) -> Html:
    name = safe(known_word("SOURCE", leg.source.name, lang))
    return Html(f'<em class="est">{name}</em>') if leg.estimated else name
