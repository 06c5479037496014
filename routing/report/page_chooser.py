"""What shows one route, trip or handover of the map, or all: buttons or a list."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .html import Html, badge, plate
from .words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .route_view import RouteView
    from .service_view import Services

FEW = 16
"""Up to so many have a button each; more stand in a list."""

Choice = tuple[int, Html, str]
"""Number, sign as HTML, and words."""


def chooser(routes: Sequence[RouteView], services: Services, lang: str) -> Html:
    """Return what shows one alone or all: buttons, or a list of many."""
    groups = {
        "GROUP_ROUTES": [
            (view.number, badge(view.number, view.colour), view.label)
            for view in routes
        ],
        "GROUP_TRIPS": [
            (one.number, plate(one.sign, one.colour), one.label)
            for one in services.trips
        ],
        "GROUP_OFFERS": [
            (one.number, plate(one.sign, one.colour), one.label)
            for one in services.offers
        ],
    }
    every = word("MAP_ALL_SERVICES" if services else "MAP_ALL", lang)
    if sum(map(len, groups.values())) > FEW:
        return _list(groups, every, lang)
    choices = [choice for group in groups.values() for choice in group]
    return _chips(choices, every, lang)


def _list(groups: dict[str, list[Choice]], every: str, lang: str) -> Html:
    parts = []
    for code, group in groups.items():
        options = "".join(
            f'<option value="{number}">{_bare(sign)} · {escape(label)}</option>'
            for number, sign, label in group
        )
        if options:
            label = escape(word(code, lang))
            parts.append(f'<optgroup label="{label}">{options}</optgroup>')
    steps = [
        f'<button type="button" data-step="{step}">{escape(word(code, lang))}</button>'
        for step, code in ((-1, "MAP_BEFORE"), (1, "MAP_AFTER"))
    ]
    return Html(
        f'<div class="chips needs-script"><label>{escape(word("MAP_CHOOSE", lang))} '
        f'<select id="choose"><option value="0">{escape(every)}</option>'
        f"{''.join(parts)}</select></label>{''.join(steps)}</div>"
    )


def _bare(sign: Html) -> str:
    """Return the text of a sign: options hold no elements."""
    return sign.partition(">")[2].partition("<")[0]


def _chips(choices: Iterable[Choice], every: str, lang: str) -> Html:
    chips = [
        '<button type="button" data-show="0" aria-pressed="true">'
        f"{escape(every)}</button>"
    ]
    chips += [
        f'<button type="button" data-show="{number}" aria-pressed="false">'
        f"{sign}{escape(label)}</button>"
        for number, sign, label in choices
    ]
    group = escape(word("MAP_CHOOSE", lang))
    return Html(
        f'<div class="chips needs-script" role="group" aria-label="{group}">'
        f"{''.join(chips)}</div>"
    )
