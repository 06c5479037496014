"""The line that a person watches while the search runs."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol

from .language import say, width

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

BAR_COLUMNS = 24
REFRESH_SECONDS = 0.2


class Searching(Protocol):
    """What the search reports while it runs."""

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""

    @property
    def iterations(self) -> int:
        """Iterations so far."""

    @property
    def cost_cents(self) -> int:
        """Cost of the best plan so far."""

    @property
    def unserved_items(self) -> int:
        """Items that the best plan leaves behind."""

    @property
    def fraction(self) -> float:
        """Part of the budget that is spent, 0 to 1."""


class ProgressLine:
    """Rewrite one line of a terminal; ``close`` leaves it blank.

    It has a clock of its own: a search by iterations reads none.
    """

    def __init__(
        self,
        lang: str,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.lang = lang
        self.clock = clock
        self.stream = stream if stream is not None else sys.stderr
        self._shown_at = float("-inf")
        self._columns = 0

    def __call__(self, state: Searching) -> None:
        """Show the state, not more than five times a second."""
        now = self.clock()
        if now - self._shown_at < REFRESH_SECONDS:
            return
        self._shown_at = now
        self._write(progress_text(state, self.lang))

    def close(self) -> None:
        """Remove the line."""
        self._write("")
        self.stream.write("\r")
        self.stream.flush()

    def _write(self, line: str) -> None:
        columns = width(line)
        self.stream.write("\r" + line + " " * max(0, self._columns - columns))
        self.stream.flush()
        self._columns = columns


def progress_text(state: Searching, lang: str) -> str:
    """Return one line: bar, time, cost in yuan, items left behind, iterations."""
    fraction = min(max(state.fraction, 0.0), 1.0)
    done = int(fraction * BAR_COLUMNS)
    return say(
        "PROGRESS",
        lang,
        bar="#" * done + "." * (BAR_COLUMNS - done),
        percent=int(fraction * 100),
        seconds=int(state.seconds),
        yuan=f"{state.cost_cents / 100:,.2f}",
        unserved=state.unserved_items,
        iterations=state.iterations,
    )
