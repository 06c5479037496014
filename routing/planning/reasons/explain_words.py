"""The answer of ``explain`` in words.

The answer is the object that ``--json`` prints: ``site``, ``name`` and
``consignments``, each with ``consignment``, ``partner``, ``goods_class``,
``kind``, ``items`` and three lists:

``taken``
    Ways taken: ``vehicle`` (or trip or offer of the last leg), ``tour`` (from 0),
    ``items``, ``depart``, ``arrive`` (seconds), ``cost_yuan`` (what the plan would
    save without it, or None) and ``legs``: each ``by``, ``from``, ``to``,
    ``depart``, ``arrive`` and ``vehicle`` with ``tour``, ``trip`` or ``offer``.
``others``
    Going straight on another vehicle: ``vehicle``, and either ``cost_yuan`` (what
    it would add) or ``reason`` with ``amount`` and ``unit`` of the shortfall.
``ways``
    The other ways that the rules allow, the cheapest first: ``legs``, and either
    ``cost_yuan`` or ``reason``, ``amount``, ``unit``, ``note`` of what keeps it now.
``out``
    The ways that a rule forbids: ``legs`` up to where it does, ``via``, ``reason``,
    ``amount``, ``unit``, ``note`` and ``alike``: how many more miss the same.
``unserved``
    What stays: ``items``, ``reason``, ``certified``, ``amount``, ``unit``,
    ``nearest``, ``action``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.report.words import partner_name
from routing.terminal.language import say

from .way_words import other_lines, taken_line, why_words

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
        yield taken_line(way, day, lang)
    for left in row["unserved"]:
        kind = "EXPLAIN_CERTIFIED" if left["certified"] else "EXPLAIN_COMPETED"
        yield say(
            "EXPLAIN_UNSERVED",
            lang,
            items=left["items"],
            why=why_words(left, lang),
            kind=say(kind, lang),
        )
        if left["nearest"]:
            yield say("EXPLAIN_NEAREST", lang, way=left["nearest"])
        if left["action"]:
            yield say("EXPLAIN_ACTION", lang, action=left["action"])
    yield from other_lines(row, day, lang)
