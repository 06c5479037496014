"""What a command says: data to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any

import click

from .language import language, say


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
        """Write the answer as one JSON object."""
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))

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
    """Make both channels write UTF-8, whatever code page the console has."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def coloured() -> bool:
    """Tell whether standard error may be coloured (https://no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
