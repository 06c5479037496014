"""The reference of the input tables, from what the reader accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.texts.catalogue import text
from routing.texts.reference import page_text

from .build_settings import KEYS
from .headers import HEADERS, TABLES
from .presets import ASSUMED, presets
from .subjects import source_text
from .template_columns import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterator

LATER = frozenset({"codes"})
"""Tables that are recognised, but that no command uses yet."""


def table_reference() -> str:
    """Return the page docs/formats.md."""
    lines = [page_text("tables_head")]
    for table in HEADERS:
        lines.extend(_table(table))
    lines.extend(_settings())
    lines.extend(_presets())
    return "\n".join(lines) + "\n"


def _table(table: str) -> Iterator[str]:
    chinese, *others = TABLES[table]
    yield f"## {table} {chinese}\n"
    if table in LATER:
        yield "本版本只认得、不使用。Recognised, not used by this version.\n"
    names = "、".join(name for name in others if name != table)
    if names:
        yield f"表名也可写 also named: {names}\n"
    yield "| 列 column | 表头 header | 含义 meaning | 也认得 also accepted |"
    yield "|---|---|---|---|"
    for column, (header, *spellings) in HEADERS[table].items():
        star = "\\*" if column in REQUIRED.get(table, ()) else ""
        zh, en = (text("columns", f"{table}.{column}", lang) for lang in ("zh", "en"))
        also = "、".join(word for word in spellings if word != column)
        cells = [f"`{column}`{star}", header, f"{zh}<br>{en}", also]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _settings() -> Iterator[str]:
    yield "### 参数名 keys of the settings\n"
    yield "| key | 参数名 | 含义 meaning |"
    yield "|---|---|---|"
    for key, (spellings, _) in KEYS.items():
        zh, en = (text("settings", key, lang) for lang in ("zh", "en"))
        yield f"| `{key}` | {'、'.join(spellings.split())} | {zh}<br>{en} |"
    yield ""


def _presets() -> Iterator[str]:
    yield "## 默认值 presets\n"
    yield "没填的列用这里的值。*assumed* 是没有出处的假设。"
    yield "What stands in for a column that is left out; *assumed* has no source.\n"
    yield "| 用于 for | 列 column | 值 value | 来源 source |"
    yield "|---|---|---|---|"
    for kind, classes in presets().items():
        for name, columns in classes.items():
            for column, (value, source) in columns.items():
                assumed, reason = source_text(source, "en")
                words = f"*{ASSUMED}* {reason}".rstrip() if assumed else reason
                yield f"| {kind}.{name} | `{column}` | {value} | {words} |"
