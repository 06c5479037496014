"""Table, summary and order of scores, by hand."""

from dataclasses import replace

import pytest

from benchmarks.record import Baseline, Row, Setting
from benchmarks.score import Score
from benchmarks.table import NoPlaceError, markdown, put_into, summary

BASELINE = Baseline(
    cost_yuan=1000.0, items_unserved=0, left_weight=0, violations=0, not_conserved=0,
    proposed=True, inserted=2, engine_seconds=60.0, peak_mib=300, ratio=0.9,
    same_left=True, better=True,
)  # fmt: skip
ROW = Row(
    seed=1, items_demanded=10_100, items_unserved=0, left_weight=0, cost_yuan=900.0,
    vehicles_used=9, km=1200.5, first_plan_seconds=3.26, search_first_seconds=1.0,
    search_seconds=61.0, process_seconds=65.04, iterations=5000, peak_mib=700,
    violations=0, triples=900, not_conserved=0, load_average=0.5, baseline=BASELINE,
)  # fmt: skip
SETTING = Setting(
    command="python -m benchmarks.county --baseline",
    commit="abc1234",
    versions={"ortools": "9.15"},
    machine={"system": "Linux", "processor": "x86_64", "cores": 2, "memory_mib": 8000},
)


def test_cells_and_setting():
    header, rule, row, *rest = markdown([ROW], SETTING).splitlines()
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == header.count("|") - 1 == rule.count("|") - 1
    assert cells == [
        "1", "10,100", "0", "900.00", "9", "3.3", "65.0", "5,000", "700", "0",
        "900 of 900", "1,000.00", "0", "2", "300", "0.9000", "yes",
    ]  # fmt: skip
    words = "\n".join(rest)
    assert "commit abc1234 on Linux x86_64, 2 cores, 8000 MiB" in words
    assert "load average up to 0.5" in words
    plain = markdown([replace(ROW, baseline=None)], SETTING)
    assert "baseline cost" not in plain


def test_the_mean_is_of_days_with_equal_served_sets_alone():
    dear = replace(BASELINE, ratio=0.96)
    # Theirs leaves more: ours is better though dearer; not in the first mean.
    other = replace(BASELINE, ratio=1.2, same_left=False)
    rows = [ROW, replace(ROW, seed=2, baseline=dear)]
    [_, words] = summary(rows)
    # (0.90 + 0.96) / 2 = 0.93
    assert "same items on 2 of 2 days" in words
    assert "0.9300 of the baseline's in the mean, 7.0 % below it" in words
    rows.append(replace(ROW, seed=3, baseline=other))
    [_, words] = summary(rows)
    assert "same items on 2 of 3 days: there our cost is 0.9300" in words
    assert "On the other 1" in words
    assert "ours is better on 1 of them" in words
    # (0.90 + 0.96 + 1.20) / 3 = 1.02
    assert "Over all days the mean ratio is 1.0200, ours is better on 3." in words
    assert "(1.2000)" in markdown(rows, SETTING)


def test_what_is_not_sound_is_said():
    assert "no violations" in summary([ROW])[0]
    for wrong in (
        replace(ROW, violations=1),
        replace(ROW, not_conserved=2),
        replace(ROW, baseline=replace(BASELINE, violations=1)),
    ):
        assert not wrong.sound
        assert "NOT SOUND on seeds 4" in summary([ROW, replace(wrong, seed=4)])[0]


def test_what_is_left_stands_above_any_cost():
    cheap = Score(cost_cents=100, left_weight=10**8, left={("V1", "P1", "普通"): 1})
    dear = Score(cost_cents=10**7, left_weight=0, left={})
    assert dear.order < cheap.order
    assert replace(dear, cost_cents=5).order < dear.order
    assert cheap.items_left == 1


def test_a_table_takes_its_place_and_no_other(tmp_path):
    page = tmp_path / "page.md"
    text = "a\n<!-- one -->\nold\n<!-- /one -->\nb\n<!-- one-XL -->\n<!-- /one-XL -->\n"
    page.write_text(text, "utf-8")
    put_into(page, "one", "new\n")
    put_into(page, "one", "newer\n")
    expected = text.replace("old\n", "\nnewer\n\n")
    assert page.read_text("utf-8") == expected
    for name in ("two", "on"):
        with pytest.raises(NoPlaceError, match=f"<!-- {name} -->"):
            put_into(page, name, "x")
    page.write_text("<!-- /one -->\n<!-- one -->\n", "utf-8")
    with pytest.raises(NoPlaceError):
        put_into(page, "one", "x")
