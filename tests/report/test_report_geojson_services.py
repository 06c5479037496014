"""Scheduled legs, handovers and transfers in routes.geojson."""

from __future__ import annotations

import dataclasses
import json

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan
from service_county_map import mapped_day

from routing.domain.site import Contact
from routing.report.geojson import routes_geojson


def features(kind, day=None):
    text = routes_geojson(day or mapped_day(), service_travel(), service_plan())
    return [
        one for one in json.loads(text)["features"] if one["properties"]["kind"] == kind
    ]


def test_a_row_of_bus_loads_is_a_line_through_its_stops():
    legs = features("bus")

    assert len(legs) == 6
    third = legs[2]
    assert third["geometry"] == {
        "type": "LineString",
        "coordinates": [[120.4, 37.6], [120.48, 37.63], [120.52, 37.66]],
    }
    assert third["properties"] == {
        "kind": "bus",
        "trip": "L1-0800",
        "line": "L1",
        "line_name": "城北线",
        "line_kind": "bus",
        "operator": "B",
        "board": "C",
        "board_name": "县中心",
        "board_call": 0,
        "alight": "X",
        "alight_name": "路口",
        "alight_call": 2,
        "depart": "08:00",
        "arrive": "08:55",
        "stops": 3,
        "bags": 1,
        "items": 20,
        "kg": 20.0,
        "fee_yuan": 3.0,
        "segment_load_max_percent": 100.0,
        "unlocated_stops": 0,
    }


def test_times_of_a_held_shuttle_and_of_tomorrow():
    times = [
        (one["properties"]["depart"], one["properties"]["arrive"])
        for one in features("bus")
    ]
    # 5 minutes late; past midnight hours run on.
    assert times[0] == ("09:35", "10:15")
    assert times[-1] == ("23:30", "24:20")


def test_a_handover_is_a_line_to_each_destination():
    given, last = features("handover")

    assert given["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [[[120.48, 37.63], [120.55, 37.7]]],
    }
    assert last["properties"] == {
        "kind": "handover",
        "offer": "O2",
        "carrier": "P",
        "last_resort": True,
        "from": "C",
        "from_name": "县中心",
        "to": ["V4"],
        "to_names": ["V4"],
        "cutoff": "16:00",
        "delivered_by": "42:00",
        "bags": 1,
        "items": 5,
        "kg": 5.0,
        "fee_yuan": 9.0,
    }


def test_a_transfer_is_a_point_with_both_carriers():
    first = features("transfer")[0]

    assert first["geometry"] == {"type": "Point", "coordinates": [120.48, 37.63]}
    assert first["properties"] == {
        "kind": "transfer",
        "site": "H",
        "name": "镇站",
        "arrive": "08:40",
        "depart": "09:00",
        "came_kind": "bus",
        "came_by": "L1-0800",
        "goes_kind": "road",
        "goes_by": "K2",
        "bags": 2,
        "items": 21,
    }
    assert len(features("transfer")) == 4


def test_the_road_legs_stand_beside_them():
    assert len(features("tour")) == 2
    assert len(features("stop")) == 2


def test_places_that_nobody_knows_have_no_geometry():
    assert {one["geometry"] for one in features("bus", service_day())} == {None}
    assert features("bus", service_day())[2]["properties"]["unlocated_stops"] == 3
    assert {one["geometry"] for one in features("handover", service_day())} == {None}
    assert features("transfer", service_day()) == []


def test_the_crew_of_a_trip_stands_nowhere():
    day = mapped_day()
    crew = Contact(name="王秘密", phone="13700003333")
    trips = {
        name: dataclasses.replace(trip, contact=crew)
        for name, trip in day.trips.items()
    }
    text = routes_geojson(
        dataclasses.replace(day, trips=trips), service_travel(), service_plan()
    )
    assert "王秘密" not in text
    assert "13700003333" not in text
