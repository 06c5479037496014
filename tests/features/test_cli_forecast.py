"""The first run of a morning fills its gaps from the history that closing keeps."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from routing.tables.history.files import write_history
from routing.tables.history.model import History, VillageRow
from routing.terminal.exits import Exit

pytestmark = pytest.mark.usefixtures("bus_day_folder")

MONDAY = dt.date(2026, 3, 9)


def run(*words):
    return CliRunner().invoke(cli.gongpei, [str(word) for word in words])


def plan(out, *args):
    return run("plan", "day", "-o", out, "--iterations", 2, "--workers", 1, *args)


def keep(path):
    """Write a history: 邮政 had 6 and 9 at V on the two Mondays before."""
    rows = [
        VillageRow(
            date=MONDAY - dt.timedelta(weeks=weeks),
            site="V",
            site_name="新民村",
            township="东江站",
            partner=partner,
            partner_name="",
            goods_class="普通",
            kind="delivery",
            demanded=items,
            backlog=0,
            delivered=items,
            by_noon=0,
            time=None,
        )
        for weeks, partner, items in ((1, "yz", 6), (2, "yz", 9), (1, "zt", 99))
    ]
    write_history(path, History(villages=tuple(rows)))
    return path


def items(out):
    """Return the items of the plan by partner."""
    found = {}
    for bag in json.loads((Path(out) / "plan.json").read_text("utf-8"))["bags"]:
        for partner, count in bag["items"].items():
            found[partner] = found.get(partner, 0) + count
    return found


def test_the_history_beside_the_plans_fills_the_first_run():
    keep(Path("out") / "历史件量.csv")
    answer = plan("out/预", "--stage", "预排")
    assert answer.exit_code == Exit.DONE, answer.output
    # (6 + 9) / 2 = 7.5, half up; 中通 has told its 5.
    assert items("out/预") == {"zt": 5, "yz": 8}
    told = "邮政 还没报数：按历史预测 8 件（2026-02-23、2026-03-02 的平均）"
    assert told in answer.stderr
    report = (Path("out") / "预" / "report.html").read_text("utf-8")
    assert "历史预测：还没报数的单位" in report
    assert run("check", "out/预").exit_code == Exit.DONE
    # With the counts nothing is made up.
    assert plan("out/定", "--stage", "定稿", "--from", "out/预").exit_code == Exit.DONE
    assert items("out/定") == {"zt": 5}
    assert plan("out/一").exit_code == Exit.DONE
    assert items("out/一") == {"zt": 5}


def test_a_history_is_named():
    file = keep(Path("账.csv"))
    assert plan("out", "--stage", "预排", "--history", file).exit_code == Exit.DONE
    assert items("out") == {"zt": 5, "yz": 8}
    answer = plan("other", "--history", file)
    assert answer.exit_code == Exit.INPUT
    assert "--stage 预排" in answer.stderr


def test_another_table_is_no_history():
    Path("账.csv").write_text("日期,件数\n2026-03-02,5\n", "utf-8")
    answer = plan("out", "--stage", "预排", "--history", "账.csv")
    assert answer.exit_code == Exit.INPUT
    assert "不是能用的历史件量表" in answer.stderr
    assert not Path("out").exists()
