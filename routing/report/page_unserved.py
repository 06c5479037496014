"""What stays behind: by reason and site, with shortfall, nearest way and action."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from routing.texts.catalogue import fix

from .html import Html, paragraph, table
from .words import (
    action_text,
    amount_text,
    known_word,
    partner_name,
    reason_text,
    site_name,
    township_name,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, Unserved

COLUMNS = (
    "SITE",
    "TOWNSHIP",
    "ITEMS",
    "WHOSE",
    "AMOUNT",
    "NEAREST",
    "ACTION",
    "CERTAIN",
)


def unserved_html(day: Day, plan: Plan, lang: str) -> Html:
    """Return what stays behind under its reasons, most items first."""
    if not plan.unserved:
        return paragraph(word("UNSERVED_NONE", lang), "good-note")
    groups: dict[str, list[Unserved]] = {}
    for row in plan.unserved:
        groups.setdefault(row.reason, []).append(row)
    order = sorted(groups, key=lambda reason: (-_items(groups[reason]), reason))
    head = [word(f"COL_{name}", lang) for name in COLUMNS]
    lines = [
        line for reason in order for line in _group(day, reason, groups[reason], lang)
    ]
    total = paragraph(
        word(
            "UNSERVED_HEAD",
            lang,
            items=plan.items_unserved,
            sites=len({row.site for row in plan.unserved}),
            reasons=len(order),
        ),
        "bad-note",
    )
    notes = paragraph(word("UNSERVED_NOTE", lang))
    return Html(total + table(head, lines, numeric=(2,)) + notes)


def _items(rows: Sequence[Unserved]) -> int:
    return sum(row.items for row in rows)


def _group(
    day: Day, reason: str, rows: Sequence[Unserved], lang: str
) -> Iterator[Sequence[object]]:
    """Yield the head of a reason, then a line per site and way out."""
    figures = word(
        "UNSERVED_GROUP",
        lang,
        items=_items(rows),
        sites=len({row.site for row in rows}),
        action=fix("reasons", reason, lang),
    )
    title = escape(reason_text(rows[0], lang))
    yield [Html(f"{title} <span>{escape(figures)}</span>")]
    lines: dict[tuple[object, ...], list[Unserved]] = {}
    for row in rows:
        key = row.site, row.kind, row.certified, row.unit, row.nearest, row.action
        lines.setdefault(key, []).append(row)
    for alike in sorted(lines.values(), key=lambda alike: -_items(alike)):
        yield _line(day, alike, lang)


def _line(day: Day, rows: Sequence[Unserved], lang: str) -> Sequence[object]:
    first = rows[0]
    # Goods of one site that fail alike differ in how much is short: the most counts.
    most = max(rows, key=lambda row: row.amount)
    return [
        site_name(day, first.site),
        township_name(day, first.site),
        _items(rows),
        word("COMMA", lang).join(_whose(day, row, lang) for row in rows),
        amount_text(most.amount, most.unit, lang),
        first.nearest,
        action_text(first, lang),
        word("CERTAIN_YES" if first.certified else "CERTAIN_NO", lang),
    ]


def _whose(day: Day, row: Unserved, lang: str) -> str:
    """Return partner, class and items of a row; what is usual is not said."""
    parts = [partner_name(day, row.partner), row.goods_class]
    if row.kind and row.kind != "delivery":
        parts.append(known_word("KIND", row.kind, lang))
    if row.priority == "high":
        parts.append(word("PRIORITY_FIRST", lang))
    return f"{' '.join(parts)} {word('AMOUNT_ITEMS', lang, n=row.items)}"
