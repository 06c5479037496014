"""The closed list of causes, its words, and a judge that never gives up."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace

import pytest
from check.replans import lost_day, lost_plan, shut_plan
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan

from routing.check.causes import UNITS, Cause, Unit
from routing.check.judge import judge
from routing.check.words import FAMILY, describe, found, quantity
from routing.texts.catalogue import family


def test_every_cause_has_a_unit_and_both_languages():
    texts = family(FAMILY)
    assert sorted(texts) == sorted(cause.value for cause in Cause)
    assert set(UNITS) == set(Cause)
    for cause in Cause:
        violation = found(cause, "K1 #1", 7)
        for lang in ("zh", "en"):
            words = describe(violation, lang)
            assert "K1 #1" in words
            assert quantity(7, UNITS[cause], lang) in words
        assert violation.message == describe(violation, "zh")


def test_every_cause_begins_with_its_rule():
    for cause in Cause:
        rule = cause.value.split("_")[0]
        assert rule[0] in "MTRWDCP"
        assert rule[1:].isdigit()


@pytest.mark.parametrize(
    ("amount", "unit", "zh", "en"),
    [
        (0, Unit.SECONDS, "0秒", "0 s"),
        (59, Unit.SECONDS, "59秒", "59 s"),
        (60, Unit.SECONDS, "1分", "1 min"),
        (1085, Unit.SECONDS, "18分5秒", "18 min 5 s"),
        (1250, Unit.GRAMS, "1.250千克", "1.250 kg"),
        (30, Unit.METRES, "0.030公里", "0.030 km"),
        (10_000, Unit.CM3, "0.010000立方米", "0.010000 m³"),
        (8001, Unit.CENTS, "80.01元", "80.01 yuan"),
        (37, Unit.ITEMS, "37件", "37 item(s)"),
    ],
)
def test_amounts_in_words(amount, unit, zh, en):
    assert quantity(amount, unit) == zh
    assert quantity(amount, unit, "en") == en


def _spoil(value, rng):
    """Change one thing somewhere inside a value, keeping its type."""
    if is_dataclass(value):
        name = rng.choice([f.name for f in fields(value)])
        return replace(value, **{name: _spoil(getattr(value, name), rng)})
    if isinstance(value, tuple):
        return _spoil_tuple(value, rng)
    if isinstance(value, dict):
        return {rng.choice(("c1", "P", "Z")): rng.choice((0, -3, 10**6))}
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice((0, -value - 1, value + rng.randint(-4000, 4000), 10**9))
    return rng.choice(("C", "A", "K1", "K2", "Z", "", "d1"))


def _spoil_tuple(value, rng):
    if not value:
        return value
    index = rng.randrange(len(value))
    act = rng.choice(("drop", "repeat", "spoil", "spoil", "shuffle"))
    if act == "drop":
        return (*value[:index], *value[index + 1 :])
    if act == "repeat":
        return (*value, value[index])
    if act == "shuffle":
        return tuple(rng.sample(value, len(value)))
    return (*value[:index], _spoil(value[index], rng), *value[index + 1 :])


@pytest.mark.parametrize("seed", range(40))
def test_judge_never_raises(seed):
    rng = random.Random(seed)
    day, travel = four_village_day(), four_village_travel()
    for _ in range(15):
        plan = four_village_plan()
        for _ in range(rng.randint(1, 12)):
            plan = _spoil(plan, rng)
        for violation in judge(day, travel, plan):
            assert violation.cause in set(Cause)
            assert violation.amount > 0


@pytest.mark.parametrize("seed", range(12))
def test_judge_never_raises_on_a_replan(seed):
    rng, travel = random.Random(seed), four_village_travel()
    for _ in range(10):
        plan, told = rng.choice((lost_plan(), shut_plan())), four_village_plan()
        for _ in range(rng.randint(1, 8)):
            plan = _spoil(plan, rng)
        for _ in range(rng.randint(0, 3)):
            told = _spoil(told, rng)
        # A value for what was not there is of another type.
        told = told if told.past is None else four_village_plan()
        for violation in judge(lost_day(), travel, plan, told):
            assert violation.cause in set(Cause)
            assert violation.amount > 0


def test_empty_plan_leaves_everything_unexplained():
    plan = replace(
        four_village_plan(),
        routes=(),
        bags=(),
        unserved=(),
        penalty_cents=0,
        distance_sources={},
    )
    found_ = judge(four_village_day(), four_village_travel(), plan)
    assert {violation.cause for violation in found_} == {"M5_CONSERVATION"}
    # 8 consignments and a row set aside: 88 items.
    assert sum(violation.amount for violation in found_) == 88


def test_judging_twice_says_the_same():
    day, travel, plan = (
        four_village_day(),
        four_village_travel(),
        _spoil(four_village_plan(), random.Random(3)),
    )
    assert judge(day, travel, plan) == judge(day, travel, plan)
