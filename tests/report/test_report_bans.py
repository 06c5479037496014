"""Bans on paper: on the sheet of a vehicle that must keep one, and where figures are.

K1 is at A from 11:10 to 11:14, 600 s from C, and at B from 13:00 to 13:04.
"""

from dataclasses import replace

from features.four_villages import four_village_day, hm
from features.four_villages_plan import four_village_plan
from sheet_rows import four_context, rows_of

from routing.domain.ban import Ban
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.report.page_sources import sources_html
from routing.report.sheets.route_sheet import route_sheet
from routing.report.sheets.slack import DEPARTURE, latest_starts

K1, K2 = 0, 1


def ban(sites, *clock, **changes):
    times = tuple(
        TimeWindow(hm(early), hm(late))
        for early, late in zip(clock[::2], clock[1::2], strict=True)
    )
    given = {"vehicle_classes": (VehicleClass.MICROVAN,), **changes}
    return Ban(sites=frozenset(sites), times=times, **given)


def day_with(*bans):
    return replace(four_village_day(), bans=bans)


def hints_of(vehicle, day):
    context = four_context(day=day)
    rows = rows_of(route_sheet(context, context.plan.routes[vehicle]))
    return [row[5] for row in rows if len(row) > 1 and row[0].isdigit()], rows[1][0]


def test_the_sheet_of_a_bound_vehicle_says_when():
    day = day_with(
        ban("AC", "07:00", "09:00", "17:00", "19:00"), ban("D", "1:00", "2:00")
    )
    (at_a, at_b), loading = hints_of(K1, day)
    assert at_a == "限行 07:00-09:00、17:00-19:00：时段内不进不出"
    assert "限行" not in at_b
    assert loading.endswith("限行 07:00-09:00、17:00-19:00：时段内不进不出")
    # K2 is a tricycle.
    hints, loading = hints_of(K2, day)
    assert "限行" not in "".join([*hints, loading])


def test_a_permit_keeps_the_sheet_as_it_was():
    free = day_with(ban("AC", "07:00", "09:00", permits=frozenset({"K1"})))
    assert hints_of(K1, free) == hints_of(K1, day_with())


def test_the_latest_start_is_before_the_ban():
    plan = four_village_plan()
    day = day_with(ban("A", "11:30", "12:30"))
    # Away from A by 11:30, after 4 minutes there: there by 11:26, from C by 11:16.
    assert latest_starts(day, plan, plan.routes[K1]) == {
        (0, DEPARTURE): hm("11:16"),
        (0, 0): hm("11:26"),
        (0, 1): hm("15:00"),
    }
    # Back at C by 14:00: from B by 13:46:40, 4 minutes after the start.
    day = day_with(ban("C", "14:00", "15:00"))
    assert latest_starts(day, plan, plan.routes[K1])[0, 1] == hm("13:42:40")


def test_the_report_names_bans_and_who_must_keep_them():
    day = day_with(
        ban("AB", "07:00", "09:00"), ban("D", "10:00", "11:00", permits={"K1"})
    )
    page = sources_html(day, four_village_plan(), "zh")
    assert "禁行表：东村、西村 07:00-09:00 禁行微面；受限的车辆：K1" in page
    assert "禁行表：南村 10:00-11:00 禁行微面；受限的车辆：无" in page
    page = sources_html(day, four_village_plan(), "en")
    assert "bans: 东村, 西村 07:00-09:00 closed to microvan; vehicles bound: K1" in page
