"""click's usage errors in the words of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .language import say

if TYPE_CHECKING:
    from collections.abc import Sequence


def usage_message(error: click.ClickException, lang: str) -> str:
    """Return what is wrong with a call, and the help to look at."""
    problem = error.format_message() if lang == "en" else _problem(error, lang)
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return problem
    return f"{problem}\n{say('SEE_HELP', lang, command=ctx.command_path)}"


def _problem(error: click.ClickException, lang: str) -> str:
    if isinstance(error, click.MissingParameter) and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
        return say("MISSING", lang, what=hint)
    if isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param else ""
        return say("BAD_VALUE", lang, what=hint, problem=error.message)
    if isinstance(error, click.NoSuchOption):
        known = _known(error.possibilities, lang)
        return say("NO_SUCH_OPTION", lang, what=error.option_name, known=known)
    if isinstance(error, click.NoSuchCommand):
        known = _known(error.possibilities, lang)
        return say("NO_SUCH_COMMAND", lang, what=error.command_name, known=known)
    if isinstance(error, click.BadOptionUsage):
        return say("BAD_OPTION_USAGE", lang, what=error.option_name)
    return say("BAD_USAGE", lang, problem=error.format_message())


def _known(possibilities: Sequence[str] | None, lang: str) -> str:
    if not possibilities:
        return ""
    return say("DID_YOU_MEAN", lang, names="、".join(possibilities))
