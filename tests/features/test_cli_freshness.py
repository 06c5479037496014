"""``freshness``: a day planned with several weights, files and every way to stop."""

import csv
import json

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
    "货物类别": "货类,温区,可上客车,脱冷时限,每公斤每小时鲜损元,活化能\n"
    "普通,常温,是,,,\n樱桃,冷藏,否,600,2.5,60\n",
    "车辆": "车牌,车型,温区分舱\n皖H12345,轻货,常温:4;冷藏:3\n皖H12346,微面,冷藏:1\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,30\n下湾村,邮政,20\n",
    "揽收": "类型,站点,合作单位,货类,件数,重量,揽收时间窗\n"
    "农产品,上湾村,中通,樱桃,20,80,08:00-16:00\n"
    "农产品,下湾村,中通,樱桃,10,40,08:00-16:00\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-06-09\n鲜度,按温度\n",
}
SHORT = ("--iterations", "2", "--workers", "1", "--weights", "0, 2,8")


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def day(folder, **changes):
    place = folder / "day"
    place.mkdir(exist_ok=True)
    for name, text in {**TABLES, **changes}.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    return place


def run(*args):
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


def test_a_page_a_picture_and_a_table(folder):
    out = folder / "out"
    answer = run("freshness", day(folder), "-o", out, *SHORT)
    assert answer.exit_code == Exit.DONE, answer.output
    assert answer.stdout.count("权重 ") == 3
    page = (out / "鲜度.html").read_text("utf-8")
    assert "樱桃：每公斤每小时 2.5 元" in page
    assert "Labuza" in page
    assert (out / "鲜度.svg").read_text("utf-8").startswith("<svg")
    rows = list(csv.reader((out / "鲜度.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == ["0", "2", "8"]
    lost = [float(row[2]) for row in rows[1:]]
    assert all(value > 0 for value in lost)
    for row in rows[1:]:
        assert float(row[3]) == pytest.approx(float(row[1]) + float(row[2]))


def test_programs_hear_the_points(folder):
    args = ("--model", "linear", "--json", *SHORT)
    answer = run("freshness", day(folder), "-o", folder / "out", *args)
    told = json.loads(answer.stdout)
    assert [point["weight"] for point in told["points"]] == [0, 2, 8]
    assert any(not point["dominated"] for point in told["points"])
    assert len(told["files"]) == 3


def test_the_figure_stands_in_an_ordinary_plan(folder):
    out = folder / "plan"
    weighed = TABLES["参数"] + "鲜度权重,1\n"
    place = day(folder, 参数=weighed)
    answer = run("plan", place, "-o", out, "--iterations", "2", "--workers", "1")
    assert answer.exit_code == Exit.DONE, answer.output
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    assert plan["freshness"]["total"] == plan["freshness"]["classes"]["樱桃"] > 0
    assert plan["kpis"]["freshness_yuan"] == plan["freshness"]["total"] / 100
    assert run("check", out).exit_code == Exit.DONE


@pytest.mark.parametrize(
    ("changes", "options", "word"),
    [
        ({"参数": "参数,取值\n坐标来源,GPS\n"}, (), "--model linear"),
        ({"货物类别": "货类,温区,可上客车,脱冷时限\n樱桃,冷藏,否,60\n"}, (), "鲜损"),
        ({}, ("--weights", "0,快"), "权重"),
        ({}, ("--weights", "-1"), "权重"),
    ],
)
def test_what_cannot_be_done_says_how(folder, changes, options, word):
    place = day(folder, **changes)
    args = ("--iterations", "1", "--workers", "1", "--date", "2026-06-09", *options)
    answer = run("freshness", place, "-o", folder / "out", *args)
    assert answer.exit_code == Exit.INPUT
    assert word in answer.stderr
    assert not (folder / "out").exists()
