"""The tables of the page that are read line by line: KPIs and findings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from routing.texts.catalogue import family

from .html import Html, bullets, paragraph, table
from .kpi import FAMILY
from .kpi_files import flat_kpis
from .kpi_trips import SEGMENTS
from .words import shown, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day


def kpis_html(day: Day, kpis: Mapping[str, Any], lang: str) -> Html:
    """Return every KPI with unit and formula, under the heads of their groups."""
    texts = family(FAMILY)
    rows: list[Sequence[object]] = []
    group = ""
    # Trips have a table of their own with every segment.
    shortly = {code: value for code, value in kpis.items() if code != SEGMENTS}
    for code, name, value in flat_kpis(shortly, day, lang):
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
    return Html(
        paragraph(word("FINDINGS_COUNT", lang, n=len(findings))) + bullets(findings)
    )
