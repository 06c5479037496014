"""Two runs a morning: 预排 marks its sheets, 定稿 keeps ways and lists each change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from features.bus_day import DAY, write_bus_day
from openpyxl import load_workbook

import cli
from routing.terminal.exits import Exit

pytestmark = pytest.mark.usefixtures("bus_day_folder")

MARK = "预排：按预报件数排，装车前换成定稿的单据"


def run(*words):
    return CliRunner().invoke(cli.gongpei, [str(word) for word in words])


def plan(out, *args):
    return run("plan", "day", "-o", out, "--iterations", 2, "--workers", 1, *args)


def recount(items):
    """Let the counts come in: other items for V than forecast."""
    table = f"站点,合作单位,件数\nV,中通,{items}\n"
    write_bus_day(Path("day"), DAY | {"件量": table})


def read(out):
    return json.loads((Path(out) / "plan.json").read_text("utf-8"))


@pytest.fixture
def forecast(bus_day_folder):
    assert plan("pre", "--stage", "预排").exit_code == Exit.DONE
    return Path("pre")


def test_every_sheet_and_the_page_of_a_forecast_run_say_so(forecast):
    assert read(forecast)["stage"] == "forecast"
    assert "changes" not in read(forecast)
    pages = [page for page in forecast.glob("*.html") if page.name != "report.html"]
    assert {"分拣表.html", "袋牌.html"} < {page.name for page in pages}
    for page in pages:
        html = page.read_text("utf-8")
        assert html.count("预排") >= html.count('<section class="page">') > 0, page.name
    assert MARK in (forecast / "分拣表.html").read_text("utf-8")
    report = (forecast / "report.html").read_text("utf-8")
    assert "· 预排</title>" in report
    assert '<span class="status partial">预排</span>' in report
    summary = load_workbook(forecast / "plan.xlsx").worksheets[0]
    rows = [[cell.value for cell in row[:2]] for row in summary.iter_rows()]
    assert ["第几次排", "预排"] in rows
    assert "（预排）" in (forecast / "微信.txt").read_text("utf-8-sig")


def test_approval_takes_the_mark_of_a_draft_and_leaves_that_of_the_forecast(forecast):
    assert run("approve", forecast, "--by", "王审核").exit_code == Exit.DONE
    html = (forecast / "分拣表.html").read_text("utf-8")
    assert MARK in html
    assert "试算" not in html
    assert run("check", forecast).exit_code == Exit.DONE


def test_the_final_run_keeps_the_way_and_lists_who_keeps_his_sheet(forecast):
    (first,) = read(forecast)["bags"][0]["legs"]
    recount(6)
    answer = plan("out", "--stage", "定稿", "--from", forecast)
    assert answer.exit_code == Exit.DONE
    made = read("out")
    assert [leg.get("trip") for leg in made["bags"][0]["legs"]] == [first.get("trip")]
    changes = made["changes"]
    assert (made["stage"], changes["villages"], changes["changed"]) == ("final", 1, [])
    assert "1 个村里 1 个走法不变，0 个变更" in answer.stdout
    html = (Path("out") / "变更单.html").read_text("utf-8")
    assert "两次都有货的 1 个村：1 个走法不变，0 个变更。" in html
    assert "省下超过 20 元（默认值，假设）才换走法" in html
    assert MARK not in (Path("out") / "分拣表.html").read_text("utf-8")
    assert run("check", "out").exit_code == Exit.DONE


def test_a_trip_that_was_cancelled_stands_on_the_list_of_changes(forecast):
    assert read(forecast)["bags"][0]["legs"][0]["trip"] == "L1-0800"
    cancelled = "类型,对象,参数,原因,填报人\n取消,L1 8:00班车,,检修,王调度\n"
    (Path("day") / "临时调整.csv").write_text(cancelled, "utf-8")
    answer = plan("out", "--stage", "final", "--from", forecast / "plan.json", "--json")
    assert answer.exit_code == Exit.DONE
    told = json.loads(answer.stdout)
    assert told["stage"] == "final"
    (row,) = told["changes"]["changed"]
    assert (row["site"], row["reason"], row["items"]) == ("V", "gone", 5)
    html = (Path("out") / "变更单.html").read_text("utf-8")
    for words in ("新民村", "班车 L1 08:00", "原来的车、班次或代投没有了"):
        assert words in html


def test_the_same_folder_keeps_the_forecast_as_an_older_version(forecast):
    recount(6)
    assert plan(forecast, "--stage", "定稿", "--from", forecast).exit_code == Exit.DONE
    assert read(forecast)["stage"] == "final"
    assert read(forecast / "第1版")["stage"] == "forecast"
    earlier = read(forecast)["changes"]["earlier"]
    run_file = json.loads((forecast / "第1版" / "run.json").read_text("utf-8"))
    assert earlier == run_file["plan_number"]
    # Planned once more without an earlier run: its list goes with its version.
    assert plan(forecast).exit_code == Exit.DONE
    assert not (forecast / "变更单.html").exists()
    assert (forecast / "第2版" / "变更单.html").exists()


def test_what_a_change_has_to_save_is_a_setting_and_an_option(forecast):
    settings = DAY["参数"] + "change_yuan,35\n"
    write_bus_day(Path("day"), DAY | {"参数": settings})
    plan("out", "--stage", "定稿", "--from", forecast)
    assert read("out")["changes"]["change_cents"] == 3500
    html = Path("out/变更单.html").read_text("utf-8")
    assert "省下超过 35 元才换走法；" in html
    more = ("--change-yuan", "12.5")
    plan("out", "--stage", "定稿", "--from", forecast, *more)
    assert read("out")["changes"]["change_cents"] == 1250


def test_the_same_iterations_write_the_same_bytes(forecast):
    recount(7)
    for out in ("a", "b"):
        plan(out, "--stage", "定稿", "--from", forecast)
    assert Path("a/plan.json").read_bytes() == Path("b/plan.json").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--stage", "定稿"), "加 --from"),
        (("--from", "pre"), "加 --stage 定稿"),
        (("--stage", "预排", "--from", "pre"), "加 --stage 定稿"),
        (("--stage", "定稿", "--from", "pre", "--start", "pre"), "只留 --from"),
        (("--stage", "终稿"), "终稿"),
        (("--stage", "定稿", "--from", "day"), "plan.json"),
        (("--stage", "定稿", "--from", "nowhere"), "nowhere"),
    ],
)
@pytest.mark.usefixtures("forecast")
def test_what_does_not_go_together_is_refused_with_the_way_out(words, said):
    answer = plan("out", *words)
    assert answer.exit_code == Exit.INPUT
    assert said in answer.stderr
    assert not Path("out").exists()


def test_a_plan_of_another_day_is_refused(forecast):
    other = DAY["参数"].replace("2026-03-09", "2026-03-10")
    write_bus_day(Path("day"), DAY | {"参数": other})
    answer = plan("out", "--stage", "定稿", "--from", forecast)
    assert answer.exit_code == Exit.INPUT
    assert "2026-03-09" in answer.stderr
    assert "2026-03-10" in answer.stderr


def test_printing_a_final_plan_again_keeps_its_list_of_changes(forecast):
    recount(6)
    plan("out", "--stage", "定稿", "--from", forecast)
    again = run("export", "out")
    assert again.exit_code == Exit.DONE
    assert read("out")["changes"]["villages"] == 1
    assert (Path("out") / "变更单.html").exists()
