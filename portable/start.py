"""What the starters of the portable folder run: ``start.py new|check|plan [FILES]``.

It stands in ``app`` beside Python. Tables come from ``数据``, results go to
``结果``, both beside the starters; a folder or workbooks that are dropped onto a
starter are taken instead of ``数据``.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import platform
import sys
import tempfile
import webbrowser
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA = "数据"
RESULTS = "结果"
READ = frozenset({".xlsx", ".xlsm", ".xls"})
LOCK_MARK = "~$"
_FINDING, _NOTHING, _INTERRUPTED = 1, 3, 130
"""Exit codes after which there still is a plan to look at."""


def show(path: Path) -> None:
    """Open a file or folder as a double click would."""
    opener = getattr(os, "startfile", None)
    if opener is not None:
        opener(str(path))
    else:
        webbrowser.open(path.as_uri())


@dataclass(frozen=True, kw_only=True)
class Starter:
    """A folder with starters, and how it opens files for the person."""

    root: Path
    show: Callable[[Path], None] = field(default=show)

    def run(self, action: str, dropped: Sequence[Path]) -> int:
        """Do what a starter is for; return the exit code of its command."""
        os.chdir(self.root)
        if action == "new":
            return self._new(dropped)
        files = self._tables(dropped)
        if not files:
            return 2
        say("TABLES", files="、".join(file.name for file in files))
        return self._plan(files) if action == "plan" else self._check(files)

    def _new(self, dropped: Sequence[Path]) -> int:
        from routing.tables.template import BASE_FILE, DAY_FILE

        folder = dropped[0] if dropped and dropped[0].is_dir() else self.root / DATA
        code = command("init", str(folder))
        if not code:
            say("NEW_DONE", folder=folder.name, base=BASE_FILE, day=DAY_FILE)
            self.show(folder)
        return code

    def _tables(self, dropped: Sequence[Path]) -> list[Path]:
        folder = self.root / DATA
        for path in dropped:
            if not path.exists():
                say("NOT_THERE", file=path.name, folder=DATA)
                return []
        files = chosen(list(dropped), folder)
        if not files:
            say("NO_TABLES", folder=dropped[0].name if dropped else DATA)
        return files

    def _check(self, files: list[Path]) -> int:
        code = command("validate", *map(str, files))
        say({0: "CHECK_NEXT", _FINDING: "CHECK_SET_ASIDE"}.get(code, "CHECK_MEND"))
        return code

    def _plan(self, files: list[Path]) -> int:
        from routing.planning.intake import take_in

        day = take_in(files, None).day
        if day is None:
            code = command("validate", *map(str, files))
            say("STOPPED")
            return code or 2
        warm(self.root / "app")
        out = self.root / RESULTS / day.date.isoformat()
        code = command("plan", *map(str, files), "--out", str(out))
        report = out / "report.html"
        if code not in (0, _FINDING, _NOTHING, _INTERRUPTED) or not report.is_file():
            say("STOPPED")
            return code
        say("FOLDER_HINT", out=out)
        say("OPENING", report=report)
        self.show(report)
        return code


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
    from routing.planning.intake import date_in_names

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
    hidden = (LOCK_MARK, ".")
    return sorted((path for path in books if not path.name.startswith(hidden)), key=age)


def is_base(path: Path) -> bool:
    """Tell whether a workbook is the one that rarely changes."""
    return path.name.startswith("基础")


def command(*args: str) -> int:
    """Run a command of the program; return its exit code."""
    from cli import gongpei  # noqa: TID251 - the starters stand outside the commands

    try:
        gongpei.main(list(args))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1


def say(code: str, **values: object) -> None:
    """Say a text of the starters in the person's language."""
    import click

    from routing.terminal.language import early_language
    from routing.texts.catalogue import text

    click.echo(text("portable", code, early_language([], os.environ, {}), **values))


def keep_compiled_code(app: Path) -> None:
    """Choose where compiled code is kept when the folder cannot be written.

    Windows answers ``os.access`` with yes for every folder, so it is tried. The
    name goes with the program's files: other versions are compiled anew.
    """
    try:
        with tempfile.TemporaryFile(dir=app):
            return
    except OSError:
        pass
    record = metadata.distribution("gongpei").read_text("RECORD") or ""
    name = hashlib.sha256(record.encode()).hexdigest()[:16]
    base = os.environ.get("LOCALAPPDATA") or tempfile.gettempdir()
    os.environ["NUMBA_CACHE_DIR"] = str(Path(base) / "gongpei" / f"kernel-{name}")


def warm(app: Path) -> None:
    """Compile once on this computer and in this place, and say so first.

    The compiler keeps its work by the folder's path and the processor: a folder
    that was copied has to be warmed again.
    """
    from routing.optimize.kernel import cache_folder
    from routing.optimize.kernel.warm import warm_up

    place = f"{app.resolve()} {platform.processor()} {platform.node()}"
    name = hashlib.sha256(place.encode()).hexdigest()[:16]
    mark = cache_folder() / f"warm-{name}"
    if mark.is_file():
        return
    say("WARMING")
    warm_up()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    say("WARMED")


def main(args: Sequence[str]) -> int:
    """Run a starter; worker processes come through here as well."""
    from routing.terminal.console import speak_utf8

    app = Path(__file__).resolve().parent
    speak_utf8()
    keep_compiled_code(app)
    action, *dropped = args
    return Starter(root=app.parent).run(action, [Path(path) for path in dropped])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
