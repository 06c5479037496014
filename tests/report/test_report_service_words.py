"""Names of trips, offers and instants; what nobody knows stays as it is written."""

from __future__ import annotations

import dataclasses

import pytest
from check.service_county import service_day, service_travel, stage_tariff
from check.service_county_plan import service_plan
from service_county_map import mapped_day, shown

from routing.domain.price import Price, PriceBasis
from routing.domain.tariff import Stage
from routing.report.kpi_ways import way_kpis
from routing.report.page_cost import cost_html
from routing.report.page_map import map_json
from routing.report.position import site_positions
from routing.report.served import on_time_items, served_consignments
from routing.report.site_view import site_views
from routing.report.svg import render_map_svg
from routing.report.svg_legend import short
from routing.report.words import (
    carrier_words,
    clock_words,
    offer_name,
    offer_words,
    trip_name,
    trip_words,
)


def test_a_trip_is_named_by_line_and_departure():
    day = service_day()
    nameless = dataclasses.replace(day.lines["L1"], name="")
    bare = dataclasses.replace(day, lines={**day.lines, "L1": nameless})

    assert trip_words(day, "L1-0800", "zh") == "班车 城北线 08:00"
    assert trip_words(day, "F1-0930", "zh") == "货运班车 共富班车 09:30"
    assert trip_name(day, "L1-1400") == "城北线 14:00"  # cancelled today
    assert trip_name(bare, "L1-0800") == "L1 08:00"
    assert trip_name(day, "L9") == "L9"


def test_a_long_line_is_named_in_short_and_told_apart():
    day = service_day()
    stops = "县客运站—上湾村—石门镇—青山镇—红旗林场"
    names = {"L1": f"城乡公交101路（{stops}）", "L2": f"城乡公交102路（{stops}）"}
    lines = {
        key: dataclasses.replace(line, name=names.get(key, line.name))
        for key, line in day.lines.items()
    }
    long = dataclasses.replace(day, lines=lines)

    assert trip_name(long, "L1-0800") == "城乡公交101路 08:00"
    assert trip_name(long, "L2-2330") == "城乡公交102路 23:30"
    assert trip_words(long, "F1-0930", "zh") == "货运班车 共富班车 09:30"


def test_an_offer_is_named_by_carrier_and_ends():
    day = service_day()
    many = dataclasses.replace(day.offers["O1"], to_sites=("V3", "V4", "V1"))
    wide = dataclasses.replace(day, offers={"O1": many})

    assert offer_words(day, "O1", "zh") == "代投 快递 镇站→V3"
    assert offer_words(day, "O2", "en") == "last resort 邮政 县中心→V4"
    assert offer_name(wide, "O1", "zh") == "快递 镇站→V3等3处"
    assert offer_name(day, "O9", "zh") == "O9"


def test_a_leg_is_named_by_who_carries_it():
    bags = {bag.id: bag for bag in service_plan().bags}
    legs = [*bags["s1"].legs, bags["q1"].legs[0]]

    assert [carrier_words(service_day(), leg, "zh") for leg in legs] == [
        "货运班车 共富班车 09:30",
        "代投 快递 镇站→V3",
        "K1",
    ]


@pytest.mark.parametrize(
    ("time", "zh", "en"),
    [
        (8 * 3600, "08:00", "08:00"),
        (86_400, "次日00:00", "00:00 next day"),
        (42 * 3600, "次日18:00", "18:00 next day"),
        (50 * 3600, "2天后02:00", "02:00 2 days later"),
    ],
)
def test_an_instant_says_which_day(time, zh, en):
    assert clock_words(time, "zh") == zh
    assert clock_words(time, "en") == en


def test_a_long_label_is_cut_by_its_width():
    assert short("快递 镇站→赵家村", 34) == "快递 镇站→赵家村"
    # A Chinese sign is as wide as two: 8 signs and a space are 17.
    assert short("共配中心 银沟镇综合服务站", 17) == "共配中心 银沟镇综…"


