"""Small parts of a portable folder, made by hand: program files, wheels, a stand-in."""

from __future__ import annotations

import base64
import hashlib
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SECTION_ADDRESS, SECTION_PLACE = 0x1000, 0x400


def program_file(*libraries: str, machine: int = 0x8664) -> bytes:
    """Return a PE32+ file that does nothing but import libraries.

    One section lies at address 0x1000 and place 0x400: first the import table,
    20 bytes per library and 20 zero bytes, then the names with a zero each.
    """
    names_at = SECTION_ADDRESS + 20 * (len(libraries) + 1)
    table, names = b"", b""
    for library in libraries:
        table += struct.pack("<IIIII", 0, 0, 0, names_at + len(names), 0)
        names += library.encode("ascii") + b"\0"
    section = table + bytes(20) + names
    optional = bytearray(240)
    struct.pack_into("<H", optional, 0, 0x20B)
    if libraries:
        struct.pack_into("<II", optional, 112 + 8, SECTION_ADDRESS, len(table) + 20)
    header = struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, len(optional), 0x2022)
    row = struct.pack(
        "<8sIIIIIIHHI", b".rdata", len(section), SECTION_ADDRESS, len(section),
        SECTION_PLACE, 0, 0, 0, 0, 0,
    )  # fmt: skip
    start = b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40) + b"PE\0\0"
    head = start + header + bytes(optional) + row
    return head.ljust(SECTION_PLACE, b"\0") + section


def digest(data: bytes) -> str:
    sha = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return "sha256=" + sha.rstrip(b"=").decode()


def wheel(
    folder: Path,
    name: str,
    files: Mapping[str, bytes],
    unrecorded: Sequence[str] = (),
) -> Path:
    """Write a wheel; files in ``unrecorded`` are left out of its RECORD."""
    record = f"{name}-1.0.dist-info/RECORD"
    rows = [
        f"{file},{digest(data)},{len(data)}"
        for file, data in files.items()
        if file not in unrecorded
    ]
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, data in files.items():
            archive.writestr(file, data)
        archive.writestr(record, "\n".join([*rows, f"{record},,", ""]))
    return path


def stand_in_for_python(folder: Path) -> Path:
    """Write a zip with the names of the embeddable Python, not the real one."""
    path = folder / "stand-in-for-python.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("python.exe", program_file("KERNEL32.dll", "python312.dll"))
        archive.writestr("python312.dll", program_file("VCRUNTIME140.dll"))
        archive.writestr("vcruntime140.dll", program_file("api-ms-win-crt-heap.dll"))
        archive.writestr("python312.zip", b"")
        archive.writestr("python312._pth", b"python312.zip\n.\n")
    return path
