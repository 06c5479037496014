"""A generated county in the cold season through the commands: every output tells it."""

from __future__ import annotations

import json

import openpyxl
import pytest
from features.planned_day import plan, run, sheets

from routing.planning.judge import open_plan
from routing.terminal.exits import Exit

RECORD = "交接温度记录"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Return the folder of the plan; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("cold")
    traits = ("--size", "S", "--seed", 3, "--season", "cold")
    assert run("generate", *traits, "-o", folder / "day").exit_code == Exit.DONE
    plan(folder / "day", folder / "out")
    return folder / "out"


def test_every_figure_of_cold_goods_agrees(out):
    kpis = json.loads((out / "kpi.json").read_text("utf-8"))
    assert kpis["cold_items"] > 0
    assert kpis["cold_within_share"] == 100.0
    rows = list(openpyxl.load_workbook(out / "plan.xlsx")["冷链"].values)[3:]
    left = [row[10] for row in rows]
    assert left == sorted(left)
    assert left[0] >= 0
    assert max(row[7] for row in rows) - 1 < kpis["cold_longest_min"]
    spent = sum(kpis["cold_outside_min_by_cause"].values())
    assert sum(row[7] - 1 for row in rows) < spent <= sum(row[7] for row in rows) + 0.5
    page = (out / "report.html").read_text("utf-8")
    assert f"冷链 {len(rows)} 袋 {kpis['cold_items']} 件" in page
    assert f"<td>{rows[0][0]}</td>" in page


def test_sheets_for_people_hold_the_record_where_cold_goods_go(out):
    stated = json.loads((out / "plan.json").read_text("utf-8"))
    cold = {bag["id"] for bag in stated["bags"] if bag["goods_class"] == "冷藏"}
    pages = sheets(out)
    for route in stated["routes"]:
        handled = {
            bag
            for tour in route["tours"]
            for stop in tour["stops"]
            for bag in (*stop["deliver"], *stop["pick_up"])
        }
        plate = f"示例{route['vehicle']}"
        assert (RECORD in pages[f"派车单_{plate}.html"]) == bool(handled & cold)
    kept = [page for name, page in pages.items() if "村站" in name and RECORD in page]
    assert kept
    assert all("0～8 °C" in page and "（默认）" not in page for page in kept)
    assert all("下一班带回" in page for page in kept)
    assert any("冷货到站马上放进冰箱、冰柜" in page for page in kept)


def test_the_workbook_is_read_back_as_the_plan(out):
    assert open_plan(out / "plan.xlsx", ()).plan == open_plan(out, ()).plan
    answer = run("evaluate", out / "plan.xlsx")
    assert answer.exit_code == Exit.DONE, answer.output
    assert "冷链" not in answer.output
