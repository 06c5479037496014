"""Pin the wheels of the Windows PC: ``python -m portable.lock [--check]``.

Without a flag the versions are resolved anew and written with their hashes;
``--check`` asks the index whether the pinned ones still resolve and fit.
"""

from __future__ import annotations

import re
import sys
import tomllib
from typing import TYPE_CHECKING

import click
from packaging.utils import canonicalize_name

from .platform import PLATFORM, PYTHONS, ROOT
from .resolve import ResolveError, Wheel, reached, resolve, unmet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LOCK_FILE = ROOT / "portable" / "windows-requirements.txt"
RUNTIME = ("msvc-runtime",)
"""Microsoft's C++ runtime, which a bare Windows lacks and no wheel asks for."""

_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ \\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Pins = dict[str, tuple[str, frozenset[str]]]
"""Version and hashes by canonical name."""


def wanted(project: Path = ROOT / "pyproject.toml") -> list[str]:
    """Return what has to run on the PC: the project's own requirements and more."""
    stated = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    return [*stated, *RUNTIME]


def read_lock(text: str) -> Pins:
    """Return the pins of a lock file."""
    pins: Pins = {}
    for block in text.replace("\\\n", " ").splitlines():
        if found := _PIN.match(block):
            name = canonicalize_name(found["name"])
            pins[name] = (found["version"], frozenset(_HASH.findall(block)))
    return pins


def lock_text(resolved: Mapping[str, Mapping[str, Wheel]]) -> str:
    """Return the lock file of what was resolved, by version of Python.

    Raises
    ------
    ResolveError
        When two versions of Python would need two versions of a package.
    """
    lines = [
        "# The wheels of the portable Windows folder, for "
        f"{PLATFORM} and Python {', '.join(PYTHONS)}.",
        "# Made by: python -m portable.lock",
    ]
    for name in sorted({name for found in resolved.values() for name in found}):
        wheels = [found[name] for found in resolved.values() if name in found]
        versions = {wheel.version for wheel in wheels}
        if len(versions) > 1:
            msg = f"{name} resolves to several versions: {sorted(versions)}"
            raise ResolveError(msg)
        hashes = sorted({wheel.sha256 for wheel in wheels})
        lines.append(f"{name}=={wheels[0].version} \\")
        lines.extend(f"    --hash=sha256:{sha} \\" for sha in hashes[:-1])
        lines.append(f"    --hash=sha256:{hashes[-1]}")
    return "\n".join(lines) + "\n"


def make_lock() -> str:
    """Resolve for every Python, with one version of each package for all.

    The oldest Python decides: what still serves it serves the newer ones.
    """
    oldest, *newer = PYTHONS
    first = resolve(wanted(), oldest)
    pinned = [f"{wheel.name}=={wheel.version}" for wheel in first.values()]
    others = {python: resolve([*wanted(), *pinned], python) for python in newer}
    return lock_text({oldest: first, **others})


def problems(pins: Pins, found: Mapping[str, Wheel], python: str) -> list[str]:
    """Return what is wrong with a lock, given what the index has of it."""
    told = [f"{text} is not met by the lock" for text in unmet(wanted(), found, python)]
    needed = reached(wanted(), found, python)
    unneeded = sorted(set(found) - set(needed))
    told += [f"{name} is pinned and not needed" for name in unneeded]
    for name, wheel in found.items():
        if name not in pins:
            told.append(f"{name} is needed and not pinned")
        elif wheel.sha256 not in pins[name][1]:
            told.append(f"{name} {wheel.version}: the wheel has another hash")
    return [f"Python {python}: {line}" for line in told]


def check(pins: Pins) -> list[str]:
    """Ask the index for exactly the pinned wheels; return what does not hold."""
    exact = [f"{name}=={version}" for name, (version, _) in pins.items()]
    told: list[str] = []
    for python in PYTHONS:
        try:
            found = resolve(exact, python)
        except ResolveError as error:
            told.append(f"Python {python}: {error}")
            continue
        told.extend(problems(pins, found, python))
    return told


def main(args: Sequence[str]) -> int:
    """Write the lock, or check it."""
    if list(args) == ["--check"]:
        told = check(read_lock(LOCK_FILE.read_text("utf-8")))
        for line in told:
            click.echo(line, err=True)
        if not told:
            click.echo(f"{LOCK_FILE.name}: resolves for {PLATFORM}, {PYTHONS}")
        return int(bool(told))
    if args:
        click.echo(__doc__, err=True)
        return 2
    LOCK_FILE.write_text(make_lock(), "utf-8", newline="\n")
    click.echo(f"Written: {LOCK_FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
