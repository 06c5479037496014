"""``inputs/`` holds the day: read back it is the same, people apart."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from instances.generate import generate
from instances.longkou.build import DAY as LONGKOU
from routing.domain.site import Contact
from routing.planning.intake import date_in_names, take_in
from routing.planning.output.inputs import (
    MATRIX_FILE,
    input_hashes,
    read_inputs,
    write_inputs,
)
from routing.tables.build_settings import KEYS

SITES = """站点编号,站点名称,站点类别,所属乡镇,负责人,电话
C,县共配中心,县级中心,,赵一,13811112222
H,石门镇站,乡镇站,,钱二,13811113333
V,上湾村,村级服务点,石门镇站,孙三,13811114444
"""
TABLES = {
    "站点": SITES,
    "车辆": "车牌,车型,驾驶员\n皖H12345,微面,周五\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,30\n没有的村,中通,1\n上湾村,圆通,x\n",
    "参数": "参数,取值\n日期,2026-03-09\n调度 电话,13811115555\n值班,吴六六\n",
    "里程表": "起点,终点,公里\nC,H,10\nH,C,10\nH,V,4\nV,H,4\n",
}


def small_day(folder):
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def county(folder):
    generate("S", 5, folder)
    return folder


def without_people(day):
    """Return the day without contacts: inputs/ does not keep them."""
    return replace(
        day,
        sites={key: replace(row, contact=Contact()) for key, row in day.sites.items()},
        vehicles={key: replace(row, contact=None) for key, row in day.vehicles.items()},
        settings=replace(day.settings, dispatcher_phone="", extra=known(day.settings)),
    )


def known(settings):
    """Return the settings that mean something; others may be a person's note."""
    return {key: text for key, text in settings.extra.items() if key in KEYS}


@pytest.mark.parametrize("make", [small_day, county, lambda _: LONGKOU])
def test_the_day_read_back_is_the_day(tmp_path, make):
    first = take_in([make(tmp_path / "day")], dt.date(2026, 3, 9))
    write_inputs(first, tmp_path / "inputs")
    again = read_inputs(tmp_path / "inputs", first.day.date)
    assert without_people(again.day) == without_people(first.day)
    assert again.day.settings.dispatcher_phone == ""
    assert list(again.travel.matrices) == list(first.travel.matrices)
    for profile, matrix in first.travel.matrices.items():
        for part in ("metres", "seconds", "source"):
            assert np.array_equal(
                getattr(again.travel.of(profile), part), getattr(matrix, part)
            )


def test_no_contact_and_nothing_set_aside_is_lost(tmp_path):
    first = take_in([small_day(tmp_path / "day")], dt.date(2026, 3, 9))
    write_inputs(first, tmp_path / "inputs")
    text = "".join(
        path.read_text("utf-8") for path in (tmp_path / "inputs").glob("*.csv")
    )
    for secret in ("赵一", "钱二", "孙三", "周五", "1381111", "吴六六"):
        assert secret not in text
    again = read_inputs(tmp_path / "inputs", first.day.date)
    # 30 good items and 1 for a village that nobody knows; "x" counts nothing.
    assert again.day.items_demanded == 31
    assert again.set_aside_items == 1
    assert again.set_aside_percent == pytest.approx(100 / 31)


def test_hashes_follow_the_content_and_nothing_else(tmp_path):
    intake = take_in([small_day(tmp_path / "day")], dt.date(2026, 3, 9))
    one = write_inputs(intake, tmp_path / "one")
    assert write_inputs(intake, tmp_path / "two") == one
    demand = tmp_path / "two" / "demand.csv"
    demand.write_bytes(demand.read_bytes().replace(b"30", b"31"))
    changed = input_hashes(tmp_path / "two")
    assert changed["tables"] != one["tables"]
    assert changed["travel"] == one["travel"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"text"])
def test_a_damaged_matrix_is_a_value_error(tmp_path, content):
    intake = take_in([small_day(tmp_path / "day")], dt.date(2026, 3, 9))
    write_inputs(intake, tmp_path / "inputs")
    (tmp_path / "inputs" / MATRIX_FILE).write_bytes(content)
    with pytest.raises(ValueError, match=r"."):
        read_inputs(tmp_path / "inputs", dt.date(2026, 3, 9))


def test_a_matrix_of_another_day_is_a_value_error(tmp_path):
    for name in ("one", "two"):
        intake = take_in([small_day(tmp_path / f"{name}_day")], dt.date(2026, 3, 9))
        write_inputs(intake, tmp_path / name)
    sites = tmp_path / "two" / "sites.csv"
    lines = sites.read_text("utf-8-sig").splitlines()
    sites.write_text("\n".join([lines[0], *lines[1:][::-1]]), "utf-8")
    with pytest.raises(ValueError, match="does not belong"):
        read_inputs(tmp_path / "two", dt.date(2026, 3, 9))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["当日_2026-03-09.xlsx", "基础数据.xlsx"], dt.date(2026, 3, 9)),
        (["件量20260309.csv"], dt.date(2026, 3, 9)),
        (["当日_2026年3月9日.xlsx"], dt.date(2026, 3, 9)),
        (["当日_2026-03-09.xlsx", "当日_2026-03-10.xlsx"], None),
        (["当日_2026-13-45.xlsx"], None),
        (["基础数据.xlsx"], None),
    ],
)
def test_date_in_names(tmp_path, names, expected):
    for name in names:
        (tmp_path / name).write_text("", "utf-8")
    assert date_in_names([tmp_path]) == expected
    assert date_in_names([tmp_path / name for name in names]) == expected
