"""Canonical names of tables and columns, found from what a clerk wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .cells import KEPT_TEXTS, fold
from .columns_day import DAY_TABLES
from .columns_network import NETWORK_TABLES
from .units import UNITS, UnitChange, unit_change

_ALL = NETWORK_TABLES | DAY_TABLES

TABLES: dict[str, tuple[str, ...]] = {
    table: (*names.split(), table) for table, (names, _) in _ALL.items()
}
"""Canonical table: names accepted for its sheet or file, the Chinese one first."""

HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    table: {
        column: (*spellings.split(), column) for column, spellings in columns.items()
    }
    for table, (_, columns) in _ALL.items()
}
"""Canonical table and column: accepted headers, the Chinese one first."""

COUNTERS = frozenset({"序号", "行号", "no", "no.", "编序", "项次", "#", "index"})
"""Headers of running numbers: in no table's way, left out in silence."""

OTHER_SHEETS = re.compile(
    r"(填表|填写|使用)?(说明|须知|帮助)|选项|下拉.*|字典|数据字典|目录|封面|待对照|readme|options"
    r"|notes?|lists?|_.*"
)
"""Sheets that are no tables and need no word."""

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_MARKS = re.compile(r"^[*★☆#]+|[*★☆:]+$")
_SUFFIX_UNITS = sorted(UNITS, key=lambda unit: (-len(unit), unit))
_NUMBERING = re.compile(
    r"^[\d\s._\-、()]+|[\d\s._\-、()]+$|^(表|sheet|附件|附表)[\d一二三四五六七八九十]+[._\-、:]?"
)
_NAME_ENDINGS = re.compile(
    r"(基础数据|基本信息|信息表|明细表|一览表|清单表|统计表|汇总表|信息|一览|清单|台账"
    r"|统计|汇总|数据|登记|表|副本)$"
)
MIN_ENDING = 2
"""Characters that a table's name needs to be found at the end of another."""


@dataclass(frozen=True, slots=True)
class Match:
    """A header understood: its column, how good the spelling is, its unit."""

    column: str
    rank: int
    """Place of the spelling in the list: of two headers the lower one is used."""
    unit: UnitChange | None = None


@dataclass(frozen=True, slots=True)
class TableName:
    """A sheet's or file's name understood; ``guessed`` where only its end fits."""

    table: str
    guessed: bool = False


@lru_cache(maxsize=KEPT_TEXTS)
def fold_header(header: str) -> str:
    """Fold a header for comparison: no spaces, no stars, lower case."""
    text = re.sub(r"\s+", "", fold(header)).lower()
    text = re.sub(r"[(\[【](必填|选填|可选|可不填|required|optional)[)\]】]", "", text)
    return _MARKS.sub("", text) or text


def match_header(table: str, header: str) -> Match | None:
    """Return the column that a header of a table means, None where none does."""
    text = fold_header(header)
    known = _spellings(table)
    if text in known:
        return Match(*known[text])
    for bare, unit in _without_unit(text):
        if bare in known:
            column, rank = known[bare]
            try:
                return Match(column, rank, unit_change(column, unit))
            except ValueError:
                return _by_unit(table, text)
    return None


def is_counter(header: str) -> bool:
    """Tell whether a header only numbers the rows."""
    return fold_header(header) in COUNTERS


def match_table(name: str) -> TableName | None:
    """Return the table that a sheet or file (without ending) is named after."""
    known = _table_names()
    text = re.sub(r"\s+", "", fold(name)).lower()
    for candidate in _bare_names(text):
        if candidate in known:
            return TableName(known[candidate])
    for candidate in _bare_names(text):
        endings = [
            alias
            for alias in known
            if len(alias) >= MIN_ENDING and candidate.endswith(alias)
        ]
        if endings:
            longest = max(endings, key=lambda alias: (len(alias), alias))
            return TableName(known[longest], guessed=True)
    return None


def is_named(name: str, wanted: str) -> bool:
    """Tell whether a sheet or file (without ending) has this very name.

    Numbers, dates and endings around it do not count.
    """
    return wanted in _bare_names(re.sub(r"\s+", "", fold(name)).lower())


def _by_unit(table: str, text: str) -> Match | None:
    """载重(件): the unit says another column of the same kind, or nothing does."""
    if table == "vehicles" and "件" in text:
        return Match("cap_items", len(HEADERS[table]["cap_items"]))
    return None


def _without_unit(text: str) -> list[tuple[str, str]]:
    """Return the header without its unit, in every way one may be written."""
    found = []
    brackets = _BRACKETS.search(text)
    if brackets:
        inner = next(group for group in brackets.groups() if group is not None)
        found.append((_MARKS.sub("", _BRACKETS.sub("", text)), inner))
    if "/" in text or "_" in text:
        bare, _, unit = text.replace("_", "/").partition("/")
        found.append((bare, unit))
    for unit in _SUFFIX_UNITS:
        if text.endswith(unit):
            found.append((text.removesuffix(unit), unit))
            break
    return found


def _bare_names(text: str) -> list[str]:
    """Return a name and what is left of it without numbers, dates and endings."""
    found = [text]
    while True:
        bare = _NUMBERING.sub("", found[-1])
        if bare == found[-1]:
            bare = _NAME_ENDINGS.sub("", bare)
        if not bare or bare == found[-1]:
            return found
        found.append(bare)


@cache
def _spellings(table: str) -> dict[str, tuple[str, int]]:
    """Folded header: column and rank; the canonical name ranks first."""
    known: dict[str, tuple[str, int]] = {}
    for column, spellings in HEADERS[table].items():
        for rank, spelling in enumerate((column, *spellings)):
            known.setdefault(fold_header(spelling), (column, rank))
    return known


@cache
def _table_names() -> dict[str, str]:
    return {
        re.sub(r"\s+", "", fold(name)).lower(): table
        for table, names in TABLES.items()
        for name in names
    }
