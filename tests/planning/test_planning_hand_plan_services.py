"""Edits of a plan with trips, offers and transfers: ``service_county`` by hand."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.check.judge import judge
from routing.domain.units import clock
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book
from routing.plan.workbook.write import write_workbook
from routing.planning.hand_plan.edit import HandEditError, plan_of_edit, red_lines
from routing.planning.output.workbook_content import workbook_content
from routing.tables.render import render

STOPS, TRIPS, OFFERS = "站点明细", "班次装载", "代投"
TRIP, BOARD, DEPARTS, ALIGHT, COMES, BAGS, HOLD = 1, 5, 6, 8, 9, 14, 15
S1, H1, X1, W1, P1 = 4, 5, 6, 7, 8
"""Rows of the sheet of bus loads by the first bag that they carry."""

DAY, TRAVEL, PLAN = service_day(), service_travel(), service_plan()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the workbook as written."""
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    write_workbook(path, workbook_content(DAY, PLAN))
    return path


@pytest.fixture
def edit(written, tmp_path):
    """Return what gives the plan after changes to the sheets, and its notes."""

    def made(*changes, day=DAY):
        book = openpyxl.load_workbook(written)
        for change in changes:
            change(book)
        path = tmp_path / "改.xlsx"
        book.save(path)
        notes = []
        found = read_workbook(open_book(path), day)
        return plan_of_edit(day, TRAVEL, PLAN, found, notes=notes), notes

    return made


def put(sheet, row, column, value):
    return lambda book: setattr(book[sheet].cell(row, column), "value", value)


def delete(sheet, row, count=1):
    return lambda book: book[sheet].delete_rows(row, count)


def add(sheet, *cells):
    return lambda book: book[sheet].append(cells)


def stop(car, order, site, partner, items):
    """Add a row to the stops."""
    return add(STOPS, car, 1, order, site, None, "送", partner, "普通", items)


def bag(plan, name):
    return next(row for row in plan.bags if row.id == name)


def broken(plan):
    return [(row.cause, row.where, row.amount) for row in judge(DAY, TRAVEL, plan)]


def test_nothing_changed_is_the_same_plan(edit):
    """A shuttle that waits, a call of a place that is passed twice, a last resort."""
    plan, notes = edit()
    assert plan == PLAN
    assert notes == []


def test_the_price_per_item_and_stage_fees_follow_the_bags(edit):
    """Without x1: 3.00 by bus, 20 items at 0.30, and 15 s × 12 passengers at X."""
    plan, _ = edit(delete(TRIPS, X1))
    parts, before = plan.cost_parts, PLAN.cost_parts
    assert before["bus"] - parts["bus"] == 300
    assert before["stages"] - parts["stages"] == 600
    assert before["delay"] - parts["delay"] == 60
    assert [(row.site, row.items, row.reason) for row in plan.unserved] == [
        ("V2", 20, "CANCELLED_BY_HAND")
    ]
    assert broken(plan) == []


def test_an_earlier_bus_hurries_the_vehicle_that_brings_the_bag(edit):
    """w1 on L1-0800 from H, 08:41 - 15 - 20 min handling: K1 at H by 08:06."""
    plan, _ = edit(
        put(TRIPS, W1, TRIP, "L1-0800"),
        put(TRIPS, W1, DEPARTS, None),
        put(TRIPS, W1, COMES, None),
    )
    road, bus = bag(plan, "w1").legs
    assert road.arrive <= 8 * 3600 + 6 * 60
    # 08:41 and, at X, 08:55 and 5 min on foot.
    assert (bus.depart, bus.arrive) == (8 * 3600 + 41 * 60, 9 * 3600)
    assert (bus.from_site, bus.to_site) == ("H", "V2")
    # q1 and w1 lie at H longer now, with h1 and g1: 46 of 45 items.
    assert broken(plan) == [("R3_STORAGE", "@H", 1)]


