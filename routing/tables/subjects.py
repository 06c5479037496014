"""What an assumption is about, in the words of the tables' own headers."""

from __future__ import annotations

from routing.texts.catalogue import family, text

from .build_cold import ANY_COLD
from .build_fresh import NO_FASTER
from .build_settings import KEYS
from .headers import HEADERS, TABLES
from .presets import ASSUMED
from .schema_words import LEVELS, VEHICLE_CLASSES

ANY = "any"
JOINT = "·"
VALUES = {
    "centre": "县级中心",
    "shared": "合并装袋",
    "per_partner": "各家分袋",
    "electric": "电",
    "diesel": "柴油",
    ANY_COLD: "冷藏、冷冻，不限容积",
    "summer": "夏季（5—10月）",
    "winter": "冬季（11—4月）",
    NO_FASTER: "脱冷不加快",
    "ambient, bus, 30 kg": "常温，可上客车，单件30公斤",
}
TRAVEL = {
    "detour_factor": "估算里程·绕行系数（路程比直线）",
    "speed_curve": "估算时间·速度曲线（公里:时速）",
    "air_kmh": "无人机时速（公里）",
    "tricycle_max_kmh": "三轮最高时速（公里）",
}
NO_COLUMN = {"speed_kmh": "时速（公里）"}
"""Presets that no column of the tables can change."""


def subject_text(subject: str, lang: str) -> str:
    """Return ``vehicles.light.fill`` as 车辆·轻货·装载系数; codes in English.

    Parts that nobody knows stay as they are.
    """
    if lang != "zh":
        return subject
    if subject in TRAVEL:
        return TRAVEL[subject]
    table, *rest = subject.split(".")
    if table not in TABLES:
        return subject
    words = [TABLES[table][0]]
    for part in rest:
        if part != ANY:
            words.append(_part(table, part))
    return JOINT.join(words)


def value_text(value: str, lang: str) -> str:
    """Return a value that is a code in words."""
    return VALUES.get(value, value) if lang == "zh" else value


def source_text(source: str, lang: str) -> tuple[bool, str]:
    """Return whether a value is assumed, and where it comes from in words."""
    first, _, reason = source.partition(":")
    assumed = first == ASSUMED
    code = reason.strip() if assumed else source
    known = code in family("sources")
    return assumed, text("sources", code, lang) if known else code


def _part(table: str, part: str) -> str:
    if part in NO_COLUMN:
        return NO_COLUMN[part]
    if part in HEADERS[table]:
        return HEADERS[table][part][0]
    if table == "settings" and part in KEYS:
        return KEYS[part][0].split()[0]
    for words in (VEHICLE_CLASSES, LEVELS):
        if part in words:
            return next(
                text
                for text, value in words.items()
                if value == words[part] and not text.isascii()
            )
    return part
