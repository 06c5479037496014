"""The ways of a batch in the hand-made county of ``planning.way_day``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import hm
from optimize.way_batches import named, ways_of
from planning.way_day import goods, way_day, way_travel
from properties.plan_edits import (
    edit_consignment,
    edit_goods,
    edit_partner,
    edit_site,
)
from properties.service_edits import edit_call, edit_line, edit_offer, edit_trip

from routing.domain.day import Lock, LockKind
from routing.domain.goods import AcceptRule, GoodsClass
from routing.domain.line import LineKind
from routing.domain.lot import build_lots
from routing.domain.partner import Agreement, SortDepth
from routing.domain.window import TimeWindow
from routing.optimize.itineraries.itinerary import Itineraries
from routing.optimize.itineraries.roads import Roads
from routing.optimize.itineraries.timetable import Timetable
from routing.optimize.ways import Shipment, single_bags

OUT = {
    "CV", "L3-out", "O1", "O8",
    "CH HV", "CH L2-out", "CH O2",
    "L1-out HV", "L1-out L2-out", "L1-out O2",
    "F1-out HV", "F1-out L2-out", "F1-out O2",
}  # fmt: skip
"""From the centre. F1 is there at 09:00, handled by 09:20: in time for all."""

BACK = {
    "VC", "O3", "O9",
    "VH HC", "VH L1-back", "VH F1-back", "VH O4",
}  # fmt: skip
"""From a village without a check nothing boards a bus before the hub."""

BACK_CHECKED = {
    "L3-back", "L2-back HC", "L2-back L1-back", "L2-back F1-back", "L2-back O4",
}  # fmt: skip


def test_all_ways_out():
    assert set(named(ways_of(way_day("C>V")))) == OUT


def test_all_ways_back():
    assert set(named(ways_of(way_day("V>C")))) == BACK
    checked = edit_site(way_day("V>C"), "V", security_check=True)
    assert set(named(ways_of(checked))) == BACK | BACK_CHECKED


def test_fewest_legs_first():
    legs = [len(way.legs) for way in ways_of(way_day("C>V"))]
    assert legs == [1] * 4 + [2] * 9


def test_times_chain_through_the_hub():
    way = named(ways_of(way_day("C>V")))["CH L2-out"]
    # The fastest vehicle: 07:30 + 1,200 s, 1,200 s of handling.
    assert way.early == (hm("07:30"), hm("08:10"))
    assert way.gaps == (1200,)
    # L2 leaves at 10:00, cut-off 09:45: at the hub by 09:25.
    assert way.late[0] == hm("09:25")
    assert (way.roads, way.transfers) == ((0,), ("H",))
    both = named(ways_of(way_day("C>V")))["CH HV"]
    assert (both.roads, both.early) == ((0, 1), (hm("07:30"), hm("08:10")))


@pytest.mark.parametrize(
    ("ready", "lost"),
    [
        ("07:45", set()),
        ("07:45:01", {"L1-out HV", "L1-out L2-out", "L1-out O2"}),
        ("08:00:01", {"L3-out"}),
        # At the hub at 09:20:01, handled until 09:45:01, a second after the cut-off.
        ("08:15:01", {"F1-out HV", "F1-out L2-out", "F1-out O2"}),
        ("09:05:01", {"CH L2-out"}),
    ],
)
def test_cut_offs_hold_to_the_second(ready, lost):
    day = edit_consignment(way_day("C>V"), "c1", ready_time=hm(ready))
    before = edit_consignment(way_day("C>V"), "c1", ready_time=hm(ready) - 1)
    assert set(named(ways_of(before))) - set(named(ways_of(day))) == lost


def lost_by(day):
    """Return what a change takes away from the ways out."""
    return OUT - set(named(ways_of(day)))


BY_L2 = {"CH L2-out", "L1-out L2-out", "F1-out L2-out"}
OVER_HUB = {name for name in OUT if " " in name}
BY_BUS = {name for name in OUT if "L1" in name or "L2" in name or "L3" in name}
GIVEN = {name for name in OUT if "O" in name}


def test_a_line_without_agreement_carries_nothing():
    day = way_day("C>V")
    joined = replace(day, agreements=(Agreement(partner="P", other="Q"),))
    assert lost_by(joined) == BY_BUS | {name for name in OUT if "F1" in name}
    served = replace(day, agreements=(Agreement(partner="B", other="*"),))
    assert lost_by(served) == GIVEN


def test_what_no_bus_takes_rides_a_shuttle():
    assert lost_by(edit_goods(way_day("C>V"), "普通", bus_allowed=False)) == BY_BUS


def test_no_trip_takes_heavy_pieces():
    day = edit_trip(way_day("C>V"), "L3-out", max_piece_g=9_999)
    assert lost_by(day) == {"L3-out"}
    assert lost_by(edit_trip(day, "L3-out", max_piece_g=10_000)) == set()


@pytest.mark.parametrize(
    ("call", "change"),
    [
        (0, {"load_ok": False}),
        (1, {"unload_ok": False}),
        (1, {"attended": False}),
        (1, {"handover_sites": ()}),
    ],
)
def test_stops_that_do_not_hand_over(call, change):
    assert lost_by(edit_call(way_day("C>V"), "L3-out", call, **change)) == {"L3-out"}


def test_somebody_must_be_in_the_village():
    # L3 hands over at 09:00, L2 at 10:25.
    late = (TimeWindow(hm("09:00:01"), hm("18:00")),)
    day = edit_site(way_day("C>V"), "V", hours=late)
    assert lost_by(day) == {"L3-out"}
    assert lost_by(edit_call(day, "L3-out", 1, attended=True)) == set()
    noon = (TimeWindow(hm("08:00"), hm("10:24:59")),)
    assert lost_by(edit_site(day, "V", hours=noon)) == BY_L2


def test_a_period_without_freight():
    day = edit_trip(
        way_day("C>V"), "L3-out", no_freight=(TimeWindow(hm("08:54:59"), hm("12:00")),)
    )
    assert lost_by(day) == {"L3-out"}
    ends = (TimeWindow(hm("08:55"), hm("12:00")),)
    assert lost_by(edit_trip(day, "L3-out", no_freight=ends)) == set()


@pytest.mark.parametrize("change", [{"serves_today": False}, {"dispatchable": False}])
def test_nothing_changes_hands_at_a_closed_hub(change):
    assert lost_by(edit_site(way_day("C>V"), "H", **change)) == OVER_HUB


def test_handling_may_last_too_long():
    # L1 is there at 08:30, L2's cut-off is 09:45: 4,500 s. F1 comes at 09:00.
    day = edit_site(way_day("C>V"), "H", handling_duration=4_500)
    assert lost_by(day) == {"F1-out L2-out", "F1-out O2"}
    assert "L1-out L2-out" in lost_by(edit_site(day, "H", handling_duration=4_501))


def test_what_is_sorted_to_the_township_passes_whoever_sorts():
    day = edit_partner(way_day("C>V"), "P", sort_depth=SortDepth.TOWNSHIP)
    assert lost_by(day) == OUT
    hub = edit_site(day, "H", sorts=True, sort_rate=20)
    # Ten items at 20 an hour: 1,800 s after the 1,200 s of handling. L1: 09:20; F1
    # 09:50 is too late for L2's cut-off at 09:45, in time for O2 at 10:00.
    assert lost_by(hub) == OUT - OVER_HUB | {"F1-out L2-out"}
    assert named(ways_of(hub))["L1-out HV"].early[1] == hm("09:20")
    assert lost_by(edit_site(day, "C", sorts=True)) == set()


def test_own_windows_and_deadlines_hold_in_the_village():
    # L3 at 09:00, L2 at 10:25, offers at 15:00, the last resort tomorrow.
    day = edit_consignment(way_day("C>V"), "c1", deadline=hm("15:00"))
    assert lost_by(day) == {"O8"}
    noon = edit_consignment(day, "c1", deadline=hm("10:24"))
    assert lost_by(noon) == BY_L2 | GIVEN
    late = (TimeWindow(hm("10:00"), hm("16:00")),)
    # An offer may come early (T8a), a bus may not (T5c).
    assert lost_by(edit_consignment(day, "c1", windows=late)) == {"L3-out", "O8"}
    back = edit_consignment(way_day("V>C"), "c1", deadline=hm("11:59"))
    assert BACK - set(named(ways_of(back))) == {"O3", "O9"}


def test_a_lock_holds_the_leg_at_the_village():
    lock = Lock(kind=LockKind.VEHICLE, vehicle="K1", sites=("V",))
    left = set(named(ways_of(replace(way_day("C>V"), locks=(lock,)))))
    assert left == {"CV", "CH HV", "L1-out HV", "F1-out HV"}


def test_offers_serve_whom_and_what_they_name():
    day = edit_offer(way_day("C>V"), "O1", for_partners=("B",))
    assert lost_by(day) == {"O1"}
    assert lost_by(edit_offer(day, "O1", for_partners=("*",))) == set()
    other = edit_offer(way_day("C>V"), "O1", goods_classes=("冷藏",))
    assert lost_by(other) == {"O1"}


def ways_by_bag(day):
    """Return the ways of each bag by the names of their legs."""
    finder = Itineraries(day, Roads(day, way_travel()), Timetable(day))
    return [
        set(named(finder.ways(batch)))
        for lot in build_lots(day)
        for batch in single_bags(Shipment(lot=lot, bags=lot.bags))
    ]


def test_services_ask_what_is_in_a_bag():
    # Thirty items of P and ten of Q that share bags of twenty: P, and half and half.
    other = replace(goods("C", "V", key="c2"), partner="Q")
    rows = (goods("C", "V", items=30), other)
    day = replace(way_day("C>V"), consignments=rows)
    # Offers are for P.
    assert ways_by_bag(day) == [OUT, OUT - GIVEN]
    served = edit_offer(day, "O1", for_partners=("P", "Q"))
    assert ways_by_bag(served) == [OUT, OUT - GIVEN | {"O1"}]
    # P and Q share bags, B carries for P alone.
    pairs = (("P", "Q"), ("P", "B"))
    joined = tuple(Agreement(partner=a, other=b) for a, b in pairs)
    driven = {"CV", "CH HV"}
    assert ways_by_bag(replace(day, agreements=joined)) == [OUT, driven]


def test_goods_of_a_lot_that_a_trip_refuses_bar_only_their_bags():
    day = way_day("C>V")
    refused = GoodsClass(goods_class="禁", rule=AcceptRule.REFUSE)
    other = replace(goods("C", "V", key="c2", items=20), goods_class="禁")
    day = replace(
        day,
        goods={**day.goods, "禁": refused},
        consignments=(goods("C", "V", items=20), other),
    )
    assert ways_by_bag(day) == [OUT, {"CV", "O1", "O8", "CH HV", "CH O2"}]


def test_checks_bind_on_buses_only():
    day = edit_site(way_day("C>V"), "C", security_check=False)
    # At the hub there is one: behind it nothing is lost but what rides before.
    assert lost_by(day) == {"L3-out", "L1-out HV", "L1-out L2-out", "L1-out O2"}
    freight = edit_line(day, "L1", kind=LineKind.SHUTTLE)
    assert lost_by(freight) == {"L3-out"}


def test_a_trip_that_passes_twice_is_two_ways():
    day = way_day("C>V")
    stops = day.trips["L3-out"].stops
    again = replace(stops[1].shifted(3600), seq=3)
    first = replace(stops[1], max_dwell_duration=180)
    day = edit_trip(day, "L3-out", stops=(stops[0], first, again))
    rides = [way.legs[0] for way in ways_of(day) if way.legs[0].to_site == "V"]
    arrivals = [leg.arrive for leg in rides if getattr(leg, "trip", "") == "L3-out"]
    assert arrivals == [hm("09:00"), hm("10:00")]