def test_times_tell_which_of_two_calls_is_meant(edit):
    """H is passed at 13:41 and 14:16: p1 at the first one comes to C all the same."""
    plan, _ = edit(
        put(TRIPS, P1, DEPARTS, "13:41"),
    )
    (load,) = (row for row in plan.bus_loads if row.bags == ("p1",))
    assert (load.board_call, load.alight_call) == (None, None)
    assert bag(plan, "p1").legs[1].depart == 13 * 3600 + 41 * 60
    assert edit(put(TRIPS, P1, DEPARTS, "14:16"))[0] == PLAN


def shuttle(plan):
    """Return how long the shuttle waits, and when s1 leaves and comes."""
    (load,) = (row for row in plan.bus_loads if row.trip == "F1-0930")
    leg = bag(plan, "s1").legs[0]
    return load.hold // 60, clock(leg.depart), clock(leg.arrive)


def test_a_shuttle_waits_as_long_as_is_written(edit):
    """Planned: 5 min, for s1 is ready at 09:20; it may wait 10. Cut-off 15 min."""
    assert shuttle(PLAN) == (5, "09:35", "10:15")
    longer, _ = edit(put(TRIPS, S1, HOLD, 8))
    assert shuttle(longer) == (8, "09:38", "10:18")
    assert broken(longer) == []
    too_long, _ = edit(put(TRIPS, S1, HOLD, "15分钟"))
    assert broken(too_long) == [("T5_HOLD", "F1-0930", 300)]
    for nothing in (None, 0):
        in_time, _ = edit(put(TRIPS, S1, HOLD, nothing))
        assert shuttle(in_time) == (0, "09:30", "10:10")
        assert broken(in_time) == [("T5_CUTOFF", "F1-0930 C>H [s1]", 300)]
    for same in ("5", "５ 分", 5.0):
        assert edit(put(TRIPS, S1, HOLD, same))[0] == PLAN
    # Who takes the column out says nothing about waiting.
    assert edit(lambda book: book[TRIPS].delete_cols(HOLD))[0] == PLAN


def test_a_vehicle_meets_a_trip_that_waits(edit):
    """h1 and g1 come to H 3 min later: K2 leaves at 09:03. x1 rides along."""
    plan, _ = edit(put(TRIPS, H1, HOLD, 3))
    assert [row.hold for row in plan.bus_loads if row.trip == "L1-0800"] == [180, 180]
    (k2,) = (route for route in plan.routes if route.vehicle == "K2")
    assert clock(k2.tours[0].start) == "09:03"
    assert bag(plan, "x1").legs[0].arrive == bag(PLAN, "x1").legs[0].arrive + 180
    # A bus never waits (rule T5e).
    assert broken(plan) == [("T5_HOLD", "L1-0800", 180)]


@pytest.mark.parametrize(
    ("changes", "code", "row"),
    [
        ([put(TRIPS, S1, HOLD, "五分")], "EDIT_BAD_HOLD", S1),
        ([put(TRIPS, S1, HOLD, -1)], "EDIT_BAD_HOLD", S1),
        ([put(TRIPS, S1, HOLD, 1441)], "EDIT_BAD_HOLD", S1),
        (
            [put(TRIPS, H1, HOLD, 3), put(TRIPS, X1, HOLD, 4)],
            "EDIT_HOLD_DIFFERS",
            X1,
        ),
    ],
)
def test_minutes_that_nobody_can_follow_are_told(edit, changes, code, row):
    with pytest.raises(HandEditError, match=code) as stopped:
        edit(*changes)
    (found,) = stopped.value.findings
    assert (found.sheet, found.row, found.column) == (TRIPS, row, "等货分钟")


def test_a_hub_stop_taken_out_takes_the_other_legs_along(edit):
    plan, notes = edit(delete(STOPS, 5, 2))
    assert {row.id for row in PLAN.bags} - {row.id for row in plan.bags} == {"q1", "w1"}
    assert [note.code for note in notes] == ["EDIT_BAG_DROPPED"]
    assert "袋 w1" in render(notes[0])
    assert plan.routes == PLAN.routes[1:]
    assert broken(plan) == []


