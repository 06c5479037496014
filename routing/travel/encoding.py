"""Tell how a text file is encoded: UTF-8 with or without mark, UTF-16, GB18030."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 20
_CANDIDATES = ("utf-8-sig", "gb18030")


class EncodingUnknownError(ValueError):
    """The bytes are neither UTF-8 nor UTF-16 nor GB18030."""


def encoding_of(path: Path) -> str:
    """Return the name of the encoding; the whole file is looked at.

    Raises
    ------
    EncodingUnknownError
        When no encoding fits.
    OSError
        When the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in _CANDIDATES:
        if _decodes(path, encoding):
            return encoding
    msg = "UTF-8 / GB18030 ?"
    raise EncodingUnknownError(msg)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if b"\0" in block:
                    return False
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
