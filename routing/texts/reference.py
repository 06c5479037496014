"""The error reference: every code that a person may meet, from the catalogue."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from .catalogue import families, family

if TYPE_CHECKING:
    from collections.abc import Iterable

FINDINGS_PREFIX = "findings"
_PLACEHOLDER = re.compile(r"\{\w+[^}]*\}")


def finding_families() -> list[str]:
    """Return the families that hold texts of findings."""
    return [name for name in families() if name.startswith(FINDINGS_PREFIX)]


def error_reference() -> str:
    """Return the page docs/errors.md."""
    parts = [page_text("errors_head")]
    parts += _section("findings", "读表的问题 findings", finding_families())
    parts += _section("reasons", "未安排的原因 reasons", ["reasons"])
    parts += _section("violations", "超限/不符 violations", ["violations"])
    parts += _section("plan-files", "计划文件的问题 plan files", ["plan_file"])
    parts.append("\n" + page_text("errors_exits"))
    return "".join(parts)


def page_text(name: str) -> str:
    """Return what stands around a generated part of a page."""
    return resources.files(__package__).joinpath(f"{name}.txt").read_text("utf-8")


def _section(anchor: str, title: str, names: Iterable[str]) -> list[str]:
    lines = [f'\n<a id="{anchor}"></a>\n## {title}\n\n']
    lines.append("| code | 中文 | English |\n|---|---|---|\n")
    rows = {code: texts for name in names for code, texts in family(name).items()}
    for code in sorted(rows):
        if code.startswith("TYPE_"):
            continue
        zh = _cell(rows[code], "zh", "怎么改：")
        en = _cell(rows[code], "en", "To fix: ")
        lines.append(f"| `{code}` | {zh} | {en} |\n")
    return lines


def _cell(texts: dict[str, str], lang: str, label: str) -> str:
    """Return cause and way out as one cell of a table."""
    words = _plain(texts[lang])
    if fix := texts.get(f"fix_{lang}"):
        words += f"<br>{label}{_plain(fix)}"
    return words


def _plain(words: str) -> str:
    return _PLACEHOLDER.sub("…", words).replace("|", "\\|").replace("\n", "<br>")
