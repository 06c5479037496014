"""Drones and robots: one bag, crow distance, only where they are named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from features.four_villages import four_village_day, four_village_travel
from features.four_villages_judged import causes
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_site, edit_stop, edit_tour, edit_vehicle

from routing.domain.site import ROAD_CLASSES
from routing.domain.vehicle import VehicleClass


def flying_day(vehicle_class=VehicleClass.DRONE):
    """K2 flies; C, D and E name its class."""
    day = edit_vehicle(four_village_day(), "K2", vehicle_class=vehicle_class)
    for site in ("C", "D", "E"):
        day = edit_site(day, site, allowed_classes=(*ROAD_CLASSES, vehicle_class))
    return day


def flying_travel(profile="air"):
    """Give a profile the figures of the tricycle, so that the plan's times hold."""
    travel = four_village_travel()
    same = replace(travel.of("tricycle"), profile=profile)
    matrices = {"microvan": travel.of("microvan"), profile: same}
    return replace(travel, matrices=matrices)


def two_bags(plan):
    """d1 travels as two bags of 6 items, half of everything each."""
    first = next(bag for bag in plan.bags if bag.id == "d1")
    half = replace(first, contents={"c6": 6}, items={"P": 6}, grams=6000, cm3=30_000)
    others = tuple(bag for bag in plan.bags if bag.id != "d1")
    plan = replace(plan, bags=(*others, half, replace(half, id="d2")))
    plan = edit_tour(plan, (1, 0), load=("d1", "d2"))
    return edit_stop(plan, (1, 0, 0), deliver=("d1", "d2"))


def test_drone_with_one_bag():
    assert causes(flying_day(), four_village_plan(), flying_travel()) == []


def test_drone_with_two_bags():
    plan = two_bags(four_village_plan())
    assert causes(four_village_day(), plan) == []
    assert causes(flying_day(), plan, flying_travel()) == [("W7_ONE_BAG", 1)]


def test_robot_has_no_bag_limit_but_its_own():
    day, travel = flying_day(VehicleClass.ROBOT), flying_travel("robot")
    plan = two_bags(four_village_plan())
    assert causes(day, plan, travel) == []
    day = edit_vehicle(day, "K2", cap_bags=1)
    assert causes(day, plan, travel) == [("R1_CAP_BAGS", 1)]


def test_sites_must_name_drones():
    day = edit_site(flying_day(), "E", allowed_classes=())
    travel = flying_travel()
    assert causes(day, four_village_plan(), travel) == [("W7_ACCESS", 1)]


def test_drone_flies_crow_distance():
    # On 4,000 m of air instead of 5,000 m of road to D: 2 × 1,000 m less.
    travel = flying_travel()
    metres = travel.of("air").metres.copy()
    metres[0, 3] = metres[3, 0] = np.int32(4000)
    air = replace(travel.of("air"), metres=metres)
    travel = replace(travel, matrices={**travel.matrices, "air": air})
    # 22 km × 0.35 = 7.70 instead of 8.40.
    assert causes(flying_day(), four_village_plan(), travel) == [
        ("D1_METRES", 2000),
        ("D1_SOURCES", 2000),
        ("P1_COST", 70),
    ]


def test_closed_roads_are_none_of_a_drones_business():
    day = replace(flying_day(), closed_roads=(("C", "D"),))
    assert causes(day, four_village_plan(), flying_travel()) == []
