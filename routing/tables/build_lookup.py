"""Find what a cell refers to: by id, by name, by alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .schema import Findings, Row

UNKNOWN = {
    "SITE": "UNKNOWN_SITE",
    "PARTNER": "UNKNOWN_PARTNER",
    "GOODS": "UNKNOWN_GOODS",
    "VEHICLE": "UNKNOWN_VEHICLE",
    "LINE": "UNKNOWN_LINE",
}
LOST = {
    "SITE": "LOST_SITE",
    "PARTNER": "LOST_PARTNER",
    "GOODS": "LOST_GOODS",
    "VEHICLE": "LOST_VEHICLE",
    "LINE": "LOST_LINE",
}


def folded(text: str) -> str:
    """Fold what does not tell names apart: case and spaces."""
    return "".join(text.split()).casefold()


class Lookup:
    """Ids by id, name and alias; an id goes before a name, a name before an alias.

    ``lost`` are ids and names whose defining row was set aside. A lookup that is
    not ``complete`` (its table could not be read) takes every text as an id, so
    that one fatal finding does not bring a thousand others.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.complete = True
        self._ranks: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        self._shown: dict[str, None] = {}
        self._lost: dict[str, None] = {}

    def add(self, key: str, name: str = "", aliases: Sequence[str] = ()) -> None:
        """Register an id with its name and aliases."""
        for rank, texts in zip(self._ranks, ((key,), (name,), aliases), strict=True):
            for text in texts:
                keys = rank.setdefault(folded(text), [])
                if text and key not in keys:
                    keys.append(key)
        self._shown[key] = None
        if name:
            self._shown[name] = None

    def lose(self, *texts: str) -> None:
        """Remember what a row named that was set aside."""
        self._lost.update((folded(text), None) for text in texts if text)

    def is_lost(self, text: str) -> bool:
        """Tell whether only a row that was set aside defines this."""
        return folded(text) in self._lost

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids that a text may mean; empty when unknown."""
        key = folded(text)
        for rank in self._ranks:
            keys = rank.get(key)
            if keys:
                return tuple(keys)
        return ()

    def resolve(self, row: Row, column: str, found: Findings) -> str | None:
        """Return the id that a cell means; None (row set aside) when unclear."""
        text = row.values.get(column)
        if text is None:
            return None
        return self.resolve_text(row, column, str(text), found)

    def resolve_text(
        self, row: Row, column: str, text: str, found: Findings
    ) -> str | None:
        """Return the id that a text of a cell means, as :meth:`resolve` does."""
        keys = self.find(text)
        if len(keys) == 1 or not self.complete:
            return keys[0] if keys else text
        if keys:
            row.reject("AMBIGUOUS_NAME", column, word=text, known="、".join(keys))
        elif self.is_lost(text):
            row.reject(LOST[self.kind], column, word=text)
        else:
            near = found.suggest(self.kind, text, self._shown)
            row.reject(UNKNOWN[self.kind], column, word=text, suggestion=near)
        return None

    def nearest(self, text: str, found: Findings) -> str:
        """Return the known id or name most like a text, or a dash."""
        return found.suggest(self.kind, text, self._shown)
