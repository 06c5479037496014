"""The other tables of the page: unserved, KPIs, findings, assumptions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from routing.texts.catalogue import family

from .html import Html, paragraph, safe, table
from .kpi import FAMILY
from .kpi_files import flat_kpis
from .words import (
    action_text,
    amount_text,
    known_word,
    partner_name,
    reason_text,
    shown,
    site_name,
    township_name,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan

NOTES = ("data_note", "数据说明", "note", "备注")
"""Keys of the settings table whose text says what kind of data this is."""


def data_labels(day: Day) -> list[str]:
    """Return what the settings say about the data (synthetic, measured …)."""
    extra = day.settings.extra
    return [extra[key] for key in NOTES if extra.get(key)]


UNSERVED_COLUMNS = (
    "SITE",
    "TOWNSHIP",
    "PARTNER",
    "CLASS",
    "KIND",
    "PRIORITY",
    "ITEMS",
    "REASON",
    "CERTAIN",
    "AMOUNT",
    "NEAREST",
    "ACTION",
)


def unserved_html(day: Day, plan: Plan, lang: str) -> Html:
    """Return what stays behind, most items first, with reason and action."""
    if not plan.unserved:
        return paragraph(word("UNSERVED_NONE", lang), "good-note")
    head = [word(f"COL_{name}", lang) for name in UNSERVED_COLUMNS]
    rows = [
        [
            site_name(day, row.site),
            township_name(day, row.site),
            partner_name(day, row.partner),
            row.goods_class,
            known_word("KIND", row.kind, lang),
            known_word("PRIORITY", row.priority, lang),
            row.items,
            reason_text(row, lang),
            word("CERTAIN_YES" if row.certified else "CERTAIN_NO", lang),
            amount_text(row.amount, row.unit, lang),
            row.nearest,
            action_text(row, lang),
        ]
        for row in sorted(plan.unserved, key=lambda row: -row.items)
    ]
    return table(head, rows, numeric=(6,))


def kpis_html(day: Day, kpis: Mapping[str, Any], lang: str) -> Html:
    """Return every KPI with unit and formula, under the heads of their groups."""
    texts = family(FAMILY)
    rows: list[Sequence[object]] = []
    group = ""
    for code, name, value in flat_kpis(kpis, day, lang):
        row = texts[code.partition(".")[0]]
        if row[f"group_{lang}"] != group:
            group = row[f"group_{lang}"]
            rows.append([group])
        digits = 2 if "yuan" in code or "hours" in code else 1
        formula = Html(f"<small>{escape(row[f'formula_{lang}'])}</small>")
        rows.append([name, shown(value, digits), row[f"unit_{lang}"], formula])
    head = [word(f"COL_{name}", lang) for name in ("KPI", "VALUE", "UNIT", "FORMULA")]
    return Html(f'<div class="kpis">{table(head, rows, numeric=(1,))}</div>')


def findings_html(findings: Sequence[str], lang: str) -> Html:
    """Return the findings about the input, one line each."""
    if not findings:
        return paragraph(word("FINDINGS_NONE", lang))
    lines = "".join(f"<li>{escape(line)}</li>" for line in findings)
    return Html(f'<ul class="findings">{lines}</ul>')


def assumptions_html(day: Day, lang: str) -> Html:
    """Return the defaults that were used, those without a source marked."""
    if not day.assumptions:
        return paragraph(word("ASSUMPTIONS_NONE", lang))
    head = [word(f"COL_{name}", lang) for name in ("SUBJECT", "VALUE", "SOURCE_OF")]
    assumed = Html(f'<em class="est">{escape(word("ASSUMED", lang))}</em>')
    rows = [
        [subject, value, assumed if source == "assumed" else safe(source)]
        for subject, value, source in day.assumptions
    ]
    return Html(paragraph(word("ASSUMED_NOTE", lang)) + table(head, rows))
