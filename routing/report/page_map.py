"""What the map of the page is drawn from: sites and tours, as plain JSON."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from .cold_words import say
from .figures import km, percent
from .html import Html, script_json
from .service_tags import service_tags
from .signs import dash, map_sign_rows, mark_size
from .words import known_word, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan

    from .position import Positions
    from .route_view import RouteView
    from .service_view import Services, ShownOffer, ShownTrip
    from .site_view import SiteView

SHEET = 1000
"""Width in units of the sheet on which a sketch is drawn."""


def map_json(
    day: Day,
    positions: Positions,
    views: Sequence[SiteView],
    shown: tuple[Sequence[RouteView], Services],
    lang: str,
) -> Html:
    """Return sites and lines as [latitude, longitude], or units of a sketch."""
    places: dict[str, list[float]]
    if positions.schematic:
        span = max((abs(v) for at in positions.metres.values() for v in at), default=1)
        places = {
            site: [round(y * SHEET / span, 1), round(x * SHEET / span, 1)]
            for site, (x, y) in positions.metres.items()
        }
    else:
        places = {
            site: [day.sites[site].lat or 0.0, day.sites[site].lon or 0.0]
            for site in positions.metres
        }
    routes, services = shown
    signs = {view.number: str(view.number) for view in routes}
    signs |= {one.number: one.sign for one in services}
    return script_json(
        {
            "sketch": positions.schematic,
            "sites": [
                _site(view, places[view.site], signs, lang)
                for view in views
                if view.site in places
            ],
            "routes": [
                *(_route(view, places) for view in routes),
                *(_trip(trip, places) for trip in services.trips),
                *(_offer(offer, places) for offer in services.offers),
            ],
            "tags": [
                {
                    "at": places[tag.site],
                    "matters": tag.matters,
                    "parts": [
                        {"text": word(f"TAG_{code}", lang), "routes": numbers}
                        for code, numbers in tag.routes.items()
                    ],
                }
                for tag in service_tags(services)
                if tag.site in places
            ],
        }
    )


def map_notes(
    positions: Positions, plan: Plan, services: Services, lang: str
) -> list[str]:
    """Return what a reader must know about the map."""
    if not positions.metres:
        return [word("MAP_EMPTY", lang)]
    notes = [word("MAP_NOTE", lang)]
    if services:
        notes.append(word("MAP_SERVICES", lang))
    if driven := distance_words(plan, lang):
        notes.append(word("MAP_DRIVEN", lang, **driven))
    if positions.schematic:
        notes.append(word("MAP_SKETCH", lang))
    if positions.missing:
        notes.append(word("MAP_MISSING", lang, n=len(positions.missing)))
    return notes


def distance_words(plan: Plan, lang: str) -> dict[str, str]:
    """Return kilometres and their shares by source in words; none without roads."""
    sources = plan.distance_sources
    total = sum(sources.values())
    if not total:
        return {}
    shares = [
        f"{known_word('SOURCE', name, lang)} {percent(metres, total):g} %"
        for name, metres in sorted(sources.items(), key=lambda row: (-row[1], row[0]))
        if metres
    ]
    return {"km": f"{km(total):.1f}", "shares": " · ".join(shares)}


def map_signs(services: Services, views: Sequence[SiteView], lang: str) -> Html:
    """Return the legend of the map's signs."""
    cold = any(view.cold for view in views)
    signs = "".join(
        f'<span><svg class="mark" viewBox="-15 -11 30 22" aria-hidden="true">{sign}'
        f"</svg>{escape(told)}</span>"
        for sign, told in map_sign_rows(services, lang, cold=cold)
    )
    return Html(f'<p class="legend">{signs}</p>')


def _site(
    view: SiteView, place: list[float], signs: Mapping[int, str], lang: str
) -> dict[str, Any]:
    lines = [known_word("LEVEL", view.level, lang)]
    if view.demanded:
        lines.append(word("MAP_ITEMS", lang, n=view.demanded))
    if view.unserved:
        lines.append(word("MAP_LEFT", lang, n=view.unserved))
    if view.routes:
        numbers = ", ".join(signs[number] for number in view.routes)
        lines.append(word("MAP_BY", lang, routes=numbers))
    if view.cold:
        lines.append(say("COLD_HANDED", lang))
    return {
        "at": place,
        "name": view.name,
        "level": view.level.value,
        "size": round(mark_size(view.demanded), 1),
        "state": view.state.value,
        "left": view.unserved,
        "routes": view.routes,
        "cold": view.cold,
        "text": " · ".join(lines),
    }


def _route(view: RouteView, places: dict[str, list[float]]) -> dict[str, Any]:
    return {
        "number": view.number,
        "colour": view.colour,
        "label": f"{view.number} · {view.label}",
        "lines": [
            {
                # From one end always: the dashes of a way back fall together.
                "at": sorted((places[leg.from_site], places[leg.to_site])),
                "dash": dash(leg),
            }
            for legs in view.legs
            for leg in legs
            if leg.from_site in places and leg.to_site in places
        ],
    }


def _trip(trip: ShownTrip, places: dict[str, list[float]]) -> dict[str, Any]:
    lines = [
        (here, there, "bus" if used else "empty")
        for (here, there), used in trip.stretches().items()
    ]
    lines += [(here, there, "walk") for here, there in trip.walks()]
    return {
        "number": trip.number,
        "colour": trip.colour,
        "label": f"{trip.sign} · {trip.label}",
        "lines": [
            {"at": [places[here], places[there]], "kind": kind}
            for here, there, kind in lines
            if here in places and there in places
        ],
    }


def _offer(offer: ShownOffer, places: dict[str, list[float]]) -> dict[str, Any]:
    begin = offer.view.offer.from_site
    return {
        "number": offer.number,
        "colour": offer.colour,
        "label": f"{offer.sign} · {offer.label}",
        "lines": [
            {"at": [places[begin], places[site]], "kind": "handover"}
            for site in offer.view.ends
            if begin in places and site in places
        ],
    }
