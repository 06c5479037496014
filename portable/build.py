"""Build the portable folder: ``python -m portable.build --out FOLDER``.

The folder ``共配`` needs no installation and no network: Python, the pinned
wheels, the program, three starters. Nothing in it was compiled here.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import click

from .examine import examine, installed_bytes
from .lock import LOCK_FILE
from .platform import (
    PLATFORM,
    PORTABLE_PYTHON,
    PYTHON_SHA256,
    PYTHON_URL,
    PYTHON_ZIP,
    ROOT,
)
from .starters import NOTICE, STARTERS, notice, starter
from .unpack import unpack_wheel

FOLDER = "共配"
MIB = 1024 * 1024
SEARCHED = "python312.zip\n.\n..\\site-packages\n"
"""``python312._pth``: where this Python looks for modules, and nowhere else."""

RUN_ON_THE_PC = ("__init__.py", "start.py", "choose.py")
"""What of this package the starters run."""

_SOURCES = (
    "cli.py",
    "pyproject.toml",
    "README.md",
    "routing",
    "instances",
    "benchmarks",
)
_DOWNLOAD_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the folder is built from: a Python and wheels, files on this machine."""

    python_zip: Path
    wheels: tuple[Path, ...]


class BuildError(Exception):
    """A part is missing or not what it should be."""


def build(out: Path, parts: Parts) -> Path:
    """Build ``共配`` in a folder and return it.

    Raises
    ------
    BuildError
        When it is there already; nothing is overwritten.
    """
    folder = out / FOLDER
    if folder.exists():
        msg = f"{folder} is there already: move it away."
        raise BuildError(msg)
    app = folder / "app"
    python, site = app / "python", app / "site-packages"
    python.mkdir(parents=True)
    with zipfile.ZipFile(parts.python_zip) as archive:
        archive.extractall(python)
    (python / "python312._pth").write_text(SEARCHED, "utf-8", newline="\r\n")
    for wheel in parts.wheels:
        unpack_wheel(wheel, site, python)
    ours = site / "portable"
    ours.mkdir(parents=True)
    for name in RUN_ON_THE_PC:
        shutil.copyfile(ROOT / "portable" / name, ours / name)
    (app / NOTICE).write_bytes(notice())
    for name, action in STARTERS.items():
        (folder / f"{name}.bat").write_bytes(starter(action))
    manual = ROOT / "docs" / "使用手册.html"
    if manual.is_file():
        shutil.copyfile(manual, folder / manual.name)
    return folder


def project_wheel(into: Path) -> Path:
    """Build the project's own wheel from a copy of its sources."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "gongpei"
        copy.mkdir()
        for name in _SOURCES:
            source = ROOT / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(source, copy / name, ignore=ignored)
            else:
                shutil.copyfile(source, copy / name)
        _pip("wheel", "--no-deps", "--wheel-dir", str(into), str(copy))
    (wheel,) = into.glob("gongpei-*.whl")
    return wheel


def locked_wheels(into: Path) -> list[Path]:
    """Download the pinned wheels; pip refuses any with another hash."""
    _pip(
        *("download", "--no-deps", "--require-hashes", "--requirement", str(LOCK_FILE)),
        *("--only-binary", ":all:", "--platform", PLATFORM, "--implementation", "cp"),
        *("--python-version", PORTABLE_PYTHON, "--dest", str(into)),
    )
    return sorted(into.glob("*.whl"))


def python_zip(given: Path | None, sha256: str, into: Path) -> Path:
    """Return the embeddable Python, downloaded unless a file is given.

    Raises
    ------
    BuildError
        When it cannot be had, or its hash is not the pinned one.
    """
    path = given or into / PYTHON_ZIP
    if given is None:
        try:
            with urlopen(PYTHON_URL, timeout=_DOWNLOAD_SECONDS) as answer:
                path.write_bytes(answer.read())
        except OSError as error:
            msg = (
                f"{PYTHON_URL} cannot be fetched ({error}): name it with --python-zip."
            )
            raise BuildError(msg) from error
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        msg = f"{path.name} has the SHA-256 {found}, expected {sha256}."
        raise BuildError(msg)
    return path


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", *words]
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode:
        raise BuildError(run.stderr.decode("utf-8", "replace").strip())


@click.command(help=__doc__)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--python-zip", "given", type=click.Path(path_type=Path, exists=True))
@click.option("--python-sha256", default=PYTHON_SHA256, show_default=True)
@click.option("--wheels", type=click.Path(path_type=Path, file_okay=False))
def main(
    out: Path, given: Path | None, python_sha256: str, wheels: Path | None
) -> None:
    """Build the folder, look through it, say its size."""
    with tempfile.TemporaryDirectory() as scratch:
        store = wheels or Path(scratch) / "wheels"
        store.mkdir(parents=True, exist_ok=True)
        try:
            python = python_zip(given, python_sha256, Path(scratch))
            pinned = locked_wheels(store)
            own = project_wheel(Path(scratch))
            folder = build(out, Parts(python_zip=python, wheels=(*pinned, own)))
        except BuildError as error:
            raise click.ClickException(str(error)) from error
    told = examine(folder)
    for line in told:
        click.echo(line, err=True)
    click.echo(f"{folder}: {installed_bytes(folder) / MIB:.0f} MiB")
    if told:
        msg = f"{len(told)} problems: do not hand this folder out."
        raise click.ClickException(msg)


if __name__ == "__main__":
    main()
