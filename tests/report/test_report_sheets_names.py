"""File names that Windows takes, and the number of a plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages_plan import four_village_plan

from routing.report.sheets.file_names import MAX_LENGTH, safe_filename, unique_names
from routing.report.sheets.frame import plan_number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("鲁F001", "鲁F001"),
        ("青山镇 东村", "青山镇 东村"),
        ('a\\b/c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("东村\t\n", "东村_"),
        (" 东村 . ", "东村"),
        ("..", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1", "_Com1"),
        ("console", "console"),
        ("村" * 70, "村" * 43 + "…" + "村" * 16),
    ],
)
def test_names_are_legal_on_windows_and_keep_chinese(text, name):
    assert safe_filename(text) == name


def test_of_a_long_name_the_middle_goes_and_the_end_stays():
    # 60 signs: 43 of the beginning, the gap, 16 of the end.
    long = "08 甲府駅バスターミナル 発 韮崎駅 行 " + "甲府駅〜一高〜湯村温泉入口〜" * 4
    names = [safe_filename(f"{long} {time}") for time in ("0810", "0830")]

    assert [len(name) for name in names] == [60, 60]
    assert [name[-5:] for name in names] == [" 0810", " 0830"]
    assert names[0].startswith("08 甲府駅バスターミナル 発 韮崎駅 行")


def test_a_cut_does_not_leave_a_space_beside_the_gap():
    # The 43rd sign is a space, and so is the first of the last 16.
    name = "村" * 42 + " " + "镇" * 20 + " " + "站" * 15
    assert safe_filename(name) == "村" * 42 + "…" + "站" * 15


def test_colliding_names_are_told_apart_as_windows_does():
    names = unique_names(["K/1", "k?1", "K_1", "K2", "村" * 80, "村" * 61])

    assert names[:4] == ("K_1", "k_1-2", "K_1-3", "K2")
    assert names[4] == "村" * 43 + "…" + "村" * 16
    assert names[5] == "村" * 41 + "…" + "村" * 16 + "-2"
    assert all(len(name) <= MAX_LENGTH for name in names)


def test_a_number_made_up_by_counting_is_not_given_twice():
    assert unique_names(["a", "A-2", "a"]) == ("a", "A-2", "a-3")


def test_the_number_is_date_and_four_signs():
    number = plan_number(four_village_plan())

    date, _, digest = number.partition("-")
    assert date == "20260302"
    assert len(digest) == 4
    assert set(digest) <= set("0123456789ABCDEF")


def test_the_same_work_has_the_same_number_whoever_found_it():
    plan = four_village_plan()
    other = replace(
        plan,
        seed=99,
        hashes={"demand": "x"},
        parameters={"iterations": 7},
        versions={"gongpei": "9"},
        kpis={"km": 1},
    )
    assert plan_number(other) == plan_number(plan)


def test_other_work_has_another_number():
    plan = four_village_plan()
    fewer = replace(plan, routes=plan.routes[:1])
    tomorrow = replace(plan, date="2026-03-03")

    assert plan_number(fewer) != plan_number(plan)
    assert plan_number(tomorrow).startswith("20260303-")
