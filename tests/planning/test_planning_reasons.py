"""Reasons by hand in the four villages: who is stuck, who lost, and by how much."""

from dataclasses import replace

from features.four_villages import four_village_day, four_village_travel, hm
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.domain.consignment import Priority
from routing.domain.day import Lock, LockKind, VehicleOut
from routing.domain.reason import ReasonCode
from routing.domain.window import TimeWindow
from routing.optimize.repair import repair
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.planning.reasons.shortfall import Shortfall
from routing.planning.reasons.unserved import nearest_way, unserved_rows


def plain_day():
    """Return the four villages without deferral and locks."""
    day = four_village_day()
    settings = replace(day.settings, economic_deferral=False, keep_usual=False)
    return replace(day, settings=settings, locks=(), set_aside=())


def asking(day, *keys):
    """Return the day with some of its consignments alone."""
    kept = tuple(row for row in day.consignments if row.consignment_id in keys)
    return replace(day, consignments=kept)


def rows_of(day, *, fill=True, repaired=False):
    """Plan by insertion alone and return the rows of what stays."""
    ways = direct_ways(day)
    travel = four_village_travel()
    problem = build_road_problem(day, travel, ways.shipments)
    simulator = Simulator(problem)
    if fill:
        simulator.insert_all(range(len(ways.shipments)))
        left = simulator.left()
        problem, draft = repair(problem, simulator.draft(), left, ways.left)
        simulator = Simulator(problem)
        simulator.load(draft)
    left = [problem.shipments[k] for k in simulator.left()]
    return unserved_rows(day, travel, problem, ways, simulator, left, repaired=repaired)


def only_row(day, **how):
    (row,) = rows_of(day, **how)
    return row


def said(row):
    return row.reason, row.certified, row.amount, row.unit


def test_goods_on_board_leave_no_row():
    assert rows_of(asking(plain_day(), "c6")) == ()


def test_a_row_that_was_set_aside_stays_without_a_consignment():
    day = replace(asking(plain_day(), "c6"), set_aside=four_village_day().set_aside)
    row = only_row(day)
    assert (row.site, row.partner, row.items) == ("X", "P", 3)
    assert (row.reason, row.consignment) == ("UNKNOWN_SITE", None)


def test_a_site_that_only_tricycles_may_enter_without_one():
    day = asking(plain_day(), "c6")
    day = replace(day, vehicles={"K1": day.vehicles["K1"]})
    row = only_row(day)
    assert said(row) == ("ACCESS_CLASS", True, 0, "")
    assert row.nearest == "K1最接近，但车型不准进"


def test_the_vehicle_that_could_go_is_out():
    day = asking(plain_day(), "c6")
    out = VehicleOut(vehicle=day.vehicles["K2"], cause="故障")
    day = replace(day, vehicles={"K1": day.vehicles["K1"]}, vehicles_out=(out,))
    row = only_row(day)
    assert said(row) == ("VEHICLE_OUT", True, 0, "")
    assert row.nearest == "K2恢复出车就可以送"


def test_no_owner_may_carry_the_partner():
    day = replace(asking(plain_day(), "c7"), agreements=())
    day = edit_vehicle(day, "K2", owner="P")
    assert said(only_row(day)) == ("NO_AGREEMENT", True, 0, "")


def test_a_lock_to_a_vehicle_that_may_not_enter():
    lock = Lock(kind=LockKind.VEHICLE, vehicle="K1", sites=("D",))
    day = replace(asking(plain_day(), "c6"), locks=(lock,))
    row = only_row(day)
    assert said(row) == ("LOCK_CONFLICT", True, 0, "")
    assert row.action == "放开或改这条锁定：K1 车辆 南村"


def test_range_is_short_by_the_metres_of_both_ways():
    # C-D-C is 5,000 + 5,000 = 10,000 m: 1,000 m more than 9,000.
    day = edit_vehicle(asking(plain_day(), "c6"), "K2", range_m=9_000)
    row = only_row(day)
    assert said(row) == ("MAX_KM", True, 1_000, "m")
    assert row.nearest == "K2最接近，里程差 1 km"


def test_one_bag_of_twelve_kilograms_on_ten():
    # c6 is one bag of 12,000 g.
    day = edit_vehicle(asking(plain_day(), "c6"), "K2", cap_g=10_000)
    assert said(only_row(day)) == ("CAP_KG", True, 2_000, "g")


def test_the_window_closes_before_the_vehicle_comes():
    # Ready 07:30 at C, 5,000 m at 5 m/s = 1,000 s: 07:46:40. Closed at 07:40
    # it is 400 s late; with goods ready at once it could go at 06:00.
    day = asking(plain_day(), "c6")
    day = edit_site(day, "D", hours=(TimeWindow(hm("06:30"), hm("07:40")),))
    row = only_row(day)
    assert said(row) == ("PARTNER_LATE", True, 400, "s")
    assert row.nearest == "K2可以送，但到件要早 7 分钟"
    # A shift from 07:35 on makes the hours of the vehicle the limit.
    day = edit_vehicle(day, "K2", shift=TimeWindow(hm("07:35"), hm("20:00")))
    assert said(only_row(day))[:2] == ("TIME_WINDOW", True)


