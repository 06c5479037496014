"""The folder 导入记录: column names, codes and totals of earlier imports, no people."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from .header import find_columns
from .roles import Role, role_named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..grid import Grid
    from .header import Columns

FOLDER = "导入记录"
LAYOUTS_FILE = "导入设置.toml"
CODES_FILE = "编码对照.csv"
HISTORY_FILE = "历史件量.csv"
HEAD = """\
# gongpei import 记住的列名：每家单位、每种导出格式一段，可以手工改，删掉就重新认。
# Columns of the brands' exports, as gongpei import remembers them; may be edited.
"""
_DATED = re.compile(r"20\d\d[-_.年]?\d\d?[-_.月]?\d\d?")


def records_folder(day: Path) -> Path:
    """Return where imports of a day are remembered.

    The folder 导入记录 in the day's folder, or the one above where there is one
    already or the day's folder is one of many by its date.
    """
    folder = day if day.is_dir() else day.parent
    for place in (folder, folder.absolute().parent):
        if (place / FOLDER).is_dir():
            return place / FOLDER
    dated = _DATED.search(folder.absolute().name) is not None
    return (folder.absolute().parent if dated else folder) / FOLDER


class LayoutsError(Exception):
    """The remembered columns cannot be read."""


class Layouts:
    """Columns by partner and layout of the export, as a person or a header told."""

    def __init__(self, entries: list[dict[str, object]]) -> None:
        self._entries = entries

    @classmethod
    def read(cls, folder: Path) -> Layouts:
        """Read what is remembered; nothing where there is no file.

        Raises
        ------
        LayoutsError
            When the file is not what was written.
        """
        path = folder / LAYOUTS_FILE
        if not path.is_file():
            return cls([])
        try:
            values = tomllib.loads(path.read_text("utf-8-sig")).get("layout", [])
            entries = [dict(entry) for entry in values]
        except (
            UnicodeDecodeError,
            tomllib.TOMLDecodeError,
            TypeError,
            ValueError,
        ) as error:
            raise LayoutsError(LAYOUTS_FILE) from error
        return cls(entries)

    def chosen(self, partner: str, grid: Grid) -> dict[Role, str]:
        """Return the columns that are remembered for the layout of a sheet."""
        for entry in self._entries:
            named = entry.get("columns", {})
            pairs = named.items() if isinstance(named, dict) else ()
            chosen = {
                role: str(words)
                for word, words in pairs
                if (role := role_named(str(word))) is not None
            }
            found = find_columns(grid, chosen).fingerprint
            if self._is(entry, partner, found):
                return chosen
        return {}

    def remember(self, partner: str, columns: Columns) -> None:
        """Keep the columns of a layout; one without headers has nothing to keep."""
        if not columns.headers:
            return
        fresh: dict[str, object] = {
            "partner": partner,
            "fingerprint": columns.fingerprint,
            "columns": dict(columns.named),
        }
        for index, entry in enumerate(self._entries):
            if self._is(entry, partner, columns.fingerprint):
                self._entries[index] = fresh
                return
        self._entries.append(fresh)

    def written(self) -> str:
        """Return the file's text."""
        lines = [HEAD]
        for entry in self._entries:
            lines.append("\n[[layout]]\n")
            lines.extend(
                f"{key} = {_quoted(entry.get(key, ''))}\n"
                for key in ("partner", "fingerprint")
            )
            lines.append("[layout.columns]\n")
            named = entry.get("columns")
            if isinstance(named, dict):
                lines.extend(
                    f"{_quoted(key)} = {_quoted(value)}\n"
                    for key, value in named.items()
                )
        return "".join(lines)

    @staticmethod
    def _is(entry: Mapping[str, object], partner: str, fingerprint: str) -> bool:
        return (entry.get("partner"), entry.get("fingerprint")) == (
            partner,
            fingerprint,
        )


def _quoted(value: object) -> str:
    """Return a TOML string: written like one of JSON."""
    return json.dumps(str(value), ensure_ascii=False)
