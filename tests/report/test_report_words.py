"""Words of the report: every code in both languages, amounts for people."""

from __future__ import annotations

import pytest

from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.reason import ReasonCode
from routing.domain.site import Level
from routing.report.activity import Activity
from routing.report.words import amount_text, known_word
from routing.texts.catalogue import family
from routing.travel.matrix import Source


def test_every_reason_has_text_and_way_out_in_both_languages():
    texts = family("reasons")

    assert list(texts) == [str(code) for code in ReasonCode]
    for code, row in texts.items():
        assert row.keys() == {"zh", "en", "fix_zh", "fix_en"}, code
        assert all(row.values()), code
        assert not any("{" in value for value in row.values()), code


def test_every_word_of_the_report_has_both_languages():
    for code, row in family("report").items():
        assert row.keys() == {"zh", "en"}, code
        assert all(row.values()), code
        holders = [
            {part.split("}")[0] for part in value.split("{")[1:]}
            for value in row.values()
        ]
        assert holders[0] == holders[1], code


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("KIND", ConsignmentKind),
        ("PRIORITY", Priority),
        ("LEVEL", Level),
        ("ACTIVITY", Activity),
        ("SOURCE", [source.name for source in Source]),
    ],
)
def test_every_member_of_a_closed_list_has_a_word(prefix, values):
    for value in values:
        assert known_word(prefix, str(value), "zh") != str(value)


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        (1_080, "s", "18 分钟"),
        (61, "s", "2 分钟"),  # never less than it is
        (12_500, "g", "12.5 kg"),
        (1_200_000, "cm3", "1.2 m³"),
        (3_400, "m", "3.4 km"),
        (37, "items", "37 件"),
        (2, "bags", "2 袋"),
        (5, "docks", "5 docks"),
        (0, "s", ""),
    ],
)
def test_amounts_in_the_unit_of_a_person(amount, unit, shown):
    assert amount_text(amount, unit, "zh") == shown
