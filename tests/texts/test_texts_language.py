"""Every text in its language: no English among Chinese, no Chinese in English."""

import pytest
from language_scan import (
    chinese_words,
    english_words,
    page_words,
    table_names,
    visible_text,
)

from routing.texts.catalogue import families, family, kinds, text

ARGUMENTS = frozenset(
    {"DAY", "PLAN", "OUT", "FOLDER", "FILE", "SUITE", "BASE", "HEAD", "RUNS"}
)
"""Help texts name arguments by their code; a reader sees the word (family usage)."""

TIMETABLE_FILES = frozenset({"stop_times", "stops", "routes", "trips", "calendar"})
"""A timetable's own file names, in what is found in it; nowhere else."""


@pytest.mark.parametrize("name", families())
def test_every_code_speaks_both_languages(name):
    for code, texts in family(name).items():
        chinese = {key.removesuffix("zh") for key in kinds(texts, "zh")}
        english = {key.removesuffix("en") for key in kinds(texts, "en")}
        assert "" in chinese, code
        assert chinese == english, code
        assert len(chinese) + len(english) == len(texts), code
        for key, words in texts.items():
            assert words.strip() or key[:4] in ("fix_", "unit"), (code, key)


@pytest.mark.parametrize("name", families())
def test_chinese_holds_no_english(name):
    known = ARGUMENTS | (TIMETABLE_FILES if name == "findings_gtfs" else frozenset())
    faults = {
        f"{code}.{key}": found
        for code, texts in family(name).items()
        for key, words in kinds(texts, "zh").items()
        if (found := english_words(words, known))
    }
    assert faults == {}


@pytest.mark.parametrize("name", families())
def test_english_holds_no_chinese(name):
    quoted = table_names()
    faults = {
        f"{code}.{key}": found
        for code, texts in family(name).items()
        for key, words in kinds(texts, "en").items()
        if (found := chinese_words(words, quoted))
    }
    assert faults == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("把件量表放进文件夹。", []),
        ("Excel 里另存为 xlsx，如 当日_2026-03-09.xlsx。", []),
        ("超重 CAP_KG，填 cap_kg；用 --time-limit 30，A 列，T2，{count} kg", []),
        ("写到 out/demo/ 和 inputs/，再看 plan.json", []),
        ("请 check 一下 stops", ["stops"]),
        ("成本 cost 和 Total：3 items", ["cost", "Total", "items"]),
        ("点 OK 再 Submit", ["OK", "Submit"]),
    ],
)
def test_english_words_are_found_outside_codes(text, words):
    assert english_words(text) == words


def test_names_that_are_written_so_are_passed_over():
    assert english_words("车 TRUCK 送 Plaza 站", frozenset({"TRUCK", "Plaza"})) == []
    assert english_words("车 TRUCK 送 Plaza 站", frozenset({"TRUCK"})) == ["Plaza"]


def test_chinese_words_are_found_outside_names_of_files():
    assert chinese_words("See 校验.csv in 第N版; cost 成本") == ["成本"]


def test_only_what_a_page_shows_is_scanned():
    page = """<!doctype html><html lang="zh"><head><title>派车单 Route</title>
    <style>.wide { color: red }</style><script>const hidden = "English";</script>
    </head><body class="sheet"><h1>派车单</h1><p>Depart <b>08:00</b></p>
    <code>CAP_KG over</code><img alt="Map of routes" src="data:x">
    <td title="late">晚</td>
    <svg><title>线路</title><text>Stop 1</text></svg></body></html>"""
    assert visible_text(page)[:3] == ["派车单 Route", "派车单", "Depart"]
    words = ["Route", "Depart", "Map", "of", "routes", "late", "Stop"]
    assert page_words(page) == words


def test_a_placeholder_may_be_called_name():
    assert text("report", "CARRIER_BUS", "zh", name="城北线") == "班车 城北线"
