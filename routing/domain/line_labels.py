"""Short labels of lines: what a cell of a sheet holds, and what tells lines apart.

Lines of a feed are called by number, ends and every place on the way, up to 90
signs. People need the beginning; where several lines begin alike, they need what
differs. A short name is its own label.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .line import Line

ROOM = 24
"""Half widths of a label: twelve Chinese signs."""
BEGINNING = 14
"""Half widths of what lines have in common, before what tells them apart."""
LEAST = 8
"""Half widths of what tells them apart, at least."""
KEPT = 8
"""Days whose labels are kept: a run has one or two."""
GAP = "…"
_MARKS = " ・、，,;；:：—–~〜～→-"
_ENDS = _MARKS + "()（）[]【】「」〔〕《》<>"
"""Signs between the pieces of a name."""
_BRACKETS = re.compile(r"[()（）\[\]【】「」〔〕《》<>]")


def line_label(line: Line, lines: Iterable[Line]) -> str:
    """Return what a line of the day is called where there is little room."""
    names = frozenset(one.name or one.line_id for one in lines)
    name = line.name or line.line_id
    return line_labels(names | {name})[name]


@lru_cache(maxsize=KEPT)
def line_labels(names: frozenset[str]) -> Mapping[str, str]:
    """Return a short label for each name of a line; no two names share one.

    A name of at most twelve Chinese signs is its own label. A longer one is cut
    at its first bracket and then behind a word. Where another name begins so
    too, the label goes on with what differs: ``46 小笠原車庫…十五所``. What
    cannot be told apart so keeps its whole name.
    """
    choices = {name: _choices(name, names) for name in names}
    tried = dict.fromkeys(names, 0)
    while True:
        labels = {name: choices[name][number] for name, number in tried.items()}
        counts = Counter(labels.values())
        alike = [
            name
            for name, label in labels.items()
            if counts[label] > 1 and label != choices[name][-1]
        ]
        if not alike:
            return labels
        for name in alike:
            tried[name] += 1


def _choices(name: str, names: frozenset[str]) -> tuple[str, ...]:
    """Return labels that would do, the shortest first; the name itself is the last."""
    text = _plain(name)
    if _width(text) <= ROOM:
        return (name,)
    label = _cut(_before_bracket(text), ROOM)
    others = [other for other in map(_plain, names) if other != text]
    alike = [other for other in others if _begins(other, label)]
    if label and not alike:
        return (label, name)
    parts = list(_differing(text, alike or others))
    # What differs at last is enough, unless it says the same of other lines.
    akin = [other for other in others if _begins(other, parts[0])]
    whole = GAP.join(_differing(text, akin))
    return (GAP.join(dict.fromkeys((parts[0], parts[-1]))), whole, name)


def _differing(text: str, alike: Sequence[str]) -> Iterator[str]:
    """Yield the beginning, then what differs, until no other name goes on so."""
    shared = _shared(text, alike)
    begin = _cut(_before_bracket(text[: _piece_start(text, shared)]), BEGINNING)
    yield begin
    room = max(ROOM - _width(begin), LEAST)
    while alike:
        start = _piece_start(text, shared)
        piece = _cut(_before_bracket(text[start:]), room)
        if start + text[start:].find(piece) + len(piece) <= shared:
            start = shared
            piece = _cut(_before_bracket(text[start:]), room)
        if not piece:
            return
        yield piece
        until = text[: text.index(piece, start) + len(piece)]
        alike = [other for other in alike if _begins(other, until)]
        shared = _shared(text, alike)


def _shared(text: str, others: Sequence[str]) -> int:
    """Return how many signs all have in common; figures and words stay whole."""
    columns = zip(text, *others, strict=False)
    count = sum(1 for _ in takewhile(lambda signs: len(set(signs)) == 1, columns))
    while 0 < count < len(text) and _in_word(text[count - 1]) and _in_word(text[count]):
        count -= 1
    return count


def _piece_start(text: str, shared: int) -> int:
    """Return where the piece begins that differs, if it is not far before."""
    start = max(text.rfind(sign, 0, shared) for sign in _ENDS) + 1
    return start if start and _width(text[start:shared]) <= LEAST else shared


def _begins(other: str, label: str) -> bool:
    """Tell whether a name begins with a label; line 10 does not begin with 1."""
    if not other.startswith(label):
        return False
    after = other[len(label) : len(label) + 1]
    return not (label and after and _in_word(label[-1]) and _in_word(after))


def _before_bracket(text: str) -> str:
    """Return what stands before the first bracket that has something before it."""
    parts = (part.strip(_MARKS) for part in _BRACKETS.split(text))
    return next((part for part in parts if part), "")


def _cut(text: str, room: int) -> str:
    """Return the words that fit; cut inside one where they would fill too little."""
    end = _signs_within(text, room)
    if end == len(text):
        return text
    word = max(text.rfind(sign, 0, end + 1) for sign in _MARKS)
    if _width(text[: max(word, 0)]) * 3 >= room:
        end = word
    else:
        whole = end
        while whole and _in_word(text[whole - 1]) and _in_word(text[whole]):
            whole -= 1
        end = whole or end
    return text[:end].strip(_MARKS)


def _signs_within(text: str, room: int) -> int:
    used = 0
    for number, sign in enumerate(text):
        used += _width(sign)
        if used > room:
            return number
    return len(text)


def _plain(name: str) -> str:
    return " ".join(name.split())


def _in_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _width(text: str) -> int:
    """Return half widths: a Chinese sign takes two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in text)
