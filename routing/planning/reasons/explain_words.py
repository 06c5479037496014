"""The answer of ``explain`` in words.

The answer is the object that ``--json`` prints: ``site``, ``name`` and
``consignments``, each with ``consignment``, ``partner``, ``goods_class``,
``kind``, ``items`` and three lists:

``taken``
    Ways taken: ``vehicle``, ``tour`` (from 0), ``items``, ``depart``, ``arrive``
    (seconds), ``cost_yuan`` (what the plan would save without it, or None).
``others``
    The other ways: ``vehicle``, and either ``cost_yuan`` (what it would add)
    or ``reason`` with ``amount`` and ``unit`` of the shortfall.
``unserved``
    What stays: ``items``, ``reason``, ``certified``, ``amount``, ``unit``,
    ``nearest``, ``action``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.domain.units import clock
from routing.report.words import amount_text, partner_name
from routing.terminal.language import say
from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.day import Day


def explanation_lines(
    answer: Mapping[str, Any], day: Day, lang: str = "zh"
) -> list[str]:
    """Return the lines that a dispatcher reads."""
    rows = answer["consignments"]
    lines = [
        say("EXPLAIN_SITE", lang, site=answer["site"], what=answer["name"])
        if rows
        else say("EXPLAIN_NOTHING", lang, site=answer["site"], what=answer["name"])
    ]
    for row in rows:
        lines.append(
            say(
                "EXPLAIN_CONSIGNMENT",
                lang,
                partner=partner_name(day, row["partner"]),
                goods=row["goods_class"],
                items=row["items"],
                what=row["consignment"],
            )
        )
        lines.extend(f"  {line}" for line in _ways(row, day, lang))
    return lines


def _ways(row: Mapping[str, Any], day: Day, lang: str) -> Iterator[str]:
    for way in row["taken"]:
        yield say(
            "EXPLAIN_TAKEN",
            lang,
            vehicle=_plate(day, way["vehicle"]),
            tour=way["tour"] + 1,
            items=way["items"],
            depart=clock(way["depart"]),
            arrive=clock(way["arrive"]),
            cost=_cost(way["cost_yuan"], lang),
        )
    for left in row["unserved"]:
        kind = "EXPLAIN_CERTIFIED" if left["certified"] else "EXPLAIN_COMPETED"
        yield say(
            "EXPLAIN_UNSERVED",
            lang,
            items=left["items"],
            why=_why(left, lang),
            kind=say(kind, lang),
        )
        if left["nearest"]:
            yield say("EXPLAIN_NEAREST", lang, way=left["nearest"])
        if left["action"]:
            yield say("EXPLAIN_ACTION", lang, action=left["action"])
    for way in row["others"]:
        vehicle = _plate(day, way["vehicle"])
        if way["cost_yuan"] is not None:
            cost = _cost(way["cost_yuan"], lang)
            yield say("EXPLAIN_OTHER", lang, vehicle=vehicle, cost=cost)
        else:
            yield say("EXPLAIN_OUT", lang, vehicle=vehicle, why=_why(way, lang))


def _why(row: Mapping[str, Any], lang: str) -> str:
    reason = str(row["reason"])
    short = amount_text(row["amount"], row["unit"], lang)
    gap = say("EXPLAIN_GAP", lang, amount=short) if short else ""
    return f"{reason} {text('reasons', reason, lang)}{gap}"


def _plate(day: Day, vehicle: str) -> str:
    known = day.vehicles.get(vehicle)
    return known.plate or vehicle if known is not None else vehicle


def _cost(yuan: float | None, lang: str) -> str:
    return "-" if yuan is None else say("EXPLAIN_YUAN", lang, yuan=f"{yuan:.2f}")
