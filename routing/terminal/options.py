"""Options and arguments whose help and errors stand in the catalogue."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routing.texts.catalogue import LANGUAGES, text

from .language import language, say

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_SECONDS = 7 * 86_400
"""A search of a week: more is a slip of the pen."""

CLOCK = re.compile(r"([0-3]?\d)[:\uff1a]([0-5]\d)")


class _Spoken(click.ParamType[Any]):
    """A type that shows itself and refuses in the words of the catalogue.

    ``name`` is a code of the family ``usage``.
    """

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what stands for a value in usage lines."""
        if isinstance(param, click.Argument) and param.name:
            return text("usage", param.name.upper(), language(ctx))
        return text("usage", self.name, language(ctx))

    def refuse(
        self,
        code: str,
        param: click.Parameter | None,
        ctx: click.Context | None,
        **values: object,
    ) -> None:
        """Raise the usage error."""
        self.fail(say(code, language(ctx), **values), param, ctx)


class Number(_Spoken):
    """A number within bounds, whole or decimal."""

    def __init__(
        self,
        *,
        whole: bool = False,
        least: float = 0,
        most: float | None = None,
    ) -> None:
        self.name = "WHOLE" if whole else "NUMBER"
        self.whole = whole
        self.least = least
        self.most = most

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click hands over whatever was configured
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float | int:
        """Return the number, or refuse in words."""
        try:
            if isinstance(value, bool):
                raise ValueError
            number = int(str(value)) if self.whole else float(str(value))
        except ValueError:
            code = "NOT_WHOLE" if self.whole else "NOT_NUMBER"
            self.refuse(code, param, ctx, value=value)
            raise
        # Written so that "not a number" fails as well.
        if not number >= self.least:
            self.refuse("TOO_SMALL", param, ctx, value=value, limit=f"{self.least:g}")
        if self.most is not None and number > self.most:
            self.refuse("TOO_LARGE", param, ctx, value=value, limit=f"{self.most:g}")
        return number


class Words(_Spoken):
    """Any text."""

    name = "WORDS"

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the text."""
        return str(value)


class OneOf(_Spoken):
    """One word of a short list, upper or lower case."""

    name = "WORDS"

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the list itself."""
        return "|".join(self.words)

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the word as the list spells it."""
        for word in self.words:
            if str(value).casefold() == word.casefold():
                return word
        self.refuse("NOT_ONE_OF", param, ctx, value=value, words="、".join(self.words))
        raise AssertionError


class Coded(_Spoken):
    """One of a few words, said in any language; its value is a code.

    ``CHOICE_`` and the code in capitals name the word among the usage texts.
    """

    name = "WORDS"

    def __init__(self, *codes: str) -> None:
        self.codes = codes

    def _word(self, code: str, lang: str) -> str:
        return text("usage", f"CHOICE_{code.upper()}", lang)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the words in the language of the reader."""
        return "|".join(self._word(code, language(ctx)) for code in self.codes)

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the code of a word."""
        for code in self.codes:
            words = {code, *(self._word(code, lang) for lang in LANGUAGES)}
            if str(value).casefold() in words:
                return code
        words_now = [self._word(code, language(ctx)) for code in self.codes]
        self.refuse("NOT_ONE_OF", param, ctx, value=value, words="、".join(words_now))
        raise AssertionError


class Place(_Spoken):
    """A file or folder; ``exists`` asks for it to be there."""

    name = "PATH"

    def __init__(self, *, exists: bool = False) -> None:
        self.exists = exists

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """Return the path."""
        path = Path(value)
        if self.exists and not path.exists():
            self.refuse("NOT_THERE", param, ctx, value=path)
        return path


class ServiceDate(_Spoken):
    """A date ``YYYY-MM-DD``."""

    name = "DATE"

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dt.date:
        """Return the date, or refuse in words."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.refuse("NOT_DATE", param, ctx, value=value)
            raise


class ClockTime(_Spoken):
    """A time of day ``HH:MM``, hours past 24 for the night after; whole seconds."""

    name = "CLOCK"

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """Return the seconds since 00:00, or refuse in words."""
        if isinstance(value, int):
            return value
        found = CLOCK.fullmatch(str(value).strip())
        if found is None:
            self.refuse("NOT_CLOCK", param, ctx, value=value)
            raise ValueError(value)
        return int(found[1]) * 3600 + int(found[2]) * 60


def option(
    *names: str,
    code: str,
    **attrs: Any,  # noqa: ANN401 - handed on to click
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare an option whose help is the catalogue's text ``code``.

    Its environment variable is ``GONGPEI_`` and the longest name.
    """
    longest = max(names, key=len).removeprefix("--").split("/", maxsplit=1)[0]
    variable = "GONGPEI_" + longest.replace("-", "_").upper()
    if not attrs.get("is_flag"):
        attrs.setdefault("type", Words())
    return click.option(*names, help=code, envvar=variable, **attrs)


ENGINES = ("auto", "ortools", "pyvrp")
"""The words of ``routing.optimize.budget.Engine``, which lies above this module."""


def search_options(
    time_limit: str,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add what bounds a search: the same five words everywhere."""
    options = (
        option("--engine", code="OPTION_ENGINE", type=OneOf(*ENGINES), default="auto"),
        option("--workers", code="OPTION_WORKERS", type=Number(whole=True, least=1)),
        option("--iterations", code="OPTION_ITERATIONS", type=Number(whole=True)),
        option("--time-limit", code=time_limit, type=Number(most=LONGEST_SECONDS)),
        option("--seed", code="OPTION_SEED", type=Number(whole=True), default=1),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in options:
            function = decorator(function)
        return function

    return decorate


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command has, ``--lang`` and ``--quiet``, kept in the context."""
    function = option(
        "--quiet", code="OPTION_QUIET", is_flag=True, expose_value=False, callback=_keep
    )(function)
    return option(
        "--lang",
        code="OPTION_LANG",
        type=OneOf(*LANGUAGES),
        expose_value=False,
        callback=_keep,
    )(function)


def as_json(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--json``: one object on standard output instead of sentences."""
    return option(
        "--json",
        "json_output",
        code="OPTION_JSON",
        is_flag=True,
        expose_value=False,
        callback=_keep,
    )(function)


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if param.name:
        # The program takes these too; a command's default must not undo them.
        ctx.meta[param.name] = value or ctx.meta.get(param.name)
