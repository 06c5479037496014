"""``plan --engine``: which engines were allowed stands in what a plan leaves."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from features.planned_day import SHORT, write_day

import cli
from routing.optimize.budget import Engine
from routing.terminal.exits import Exit
from routing.terminal.options import ENGINES


@pytest.mark.parametrize("engine", ["ortools", "PyVRP", None])
def test_the_engines_allowed_are_recorded(tmp_path, monkeypatch, engine):
    monkeypatch.chdir(tmp_path)
    write_day(tmp_path / "day")
    given = ["--engine", engine] if engine else []
    words = ["plan", "day", "-o", "out", *SHORT, *given]
    assert CliRunner().invoke(cli.gongpei, words).exit_code == Exit.DONE
    plan = json.loads(Path("out/plan.json").read_text("utf-8"))
    run = json.loads(Path("out/run.json").read_text("utf-8"))
    wanted = (engine or "auto").lower()
    assert (plan["parameters"]["engine"], run["engine"]) == (wanted, wanted)


def test_the_words_are_those_of_the_search():
    assert tuple(Engine) == ENGINES
