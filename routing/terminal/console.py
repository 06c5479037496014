"""What a command says: data to standard output, everything else to standard error."""

from __future__ import annotations

import codecs
import json
import os
import sys
import unicodedata
from dataclasses import dataclass
from typing import Any

import click

from .language import language, say

UTF_8 = "utf-8"
NEAREST = "gongpei.nearest"
ANSWERED = "answered"
"""Key of a command's context: its one JSON object is written."""

_NEAR = str.maketrans({"\N{MINUS SIGN}": "-", "\N{COPYRIGHT SIGN}": "(c)"})
SAMPLE = "县级共配：线路、车辆"
"""Simplified characters: Big5, Shift-JIS and Western codes lack some of them."""


@dataclass(frozen=True, kw_only=True)
class Console:
    """The channels of one command, in its language.

    ``quiet`` keeps notes and progress back, never data and never errors;
    ``json_output`` asks for one object instead of sentences.
    """

    lang: str
    quiet: bool = False
    json_output: bool = False

    @classmethod
    def of(cls, ctx: click.Context) -> Console:
        """Return the console that a command's options ask for."""
        return cls(
            lang=language(ctx),
            quiet=bool(ctx.meta.get("quiet")),
            json_output=bool(ctx.meta.get("json_output")),
        )

    @property
    def on_terminal(self) -> bool:
        """Whether a person watches standard error."""
        return not self.quiet and sys.stderr.isatty()

    def say(self, code: str, **values: object) -> str:
        """Return a text of the command line in this console's language."""
        return say(code, self.lang, **values)

    def data(self, line: str) -> None:
        """Write a line of the answer."""
        click.echo(line)

    def answer(self, values: dict[str, Any]) -> None:
        """Write the answer as one JSON object: UTF-8, or ASCII on other channels."""
        ctx = click.get_current_context(silent=True)
        if ctx is not None:
            ctx.meta[ANSWERED] = True
        utf8 = (sys.stdout.encoding or UTF_8).replace("-", "").lower() == "utf8"
        click.echo(json.dumps(values, ensure_ascii=not utf8, indent=2))

    def refusal(self, code: str, message: str) -> None:
        """Write an end without an answer as one JSON object, unless one is written."""
        ctx = click.get_current_context(silent=True)
        if not self.json_output or (ctx is not None and ctx.meta.get(ANSWERED)):
            return
        place = {"file": "", "sheet": "", "row": 0, "column": "", "value": ""}
        error = {"code": code, **place, "message": message, "fix": ""}
        self.answer({"ok": False, "errors": [error]})

    def note(self, line: str) -> None:
        """Write a line beside the answer, unless quiet."""
        if not self.quiet:
            click.echo(line, err=True)

    def note_text(self, code: str, **values: object) -> None:
        """Write a text of the catalogue beside the answer, unless quiet."""
        self.note(say(code, self.lang, **values))

    def problem(self, line: str) -> None:
        """Write a line that even a quiet run shows."""
        click.echo(line, err=True)


def speak_utf8() -> None:
    """Make both channels write UTF-8, unless they hold Chinese in a code of their own.

    A Chinese Windows pipes and redirects in GBK, and so do its other programs; a
    console or locale that knows no Chinese would lose every word. What a code
    lacks is written as near as may be, never as an error.
    """
    codecs.register_error(NEAREST, _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            own = stream.encoding if holds_chinese(stream.encoding) else UTF_8
            reconfigure(encoding=own, errors=NEAREST)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Replace what a code lacks: m³ by m3, another minus by a hyphen, else by ``?``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    plain = unicodedata.normalize("NFKC", lacking.translate(_NEAR))
    return "".join(c if c.isascii() else "?" for c in plain), error.end


def holds_chinese(encoding: str) -> bool:
    """Tell whether a character code has the simplified characters."""
    try:
        SAMPLE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def coloured() -> bool:
    """Tell whether standard error may be coloured (https://no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
