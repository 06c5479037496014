"""The table from rows made by hand: means, ratios, who is behind, what is missing."""

import pytest
from field_rows import SETTING, recorded, row

from benchmarks.field_record import read_rows, row_line
from benchmarks.field_table import field_table, instance_table


def line_of(table, start):
    """Return the cells of the one line of a table that begins so."""
    (line,) = [each for each in table.splitlines() if each.startswith(f"| {start}")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_means_ratio_and_nobody_ahead():
    rows = [
        row("gongpei", 101.0),
        row("gongpei", 103.0, instance="B"),
        row("PyVRP", 104.0),
        row("PyVRP", 104.0, instance="B"),
    ]
    # Gaps 1 and 3 %, mean 2; 4 and 4 %; 2 / 4.
    cells = line_of(field_table(recorded(*rows)), "CVRP")
    assert cells[1:] == ["2.00 %", "4.00 %", "0.50 (bar 0.7)", "–"]


def test_where_we_are_behind_the_table_says_so():
    rows = [row("gongpei", 103.0), row("VROOM", 102.0), row("PyVRP", 101.0)]
    cells = line_of(field_table(recorded(*rows)), "CVRP")
    assert cells[4:] == ["**3.00 (bar 0.7)**", "**VROOM**, **PyVRP**"]


def test_only_instances_that_both_solved_are_compared():
    rows = [
        row("gongpei", 102.0),
        row("gongpei", 150.0, instance="B"),
        row("PyVRP", 104.0),
        row("PyVRP", None, instance="B", left=3),
    ]
    # On A alone: 2 / 4. The mean of all of ours is (2 + 50) / 2.
    cells = line_of(field_table(recorded(*rows)), "CVRP")
    assert cells[1:] == ["26.00 %", "4.00 %, 1 of 2", "0.50 (bar 0.7)", "–"]


def test_of_a_peer_of_one_seed_the_mean_of_ours_is_compared():
    rows = [
        row("gongpei", 101.0),
        row("gongpei", 105.0, seed=2),
        row("VROOM", 102.0),
    ]
    # Ours is 3 % in the mean of its seeds: behind 2 %.
    assert line_of(field_table(recorded(*rows)), "CVRP")[-1] == "**VROOM**"


def test_vehicles_come_before_the_cost_where_the_family_says_so():
    fewest = {"group": "pdptw", "best_vehicles": 10}
    rows = [
        row("gongpei", 105.0, vehicles=10, **fewest),
        row("PyVRP", 99.0, vehicles=11, **fewest),
    ]
    cells = line_of(field_table(recorded(*rows)), "Li–Lim")
    assert cells[1:] == [
        "+0.00 vehicles, 5.00 %",
        "+1.00 vehicles, -1.00 %",
        "vehicles +0.00 to +1.00",
        "–",
    ]


def test_county_days_are_measured_against_the_best_plan():
    day = {"group": "county-R", "best": None}
    rows = [
        row("gongpei", 400.0, **day),
        row("OR-Tools", 500.0, **day),
        # Cheaper, but goods stay behind: no plan to measure against.
        row("VROOM", 300.0, left=5, left_weight=500, **day),
    ]
    cells = line_of(field_table(recorded(*rows)), "County R")
    assert cells[1:4] == ["0.00 %", "25.00 %", "none whole, 0 of 1"]


def test_what_failed_and_what_is_not_expressed_is_said():
    rows = [
        row("gongpei", 101.0),
        row("PyVRP", None, trouble="did not return within 90 s"),
        row("VROOM", None, essence="several tours of a vehicle"),
        row("vrp-cli", 102.0, not_expressed=("docks",), inserted=4),
    ]
    table = field_table(recorded(*rows))
    cells = line_of(table, "CVRP")
    assert cells[2:5] == ["none whole, 0 of 1", "not expressed", "2.00 %, 4 inserted"]
    assert "PyVRP on A, seed 1: did not return within 90 s" in table
    assert "VROOM on CVRP, X, up to 450 (several tours of a vehicle)" in table
    assert "vrp-cli (cvrp) docks" in table


@pytest.mark.parametrize("fault", [{"faults": ("late",)}, {"violations": 1}])
def test_a_plan_that_breaks_a_rule_has_no_gap(fault):
    cells = line_of(field_table(recorded(row("gongpei", 90.0, **fault))), "CVRP")
    assert cells[1] == "none whole, 0 of 1"


def test_each_instance_has_a_line():
    rows = [row("gongpei", 101.0), row("gongpei", 103.0, seed=2), row("VROOM", 102.0)]
    cells = line_of(instance_table(recorded(*rows)), "cvrp")
    assert cells == ["cvrp", "A", "100.00", "2.00 %", "2.00 %"]


def test_rows_are_read_back_as_they_were_written(tmp_path):
    one = row("gongpei", 101.0, curve=((0.5, 110.0, None), (3.0, 101.0, None)))
    two = row("VROOM", None, faults=("late",), not_expressed=("docks",))
    file = tmp_path / "rows.jsonl"
    lines = [row_line(each, "1.2", SETTING) + "\n" for each in (one, two)]
    # The last line of a run that was ended while it wrote.
    file.write_text("".join(lines) + lines[0][:40], "utf-8")
    assert read_rows(file) == recorded(one, two)
