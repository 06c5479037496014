"""What an assumption is about, in words."""

import pytest

from routing.tables.presets import presets
from routing.tables.subjects import TRAVEL, subject_text, value_text
from routing.travel.options import TravelOptions

TABLES = {"site": "sites", "partner": "partners", "vehicle": "vehicles"}


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("vehicles.light.fill", "车辆·轻货·装载系数"),
        ("vehicles.any.start_site", "车辆·发车点"),
        ("sites.hub.handling_min", "站点·乡镇站·中转处理分钟"),
        ("settings.bus_stop_sec", "参数·客车停靠秒数"),
        ("sites.township.东江", "站点·所属乡镇·东江"),
        ("goods.普通", "货物类别·普通"),
        ("something", "something"),
    ],
)
def test_a_subject_in_the_words_of_the_tables(subject, words):
    assert subject_text(subject, "zh") == words
    assert subject_text(subject, "en") == subject


def test_every_preset_has_words():
    subjects = [
        f"{TABLES[kind]}.{name}.{column}"
        for kind, classes in presets().items()
        if kind in TABLES
        for name, columns in classes.items()
        for column in columns
    ]

    assert subjects
    assert not [text for text in subjects if subject_text(text, "zh").isascii()]
    parts = [part for text in subjects for part in subject_text(text, "zh").split("·")]
    assert not [part for part in parts if part.isascii()]


def test_every_figure_that_stands_for_a_road_has_words():
    subjects = [subject for subject, _, _ in TravelOptions().assumptions()]
    assert [subject for subject in subjects if subject not in TRAVEL] == []


def test_a_value_that_is_a_code_in_words():
    assert value_text("centre", "zh") == "县级中心"
    assert value_text("centre", "en") == "centre"
    assert value_text("0.85", "zh") == "0.85"
