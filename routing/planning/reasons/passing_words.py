"""What a site handles for others, in words: in all, who brings, who takes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.report.words import clock_words, word
from routing.terminal.language import say

from .way_words import who_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.day import Day


def passing_lines(passing: Mapping[str, Any], day: Day, lang: str) -> Iterator[str]:
    """Yield how much it is, how much waits at most, and every carrier by time."""
    yield say("EXPLAIN_PASSING", lang, load=_load(passing, lang))
    if passing["most_items"]:
        room = passing["room"]
        yield "  " + say(
            "EXPLAIN_MOST",
            lang,
            items=passing["most_items"],
            time=clock_words(passing["most_time"], lang),
            room="" if room is None else say("EXPLAIN_ROOM", lang, n=room),
        )
    for name in ("arriving", "leaving"):
        for row in passing[name]:
            yield "  " + say(
                f"EXPLAIN_{name.upper()}",
                lang,
                who=who_words(row, day, lang),
                time=clock_words(row["time"], lang),
                load=_load(row, lang),
            )


def _load(row: Mapping[str, Any], lang: str) -> str:
    return word("BAGS_ITEMS", lang, bags=row["bags"], items=row["items"])
