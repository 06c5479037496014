"""What ``explain`` says: the way taken, what stays and why, every other way."""

import datetime as dt

import pytest

from routing.planning.intake import take_in
from routing.planning.reasons.explain_words import explanation_lines

TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度\n"
    "C,县共配中心,县级中心,,116.20,30.60\nH,石门镇站,乡镇站,,116.31,30.66\n"
    "V,上湾村,村级服务点,石门镇站,116.33,30.67\n",
    "车辆": "车辆编号,车牌,车型\nA,皖H12345,微面\nB,皖H54321,轻货\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,50\n",
    "参数": "参数,取值\n坐标来源,GPS\n",
}


@pytest.fixture
def day(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return take_in([tmp_path], dt.date(2026, 3, 9)).day


def answer(day):
    taken = {
        "vehicle": "A", "tour": 0, "items": 30, "depart": 28_800, "arrive": 31_500,
        "cost_yuan": 12.5,
    }  # fmt: skip
    other = {
        "vehicle": "B", "cost_yuan": None, "reason": "ACCESS_CLASS", "amount": 0,
        "unit": "",
    }  # fmt: skip
    dearer = {**other, "vehicle": "A", "cost_yuan": 3.0, "reason": None}
    left = {
        "items": 20, "reason": "CAP_KG", "certified": False, "amount": 1500,
        "unit": "g", "nearest": "A 第2趟", "action": "加一趟",
    }  # fmt: skip
    row = {
        "consignment": "D1", "partner": day.consignments[0].partner, "items": 50,
        "goods_class": "普通", "kind": "delivery", "taken": [taken],
        "others": [other, dearer], "unserved": [left],
    }  # fmt: skip
    return {"site": "V", "name": "上湾村", "consignments": [row]}


def test_lines_name_way_cost_reason_shortfall_and_action(day):
    lines = explanation_lines(answer(day), day)
    assert lines[0] == "上湾村（V）："
    assert lines[1] == "中通 普通 50 件（货批 D1）"
    # 28,800 s = 08:00; 31,500 s = 8 h 45 min.
    assert lines[2] == (
        "  √ 皖H12345 第1趟，30 件，08:00 出发，08:45 送到，不送可省 12.50 元"
    )
    # 1,500 g = 1.5 kg.
    assert lines[3].startswith("  ！未安排 20 件：CAP_KG 超重")
    assert "差 1.5" in lines[3]
    assert lines[3].endswith("（单独可行，和其他货一起排不下）")
    assert lines[4:6] == ["  最接近的走法：A 第2趟", "  怎么办：加一趟"]
    assert lines[6] == "  ○ 改由 皖H12345直送：需花 3.00 元"
    assert lines[7].startswith("  × 皖H54321：ACCESS_CLASS ")


def test_english_speaks_english(day):
    words = "".join(explanation_lines(answer(day), day, "en"))
    assert "leaves 08:00, arrives 08:45, dropping it saves 12.50 yuan" in words
    assert "lost the competition" in words


def test_a_site_without_goods_says_so(day):
    nothing = {"site": "H", "name": "石门镇站", "consignments": []}
    assert explanation_lines(nothing, day) == ["石门镇站（H）：今天没有货。"]


def test_other_ways_that_are_the_same_are_told_once(day):
    first = answer(day)["consignments"][0]
    same = {**first, "consignment": "D2", "items": 5}
    # A yuan more: another list.
    dearer = {**first["others"][1], "cost_yuan": 4.0}
    other = {**same, "consignment": "D3", "others": [first["others"][0], dearer]}
    rows = [first, other, same]
    lines = explanation_lines({**answer(day), "consignments": rows}, day)

    heads = [line for line in lines if "货批" in line]
    assert heads == [
        f"中通 普通 {n} 件（货批 {k}）" for n, k in ((50, "D1"), (5, "D2"), (5, "D3"))
    ]
    # Behind both that share them, and behind the third its own.
    at = lines.index("以上 2 批货，其他走法都一样：")
    assert lines.index(heads[1]) < at < lines.index(heads[2])
    assert lines[at + 1] == "  ○ 改由 皖H12345直送：需花 3.00 元"
    assert sum("需花 3.00 元" in line for line in lines) == 1
    assert sum("需花 4.00 元" in line for line in lines) == 1
    # What stays is told of each.
    assert sum("未安排 20 件" in line for line in lines) == 3


def test_consignments_without_other_ways_stand_by_themselves(day):
    first = {**answer(day)["consignments"][0], "others": []}
    rows = [first, {**first, "consignment": "D2"}]
    lines = explanation_lines({**answer(day), "consignments": rows}, day)
    assert not any(line.startswith("以上") for line in lines)
