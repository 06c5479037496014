"""Tomorrow's backlog put into the next day's folder, where nothing is in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.terminal.exits import Exit, Stop

from ..output.handout import writable
from .folder import BOM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from routing.report.closing.view import ClosingView
    from routing.terminal.console import Console

    from .day import Closing


def _full(view: ClosingView, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the tables of tomorrow that have rows."""
    for (name, words), rows in zip(
        texts.items(), (view.demand, view.pickups), strict=True
    ):
        if rows:
            yield name, BOM + words


def refuse_next(folder: Path | None, texts: Mapping[str, str]) -> None:
    """Stop before anything is written where a file of the next day would go."""
    if folder is None:
        return
    if folder.is_file():
        raise Stop(Exit.INPUT, "NEXT_IS_FILE", file=folder)
    for name, words in texts.items():
        place = folder / name
        if place.exists() and place.read_bytes() != (BOM + words).encode():
            raise Stop(Exit.INPUT, "NEXT_THERE", file=place)


def add_next(console: Console, folder: Path | None, closing: Closing) -> list[Path]:
    """Put the tables that have rows into the next day's folder; return their places."""
    if folder is None:
        return []
    added = []
    with writable(folder, console.lang):
        folder.mkdir(parents=True, exist_ok=True)
        for name, words in _full(closing.view, closing.texts):
            part = folder / f".{name}.part"
            part.write_text(words, "utf-8", newline="")
            part.replace(folder / name)
            added.append(folder / name)
    return added
