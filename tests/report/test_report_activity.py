"""What a van does when, against the hand-made day."""

from __future__ import annotations

import dataclasses

from report_day import make_day, make_travel, make_vehicles
from report_plan import make_plan, make_route

from routing.plan.model import Pause, PauseKind
from routing.report.activity import Activity, bag_items, route_stretches
from routing.report.road_leg import plan_legs
from routing.travel.matrix import Source


def stretches(route=None, day=None):
    items = bag_items(make_plan())
    row = route_stretches(day or make_day(), route or make_route(), items)
    return [(one.activity, one.start, one.end, one.site) for one in row]


def test_the_day_of_the_van():
    assert stretches() == [
        (Activity.LOADING, 27_000, 28_200, "C"),
        (Activity.DRIVING, 28_200, 29_400, "V1"),
        (Activity.SERVING, 29_400, 29_660, "V1"),
        (Activity.DRIVING, 29_660, 30_260, "V2"),
        (Activity.WAITING, 30_260, 30_600, "V2"),
        (Activity.SERVING, 30_600, 30_820, "V2"),
        (Activity.DRIVING, 30_820, 32_260, "C"),
        (Activity.BREAK, 32_260, 34_060, "C"),
        (Activity.LOADING, 34_060, 35_260, "C"),
        (Activity.DRIVING, 35_260, 37_660, "V3"),
        (Activity.SERVING, 37_660, 37_920, "V3"),
        (Activity.DRIVING, 37_920, 40_320, "C"),
    ]


def test_a_charge_and_a_break_share_a_gap_with_waiting():
    route = make_route()
    pauses = (
        Pause(kind=PauseKind.CHARGE, site="C", start=33_000, end=33_600),
        Pause(kind=PauseKind.BREAK, site="C", start=32_400, end=33_000),
    )

    row = stretches(dataclasses.replace(route, pauses=pauses))

    assert row[7:11] == [
        (Activity.WAITING, 32_260, 32_400, "C"),
        (Activity.BREAK, 32_400, 33_000, "C"),
        (Activity.CHARGE, 33_000, 33_600, "C"),
        (Activity.WAITING, 33_600, 34_060, "C"),
    ]


def test_a_van_that_loads_in_no_time_waits_for_its_bags():
    vehicles = make_vehicles()
    vehicles["鲁F001"] = dataclasses.replace(vehicles["鲁F001"], reload_duration=0)

    row = stretches(day=make_day(vehicles=vehicles))

    assert row[0] == (Activity.WAITING, 27_000, 28_200, "C")


def test_legs_carry_metres_source_and_load():
    legs = list(plan_legs(make_day(), make_travel(), make_plan()))

    seen = [
        (leg.from_site, leg.to_site, leg.metres, leg.source, float(leg.load_factor))
        for leg in legs
    ]
    # Items bind on every leg: 50, 30, 10, 40 and 0 of 200.
    assert seen == [
        ("C", "V1", 10_000, Source.FILE, 0.25),
        ("V1", "V2", 5_000, Source.PATH, 0.15),
        ("V2", "C", 12_000, Source.FILE, 0.05),
        ("C", "V3", 20_000, Source.ESTIMATE, 0.2),
        ("V3", "C", 20_000, Source.ESTIMATE, 0.0),
    ]


def test_only_the_last_tour_goes_to_the_end_site():
    vehicles = make_vehicles()
    vehicles["鲁F001"] = dataclasses.replace(vehicles["鲁F001"], end_site="H1")
    legs = list(plan_legs(make_day(vehicles=vehicles), make_travel(), make_plan()))

    assert [legs[2].to_site, legs[4].to_site] == ["C", "H1"]
