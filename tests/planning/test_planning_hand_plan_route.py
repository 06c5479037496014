"""The times of an edited route by hand: rests, pauses, charges, docks, late starts."""

from itertools import pairwise

from features.line_county import (
    ROUTES,
    TABLES,
    line_plan,
    read_line_day,
)

from routing.check.judge import judge

K1 = ROUTES["K1"][0]


def hm(words):
    hours, minutes, seconds = (*map(int, words.split(":")), 0)[:3]
    return hours * 3600 + minutes * 60 + seconds


def cars(column, *values):
    """Return the vehicles with a further column."""
    lines = TABLES["车辆"].strip().split("\n")
    rows = [f"{line},{value}" for line, value in zip(lines[1:], values, strict=True)]
    return "\n".join([f"{lines[0]},{column}", *rows]) + "\n"


def build(folder, routes, **tables):
    """Return day, travel and the plan of some routes, built from nothing."""
    intake = read_line_day(folder, **tables)
    return intake.day, intake.travel, line_plan(intake.day, intake.travel, routes)


def broken(day, travel, plan):
    return [(row.cause, row.where, row.amount) for row in judge(day, travel, plan)]


def test_a_break_is_taken_while_the_door_is_shut(tmp_path):
    """B opens at 13:00: 30 min within 11:00-13:00 cost no time of their own.

    A 240 s, then 6 min to B: the route covers the window only if it starts before
    11:00, which it need not: it leaves so that B opens when it comes.
    """
    sites = TABLES["站点"].replace("09:00-18:00", "13:00-18:00")
    day, travel, plan = build(
        tmp_path, {"K1": [K1]}, 站点=sites,
        车辆=cars("休息", "30@11:00-13:00", "", ""),
    )  # fmt: skip
    assert broken(day, travel, plan) == []
    assert plan.routes[0].pauses == ()
    assert plan.routes[0].tours[0].load_start == hm("12:24")


def test_a_break_that_is_due_is_taken_before_it_is_too_late(tmp_path):
    """E opens at 08:00 only until 08:00, B at 10:00: the window 08:20-09:20 is covered.

    E 08:00 - 08:04, then B, 10 km, 20 min: at the halt E the next chance, 08:24, is
    still in time, so the rest of 30 min is taken at B while its door is shut.
    """
    sites = TABLES["站点"].replace("09:00-18:00", "10:00-18:00")
    sites = sites.replace("柳树村,村级服务点,石门镇站,08:00-18:00",
                          "柳树村,村级服务点,石门镇站,08:00-08:05")  # fmt: skip
    rows = [ROUTES["K2"][0][0], K1[2]]
    day, travel, plan = build(
        tmp_path, {"K1": [rows]}, 站点=sites,
        车辆=cars("休息", "30@08:20-09:20", "", ""),
    )  # fmt: skip
    assert broken(day, travel, plan) == []
    (rest,) = plan.routes[0].pauses
    assert (rest.kind, rest.site) == ("break", "B")
    assert hm("08:20") <= rest.start <= hm("08:50")
    assert rest.end - rest.start == 1800
    assert plan.routes[0].tours[0].stops[1].start == hm("10:00")


def test_driving_is_interrupted_in_time(tmp_path):
    """At most 40 min without a pause: C - G 24 min, back 24: 20 min before it."""
    rows = [("G", "送", "ZT", 12)]
    day, travel, plan = build(
        tmp_path, {"K1": [rows]}, 车辆=cars("连续驾驶", 40, "", "")
    )
    assert broken(day, travel, plan) == []
    (pause,) = plan.routes[0].pauses
    assert (pause.kind, pause.site, pause.end - pause.start) == ("pause", "G", 1200)
    # Goods are ready at 07:30, G opens at 08:00: 6 min of the pause are a wait.
    stop = plan.routes[0].tours[0].stops[0]
    assert (stop.arrive, stop.start) == (pause.start, pause.end)
    assert stop.arrive == hm("07:54")
    # 20 + 24 + 20 + 3:24 + 24 min.
    assert plan.routes[0].seconds == 91 * 60 + 24


