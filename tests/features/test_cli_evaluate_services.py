"""plan.xlsx of a plan with hubs, buses and offers edited in LibreOffice and scored."""

import json

import openpyxl
import pytest
from click.testing import CliRunner
from features.hub_county import hub_plan, read_hub_day, ways
from features.hub_edits import BAD, BAD_FOUND, BAGS, CASES, ROW_A, TRIPS, A, B
from features.line_county import written_plan
from features.office import edit_in_office

import cli
from routing.planning.judge import open_plan
from routing.terminal.exits import Exit


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Return the folder of the plan, and every edited workbook by its case."""
    folder = tmp_path_factory.mktemp("county")
    intake = read_hub_day(folder)
    written_plan(folder, intake, hub_plan(intake.day, intake.travel))
    edits = {**{name: case.edits for name, case in CASES.items()}, "bad": BAD}
    return edit_in_office(folder, edits)


def evaluate(path, *options):
    return CliRunner().invoke(cli.gongpei, ["evaluate", str(path), *options])


@pytest.mark.parametrize("name", CASES)
def test_the_edit_is_read_as_meant(county, name):
    case = CASES[name]
    opened = open_plan(county / f"{name}.xlsx", ())
    plan, score = opened.plan, opened.score
    assert ways(plan, opened.intake.day) == case.ways
    found = [(row.cause, row.where, row.amount) for row in score.violations]
    assert tuple(found) == case.violations
    assert plan.cost_cents == case.cost
    assert tuple(sorted({row.code for row in score.notes})) == case.notes
    cancelled = [r for r in plan.unserved if r.reason == "CANCELLED_BY_HAND"]
    assert sum(row.items for row in cancelled) == case.cancelled
    assert plan.items_planned + plan.items_unserved == 92


@pytest.mark.parametrize("name", ["saved", "sorted", "row_moved", "sheet_renamed"])
def test_what_changes_nothing_is_the_plan_again(county, name):
    assert open_plan(county / f"{name}.xlsx", ()).plan == open_plan(county, ()).plan


def test_all_faults_are_told_at_once_with_their_place(county):
    answer = evaluate(county / "bad.xlsx", "--json")
    assert answer.exit_code == Exit.INPUT
    errors = json.loads(answer.stdout)["errors"]
    found = [(e["code"], e["sheet"], e["row"], e["column"], e["value"]) for e in errors]
    assert found == BAD_FOUND
    assert "L1-0800" in errors[0]["message"], "the nearest trip is offered"
    assert "县共配中心、石门镇站、下湾村" in errors[1]["message"]


def test_a_missed_bus_is_told_with_its_minutes_and_stops_the_export(county):
    path = county / "reordered_before_the_bus.xlsx"
    answer = evaluate(path)
    assert answer.exit_code == Exit.FINDING
    assert "24分20秒" in answer.stdout
    assert "[T5_CUTOFF]" in answer.stdout
    words = [
        "export",
        str(path),
        "--reason",
        "试",
        "--by",
        "王",
        "-o",
        str(county / "x"),
    ]
    stopped = CliRunner().invoke(cli.gongpei, words)
    assert stopped.exit_code == Exit.FINDING
    assert not (county / "x").exists()


def changed(county, tmp_path, **cells):
    """Save the workbook with the bags of a row changed beside its plan."""
    book = openpyxl.load_workbook(county / "plan.xlsx")
    for sheet, (row, column, value) in cells.items():
        book[sheet].cell(row + 1, column + 1).value = value
    path = county / f"{tmp_path.name}.xlsx"
    book.save(path)
    answer = evaluate(path, "--json")
    assert answer.exit_code == Exit.INPUT
    return json.loads(answer.stdout)["errors"]


def test_a_bag_that_nobody_takes_on_is_told(county, tmp_path):
    errors = changed(county, tmp_path, **{TRIPS: (ROW_A, BAGS, f"{A} {B}")})
    assert [(e["code"], e["row"]) for e in errors] == [("EDIT_BAG_TWICE", 5)]
    book = openpyxl.load_workbook(county / "plan.xlsx")
    book[TRIPS].cell(ROW_A + 1, BAGS + 1).value = f"{A} {B}"
    book[TRIPS].delete_rows(ROW_A + 2)
    path = county / f"{tmp_path.name}.xlsx"
    book.save(path)
    (error,) = json.loads(evaluate(path, "--json").stdout)["errors"]
    assert (error["code"], error["sheet"], error["row"]) == (
        "EDIT_BAG_NO_WAY",
        TRIPS,
        4,
    )
    assert f"袋 {B} 从石门镇站到下湾村这一段没有人送" in error["message"]


def test_a_bag_that_there_is_not_is_told(county, tmp_path):
    (error,) = changed(county, tmp_path, **{TRIPS: (ROW_A, BAGS, "L0002-009")})
    assert (error["code"], error["value"]) == ("EDIT_UNKNOWN_BAG", "L0002-009")
    assert A in error["message"]


def test_a_sheet_that_is_gone_is_told(county):
    book = openpyxl.load_workbook(county / "plan.xlsx")
    del book[TRIPS]
    path = county / "ohne.xlsx"
    book.save(path)
    (error,) = json.loads(evaluate(path, "--json").stdout)["errors"]
    assert error["code"] == "EDIT_NO_SERVICE_SHEET"
    assert "原计划里有 3 行" in error["message"]


def test_the_workbook_in_another_folder_names_the_bags_of_its_day(county, tmp_path):
    path = tmp_path / "改.xlsx"
    path.write_bytes((county / "another_trip.xlsx").read_bytes())
    answer = evaluate(path, "--day", str(county.parent / "day"))
    assert answer.exit_code == Exit.DONE, answer.output
    assert "成本 129.82 元" in answer.stdout


def test_an_edit_with_services_exports_every_sheet(county, tmp_path):
    path = county / "another_trip.xlsx"
    out = tmp_path / "新"
    words = ["export", str(path), "-o", str(out), "--reason", "改班", "--by", "王"]
    answer = CliRunner().invoke(cli.gongpei, words)
    assert answer.exit_code == Exit.DONE, answer.output
    names = {file.name for file in out.iterdir()}
    assert "交接单_石门线 1400.html" in names
    again = open_plan(out / "plan.xlsx", ())
    assert again.plan == open_plan(out, ()).plan
