"""``plan`` says before anything else how many overrides it could not read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from features.bus_day import DAY

import cli
from routing.terminal.exits import Exit

HEADER = "类型,对象,参数,原因,填报人\n"
CALLED_OFF = "取消,L1 8:00班车,,修路,王调度\n"
UNREAD = "取消,城西线 08:00,,修路,王调度\n"
TWICE_BAD = "减载,L1-0800,少一点,,\n"
"""Neither its room nor who said so can be read: still one override."""


pytestmark = pytest.mark.usefixtures("bus_day_folder")


def plan(*rows, words=()):
    Path("day/临时调整.csv").write_text(HEADER + "".join(rows), "utf-8")
    given = ["plan", "day", "-o", "out", "--iterations", "2", "--workers", "1"]
    return CliRunner().invoke(cli.gongpei, [*given, *words])


@pytest.mark.parametrize(
    ("rows", "count"), [([UNREAD], 1), ([UNREAD, CALLED_OFF, TWICE_BAD], 2)]
)
def test_the_first_line_tells_how_many_were_ignored(rows, count):
    done = plan(*rows)
    first = done.stdout.splitlines()[0]
    assert f"{count} 条临时调整看不懂，没有采用" in first
    told = json.loads(plan(*rows, words=["--json"]).stdout)
    assert told["ignored_overrides"] == count


def test_in_english_too():
    first = plan(UNREAD, words=["--lang", "en"]).stdout.splitlines()[0]
    assert first.startswith("Beware: 1 override")


def test_nothing_is_said_where_all_were_read():
    done = plan(CALLED_OFF)
    assert done.exit_code == Exit.DONE
    assert "临时调整" not in done.stdout
    assert json.loads(Path("out/run.json").read_text("utf-8"))
    told = json.loads(plan(CALLED_OFF, words=["--json"]).stdout)
    assert told["ignored_overrides"] == 0


def test_a_bad_row_of_another_table_is_no_override():
    demand = Path("day/件量.csv")
    demand.write_text(DAY["件量"] + "V,中通,500\n月亮湾,中通,1\n", "utf-8")
    told = json.loads(plan(words=["--json"]).stdout)
    assert (told["ignored_overrides"], told["items_unserved"]) == (0, 1)
