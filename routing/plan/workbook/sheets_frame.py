"""The first sheet, the last, and the lists that cells are chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.subjects import source_text, subject_text, value_text
from routing.texts.catalogue import family, text

from .columns import header, word
from .layout import OFFERS, STOPS
from .sheet import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .cells import Value
    from .content import WorkbookContent
    from .names import Names

CENTS, KILO = 100, 1000
KPIS, REPORT = "kpis", "report"
LISTED = (
    *("VEHICLE", "SITE", "DIRECTION", "PARTNER", "GOODS_CLASS"),
    *("TRIP", "OFFER", "BOX"),
)
"""What has a list to choose from, in the order of the lists."""


def summary_sheet(content: WorkbookContent, names: Names) -> Sheet:
    """Return what the plan comes to, below what may be edited."""
    lang = content.lang
    widths = (("KPI", 44), ("FIGURE", 18), ("UNIT", 14))
    titles = {
        "KPI": word("SUM_KPI", lang),
        "FIGURE": header("FIGURE", lang),
        "UNIT": header("UNIT", lang),
    }
    return Sheet(
        name=word("SHEET_SUMMARY", lang),
        columns=[Column(header=titles[name], width=width) for name, width in widths],
        rows=[*_head_rows(content), *_kpi_rows(content, names)],
        title=word("TITLE", lang, date=content.plan.date),
        guide=word("SUMMARY_GUIDE", lang).strip().splitlines(),
    )


def _head_rows(content: WorkbookContent) -> Iterator[list[Value]]:
    lang, plan = content.lang, content.plan
    yield [word("SUM_DATE", lang), plan.date, ""]
    yield [word("SUM_STATUS", lang), word(f"STATUS_{plan.status.upper()}", lang), ""]
    if plan.stage is not None:
        run = text(REPORT, f"STAGE_{plan.stage.name}", lang)
        yield [word("SUM_STAGE", lang), run, ""]
    yield [word("SUM_VIOLATIONS", lang), len(content.violations), ""]
    if plan.penalty_cents:
        yield [word("SUM_PENALTY", lang), plan.penalty_cents / CENTS, ""]
    yield [word("SUM_MARK", lang), content.mark, ""]


def _kpi_rows(content: WorkbookContent, names: Names) -> Iterator[list[Value]]:
    lang = content.lang
    for code, row in family(KPIS).items():
        if code not in content.plan.kpis:
            continue
        value = content.plan.kpis[code]
        name, unit = text(KPIS, code, lang), row[f"unit_{lang}"]
        if not isinstance(value, dict):
            yield [name, value, unit]
            continue
        for member, share in value.items():
            label = _member(content, names, code, member)
            yield [f"{name}·{label}", share, unit]


_MEMBERS = {
    "cost_per_item_by_part_yuan": (REPORT, "COST"),
    "fees_by_stage_yuan": (REPORT, "STAGE"),
    "cold_outside_min_by_cause": ("cold", "OUTSIDE"),
}
"""KPIs by parts, stages and causes, with the family and words that tell these."""


def _member(content: WorkbookContent, names: Names, code: str, member: str) -> str:
    """Return what a share of a KPI is called: a part, a partner or a site."""
    name, prefix = _MEMBERS.get(code, (REPORT, ""))
    word_code = f"{prefix}_{member.upper()}"
    if word_code in family(name):
        return text(name, word_code, content.lang)
    known = member in content.day.partners
    return (names.partners if known else names.sites).label(member)


def assumptions_sheet(content: WorkbookContent) -> Sheet:
    """Return parameters of the search, distances by source, and assumptions."""
    lang = content.lang
    widths = (("SUBJECT", 46), ("VALUE", 40), ("SOURCE", 46))
    return Sheet(
        name=word("SHEET_ASSUMPTIONS", lang),
        columns=[
            Column(
                header=word("COL_FIGURE", lang)
                if name == "VALUE"
                else header(name, lang),
                width=width,
                wrapped=True,
            )
            for name, width in widths
        ],
        rows=[*_parameter_rows(content), *_assumption_rows(content)],
    )


def _parameter_rows(content: WorkbookContent) -> Iterator[list[Value]]:
    lang, plan = content.lang, content.plan
    yield [word("PAR_SEED", lang), plan.seed, ""]
    for name, value in plan.parameters.items():
        number = isinstance(value, (int, float))
        shown = value if number else _known(name, str(value or ""), lang)
        yield [_known("", name, lang), shown, ""]
    for name, version in plan.versions.items():
        yield [word("PAR_VERSION", lang, which=name), version, ""]
    for name, metres in plan.distance_sources.items():
        code = f"SOURCE_{name.upper()}"
        label = word(code, lang) if code in family("workbook") else name
        yield [word("PAR_SOURCE", lang, which=label), metres / KILO, ""]


def _known(name: str, value: str, lang: str) -> str:
    """Return the word for a parameter, or for a value of one; else as it stands."""
    code = "_".join(part.upper() for part in ("PAR", name, value) if part)
    return word(code, lang) if code in family("workbook") else value


def _assumption_rows(content: WorkbookContent) -> Iterator[list[Value]]:
    lang = content.lang
    for subject, value, source in content.day.assumptions:
        assumed, reason = source_text(source, lang)
        mark = f"{word('ASSUMED', lang)} " if assumed else ""
        words = f"{mark}{reason}".rstrip()
        yield [subject_text(subject, lang), value_text(value, lang), words]


def lists(content: WorkbookContent, names: Names) -> dict[str, list[str]]:
    """Return what may be chosen in the columns of the sheets that are read back."""
    day, lang = content.day, content.lang
    return {
        "VEHICLE": [names.vehicles.label(key) for key in day.vehicles],
        "SITE": [names.sites.label(key) for key in day.sites],
        "DIRECTION": [word("DELIVER", lang), word("PICK_UP", lang)],
        "PARTNER": [names.partners.label(key) for key in day.partners],
        "GOODS_CLASS": list(day.goods),
        "TRIP": list(day.trips),
        "OFFER": list(day.offers),
        "BOX": [names.boxes.label(key) for key in day.boxes],
    }


def lists_sheet(listed: Mapping[str, Sequence[str]], lang: str) -> Sheet:
    """Return the hidden sheet of the lists."""
    columns = [
        Column(header=(OFFERS if name == "OFFER" else STOPS).header(name, lang))
        for name in LISTED
    ]
    height = max(len(values) for values in listed.values())
    return Sheet(
        name=word("SHEET_LISTS", lang),
        columns=columns,
        rows=[[_at(listed[name], index) for name in LISTED] for index in range(height)],
    )


def choices(listed: Mapping[str, Sequence[str]], lang: str) -> dict[str, str]:
    """Return the range of each list."""
    sheet = word("SHEET_LISTS", lang)
    return {
        name: f"'{sheet}'!${letter}$2:${letter}${max(len(listed[name]), 1) + 1}"
        for letter, name in zip("ABCDEFGH", LISTED, strict=True)
    }


def _at(values: Sequence[str], index: int) -> str | None:
    return values[index] if index < len(values) else None
