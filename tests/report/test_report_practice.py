"""Today's practice timed, loaded and judged; expectations reckoned by hand.

The van of the hand-made day halts as in its plan::

    tour 1  C -10 km, 1,200 s-> V1 -5 km, 600 s-> V2 -12 km, 1,440 s-> C
    tour 2  C -20 km, 2,400 s-> V3 -20 km, 2,400 s-> C
"""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
from report_day import make_day, make_sites, make_travel, make_vehicles
from report_plan import make_plan

from routing.domain.practice import PracticeTour
from routing.domain.reason import ReasonCode
from routing.domain.vehicle import Break
from routing.domain.window import TimeWindow
from routing.plan.model import Pause, PauseKind
from routing.report.page import render_report
from routing.report.practice import score_practice
from routing.travel.matrix import UNREACHABLE

VAN, TRUCK = "鲁F001", "鲁F002"
BOTH = (
    PracticeTour(vehicle=VAN, number=1, sites=("V1", "V2")),
    PracticeTour(vehicle=VAN, number=2, sites=("V3",)),
)


def with_van(**changes):
    """Return the vehicles with another van."""
    vehicles = make_vehicles()
    return {**vehicles, VAN: dataclasses.replace(vehicles[VAN], **changes)}


def with_site(name, **changes):
    """Return the sites with one changed."""
    sites = make_sites()
    return {**sites, name: dataclasses.replace(sites[name], **changes)}


def score(practice=BOTH, plan=None, travel=None, **changes):
    day = make_day(practice=practice, **changes)
    found = score_practice(day, travel or make_travel(), plan or make_plan())
    assert found is not None
    return found


def clocks(route):
    return [
        (
            tour.load_start,
            tour.start,
            *((stop.arrive, stop.start, stop.depart) for stop in tour.stops),
            tour.end,
        )
        for tour in route.tours
    ]


def test_without_a_table_there_is_nothing_to_score():
    assert score_practice(make_day(), make_travel(), make_plan()) is None


def test_the_routes_are_driven_by_the_clock():
    route = score().plan.routes[0]

    # The centre opens at 08:00 = 28,800; loading takes 1,200 s. Service: V1 180 +
    # 2 x 40 = 260 s, V2 180 + 2 x 20 = 220 s, V3 180 + 2 x 50 = 280 s.
    assert clocks(route) == [
        (28_800, 30_000, (31_200, 31_200, 31_460), (32_060, 32_060, 32_280), 33_720),
        (33_720, 34_920, (37_320, 37_320, 37_600), 40_000),
    ]
    assert (route.metres, route.seconds) == (67_000, 11_200)
    # 67 km x 0.80 = 53.60 yuan; 11,200 s x 30 / 3600 = 93.33 yuan.
    cost = route.cost_cents
    assert (cost.fixed, cost.km, cost.hours) == (12_000, 5_360, 9_333)


def test_all_of_today_s_goods_of_its_sites_are_on_board():
    found = score()

    assert found.sites == ("V1", "V2", "V3")
    assert found.missing == ("V4",)
    # 20 + 10 + 20 + 50 down and 10 up; 6 of V4 and 4 set aside are not carried.
    assert found.kpis["items_planned"] == 110
    assert found.kpis["items_unserved"] == 10
    assert found.kpis["cost_yuan"] == 266.93
    assert found.kpis["km"] == 67.0
    first, second = found.plan.routes[0].tours
    assert (first.load_items, first.load_g, second.load_items) == (50, 75_000, 50)
    assert [stop.load_items for stop in first.stops] == [30, 10]
    assert found.plan.distance_sources == {
        "estimate": 40_000,
        "file": 22_000,
        "path": 5_000,
    }


def test_the_judge_finds_what_breaks_a_rule_and_nothing_else():
    found = score()

    # V2 is due at 30,000 and reached at 32,060.
    assert [(row.cause, row.amount) for row in found.violations] == [
        ("T1_DEADLINE", 2_060)
    ]


def test_what_does_not_fit_is_loaded_and_told():
    found = score(vehicles=with_van(cap_g=60_000))

    # 75 kg leave on each tour, 15 too many; after V1 50 kg and less are left.
    heavy = [row for row in found.violations if row.cause == "R1_CAP_KG"]
    assert [row.amount for row in heavy] == [15_000, 15_000]
    assert found.kpis["items_planned"] == 110


