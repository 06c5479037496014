"""plan.json: canonical, read back equal, refused with a place when malformed."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
from plan.plan_file import BROKEN, broken, make_plan
from texts.language_scan import english_words

from routing.plan.io import dump_plan, load_plan, load_plan_file
from routing.plan.node import Fault, Kind, PlanFileError
from routing.plan.schema import plan_schema
from routing.texts.catalogue import family


def test_a_plan_comes_back_equal():
    plan = make_plan()

    assert load_plan(dump_plan(plan)) == plan


def test_the_text_is_the_same_for_any_order_of_maps_and_bags():
    plan = make_plan()
    turned = dataclasses.replace(
        plan,
        parameters=dict(reversed(plan.parameters.items())),
        hashes=dict(reversed(plan.hashes.items())),
        distance_sources=dict(reversed(plan.distance_sources.items())),
        bags=tuple(
            dataclasses.replace(bag, contents={"C1": 20, "C2": 10})
            for bag in reversed(plan.bags)
        ),
        unserved=tuple(reversed(plan.unserved)),
    )

    assert dump_plan(turned) == dump_plan(plan)
    assert dump_plan(load_plan(dump_plan(plan))) == dump_plan(plan)


def test_keys_and_their_order_are_the_contract():
    data = json.loads(dump_plan(make_plan()))

    assert list(data) == [
        "schema_version",
        "status",
        "stage",
        "changes",
        "day",
        "seed",
        "parameters",
        "versions",
        "routes",
        "bus_loads",
        "bags",
        "handovers",
        "stage_fees",
        "box_uses",
        "unserved",
        "second_ways",
        "kpis",
        "cost_cents",
        "penalty_cents",
        "distance_sources",
    ]
    assert data["day"] == {
        "date": "2026-03-10",
        "hashes": {"demand": "cd", "sites": "ab"},
    }
    # 12,000 + 1,600 + 2,667 + (200 + 450) + 0 + 300 + 900 + 600 + 40 = 18,757 cents.
    assert data["cost_cents"] == {
        "fixed": 12_000,
        "km": 1_600,
        "hours": 2_667,
        "cold": 0,
        "bus": 650,
        "handover": 0,
        "last_resort": 300,
        "stages": 900,
        "boxes": 600,
        "delay": 40,
        "total": 18_757,
    }
    assert list(data["routes"][0]["tours"][0]) == [
        "load_start",
        "start",
        "end",
        "load",
        "unload",
        "load_g",
        "load_cm3",
        "load_items",
        "stops",
    ]
    assert data["bags"][0]["legs"][0] == {
        "kind": "road",
        "vehicle": "粤A1",
        "tour": 0,
        "from": "中心",
        "to": "王家村",
        "depart": 28_200,
        "arrive": 29_400,
    }


def test_what_is_not_said_of_a_trip_leg_has_no_key():
    first, second = json.loads(dump_plan(make_plan()))["bus_loads"]

    assert list(first) == ["trip", "bags", "board", "alight", "fee_cents", "hold"]
    assert (second["board_call"], second["alight_call"], second["hold"]) == (2, 5, 600)


def test_boxes_stand_where_there_are_any():
    plan = make_plan()
    data = json.loads(dump_plan(plan))
    first, second = data["bags"]
    assert (first["box"], first["boxes"], first["cm3"]) == ("60升@中心", 4, 240_000)
    assert not {"box", "boxes"} & set(second)
    assert data["box_uses"] == [{"box": "60升@中心", "boxes": 4, "fee_cents": 600}]

    without = dataclasses.replace(plan, bags=plan.bags[1:], box_uses=())
    data = json.loads(dump_plan(without))
    assert "box_uses" not in data
    assert "boxes" not in data["cost_cents"]
    assert load_plan(json.dumps(data)).cost_parts["boxes"] == 0


def test_plans_of_older_versions_are_read():
    data = json.loads(dump_plan(make_plan()))
    for part in ("cold", "bus", "handover", "last_resort", "stages", "boxes", "delay"):
        del data["cost_cents"][part]
    for route in data["routes"]:
        del route["cost_cents"]["cold"]
    del data["stage_fees"]
    del data["box_uses"]
    del data["second_ways"]
    del data["bus_loads"][0]["hold"]
    del data["handovers"][0]["last_resort"]

    plan = load_plan(json.dumps(data))

    assert plan == dataclasses.replace(
        make_plan(), stage_fees=(), box_uses=(), second_ways=(), delay_cents=0
    )
    assert list(plan.stated_cents) == ["fixed", "km", "hours", "total"]
    jsonschema.validate(data, plan_schema())


def test_the_text_is_plain_utf8_with_line_feeds():
    text = dump_plan(make_plan())

    assert "王家村" in text
    assert text.endswith("}\n")
    assert "\r" not in text
    assert "\\u" not in text


def test_a_number_that_json_has_not_is_not_written():
    plan = dataclasses.replace(make_plan(), parameters={"x": float("nan")})

    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_plan(plan)


@pytest.mark.parametrize(("place", "value", "fault"), BROKEN)
def test_a_malformed_plan_is_refused_with_its_place(place, value, fault):
    with pytest.raises(PlanFileError) as caught:
        load_plan(broken(place, value))

    error = caught.value
    assert error.code is fault
    assert error.place == place
    assert error.place in str(error)
    assert "怎么改" in str(error)
    assert str(error) != error.in_language("en")


@pytest.mark.parametrize(
    ("text", "fault", "message"),
    [
        ("", Fault.CUT_OFF, "第1行第1列"),
        ('{"a": 1,\n', Fault.CUT_OFF, "第2行第1列"),
        ('{"a": "鲁F', Fault.CUT_OFF, "第1行第7列"),
        ('{"a": 1,\n oops}', Fault.NOT_JSON, "第2行第2列"),
        ('{"袋": 1, "袋": 2}', Fault.KEY_TWICE, "两个“袋”"),
        ('{"a": NaN}', Fault.BAD_NUMBER, "NaN"),
        ('{"a": 1e999}', Fault.BAD_NUMBER, "1e999"),
        ('{"a": ' + "9" * 5_000 + "}", Fault.NUMBER_TOO_LONG, "几千位"),
        ("[" * 100_000, Fault.TOO_DEEP, "层数"),
        ("[]", Fault.WRONG_TYPE, "应为对象"),
    ],
)
def test_a_text_that_is_no_plan_is_refused(text, fault, message):
    with pytest.raises(PlanFileError, match=message) as caught:
        load_plan(text)

    error = caught.value
    assert error.code is fault
    # Nothing of what a library says in English; names of keys and numbers stay.
    assert english_words(str(error), frozenset({"NaN", "1e999"})) == []


def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(dump_plan(make_plan()), "gb18030")
    with pytest.raises(PlanFileError, match="不是 UTF-8 文本") as caught:
        load_plan_file(file)
    assert caught.value.code is Fault.NOT_UTF8
    file.write_text(dump_plan(make_plan()), "utf-8")
    assert load_plan_file(file) == make_plan()


def test_a_byte_order_mark_is_not_an_error():
    assert load_plan("\ufeff" + dump_plan(make_plan())) == make_plan()


def test_sums_at_the_top_are_read_as_written_for_the_judge():
    plan = load_plan(broken("cost_cents.total", 1))

    assert plan.stated_cents["total"] == 1
    assert plan.cost_cents == make_plan().cost_cents


def test_every_fault_and_kind_has_its_texts():
    texts = family("plan_file")

    expected = [str(fault) for fault in Fault] + [f"TYPE_{kind}" for kind in Kind]
    assert list(texts) == expected
    assert all(row.keys() == {"zh", "en"} for row in texts.values())


def test_a_plan_of_a_days_only_run_names_no_stage_and_no_changes():
    plan = dataclasses.replace(make_plan(), stage=None, changes=None)
    assert {"stage", "changes"}.isdisjoint(json.loads(dump_plan(plan)))
    assert load_plan(dump_plan(plan)) == plan
