"""The page of formats names every key that a planned day writes, and no other."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan
from plan.plan_file import make_changes
from planning.way_day import way_day, way_travel

from instances.generate import generate
from routing.optimize.budget import Budget
from routing.plan.changes import ChangeReason, DriverChange, Stage
from routing.plan.changes_io import dump_changes
from routing.planning.intake import take_in
from routing.planning.manual import pages
from routing.planning.plan_day import plan_day
from routing.report.geojson import routes_geojson

KINDS = ("tour", "stop", "bus", "handover", "transfer")
KEY = re.compile(r"`([a-z_\[\].]+)`")


@cache
def outputs():
    """Return the part of the page that is about output files."""
    return pages()["formats.md"].split("# 输出文件")[1]


def documented(begin, end):
    """Return the keys of the tables between two texts of the page."""
    part = outputs().split(begin, 1)[1].split(end, 1)[0]
    rows = re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
    return {key for row in rows for key in KEY.findall(row)}


def keys_of(rows, prefix=""):
    """Return the keys of JSON objects, lists marked ``[]``, without their legs'."""
    found = set()
    for row in rows:
        for key, value in row.items():
            many = isinstance(value, list)
            found.add(f"{prefix}{key}{'[]' if many else ''}")
            if key != "legs" and many and value and isinstance(value[0], dict):
                found |= keys_of(value, f"{prefix}{key}[].")
    return found


@pytest.fixture(scope="module")
def ways(tmp_path_factory):
    """Return the ways of a generated day on which a village is not served."""
    folder = tmp_path_factory.mktemp("county") / "day"
    generate("S", 1, folder)
    with (folder / "overrides.csv").open("a", encoding="utf-8") as file:
        file.write("exclude,V001,,,,停水,张主任\n")
    intake = take_in([folder], None)
    budget = Budget(iterations=0, workers=1)
    outcome = plan_day(intake.day, intake.travel, budget)
    return json.loads(json.dumps(outcome.ways))


def test_every_key_of_the_ways_is_named(ways):
    made = keys_of(ways)
    # ``out`` is an array or, where bags could not go from the start, a reason.
    assert "out" in made
    assert made - {"out[]"} == documented("## ways.json", "每一段")


def test_every_key_of_a_leg_is_named(ways):
    legs = [leg for row in ways for way in row.get("ways", ()) for leg in way["legs"]]
    assert {leg["by"] for leg in legs} == {"road", "bus", "handover"}
    assert keys_of(legs) == documented("每一段", "## routes.geojson")


def test_every_key_of_the_changes_is_named():
    changes = dump_changes(make_changes())
    keys = keys_of([changes])
    told = documented("## plan.json: stage, changes", "\n## ")
    page = outputs().split("## plan.json: stage, changes")[1].split("## ways.json")[0]
    assert told <= keys
    for key in keys:
        assert f"{key.split('[].')[-1]}`" in page, key
    for reason in (*ChangeReason, *DriverChange, *Stage):
        assert f"`{reason}`" in page


def test_the_times_of_legs_are_as_named():
    """X is 5 min on foot from V: L3 is there at 08:55, goods are at 09:00."""
    day = way_day("C>V", "K1", "L3", "O1")
    ways = plan_day(day, way_travel(), Budget(iterations=0, workers=1)).ways
    legs = {leg["by"]: leg for way in ways[0]["ways"] for leg in way["legs"]}
    assert legs["bus"]["arrive"] == 9 * 3600
    assert "depart" not in legs["road"]
    # By 10:00, there at 15:00.
    given = legs["handover"]
    assert (given["depart"], given["arrive"]) == (10 * 3600, 15 * 3600)


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_of_the_lines_is_named(kind):
    day, plan = service_day(), service_plan()
    sites = {
        key: replace(site, lon=116.0 + number / 100, lat=30.0)
        for number, (key, site) in enumerate(day.sites.items())
    }
    written = json.loads(
        routes_geojson(replace(day, sites=sites), service_travel(), plan)
    )
    top = keys_of([{key: written[key] for key in written if key != "features"}])
    assert top | {"features[]"} == {"type"} | documented("## routes.geojson", "**`kind")
    found = [f["properties"] for f in written["features"]]
    rows = [row for row in found if row["kind"] == kind]
    assert rows
    end = "**`kind: " if kind != KINDS[-1] else "\n## "
    assert keys_of(rows) - {"kind"} == documented(f"**`kind: {kind}`**", end)
    assert {row["kind"] for row in found} == set(KINDS)
