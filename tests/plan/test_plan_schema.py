"""The JSON schema of plan.json: it says what the reader says."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest
from plan.plan_file import BROKEN, broken, make_plan

from routing.domain.reason import ReasonCode
from routing.plan.io import dump_plan, load_plan
from routing.plan.model import Pause, Stop, Tour, Unserved
from routing.plan.node import PlanFileError
from routing.plan.schema import plan_schema


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


def test_schema_and_reader_want_the_service_of_a_second_way():
    data = json.loads(dump_plan(make_plan()))
    del data["second_ways"][0]["trip"]

    with pytest.raises(PlanFileError, match=r"second_ways\[0\]\.offer：缺少"):
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
