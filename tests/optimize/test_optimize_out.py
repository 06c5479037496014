"""Ways that are out, by hand: the first limit each meets, and by how much."""

from dataclasses import replace

import pytest
from features.four_villages import hm
from planning.way_day import goods, way_day, way_travel
from properties.plan_edits import edit_site

from routing.domain.day import Lock, LockKind
from routing.domain.goods import AcceptRule, GoodsClass
from routing.domain.partner import SortDepth
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.window import TimeWindow
from routing.optimize.itineraries.legs import Road
from routing.optimize.itineraries.out import OutWays, alike, service_of
from routing.optimize.road import build_road_problem
from routing.optimize.ways import direct_ways


def rows(day):
    problem = build_road_problem(day, way_travel(), direct_ways(day).shipments)
    return OutWays(problem, way_travel()).of(0)


def outs(day):
    """Return (last service, code, amount, note) of each way by its last leg."""
    return {
        (service_of(row.legs[-1]), row.refusal.code, row.refusal.amount)
        for row in rows(day)
        if row.legs
    }


def ready(day, time):
    (row,) = day.consignments
    return replace(day, consignments=(replace(row, ready_time=hm(time)),))


def edit_trip(day, name, **changes):
    return replace(day, trips={**day.trips, name: replace(day.trips[name], **changes)})


def edit_stop(day, name, call, **changes):
    stops = list(day.trips[name].stops)
    stops[call] = replace(stops[call], **changes)
    return edit_trip(day, name, stops=tuple(stops))


def only(row, day):
    return replace(day, consignments=(replace(day.consignments[0], **row),))


def test_a_cut_off_is_missed_by_minutes_a_bus_that_left_by_more():
    # Cut-off of L1 07:45, of L3 08:00; L1 leaves at 08:00.
    found = outs(ready(way_day("C>V"), "07:50"))
    assert ("L1-out", "BUS_CUTOFF", 300) in found
    assert not any(name == "L3-out" for name, _, _ in found)
    found = outs(ready(way_day("C>V"), "08:05"))
    assert {("L1-out", "BUS_PASSED", 1200), ("L3-out", "BUS_CUTOFF", 300)} <= found
    # O1 takes goods until 10:00.
    assert ("O1", "TIME_WINDOW", 900) in outs(ready(way_day("C>V"), "10:15"))


def test_a_trip_that_is_cancelled_is_named():
    day = way_day("C>V")
    change = TripChange(kind=TripChangeKind.CANCELLED, text="", reason="", by="")
    trips = dict(day.trips)
    out = TripOut(trip=trips.pop("L3-out"), change=change)
    found = rows(replace(day, trips=trips, trips_out=(out,)))
    (row,) = [r for r in found if r.legs and service_of(r.legs[-1]) == "L3-out"]
    assert (row.refusal.code, row.refusal.note) == ("VEHICLE_OUT", "CANCELLED")


def test_goods_that_a_bus_does_not_take_ride_on_a_shuttle():
    day = replace(way_day("C>V"), goods={"普通": GoodsClass(bus_allowed=False)})
    found = outs(day)
    assert {("L1-out", "GOODS_NOT_ALLOWED_ON_BUS", 0)} <= found
    assert not any(name == "F1-out" for name, _, _ in found)
    refused = GoodsClass(rule=AcceptRule.REFUSE)
    found = outs(replace(way_day("C>V"), goods={"普通": refused}))
    assert ("F1-out", "GOODS_PROHIBITED", 0) in found


def test_a_heavy_piece_is_too_heavy_for_a_bus():
    # One piece of 40 kg, 30 kg are lifted on board.
    day = only({"items": 1, "grams": 40_000}, way_day("C>V"))
    assert ("L3-out", "OVERSIZE", 10_000) in outs(day)


@pytest.mark.parametrize(
    ("call", "change"),
    [(0, {"load_ok": False}), (1, {"unload_ok": False}), (1, {"attended": False})],
)
def test_a_stop_without_handling(call, change):
    found = outs(edit_stop(way_day("C>V"), "L3-out", call, **change))
    assert ("L3-out", "BUS_STOP_NO_HANDLING", 0) in found


def test_nobody_receives_before_the_village_opens():
    # At V at 09:00, open from 10:00 on.
    hours = (TimeWindow(hm("10:00"), hm("18:00")),)
    found = outs(edit_site(way_day("C>V"), "V", hours=hours))
    assert ("L3-out", "NO_ONE_TO_RECEIVE", 3600) in found


