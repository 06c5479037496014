"""What a Windows program file asks for: the names of its libraries.

Only the import tables of the PE format are read; see Microsoft, "PE Format",
sections "Import Directory Table" and "Delay-Load Import Tables".
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AMD64 = 0x8664
_PE32_PLUS = 0x20B
_PE_OFFSET_AT = 0x3C
_HEADER = 24
"""Bytes of the signature and the file header."""
_DIRECTORIES = 112
"""Bytes of a PE32+ optional header before its data directories."""
_SECTION = 40
_IMPORT_ENTRY, _IMPORT_NAME_AT = 20, 12
_DELAY_ENTRY, _DELAY_NAME_AT = 32, 4
_IMPORT, _DELAY = 1, 13
"""Indices of the data directories."""


class NotWindowsError(Exception):
    """The file is no program file of 64-bit Windows."""


@dataclass(frozen=True, slots=True)
class _Image:
    data: bytes
    sections: tuple[tuple[int, int, int], ...]

    def at(self, address: int) -> int:
        """Return the place in the file of an address in memory."""
        for start, size, place in self.sections:
            if start <= address < start + size:
                return place + address - start
        msg = f"No section holds the address {address:#x}."
        raise NotWindowsError(msg)

    def text(self, address: int) -> str:
        """Return the text that begins at an address."""
        start = self.at(address)
        return self.data[start : self.data.index(b"\0", start)].decode("ascii")


def imported_libraries(path: Path) -> list[str]:
    """Return the libraries that a .dll, .pyd or .exe asks for, in lower case.

    Libraries that are loaded only when they are needed come at the end.

    Raises
    ------
    NotWindowsError
        When the file is not a program file of 64-bit Windows.
    """
    data = path.read_bytes()
    if data[:2] != b"MZ":
        msg = f"{path.name} is no program file of Windows."
        raise NotWindowsError(msg)
    (header,) = struct.unpack_from("<I", data, _PE_OFFSET_AT)
    machine, count = struct.unpack_from("<HH", data, header + 4)
    (optional_size,) = struct.unpack_from("<H", data, header + 20)
    optional = header + _HEADER
    (magic,) = struct.unpack_from("<H", data, optional)
    if machine != AMD64 or magic != _PE32_PLUS:
        msg = f"{path.name} is for another machine ({machine:#x})."
        raise NotWindowsError(msg)
    image = _Image(data, _sections(data, optional + optional_size, count))
    names = []
    for index, entry, name_at in (
        (_IMPORT, _IMPORT_ENTRY, _IMPORT_NAME_AT),
        (_DELAY, _DELAY_ENTRY, _DELAY_NAME_AT),
    ):
        (table,) = struct.unpack_from("<I", data, optional + _DIRECTORIES + 8 * index)
        names.extend(_names(image, table, entry, name_at))
    return names


def _sections(data: bytes, start: int, count: int) -> tuple[tuple[int, int, int], ...]:
    found = []
    for number in range(count):
        size, address, raw_size, place = struct.unpack_from(
            "<IIII", data, start + number * _SECTION + 8
        )
        found.append((address, max(size, raw_size), place))
    return tuple(found)


def _names(image: _Image, table: int, entry: int, name_at: int) -> list[str]:
    if not table:
        return []
    names: list[str] = []
    place = image.at(table)
    while True:
        (name,) = struct.unpack_from("<I", image.data, place + name_at)
        if not name:
            return names
        names.append(image.text(name).lower())
        place += entry
