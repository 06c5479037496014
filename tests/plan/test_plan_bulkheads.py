"""The setting of the bulkhead in plan.json, and the first that has room (R1b)."""

from __future__ import annotations

import json
from dataclasses import replace

from features.four_villages import four_village_day
from features.four_villages_plan import four_village_plan
from properties.plan_edits import edit_tour, edit_vehicle

from routing.domain.cold import ColdNeeds
from routing.domain.vehicle import Temperature
from routing.plan.bulkheads import Packed, rooms_of, with_bulkheads
from routing.plan.cold_time import cold_duration
from routing.plan.io import dump_plan
from routing.plan.node import Node
from routing.plan.reading import read_tour

AMBIENT, CHILLED, FROZEN = Temperature
K1, K2 = 0, 1
SPLIT, WHOLE = {AMBIENT: 100, CHILLED: 150}, {AMBIENT: 250}


def needs(temp, pack=0):
    return ColdNeeds(temp=temp, pack=pack, limit=None, ride=None)


def van(*settings):
    first, *others = settings
    day = edit_vehicle(
        four_village_day(), "K1", compartments_cm3=first, bulkheads=tuple(others)
    )
    return day.vehicles["K1"]


def chosen(car, bags, wished=()):
    # a1, a2 and b1 leave the centre, p1 boards at B where b1 has left.
    route = with_bulkheads(car, four_village_plan().routes[K1], bags, wished)
    return [tour.bulkhead for tour in route.tours]


def packed(a1=0, a2=0, b1=0, p1=0, temp=AMBIENT, pack=0):
    """Return the bags: a1 and a2 of a temperature, the others ambient."""
    cold, warm = needs(temp, pack), needs(AMBIENT)
    return {
        "a1": Packed(cold, a1),
        "a2": Packed(cold, a2),
        "b1": Packed(warm, b1),
        "p1": Packed(warm, p1),
    }


def test_the_setting_is_named_where_it_is_not_the_first():
    plan = four_village_plan()
    tours = json.loads(dump_plan(plan))["routes"][K2]["tours"]
    assert all("bulkhead" not in tour for tour in tours)
    plan = edit_tour(plan, (K2, 1), bulkhead=2)
    tours = json.loads(dump_plan(plan))["routes"][K2]["tours"]
    assert [tour.get("bulkhead") for tour in tours] == [None, 2]
    read = tuple(read_tour(Node(tour, "")) for tour in tours)
    assert read == plan.routes[K2].tours


def test_the_first_setting_that_has_room_on_every_leg():
    # 150 chilled and 100 ambient, then 100 of p1 alone.
    bags = packed(a1=100, a2=50, b1=100, p1=100, temp=CHILLED)
    assert chosen(van(WHOLE, SPLIT), bags) == [1]
    assert chosen(van(SPLIT, WHOLE), bags) == [0]
    # p1 needs 250, when all others have left.
    bags = packed(a1=100, a2=50, b1=100, p1=250)
    assert chosen(van(SPLIT, WHOLE), bags) == [1]
    # One more than any has room for: the first, as the judge says.
    assert chosen(van(SPLIT, WHOLE), packed(p1=251)) == [0]


def test_foam_rides_with_its_temperature_where_it_can():
    bags = packed(a1=151, temp=CHILLED, pack=60)
    assert chosen(van(SPLIT, WHOLE), bags) == [1]
    assert chosen(van(SPLIT, {FROZEN: 200}), bags) == [0]
    assert chosen(van(SPLIT, WHOLE), packed(a1=150, temp=CHILLED, pack=60)) == [0]


def test_a_wish_is_kept_where_it_has_room():
    bags = packed(a1=100)
    assert chosen(van(SPLIT, WHOLE, WHOLE), bags, wished=[2]) == [2]
    assert chosen(van(SPLIT, WHOLE), bags, wished=[7]) == [0]
    assert chosen(van(WHOLE, SPLIT), packed(a1=101), wished=[1]) == [0]
    assert chosen(van(SPLIT), bags, wished=[0]) == [0]


def test_refrigeration_runs_by_the_setting_of_each_tour():
    car = van(WHOLE, SPLIT)
    [tour] = four_village_plan().routes[K1].tours
    temps = {"a1": CHILLED}
    assert cold_duration(car, [tour], temps) == 0
    cooled = replace(tour, bulkhead=1)
    assert cold_duration(car, [cooled, tour], temps) == tour.end - tour.load_start
    assert rooms_of(car, cooled) == SPLIT
    assert rooms_of(car, replace(tour, bulkhead=5)) == WHOLE
