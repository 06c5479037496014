"""Cells as text: full-width forms folded, numbers plain, times as HH:MM."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ERRORS = frozenset(
    {
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
    }
)
KEPT_TEXTS = 4_096
DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
MINUTE_SECONDS = 60
SECOND_DAY = 2
"""A time of day may reach into the next day: fractions below 2."""

EPOCH = dt.date(1899, 12, 30)
"""Day 0 of the serial count, for dates from March 1900."""

DAY_ZERO = dt.date(1899, 12, 31)
"""Day 0 before that: spreadsheets believe in a 29 February 1900."""

FIRST_YEAR = 1905
"""A date before this year is a time of day that lost its format."""

SERIAL_DATES = range(20_000, 80_000)
"""1954 to 2119: numbers that stand for a date in a date column."""

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_NARROW_COLUMN = re.compile(r"#{3,}")


def fold(text: str) -> str:
    """Fold full-width forms, drop invisible characters, join and strip spaces."""
    if text.isascii() and text.isprintable():  # most cells of a large table
        return " ".join(text.split())
    return _folded(text)


@lru_cache(maxsize=KEPT_TEXTS)
def _folded(text: str) -> str:
    """Fold a text; names of sites and partners come again and again."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", plain).strip()


def is_number(text: str) -> bool:
    """Tell whether a folded text is a plain decimal number."""
    return _NUMBER.fullmatch(text.replace(",", "")) is not None


def is_error(text: str) -> bool:
    """Tell whether a cell holds a spreadsheet error instead of a value."""
    return text.upper() in ERRORS or _NARROW_COLUMN.fullmatch(text) is not None


def cell_text(value: object) -> str:
    """Return a cell of a workbook as folded text.

    Numbers become plain decimals (12.0 is ``12``; 15 digits, what spreadsheets
    hold), times ``HH:MM[:SS]``, dates ``YYYY-MM-DD``, truths ``true``/``false``.
    """
    if value is None:
        return ""
    if type(value) is str:  # most cells
        return fold(value)
    for kind, render in _RENDERERS:
        if isinstance(value, kind):
            return render(value)
    return fold(str(value))


def clock(seconds: int) -> str:
    """Return seconds since 00:00 as ``HH:MM``, with seconds where there are any."""
    hours, rest = divmod(seconds, HOUR_SECONDS)
    minutes, left = divmod(rest, MINUTE_SECONDS)
    text = f"{hours:02d}:{minutes:02d}"
    return f"{text}:{left:02d}" if left else text


def as_time(text: str) -> str:
    """Return a fraction of a day as a time; any other text as it is."""
    if not is_number(text) or ("." not in text and text not in {"0", "1"}):
        return text
    fraction = Decimal(text.replace(",", ""))
    if not 0 <= fraction < SECOND_DAY:
        return text
    return clock(round(fraction * DAY_SECONDS))


def as_date(text: str) -> str:
    """Return the serial number of a date as ``YYYY-MM-DD``; other text as it is."""
    if not text.isdecimal() or int(text) not in SERIAL_DATES:
        return text
    return (EPOCH + dt.timedelta(days=int(text))).isoformat()


def _number(value: float) -> str:
    """Return 15 significant digits without exponent or trailing zeros."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return plain_decimal(Decimal(format(value, ".15g")))


def plain_decimal(value: Decimal) -> str:
    """Return a decimal without exponent or trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _datetime(value: dt.datetime) -> str:
    seconds = round(
        value.hour * HOUR_SECONDS
        + value.minute * MINUTE_SECONDS
        + value.second
        + value.microsecond / 1_000_000
    )
    if value.year < FIRST_YEAR:
        # 1900-01-01 is day 1 of the serial count, hence a time past midnight.
        days = max((value.date() - DAY_ZERO).days, 0)
        return clock(days * DAY_SECONDS + seconds)
    day = value.date() + dt.timedelta(days=seconds // DAY_SECONDS)
    seconds %= DAY_SECONDS
    return f"{day.isoformat()} {clock(seconds)}" if seconds else day.isoformat()


def _time(value: dt.time) -> str:
    return clock(
        round(
            value.hour * HOUR_SECONDS
            + value.minute * MINUTE_SECONDS
            + value.second
            + value.microsecond / 1_000_000
        )
    )


def _duration(value: dt.timedelta) -> str:
    return clock(round(value.total_seconds()))


_RENDERERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (str, fold),
    (bool, lambda value: "true" if value else "false"),
    (float, _number),
    (int, str),
    (dt.datetime, _datetime),
    (dt.date, lambda value: value.isoformat()),
    (dt.time, _time),
    (dt.timedelta, _duration),
)
"""In this order: a truth is also an int, a datetime also a date."""
