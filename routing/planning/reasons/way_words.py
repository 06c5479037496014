"""Ways in words: their legs, what they cost, or why they are out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from routing.domain.reason import ReasonCode
from routing.optimize.itineraries.refusal import NOT_NEAR, TOO_MANY
from routing.report.words import (
    amount_text,
    clock_words,
    partner_name,
    site_name,
    trip_words,
    vehicle_name,
    word,
)
from routing.terminal.language import say
from routing.texts.catalogue import text

from .cold_misses import RIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routing.domain.day import Day

    Row = Mapping[str, Any]

MOST_SHOWN = 8
"""Ways of one kind that a person is shown; the rest is counted."""


def taken_line(way: Row, day: Day, lang: str) -> str:
    """Return the line of a way taken."""
    cost = cost_words(way["cost_yuan"], lang)
    depart, arrive = (clock_words(way[end], lang) for end in ("depart", "arrive"))
    legs = way.get("legs", ())
    if any("vehicle" not in leg for leg in legs) or len(legs) > 1:
        steps = steps_words(legs, day, lang)
        return say(
            "EXPLAIN_TAKEN_STEPS", lang, items=way["items"], steps=steps, cost=cost
        )
    return say(
        "EXPLAIN_TAKEN",
        lang,
        vehicle=vehicle_name(day, way["vehicle"]),
        tour=way["tour"] + 1,
        items=way["items"],
        depart=depart,
        arrive=arrive,
        cost=cost,
    )


def other_lines(row: Row, day: Day, lang: str) -> Iterator[str]:
    """Yield the cheapest other ways, straight or not, then what keeps the others."""
    straight, ways = row["others"], row.get("ways", ())
    able = [way for way in (*straight, *ways) if way["cost_yuan"] is not None]
    able.sort(key=lambda way: float(way["cost_yuan"]))
    groups = _grouped(able, day)
    for way, more in groups[:MOST_SHOWN]:
        yield _possible_line(way, day, lang) + _more(more, lang)
    rest = sum(1 + more for _, more in groups[MOST_SHOWN:])
    if rest:
        yield say("EXPLAIN_MORE_WAYS", lang, n=rest)
    yield from _stopped_vehicles(straight, day, lang)
    stopped = [way for way in ways if way["cost_yuan"] is None]
    # What has fewer legs and misses less is what a person can do something about.
    stopped = sorted([*stopped, *row.get("out", ())], key=_nearness)
    kinds = _grouped(stopped, day)
    for way, more in kinds[:MOST_SHOWN]:
        yield _out_line(way, day, lang) + _more(more, lang)
    if kinds[MOST_SHOWN:]:
        yield _rest_line(kinds[MOST_SHOWN:], lang)


def _grouped(ways: Sequence[Row], day: Day) -> list[tuple[Row, int]]:
    """Return the first of ways that differ by the departure alone, and how many more.

    They go by the same lines, cost the same or are out for the same reason.
    """
    first: dict[object, Row] = {}
    more: Counter[object] = Counter()
    for way in ways:
        if "legs" not in way:
            key: object = way["vehicle"]
        else:
            steps = [_line(leg, day) for leg in way["legs"]] or way["via"]
            reason = (way.get("reason"), way.get("note"), way.get("cost_yuan"))
            key = (tuple(steps), reason)
        more[key] += 1 + int(way.get("alike", 0))
        first.setdefault(key, way)
    return [(way, more[key] - 1) for key, way in first.items()]


def _line(leg: Row, day: Day) -> tuple[str, str, str]:
    """Return whom a leg goes by, whatever the departure."""
    trip = day.trips.get(leg.get("trip", ""))
    who = trip.line_id if trip is not None else ""
    who = who or leg.get("trip") or leg.get("offer") or leg.get("vehicle") or ""
    return leg["from"], leg["to"], who


def _more(count: int, lang: str) -> str:
    return say("EXPLAIN_ALIKE", lang, n=count) if count else ""


def _possible_line(way: Row, day: Day, lang: str) -> str:
    cost = cost_words(way["cost_yuan"], lang)
    if "legs" in way:
        steps = steps_words(way["legs"], day, lang)
        return say("EXPLAIN_WAY", lang, steps=steps, cost=cost)
    vehicle = vehicle_name(day, way["vehicle"])
    return say("EXPLAIN_OTHER", lang, vehicle=vehicle, cost=cost)


def _stopped_vehicles(others: Sequence[Row], day: Day, lang: str) -> Iterator[str]:
    """Yield the vehicles that are out; what stops several alike is said once."""
    stopped: dict[str, list[str]] = {}
    for way in others:
        if way["cost_yuan"] is None:
            name = vehicle_name(day, way["vehicle"])
            stopped.setdefault(why_words(way, lang), []).append(name)
    for why, names in stopped.items():
        vehicle = say("EXPLAIN_AND", lang).join(names[:MOST_SHOWN])
        if names[MOST_SHOWN:]:
            vehicle = say("EXPLAIN_AND_MORE", lang, names=vehicle, n=len(names))
        yield say("EXPLAIN_OUT", lang, vehicle=vehicle, why=why)


def _nearness(way: Row) -> tuple[bool, int, int]:
    legs = len(way["legs"]) or len(way["via"]) + 1
    return way.get("note") in (NOT_NEAR, TOO_MANY), legs, way["amount"]


def _out_line(way: Row, day: Day, lang: str) -> str:
    steps = steps_words(way["legs"], day, lang)
    if not way["legs"]:
        names = [site_name(day, site) for site in way["via"]]
        code = "EXPLAIN_VIA" if names else "EXPLAIN_STRAIGHT"
        steps = say(code, lang, sites=say("EXPLAIN_AND", lang).join(names))
    return say("EXPLAIN_OUT", lang, vehicle=steps, why=why_words(way, lang))


def _rest_line(ways: Sequence[tuple[Row, int]], lang: str) -> str:
    """Return how many more ways are out, by reason."""
    counts: Counter[str] = Counter()
    for way, more in ways:
        counts[_name(way, lang)] += 1 + more
    words = [
        say("EXPLAIN_COUNT", lang, why=name, n=n) for name, n in counts.most_common()
    ]
    total = sum(counts.values())
    return say(
        "EXPLAIN_MORE_OUT", lang, n=total, why=say("EXPLAIN_AND", lang).join(words)
    )


def _name(way: Row, lang: str) -> str:
    """Return the words of a reason without its explanation."""
    if way.get("note"):
        return say(f"EXPLAIN_NOTE_{way['note']}", lang)
    whole = text("reasons", str(way["reason"]), lang)
    return whole.split("：")[0].split(":")[0]


def why_words(row: Row, lang: str) -> str:
    """Return the code of a reason, its words and the shortfall."""
    reason = str(row["reason"])
    words = (
        say(f"EXPLAIN_NOTE_{row['note']}", lang)
        if row.get("note")
        else text("reasons", reason, lang)
    )
    short = amount_text(row["amount"], row["unit"], lang)
    over = reason == ReasonCode.COLD_LIMIT or row.get("note") == RIDE
    code = "EXPLAIN_OVER" if over else "EXPLAIN_GAP"
    gap = say(code, lang, amount=short) if short else ""
    return f"{reason} {words}{gap}"


def steps_words(legs: Sequence[Row], day: Day, lang: str) -> str:
    """Return the legs of a way, one after the other."""
    return say("EXPLAIN_THEN", lang).join(_step(leg, day, lang) for leg in legs)


def _step(leg: Row, day: Day, lang: str) -> str:
    ends = {"start": site_name(day, leg["from"]), "end": site_name(day, leg["to"])}
    who = who_words(leg, day, lang)
    if "box" in leg:
        who = say("EXPLAIN_IN_BOX", lang, who=who, box=leg["box"].partition("@")[0])
    if "depart" not in leg:
        return say("EXPLAIN_STEP", lang, who=who, **ends)
    times = {name: clock_words(leg[name], lang) for name in ("depart", "arrive")}
    return say("EXPLAIN_STEP_TIMED", lang, who=who, **ends, **times)


def who_words(leg: Row, day: Day, lang: str) -> str:
    """Return who carries: a trip, an offer, a vehicle with its tour."""
    if "trip" in leg:
        return trip_words(day, leg["trip"], lang)
    if "offer" in leg:
        return _offer(day, leg["offer"], lang)
    if "vehicle" not in leg:
        return say("EXPLAIN_ROAD", lang)
    name = vehicle_name(day, leg["vehicle"])
    if "tour" not in leg:
        return name
    return say("EXPLAIN_TOUR", lang, vehicle=name, tour=leg["tour"] + 1)


def _offer(day: Day, offer: str, lang: str) -> str:
    """Return who carries on; between which sites stands beside it."""
    known = day.offers.get(offer)
    if known is None:
        return offer
    code = "CARRIER_LAST_RESORT" if known.last_resort else "CARRIER_HANDOVER"
    return word(code, lang, name=partner_name(day, known.carrier))


def cost_words(yuan: float | None, lang: str) -> str:
    """Return an amount of money, or a dash."""
    return "-" if yuan is None else say("EXPLAIN_YUAN", lang, yuan=f"{yuan:.2f}")
