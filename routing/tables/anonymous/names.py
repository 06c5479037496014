"""Codes that stand for names: in the order of the names, one for each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ..build_lookup import folded

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What a name names; the beginning of its code."""

    SITE = "S"
    TOWNSHIP = "T"
    PARTNER = "P"
    GOODS = "G"
    VEHICLE = "V"
    LINE = "L"
    TRIP = "R"
    OFFER = "H"
    PROFILE = "F"
    STRANGER = "X"


class Names:
    """The code of every name of a day.

    Names of one kind keep their order, so that whatever is sorted by a name comes
    out as before. A word that names nothing gets a code as well: it may be a name
    that somebody mistyped.
    """

    def __init__(self) -> None:
        self._codes: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}

    def give(self, kind: Kind, names: Iterable[str]) -> None:
        """Give codes to all names of a kind: ``S01``, ``S02`` and so on."""
        ordered = sorted(set(names))
        width = len(str(len(ordered)))
        self._codes[kind] = {
            name: f"{kind}{number:0{width}d}"
            for number, name in enumerate(ordered, start=1)
        }

    def code(self, kind: Kind, name: str) -> str:
        """Return the code of a name, a stranger's where it has none."""
        return self._codes[kind].get(name) or self.stranger(name)

    def has(self, kind: Kind, name: str) -> bool:
        """Tell whether a name of a kind has a code of its own."""
        return name in self._codes[kind]

    def stranger(self, word: str) -> str:
        """Return the code of a word that names nothing known."""
        codes = self._codes[Kind.STRANGER]
        return codes.setdefault(word, f"{Kind.STRANGER}{len(codes) + 1}")

    def profile(self, name: str) -> str:
        """Return the code of a speed profile, however it is written."""
        codes = self._codes[Kind.PROFILE]
        return codes.setdefault(folded(name), f"{Kind.PROFILE}{len(codes) + 1}")

    def pairs(self) -> list[tuple[str, str]]:
        """Return codes and names, for the key that the county keeps."""
        return [
            (code, name)
            for names in self._codes.values()
            for name, code in names.items()
        ]
