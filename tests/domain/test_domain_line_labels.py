"""Labels of lines: short, alike for nobody, and short names as they are."""

from __future__ import annotations

import pytest

from routing.domain.line import Line
from routing.domain.line_labels import line_label, line_labels
from routing.domain.price import Price, PriceBasis

FEED = "46 小笠原車庫発  甲府駅バスターミナル方面行き(46:甲府駅〜十五所〜小笠原車庫)"
VARIANT = "46 小笠原車庫発 （十五所・廃軌道）甲府駅 行き(46:甲府駅〜十五所〜小笠原車庫)"
BACK = "46 甲府駅バスターミナル発  小笠原車庫方面行き(46:甲府駅〜十五所〜小笠原車庫)"


def label(name: str, *others: str) -> str:
    return line_labels(frozenset((name, *others)))[name]


@pytest.mark.parametrize(
    "name", ["城北线", "示例村线V01", "L1", "Line 12 to the airport", "一" * 12]
)
def test_a_name_of_twelve_chinese_signs_is_its_own_label(name):
    assert label(name, f"{name}（支线）") == name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        # Before the first bracket; what is behind a space where there is room.
        ("城乡公交101路（县客运站经上湾村、下湾村至石门镇）", "城乡公交101路"),
        (FEED, "46 小笠原車庫発"),
        # 3 + 20 half widths: one sign more would be 25 of 24.
        (BACK, "46 甲府駅バスターミナル"),
        # A figure is not cut: eleven signs, then 2026 has no room.
        ("一二三四五六七八九十甲2026年线", "一二三四五六七八九十甲"),
    ],
)
def test_a_long_name_is_cut_where_people_would(name, short):
    assert label(name) == short


def test_lines_that_begin_alike_go_on_with_what_differs():
    both = [
        "城乡公交101路（县客运站—上湾村—石门镇）",
        "城乡公交101路（石门镇—上湾村—县客运站）",
    ]
    assert label(both[0], both[1]) == "城乡公交101路…县客运站"
    assert label(both[1], both[0]) == "城乡公交101路…石门镇"
    assert label(VARIANT, FEED, BACK) == "46 小笠原車庫…十五所"
    assert label(BACK, FEED, VARIANT) == "46 甲府駅バスターミナル"


def test_a_label_is_no_beginning_of_another_line():
    # 42 alone would be read as the line of all four.
    name = "42 （廃軌道経由）中央病院 行き(42:県立中央病院〜甲府駅〜西野)"
    assert label(name, "42 県立中央病院発 小笠原下仲町方面行き(42)") == "42…廃軌道経由"
    # Line 10 does not begin with line 1.
    other = "10（县客运站—石门镇—青山镇—红旗林场）"
    assert label("1（县客运站—石门镇—青山镇—红旗林场）", other) == "1"


def test_what_differs_in_two_places_is_told_by_both():
    ends = [
        f"大月駅発 {way}方面行き(大月駅・{way}線（{over}経由）)"
        for way in ("上真木", "ハマイバ前")
        for over in ("下真木", "大月中央病院前")
    ]
    labels = line_labels(frozenset(ends))

    assert len(set(labels.values())) == 4
    assert all(len(labels[name]) < len(name) for name in ends)
    assert "上真木" in labels[ends[1]]
    assert "中央病院" in labels[ends[1]]


def test_names_that_differ_in_spaces_alone_stay_whole():
    names = ["县客运站 青山镇红旗林场第二作业区", "县客运站  青山镇红旗林场第二作业区"]
    labels = line_labels(frozenset(names))
    assert len(set(labels.values())) == 2


def test_a_line_without_a_name_goes_by_its_id():
    lines = [
        Line(
            line_id=key,
            name=name,
            operator="P",
            price=Price(basis=PriceBasis.PER_BAG, micro_yuan=0),
        )
        for key, name in (("L1", ""), ("L2", FEED))
    ]
    assert [line_label(line, lines) for line in lines] == ["L1", "46 小笠原車庫発"]
