"""Freshness in the tables: prices of classes, the model and its weight."""

from fractions import Fraction

import pytest
from cold_county import EN, ZH, write_book, write_texts

from routing.domain.freshness import FreshModel
from routing.tables.build import read_day


def with_goods(tables, table, heads, *rows):
    head, *old = tables[table]
    new = [(*row, *more) for row, more in zip(old, rows, strict=True)]
    return {**tables, table: (f"{head} {heads}", *new)}


def settings(tables, table, *rows):
    return {**tables, table: (*tables[table], *rows)}


def test_chinese_words(tmp_path):
    given = with_goods(
        ZH,
        "货物类别",
        "每公斤每小时鲜损元 活化能",
        (None, None),
        (0.15, 60),
        (0.4, None),
    )
    given = settings(
        given, "参数", ("鲜度", "按温度"), ("鲜度权重", 0.5), ("气温", "31.5")
    )
    day = read_day([write_book(tmp_path, given)]).day
    assert day.goods["水果"].fresh_micro_yuan == 150_000
    assert day.goods["水果"].fresh_ea_kj == 60.0
    assert day.goods["冰品"].fresh_ea_kj is None
    assert day.settings.freshness is FreshModel.ARRHENIUS
    assert day.settings.freshness_weight == Fraction(1, 2)
    assert day.settings.temperature_c == 31.5


def test_nothing_is_counted_unless_asked_for(tmp_path):
    day = read_day([write_texts(tmp_path, EN)]).day
    assert day.settings.freshness is FreshModel.NONE
    assert day.settings.freshness_weight == 0


def assumed(day):
    return {
        subject: value
        for subject, value, _ in day.assumptions
        if "fresh" in subject or "temperature" in subject
    }


def test_what_is_assumed_is_told(tmp_path):
    given = with_goods(EN, "goods", "fresh_yuan_kg_hour", ("",), ("0.2",), ("0.1",))
    given = settings(given, "settings", ("freshness", "arrhenius"))
    day = read_day([write_texts(tmp_path, given)]).day
    assert assumed(day) == {
        "settings.temperature_c": "25",
        "goods.水果.fresh_ea_kj": "no faster outside",
        "goods.冰品.fresh_ea_kj": "no faster outside",
    }
    linear = settings(EN, "settings", ("freshness", "linear"))
    assert assumed(read_day([write_texts(tmp_path / "b", linear)]).day) == {}


@pytest.mark.parametrize("value", ["fast", "快"])
def test_an_unknown_model_is_located(tmp_path, value):
    given = settings(EN, "settings", ("freshness", value))
    found = read_day([write_texts(tmp_path, given)])
    assert any(row.column == "value" for row in found.findings)
    assert found.day.settings.freshness is FreshModel.NONE