def test_goods_ready_after_the_last_window():
    day = asking(plain_day(), "c6")
    day = edit_consignment(day, "c6", ready_time=hm("20:10"))
    # C closes at 20:00: 600 s earlier.
    assert said(only_row(day)) == ("PARTNER_LATE", True, 600, "s")


def test_a_long_leg_is_driven_with_a_pause_on_the_road():
    # 1,000 s to D with at most 900 s of driving: a pause on each leg.
    day = edit_vehicle(asking(plain_day(), "c6"), "K2", max_drive_duration=900)
    rows = rows_of(day)
    assert all(not row.certified for row in rows)
    # 10 min loading + 2 x 1,000 s + 2 x 20 min + 204 s of service = 5,204 s;
    # one second less than that is certainly too little.
    tight = edit_vehicle(day, "K2", max_route_duration=5_203)
    assert [row.certified for row in rows_of(tight)] == [True]
    enough = edit_vehicle(day, "K2", max_route_duration=5_204)
    assert not any(row.certified for row in rows_of(enough))


def test_what_lost_is_short_of_the_room_that_is_left():
    # c6 12,000 g and c7 8,000 g in one tour of at most 18,000 g.
    day = edit_vehicle(asking(plain_day(), "c6", "c7"), "K2", cap_g=18_000, max_tours=1)
    row = only_row(day)
    assert row.consignment == "c7"
    assert said(row) == ("CAP_KG", False, 2_000, "g")
    assert row.nearest == "K2最接近，载质量差 2 kg"


def test_low_goods_gave_way():
    day = edit_vehicle(asking(plain_day(), "c6", "c8"), "K2", cap_g=15_000, max_tours=1)
    row = only_row(day)
    assert row.consignment == "c8"
    # 12,000 + 5,000 g on 15,000.
    assert said(row) == ("DEFERRED_LOW_PRIORITY", False, 2_000, "g")


def test_low_goods_that_lost_to_low_goods_did_not_give_way():
    day = asking(plain_day(), "c6", "c8")
    day = edit_consignment(day, "c6", priority=Priority.LOW)
    day = edit_vehicle(day, "K2", cap_g=15_000, max_tours=1)
    assert said(only_row(day))[:2] == ("CAP_KG", False)


def test_deferral_tells_how_much_dearer_than_the_penalty():
    day = asking(four_village_day(), "c8")
    day = replace(day, set_aside=(), locks=())
    row = only_row(day)
    # Fixed 3,000; C-E-C 14,000 m x 0.35 = 490; 600 + 1,400 + 190 + 1,400 s
    # = 3,590 s x 18/h = 1,795; K1 is the usual vehicle of E: 500. In all 5,785,
    # and 5 items of 200 may wait.
    assert said(row) == ("DEARER_THAN_PENALTY", False, 5_785 - 1_000, "cents")
    assert row.nearest == "K2今日可以送，比缓投多花 47.85 元"


def test_room_that_the_search_missed_is_said():
    row = only_row(asking(plain_day(), "c6"), fill=False)
    assert said(row) == ("SEARCH_LIMIT", False, 0, "")


def test_a_full_station_is_certified_only_for_what_never_fits():
    # A holds 40 and has 6: 34 free for bags of 20 (c1) and 10 (c2).
    day = asking(plain_day(), "c1", "c2")
    assert rows_of(day) == ()
    # 25 free: c1 goes, c2 is 5 too many.
    row = only_row(edit_site(day, "A", storage_items=31))
    assert (row.consignment, *said(row)) == ("c2", "STATION_FULL", False, 5, "items")
    # 9 free: not even the smaller one fits; 30 - 9 = 21 too many.
    rows = rows_of(edit_site(day, "A", storage_items=15))
    assert [said(row) for row in rows] == [("STATION_FULL", True, 21, "items")] * 2


def test_a_site_without_service_and_a_blocked_consignment():
    closed = edit_site(asking(plain_day(), "c6"), "D", serves_today=False)
    assert said(only_row(closed)) == ("NOT_SERVICE_DAY", True, 0, "")
    day = asking(plain_day(), "c6")
    day = edit_consignment(day, "c6", blocked=ReasonCode.NEEDS_REVIEW)
    assert said(only_row(day)) == ("NEEDS_REVIEW", True, 0, "")


def test_repair_splits_what_does_not_fit_as_a_whole():
    # 40 items of 1 kg in two bags of 20; the tricycle takes one of them.
    day = asking(plain_day(), "c6")
    day = edit_consignment(day, "c6", items=40, grams=40_000, cm3=80_000)
    day = edit_vehicle(day, "K2", cap_g=25_000, max_tours=1)
    row = only_row(day)
    assert row.items == 20
    # 20 + 20 kg on 25 kg.
    assert said(row) == ("CAP_KG", False, 15_000, "g")
    assert only_row(day, repaired=True) == row


def test_nearest_way_speaks_english():
    miss = Shortfall(
        reason=ReasonCode.CAP_KG,
        amount=1_500,
        unit="g",
        weight=0.1,
        vehicle=plain_day().vehicles["K1"],
    )
    assert nearest_way(miss, "en") == "K1 comes nearest, 1.5 kg of payload short"