@pytest.mark.parametrize(
    ("basis", "shown_as"),
    [
        (PriceBasis.PER_KG, "40 kg"),
        (PriceBasis.PER_BAG, "40000 袋"),
        (PriceBasis.PER_TRIP, "40000"),
    ],
)
def test_a_stage_fee_is_in_the_unit_of_its_basis(basis, shown_as):
    day, plan = mapped_day(), service_plan()
    tariff = dataclasses.replace(
        stage_tariff("T1", Stage.HUB, "P", 1), price=Price(basis=basis, micro_yuan=1)
    )
    fee = dataclasses.replace(plan.stage_fees[0], quantity=40_000)
    plan = dataclasses.replace(plan, stage_fees=(fee,))
    day = dataclasses.replace(day, tariffs=(tariff,))
    _, services = shown(day, plan)

    assert f">{shown_as}<" in cost_html(day, plan, services, "zh")


def test_a_way_whose_length_nobody_knows_has_no_share():
    day, plan, travel = service_day(), service_plan(), service_travel()
    index = {site: row for site, row in travel.index.items() if site != "X"}
    blind = dataclasses.replace(travel, index=index)

    assert way_kpis(day, travel, plan)["bus_share_item_km"] == 70.7
    assert way_kpis(day, blind, plan)["bus_share_item_km"] is None


def test_what_a_vehicle_takes_at_its_base_counts_from_there():
    day, plan = service_day(), service_plan()
    # c9 waits at the hub itself: K2 loads it there, where its tour begins at 09:00.
    rows = tuple(
        dataclasses.replace(row, origin="H") if row.consignment_id == "c9" else row
        for row in day.consignments
    )
    bag = next(bag for bag in plan.bags if bag.id == "p1")
    leg = dataclasses.replace(bag.legs[0], from_site="H")
    bag = dataclasses.replace(bag, origin="H", legs=(leg, bag.legs[1]))
    tour = plan.routes[1].tours[0]
    stop = dataclasses.replace(tour.stops[0], pick_up=())
    tour = dataclasses.replace(tour, load=(*tour.load, "p1"), stops=(stop,))
    route = dataclasses.replace(plan.routes[1], tours=(tour,))
    plan = dataclasses.replace(plan, routes=(plan.routes[0], route), bags=(bag,))
    served = served_consignments(dataclasses.replace(day, consignments=rows), plan)

    assert [(met.time, met.items) for met in served[-1].met] == [(9 * 3600, 10)]


def test_a_tour_that_is_not_there_meets_nobody():
    plan = dataclasses.replace(service_plan(), routes=())
    served = served_consignments(service_day(), plan)

    by_row = {one.consignment.consignment_id: one.planned for one in served}
    # Trips and handovers go on; what ends or begins on the road is not met.
    assert by_row["c1"] == 20
    assert by_row["c7"] == 0
    assert by_row["c9"] == 0


def test_a_promise_after_the_last_window_is_late():
    day = service_day()
    rows = tuple(
        dataclasses.replace(row, windows=day.sites["C"].hours)
        if row.consignment_id in ("c4", "c5")
        else row
        for row in day.consignments
    )
    day = dataclasses.replace(day, consignments=rows)
    served = {
        one.consignment.consignment_id: on_time_items(day, one)
        for one in served_consignments(day, service_plan())
    }
    # 06:00 to 20:00: O1 promises 16:00, O2 tomorrow.
    assert served["c4"] == 10
    assert served["c5"] == 0


def test_places_that_nobody_knows_are_not_drawn():
    day, plan = mapped_day(), service_plan()
    lost = dataclasses.replace(day.sites["X"], lon=None, lat=None)
    nowhere = dataclasses.replace(day.sites["V3"], lon=None, lat=None)
    sites = {**day.sites, "X": lost, "V3": nowhere}
    day = dataclasses.replace(day, sites=sites)
    routes, services = shown(day, plan)
    positions = site_positions(day, service_travel())
    views = site_views(day, plan, routes, services)

    page = map_json(day, positions, views, (routes, services), "zh")
    picture = render_map_svg(day, service_travel(), plan)
    assert "2 个站点没有" in picture
    # F1 1, L1 2 and 2, L2 1; no line to the stop, none of the handover to V3.
    assert page.count('"kind":"bus"') == 6 - 2
    assert page.count('"kind":"handover"') == 1
