"""What the starters run: ``portable.start new|check|plan|approve|close [FILES]``.

Tables come from ``数据``, results go to ``结果``, both beside the starters; a
folder or workbooks that are dropped onto a starter are taken instead of ``数据``.
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

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA = "数据"
RESULTS = "结果"
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
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
    ask: Callable[[str], str] = field(default=input)

    def run(self, action: str, dropped: Sequence[Path]) -> int:
        """Do what a starter is for; return the exit code of its command."""
        os.chdir(self.root)
        if action == "new":
            return self._new(dropped)
        if action == "approve":
            return self._approve(dropped)
        if action == "close":
            return self._close(dropped)
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
        if folder.is_dir():
            self.show(folder)
        return code

    def _tables(self, dropped: Sequence[Path]) -> list[Path]:
        folder = self.root / DATA
        for path in dropped:
            if not path.exists():
                say("NOT_THERE", file=path.name, folder=DATA)
                return []
        from .choose import chosen

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
        self.show(out)
        self.show(report)
        say("APPROVE_NEXT")
        return code

    def _approve(self, dropped: Sequence[Path]) -> int:
        """Approve the newest plan, or print a plan.xlsx that was edited by hand."""
        from .choose import newest_plan

        plan = dropped[0] if dropped else newest_plan(self.root / RESULTS)
        if plan is None or not plan.exists():
            say("NO_PLAN", folder=RESULTS)
            return 2
        folder = plan if plan.is_dir() else plan.parent
        edited = plan.suffix.lower() in _WORKBOOKS
        say("EDITED" if edited else "APPROVING", plan=plan.name)
        by = self._answer("ASK_NAME")
        if not by:
            say("NO_NAME")
            return 2
        if edited:
            signed = ["--by", by, "--reason", self._answer("ASK_REASON")]
            code = command("export", str(plan), "--out", str(folder), *signed)
        else:
            code = command("approve", str(folder), "--by", by)
        if code in (0, _FINDING):
            self.show(folder)
        return code

    def _close(self, dropped: Sequence[Path]) -> int:
        """Close the newest plan's day, with what was typed into 执行回填.xlsx."""
        from routing.planning.output.staging import CLOSING_FOLDER

        from .choose import newest_plan

        plan = dropped[0] if dropped else newest_plan(self.root / RESULTS)
        if plan is None or not plan.exists():
            say("NO_PLAN", folder=RESULTS)
            return 2
        folder = plan if plan.is_dir() else plan.parent
        say("CLOSING", plan=folder.name)
        code = command("close", str(folder))
        if code in (0, _FINDING):
            say("CLOSE_NEXT")
            self.show(folder / CLOSING_FOLDER)
        return code

    def _answer(self, code: str) -> str:
        """Return what the person typed; empty when it cannot be read."""
        say(code)
        try:
            answer = self.ask("> ").strip()
        except EOFError:
            return ""
        # Bytes of another code page come as halves of characters.
        return answer if answer.isprintable() else ""


def command(*args: str) -> int:
    """Run a command of the program; return its exit code."""
    from cli import gongpei  # noqa: TID251 - the starters stand outside the commands

    try:
        gongpei.main(list(args))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1


def say(code: str, **values: object) -> None:
    """Say a text of the starters in the person's language."""
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
    from routing.optimize.warm import warm_up

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

    app = Path(__file__).resolve().parents[2]
    speak_utf8()
    keep_compiled_code(app)
    action, *dropped = args
    return Starter(root=app.parent).run(action, [Path(path) for path in dropped])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
