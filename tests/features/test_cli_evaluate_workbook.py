"""plan.xlsx edited in LibreOffice, saved, and scored by ``evaluate``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from features.line_county import line_plan, read_line_day, shape, written_plan
from features.office import edit_in_office
from features.workbook_edits import BAD, BAD_FOUND, CASES

import cli
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book
from routing.planning.judge import open_plan
from routing.terminal.exits import Exit


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Return the folder of the plan, and every edited workbook by its case."""
    folder = tmp_path_factory.mktemp("county")
    intake = read_line_day(folder)
    written_plan(folder, intake, line_plan(intake.day, intake.travel))
    edits = {**{name: case.edits for name, case in CASES.items()}, "bad": BAD}
    return edit_in_office(folder, edits)


def evaluate(path, *options):
    return CliRunner().invoke(cli.gongpei, ["evaluate", str(path), *options])


@pytest.mark.parametrize("name", CASES)
def test_the_edit_is_read_as_meant(county, name):
    case, path = CASES[name], county / f"{name}.xlsx"
    opened = open_plan(path, ())
    assert shape(opened.plan) == case.routes
    found = [(row.cause, row.where, row.amount) for row in opened.score.violations]
    assert tuple(found) == case.violations
    assert tuple(row.code for row in opened.score.notes) == case.notes
    cancelled = [r for r in opened.plan.unserved if r.reason == "CANCELLED_BY_HAND"]
    assert sum(row.items for row in cancelled) == case.cancelled
    planned = opened.plan.items_planned + opened.plan.items_unserved
    assert planned == 138
    if case.cost is not None:
        assert opened.plan.cost_cents == case.cost


def test_an_edit_is_scored_without_the_solver(county):
    code = (
        "import sys, cli\n"
        "try:\n"
        f"    cli.gongpei.main(['evaluate', {str(county / 'late.xlsx')!r}, '--json'])\n"
        "except SystemExit as stop:\n"
        "    assert stop.code == 1, stop.code\n"
        "for name in ('ortools', 'numba', 'pandas', 'pyvrp', 'openpyxl'):\n"
        "    assert name not in sys.modules, name\n"
    )
    folder = Path(cli.__file__).parent
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder)


def test_saved_without_a_change_it_is_the_plan_again(county):
    assert open_plan(county / "saved.xlsx", ()).plan == open_plan(county, ()).plan


def test_all_faults_are_told_at_once_with_their_place(county):
    answer = evaluate(county / "bad.xlsx", "--json")
    assert answer.exit_code == Exit.INPUT
    errors = json.loads(answer.stdout)["errors"]
    found = [(e["code"], e["row"], e["column"], e["value"]) for e in errors]
    assert found == BAD_FOUND
    assert {e["sheet"] for e in errors} == {"站点明细"}
    assert "上湾村" in errors[2]["message"], "the nearest name is offered"


def test_it_says_the_difference_and_what_is_new(county):
    answer = evaluate(county / "late.xlsx")
    assert answer.exit_code == Exit.FINDING
    # 189.73 - 176.40; 34 + 8 - 34 km.
    assert "比原计划：费用 +13.33 元，里程 +8.0 公里，已排 +0 件" in answer.stdout
    assert "新增超限/不符 1 处" in answer.stdout
    assert "[T1_WINDOW]" in answer.stdout
    assert "92分32秒" in answer.stdout


def test_json_has_the_difference_and_the_seconds(county):
    answer = json.loads(evaluate(county / "row_added.xlsx", "--json").stdout)
    assert answer["ok"] is True
    assert answer["delta_cost_yuan"] == 11.13
    assert answer["delta_km"] == 6.0
    assert answer["delta_items_planned"] == 12
    assert answer["items_unserved"] == 0
    assert answer["former_plan"] is True
    assert answer["seconds"] < 5


def test_the_workbook_in_another_folder_needs_its_day(county, tmp_path):
    path = tmp_path / "改.xlsx"
    path.write_bytes((county / "row_added.xlsx").read_bytes())
    assert evaluate(path).exit_code == Exit.INPUT
    answer = evaluate(path, "--day", str(county.parent / "day"))
    assert answer.exit_code == Exit.DONE, answer.output
    assert "成本 187.53 元" in answer.stdout
    assert "旁边没有原计划" in answer.stdout


def test_an_edited_workbook_opens_in_the_reader_for_its_day(county):
    day = open_plan(county, ()).intake.day
    assert read_workbook(open_book(county / "saved.xlsx"), day).usable
