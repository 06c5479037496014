"""click's usage errors in the words of the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from routing.texts.catalogue import text

from .language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXTRA = re.compile(r"unexpected extra arguments? \((?P<words>.*)\)")
_QUOTED = re.compile(r"'(?P<value>.*?)'")
"""click's own messages carry what was typed; their words are English."""


def usage_message(error: click.ClickException, lang: str) -> str:
    """Return what is wrong with a call, and the help to look at."""
    problem = error.format_message() if lang == "en" else _problem(error, lang)
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return problem
    return f"{problem}\n{say('SEE_HELP', lang, command=ctx.command_path)}"


def _problem(error: click.ClickException, lang: str) -> str:
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("MISSING", lang, what=_shown(error.param, error.ctx))
    if isinstance(error, click.BadParameter):
        hint = _shown(error.param, error.ctx) if error.param else ""
        return say("BAD_VALUE", lang, what=hint, problem=_refusal(error, lang))
    if isinstance(error, click.NoSuchOption):
        known = _known(error.possibilities, lang)
        return say("NO_SUCH_OPTION", lang, what=error.option_name, known=known)
    if isinstance(error, click.NoSuchCommand):
        known = _known(error.possibilities, lang)
        return say("NO_SUCH_COMMAND", lang, what=error.command_name, known=known)
    if isinstance(error, click.BadOptionUsage):
        return say("BAD_OPTION_USAGE", lang, what=error.option_name)
    if extra := _EXTRA.search(error.message):
        return text("usage", "EXTRA_ARGUMENTS", lang, what=extra["words"])
    return say("BAD_USAGE", lang, problem=error.format_message())


def _shown(param: click.Parameter, ctx: click.Context | None) -> str:
    """Return a parameter as help shows it: option names, or the argument's word."""
    if isinstance(param, click.Option) or ctx is None:
        return " / ".join([*param.opts, *param.secondary_opts])
    return param.type.get_metavar(param, ctx) or param.human_readable_name


def _refusal(error: click.BadParameter, lang: str) -> str:
    """Return why a value was refused; click itself refuses switches only."""
    param = error.param
    if param is not None and isinstance(param.type, click.types.BoolParamType):
        quoted = _QUOTED.search(error.message)
        value = quoted["value"] if quoted else ""
        return text("usage", "NOT_SWITCH", lang, value=value)
    return error.message


def _known(possibilities: Sequence[str] | None, lang: str) -> str:
    if not possibilities:
        return ""
    return say("DID_YOU_MEAN", lang, names="、".join(possibilities))
