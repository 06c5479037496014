"""Bans in words: where, when, for which classes (rule W1b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.ban import banned_times
from routing.domain.units import clock
from routing.texts.catalogue import text

from .words import site_name, vehicle_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routing.domain.ban import Ban
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows

MOST_SITES = 6
"""So many sites of an area are named; the others are counted."""


def times_words(times: Windows, lang: str) -> str:
    """Return times as ``07:00-09:00``, several joined."""
    spans = [f"{clock(time.early)}-{clock(time.late)}" for time in times]
    return text("ways", "SITES_JOINED", lang).join(spans)


def banned_words(day: Day, vehicle: Vehicle, site: str, lang: str) -> str:
    """Return when a vehicle must not move at a site; empty where it always may."""
    return times_words(banned_times(day.bans, vehicle, site), lang)


def ban_words(day: Day, ban: Ban, lang: str) -> str:
    """Return the area, the times and the classes of a ban."""
    joined = text("ways", "SITES_JOINED", lang)
    classes = (text("sheets", f"CLASS_{c.name}", lang) for c in ban.vehicle_classes)
    return text(
        "ways",
        "BAN",
        lang,
        sites=_sites_words(day, ban.sites, lang),
        times=times_words(ban.times, lang),
        classes=joined.join(classes),
    )


def bound_words(day: Day, ban: Ban, lang: str) -> str:
    """Return the vehicles of the day that must keep a ban; empty for none."""
    bound = [vehicle_name(day, key) for key, v in day.vehicles.items() if ban.binds(v)]
    return text("ways", "SITES_JOINED", lang).join(bound)


def bans_at(day: Day, sites: Iterable[str], lang: str) -> str:
    """Return the bans of the day that concern any of these sites, joined."""
    places = set(sites)
    rows = [ban for ban in day.bans if ban.sites & places]
    told = (ban_words(day, ban, lang) for ban in rows)
    return text("ways", "LOCKS_JOINED", lang).join(dict.fromkeys(told))


def _sites_words(day: Day, sites: Iterable[str], lang: str) -> str:
    inside = set(sites)
    names = [site_name(day, key) for key in day.sites if key in inside]
    joined = text("ways", "SITES_JOINED", lang).join(names[:MOST_SITES])
    if len(names) <= MOST_SITES:
        return joined
    return text("ways", "SITES_AND_MORE", lang, sites=joined, n=len(names))
