"""What a person may type into a cell of 执行回填: counts, times, temperatures."""

from __future__ import annotations

import re
from decimal import Decimal

from routing.domain.units import DAY_SECONDS
from routing.tables.cells import as_time, fold
from routing.tables.privacy import mask
from routing.tables.schema_cells import CellError, time
from routing.texts.catalogue import LANGUAGES

from .model import Seal
from .reasons import Why
from .words import seal_word, why_word

TENTHS = 10
COLDEST, HOTTEST = -400, 600
"""Tenths of °C: what lies outside is no reading of a goods thermometer."""

_COUNT = re.compile(r"(\d{1,7})(?:\.0+)?[件票个]?")
_CLOCK = re.compile(r"(\d{1,2})[点时:.](\d{2})分?")
_HOUR = re.compile(r"(\d{1,2})[点时](半)?整?")
_COMPACT = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_DEGREES = re.compile(r"([+-]?\d{1,3}(?:\.\d{1,2})?)(?:度|°?c)?")
_SEAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]{0,19}")
_NEXT_DAY = ("次日", "第二天", "明天", "+1", "nextday")


def items(text: str) -> int | None:
    """Read a number of items, None where it is none."""
    found = _COUNT.fullmatch(re.sub(r"[, ]", "", fold(text)))
    return None if found is None else int(found.group(1))


def clock_time(text: str) -> int | None:
    """Read a time of day in any usual writing, None where it is none.

    08:30, 8:30, 8点半, 8点30分, 0830, 次日00:30, and the fraction that a
    spreadsheet keeps for a time.
    """
    bare, shift = fold(text).lower().replace(" ", ""), 0
    for word in _NEXT_DAY:
        if bare.startswith(word) or bare.endswith(word):
            bare, shift = bare.removeprefix(word).removesuffix(word), DAY_SECONDS
    if found := _HOUR.fullmatch(bare):
        bare = f"{found.group(1)}:{'30' if found.group(2) else '00'}"
    elif found := _CLOCK.fullmatch(bare) or _COMPACT.fullmatch(bare):
        bare = f"{found.group(1)}:{found.group(2)}"
    try:
        return time(as_time(bare)) + shift
    except CellError:
        return None


def temperature(text: str) -> int | None:
    """Read degrees Celsius as tenths, None where they are none."""
    bare = fold(text).lower().replace(" ", "").replace("℃", "c").replace("零下", "-")
    found = _DEGREES.fullmatch(bare.replace("−", "-"))
    if found is None:
        return None
    tenths = round(Decimal(found.group(1)) * TENTHS)
    return tenths if COLDEST <= tenths <= HOTTEST else None


def seal(text: str) -> tuple[Seal, str] | None:
    """Read a seal: a word of the list, or its number; None where it is neither.

    A number that may be a phone or a waybill is none.
    """
    bare = fold(text).replace(" ", "")
    for kind in Seal:
        words = {seal_word(kind, lang).replace(" ", "") for lang in LANGUAGES}
        if bare in words:
            return kind, ""
    if _SEAL.fullmatch(bare) and mask(bare) == bare:
        return Seal.WHOLE, bare
    return None


def reason(text: str) -> Why | None:
    """Read a reason by its word in any language; None where it is none."""
    bare = fold(text).lower().replace(" ", "")
    for why in Why:
        if bare in {why_word(why, lang).replace(" ", "") for lang in LANGUAGES}:
            return why
    return _ALSO.get(bare)


_ALSO = {
    "缺件": Why.SHORT, "短少": Why.SHORT, "漏装": Why.SHORT,
    "没到件": Why.NOT_ARRIVED, "未到": Why.NOT_ARRIVED,
    "装不下了": Why.NO_ROOM, "爆仓": Why.NO_ROOM,
    "关门": Why.CLOSED, "没人": Why.CLOSED, "无人": Why.CLOSED, "未开门": Why.CLOSED,
    "拒收": Why.REFUSED, "退回": Why.REFUSED,
    "破损件": Why.DAMAGED, "损坏": Why.DAMAGED, "湿损": Why.DAMAGED,
    "遗失": Why.LOST, "错分": Why.MISSENT, "送错": Why.MISSENT,
    "迟到": Why.LATE, "晚到": Why.LATE, "车坏": Why.VEHICLE, "车坏了": Why.VEHICLE,
    "故障": Why.VEHICLE, "道路": Why.ROAD, "天气": Why.ROAD, "下雨": Why.ROAD,
    "班车停运": Why.SERVICE, "没赶上": Why.SERVICE, "封签": Why.SEAL,
    "超温": Why.WARM, "温度": Why.WARM, "没备货": Why.NOT_READY,
    "其它": Why.OTHER,
}  # fmt: skip
