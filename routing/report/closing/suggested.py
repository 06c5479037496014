"""Suggested service times and speeds in words: what to type where."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.plan.actuals.closed import Suggestion

    from .view import Cell, ClosingView


def suggestion_cells(view: ClosingView, one: Suggestion) -> list[Cell]:
    """Return a row: subject, what it is about, now, better, observations, where."""
    return [
        view.say(f"SUGGEST_{one.code}"),
        about_words(view, one),
        one.now,
        one.better,
        one.count,
        view.say(f"SUGGEST_{one.code}_WHERE"),
    ]


def about_words(view: ClosingView, one: Suggestion) -> str:
    """Return the name of a speed profile, level or site."""
    if one.code == "SERVICE_LEVEL":
        return view.say(f"LEVEL_{one.about.upper()}")
    if one.code == "SERVICE_SITE":
        return view.names.sites.label(one.about)
    return one.about
