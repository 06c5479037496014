"""``plan --start``: begins with a plan, whole or in its folder, and names a bad one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from features import planned_day

import cli
from routing.terminal.exits import Exit

pytestmark = pytest.mark.usefixtures("bus_day_folder")


def plan(out, *args, iterations=2):
    words = ["plan", "day", "-o", out, "--iterations", str(iterations)]
    return CliRunner().invoke(cli.gongpei, [*words, "--workers", "1", *args])


def cents(out):
    return json.loads((Path(out) / "plan.json").read_text("utf-8"))["cost_cents"]


@pytest.mark.parametrize("start", ["first", "first/plan.json"])
def test_a_start_is_a_file_or_a_folder(start):
    assert plan("first").exit_code == Exit.DONE
    again = plan("second", "--start", start, iterations=0)
    assert again.exit_code == Exit.DONE
    assert cents("second") == cents("first")
    assert CliRunner().invoke(cli.gongpei, ["check", "second"]).exit_code == Exit.DONE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "plan.json"),
        ("没有", "plan.json"),
        ("[1, 2]", "plan.json"),
        ('{"schema_version": "1.0", "bags": 3}', "plan.json"),
    ],
)
def test_an_unreadable_start_is_named_and_nothing_is_written(text, said):
    Path("old").mkdir()
    Path("old/plan.json").write_text(text, "utf-8")
    answer = plan("out", "--start", "old/plan.json")
    assert answer.exit_code == Exit.INPUT
    assert said in answer.stderr
    assert "Traceback" not in answer.output
    assert not Path("out").exists()


def test_a_start_that_is_not_there_is_named():
    answer = plan("out", "--start", "nowhere")
    assert answer.exit_code == Exit.INPUT
    assert "nowhere" in answer.stderr
    assert not Path("out").exists()


def test_a_folder_without_a_plan_is_named():
    Path("empty").mkdir()
    answer = plan("out", "--start", "empty")
    assert answer.exit_code == Exit.INPUT
    assert "empty" in answer.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("start", "code", "words"),
    [
        ("nowhere", "USAGE", "参数 --start 不对：找不到“nowhere”"),
        ("day", "PLAN_UNREADABLE", "文件或文件夹不存在"),
        ("day/站点.csv", "PLAN_FAULTY", "不是有效的 JSON"),
    ],
)
def test_scripts_are_told_of_a_bad_start_in_json(start, code, words):
    answer = plan("out", "--start", start, "--json")
    assert answer.exit_code == Exit.INPUT
    told = json.loads(answer.stdout)
    assert told["ok"] is False
    (error,) = told["errors"]
    assert error["code"] == code
    assert words in error["message"]
    assert words in answer.stderr


def small_plan(day, out, *args):
    words = ["plan", day, "-o", out, *planned_day.SHORT, *args]
    answer = CliRunner().invoke(cli.gongpei, words)
    assert answer.exit_code == Exit.DONE
    return answer


def test_yesterdays_plan_is_a_start_for_other_counts():
    planned_day.write_day(Path("small"))
    small_plan("small", "first")
    planned_day.write_day(Path("next"), 件量="站点,合作单位,件数\n上湾村,中通,45\n")
    answer = small_plan("next", "second", "--start", "first")
    assert "45 件" in answer.stdout
    assert "没有用它" not in answer.stderr
    assert CliRunner().invoke(cli.gongpei, ["check", "second"]).exit_code == Exit.DONE


def test_a_plan_of_another_county_is_told_and_not_used():
    planned_day.write_day(Path("small"))
    small_plan("small", "first")
    other = {
        name: text.replace("V1", "W1").replace("V2", "W2").replace("皖H", "浙A")
        for name, text in planned_day.TABLES.items()
    }
    planned_day.write_day(Path("other"), **other)
    small_plan("other", "out")
    alone = cents("out")
    for quiet in ([], ["--quiet"]):
        answer = small_plan("other", "out", "--start", "first", *quiet)
        assert "没有共同的村站、车辆和班次" in answer.stderr
        assert cents("out") == alone
