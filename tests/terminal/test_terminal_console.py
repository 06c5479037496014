"""What is said arrives whole on a GBK console, a bare one, and as JSON."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import cli
from routing.terminal.console import NEAREST, holds_chinese, speak_utf8
from routing.texts.catalogue import families, family, kinds


def speak(folder, encoding, *args):
    environ = {name: v for name, v in os.environ.items() if name[:7] != "GONGPEI"}
    environ |= {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "LANG": "C"}
    return subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", cli.__file__, *args],
        capture_output=True,
        check=False,
        env=environ,
        cwd=folder,
    )


@pytest.mark.parametrize(
    ("encoding", "holds"),
    [
        ("utf-8", True),
        ("gbk", True),
        ("cp936", True),
        ("gb18030", True),
        ("ascii", False),
        ("cp1252", False),
        ("cp437", False),
        ("big5", False),
        ("shift_jis", False),
        ("no-such-code", False),
    ],
)
def test_which_codes_hold_chinese(encoding, holds):
    assert holds_chinese(encoding) is holds


@pytest.mark.parametrize("command", ["", *cli.gongpei.commands])
def test_help_is_whole_in_gbk_and_where_there_is_no_chinese(tmp_path, command):
    words = [command] if command else []
    expected = CliRunner().invoke(cli.gongpei, [*words, "--help"]).stdout
    assert expected.startswith("用法：")
    for encoding, read_as in (("gbk", "gbk"), ("ascii", "utf-8")):
        answer = speak(tmp_path, encoding, *words, "--help")
        assert answer.returncode == 0
        assert answer.stderr == b""
        assert answer.stdout.decode(read_as).replace("\r\n", "\n") == expected


@pytest.mark.parametrize(("encoding", "read_as"), [("gbk", "gbk"), ("ascii", "utf-8")])
def test_a_day_is_planned_and_told_on_such_a_console(tmp_path, encoding, read_as):
    county = tmp_path / "县 中心" / "数据 一"
    out = tmp_path / "县 中心" / "结果 一"
    made = speak(
        tmp_path, encoding, "generate", "--size", "S", "--seed", "1", "-o", str(county)
    )
    assert made.returncode == 0, made.stderr
    search = ("--iterations", "2", "--workers", "1")
    answer = speak(tmp_path, encoding, "plan", str(county), "-o", str(out), *search)
    told, notes = answer.stdout.decode(read_as), answer.stderr.decode(read_as)
    assert answer.returncode in (0, 1), notes
    assert str(out / "report.html") in told
    assert "读入表格…" in notes
    assert "?" not in told + notes
    # Whatever reads or writes a file names its code: the system's is GBK there.
    ours = [line for line in notes.splitlines() if "EncodingWarning" in line]
    assert [line for line in ours if "site-packages" not in line] == []

    answer = speak(tmp_path, encoding, "check", str(out), "--json")
    assert json.loads(answer.stdout.decode("utf-8"))["ok"] is True


def test_chinese_in_json_survives_a_gbk_channel(tmp_path):
    answer = speak(tmp_path, "gbk", "doctor", "--json")
    assert answer.stdout.isascii()
    plain = speak(tmp_path, "utf-8", "doctor", "--json")
    assert json.loads(answer.stdout) == json.loads(plain.stdout.decode("utf-8"))


@pytest.fixture
def gbk():
    """Return what a person reads of a text on a GBK console."""
    speak_utf8()
    return lambda words: words.encode("gbk", NEAREST).decode("gbk")


@pytest.mark.parametrize("name", families())
def test_every_chinese_text_is_readable_in_gbk(name, gbk):
    for code, texts in family(name).items():
        for key, words in kinds(texts, "zh").items():
            assert gbk(words).count("?") == words.count("?"), (code, key)


def test_what_gbk_lacks_is_written_as_near_as_may_be(gbk):
    assert gbk("差 0.5 m³，1 − 2，© 某") == "差 0.5 m3，1 - 2，(c) 某"
    assert gbk("共配😀") == "共配?"
