"""Unpack wheels without pip: nothing of them runs, every file is checked.

A wheel lists its files with hash and size in ``RECORD`` (PEP 427); what lies in
``NAME.data/purelib`` and ``platlib`` belongs into site-packages, what lies in
``data`` beside Python. Scripts and headers are of no use here and stay out.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INTO_SITE = ("purelib", "platlib")
_LEFT_OUT = ("scripts", "headers")
_SCRIPTS = "Scripts"
"""Where Windows keeps programs of an environment: none is started here."""

_DATA_PARTS = 3
"""``NAME.data/KIND/FILE``."""


class WheelError(Exception):
    """A wheel does not hold what it says, or would write elsewhere."""


def unpack_wheel(wheel: Path, site: Path, prefix: Path) -> list[Path]:
    """Unpack a wheel; return the files that were written.

    Parameters
    ----------
    wheel
        The file.
    site
        Folder of packages.
    prefix
        Python's own folder, for files that a wheel puts beside it.

    Raises
    ------
    WheelError
        When a file differs from the wheel's RECORD, is missing from it, would be
        written outside both folders, or over another file.
    """
    written = []
    with zipfile.ZipFile(wheel) as archive:
        recorded = {name: sha for name, sha, _ in _record(archive, wheel)}
        for info in archive.infolist():
            if info.is_dir():
                continue
            data = archive.read(info)
            _compare(info.filename, data, recorded, wheel)
            target = _target(PurePosixPath(info.filename), site, prefix)
            if target is None:
                continue
            if target.exists() and target.read_bytes() != data:
                msg = f"{wheel.name} would overwrite {target.name} of another wheel."
                raise WheelError(msg)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written.append(target)
    return written


def _record(archive: zipfile.ZipFile, wheel: Path) -> Iterator[tuple[str, str, str]]:
    names = [n for n in archive.namelist() if n.endswith(".dist-info/RECORD")]
    if len(names) != 1:
        msg = f"{wheel.name} has {len(names)} RECORD files."
        raise WheelError(msg)
    for row in csv.reader(archive.read(names[0]).decode("utf-8").splitlines()):
        if row:
            yield row[0], row[1], row[2]


def _compare(name: str, data: bytes, recorded: dict[str, str], wheel: Path) -> None:
    if name not in recorded:
        if name.endswith((".jws", ".p7s")):
            return
        msg = f"{wheel.name}: {name} is not in its RECORD."
        raise WheelError(msg)
    if not recorded[name]:
        return
    kind, _, stated = recorded[name].partition("=")
    digest = hashlib.new(kind, data).digest()
    if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != stated:
        msg = f"{wheel.name}: {name} differs from its RECORD."
        raise WheelError(msg)


def _target(name: PurePosixPath, site: Path, prefix: Path) -> Path | None:
    if name.is_absolute() or ".." in name.parts:
        msg = f"A wheel would write outside its folder: {name}"
        raise WheelError(msg)
    if not name.parts[0].endswith(".data"):
        return site.joinpath(*name.parts)
    if len(name.parts) < _DATA_PARTS:
        msg = f"Not a place of a wheel: {name}"
        raise WheelError(msg)
    kind, inside = name.parts[1], name.parts[2:]
    if kind in _INTO_SITE:
        return site.joinpath(*inside)
    if kind in _LEFT_OUT or inside[0] == _SCRIPTS:
        return None
    return prefix.joinpath(*inside)
