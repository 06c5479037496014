"""Places of the judge as people say them: plates, trips and names instead of ids.

The judge writes ``K1 #2.3 @A`` (third halt of the second tour), ``L1-0730 (3) @D``
(third call of a trip), ``L1-0730 C>D [b1]`` (a bag between two calls), an offer,
``[b1] @A`` (a bag at a site), or the name of a sum. Ids may hold spaces: what the
day knows is found as it stands, longest first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .words import (
    known_word,
    offer_words,
    partner_name,
    site_name,
    trip_words,
    vehicle_name,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from routing.domain.day import Day

    Rule = Callable[[Day, str, str], tuple[str, int] | None]
    """Words for how a place begins, and how many signs they stand for."""

BAG = re.compile(r"\[([^\]]*)\]")
HALT = re.compile(r"#(\d+)(?:\.(\d+))?(?= |$)")
CALL = re.compile(r"\((\d+)(?:-(\d+))?\)(?= |$)")
TOKEN = re.compile(r"\S+")
PAUSES = ("break", "pause", "charge")
PARTS = ("fixed", "km", "hours", "cold")
SUM = re.compile(r"cost_cents\.(\w+)")


def place_words(day: Day, where: str, lang: str) -> str:
    """Return a place of the judge in words; what it does not know stays."""
    whole = _whole(day, where, lang)
    if whole:
        return whole
    parts = []
    carrier = _carrier(day, where, lang)
    if carrier is not None:
        parts.append(carrier[0])
        where = where[carrier[1] :]
    while where := where.lstrip():
        for rule in RULES:
            found = rule(day, where, lang)
            if found is not None:
                parts.append(found[0])
                where = where[found[1] :]
                break
    return " ".join(parts)


def _whole(day: Day, where: str, lang: str) -> str:
    """Return the words of a sum, boxes or a tariff; empty for any other place."""
    if match := SUM.fullmatch(where):
        return word("PLACE_COST", lang, part=known_word("COST", match[1], lang))
    if where == "delay":
        return word("COST_DELAY", lang)
    if where == "penalty_cents":
        return word("PLACE_PENALTY", lang)
    if where in day.boxes:
        stock = day.boxes[where]
        site = site_name(day, stock.site)
        return word("PLACE_BOXES", lang, type=stock.type, site=site)
    for row in day.tariffs:
        if row.tariff_id == where:
            stage = known_word("STAGE", row.stage.value, lang)
            return word("PLACE_TARIFF", lang, tariff=where, stage=stage)
    return ""


def _begins(text: str, ids: Iterable[str], ends: str = " ") -> str | None:
    """Return the longest id that a text begins with, up to its end or a sign."""
    found = [
        name
        for name in ids
        if name and text.startswith(name) and text[len(name) :][:1] in ("", *ends)
    ]
    return max(found, key=len, default=None)


def _carrier(day: Day, where: str, lang: str) -> tuple[str, int] | None:
    trips = [*day.trips, *(out.trip.trip_id for out in day.trips_out)]
    vehicles = [*day.vehicles, *(out.vehicle.vehicle_id for out in day.vehicles_out)]
    name = _begins(where, [*vehicles, *trips, *day.offers])
    if name is None:
        return None
    if name in vehicles:
        told = vehicle_name(day, name)
    else:
        told = (trip_words if name in trips else offer_words)(day, name, lang)
    return told, len(name)


def _bag(_: Day, text: str, lang: str) -> tuple[str, int] | None:
    match = BAG.match(text)
    if match is None:
        return None
    return word("PLACE_BAG", lang, bag=match[1]), match.end()


def _halt(_: Day, text: str, lang: str) -> tuple[str, int] | None:
    match = HALT.match(text)
    if match is None:
        return None
    code = "PLACE_STOP" if match[2] else "PLACE_TOUR"
    return word(code, lang, tour=match[1], stop=match[2]), match.end()


def _call(_: Day, text: str, lang: str) -> tuple[str, int] | None:
    match = CALL.match(text)
    if match is None:
        return None
    calls = [word("PLACE_CALL", lang, n=number) for number in match.groups() if number]
    return "→".join(calls), match.end()


def _sites(day: Day, text: str, lang: str) -> tuple[str, int] | None:
    """Read ``@A`` or ``@A,B``."""
    if not text.startswith("@"):
        return None
    names, end = [], 0
    while text[end : end + 1] in ("@", ","):
        end += 1
        site = _begins(text[end:], day.sites, " ,")
        if site is None:
            token = re.match(r"[^\s,]*", text[end:])
            site = token[0] if token else ""
        names.append(site_name(day, site))
        end += len(site)
    return word("COMMA", lang).join(names), end


def _ride(day: Day, text: str, _: str) -> tuple[str, int] | None:
    """Read ``A>B``: from one site to another."""
    begin = _begins(text, day.sites, ">")
    if begin is None or text[len(begin) :][:1] != ">":
        return None
    rest = text[len(begin) + 1 :]
    end = _begins(rest, day.sites)
    if end is None:
        token = TOKEN.match(rest)
        end = token[0] if token else ""
    told = f"{site_name(day, begin)}→{site_name(day, end)}"
    return told, len(begin) + 1 + len(end)


def _named(day: Day, text: str, lang: str) -> tuple[str, int] | None:
    """Read a partner, a pause, or a part of a route's cost."""
    partner = _begins(text, day.partners)
    if partner is not None:
        return partner_name(day, partner), len(partner)
    for names, prefix in ((PAUSES, "ACTIVITY"), (PARTS, "COST")):
        name = _begins(text, names)
        if name is not None:
            return word(f"{prefix}_{name.upper()}", lang), len(name)
    return None


def _token(_: Day, text: str, __: str) -> tuple[str, int]:
    match = TOKEN.match(text)
    token = match[0] if match else text
    return token, len(token)


RULES: tuple[Rule, ...] = (_bag, _halt, _call, _sites, _ride, _named, _token)
