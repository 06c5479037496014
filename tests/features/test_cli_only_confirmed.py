"""``plan --only-confirmed``: what nobody has confirmed carries nothing (W5k)."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from features.bus_day import DAY, write_bus_day
from features.planned_day import SHORT

import cli
from routing.terminal.exits import Exit

pytestmark = pytest.mark.usefixtures("bus_day_folder")

NARROW = (
    DAY["站点"]
    .replace("经度,纬度\n", "经度,纬度,可进车型\n")
    .replace("120.2,37.0\n", "120.2,37.0,三轮\n")
)
"""The village lets tricycles in alone, and there is none: nothing goes by road."""


def run(*args):
    return CliRunner().invoke(cli.gongpei, [*args])


def plan(*words, trip="", offer="", **tables):
    """Plan the day whose trip and offer are confirmed (是), not (否), or unsaid."""
    trips = f"班线编号,发车时间,载货袋数,已确认\nL1,08:00,9,{trip}\n"
    offers = DAY["代投"].replace("单价\n", "单价,已确认\n").rstrip("\n")
    changed = {"班次": trips, "代投": f"{offers},{offer}\n", **tables}
    write_bus_day(Path("day"), {**DAY, "站点": NARROW, **changed})
    return run("plan", "day", "-o", "out", *SHORT, *words)


def kinds():
    made = json.loads(Path("out/plan.json").read_text("utf-8"))
    return [leg["kind"] for bag in made["bags"] for leg in bag["legs"]]


def test_all_services_may_be_used_unless_it_is_asked():
    assert plan(trip="否", offer="否").exit_code == Exit.DONE
    assert kinds() == ["bus"]


def test_goods_go_by_what_is_confirmed():
    """The bus costs 4.00, the partner 9.00: taken all the same."""
    assert plan("--only-confirmed", trip="否", offer="是").exit_code == Exit.DONE
    assert kinds() == ["handover"]
    assert plan("--only-confirmed", trip="是").exit_code == Exit.DONE
    assert kinds() == ["bus"]


@pytest.mark.parametrize("said", ["否", ""])
def test_goods_that_stay_say_whose_word_is_missing(said):
    """Nobody having said is not confirmed either."""
    done = plan("--only-confirmed", trip=said, offer="否")
    assert done.exit_code == Exit.NOTHING_PLANNED
    made = json.loads(Path("out/plan.json").read_text("utf-8"))
    (row,) = made["unserved"]
    assert (row["items"], row["reason"], row["certified"]) == (5, "NOT_CONFIRMED", True)
    # The cheaper of the two is named.
    assert row["nearest"] == "班车 L1 08:00确认后就可以送"
    assert "打电话确认后在班次表或代投表的“已确认”填是" in done.stdout


def test_the_plan_is_judged_by_what_was_asked():
    """From the files alone; by a day where it is set; not by one where it is not."""
    plan("--only-confirmed", trip="是", offer="否")
    assert "only_confirmed,是" in Path("out/inputs/settings.csv").read_text("utf-8-sig")
    assert run("check", "out").exit_code == Exit.DONE
    plan(trip="否", offer="否")
    assert run("check", "out").exit_code == Exit.DONE
    write_bus_day(Path("day"), {"参数": f"{DAY['参数']}只用已确认,是\n"})
    told = run("check", "out", "--day", "day", "--json")
    assert told.exit_code == Exit.FINDING
    (found,) = json.loads(told.stdout)["violations"]
    assert (found["cause"], found["amount"], found["unit"]) == (
        "W5_UNCONFIRMED", 1, "bags",
    )  # fmt: skip


def test_the_setting_and_the_option_give_the_same_plan():
    settings = f"{DAY['参数']}只用已确认,是\n"
    plan(trip="否", offer="是", 参数=settings)
    first = json.loads(Path("out/plan.json").read_text("utf-8"))
    # The option stands above what the table says.
    plan("--only-confirmed", trip="否", offer="是", 参数=settings.replace("是", "否"))
    second = json.loads(Path("out/plan.json").read_text("utf-8"))
    # The table spells the key otherwise: its digest differs, nothing else.
    assert {**first, "day": second["day"]} == second
    assert kinds() == ["handover"]


def test_explain_names_what_is_not_confirmed():
    plan("--only-confirmed", trip="否", offer="是")
    told = run("explain", "out", "--site", "V")
    assert "还没确认" in told.stdout
