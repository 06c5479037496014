"""How late a halt may begin, reckoned by hand on the four villages.

K1  A closes at 12:00:00, nothing later binds before: a service of 240 s and a
    drive of 300 s lead to B at 12:09, the break of 30 minutes may end at 13:00,
    and B takes goods from 13:00 to 15:00 (the window of its produce).
K2  loads for tour 2 at the only dock, which K1 takes at 10:40: loading of 600 s
    begins 10:30 at the latest, the charge of 1,800 s at 10:00, so the van is
    back by then: D at 10:00 - 1,000 s - 204 s = 09:39:56. After loading, E is
    bound by 8 hours of work from 08:00: 16:00 - 1,400 s - 196 s = 15:33:24.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from delayed_route import late_causes
from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan

from routing.domain.vehicle import Break
from routing.domain.window import TimeWindow
from routing.report.sheets.slack import DEPARTURE, arrival_band, latest_starts

K1, K2 = 0, 1


def latest(vehicle: int, day=None, plan=None):
    plan = plan or four_village_plan()
    return latest_starts(day or four_village_day(), plan, plan.routes[vehicle])


def changed_site(site: str, **changes):
    day = four_village_day()
    sites = {**day.sites, site: replace(day.sites[site], **changes)}
    return replace(day, sites=sites)


def changed_vehicle(vehicle: str, **changes):
    day = four_village_day()
    vehicles = {
        **day.vehicles,
        vehicle: replace(day.vehicles[vehicle], **changes),
    }
    return replace(day, vehicles=vehicles)


def test_windows_bind_and_waiting_is_used_up():
    assert latest(K1) == {
        (0, DEPARTURE): hm("11:50"),
        (0, 0): hm("12:00"),
        (0, 1): hm("15:00"),
    }


def test_the_dock_that_another_vehicle_takes_next_binds():
    assert latest(K2) == {
        (0, DEPARTURE): hm("09:39:56") - 1_000,
        (0, 0): hm("09:39:56"),
        (1, DEPARTURE): hm("15:33:24") - 1_400,
        (1, 0): hm("15:33:24"),
    }


def test_with_a_second_dock_only_the_working_time_binds():
    # From 15:33:24 at E: less 1,400 s, 600 s, 1,800 s and 1,000 + 204 s.
    day = changed_site("C", docks=2)

    assert latest(K2, day)[0, 0] == hm("15:33:24") - 1_400 - 600 - 1_800 - 1_204


def test_a_break_must_end_inside_its_window():
    # A open all day: the break ends at 13:00 at the latest, begins at 12:30.
    day = changed_site("A", hours=(TimeWindow(0, hm("20:00")),))

    assert latest(K1, day)[0, 0] == hm("12:30") - 300 - 240


def test_a_break_that_would_fall_due_by_a_later_return_binds():
    # K2 begins 08:00 and is back 10:16:40; at 10:30 a break would be due.
    rest = LATE_BREAK
    day = changed_vehicle("K2", breaks=(rest,))

    assert latest(K2, day)[1, 0] == hm("10:30") - 1 - 1_400 - 196


def test_the_shift_and_the_base_bind_the_return():
    late = changed_vehicle("K1", shift=TimeWindow(hm("06:00"), hm("13:20")))
    assert latest(K1, late)[0, 1] == hm("13:20") - 800 - 240

    # Produce is handed over at the base: it must be open then.
    closing = changed_site("C", hours=(TimeWindow(hm("06:00"), hm("13:18")),))
    assert latest(K1, closing)[0, 1] == hm("13:18") - 800 - 240


def test_a_deadline_binds():
    day = four_village_day()
    rows = tuple(
        replace(row, deadline=hm("11:20")) if row.consignment_id == "c2" else row
        for row in day.consignments
    )
    assert latest(K1, replace(day, consignments=rows))[0, 0] == hm("11:20")


def test_a_charger_that_another_vehicle_takes_next_binds():
    day = changed_site("C", docks=None)
    plan = four_village_plan()
    charge = plan.routes[K2].pauses[0]
    other = replace(
        plan.routes[K1],
        pauses=(
            *plan.routes[K1].pauses,
            replace(charge, start=hm("09:30"), end=hm("09:45")),
        ),
    )
    plan = replace(plan, routes=(other, plan.routes[K2]))

    # The charge of 30 minutes begins at 09:00 at the latest.
    assert latest(K2, day, plan)[0, 0] == hm("09:00") - 1_204


LATE_BREAK = Break(600, TimeWindow(hm("09:00"), hm("10:30")))
DAYS = {
    "as it is": four_village_day(),
    "two docks": changed_site("C", docks=2),
    "long open": changed_site("A", hours=(TimeWindow(0, hm("20:00")),)),
    "base closes": changed_site("C", hours=(TimeWindow(hm("06:00"), hm("13:18")),)),
    "a break falls due": changed_vehicle("K2", breaks=(LATE_BREAK,)),
    "short shift": changed_vehicle("K1", shift=TimeWindow(hm("06:00"), hm("13:20"))),
}


@pytest.mark.parametrize("vehicle", [K1, K2])
@pytest.mark.parametrize("name", DAYS)
def test_the_judge_agrees_to_the_second(name, vehicle):
    """Driven as late as said every rule holds; a second later one is broken."""
    day, travel, plan = DAYS[name], four_village_travel(), four_village_plan()
    route = plan.routes[vehicle]
    found = latest_starts(day, plan, route)
    for place, time in found.items():
        if place[1] != DEPARTURE:
            assert late_causes(day, travel, plan, route, place, time) == set()
            assert late_causes(day, travel, plan, route, place, time + 1)


def test_a_plan_that_breaks_a_rule_has_no_time_left():
    day = changed_site("A", hours=(TimeWindow(hm("08:00"), hm("11:00")),))
    assert latest(K1, day)[0, 0] == hm("11:10")

    tired = changed_vehicle("K1", max_route_duration=hm("02:00"))
    assert latest(K1, tired)[0, 1] < hm("13:00")


def test_a_pause_during_a_drive_moves_with_it():
    plan = four_village_plan()
    rest = Break(600, TimeWindow(hm("11:00"), hm("11:20")))
    day = changed_vehicle("K1", breaks=(rest,))
    pause = replace(
        plan.routes[K1].pauses[0], site="A", start=hm("11:00"), end=hm("11:10")
    )
    moved = replace(plan.routes[K1], pauses=(pause,))

    # It may end at 11:20, 10 minutes later than planned, and so may the drive.
    found = latest(K1, day, replace(plan, routes=(moved, plan.routes[K2])))
    assert found[0, DEPARTURE] == hm("11:10")


@pytest.mark.parametrize(
    ("start", "latest", "band"),
    [
        ("09:12", "18:00", ("09:10", "09:25")),
        ("09:10", "18:00", ("09:10", "09:25")),
        ("09:14:59", "18:00", ("09:10", "09:25")),
        ("09:12", "09:23:30", ("09:10", "09:20")),
        ("09:12", "09:13", ("09:10", "09:15")),
        ("09:10", "09:10", ("09:10", "09:15")),
        ("09:12", "09:25", ("09:10", "09:25")),
        ("09:12", "08:00", ("09:10", "09:25")),
    ],
)
def test_arrival_band(start, latest, band):
    assert arrival_band(hm(start), hm(latest)) == tuple(map(hm, band))
