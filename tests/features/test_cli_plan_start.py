"""``plan --start``: begins with a plan, whole or in its folder, and names a bad one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

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
