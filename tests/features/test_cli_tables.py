"""``init``, ``validate`` and ``generate`` as a clerk and a script meet them."""

import json
import os

import pytest
from click.testing import CliRunner

import cli
from routing.terminal.exits import Exit

SITES = """站点编号,站点名称,站点类别,所属乡镇,经度,纬度
C,县共配中心,县级中心,,116.20,30.60
H,石门镇站,乡镇站,,116.31,30.66
V,上湾村,村级服务点,石门镇站,116.33,30.67
"""
VEHICLES = "车牌,车型\n皖H12345,微面\n"
DEMAND = "站点,合作单位,件数\n上湾村,中通,30\n"
SETTINGS = "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)


def write_day(folder, **changes):
    tables = {
        "站点": SITES, "车辆": VEHICLES, "件量": DEMAND, "参数": SETTINGS, **changes,
    }  # fmt: skip
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, "utf-8")
    return str(folder)


def run(*args):
    return CliRunner().invoke(cli.gongpei, args)


def test_a_day_without_findings_is_code_0(tmp_path):
    answer = run("validate", write_day(tmp_path / "day"))
    assert answer.exit_code == Exit.DONE
    assert answer.stdout == "表格没有问题：3 个站点，1 辆车，30 件。\n"
    answer = run("validate", str(tmp_path / "day"), "--json")
    assert json.loads(answer.stdout) == {"ok": True, "errors": [], "warnings": []}


def test_rows_set_aside_are_code_1_and_named_with_place_and_way_out(tmp_path):
    demand = DEMAND + "没有的村,中通,7\n上湾村,圆通,三件\n"
    day = write_day(tmp_path / "day", 件量=demand)
    answer = run("validate", day)
    assert answer.exit_code == Exit.FINDING
    lines = answer.stdout.splitlines()
    assert lines[0].startswith("件量.csv 第3行“站点”：")
    assert "怎么改：" in lines[0]
    assert lines[-1].startswith("共 0 条致命问题，2 行搁置（7 件）")
    found = json.loads(run("validate", day, "--json").stdout)
    assert found["ok"] is False
    assert [row["row"] for row in found["errors"]] == [3, 4]
    assert set(found["errors"][0]) == {
        "code", "file", "sheet", "row", "column", "value", "message", "fix",
    }  # fmt: skip


def test_fatal_findings_are_code_2(tmp_path):
    answer = run("validate", write_day(tmp_path / "day", 车辆=None))
    assert answer.exit_code == Exit.INPUT
    english = run("validate", str(tmp_path / "day"), "--lang", "en")
    assert english.exit_code == Exit.INPUT
    assert "To fix: " in english.stdout
    assert "怎么改" not in english.stdout


def test_a_folder_without_tables_is_code_2(tmp_path):
    (tmp_path / "empty").mkdir()
    answer = run("validate", str(tmp_path / "empty"))
    assert answer.exit_code == Exit.INPUT
    assert "[NO_TABLES]" in answer.stdout


def test_names_and_phones_are_in_no_answer(tmp_path):
    orders = (
        "运单号,收件人,电话,地址,站点,合作单位,重量\n"
        "YT7512345678901,王小明,13812345678,石门镇上湾村12号,上湾村,中通,1.2\n"
        "YT7512345678902,李大力,13912345678,石门镇上湾村13号,没有的村,中通,x\n"
    )
    day = write_day(tmp_path / "day", 运单明细=orders)
    for args in ((), ("--json",), ("--lang", "en")):
        answer = run("validate", day, *args)
        for secret in ("王小明", "李大力", "13812", "13912", "75123", "12号", "13号"):
            assert secret not in answer.output


def test_the_date_may_stand_in_a_file_name(tmp_path):
    settings = "参数,取值\n坐标来源,GPS\n"
    day = write_day(tmp_path / "day", 参数=settings)
    (tmp_path / "day" / "件量.csv").rename(tmp_path / "day" / "件量_2026-03-10.csv")
    answer = run("validate", day)
    assert "[DATE_MISSING]" not in answer.stdout
    assert answer.exit_code in (Exit.DONE, Exit.FINDING)


def test_init_writes_workbooks_that_validate_can_read_and_never_overwrites(tmp_path):
    answer = run("init", "我的县")
    assert answer.exit_code == Exit.DONE
    assert "基础数据.xlsx" in answer.stdout
    assert "gongpei validate 我的县" in answer.stdout
    blank = run("validate", "我的县", "--json")
    codes = {row["code"] for row in json.loads(blank.stdout)["errors"]}
    assert codes <= {"TABLE_EMPTY", "NO_USABLE_VEHICLE"}
    before = (tmp_path / "我的县" / "基础数据.xlsx").read_bytes()
    again = run("init", "我的县")
    assert again.exit_code == Exit.INPUT
    assert "没有覆盖" in again.stderr
    assert (tmp_path / "我的县" / "基础数据.xlsx").read_bytes() == before


def test_init_into_a_file_is_code_2(tmp_path):
    (tmp_path / "x").write_text("mine")
    assert run("init", "x").exit_code == Exit.INPUT
    assert (tmp_path / "x").read_text() == "mine"


def test_generate_writes_a_readable_county_and_never_overwrites(tmp_path):
    answer = run("generate", "--size", "s", "--seed", "3", "-o", "county")
    assert answer.exit_code == Exit.DONE
    assert run("validate", "county").exit_code == Exit.DONE
    again = run("generate", "--size", "S", "--seed", "3", "-o", "county")
    assert again.exit_code == Exit.INPUT
    assert "没有覆盖" in again.stderr
