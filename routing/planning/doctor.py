"""Whether this machine can plan: versions, cores, memory, fonts, write access."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routing.optimize.budget import usable_cores
from routing.terminal.exits import Exit
from routing.texts.catalogue import text

from .machine import memory_mib, versions

if TYPE_CHECKING:
    from routing.terminal.console import Console

LIST_SECONDS = 20
_WINDOWS_FONTS = ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simhei.ttf", "deng.ttf")
_MAC_FONTS = ("PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Medium.ttc")


def run_doctor(console: Console, folder: Path) -> int:
    """Say what was found; exit code 1 when something would stop a plan."""
    lines = examine(folder, console.lang)
    ok = all(line.ok for line in lines)
    if console.json_output:
        rows = [
            {"name": line.name.lower(), "ok": line.ok, "found": line.found}
            for line in lines
        ]
        console.answer({"ok": ok, "examinations": rows})
    else:
        for line in lines:
            name = console.say(f"DOCTOR_{line.name}")
            mark = console.say("DOCTOR_OK" if line.ok else "DOCTOR_BAD")
            console.data(f"[{mark}] {name}: {line.found}")
    return Exit.DONE if ok else Exit.FINDING


@dataclass(frozen=True, kw_only=True)
class Examination:
    """One line of the doctor's answer: ``name`` is a text of the catalogue."""

    name: str
    ok: bool
    found: str


def examine(folder: Path, lang: str) -> list[Examination]:
    """Examine the machine and the folder that outputs would go to."""
    memory = memory_mib()
    unknown = text("cli", "DOCTOR_MEMORY_UNKNOWN", lang)
    return [
        _packages(lang),
        Examination(name="CORES", ok=True, found=str(usable_cores())),
        Examination(
            name="MEMORY", ok=True, found=f"{memory} MiB" if memory else unknown
        ),
        _fonts(lang),
        _write_access(folder, lang),
    ]


def _packages(lang: str) -> Examination:
    found = versions()
    missing = [name for name, version in found.items() if not version]
    if missing:
        words = text("cli", "DOCTOR_MISSING", lang, package=", ".join(missing))
        return Examination(name="VERSIONS", ok=False, found=words)
    listed = ", ".join(f"{name} {version}" for name, version in found.items())
    return Examination(name="VERSIONS", ok=True, found=listed)


def _fonts(lang: str) -> Examination:
    fonts = chinese_fonts()
    words = fonts[0] if fonts else text("cli", "DOCTOR_NO_FONT", lang)
    return Examination(name="FONTS", ok=bool(fonts), found=words)


def chinese_fonts() -> list[str]:
    """Return the names of Chinese fonts that pages would be shown with."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "Fonts"
        return [name for name in _WINDOWS_FONTS if (folder / name).is_file()]
    if sys.platform == "darwin":
        folder = Path("/System/Library/Fonts")
        return [name for name in _MAC_FONTS if (folder / name).is_file()]
    lister = shutil.which("fc-list")
    if lister is None:
        return []
    try:
        listed = subprocess.run(
            [lister, ":lang=zh", "family"],
            capture_output=True,
            check=True,
            timeout=LIST_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    return sorted({line.split(",")[0].strip() for line in lines if line.strip()})


def _write_access(folder: Path, lang: str) -> Examination:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        words = text("cli", "DOCTOR_NO_WRITE", lang, folder=folder)
        return Examination(name="WRITE", ok=False, found=words)
    return Examination(name="WRITE", ok=True, found=str(folder))
