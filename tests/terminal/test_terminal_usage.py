"""Usage lines, options and click's own complaints: Chinese, or English when asked."""

import click
import pytest
from click.testing import CliRunner
from texts.language_scan import chinese_words, english_words, table_names

import cli
from routing.terminal.command import SpokenGroup
from routing.terminal.exits import Exit
from routing.terminal.options import option

COMMANDS = sorted(cli.gongpei.commands)


def run(*args, env=None):
    return CliRunner().invoke(cli.gongpei, args, env=env)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_english_word_in_any_help(command):
    words = [command] if command else []
    answer = run(*words, "--help")
    assert answer.exit_code == 0
    assert english_words(answer.stdout) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_chinese_word_in_any_english_help(command):
    words = [command] if command else []
    answer = run(*words, "--lang", "en", "--help")
    assert answer.exit_code == 0
    assert chinese_words(answer.stdout, table_names()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_value_and_argument_has_a_word_in_both_languages(command):
    for lang in ("zh", "en"):
        ctx = click.Context(cli.gongpei.commands[command], obj=lang)
        for param in ctx.command.get_params(ctx):
            if getattr(param, "is_flag", False):
                continue
            shown = param.make_metavar(ctx).strip(".")
            if lang == "en":
                assert shown.isascii(), param.name
            else:
                # What may stay is a choice of codes: zh|en, S|R|L|XL.
                assert not shown.isascii() or "|" in shown, param.name


def test_usage_names_the_argument_as_the_help_does():
    shown = run("check", "--help").stdout
    assert shown.startswith("用法：gongpei check [选项] 计划\n")
    assert "计划 是 plan.json 或它所在的文件夹" in shown
    shown = run("check", "--lang", "en", "--help").stdout
    assert shown.startswith("Usage: gongpei check [OPTIONS] PLAN\n")
    assert "PLAN is plan.json or its folder" in shown


WRONG = [
    ([], "plna", "没有命令 plna。是不是想写 plan？"),
    (["plan"], "", "缺少参数 表格。"),
    (["check"], "", "缺少参数 计划。"),
    (["explain", "."], "", "缺少参数 --site。"),
    (["check", ".", "甲", "乙"], "", "多写了 甲 乙。"),
    (["doctor", "甲"], "", "多写了 甲。"),
    (["plan", "nothere"], "", "参数 表格 不对：找不到“nothere”。"),
    (["plan", "."], "--out", "选项 --out 缺少值，或给了不该有的值。"),
    (["plan", "."], "--strict=1", "选项 --strict 缺少值，或给了不该有的值。"),
    (["plan", "."], "--sed", "没有选项 --sed。是不是想写 --seed"),
]


@pytest.mark.parametrize(("args", "last", "words"), WRONG)
def test_what_click_complains_of_is_said_in_chinese(args, last, words):
    answer = run(*args, *filter(None, [last]))
    assert answer.exit_code == Exit.INPUT
    assert words in answer.stderr
    typed = frozenset({"plna", "nothere", "--sed"})
    assert english_words(answer.stderr, typed) == []


@pytest.mark.parametrize(("args", "last", "_words"), WRONG)
def test_and_in_english_when_asked(args, last, _words):
    words = [*args, *filter(None, [last])]
    answer = run("--lang", "en", *words)
    assert answer.exit_code == Exit.INPUT
    assert chinese_words(answer.stderr, frozenset({"甲", "乙"})) == []


def test_a_switch_from_the_environment_is_refused_in_chinese(tmp_path):
    answer = run("plan", str(tmp_path), env={"GONGPEI_STRICT": "maybe"})
    assert answer.exit_code == Exit.INPUT
    assert "参数 --strict 不对：只能写 true 或 false，当前是“maybe”。" in answer.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (click.UsageError("Got unexpected extra argument (z)"), "多写了 z。"),
        (click.BadOptionUsage("--x", "Option '--x' takes 2."), "选项 --x 缺少值"),
    ],
)
def test_other_complaints_of_click(error, words):
    @click.group(cls=SpokenGroup, name="gongpei", help="PROGRAM")
    def program() -> None:
        pass

    @program.command(name="plan", help="COMMAND_PLAN")
    @option("--site", code="OPTION_SITE")
    def plan(site):
        raise error

    answer = CliRunner().invoke(program, ["plan"])
    assert answer.exit_code == Exit.INPUT
    assert words in answer.stderr