def test_a_bag_left_in_its_row_goes_by_road_where_the_stops_say_so(edit):
    """h1 and g1 ride to H and on by K2; now K1 is to bring them to V1."""
    plan, notes = edit(
        delete(STOPS, 7, 2),
        stop("K1", 5, "V1", "邮政", 20),
        add(STOPS, "K1", 1, 5, "V1", None, "送", "快递", "大件", 1),
    )
    assert [leg.vehicle for leg in bag(plan, "h1").legs] == ["K1"]
    assert {note.code for note in notes} == {"EDIT_BAG_BY_ROAD"}
    assert all("h1" not in row.bags for row in plan.bus_loads)


def test_an_offer_gives_way_to_two_vehicles(edit):
    """s1 by K1 to H, and by K2 from there: without the shuttle, without O1."""
    plan, notes = edit(
        delete(TRIPS, 4),
        delete(OFFERS, 4),
        stop("K1", 1, "镇站", "邮政", 10),
        stop("K2", 2, "V3", "邮政", 10),
    )
    first, second = bag(plan, "s1").legs
    assert (first.vehicle, first.to_site) == ("K1", "H")
    assert (second.vehicle, second.to_site) == ("K2", "V3")
    # Ready at 09:20, and 20 min of handling at H.
    assert second.depart >= first.arrive + 1200
    assert first.depart >= 9 * 3600 + 20 * 60
    assert notes == []


def test_a_trip_that_is_cancelled_is_told(edit):
    with pytest.raises(HandEditError, match="EDIT_TRIP_OUT") as stopped:
        edit(put(TRIPS, X1, TRIP, "L1-1400"))
    (found,) = stopped.value.findings
    assert (found.sheet, found.row, found.column) == (TRIPS, X1, "班次")


def test_goods_that_do_not_come_are_told(edit):
    """15 items of P for H, and none that change there by road: 18 are too many."""
    with pytest.raises(HandEditError, match="EDIT_NO_GOODS") as stopped:
        edit(put(STOPS, 5, 9, 18))
    (found,) = stopped.value.findings
    assert "3 件邮政的普通" in render(found)
    assert found.row == 5 + 1


def test_an_offer_does_not_bring_what_was_never_there(edit):
    """O1 starts at H: nobody brings l1 there."""
    with pytest.raises(HandEditError, match="EDIT_BAG_NO_WAY") as stopped:
        edit(put(OFFERS, 4, 13, "s1、l1"), delete(OFFERS, 5))
    (found,) = stopped.value.findings
    assert (found.sheet, found.row, found.value) == (OFFERS, 4, "l1")


def four_hours_later(plan, vehicle):
    """Return a plan whose road vehicle does all it does four hours later."""

    def late(item, *names):
        later = {name: getattr(item, name) + 4 * 3600 for name in names}
        return replace(item, **later)

    def late_tour(tour):
        stops = tuple(late(stop, "arrive", "start", "depart") for stop in tour.stops)
        return replace(late(tour, "load_start", "start", "end"), stops=stops)

    routes = tuple(
        replace(route, tours=tuple(late_tour(tour) for tour in route.tours))
        if route.vehicle == vehicle
        else route
        for route in plan.routes
    )
    bags = tuple(
        replace(
            row,
            legs=tuple(
                late(leg, "depart", "arrive") if leg.vehicle == vehicle else leg
                for leg in row.legs
            ),
        )
        for row in plan.bags
    )
    return replace(plan, routes=routes, bags=bags)


def test_a_bus_missed_for_good_is_a_red_line():
    """w1 comes to H at 14:13:20 and goes on at 13:41.

    Ready 20 minutes later, at 14:33:20; to be ready by 13:26: 4,040 s too late.
    """
    plan = four_hours_later(PLAN, "K1")
    found = judge(DAY, TRAVEL, plan)
    assert [(row.cause, row.where, row.amount) for row in found] == [
        ("T5_CUTOFF", "L1-1300 H>X [w1]", 4040)
    ]
    assert red_lines(found, DAY, plan) == found
    assert red_lines(judge(DAY, TRAVEL, PLAN), DAY, PLAN) == []
