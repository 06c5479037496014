"""Indices from run to run, and the picture of them."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from regression_runs import SIX, run_of, six

from benchmarks.regression.history import histories
from benchmarks.regression.trend import axis, trend_svg

SVG = "{http://www.w3.org/2000/svg}"


def other_inputs(run):
    return replace(run, rows=tuple(replace(row, input_hash="b") for row in run.rows))


@pytest.fixture
def moments():
    """Four runs: 10 % cheaper, other instances, and of those 5 % dearer."""
    runs = [
        run_of(SIX, commit="one"),
        run_of(six(0.9), commit="two"),
        other_inputs(run_of(six(7.0), commit="three", dirty=True)),
        other_inputs(run_of(six(7.35), commit="four")),
    ]
    return histories(runs)["tiny"]


def test_indices_are_chained_and_begin_again_with_other_instances(moments):
    costs = [moment.indices["cost"] for moment in moments]
    assert costs == [1.0, pytest.approx(0.9), 1.0, pytest.approx(1.05)]
    assert [moment.restarted for moment in moments] == [False, False, True, False]
    assert moments[2].commit == "three+"


def test_a_chain_multiplies():
    runs = [run_of(six(1.1**n)) for n in range(3)]
    last = histories(runs)["tiny"][-1]
    # 1.1 x 1.1
    assert last.indices["cost"] == pytest.approx(1.21)


def test_each_suite_has_a_history_of_its_own():
    runs = [run_of(SIX), replace(run_of(SIX), suite="other"), run_of(SIX)]
    assert {name: len(m) for name, m in histories(runs).items()} == {
        "other": 1,
        "tiny": 2,
    }


def test_a_line_breaks_where_instances_changed_and_every_run_is_a_point(moments):
    root = ET.fromstring(trend_svg("tiny <1>", moments))
    lines = [line.get("points").split() for line in root.iter(f"{SVG}polyline")]
    # Three panels of two lines of two runs each.
    assert [len(points) for points in lines] == [2] * 6
    assert len(list(root.iter(f"{SVG}circle"))) == 12
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"one", "two", "three+*", "four"} <= set(words)
    assert "Suite tiny <1>: 4 runs" in words
    # Dearer is higher up: y counts down the page.
    (_, first), (_, second) = (point.split(",") for point in lines[1])
    assert float(second) < float(first)


def test_a_run_that_is_not_feasible_is_red(moments):
    bad = [replace(moments[0], feasible=5), *moments[1:]]
    root = ET.fromstring(trend_svg("tiny", bad))
    colours = [circle.get("fill") for circle in root.iter(f"{SVG}circle")]
    assert colours[0] == colours[4] == colours[8] != colours[1]


def test_labels_find_room_however_many_runs_there_are(moments):
    many = [replace(moments[0], commit=f"c{n}") for n in range(200)]
    root = ET.fromstring(trend_svg("tiny", many))
    places = [
        float(text.get("x"))
        for text in root.iter(f"{SVG}text")
        if text.get("transform")
    ]
    assert min(b - a for a, b in pairwise(places)) >= 11
    assert "c199" in [text.text for text in root.iter(f"{SVG}text")]


def test_an_axis_has_room_around_its_values_and_shows_no_noise():
    # 0.9 to 1.1 and 15 % of 0.2 on either side.
    assert axis([0.9, 1.1]) == (pytest.approx(0.87), pytest.approx(1.13))
    # At least 2 % and 15 % of that on either side.
    assert axis([1.0]) == (pytest.approx(0.987), pytest.approx(1.013))
