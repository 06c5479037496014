"""One small county through the whole benchmark, ours and the baseline's."""

import argparse
import json
from pathlib import Path

import pytest

from benchmarks.county import Case, main, seeds_of
from instances.generate import generate
from routing.tables.build import read_day

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
WORDS = ["--size", "S", "--seeds", "1", "--iterations", "2", "--workers", "1"]


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    page = folder / "benchmarks.md"
    mark = "county-iterations-S"
    page.write_text(f"before\n<!-- {mark} -->\n<!-- /{mark} -->\nafter\n", "utf-8")
    out = folder / "new" / "rows.jsonl"
    code = main(
        [
            *WORDS,
            "--seconds",
            "1",
            "--baseline",
            "--out",
            str(out),
            "--write",
            str(page),
        ]
    )
    [line] = out.read_text("utf-8").splitlines()
    return code, json.loads(line), page.read_text("utf-8")


def test_a_record_holds_what_was_asked_and_found(record, tmp_path):
    code, row, _ = record
    assert code == 0
    generate("S", 1, tmp_path)
    day = read_day([tmp_path]).day
    assert row["items_demanded"] == day.items_demanded
    keys = {(r.outer_site, r.partner, r.goods_class) for r in day.consignments}
    assert row["triples"] == len(keys)
    assert row["not_conserved"] == row["violations"] == 0
    assert row["iterations"] == 2
    assert row["cost_yuan"] > 0
    # No clock is read in iteration mode; memory is that of a real process.
    assert row["first_plan_seconds"] is None
    assert row["search_first_seconds"] is None
    assert row["process_seconds"] >= row["search_seconds"] > 0
    assert 50 < row["peak_mib"] < 2000
    assert row["parameters"] == {
        "size": "S", "seeds": [1], "seconds": 1.0, "iterations": 2, "workers": 1,
        "baseline": True,
    }  # fmt: skip
    assert row["setting"]["command"].startswith(
        "python -m benchmarks.county --size S --seeds 1 --iterations 2"
    )
    assert row["setting"]["commit"]
    assert row["setting"]["versions"]["ortools"].startswith("9.15")
    assert row["setting"]["machine"]["cores"] >= 1


def test_the_baseline_is_judged_and_weighed_alike(record):
    _, row, _ = record
    other = row["baseline"]
    assert other["violations"] == other["not_conserved"] == 0
    assert other["ratio"] == pytest.approx(row["cost_yuan"] / other["cost_yuan"])
    ours = (row["left_weight"], row["cost_yuan"])
    theirs = (other["left_weight"], other["cost_yuan"])
    assert other["better"] == (ours < theirs)
    if other["same_left"]:
        assert row["items_unserved"] == other["items_unserved"]


def test_the_table_is_put_between_its_marks(record):
    _, row, page = record
    before, rest = page.split("<!-- county-iterations-S -->\n")
    table, after = rest.split("<!-- /county-iterations-S -->")
    assert (before, after) == ("before\n", "\nafter\n")
    assert f"| 1 | {row['items_demanded']:,} | {row['items_unserved']} |" in table


def test_a_page_without_the_place_is_refused_before_anything_runs(tmp_path, capsys):
    page, out = tmp_path / "page.md", tmp_path / "rows.jsonl"
    page.write_text("nothing here\n", "utf-8")
    assert main([*WORDS, "--out", str(out), "--write", str(page)]) == 2
    assert "county-iterations-S" in capsys.readouterr().err
    assert page.read_text("utf-8") == "nothing here\n"
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "seeds"), [("1-3", (1, 2, 3)), ("4", (4,)), ("1,7,2-3,1", (1, 7, 2, 3))]
)
def test_seeds(text, seeds):
    assert seeds_of(text) == seeds


@pytest.mark.parametrize("text", ["", "a", "3-1", "-1", "1,,2"])
def test_seeds_that_say_nothing_are_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        seeds_of(text)


@pytest.mark.parametrize(
    ("size", "iterations"), [("R", None), ("XL", None), ("R", 2000)]
)
def test_the_page_has_a_place_for_every_documented_case(size, iterations):
    case = Case(
        size=size, seeds=(1,), seconds=60, iterations=iterations, workers=2,
        baseline=False,
    )  # fmt: skip
    text = PAGE.read_text("utf-8")
    assert text.count(f"<!-- {case.mark} -->\n") == 1
    assert text.count(f"<!-- /{case.mark} -->\n") == 1
