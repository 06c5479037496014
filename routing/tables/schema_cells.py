"""Cell texts into values: one parser per kind of cell, each with its error code.

Texts arrive stripped and folded (full-width digits, spaces and colons are gone).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from routing.domain.window import TimeWindow, Windows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Word = TypeVar("Word", bound=str)

LIST_SEPARATORS = re.compile(r"[,;、|，；\n]+")
WINDOW_SEPARATORS = re.compile(r"[,;、|，；\s]+")
RANGE_SIGNS = re.compile(r"\s*[-–—~至到]\s*")
NEXT_DAY = ("次日", "第二天", "+1")
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?"
    r"|(\d{4})(\d\d)(\d\d)"
)
LAST_HOUR = 47
MINUTES = 60
MAX_NUMBER = 1_000_000
"""More than any cell of a county's day holds: above it is a slip of the keyboard,
or a phone."""

TRUE_WORDS = ("是", "yes", "true", "1", "y", "有", "√", "✓", "可", "允许", "启用")
FALSE_WORDS = ("否", "no", "false", "0", "n", "无", "×", "不可", "不", "禁止", "停用")


class CellError(ValueError):
    """A cell that cannot be read: a finding code and the values of its text."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def plain(text: str) -> str:
    """Return the text as it is."""
    return text


def names(text: str) -> tuple[str, ...]:
    """Split a list cell; empty parts are dropped."""
    parts = (part.strip() for part in LIST_SEPARATORS.split(text))
    return tuple(part for part in parts if part)


def number(text: str) -> Decimal:
    """Read a number of at least 0."""
    bare = text.replace(",", "") if THOUSANDS.fullmatch(text) else text
    try:
        value = Decimal(bare)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        code = "BAD_NUMBER"
        raise CellError(code)
    if value < 0:
        code = "NEGATIVE"
        raise CellError(code)
    if value > MAX_NUMBER:
        code = "TOO_LARGE"
        raise CellError(code, limit=str(MAX_NUMBER))
    return value


def positive(text: str) -> Decimal:
    """Read a number above 0."""
    value = number(text)
    if value == 0:
        code = "ZERO"
        raise CellError(code)
    return value


def signed(text: str) -> Decimal:
    """Read a number that may be negative (temperatures, coordinates)."""
    negative = text.startswith("-")
    value = number(text[1:] if negative else text)
    return -value if negative else value


def whole(text: str) -> int:
    """Read a whole number of at least 0 (``12.0`` is whole)."""
    value = number(text)
    if value != value.to_integral_value():
        code = "NOT_WHOLE"
        raise CellError(code)
    return int(value)


def counting(text: str) -> int:
    """Read a whole number of at least 1."""
    value = whole(text)
    if value == 0:
        code = "ZERO"
        raise CellError(code)
    return value


def share(text: str) -> Decimal:
    """Read a share of at most 1; percentages are accepted."""
    value = positive(text.removesuffix("%"))
    value = value / 100 if text.endswith("%") or value > 1 else value
    if value > 1:
        code = "TOO_LARGE"
        raise CellError(code, limit="1")
    return value


def flag(text: str) -> bool:
    """Read 是/否, yes/no, true/false, 1/0."""
    word = text.casefold()
    if word in TRUE_WORDS or word == "1.0":
        return True
    if word in FALSE_WORDS or word == "0.0":
        return False
    code = "BAD_FLAG"
    raise CellError(code)


def time(text: str) -> int:
    """Read ``HH:MM[:SS]``, ``25:10`` or ``次日01:10`` as seconds since 00:00."""
    shift = 0
    for word in NEXT_DAY:
        if text.startswith(word):
            text, shift = text.removeprefix(word).strip(), 24
    found = CLOCK.fullmatch(text)
    code = "BAD_TIME"
    if found is None:
        raise CellError(code)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    hours += shift
    if hours > LAST_HOUR or minutes >= MINUTES or seconds >= MINUTES:
        raise CellError(code)
    return hours * 3600 + minutes * 60 + seconds


def window(text: str) -> TimeWindow:
    """Read one window ``08:00-11:30``."""
    parts = RANGE_SIGNS.split(text.strip())
    bounds = 2
    if len(parts) != bounds:
        code = "BAD_WINDOW"
        raise CellError(code)
    early, late = (time(part) for part in parts)
    if late < early:
        code = "WINDOW_BACKWARDS"
        raise CellError(code)
    return TimeWindow(early, late)


def windows(text: str) -> Windows:
    """Read windows ``08:00-11:30;14:00-17:00``, sorted; overlapping ones joined."""
    joined: list[TimeWindow] = []
    for part in sorted(window(p) for p in WINDOW_SEPARATORS.split(text) if p):
        if joined and part.early <= joined[-1].late:
            last = joined.pop()
            joined.append(TimeWindow(last.early, max(last.late, part.late)))
        else:
            joined.append(part)
    if not joined:
        code = "BAD_WINDOW"
        raise CellError(code)
    return tuple(joined)


def times(text: str) -> tuple[int, ...]:
    """Read a list of times, sorted."""
    return tuple(sorted(time(p) for p in WINDOW_SEPARATORS.split(text) if p))


def date(text: str) -> dt.date:
    """Read ``2026-05-01``, ``2026/5/1``, ``2026年5月1日`` or ``20260501``."""
    found = DATE.fullmatch(text)
    code = "BAD_DATE"
    if found is None:
        raise CellError(code)
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise CellError(code) from None


def dates(text: str) -> tuple[dt.date, ...]:
    """Read a list of dates."""
    return tuple(date(part) for part in names(text))


def choice(words: Mapping[str, Word]) -> Callable[[str], Word]:
    """Make a parser of one of several words; case does not count."""

    def parse(text: str) -> Word:
        try:
            return words[text.casefold()]
        except KeyError:
            code = "BAD_CHOICE"
            raise CellError(code, allowed="、".join(words)) from None

    return parse


def choices(words: Mapping[str, Word]) -> Callable[[str], tuple[Word, ...]]:
    """Make a parser of a list of such words."""
    one = choice(words)
    return lambda text: tuple(dict.fromkeys(one(part) for part in names(text)))
