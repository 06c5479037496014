"""What stays behind: grouped by reason, with shortfall, nearest way and action."""

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
    "PARTNER",
    "CLASS",
    "KIND",
    "PRIORITY",
    "ITEMS",
    "AMOUNT",
    "NEAREST",
    "ACTION",
    "CERTAIN",
)


def unserved_html(day: Day, plan: Plan, lang: str) -> Html:
    """Return the rows of each reason under its head, most items first."""
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
    return Html(total + table(head, lines, numeric=(6, 7)) + notes)


def _items(rows: Sequence[Unserved]) -> int:
    return sum(row.items for row in rows)


def _group(
    day: Day, reason: str, rows: Sequence[Unserved], lang: str
) -> Iterator[Sequence[object]]:
    figures = word(
        "UNSERVED_GROUP",
        lang,
        items=_items(rows),
        sites=len({row.site for row in rows}),
        action=fix("reasons", reason, lang),
    )
    title = escape(reason_text(rows[0], lang))
    yield [Html(f"{title} <span>{escape(figures)}</span>")]
    for row in sorted(rows, key=lambda row: -row.items):
        yield [
            site_name(day, row.site),
            township_name(day, row.site),
            partner_name(day, row.partner),
            row.goods_class,
            known_word("KIND", row.kind, lang),
            known_word("PRIORITY", row.priority, lang),
            row.items,
            amount_text(row.amount, row.unit, lang),
            row.nearest,
            action_text(row, lang),
            word("CERTAIN_YES" if row.certified else "CERTAIN_NO", lang),
        ]
