"""Goods that bans keep at home: the reason, the ban that does it, the way out (W1b).

c6 goes from the centre to D, which lets tricycles in only: K2 leaves at 08:10 and is
there at 08:26:40. D takes goods from 08:00 to 18:00.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan

from routing.domain.ban import Ban
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow
from routing.optimize.lone_route import lone_route_exists
from routing.optimize.repair import repair
from routing.optimize.road import build_road_problem
from routing.optimize.route_times import Failure
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.plan.violation import Violation
from routing.planning.hand_plan.rules import red_lines
from routing.planning.reasons.unserved import unserved_rows
from routing.planning.reasons.unserved_row import lift_words

TRAVEL = four_village_travel()
K2 = 1


def ban(*clock, sites="D", **changes):
    times = tuple(
        TimeWindow(hm(early), hm(late))
        for early, late in zip(clock[::2], clock[1::2], strict=True)
    )
    classes = (VehicleClass.TRICYCLE, VehicleClass.MEDIUM)
    return Ban(sites=frozenset(sites), vehicle_classes=classes, times=times, **changes)


def day_with(*bans):
    day = four_village_day()
    settings = replace(day.settings, economic_deferral=False, keep_usual=False)
    kept = tuple(row for row in day.consignments if row.consignment_id == "c6")
    return replace(
        day, settings=settings, locks=(), set_aside=(), consignments=kept, bans=bans
    )


def rows_of(day):
    """Plan by insertion alone and return the rows of what stays."""
    ways = direct_ways(day)
    problem = build_road_problem(day, TRAVEL, ways.shipments)
    simulator = Simulator(problem)
    simulator.insert_all(range(len(ways.shipments)))
    left = simulator.left()
    problem, draft = repair(problem, simulator.draft(), left, ways.left)
    simulator = Simulator(problem)
    simulator.load(draft)
    bags = [problem.shipments[k] for k in simulator.left()]
    return unserved_rows(day, TRAVEL, problem, ways, simulator, bags)


def test_the_row_names_the_ban_and_what_to_do():
    (row,) = rows_of(day_with(ban("07:00", "19:45")))
    assert (row.reason, row.certified, row.amount) == ("BANNED", True, 0)
    assert row.nearest == "K2不限行就可以送"
    assert row.action == (
        "给能送的车办通行证并填进禁行表，或换不受限的车型、改收货时间。"
        "禁行：南村 07:00-19:45 禁行三轮、中货"
    )


@pytest.mark.parametrize(
    "bans",
    [
        # It waits at the base until 09:00, and comes back before 18:00.
        [ban("07:00", "09:00", "18:00", "20:00")],
        # It comes by 08:00 and leaves again at 15:00.
        [ban("08:00", "15:00")],
        [ban("07:00", "19:45", permits=frozenset({"K2"}))],
        [ban("07:00", "19:45", sites="AB")],
        [],
    ],
)
def test_what_can_go_goes(bans):
    assert rows_of(day_with(*bans)) == ()


def test_other_reasons_stay_what_they_are():
    # D does not take anything by 07:00: with and without the ban it is too late.
    day = day_with(ban("08:30", "09:00"))
    sites = {**day.sites, "D": replace(day.sites["D"], hours=(TimeWindow(0, 1),))}
    (row,) = rows_of(replace(day, sites=sites))
    assert (row.reason, row.certified) == ("TIME_WINDOW", True)


def test_the_base_is_named_as_well():
    day = day_with(ban("06:00", "20:00", sites="C"), ban("01:00", "02:00", sites="A"))
    (row,) = rows_of(day)
    assert row.reason == "BANNED"
    assert row.action.endswith("禁行：县中心 06:00-20:00 禁行三轮、中货")
    english = lift_words(day, day.consignments[0], "en")
    assert english.endswith(
        "Banned: 县中心 06:00-20:00 closed to tricycle, medium truck"
    )


def _can_be_driven(day, rows):
    """Try every departure from C in steps of 20 s; 1,000 s each way, 204 s at D."""
    car, step = day.vehicles["K2"], 20

    def free(site, time):
        return not any(
            site in ban.sites and span.early < time < span.late
            for ban in rows
            for span in ban.times
        )

    for load in range(car.shift.early, car.shift.late, 5 * step):
        # c6 is ready at 07:30.
        left = max(load + car.reload_duration, hm("07:30"))
        back = car.shift.late + 1
        for leave in range(left, hm("18:00"), step):
            if free("C", leave) and free("D", leave + 1000):
                start = max(leave + 1000, hm("08:00"))
                ends = range(start + 204, car.shift.late, 4)
                home = (t for t in ends if free("D", t) and free("C", t + 1000))
                back = next(home, back - 1000) + 1000
                if start > hm("18:00"):
                    back = car.shift.late + 1
                break
        if back <= car.shift.late and back - load <= car.max_route_duration:
            return True
    return False


def test_the_model_of_a_lone_route_knows_bans():
    met = set()
    for early, late in (
        *(("07:30", "09:00"), ("07:30", "16:00"), ("08:20", "17:00")),
        *(("08:30", "18:30"), ("08:00", "19:00"), ("09:00", "17:30")),
        *(("06:00", "17:43:20"), ("06:00", "17:43:21"), ("06:00", "19:40")),
    ):
        for sites in ("D", "C", "CD"):
            day = day_with(ban(early, late, sites=sites))
            shipments = direct_ways(day).shipments
            problem = build_road_problem(day, TRAVEL, shipments)
            drives = not isinstance(Simulator(problem).alone(0, K2), Failure)
            exists = lone_route_exists(problem, 0, K2)
            assert exists == _can_be_driven(day, day.bans), (early, late, sites)
            # What the simulation finds is there; it does not try every hour.
            assert exists or not drives
            met.add((exists, drives))
    assert {(True, True), (False, False)} <= met


def test_nobody_answers_for_driving_in_a_ban():
    row = Violation(cause="W1_BAN", where="K2 #1.1 @D", amount=60, unit="s")
    assert red_lines([row], day_with(), four_village_plan()) == [row]
