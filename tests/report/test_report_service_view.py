"""Trips, offers and transfers as the pages show them, by hand."""

from __future__ import annotations

from fractions import Fraction

from check.service_county_plan import service_plan
from features.four_villages import hm
from service_county_map import mapped_day, shown

from routing.report.service_tags import service_tags
from routing.report.transfer_view import transfer_views
from routing.report.trip_view import delay_seconds, trip_views


def test_services_are_numbered_after_the_routes():
    routes, services = shown()

    assert [view.number for view in routes] == [1, 2]
    assert [(one.number, one.sign, one.label) for one in services] == [
        (3, "班1", "共富班车 09:30"),
        (4, "班2", "城北线 08:00"),
        (5, "班3", "城北线 13:00"),
        (6, "班4", "夜班线 23:30"),
        (7, "代1", "快递 镇站→V3"),
        (8, "兜1", "邮政 县中心→V4"),
    ]
    assert len({one.colour for one in (*routes, *services)}) == 8


def test_a_held_shuttle_has_the_times_of_today():
    trip = trip_views(mapped_day(), service_plan())[0]

    assert trip.hold == 300
    # 09:30 and 10:10 by the table, 5 minutes late.
    assert [(call.arrive, call.depart) for call in trip.calls] == [
        (hm("09:35"), hm("09:35")),
        (hm("10:15"), hm("10:15")),
    ]


def test_segments_count_what_is_on_board():
    trip = trip_views(mapped_day(), service_plan())[1]

    rows = [(one.bags, one.items, one.grams, one.cm3) for one in trip.segments]
    assert [one.pieces for one in trip.segments] == [3, 1, 0, 0]
    # x1 1, h1 1 and g1, a loose piece that counts two; then x1 alone.
    assert rows == [(4, 41, 60_000, 260_000), (1, 20, 20_000, 100_000), *[(0,) * 4] * 2]
    assert [one.load_factor for one in trip.loaded] == [1, Fraction(100, 260)]
    assert trip.fullest == 1
    assert trip.fee_cents == 900


def test_a_trip_that_passes_twice_keeps_its_calls_apart():
    trip = trip_views(mapped_day(), service_plan())[2]

    handled = [
        (call.number, [one.bag.id for one in call.boards], len(call.alights))
        for call in trip.calls
        if call.handled
    ]
    assert handled == [(1, ["w1"], 0), (2, [], 1), (3, ["p1"], 0), (4, [], 1)]


def test_passengers_wait_for_work_beyond_the_stay():
    day, plan = mapped_day(), service_plan()
    waited = [delay_seconds(day, view) for view in trip_views(day, plan)]

    # At X 45 s of work in a stay of 30: 15 s x 12 and x 10. Ends do not count.
    assert waited == [0, 180, 150, 0]


def test_transfers_stand_by_site_and_time():
    views = transfer_views(service_plan())

    rows = [
        (view.site, view.arrive, view.depart, [bag.id for bag in view.bags], view.items)
        for view in views
    ]
    assert rows == [
        ("H", hm("08:40"), hm("09:00"), ["g1", "h1"], 21),
        ("H", hm("09:24:02"), hm("14:16"), ["p1"], 10),
        ("H", hm("10:13:20"), hm("13:41"), ["w1"], 10),
        ("H", hm("10:15"), hm("12:00"), ["s1"], 10),
    ]


def test_a_way_back_along_the_same_road_is_drawn_once():
    _, services = shown()

    # C H X H C: goods ride from C to X; the way back is the same road.
    assert services.trips[1].stretches() == {("C", "H"): True, ("H", "X"): True}
    assert services.trips[1].walks() == [("X", "V2")]
    assert services.trips[0].walks() == []


def test_tags_say_who_boards_alights_and_changes():
    _, services = shown()
    tags = {tag.site: tag.routes for tag in service_tags(services)}

    assert tags == {
        "C": {"BOARD": (3, 4, 6), "ALIGHT": (5,)},
        # K2, K1 and the offer take part in changes too.
        "H": {"BOARD": (5,), "ALIGHT": (3, 4), "TRANSFER": (4, 2, 5, 1, 3, 7)},
        "X": {"ALIGHT": (4, 5)},
        "N": {"ALIGHT": (6,)},
    }
    matters = {tag.site: tag.matters for tag in service_tags(services)}
    assert matters == {"C": True, "H": True, "X": False, "N": False}
