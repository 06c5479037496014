"""plan.json: canonical, read back equal, refused with a place when malformed."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
from texts.language_scan import english_words

from routing.domain.reason import ReasonCode
from routing.plan.io import dump_plan, load_plan, load_plan_file
from routing.plan.model import (
    BusLoad,
    Handover,
    Leg,
    Pause,
    PauseKind,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    StageFee,
    Stop,
    Tour,
    Unserved,
)
from routing.plan.node import Fault, Kind, PlanFileError
from routing.plan.schema import plan_schema
from routing.texts.catalogue import family


def make_plan() -> Plan:
    stop = Stop(
        site="王家村",
        arrive=29_400,
        start=29_400,
        depart=29_640,
        deliver=("L0001-001",),
        pick_up=("L0002-001",),
        load_g=3_000,
        load_cm3=14_600,
        load_items=2,
    )
    tour = Tour(
        load_start=27_000,
        start=28_200,
        end=30_840,
        load=("L0001-001",),
        unload=("L0002-001",),
        load_g=45_000,
        load_cm3=219_000,
        load_items=30,
        stops=(stop,),
    )
    route = Route(
        vehicle="粤A1",
        tours=(tour,),
        pauses=(Pause(kind=PauseKind.CHARGE, site="中心", start=30_840, end=32_640),),
        metres=20_000,
        seconds=3_840,
        cost_cents=RouteCost(fixed=12_000, km=1_600, hours=2_667),
    )
    bags = tuple(
        PlannedBag(
            id=name,
            lot=name[:5],
            origin=origin,
            destination=destination,
            contents={"C2": 10, "C1": 20},
            items={"中通": 10, "EMS": 20},
            goods_class="普通",
            grams=45_000,
            cm3=219_000,
            loose=False,
            legs=(
                Leg(
                    kind="road",
                    vehicle="粤A1",
                    tour=0,
                    from_site=origin,
                    to_site=destination,
                    depart=28_200,
                    arrive=29_400,
                ),
            ),
        )
        for name, origin, destination in (
            ("L0001-001", "中心", "王家村"),
            ("L0002-001", "王家村", "中心"),
        )
    )
    row = Unserved(
        site="李家村",
        partner="中通",
        goods_class="普通",
        kind="delivery",
        priority="normal",
        items=7,
        reason="TIME_WINDOW",
        certified=True,
        amount=1_080,
        unit="s",
        nearest="粤A1 第1趟",
        action="放宽18分钟",
        consignment="C3",
    )
    return Plan(
        status="partial",
        date="2026-03-10",
        hashes={"sites": "ab", "demand": "cd"},
        seed=7,
        parameters={"workers": 1, "iterations": 500, "share": 0.5},
        versions={"ortools": "9.15"},
        routes=(route,),
        bags=bags,
        unserved=(row, dataclasses.replace(row, partner="圆通", consignment=None)),
        bus_loads=(
            BusLoad(
                trip="L03-0730",
                bags=("L0009-001",),
                board="中心",
                alight="李家村",
                fee_cents=200,
            ),
            BusLoad(
                trip="L05-0800",
                bags=("L0010-001", "L0010-002"),
                board="中心",
                alight="李家村",
                fee_cents=450,
                board_call=2,
                alight_call=5,
                hold=600,
            ),
        ),
        handovers=(
            Handover(offer="H1", bags=(), fee_cents=0),
            Handover(offer="H2", bags=("L0011-001",), fee_cents=300, last_resort=True),
        ),
        stage_fees=(
            StageFee(
                tariff="T2",
                stage="station",
                payer="中通",
                payee="王家村",
                quantity=30,
                cents=900,
            ),
        ),
        delay_cents=40,
        kpis={"km": 20.0, "planned_share_by_partner": {"中通": 58.8}},
        penalty_cents=500,
        distance_sources={"file": 15_000, "estimate": 5_000},
    )


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
        "day",
        "seed",
        "parameters",
        "versions",
        "routes",
        "bus_loads",
        "bags",
        "handovers",
        "stage_fees",
        "unserved",
        "kpis",
        "cost_cents",
        "penalty_cents",
        "distance_sources",
    ]
    assert data["day"] == {
        "date": "2026-03-10",
        "hashes": {"demand": "cd", "sites": "ab"},
    }
    # 12,000 + 1,600 + 2,667 + (200 + 450) + 0 + 300 + 900 + 40 = 18,157 cents.
    assert data["cost_cents"] == {
        "fixed": 12_000,
        "km": 1_600,
        "hours": 2_667,
        "bus": 650,
        "handover": 0,
        "last_resort": 300,
        "stages": 900,
        "delay": 40,
        "total": 18_157,
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


def test_plans_of_older_versions_are_read():
    data = json.loads(dump_plan(make_plan()))
    for part in ("bus", "handover", "last_resort", "stages", "delay"):
        del data["cost_cents"][part]
    del data["stage_fees"]
    del data["bus_loads"][0]["hold"]
    del data["handovers"][0]["last_resort"]

    plan = load_plan(json.dumps(data))

    assert plan == dataclasses.replace(make_plan(), stage_fees=(), delay_cents=0)
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


BROKEN = [
    ("routes[0].tours[0].stops[0].arrive", None, Fault.MISSING_KEY),
    ("routes[0].tours[0].stops[0].arrive", "08:10", Fault.WRONG_TYPE),
    ("routes[0].tours[0].stops[0].arrive", 29_400.0, Fault.WRONG_TYPE),
    ("routes[0].tours[0].stops[0].arrive", True, Fault.WRONG_TYPE),
    ("routes[0].tours[0].load_g", -1, Fault.WRONG_TYPE),
    ("routes[0].tours[0].load[0]", 5, Fault.WRONG_TYPE),
    ("routes[0].tours[0].load", "L1", Fault.WRONG_TYPE),
    ("routes[0].pauses[0].kind", "lunch", Fault.NOT_ALLOWED),
    ("routes[0].vehicle", None, Fault.MISSING_KEY),
    ("routes", {}, Fault.WRONG_TYPE),
    ("bags[0].items.中通", "10", Fault.WRONG_TYPE),
    ("bags[0].loose", 0, Fault.WRONG_TYPE),
    ("bags[0].legs[0].kind", "plane", Fault.NOT_ALLOWED),
    ("bags[1].legs[0].tour", -1, Fault.WRONG_TYPE),
    ("unserved[0].reason", "NO_TIME", Fault.NOT_ALLOWED),
    ("unserved[1].consignment", 3, Fault.WRONG_TYPE),
    ("unserved[0].extra", 1, Fault.UNKNOWN_KEY),
    ("status", "optimal", Fault.NOT_ALLOWED),
    ("schema_version", "2.0", Fault.WRONG_VERSION),
    ("day", "2026-03-10", Fault.WRONG_TYPE),
    ("bus_loads[0]", 1, Fault.WRONG_TYPE),
    ("bus_loads[0].fee_cents", None, Fault.MISSING_KEY),
    ("bus_loads[0].hold", -1, Fault.WRONG_TYPE),
    ("bus_loads[1].board_call", "2", Fault.WRONG_TYPE),
    ("bus_loads[1].driver", "x", Fault.UNKNOWN_KEY),
    ("handovers[0].bags", None, Fault.MISSING_KEY),
    ("handovers[1].last_resort", 1, Fault.WRONG_TYPE),
    ("handovers[1].phone", "x", Fault.UNKNOWN_KEY),
    ("stage_fees[0].cents", -1, Fault.WRONG_TYPE),
    ("stage_fees[0].payer", 3, Fault.WRONG_TYPE),
    ("cost_cents.bus", -1, Fault.WRONG_TYPE),
    ("clock", "08:00", Fault.UNKNOWN_KEY),
]


def broken(place: str, value: object) -> str:
    """Return the dump with one value changed, added, or (None) taken out."""
    data = json.loads(dump_plan(make_plan()))
    node, keys = data, []
    for part in place.replace("[", ".[").split("."):
        keys.append(int(part[1:-1]) if part.startswith("[") else part)
    for key in keys[:-1]:
        node = node[key]
    if value is None:
        del node[keys[-1]]
    else:
        node[keys[-1]] = value
    return json.dumps(data)


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


def test_the_schema_is_a_schema_and_accepts_what_is_written():
    schema = plan_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(json.loads(dump_plan(make_plan())), schema)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (place, value)
        for place, value, fault in BROKEN
        # A schema counts 29400.0 among the whole numbers.
        if not isinstance(value, float)
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(place, value):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(broken(place, value)), plan_schema())


def test_schema_and_reader_want_the_carrier_of_a_leg():
    data = json.loads(dump_plan(make_plan()))
    del data["bags"][0]["legs"][0]["vehicle"]

    with pytest.raises(PlanFileError, match=r"bags\[0\]\.legs\[0\]\.vehicle：缺少"):
        load_plan(json.dumps(data))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, plan_schema())


@pytest.mark.parametrize(
    ("name", "record"),
    [("tour", Tour), ("stop", Stop), ("pause", Pause), ("unserved", Unserved)],
)
def test_the_schema_names_every_field(name, record):
    keys = list(plan_schema()["$defs"][name]["properties"])

    assert keys == [item.name for item in dataclasses.fields(record)]


def test_the_schema_knows_every_reason():
    reasons = plan_schema()["$defs"]["unserved"]["properties"]["reason"]["enum"]

    assert reasons == [str(code) for code in ReasonCode]


def test_every_fault_and_kind_has_its_texts():
    texts = family("plan_file")

    expected = [str(fault) for fault in Fault] + [f"TYPE_{kind}" for kind in Kind]
    assert list(texts) == expected
    assert all(row.keys() == {"zh", "en"} for row in texts.values())
