"""routes.geojson of the hand-made day."""

from __future__ import annotations

import dataclasses
import json

from report_day import NASTY, SECRETS, make_day, make_sites, make_travel
from report_plan import make_plan

from routing.report.geojson import routes_geojson


def collection(**changes):
    return json.loads(routes_geojson(make_day(**changes), make_travel(), make_plan()))


def test_lines_and_points_of_two_tours():
    data = collection()

    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    kinds = [one["properties"]["kind"] for one in data["features"]]
    assert kinds == ["tour", "stop", "stop", "tour", "stop"]
    first = data["features"][0]
    # [longitude, latitude], base to base.
    assert first["geometry"] == {
        "type": "LineString",
        "coordinates": [
            [110.0, 30.0],
            [110.08, 30.02],
            [110.1, 30.06],
            [110.0, 30.0],
        ],
    }
    assert first["properties"] == {
        "kind": "tour",
        "vehicle": "鲁F001",
        "tour": 1,
        "colour": "#0b6fb3",
        "start": "07:50",
        "end": "08:57",
        "stops": 2,
        "load_items": 50,
        "km": 27.0,
        "estimated_km": 0.0,
        "estimated": False,
        "unlocated_stops": 0,
    }
    assert data["features"][3]["properties"]["estimated_km"] == 40.0


def test_a_point_has_its_times_and_items():
    stop = collection()["features"][1]

    assert stop["geometry"] == {"type": "Point", "coordinates": [110.08, 30.02]}
    assert stop["properties"] == {
        "kind": "stop",
        "vehicle": "鲁F001",
        "tour": 1,
        "order": 1,
        "site": "V1",
        "name": "王家村",
        "colour": "#0b6fb3",
        "arrive": "08:10",
        "start": "08:10",
        "depart": "08:14",
        "items_delivered": 30,
        "items_picked_up": 10,
        "position_estimated": False,
    }


def test_halts_without_a_position_are_left_out_and_counted():
    sites = make_sites()
    sites["V3"] = dataclasses.replace(sites["V3"], lon=None, lat=None)
    data = collection(sites=sites)

    assert data["unlocated_stops"] == 1
    last = data["features"][-1]
    assert last["properties"]["unlocated_stops"] == 1
    # Base to base is still a line of two places.
    assert last["geometry"]["coordinates"] == [[110.0, 30.0], [110.0, 30.0]]


def test_a_tour_of_unknown_places_has_no_geometry():
    bare = {
        name: dataclasses.replace(site, lon=None, lat=None)
        for name, site in make_sites().items()
    }
    data = collection(sites=bare)

    assert [one["geometry"] for one in data["features"]] == [None, None]
    assert data["unlocated_stops"] == 3


def test_no_staff_and_plain_names():
    text = routes_geojson(make_day(), make_travel(), make_plan())

    assert not [secret for secret in SECRETS if secret in text]
    assert NASTY in text
    assert text.endswith("}\n")
