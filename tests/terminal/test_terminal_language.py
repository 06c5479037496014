"""Chinese text on a terminal: two columns a character, breaks where they may be."""

import pytest

from routing.terminal.language import early_language, language, width, wrap


@pytest.mark.parametrize(
    ("args", "environ", "config", "expected"),
    [
        ([], {}, {}, "zh"),
        ([], {}, {"lang": "en"}, "en"),
        ([], {"GONGPEI_LANG": "zh"}, {"lang": "en"}, "zh"),
        (["plan", "--lang", "en"], {"GONGPEI_LANG": "zh"}, {}, "en"),
        (["plan", "--lang=en"], {}, {}, "en"),
        (["--lang", "zh", "plan", "--lang", "en"], {}, {}, "en"),
        (["--lang"], {}, {}, "zh"),
        (["--lang", "fr"], {}, {}, "zh"),
    ],
)
def test_flag_then_variable_then_file_then_chinese(args, environ, config, expected):
    assert early_language(args, environ, config) == expected


def test_without_context_it_is_chinese():
    assert language(None) == "zh"


def test_width_counts_wide_characters_twice():
    # 4 Chinese characters and a full-width colon: 5 × 2; "km 3": 4 × 1.
    assert width("计划里程：km 3") == 14


def test_wrap_breaks_chinese_anywhere_but_keeps_latin_words():
    # 10 columns hold five characters; "gongpei" (7) does not fit after two (4).
    assert wrap("今天的线路排好了", 10) == ["今天的线路", "排好了"]
    assert wrap("运行 gongpei plan", 10) == ["运行", "gongpei", "plan"]


def test_wrap_never_begins_a_line_with_punctuation():
    # "今天的线路" fills ten columns, so the full stop takes "路" down with it.
    assert wrap("今天的线路。好", 10) == ["今天的线", "路。好"]


def test_wrap_of_nothing_is_one_empty_line():
    assert wrap("", 10) == [""]
