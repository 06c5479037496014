"""Suggestions for a code that matches nothing: a person decides."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .shown import bare, is_code, may_show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .known import Known
    from .match import Open

MOST = 3
CUTOFF = 0.5
ADDRESSES = 500
"""Addresses of a code that are looked at: enough to know where it lies."""

OFTEN = 5
"""One address in so many names a place that is worth a line."""

SHORTEST = 2
TOWNSHIP_ENDINGS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Pending:
    """A code to be filled in, as it may be shown."""

    partner: str
    kind: str
    code: str
    """Empty where it may not be shown, or the export says nothing."""
    items: int
    now: str = ""
    near: tuple[str, ...] = ()
    """Places of a similar name."""
    inside: tuple[tuple[str, int], ...] = ()
    """Places and townships that addresses name, and how many of them do."""
    addresses: int = 0
    words: int = 1
    """Different words that this line stands for."""
    told: str = ""
    """What an older table said of addresses."""


class Suggester:
    """Looks codes up among the places of a day."""

    def __init__(self, known: Known) -> None:
        self._names = list(dict.fromkeys(known.names.values()))
        self._places = {*self._names, *known.townships}
        self._words = _address_words(known)

    def pending(self, partner: str, entries: Sequence[Open]) -> list[Pending]:
        """Return what is to be filled in, most items first.

        Words that may be a person's are put together, one line for each kind.
        """
        shown: list[Pending] = []
        hidden: dict[str, tuple[int, int]] = {}
        for entry in entries:
            kind = entry.kind.value if entry.kind else ""
            if entry.code and may_show(entry.code, entry.items, self._places):
                shown.append(self._shown(partner, kind, entry))
            else:
                items, words = hidden.get(kind, (0, 0))
                hidden[kind] = (items + entry.items, words + bool(entry.code))
        shown.sort(key=lambda one: (-one.items, one.kind, one.code))
        return shown + [
            Pending(partner=partner, kind=kind, code="", items=items, words=words)
            for kind, (items, words) in hidden.items()
        ]

    def _shown(self, partner: str, kind: str, entry: Open) -> Pending:
        addresses = entry.addresses[:ADDRESSES]
        return Pending(
            partner=partner,
            kind=kind,
            code=entry.code,
            items=entry.items,
            now="、".join(place for place, _ in entry.now.most_common()),
            near=() if is_code(entry.code) else self._near(entry.code),
            inside=_named(addresses, self._words),
            addresses=len(addresses),
        )

    def _near(self, text: str) -> tuple[str, ...]:
        """Return the names most like a word, brand and kind left aside."""
        own = bare(text)
        inside = [
            name for name in self._names if len(own) >= SHORTEST and bare(name) in own
        ]
        by_bare: dict[str, str] = {}
        for name in self._names:
            by_bare.setdefault(bare(name), name)
        alike = difflib.get_close_matches(own, by_bare, n=MOST, cutoff=CUTOFF)
        found = [*inside, *(by_bare[one] for one in alike)]
        return tuple(dict.fromkeys(found))[:MOST]


def _address_words(known: Known) -> Mapping[str, str]:
    """Return what addresses may say of a place, and how demand calls that place."""
    words = {}
    for township in known.townships:
        words[township] = township
        for ending in TOWNSHIP_ENDINGS:
            stem = township.removesuffix(ending)
            if stem != township and len(stem) >= SHORTEST:
                words.setdefault(stem, township)
    for site, name in known.names.items():
        if len(name) > SHORTEST and site != known.centre:
            words.setdefault(name, known.written(site))
    return words


def _named(
    addresses: Sequence[str], words: Mapping[str, str]
) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for address in addresses:
        found.update({place for word, place in words.items() if word in address})
    often = [pair for pair in found.items() if pair[1] * OFTEN >= len(addresses)]
    best = sorted(often, key=lambda pair: (-pair[1], pair[0]))
    return tuple(best[:MOST])
