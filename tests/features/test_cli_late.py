"""A village that may be served late at a price: planned, printed, edited, judged."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from routing.terminal.exits import Exit

TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度\n"
    "C,县共配中心,县级中心,,116.20,30.60\n"
    "H,石门镇站,乡镇站,,116.31,30.66\n"
    "V1,上湾村,村级服务点,石门镇站,116.33,30.67\n"
    "V2,下湾村,村级服务点,石门镇站,116.35,30.65\n",
    "车辆": "车牌,车型\n皖H12345,微面\n",
    "件量": "站点,合作单位,件数,时间窗,迟到每分钟元,最多迟到分钟\n"
    "上湾村,中通,30,06:00-06:01,0.5,\n下湾村,邮政,20,06:00-06:30,0.2,600\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n",
}
ORDER = 3
TOP = 4


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("late")
    day = folder / "day"
    day.mkdir()
    for name, text in TABLES.items():
        (day / f"{name}.csv").write_text(text, "utf-8")
    answer = run(
        "plan", day, "-o", folder / "out", "--iterations", "2", "--workers", "1"
    )
    assert answer.exit_code == Exit.DONE, answer.output
    return folder / "out"


def run(*args):
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


def test_the_plan_serves_both_late_and_says_so(planned):
    plan = json.loads((planned / "plan.json").read_text("utf-8"))
    assert [row["consignment"] for row in plan["late_fees"]] == ["C0001", "C0002"]
    late = sum(row["cents"] for row in plan["late_fees"])
    assert plan["cost_cents"]["late"] == late > 0
    starts = {s["site"]: s["start"] for s in plan["routes"][0]["tours"][0]["stops"]}
    # 0.5 yuan a minute for all 30 items after 06:01.
    seconds = starts["V1"] - (6 * 60 + 1) * 60
    assert plan["late_fees"][0]["item_seconds"] == 30 * seconds
    assert plan["late_fees"][0]["cents"] == round(seconds * 50 / 60)
    kpis = plan["kpis"]
    assert kpis["late_items"] == 50
    assert kpis["cost_late_yuan"] == late / 100
    sheet = (planned / "派车单_皖H12345.html").read_text("utf-8")
    assert sheet.count("‼迟到") == 2


def test_an_edited_order_is_priced_anew(planned, tmp_path):
    book = openpyxl.load_workbook(planned / "plan.xlsx")
    page = book["站点明细"]
    rows = range(TOP + 1, page.max_row + 1)
    numbers = [page.cell(row, ORDER).value for row in rows]
    for row, number in zip(rows, reversed(numbers), strict=True):
        page.cell(row, ORDER).value = number
    path = planned / "edited.xlsx"
    book.save(path)
    told = json.loads(run("evaluate", path, "--json").stdout)
    assert told["violations"] == []
    before = json.loads(run("evaluate", planned / "plan.xlsx", "--json").stdout)
    assert before["violations"] == []
    assert told["cost_yuan"] != before["cost_yuan"]
