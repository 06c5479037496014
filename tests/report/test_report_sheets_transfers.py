"""Bags that change carriers: by when, on sheets of vehicles and on latest starts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import load, service_plan
from features.four_villages import hm
from properties.plan_edits import edit_consignment, edit_site
from service_sheets import service_context
from sheet_rows import rows_of, words_of

from routing.check.judge import judge
from routing.domain.partner import SortDepth
from routing.report.sheets.bag_lists import bag_groups
from routing.report.sheets.loading_list import loading_list
from routing.report.sheets.route_sheet import route_sheet
from routing.report.sheets.slack import DEPARTURE, latest_starts
from routing.report.sheets.transfers import Changes

DAY, PLAN = service_day(), service_plan()
K1, K2 = 0, 1


def changes(day=DAY, plan=PLAN):
    found = Changes(day, plan)
    every = [bag.id for bag in plan.bags]
    carriers = [
        ("road", "K1", 0), ("road", "K2", 0), ("bus", "L1-0800", 0),
        ("bus", "F1-0930", 0),
    ]  # fmt: skip
    return {
        change.bag.id: (change.taken, change.latest)
        for carrier in carriers
        for change in found.to(every, "H", carrier)
    }


def test_the_last_arrival_leaves_time_for_handling_and_cut_off():
    # Handling at H 20 min. w1: 13:41 - 15 min; p1: 14:16 - 15; h1 and g1 leave with
    # K2 at 09:00; s1 by the cut-off of O1.
    assert changes() == {
        "w1": (hm("13:26"), hm("13:06")),
        "p1": (hm("14:01"), hm("13:41")),
        "h1": (hm("09:00"), hm("08:40")),
        "g1": (hm("09:00"), hm("08:40")),
        "s1": (hm("12:00"), hm("11:40")),
    }


def test_a_hub_that_nobody_knows_asks_no_handling():
    # h1 leaves with K2 at 09:00, now from Z.
    (h1,) = (bag for bag in PLAN.bags if bag.id == "h1")
    first, second = h1.legs
    legs = (replace(first, to_site="Z"), replace(second, from_site="Z"))
    bags = tuple(replace(b, legs=legs) if b.id == "h1" else b for b in PLAN.bags)
    found = Changes(DAY, replace(PLAN, bags=bags)).to(
        ["h1"], "Z", ("bus", "L1-0800", 0)
    )
    assert [change.latest for change in found] == [hm("09:00")]


def test_sorting_comes_on_top_where_nobody_sorted_before():
    # w1 holds 10 items of Q; H sorts 1,200 an hour: 30 s. C does not sort any more.
    partner = replace(DAY.partners["Q"], sort_depth=SortDepth.TOWNSHIP)
    day = edit_site(DAY, "C", sorts=False)
    day = replace(day, partners={**day.partners, "Q": partner})
    found = changes(day)
    assert found["w1"][1] == hm("13:05:30")
    # g1 is of Q too: one item, 3 s. P's bags are sorted to the village.
    assert found["g1"][1] == hm("08:39:57")
    assert found["h1"][1] == hm("08:40")
    assert changes(edit_site(day, "C", sorts=True))["w1"][1] == hm("13:06")


def test_a_vehicle_that_halts_for_a_bag_takes_it_when_service_starts():
    # K1 takes s1 at H instead of O1: service starts there at 10:13:20.
    route = PLAN.routes[K1]
    stop = replace(route.tours[0].stops[0], pick_up=("s1",))
    tour = replace(route.tours[0], stops=(stop,))
    bags = tuple(
        replace(bag, legs=(bag.legs[0], replace(PLAN.bags[5].legs[0], from_site="H")))
        if bag.id == "s1"
        else bag
        for bag in PLAN.bags
    )
    routes = (replace(route, tours=(tour,)), PLAN.routes[K2])
    plan = replace(PLAN, bags=bags, routes=routes)
    assert changes(plan=plan)["s1"] == (hm("10:13:20"), hm("09:53:20"))


def shifted(vehicle: str, seconds: int, day=DAY, plan=PLAN):
    """Return what the judge finds when a vehicle does everything later."""

    def later(route):
        tours = tuple(
            replace(
                tour,
                load_start=tour.load_start + seconds,
                start=tour.start + seconds,
                end=tour.end + seconds,
                stops=tuple(
                    replace(
                        stop,
                        arrive=stop.arrive + seconds,
                        start=stop.start + seconds,
                        depart=stop.depart + seconds,
                    )
                    for stop in tour.stops
                ),
            )
            for tour in route.tours
        )
        return replace(route, tours=tours)

    routes = tuple(
        later(route) if route.vehicle == vehicle else route for route in plan.routes
    )
    bags = tuple(
        replace(
            bag,
            legs=tuple(
                replace(leg, depart=leg.depart + seconds, arrive=leg.arrive + seconds)
                if leg.vehicle == vehicle
                else leg
                for leg in bag.legs
            ),
        )
        for bag in plan.bags
    )
    found = judge(day, service_travel(), replace(plan, routes=routes, bags=bags))
    return [(row.cause, row.amount) for row in found]


def test_latest_starts_keep_what_goes_on_by_bus():
    # K1 drives 800 s to H, where w1 must be by 13:06.
    latest = latest_starts(DAY, PLAN, PLAN.routes[K1])
    assert latest == {(0, 0): hm("13:06"), (0, DEPARTURE): hm("12:52:40")}
    late = hm("12:52:40") - hm("10:00")
    # H may be full by then (q1 15, s1 10, w1 10, p1 10): 45, its room.
    assert shifted("K1", late) == []
    assert shifted("K1", late + 1) == [("T5_CUTOFF", 1)]


def test_latest_return_keeps_what_is_brought_back_for_the_bus():
    # Without its own window p1 must be at H by 13:41; 600 s of driving, 242 s at V1.
    day = edit_consignment(DAY, "c9", windows=())
    latest = latest_starts(day, PLAN, PLAN.routes[K2])
    assert latest[0, 0] == hm("13:26:58")
    late = latest[0, 0] - hm("09:10")
    room = edit_site(day, "H", storage_items=None)
    assert shifted("K2", late, room) == []
    assert shifted("K2", late + 1, room) == [("T5_CUTOFF", 1)]


def test_a_wait_before_service_does_not_bring_the_limit_forward():
    # K1 stands at H from 10:13:20, is served at 13:10: w1 is there in time.
    route = PLAN.routes[K1]
    tour = route.tours[0]
    stop = replace(tour.stops[0], start=hm("13:10"), depart=hm("13:14"))
    route = replace(route, tours=(replace(tour, stops=(stop,), end=hm("13:27:20")),))
    plan = replace(PLAN, routes=(route, PLAN.routes[K2]))
    latest = latest_starts(DAY, plan, route)
    assert latest == {(0, 0): hm("13:10"), (0, DEPARTURE): hm("12:52:40")}


def test_route_sheet_names_the_bus_that_a_bag_goes_on_by():
    context = service_context()
    rows = rows_of(route_sheet(context, context.plan.routes[K1]))
    (halt,) = (row for row in rows if row[0] == "1")
    assert halt[3].split("\n") == [
        "2 袋，共 25 件",
        "邮政 15，快递 10",
        "转 班车 城北线 13:00：1 袋，共 10 件（w1），最晚 13:06 送到",
    ]
    assert halt[1] == "10:10–10:25\n最晚 13:06"


def test_route_sheet_names_the_bus_that_bags_come_off():
    context = service_context()
    rows = rows_of(route_sheet(context, context.plan.routes[K2]))
    across = [row[0].split("\n")[1] for row in rows if len(row) == 1]
    assert across == [
        "接自 班车 城北线 08:00（08:40 到）：1 袋＋散件 1，共 21 件（h1，g1）",
        "转 班车 城北线 13:00：1 袋，共 10 件（p1），最晚 13:41 送到",
    ]


def test_loading_list_tells_it_bag_by_bag():
    context = service_context()
    rows = rows_of(loading_list(context, context.plan.routes[K1]))
    remarks = {row[1]: row[4] for row in rows if len(row) > 1}
    assert remarks["w1"] == "送 V2，转 班车 城北线 13:00，13:06 前送到"
    assert remarks["q1"] == ""
    rows = rows_of(loading_list(context, context.plan.routes[K2]))
    remarks = {row[1]: row[4] for row in rows if len(row) > 1}
    assert remarks["g1"] == "散件 1 个\n接自 班车 城北线 08:00，08:40 到"


def test_loose_pieces_of_one_lot_part_where_their_ways_do():
    (g1,) = (bag for bag in PLAN.bags if bag.id == "g1")
    other = replace(g1.legs[0], trip="L1-1300")
    pieces = [
        replace(g1, id="g2"),
        replace(g1, id="g3", legs=(other, g1.legs[1])),
        g1,
    ]
    groups = [[bag.id for bag in group] for group in bag_groups(pieces)]
    assert groups == [["g2", "g1"], ["g3"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_handing_over_to_a_partner_is_named_too(lang):
    # K1 brings s1 to H for O1: cut-off 12:00 less 20 min of handling.
    bags = tuple(
        replace(bag, legs=(PLAN.bags[5].legs[0], bag.legs[1]))
        if bag.id == "s1"
        else bag
        for bag in PLAN.bags
    )
    route = PLAN.routes[K1]
    tour = route.tours[0]
    stop = replace(tour.stops[0], deliver=("q1", "s1", "w1"))
    route = replace(
        route, tours=(replace(tour, load=("q1", "s1", "w1"), stops=(stop,)),)
    )
    loads = tuple(row for row in PLAN.bus_loads if row.trip != "F1-0930")
    plan = replace(PLAN, bags=bags, bus_loads=loads, routes=(route, PLAN.routes[K2]))
    words = words_of(route_sheet(service_context(plan=plan, lang=lang), route))
    said = "最晚 11:40 送到" if lang == "zh" else "due by 11:40"
    assert said in words
    assert latest_starts(DAY, plan, route)[0, 0] == hm("11:40")


def test_a_trip_that_nobody_knows_has_no_cut_off():
    bags = tuple(
        replace(bag, legs=(bag.legs[0], replace(bag.legs[1], trip="L9")))
        if bag.id == "w1"
        else bag
        for bag in PLAN.bags
    )
    rows = (load("L9", "H>X", "w1", 0),)
    plan = replace(PLAN, bags=bags, bus_loads=rows)
    assert changes(plan=plan)["w1"] == (hm("13:41"), hm("13:21"))