def test_costs_compare_only_when_both_carry_the_same_goods():
    one_less = score()
    same = score(plan=one_less.plan)

    assert not one_less.comparable
    assert same.comparable


def test_waiting_is_moved_to_the_base():
    noon = (TimeWindow(43_200, 64_800),)
    found = score(BOTH[:1], sites=with_site("V2", hours=noon))

    # V2 starts at 43,200: V1 starts 600 + 260 s earlier, the van leaves 1,200 s
    # before that and loads 1,200 s before that.
    assert clocks(found.plan.routes[0]) == [
        (39_940, 41_140, (42_340, 42_340, 42_600), (43_200, 43_200, 43_420), 44_860)
    ]


def test_waiting_that_a_deadline_forbids_to_move_stays():
    rows = make_day().consignments
    due = tuple(
        dataclasses.replace(row, deadline=33_000) if row.consignment_id == "K1" else row
        for row in rows
    )
    noon = (TimeWindow(43_200, 64_800),)
    found = score(BOTH[:1], sites=with_site("V2", hours=noon), consignments=due)

    first = found.plan.routes[0].tours[0].stops[0]
    assert (first.arrive, first.start) == (33_000, 33_000)


def test_a_break_is_taken_once_it_is_due():
    rest = Break(1_800, TimeWindow(30_000, 36_000))
    found = score(vehicles=with_van(breaks=(rest,)))

    route = found.plan.routes[0]
    # Its window is open; all that follows V2 is 1,800 s later.
    assert route.pauses == (
        Pause(kind=PauseKind.BREAK, site="V2", start=32_280, end=34_080),
    )
    assert route.tours[-1].end == 41_800
    assert [row.cause for row in found.violations] == ["T1_DEADLINE"]


def test_a_break_whose_window_the_route_does_not_cover_is_none():
    rest = Break(1_800, TimeWindow(36_000, 43_200))
    assert score(vehicles=with_van(breaks=(rest,))).plan.routes[0].pauses == ()


def test_long_driving_is_interrupted():
    found = score(vehicles=with_van(max_drive_duration=3_600))

    # 3,240 s on tour 1; 2,400 more would be too many, and so again at V3.
    pauses = found.plan.routes[0].pauses
    assert [(row.kind, row.site, row.start) for row in pauses] == [
        (PauseKind.PAUSE, "C", 34_920),
        (PauseKind.PAUSE, "V3", 38_800),
    ]
    assert "T7_DRIVE" not in {row.cause for row in found.violations}


@pytest.mark.parametrize(("chargers", "kinds"), [(1, ["charge"]), (0, [])])
def test_a_battery_is_charged_between_tours_where_there_is_a_charger(chargers, kinds):
    found = score(
        sites=with_site("C", chargers=chargers),
        vehicles=with_van(range_m=45_000, recharge_duration=1_800),
    )

    # 27 + 40 km are more than 45; with a charge neither tour is.
    assert [pause.kind for pause in found.plan.routes[0].pauses] == kinds
    far = [row.amount for row in found.violations if row.cause == "D1_RANGE"]
    assert far == ([] if chargers else [22_000])


def test_one_dock_loads_one_vehicle_at_a_time():
    truck = PracticeTour(vehicle=TRUCK, number=1, sites=("V4",))
    found = score((*BOTH, truck), sites=with_site("C", docks=1))

    # The van holds the dock from 28,800 to 30,000 and from 33,720 to 34,920.
    assert found.plan.routes[1].tours[0].load_start == 30_000
    assert "R5_DOCKS" not in {row.cause for row in found.violations}
    assert found.missing == ()


def test_a_vehicle_that_is_out_is_named_and_its_sites_are_missing():
    away = dataclasses.replace(BOTH[1], vehicle="鲁F009")
    found = score((BOTH[0], away))

    assert found.vehicles_out == ("鲁F009",)
    assert found.missing == ("V3", "V4")


