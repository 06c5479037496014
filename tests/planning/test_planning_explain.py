"""Explanations of the four villages, the arithmetic of every cost by hand."""

import json
from dataclasses import replace

import pytest
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_site

from routing.domain.day import Lock
from routing.planning.reasons.explain import explain_site
from routing.planning.reasons.explain_words import explanation_lines


def told(site, day=None, plan=None):
    return explain_site(
        day or four_village_day(),
        four_village_travel(),
        plan or four_village_plan(),
        site,
    )


def consignment(answer, key):
    (row,) = [r for r in answer["consignments"] if r["consignment"] == key]
    return row


def test_the_way_taken_and_what_the_plan_would_save_without_it():
    answer = told("D")
    assert (answer["site"], answer["name"]) == ("D", "南村")
    row = consignment(answer, "c6")
    assert (row["items_planned"], row["items_unserved"]) == (12, 0)
    # K2 whole: 30.00 + 24 km x 0.35 = 8.40 + 8,200 s x 18/h = 41.00: 79.40.
    # E alone: 30.00 + 14 km = 4.90 + (600 + 1,400 + 196 + 1,400 = 3,596 s)
    # = 17.98: 52.88. D costs 26.52.
    assert row["taken"] == [
        {
            "vehicle": "K2",
            "tour": 0,
            "items": 12,
            "depart": 29_400,
            "arrive": 30_400,
            "cost_yuan": 26.52,
            "legs": [
                {
                    "by": "road",
                    "from": "C",
                    "to": "D",
                    "depart": 29_400,
                    "arrive": 30_400,
                    "vehicle": "K2",
                    "tour": 0,
                }
            ],
        }
    ]
    assert row["others"] == [
        {
            "vehicle": "K1",
            "cost_yuan": None,
            "reason": "ACCESS_CLASS",
            "amount": 0,
            "unit": "",
        }
    ]


def test_goods_of_one_bag_share_its_way():
    answer = told("B")
    # c3 and c4 lie in b1: 20 of 30 items of the halt at B. Without them the
    # halt is 2 x 20 = 40 s shorter: 40 s x 25/h = 0.277... yuan.
    for key, items in (("c3", 15), ("c4", 5)):
        (way,) = consignment(answer, key)["taken"]
        assert (way["items"], way["cost_yuan"]) == (items, 0.28)
    # c5 is brought back: 10 items, 20 s: 0.138... yuan.
    (way,) = consignment(answer, "c5")["taken"]
    assert (way["vehicle"], way["cost_yuan"]) == ("K1", 0.14)
    assert (way["depart"], way["arrive"]) == (47_040, 47_840)


def test_what_stays_could_go_along_for_little():
    row = consignment(told("E"), "c8")
    assert (row["items_planned"], row["items_unserved"]) == (0, 5)
    assert row["taken"] == []
    (left,) = row["unserved"]
    assert (left["items"], left["reason"]) == (5, "DEARER_THAN_PENALTY")
    assert left["action"] == "关闭“允许因成本缓投”，或等下一投递日"
    by_k1, by_k2 = row["others"]
    assert (by_k1["vehicle"], by_k1["reason"]) == ("K1", "ACCESS_CLASS")
    # K2 halts at E anyway: 5 items x 2 s = 10 s x 18/h = 0.05 yuan.
    assert (by_k2["vehicle"], by_k2["cost_yuan"]) == ("K2", 0.05)


def free_day():
    """Return the four villages without locks, tricycles let in at A too."""
    return replace(four_village_day(), locks=())


def test_another_vehicle_is_out_by_the_kilometres_that_it_lacks():
    # C-A-C is 12,060 m for K2, whose range is 15,000: it could go in a tour of
    # its own; with 12,000 it is 60 m short at its nearest.
    day = free_day()
    k2 = replace(day.vehicles["K2"], range_m=12_000)
    day = replace(day, vehicles={**day.vehicles, "K2": k2})
    row = consignment(told("A", day), "c2")
    (by_k2,) = row["others"]
    assert (by_k2["reason"], by_k2["amount"], by_k2["unit"]) == ("MAX_KM", 60, "m")


def test_another_vehicle_in_a_tour_of_its_own():
    # After 10:16:40: charge 1,800 s, loading 600 s, 1,206 s on (12,060 m at
    # 5 m/s there and back: 2,412 s), service 180 + 20 = 200 s: 5,012 s x 18/h =
    # 25.06; 12.060 km x 0.35 = 4.22 (28.22 km in all: 12.62, before 8.40).
    row = consignment(told("A", free_day()), "c2")
    (by_k2,) = row["others"]
    assert by_k2["vehicle"] == "K2"
    assert by_k2["cost_yuan"] == pytest.approx(25.06 + 4.22, abs=0.011)


def test_a_closed_site_rules_every_vehicle_out():
    day = edit_site(four_village_day(), "E", serves_today=False)
    row = consignment(told("E", day), "c8")
    assert [way["reason"] for way in row["others"]] == ["NOT_SERVICE_DAY"] * 2


def test_a_lock_rules_the_other_vehicle_out():
    day = four_village_day()
    assert isinstance(day.locks[0], Lock)
    (by_k2,) = consignment(told("A"), "c1")["others"]
    assert by_k2["reason"] == "LOCK_CONFLICT"


def test_a_site_without_goods_and_an_unknown_one():
    assert told("C")["consignments"] == []
    with pytest.raises(KeyError):
        told("Z")


def test_items_set_aside_at_a_known_site_are_told():
    plan = four_village_plan()
    aside = next(row for row in plan.unserved if row.consignment is None)
    rows = tuple(
        replace(row, site="D") if row is aside else row for row in plan.unserved
    )
    answer = told("D", plan=replace(plan, unserved=rows))
    row = consignment(answer, "-")
    assert (row["items"], row["unserved"][0]["reason"]) == (3, aside.reason)


@pytest.mark.parametrize("site", ["A", "B", "D", "E"])
def test_the_answer_is_json_and_has_words(site):
    answer = told(site)
    assert json.loads(json.dumps(answer)) == answer
    lines = explanation_lines(answer, four_village_day())
    assert len(lines) > len(answer["consignments"])
