"""The first use: ``init``, three sheets typed in by hand, ``validate``, ``plan``."""

import json
import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cli

SITES = (
    ("县共配中心", "县级中心", None, None),
    ("石门镇站", "乡镇站", "石门镇", 18),
    ("白水乡站", "乡镇站", "白水乡", 25),
    ("上湾村", "村级服务点", "石门镇", 4.5),
    ("石门街", "村级服务点", "石门镇", None),
    ("白水村", "村级服务点", "白水乡", 3),
)
VEHICLES = (("皖H12345", "微面"), ("皖H67890", "轻货"))
DEMAND = (("上湾村", "中通", 60), ("石门街", "邮政", 20), ("白水村", "圆通", 35))


@pytest.fixture(autouse=True)
def county(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    assert run("init", "我的县").exit_code == 0
    type_in("基础数据.xlsx", "站点", "站点名称 站点类别 所属乡镇 距乡镇公里", SITES)
    type_in("基础数据.xlsx", "车辆", "车牌 车型", VEHICLES)
    # The template says so: copy it, and name the copy after the day.
    shutil.copy("我的县/当日_模板.xlsx", "我的县/当日_2026-03-09.xlsx")
    type_in("当日_2026-03-09.xlsx", "件量", "站点 合作单位 件数", DEMAND)
    return tmp_path


def run(*args):
    return CliRunner().invoke(cli.gongpei, args)


def type_in(file, sheet, columns, rows):
    """Fill columns of a sheet of the template, below its hints."""
    book = openpyxl.load_workbook(f"我的县/{file}")
    places = {str(c.value).rstrip("*"): c.column for c in book[sheet][1]}
    for number, row in enumerate(rows, start=3):
        for column, value in zip(columns.split(), row, strict=True):
            book[sheet].cell(number, places[column], value)
    book.save(f"我的县/{file}")


def test_three_sheets_with_distances_alone_make_a_plan():
    told = json.loads(run("validate", "我的县", "--json").stdout)
    assert told["errors"] == []
    # 石门街 has neither coordinate nor distance: the median of its township.
    assert [(row["code"], row["row"]) for row in told["warnings"]] == [
        ("PLACE_ESTIMATED", 7)
    ]
    answer = run("plan", "我的县", "--iterations", "5", "--workers", "1", "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    # 60 + 20 + 35 items; a tour to both townships is 2 × (18 + 25) km at least.
    assert told["items_planned"] == told["items_demanded"] == 115
    assert told["km"] >= 86
    assert Path(told["plan_file"]) == Path("out/2026-03-09/plan.json")
