"""The answer of ``explain`` in words.

The answer is the object that ``--json`` prints: ``site``, ``name`` and
``consignments``, each with ``consignment``, ``partner``, ``goods_class``,
``kind``, ``items`` and these lists:

``taken``
    Ways taken: ``vehicle`` (or trip or offer of the last leg), ``tour`` (from 0),
    ``items``, ``depart``, ``arrive`` (seconds), ``cost_yuan`` (what the plan would
    save without it, or None) and ``legs``: each ``by``, ``from``, ``to``,
    ``depart``, ``arrive`` and ``vehicle`` with ``tour``, ``trip`` or ``offer``.
``others``
    Going straight on another vehicle: ``vehicle``, and either ``cost_yuan`` (what
    it would add) or ``reason`` with ``amount`` and ``unit`` of the shortfall, and
    ``note`` where the reason alone would mislead.
``ways``
    The other ways that the rules allow, the cheapest first: ``legs``, and either
    ``cost_yuan`` or ``reason``, ``amount``, ``unit``, ``note`` of what keeps it now.
``out``
    The ways that a rule forbids: ``legs`` up to where it does, ``via``, ``reason``,
    ``amount``, ``unit``, ``note`` and ``alike``: how many more miss the same.
``unserved``
    What stays: ``items``, ``reason``, ``certified``, ``amount``, ``unit``,
    ``nearest``, ``action``.

What a site handles for others stands in ``passing``: see there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.report.words import partner_name
from routing.terminal.language import say

from .passing_words import passing_lines
from .way_words import other_lines, taken_line, why_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from routing.domain.day import Day


def explanation_lines(
    answer: Mapping[str, Any], day: Day, lang: str = "zh"
) -> list[str]:
    """Return the lines that a dispatcher reads."""
    rows, passing = answer["consignments"], answer.get("passing")
    named = {"site": answer["site"], "what": answer["name"]}
    if not rows and not passing:
        return [say("EXPLAIN_NOTHING", lang, **named)]
    lines = [say("EXPLAIN_SITE", lang, **named)]
    if passing:
        lines.extend(passing_lines(passing, day, lang))
        if not rows:
            lines.append(say("EXPLAIN_NONE_OWN", lang))
    for others, group in _alike(rows, day, lang).items():
        for row in group:
            lines.append(_head(row, day, lang))
            lines.extend(f"  {line}" for line in _taken(row, day, lang))
        if len(group) > 1:
            lines.append(say("EXPLAIN_TOGETHER", lang, n=len(group)))
        lines.extend(f"  {line}" for line in others[1:])
    return lines


def _alike(
    rows: Iterable[Mapping[str, Any]], day: Day, lang: str
) -> dict[tuple[str, ...], list[Mapping[str, Any]]]:
    """Return the consignments by their other ways: what shares a bag has the same.

    What has no other way stands by itself: its number comes before the lines.
    """
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for number, row in enumerate(rows):
        lines = tuple(other_lines(row, day, lang))
        groups.setdefault(("" if lines else str(number), *lines), []).append(row)
    return groups


def _head(row: Mapping[str, Any], day: Day, lang: str) -> str:
    return say(
        "EXPLAIN_CONSIGNMENT",
        lang,
        partner=partner_name(day, row["partner"]),
        goods=row["goods_class"],
        items=row["items"],
        what=row["consignment"],
    )


def _taken(row: Mapping[str, Any], day: Day, lang: str) -> Iterator[str]:
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
