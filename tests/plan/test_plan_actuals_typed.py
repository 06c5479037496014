"""Cells of 执行回填 in every usual writing; what is none of them is nothing."""

import pytest

from routing.plan.actuals import typed
from routing.plan.actuals.model import Seal
from routing.plan.actuals.reasons import (
    COLLECTION_REASONS,
    CONSEQUENCES,
    DELIVERY_REASONS,
    LEFT_REASONS,
    Outcome,
    Why,
    consequence_of,
)
from routing.plan.actuals.words import why_word

HALF_NINE = 8 * 3600 + 30 * 60


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("12", 12), ("１２", 12), ("12件", 12), ("12.0", 12), (" 1,200 ", 1200),
        ("0", 0), ("十二", None), ("-1", None), ("1.5", None), ("12/15", None),
        ("约12", None), ("13800001111", None),
    ],
)  # fmt: skip
def test_items(text, items):
    assert typed.items(text) == items


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("08:30", HALF_NINE), ("8:30", HALF_NINE), ("8：30", HALF_NINE),
        ("8点半", HALF_NINE), ("8点30分", HALF_NINE), ("8时30", HALF_NINE),
        ("0830", HALF_NINE), ("8.30", HALF_NINE), ("08:30:15", HALF_NINE + 15),
        # The fraction of a day that a spreadsheet keeps: 8.5 / 24.
        ("0.354166666666667", HALF_NINE), ("9点", 9 * 3600), ("9点整", 9 * 3600),
        ("次日00:30", 88_200), ("00:30 next day", 88_200), ("24:30", 88_200),
        ("8.3", None), ("早上", None), ("25点", 90_000), ("8:75", None), ("830", None),
        ("2450", None),
    ],
)  # fmt: skip
def test_times(text, time):
    assert typed.clock_time(text) == time


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("4.5", 45), ("4", 40), ("-18", -180), ("零下18", -180), ("4.5℃", 45),
        ("4度", 40), ("＋3", 30), ("45.0°C", 450), ("cold", None), ("99", None),
        ("4-6", None),
    ],
)  # fmt: skip
def test_temperatures(text, tenths):
    assert typed.temperature(text) == tenths


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完好", (Seal.WHOLE, "")), ("号不符", (Seal.WRONG, "")),
        ("wrong number", (Seal.WRONG, "")), ("破损", (Seal.BROKEN, "")),
        ("无封签", (Seal.NONE, "")), ("AH1024", (Seal.WHOLE, "AH1024")),
        ("0731-5", (Seal.WHOLE, "0731-5")), ("13800001111", None),
        ("YT1234567890123", None), ("张三签的", None),
    ],
)  # fmt: skip
def test_seals_are_words_or_numbers_but_no_phones_and_waybills(text, found):
    assert typed.seal(text) == found


@pytest.mark.parametrize("why", [why for why in Why if why is not Why.UNSAID])
def test_every_reason_is_understood_in_both_languages(why):
    for lang in ("zh", "en"):
        assert typed.reason(why_word(why, lang)) is why
    proposed = {*DELIVERY_REASONS, *COLLECTION_REASONS, *LEFT_REASONS}
    assert why in proposed


@pytest.mark.parametrize(
    ("text", "why"),
    [("没人", Why.CLOSED), ("拒收", Why.REFUSED), ("错分", Why.MISSENT), ("x", None)],
)
def test_reasons_have_other_words(text, why):
    assert typed.reason(text) is why


def test_what_was_never_collected_stayed_where_it_was():
    for why in CONSEQUENCES:
        found = consequence_of(why, collected=True)
        assert found.outcome is Outcome.NOT_CARRIED
        assert found.again == CONSEQUENCES[why].again