def test_nothing_unchecked_boards():
    # V checks nothing: neither bus that calls there takes goods from it.
    found = outs(way_day("V>C"))
    assert ("L3-back", "NO_SECURITY_CHECK", 0) in found
    assert ("L2-back", "NO_SECURITY_CHECK", 0) in found


def test_without_agreements_nobody_else_carries():
    found = outs(replace(way_day("C>V"), agreements=()))
    assert {("L3-out", "NO_AGREEMENT", 0), ("O1", "NO_AGREEMENT", 0)} <= found


def test_an_offer_that_does_not_name_the_class_says_so():
    day = way_day("C>V")
    offer = replace(day.offers["O1"], goods_classes=("农药",))
    found = rows(replace(day, offers={**day.offers, "O1": offer}))
    (row,) = [r for r in found if r.legs and service_of(r.legs[0]) == "O1"]
    assert (row.refusal.code, row.refusal.note) == ("NO_AGREEMENT", "OFFER_CLASS")


def test_a_period_without_freight_is_no_room():
    peak = (TimeWindow(hm("08:30"), hm("09:30")),)
    found = rows(edit_trip(way_day("C>V"), "L3-out", no_freight=peak))
    (row,) = [r for r in found if r.legs and service_of(r.legs[-1]) == "L3-out"]
    assert (row.refusal.code, row.refusal.note) == ("BUS_FULL", "NO_FREIGHT")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dispatchable": False}, "STATION_CLOSED"),
        ({"serves_today": False}, "NOT_SERVICE_DAY"),
    ],
)
def test_a_hub_where_nothing_changes_hands(change, code):
    found = rows(edit_site(way_day("C>V"), "H", **change))
    assert (("C", "H", "V"), (), code) in [
        (row.chain, row.legs, row.refusal.code) for row in found
    ]


def test_goods_sorted_to_the_township_must_pass_who_sorts():
    day = edit_site(way_day("C>V"), "C", sorts=False)
    day = edit_site(day, "H", sorts=True)
    rough = replace(day.partners["P"], sort_depth=SortDepth.TOWNSHIP)
    found = rows(replace(day, partners={**day.partners, "P": rough}))
    unsorted = [r.chain for r in found if r.refusal.code == "NOT_SORTED_TO_VILLAGE"]
    assert unsorted == [("C", "V")]


def test_a_lock_holds_the_leg_at_the_village():
    lock = Lock(kind=LockKind.VEHICLE, vehicle="K1", sites=("V",))
    found = outs(replace(way_day("C>V"), locks=(lock,)))
    assert ("L3-out", "LOCK_CONFLICT", 0) in found
    assert not any(name == "L1-out" for name, _, _ in found)


def test_a_deadline_is_missed_by_the_bus():
    # L3 is at V at 09:00; O1 at 15:00.
    found = outs(only({"deadline": hm("08:40")}, way_day("C>V")))
    assert ("L3-out", "TIME_WINDOW", 1200) in found
    assert ("O1", "TIME_WINDOW", 6 * 3600 + 1200) in found


def test_a_last_resort_is_barred_where_another_way_exists():
    assert ("O8", "LAST_RESORT", 0) in outs(way_day("C>V", "K1"))


def test_no_road_is_unreachable():
    travel = way_travel()
    for matrix in travel.matrices.values():
        matrix.metres[0, 2] = 2**30
    day = way_day("C>V")
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    found = OutWays(problem, travel).of(0)
    assert [r.refusal.code for r in found if r.legs == (Road("C", "V"),)] == [
        "UNREACHABLE"
    ]


def test_the_nearest_speaks_for_those_that_miss_the_same_service():
    # L2 leaves H at 10:00; ready there by 09:45. K1 is there at 09:00 + ..., the
    # trips at 08:30 and 09:00: only a later one could miss it.
    day = ready(way_day("C>V"), "09:10")
    joined = alike(rows(day))
    # Road C-H 1,200 s and 1,200 s of handling: ready at 09:50, 300 s late.
    (miss,) = [
        row
        for row in joined
        if row.nearest.legs and service_of(row.nearest.legs[-1]) == "L2-out"
    ]
    assert (miss.nearest.refusal.code, miss.nearest.refusal.amount) == (
        "BUS_CUTOFF",
        300,
    )


def test_what_is_offered_is_not_out():
    day = way_day("C>V")
    day = replace(day, consignments=(goods("C", "V"),))
    problem = build_road_problem(day, way_travel(), direct_ways(day).shipments)
    kept = int(problem.tables["batches"][0, 1])
    offered = {way.legs for way in problem.ways[0][:kept]}
    found = {row.legs for row in OutWays(problem, way_travel()).of(0)}
    assert offered
    assert not offered & found