def test_goods_that_lie_at_another_base_are_not_guessed():
    found = score(
        (BOTH[0], PracticeTour(vehicle=TRUCK, number=1, sites=("V3",))),
        vehicles={
            **make_vehicles(),
            TRUCK: dataclasses.replace(
                make_vehicles()[TRUCK], start_site="H2", end_site="H2"
            ),
        },
    )

    assert (found.elsewhere, found.vehicles_elsewhere) == (("V3",), (TRUCK,))
    assert [route.vehicle for route in found.plan.routes] == [VAN]


def test_a_halt_that_no_road_reaches_is_left_out():
    travel = make_travel()
    matrix = travel.of("microvan")
    metres = matrix.metres.copy()
    metres[:, travel.index["V3"]] = UNREACHABLE
    np.fill_diagonal(metres, 0)
    cut = dataclasses.replace(
        travel, matrices={"microvan": dataclasses.replace(matrix, metres=metres)}
    )

    found = score(travel=cut)

    assert (found.closed, found.sites) == (("V3",), ("V1", "V2"))
    assert len(found.plan.routes[0].tours) == 1


def test_goods_that_nothing_may_carry_today_stay_here_too():
    rows = tuple(
        dataclasses.replace(row, blocked=ReasonCode.NOT_SERVICE_DAY)
        if row.consignment_id == "K4"
        else row
        for row in make_day().consignments
    )
    found = score(consignments=rows)

    assert found.sites == ("V1", "V2")
    # Today's route calls at V3 all the same.
    assert [stop.site for stop in found.plan.routes[0].tours[1].stops] == ["V3"]


def test_the_page_holds_both_side_by_side_and_no_difference_of_unlike_things():
    day, travel = make_day(practice=BOTH), make_travel()
    page = render_report(day, travel, make_plan())

    assert '<a href="#practice">现行线路对照</a>' in page
    assert "现行线路只覆盖今天有件的 3 个站点" in page
    assert page.count("不可比</td>") == 5
    assert "不在现行线路上的站点 1 个：钱家村" in page
    # 2,060 s are 34 minutes and a bit: 35 would be enough.
    line = re.search(r"鲁F001 第1趟第2站 李家村.*?</li>", page)[0]
    assert "35 分钟" in line
    assert "[T1_DEADLINE]" in line


def test_the_page_shows_differences_of_like_things():
    day, travel = make_day(practice=BOTH), make_travel()
    own = score_practice(day, travel, make_plan()).plan
    dear = dataclasses.replace(
        own.routes[0],
        cost_cents=dataclasses.replace(own.routes[0].cost_cents, fixed=14_669),
    )
    page = render_report(day, travel, dataclasses.replace(own, routes=(dear,)))

    # 266.93 and 26.69 more, a tenth.
    assert "+26.69 (+10.0%)" in page
    assert "两边送的是同样的件" in page
    assert "不可比</td>" not in page


def test_a_day_without_the_table_has_no_such_section():
    page = render_report(make_day(), make_travel(), make_plan())

    assert "#practice" not in page
    assert 'id="practice"' not in page


def test_the_page_compares_in_english():
    page = render_report(make_day(practice=BOTH), make_travel(), make_plan(), lang="en")

    assert "1 sites on none of today&#x27;s routes: 钱家村" in page
    assert "not comparable" in page


def test_goods_are_fetched_at_the_centre_where_it_is_listed_as_a_halt():
    truck = dataclasses.replace(make_vehicles()[TRUCK], start_site="H2", end_site="H2")
    found = score(
        (PracticeTour(vehicle=TRUCK, number=1, sites=("V1", "C", "V3", "V1")),),
        vehicles={**make_vehicles(), TRUCK: truck},
    )

    tour = found.plan.routes[0].tours[0]
    # The 50 of V3 board at the centre. V1 is called at before it and its goods
    # stay, but the 10 fetched there are brought to the centre.
    assert (tour.load, tour.unload, tour.load_items) == ((), (), 0)
    assert [stop.load_items for stop in tour.stops] == [10, 50, 0, 0]
    assert found.sites == ("V1", "V3")
    assert found.kpis["items_planned"] == 60
    legs = {bag.origin: bag.legs[0] for bag in found.plan.bags}
    assert (legs["C"].depart, legs["C"].arrive) == (
        tour.stops[1].depart,
        tour.stops[2].arrive,
    )
    causes = {row.cause for row in found.violations}
    assert causes == {"R1_COMPARTMENT"}
