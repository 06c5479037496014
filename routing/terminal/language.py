"""The language of a run, and text that counts Chinese characters as two columns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from routing.texts.catalogue import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import click

DEFAULT_LANGUAGE = "zh"
FLAG = "--lang"
VARIABLE = "GONGPEI_LANG"


def early_language(
    args: Sequence[str], environ: Mapping[str, str], config: Mapping[str, object]
) -> str:
    """Return the language before anything is parsed: help and errors need it.

    Flag, then ``GONGPEI_LANG``, then ``lang`` of the configuration, then Chinese;
    an unknown language is left for the parser to refuse.
    """
    wanted = str(config.get("lang", DEFAULT_LANGUAGE))
    wanted = environ.get(VARIABLE) or wanted
    for index, arg in enumerate(args):
        if arg == FLAG and index + 1 < len(args):
            wanted = args[index + 1]
        elif arg.startswith(f"{FLAG}="):
            wanted = arg.removeprefix(f"{FLAG}=")
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


def language(ctx: click.Context | None) -> str:
    """Return the language that a command's context carries."""
    found = ctx.find_root().obj if ctx is not None else None
    return found if isinstance(found, str) else DEFAULT_LANGUAGE


def say(code: str, lang: str, **values: object) -> str:
    """Return a text of the command line."""
    return text("cli", code, lang, **values)


def width(words: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def wrap(words: str, columns: int) -> list[str]:
    """Break a text into lines of at most ``columns``, at spaces or in Chinese.

    Chinese has no spaces: a line may break before any wide character that is
    not punctuation; a Latin word stays whole.
    """
    lines = [""]
    for piece in _pieces(words):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(words: str) -> list[str]:
    """Split where a line may break: after a space, around a wide character."""
    pieces: list[str] = []
    joined = False
    for char in words:
        wide = unicodedata.east_asian_width(char) in "WF"
        closing = wide and unicodedata.category(char) in ("Po", "Pe", "Pf")
        if pieces and (closing or char == " " or (joined and not wide)):
            pieces[-1] += char
        else:
            pieces.append(char)
        opening = unicodedata.category(char) in ("Ps", "Pi")
        joined = opening or (not wide and char != " ")
    return pieces
