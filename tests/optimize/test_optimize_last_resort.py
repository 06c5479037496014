"""Rule W4: which batches are left their last resorts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from optimize.way_batches import apart, name_of
from planning.way_day import goods, way_day, way_travel
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle
from properties.service_edits import edit_offer, edit_trip

from routing.domain.lot import build_lots
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.optimize.kernel.data import B_WAYS
from routing.optimize.road import build_road_problem
from routing.optimize.ways import Shipment

H = 3600


def last_resorts(day):
    """Return the last resorts that each lot may go by, were it one batch."""
    batches = [Shipment(lot=lot, bags=lot.bags) for lot in build_lots(day)]
    problem = build_road_problem(day, way_travel(), batches)
    counts = problem.tables["batches"][:, B_WAYS].tolist()
    found = []
    for ways, plain, count in zip(problem.ways, problem.plain, counts, strict=True):
        assert count in (plain, len(ways))
        found.append([name_of(way.legs[-1]) for way in ways[plain:count]])
    return found


def only(day, *kept):
    """Return the day with these offers and trips only, and no way in by road."""
    day = edit_site(day, "V", allowed_classes=(VehicleClass.DRONE,))
    offers = {key: row for key, row in day.offers.items() if key in kept}
    trips = {key: row for key, row in day.trips.items() if key in kept}
    return replace(day, offers=offers, trips=trips)


@pytest.mark.parametrize(("ends", "offer"), [("C>V", "O8"), ("V>C", "O9")])
def test_what_has_any_other_way_has_no_last_resort(ends, offer):
    assert last_resorts(way_day(ends)) == [[]]
    assert last_resorts(only(way_day(ends), offer)) == [[offer]]


@pytest.mark.parametrize("other", ["L3-out", "O1"])
def test_one_other_way_is_enough(other):
    assert last_resorts(only(way_day("C>V"), "O8", other)) == [[]]


def test_a_trip_without_room_is_no_other_way():
    day = only(way_day("C>V"), "O8", "L3-out")
    assert last_resorts(edit_trip(day, "L3-out", cap_bags=0)) == [["O8"]]
    assert last_resorts(edit_trip(day, "L3-out", cap_g=9_999)) == [["O8"]]
    assert last_resorts(edit_trip(day, "L3-out", cap_g=10_000)) == [[]]


def test_an_offer_without_room_is_no_other_way():
    day = only(way_day("C>V"), "O8", "O1")
    assert last_resorts(edit_offer(day, "O1", cap_items=9)) == [["O8"]]
    assert last_resorts(edit_offer(day, "O1", cap_items=10)) == [[]]


def test_room_is_asked_for_one_bag_alone():
    day = only(way_day("C>V"), "O8", "L3-out")
    rows = [goods("C", "V", key=key) for key in ("c1", "c2", "c3")]
    day = apart(day, *rows)
    # One of three finds room, but each of them would alone.
    assert last_resorts(edit_trip(day, "L3-out", cap_bags=1)) == [[], [], []]


def test_a_bag_counts_for_itself_in_a_larger_batch():
    day = edit_consignment(only(way_day("C>V"), "O8", "L3-out"), "c1", items=40)
    # Two bags of twenty; the trip takes one of them, so each would go alone.
    assert last_resorts(edit_trip(day, "L3-out", cap_bags=1)) == [[]]
    assert last_resorts(edit_trip(day, "L3-out", cap_bags=0)) == [["O8"]]


def test_a_way_over_a_hub_is_another_way():
    # Two trips; the village lets no vehicle in.
    day = only(way_day("C>V"), "O8", "L1-out", "L2-out")
    assert last_resorts(day) == [[]]
    full = edit_site(day, "H", storage_items=9)
    assert last_resorts(full) == [["O8"]]


@pytest.mark.parametrize(("hours", "left"), [(4400, []), (4399, ["O8"])])
def test_a_vehicle_must_be_able_to_do_it(hours, left):
    day = replace(way_day("C>V", "K1"), trips={}, lines={})
    day = replace(day, offers={"O8": day.offers["O8"]})
    day = edit_site(day, "H", dispatchable=False)
    day = replace(day, vehicles={"K1": day.vehicles["K1"]})
    # 600 + 1,800 + 200 + 1,800 s.
    day = edit_vehicle(day, "K1", max_route_duration=hours)
    assert last_resorts(day) == [left]


def test_a_vehicle_must_find_somebody():
    day = replace(way_day("C>V", "K1"), trips={}, lines={})
    day = replace(day, offers={"O8": day.offers["O8"]})
    early = (TimeWindow(6 * H, 7 * H),)
    # Ready at 07:30.
    assert last_resorts(edit_site(day, "V", hours=early)) == [["O8"]]
