"""Days of service: weekdays, times a week, and lunar market days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunardate import LunarDate

from .schema_cells import DATE, CellError, date

if TYPE_CHECKING:
    import datetime as dt

EVERY_DAY = ("每日", "每天", "天天", "daily", "全周", "*")
WORKDAYS = ("工作日", "weekdays", "周一到周五")
WEEKENDS = ("周末", "双休日", "weekends")
HOLIDAYS = ("节假日", "holidays")
MARKET_DAYS = ("赶集日", "逢集", "集日", "market")
EVERY_OTHER = ("隔日", "隔天")
WEEKDAY_SIGNS = {
    **{sign: day for day, sign in enumerate("一二三四五六日", start=1)},
    **{str(day): day for day in range(1, 8)},
    "天": 7,
}
ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")}
TIMES_A_WEEK = re.compile(r"每周([1-7一二三四五六七])[次回]")
WEEKDAY_LIST = re.compile(r"(?:(?:每?(?:周|星期|礼拜))?[一二三四五六日天1-7])+")
WEEKDAY_SPAN = re.compile(r"([一二三四五六日天1-7])[至到~-]([一二三四五六日天1-7])")
MARKET = re.compile(
    r"(农历|阴历|公历|阳历)?(?:每月)?(逢[\d一二三四五六七八九十逢,;、|和]+|[\d,;、|]+)"
)
WEEK = 7
TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDays:
    """A rule that names days.

    Any one of the filled fields makes a day a service day: ISO weekdays, days
    of the month by their last digit (``lunar`` or solar), every ``interval``
    days since the last service (``times_a_week`` were promised), the market
    days of the place, or single ``dates``.
    """

    weekdays: tuple[int, ...] = ()
    last_digits: tuple[int, ...] = ()
    lunar: bool = True
    interval: int | None = None
    times_a_week: float | None = None
    market: bool = False
    dates: tuple[dt.date, ...] = ()
    text: str = ""

    def includes(self, date: dt.date, last_served: dt.date | None = None) -> bool:
        """Tell whether the rule names ``date`` (market days are not looked up).

        A rule of so many times a week serves when the interval has passed since
        ``last_served``, and serves where that is unknown.
        """
        if date.isoweekday() in self.weekdays or date in self.dates:
            return True
        if self.interval is not None:
            if last_served is None:
                return True
            return (date - last_served).days >= self.interval
        if not self.last_digits:
            return False
        day = LunarDate.from_solar_date(date.year, date.month, date.day).day
        return (day if self.lunar else date.day) % TEN in self.last_digits

    @property
    def per_week(self) -> float | None:
        """Return how many days a usual week has; None where markets decide.

        Every digit names a tenth of the days, so 逢3、8 is 7 x 2 / 10 = 1.4.
        """
        if self.market:
            return None
        if self.interval is not None:
            return self.times_a_week or WEEK / self.interval
        return len(self.weekdays) + WEEK * len(self.last_digits) / TEN


DAILY = ServiceDays(weekdays=(1, 2, 3, 4, 5, 6, 7), text="每日")


def service_days(text: str) -> ServiceDays:
    """Read 每日, 周一三五, 135, 周一至周五, 工作日, 每周3次, 隔日, 逢3、8, 赶集日."""
    word = re.sub(r"\s+", "", text.casefold())
    weekdays = _weekday_word(word)
    if weekdays:
        return ServiceDays(weekdays=weekdays, text=text)
    if word in MARKET_DAYS:
        return ServiceDays(market=True, text=text)
    if word in EVERY_OTHER:
        return ServiceDays(interval=2, text=text)
    found = TIMES_A_WEEK.fullmatch(word)
    if found:
        # Rounded down, so that the promise of so many times a week is kept.
        per_week = int(DIGITS.get(found[1], found[1]))
        return ServiceDays(
            interval=WEEK // per_week, times_a_week=float(per_week), text=text
        )
    if "逢" in word:
        return market_days(text)
    weekdays = _weekday_list(word)
    if weekdays:
        return ServiceDays(weekdays=weekdays, text=text)
    code = "BAD_SERVICE_DAYS"
    raise CellError(code)


def market_days(text: str) -> ServiceDays:
    """Read 逢3、8 (lunar unless 公历 is said) or a list of weekdays."""
    word = re.sub(r"\s+", "", text.casefold())
    found = MARKET.fullmatch(word)
    digits = _last_digits(found[2]) if found else ()
    if found and digits:
        solar = found[1] in ("公历", "阳历")
        return ServiceDays(last_digits=digits, lunar=not solar, text=text)
    weekdays = _weekday_word(word) or _weekday_list(word)
    if weekdays:
        return ServiceDays(weekdays=weekdays, text=text)
    code = "BAD_MARKET_DAYS"
    raise CellError(code)


def run_days(text: str) -> ServiceDays:
    """Read the days of a trip: as service days, and 节假日, joined words or dates."""
    parts = [p for p in re.split(r"[,;、|\s]+", text) if p]
    days: list[int] = []
    dates: list[dt.date] = []
    for part in parts:
        if DATE.fullmatch(part):
            dates.append(date(part))
            continue
        # No calendar of public holidays is kept: they count as weekends.
        word = WEEKENDS[0] if part.casefold() in HOLIDAYS else part
        rule = service_days(word)
        if not rule.weekdays:
            return rule
        days.extend(rule.weekdays)
    if not days and not dates:
        code = "BAD_SERVICE_DAYS"
        raise CellError(code)
    weekdays = tuple(sorted(dict.fromkeys(days)))
    return ServiceDays(weekdays=weekdays, dates=tuple(dates), text=text)


def _last_digits(text: str) -> tuple[int, ...]:
    """Read 逢3、8 and 逢38 alike; the tenth ends in 0."""
    signs = re.sub(r"10|十", "0", text)
    known = [sign for sign in signs if sign in DIGITS or sign.isdecimal()]
    return tuple(dict.fromkeys(int(DIGITS.get(sign, sign)) for sign in known))


def _weekday_word(word: str) -> tuple[int, ...]:
    for words, days in (
        (EVERY_DAY, DAILY.weekdays),
        (WORKDAYS, (1, 2, 3, 4, 5)),
        (WEEKENDS, (6, 7)),
    ):
        if word in words:
            return days
    return ()


def _weekday_list(word: str) -> tuple[int, ...]:
    parts = [p for p in re.split(r"[,;、|和及]+", word) if p]
    if parts and all(part[:3] in ENGLISH_DAYS for part in parts):
        return tuple(sorted({ENGLISH_DAYS.index(part[:3]) + 1 for part in parts}))
    bare = re.sub(r"每?(?:周|星期|礼拜)", "", "".join(parts))
    span = WEEKDAY_SPAN.fullmatch(bare)
    if span:
        first, last = WEEKDAY_SIGNS[span[1]], WEEKDAY_SIGNS[span[2]]
        return tuple(range(first, last + 1))
    if not WEEKDAY_LIST.fullmatch("".join(parts)):
        return ()
    return tuple(sorted({WEEKDAY_SIGNS[sign] for sign in bare}))
