"""How the command line behaves before any table is read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cli
from routing.terminal.command import SpokenGroup
from routing.terminal.console import Console
from routing.terminal.exits import Exit, Stop
from routing.terminal.options import as_json

COMMANDS = (
    "demo", "init", "import", "validate", "plan", "check", "evaluate", "explain",
    "freshness", "export", "approve", "close", "generate", "anonymize", "bench",
    "doctor",
)  # fmt: skip


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    return tmp_path


def run(*args):
    return CliRunner().invoke(cli.gongpei, args)


def test_help_is_chinese_and_lists_exactly_the_commands_that_work():
    answer = run("--help")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("用法：gongpei [选项] 命令 [参数]…")
    listed = answer.stdout.split("命令：\n")[1].splitlines()
    assert tuple(line.split()[0] for line in listed if line[2] != " ") == COMMANDS
    assert "Options" not in answer.stdout
    assert "Show" not in answer.stdout


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_option_of_every_command_is_explained(command, lang):
    answer = run(command, "--lang", lang, "--help")
    assert answer.exit_code == 0
    for param in cli.gongpei.commands[command].params:
        if isinstance(param, click.Option):
            assert param.opts[0] in answer.stdout
    lines = answer.stdout.splitlines()
    options = [i for i, line in enumerate(lines) if line.startswith("  -")]
    assert options
    for index in options:
        assert lines[index + 1].startswith("      ")
    chinese = any("\u4e00" <= char <= "\u9fff" for char in lines[0])
    assert chinese == (lang == "zh")


def test_a_command_alone_is_a_usage_error_with_help():
    answer = run()
    assert answer.exit_code == Exit.INPUT
    assert "命令：" in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["plna"], "没有命令 plna。是不是想写 plan？"),
        (["plan"], "缺少参数"),
        (["plan", "nothere"], "找不到“nothere”"),
        (["plan", ".", "--seeed", "1"], "没有选项 --seeed。是不是想写 --seed？"),
        (["plan", ".", "--seed", "x"], "应填整数，当前是“x”"),
        (["plan", ".", "--seed", "-1"], "不能小于 0"),
        (["plan", ".", "--seed", "1.5"], "应填整数"),
        (["plan", ".", "--workers", "0"], "不能小于 1"),
        (["plan", ".", "--time-limit", "nan"], "不能小于 0"),
        (["plan", ".", "--time-limit", "inf"], "不能大于 604800"),
        (["plan", ".", "--time-limit", "x"], "应填数字"),
        (["plan", ".", "--max-set-aside", "101"], "不能大于 100"),
        (["plan", ".", "--date", "2026-02-30"], "日期应写成"),
        (["plan", ".", "--seed"], "选项 --seed 缺少值"),
        (["plan", ".", "--lang", "fr"], "只能是 zh、en 之一"),
        (["plan", ".", "--engine", "cplex"], "只能是 auto、ortools、pyvrp 之一"),
        (["generate", "-o", "x", "--size", "Q"], "只能是 S、R、L、XL 之一"),
        (["explain", "."], "缺少参数"),
    ],
)
def test_wrong_calls_are_refused_in_chinese_with_code_2(args, words):
    answer = run(*args)
    assert answer.exit_code == Exit.INPUT
    assert words in answer.stderr
    assert "错误：" in answer.stderr
    assert answer.stdout == ""


def test_wrong_calls_are_refused_in_english_when_asked():
    answer = run("plan", ".", "--seed", "x", "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "Error: Invalid value for '--seed': expected a whole number" in answer.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seeed = 1\n", "“seeed”不是任何命令的选项"),
        ("[plan]\nsite = 'x'\n", "“plan.site”不是任何命令的选项"),
        ("[plann]\nseed = 1\n", "“plann.seed”不是任何命令的选项"),
        ("seed = \n", "读不了配置文件 gongpei.toml"),
    ],
)
def test_a_wrong_configuration_is_refused(empty_folder, text, words):
    (empty_folder / "gongpei.toml").write_text(text, "utf-8")
    answer = run("doctor")
    assert answer.exit_code == Exit.INPUT
    assert words in answer.stderr


@pytest.fixture
def probe():
    """Return a program whose one command shows what it was given."""

    @click.group(cls=SpokenGroup, name="gongpei", help="PROGRAM")
    def program() -> None:
        pass

    @program.command(name="plan", help="COMMAND_PLAN")
    @cli.search_options("OPTION_TIME_LIMIT")
    @click.pass_context
    def plan(ctx, **given):
        click.echo(json.dumps(given))
        return 0

    return lambda *args: json.loads(CliRunner().invoke(program, ["plan", *args]).stdout)


def test_flag_beats_variable_beats_file_beats_default(probe, empty_folder, monkeypatch):
    assert probe()["seed"] == 1
    (empty_folder / "gongpei.toml").write_text("seed = 2\ntime-limit = 5\n", "utf-8")
    assert probe()["seed"] == 2
    assert probe()["time_limit"] == 5
    (empty_folder / "gongpei.toml").write_text("seed = 2\n[plan]\nseed = 3\n", "utf-8")
    assert probe()["seed"] == 3
    monkeypatch.setenv("GONGPEI_SEED", "4")
    assert probe()["seed"] == 4
    assert probe("--seed", "5")["seed"] == 5


def failing(error):
    @click.group(cls=SpokenGroup, name="gongpei", help="PROGRAM")
    def program() -> None:
        pass

    @program.command(name="plan", help="COMMAND_PLAN")
    @click.option("--out", type=click.Path(path_type=Path))
    def plan(out):
        raise error

    return program


def test_an_unforeseen_error_is_code_70_with_a_masked_report(empty_folder):
    program = failing(KeyError("李四 13812345678"))
    answer = CliRunner().invoke(program, ["plan", "--out", "out/day"])
    assert answer.exit_code == Exit.INTERNAL
    assert "内部错误（KeyError）" in answer.stderr
    assert "Traceback" not in answer.output
    report = (empty_folder / "out" / "day.error.txt").read_text("utf-8")
    assert "KeyError: ***" in report
    for secret in ("李四", "13812345678"):
        assert secret not in report + answer.output


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (Stop(Exit.OUTSIDE, "INTERRUPTED"), 4),
        (Stop(Exit.NOTHING_PLANNED, "INTERRUPTED"), 3),
    ],
)
def test_stops_end_with_their_code(error, code):
    answer = CliRunner().invoke(failing(error), ["plan"])
    assert answer.exit_code == code
    assert answer.stderr.startswith("错误：已中断。") or code == 130


@pytest.mark.parametrize("args", [["plan", "--json"], ["plan"]])
def test_a_stop_is_told_to_scripts_as_one_object(args, monkeypatch):
    if len(args) == 1:
        monkeypatch.setenv("GONGPEI_JSON_OUTPUT", "1")
    answer = CliRunner().invoke(stopping(answered=False), args)
    (error,) = json.loads(answer.stdout)["errors"]
    assert error == {
        "code": "OUT_IS_FILE", "file": "", "sheet": "", "row": 0, "column": "",
        "value": "", "fix": "",
        "message": "输出位置 o 是一个文件，不是文件夹。怎么改：换一个文件夹。",
    }  # fmt: skip
    assert error["message"] in answer.stderr
    # Whose answer stands already says nothing else.
    answer = CliRunner().invoke(stopping(answered=True), args)
    assert json.loads(answer.stdout) == {"status": "refused"}


def test_a_stop_writes_no_object_where_nobody_asks():
    assert CliRunner().invoke(stopping(answered=False), ["plan"]).stdout == ""


def stopping(*, answered):
    @click.group(cls=SpokenGroup, name="gongpei", help="PROGRAM")
    def program() -> None:
        pass

    @program.command(name="plan", help="COMMAND_PLAN")
    @as_json
    @click.pass_context
    def plan(ctx):
        if answered:
            Console.of(ctx).answer({"status": "refused"})
        raise Stop(Exit.INPUT, "OUT_IS_FILE", out="o")

    return program


@pytest.mark.parametrize(
    "args",
    [
        ("check", "nowhere", "--json"),
        ("plan", "--json"),
        ("doctor", "--jsom", "--json"),
    ],
)
def test_a_wrong_call_is_told_to_scripts(args):
    answer = run(*args)
    (error,) = json.loads(answer.stdout)["errors"]
    assert error["code"] == "USAGE"
    assert error["message"] in answer.stderr


def test_the_installed_program_speaks_utf8_whatever_the_console_says(empty_folder):
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    answer = subprocess.run(
        [sys.executable, cli.__file__, "--help"],
        capture_output=True,
        check=True,
        env=environ,
        cwd=empty_folder,
    )
    assert "县乡村共同配送" in answer.stdout.decode("utf-8")


def test_doctor_answers_in_json():
    answer = run("doctor", "--json")
    found = json.loads(answer.stdout)
    assert [row["name"] for row in found["examinations"]] == [
        "versions", "cores", "memory", "fonts", "write",
    ]  # fmt: skip
    assert found["ok"] == all(row["ok"] for row in found["examinations"])
    assert answer.exit_code == (0 if found["ok"] else 1)
