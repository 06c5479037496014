"""kpi.json and kpi.csv, and the page that explains each KPI."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from routing.texts.catalogue import family, text

from .cold_words import say
from .kpi import FAMILY
from .kpi_cold import BY_CAUSE
from .kpi_trips import SEGMENTS, segment_name
from .words import known_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from routing.domain.day import Day

BOM = "\ufeff"
PREFIXES = {
    "cost_per_item_by_part_yuan": "COST",
    "fees_by_stage_yuan": "STAGE",
}
"""Words of the report for the members of a KPI."""


def kpi_json(kpis: Mapping[str, Any]) -> str:
    """Return the KPIs as JSON in their order, ending in LF."""
    return json.dumps(kpis, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def kpi_csv(kpis: Mapping[str, Any], day: Day | None = None, lang: str = "zh") -> str:
    """Return the KPIs as CSV with CRLF: code, name, value, unit, formula.

    A share by partner or township is one row each; ``day`` gives their names.
    An empty value means that there is nothing to divide by.
    """
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow([text("report", f"CSV_{name}", lang) for name in _COLUMNS])
    for code, name, value in flat_kpis(kpis, day, lang):
        row = family(FAMILY)[code.partition(".")[0]]
        shown = "" if value is None else value
        table.writerow([code, name, shown, row[f"unit_{lang}"], row[f"formula_{lang}"]])
    return stream.getvalue()


_COLUMNS = ("CODE", "NAME", "VALUE", "UNIT", "FORMULA")


def flat_kpis(
    kpis: Mapping[str, Any], day: Day | None = None, lang: str = "zh"
) -> Iterator[tuple[str, str, int | float | None]]:
    """Yield (code, name, value); members of an object as ``code.member``."""
    for code, value in kpis.items():
        name = text(FAMILY, code, lang)
        if not isinstance(value, dict):
            yield code, name, value
            continue
        for member, share in value.items():
            told = _named(code, member, day, lang)
            yield f"{code}.{member}", f"{name}·{told}", share


def _named(code: str, member: str, day: Day | None, lang: str) -> str:
    """Return the name of a member: a part, a stage, a segment or an id's own."""
    if code == BY_CAUSE:
        return say(f"OUTSIDE_{member.upper()}", lang)
    prefix = PREFIXES.get(code)
    if prefix is not None:
        return known_word(prefix, member, lang)
    if day is None:
        return member
    if code == SEGMENTS:
        return segment_name(day, member)
    if member in day.partners:
        return day.partners[member].name
    return day.sites[member].name if member in day.sites else member


def write_kpi_json(path: Path, kpis: Mapping[str, Any]) -> None:
    """Write ``kpi.json``, UTF-8 with LF."""
    path.write_text(kpi_json(kpis), "utf-8", newline="\n")


def write_kpi_csv(
    path: Path, kpis: Mapping[str, Any], day: Day | None = None, lang: str = "zh"
) -> None:
    """Write ``kpi.csv``, UTF-8 with a byte order mark, for spreadsheets."""
    path.write_text(BOM + kpi_csv(kpis, day, lang), "utf-8", newline="")


def kpi_reference() -> str:
    """Return the page with the formula of each KPI (Markdown, both languages)."""
    lines = [
        "# KPIs",
        "",
        "Made from `routing/texts/kpis.toml`; `kpi.json`, `kpi.csv` and the report"
        " hold them in this order. An empty value means that there is nothing to"
        " divide by or nothing is known.",
    ]
    group = ""
    for code, row in family(FAMILY).items():
        if row["group_zh"] != group:
            group = row["group_zh"]
            lines += [
                "",
                f"## {group} ({row['group_en']})",
                "",
                "| code | 名称 name | 单位 unit | 公式 formula |",
                "|---|---|---|---|",
            ]
        unit = row["unit_zh"] + (f" ({row['unit_en']})" if row["unit_en"] else "")
        lines.append(
            f"| `{code}` | {row['zh']}<br>{row['en']} | {unit} |"
            f" {row['formula_zh']}<br>{row['formula_en']} |"
        )
    return "\n".join(lines) + "\n"