def test_an_electric_vehicle_charges_between_tours(tmp_path):
    """Range 20 km: A and B are 12 km, D is 18 more."""
    sites = TABLES["站点"].replace("可进车型\n", "可进车型,充电桩\n")
    sites = sites.replace("06:00-20:00,\nH", "06:00-20:00,,1\nH")
    head, first, *rest = cars("续航", 20, "", "").strip().split("\n")
    vehicles = "\n".join([f"{head},充电分钟", f"{first},30", *(r + "," for r in rest)])
    day, travel, plan = build(
        tmp_path, {"K1": [K1[:3], K1[3:]]}, 站点=sites, 车辆=vehicles + "\n"
    )
    assert broken(day, travel, plan) == []
    (charge,) = plan.routes[0].pauses
    first, second = plan.routes[0].tours
    assert (charge.kind, charge.site) == ("charge", "C")
    assert (charge.start, charge.end) == (first.end, first.end + 1800)
    assert second.load_start == charge.end


def test_without_a_charger_the_range_is_exceeded_and_told(tmp_path):
    """12 + 18 km with 20: 10 km too far."""
    day, travel, plan = build(
        tmp_path, {"K1": [K1[:3], K1[3:]]}, 车辆=cars("续航", 20, "", "")
    )
    assert broken(day, travel, plan) == [("D1_RANGE", "K1 #2", 10_000)]


def test_vehicles_wait_for_the_only_dock(tmp_path):
    """K1 loads 08:24 - 08:44 as alone; K2 must be at F by 08:15 and goes first."""
    sites = TABLES["站点"].replace("可进车型\n", "可进车型,装卸位数\n")
    sites = sites.replace("06:00-20:00,\nH", "06:00-20:00,,1\nH")
    routes = {"K1": [K1[:2]], "K3": [K1[2:3]], "K2": ROUTES["K2"]}
    day, travel, plan = build(tmp_path, routes, 站点=sites)
    loads = sorted((r.tours[0].load_start, r.vehicle) for r in plan.routes)
    assert all(b[0] - a[0] >= 1200 for a, b in pairwise(loads))
    assert broken(day, travel, plan) == []


def test_hours_too_long_are_told(tmp_path):
    """K1 of the plan takes 4,052 s; an hour at most: 452 s too long."""
    vehicles = TABLES["车辆"].replace("20,8,van", "20,1,van")
    day, travel, plan = build(tmp_path, {"K1": [K1]}, 车辆=vehicles)
    assert broken(day, travel, plan) == [("T6_HOURS", "K1", 452)]


def test_a_shift_that_ends_too_early_is_told(tmp_path):
    """Shift until 09:00: K1 is at B when it opens and back 09:31:32."""
    vehicles = cars("出车时段", "06:00-09:00", "06:00-20:00", "06:00-20:00")
    day, travel, plan = build(tmp_path, {"K1": [K1]}, 车辆=vehicles)
    assert broken(day, travel, plan) == [("T6_SHIFT", "K1", 31 * 60 + 32)]


def test_deadlines_are_told(tmp_path):
    """B's goods are promised by 08:30; the village opens at 09:00."""
    demand = TABLES["件量"].replace("件数\n", "件数,截止时间\n")
    demand = demand.replace("D,ZT,15\n", "D,ZT,15,09:00\n")
    day, travel, plan = build(tmp_path, {"K1": [K1]}, 件量=demand)
    # D is served at 09:09:40.
    assert broken(day, travel, plan) == [("T1_DEADLINE", "K1 #1.3 @D", 580)]


def test_a_late_halt_is_told_whatever_rests_there_are(tmp_path):
    """F after D, 17 km and 34 min away, closes at 08:15."""
    vehicles = cars("休息", "30@11:00-13:00", "", "")
    routes = {"K1": [[*K1, *ROUTES["K2"][0][1:]]], "K2": [ROUTES["K2"][0][:1]]}
    day, travel, made = build(tmp_path, routes, 车辆=vehicles)
    # B opens at 09:00; 220 s, 6 min, 232 s at D, 34 min: F at 09:47:32.
    assert broken(day, travel, made) == [("T1_WINDOW", "K1 #1.4 @F", 5_552)]
