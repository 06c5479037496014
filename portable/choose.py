"""Which tables a day is made of, and which plan is the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.planning.intake import date_in_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

READ = frozenset({".xlsx", ".xlsm", ".xls"})
HIDDEN = ("~$", ".")
"""Beginnings of names that Excel, WPS and others keep for themselves."""


def chosen(given: Sequence[Path], folder: Path) -> list[Path]:
    """Return the files of a day: those given, or the newest of a folder.

    A folder with workbooks gives ``基础数据`` and its newest other workbook, a
    folder without any is taken whole (text files). One workbook of the day that
    comes alone finds ``基础数据`` beside it, else in ``folder``.
    """
    if not given:
        return newest(folder)
    if len(given) == 1 and given[0].is_dir():
        return newest(given[0])
    files = list(given)
    if len(files) == 1 and not is_base(files[0]):
        for place in (files[0].parent, folder):
            if base := [path for path in workbooks(place) if is_base(path)]:
                return [base[0], *files]
    return files


def newest(folder: Path) -> list[Path]:
    """Return the base workbook of a folder and the newest of a day."""
    if not folder.is_dir():
        return []
    books = workbooks(folder)
    if not books:
        return [folder] if any(folder.glob("*.[cC][sS][vV]")) else []
    base = [path for path in books if is_base(path)]
    days = [path for path in books if not is_base(path)]
    return base[:1] + days[-1:]


def workbooks(folder: Path) -> list[Path]:
    """Return the workbooks of a folder, the newest last.

    By the date in the name, then by the time of saving; a template counts as
    older than any day.
    """

    def age(path: Path) -> tuple[bool, str, float, str]:
        date = date_in_names([path])
        saved = path.stat().st_mtime
        return (
            date is not None or "模板" not in path.name,
            date.isoformat() if date else "",
            saved,
            path.name,
        )

    books = [path for path in folder.iterdir() if path.suffix.lower() in READ]
    return sorted((path for path in books if not path.name.startswith(HIDDEN)), key=age)


def is_base(path: Path) -> bool:
    """Tell whether a workbook is the one that rarely changes."""
    return path.name.startswith("基础")


def newest_plan(folder: Path) -> Path | None:
    """Return the folder of the plan that was written last, if there is one."""
    if not folder.is_dir():
        return None
    plans = list(folder.glob("*/plan.json"))
    if not plans:
        return None
    return max(plans, key=lambda path: (path.stat().st_mtime, path.parent.name)).parent
