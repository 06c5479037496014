"""Settings: the two-column table of day-wide choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from routing.domain.consignment import Priority
from routing.domain.day import Bagging, Settings
from routing.domain.units import cents_from_yuan, micro_from_yuan

from . import schema_words as words
from .schema import NO_SUGGESTION, Findings, Row, parse_table
from .schema_cells import (
    CellError,
    choice,
    counting,
    date,
    dates,
    flag,
    number,
    plain,
    signed,
    whole,
)
from .schema_day import SETTINGS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from routing.domain.coordinates import Crs

    from .presets import Assumptions
    from .raw import RawTable

KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "date": ("日期 服务日期 计划日期", date),
    "coord_source": ("坐标来源 crs 坐标系", choice(words.CRS_NAMES)),
    "bagging": ("装袋 装袋方式", choice(words.BAGGINGS)),
    "economic_deferral": ("允许因成本缓投 经济缓投", flag),
    "keep_usual": ("固定片区 保持片区", flag),
    "only_confirmed": ("只用已确认 只用已确认的班次", flag),
    "unusual_vehicle_yuan": ("换车惩罚元", number),
    "change_yuan": ("变更门槛元 换走法门槛元", number),
    "penalty_high_yuan": ("高优先缓投罚金", number),
    "penalty_normal_yuan": ("中优先缓投罚金", number),
    "penalty_low_yuan": ("低优先缓投罚金", number),
    "days_per_month": ("每月天数", counting),
    "bus_stop_sec": ("客车停靠秒数", whole),
    "sec_per_bag": ("每袋交接秒数", whole),
    "door_open_sec": ("每次开门秒数 开门秒数", whole),
    "delay_yuan_per_hour": ("乘客等候每小时元 乘客延误单价", number),
    "dispatcher_phone": ("调度电话", plain),
    "service_standard": ("服务标准", plain),
    "detour_factor": ("绕行系数", number),
    "speed_curve": ("速度曲线", plain),
    "temperature_c": ("气温 温度", signed),
    "freshness": ("鲜度 鲜度模型 鲜度算法", choice(words.FRESH_MODELS)),
    "freshness_weight": ("鲜度权重", number),
    "weather": ("天气", plain),
    "currency": ("货币 币种", plain),
    "data_note": ("数据说明", plain),
    "expected_from": ("历史预测 历史预测日期", dates),
    "co2_grid_kg_per_kwh": ("电网排放因子", number),
    "co2_petrol_kg_per_l": ("汽油排放因子", number),
    "co2_diesel_kg_per_l": ("柴油排放因子", number),
}
"""Canonical key: its Chinese spellings, and the parser of its value."""

ALIASES = {
    alias: key for key, (texts, _) in KEYS.items() for alias in (key, *texts.split())
}
EXPECTED_FROM = "expected_from"
"""Key of the days that expected items are the mean of."""

DIRECT = (
    "economic_deferral", "keep_usual", "only_confirmed", "days_per_month",
    "dispatcher_phone",
)  # fmt: skip
NEVER_GUESSED = ("date", "coord_source")
WET_WORDS = ("雨", "雪", "rain", "snow", "wet")


@dataclass(slots=True, kw_only=True)
class SettingsRead:
    """The values of the settings by canonical key, and keys nobody knows."""

    table: RawTable | None
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    bad: dict[str, None] = field(default_factory=dict)

    @property
    def date(self) -> dt.date | None:
        """The service date, where it is set."""
        return self.values.get("date")

    @property
    def crs(self) -> Crs | None:
        """The coordinate system, where it is set."""
        return self.values.get("coord_source")

    @property
    def wet(self) -> bool:
        """Whether the weather closes roads that are for dry days only."""
        return is_wet(str(self.values.get("weather", "")))


def setting_key(written: str) -> str | None:
    """Return the canonical key of a setting as written, None for an unknown one."""
    return ALIASES.get(written.casefold().replace(" ", ""))


def is_wet(weather: str) -> bool:
    """Tell whether words for the weather name rain or snow."""
    return any(word in weather for word in WET_WORDS)


def read_settings(tables: Mapping[str, RawTable], found: Findings) -> SettingsRead:
    """Read the settings; a bad date or coordinate source is fatal."""
    table = tables.get(SETTINGS.table)
    read = SettingsRead(table=table)
    for row in parse_table(SETTINGS, table, found) if table else []:
        if row.usable:
            _read_setting(row, read, found)
        found.take(row)
    return read


def _read_setting(row: Row, read: SettingsRead, found: Findings) -> None:
    written, text = row.text("key"), row.text("value")
    key = setting_key(written)
    if key is None:
        near = found.suggest("SETTING", written, ALIASES)
        if near == NO_SUGGESTION:
            read.extra[written] = text
        row.warn("UNKNOWN_SETTING", "key", word=written, suggestion=near)
    elif key in read.values or key in read.bad:
        row.reject("DUPLICATE_SETTING", "key", word=written)
    elif text:
        try:
            read.values[key] = KEYS[key][1](text)
        except CellError as error:
            read.bad[key] = None
            if key in NEVER_GUESSED:
                found.fatal("BAD_SETTING", read.table, "value", word=written, text=text)
            else:
                row.reject(error.code, "value", **error.details)
        else:
            if key not in DIRECT:
                read.extra[key] = text


def make_settings(
    read: SettingsRead,
    tables: Mapping[str, RawTable],
    found: Findings,
    used: Assumptions,
) -> Settings:
    """Turn the settings into the domain's, with defaults noted."""
    values = read.values
    default = Settings()
    if "bagging" not in values:
        used.add("settings.bagging", Bagging.SHARED.value)
        if any(name in tables and tables[name].rows for name in ("lines", "trips")):
            found.warn("BAGGING_MISSING", read.table)
    for key, seconds in (
        ("bus_stop_sec", default.bus_stop_duration),
        ("sec_per_bag", default.bus_duration_per_bag),
    ):
        if key not in values and "lines" in tables:
            used.add(f"settings.{key}", str(seconds))
    for day in values.get(EXPECTED_FROM, ()):
        used.add("demand.items", day.isoformat(), "assumed:HISTORY_MEAN")
    return Settings(
        bagging=values.get("bagging", default.bagging),
        unusual_vehicle_cents=cents_from_yuan(
            values.get("unusual_vehicle_yuan", default.unusual_vehicle_cents / 100)
        ),
        change_cents=cents_from_yuan(
            values.get("change_yuan", default.change_cents / 100)
        ),
        penalty_cents=_penalties(values),
        bus_stop_duration=values.get("bus_stop_sec", default.bus_stop_duration),
        bus_duration_per_bag=values.get("sec_per_bag", default.bus_duration_per_bag),
        door_open_duration=values.get("door_open_sec", default.door_open_duration),
        delay_micro_yuan_per_hour=micro_from_yuan(values.get("delay_yuan_per_hour", 0)),
        freshness=values.get("freshness", default.freshness),
        freshness_weight=Fraction(values.get("freshness_weight", 0)),
        temperature_c=float(values.get("temperature_c", default.temperature_c)),
        extra=read.extra,
        **{key: values[key] for key in DIRECT if key in values},
    )


def _penalties(values: Mapping[str, Any]) -> dict[Priority, int]:
    keys = {
        Priority.HIGH: "penalty_high_yuan",
        Priority.NORMAL: "penalty_normal_yuan",
        Priority.LOW: "penalty_low_yuan",
    }
    return {
        priority: cents_from_yuan(values[key])
        for priority, key in keys.items()
        if key in values
    }
