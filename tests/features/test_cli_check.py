"""``check`` and ``evaluate``: a plan read back from its folder and judged."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from routing.plan.io import dump_plan
from routing.plan.model import Plan, Unserved
from routing.planning.intake import take_in
from routing.planning.output.inputs import write_inputs
from routing.terminal.exits import Exit

TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度\n"
    "C,县共配中心,县级中心,,116.20,30.60\n"
    "H,石门镇站,乡镇站,,116.31,30.66\n"
    "V,上湾村,村级服务点,石门镇站,116.33,30.67\n",
    "车辆": "车牌,车型\n皖H12345,微面\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,30\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n",
}


def nothing_planned(day, **changes):
    """Return the plan that leaves all 30 items behind."""
    row = day.consignments[0]
    unserved = Unserved(
        site="V", partner=row.partner, goods_class=row.goods_class, kind=str(row.kind),
        priority=str(row.priority), items=30, reason="SEARCH_LIMIT", certified=False,
        amount=0, unit="items", nearest="", action="", consignment=row.consignment_id,
    )  # fmt: skip
    plan = Plan(
        status="partial", date=day.date.isoformat(), seed=1, routes=(), bags=(),
        unserved=(unserved,),
    )  # fmt: skip
    return replace(plan, **changes)


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    (tmp_path / "day").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "day" / f"{name}.csv").write_text(text, "utf-8")
    intake = take_in([tmp_path / "day"], dt.date(2026, 3, 9))
    folder = tmp_path / "out"
    folder.mkdir()
    hashes = write_inputs(intake, folder / "inputs")
    plan = nothing_planned(intake.day, hashes=hashes)
    (folder / "plan.json").write_text(dump_plan(plan), "utf-8")
    return folder


def run(*args):
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


def change(out, path, value):
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    place = plan
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (out / "plan.json").write_text(json.dumps(plan), "utf-8")


def test_a_plan_that_keeps_every_rule_is_code_0(out):
    for plan in (out, out / "plan.json"):
        answer = run("check", plan)
        assert answer.exit_code == Exit.DONE
        assert answer.stdout == (
            "核对通过：没有超限/不符。\n"
            "成本 0.00 元，已排 0 件，单票 - 元，未安排 30 件。\n"
        )
        assert answer.stderr == ""


@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_json_has_the_keys_of_the_contract(out, command):
    answer = run(command, out, "--json")
    assert json.loads(answer.stdout) == {
        "ok": True, "violations": [], "cost_yuan": 0.0, "cost_per_item_yuan": None,
        "items_planned": 0, "items_unserved": 30,
    }  # fmt: skip


@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_items_that_vanish_are_a_violation_and_code_1(out, command):
    change(out, ("unserved", 0, "items"), 29)
    answer = run(command, out, "--json")
    assert answer.exit_code == Exit.FINDING
    found = json.loads(answer.stdout)
    assert found["ok"] is False
    lost = [row for row in found["violations"] if row["cause"] == "M5_CONSERVATION"]
    assert [(row["amount"], row["unit"]) for row in lost] == [(1, "items")]
    words = run(command, out).stdout
    assert "M5_CONSERVATION" in words
    assert "M5_CONSERVATION" in run(command, out, "--lang", "en").stdout


def test_tables_that_changed_are_said_and_judged_as_they_are(out):
    demand = out / "inputs" / "demand.csv"
    demand.write_bytes(demand.read_bytes().replace(b"30", b"31"))
    answer = run("check", out)
    assert "不一样" in answer.stderr
    assert answer.exit_code == Exit.FINDING


def test_another_day_can_be_named(out, tmp_path):
    assert run("check", out, "--day", tmp_path / "day").exit_code == Exit.DONE
    more = TABLES["件量"].replace("30", "35")
    (tmp_path / "day" / "件量.csv").write_text(more, "utf-8")
    assert run("check", out, "--day", tmp_path / "day").exit_code == Exit.FINDING
    # Without --day the plan is judged by the tables it was made from.
    assert run("check", out).exit_code == Exit.DONE


def test_a_day_of_another_date_is_said(out, tmp_path):
    settings = TABLES["参数"].replace("03-09", "03-10")
    (tmp_path / "day" / "参数.csv").write_text(settings, "utf-8")
    answer = run("check", out, "--day", tmp_path / "day")
    assert "2026-03-09" in answer.stderr
    assert "2026-03-10" in answer.stderr


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema_version": "9"}'])
def test_a_damaged_plan_is_code_2_without_a_traceback(out, text):
    (out / "plan.json").write_text(text, "utf-8")
    for command in ("check", "evaluate"):
        answer = run(command, out)
        assert answer.exit_code == Exit.INPUT
        assert "读不了计划" in answer.stderr
        assert answer.stderr.count("怎么改") == 1
        assert answer.stdout == ""
        answer = run(command, out, "--lang", "en")
        assert "If it is the wrong file: plan.json or its folder" in answer.stderr


def test_a_folder_without_plan_or_inputs_is_code_2(out, tmp_path):
    (tmp_path / "empty").mkdir()
    answer = run("check", tmp_path / "empty")
    assert answer.exit_code == Exit.INPUT
    assert "文件或文件夹不存在" in answer.stderr
    (out / "inputs" / "matrix.npz").unlink()
    answer = run("check", out)
    assert answer.exit_code == Exit.INPUT
    assert "--day" in answer.stderr


def test_a_day_that_cannot_be_read_is_code_2_with_its_findings(out, tmp_path):
    (tmp_path / "day" / "车辆.csv").unlink()
    answer = run("check", out, "--day", tmp_path / "day")
    assert answer.exit_code == Exit.INPUT
    assert "怎么改" in answer.stderr


def test_the_judge_loads_no_solver(out):
    code = (
        "import sys, cli\n"
        "try:\n"
        f"    cli.gongpei.main(['check', {str(out)!r}, '--quiet'])\n"
        "except SystemExit as stop:\n"
        "    assert stop.code == 0, stop.code\n"
        "for name in ('ortools', 'numba', 'pyvrp'):\n"
        "    assert name not in sys.modules, name\n"
    )
    folder = Path(cli.__file__).parent
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder)
