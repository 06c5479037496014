"""Names of files that every system takes, Windows included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LENGTH = 60
"""Signs of a name: with its kind and ending it stays far below 255 bytes."""
END = 16
"""Signs at the end of a long name that stay: the time that a bus leaves at."""
GAP = "…"

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_NAMELESS = "_"


def safe_filename(text: str) -> str:
    """Return a text as a legal file name; Chinese is kept.

    Signs that Windows forbids become ``_``; spaces and dots at both ends go; a
    device's name (``CON``, ``nul.txt``) gets a ``_`` in front; never empty. Of more
    than 60 signs the middle goes: names differ at their ends.
    """
    name = _FORBIDDEN.sub("_", text)
    name = re.sub(r"\s+", " ", name).strip(" .")
    name = _shortened(name, MAX_LENGTH)
    if not name:
        return _NAMELESS
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def unique_names(texts: Sequence[str]) -> tuple[str, ...]:
    """Return a legal name for each text, all different, in order.

    Names are told apart as Windows does, without regard to case; a second one
    gets ``-2``, a third ``-3``.
    """
    used: set[str] = set()
    names = []
    for text in texts:
        plain = name = safe_filename(text)
        number = 1
        while name.casefold() in used:
            number += 1
            ending = f"-{number}"
            name = _shortened(plain, MAX_LENGTH - len(ending)) + ending
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _shortened(name: str, length: int) -> str:
    if len(name) <= length:
        return name
    begin = name[: length - END - len(GAP)].rstrip(" .")
    return f"{begin}{GAP}{name[-END:].lstrip(' .')}"
