"""From visits to the plan: the hand-made routes become the hand-written plan."""

from dataclasses import replace

from features.four_villages import four_village_travel, hm
from features.four_villages_plan import four_village_plan
from optimize.village_routes import (
    A1,
    A2,
    B1,
    BY_HAND,
    K1,
    P1,
    hand_day,
    problem_of,
)
from properties.plan_edits import edit_consignment, edit_site

from routing.check.judge import judge
from routing.optimize.extract import plan_route
from routing.optimize.simulator import Simulator

NAMES = {
    "L0001-001": "a1",
    "L0001-002": "a2",
    "L0002-001": "b1",
    "L0003-001": "p1",
    "L0004-001": "d1",
    "L0005-001": "e1",
}


def extracted(day, routes):
    problem = problem_of(day)
    simulator = Simulator(problem)
    made, bags = [], []
    for vehicle, entries in enumerate(routes):
        times = simulator.times(vehicle, entries, by_itself=True)
        route, carried = plan_route(problem, vehicle, entries, times)
        made.append(route)
        bags += carried
    return made, bags


def by_hand(names):
    return tuple(NAMES[name] for name in names)


def renamed(route):
    """Return a route with the bags called as in the plan by hand."""
    tours = tuple(
        replace(
            tour,
            load=by_hand(tour.load),
            unload=by_hand(tour.unload),
            stops=tuple(
                replace(
                    stop, deliver=by_hand(stop.deliver), pick_up=by_hand(stop.pick_up)
                )
                for stop in tour.stops
            ),
        )
        for tour in route.tours
    )
    return replace(route, tours=tours)


def test_routes_are_those_of_the_plan_by_hand():
    routes, _ = extracted(hand_day(), BY_HAND)
    assert tuple(map(renamed, routes)) == four_village_plan().routes


def test_bags_are_those_of_the_plan_by_hand():
    _, bags = extracted(hand_day(), BY_HAND)
    called = [
        replace(bag, id=NAMES[bag.id], lot=NAMES[bag.id][0])
        for bag in sorted(bags, key=lambda bag: NAMES[bag.id])
    ]
    assert tuple(called) == four_village_plan().bags


def test_the_judge_agrees():
    routes, bags = extracted(hand_day(), BY_HAND)
    plan = replace(
        four_village_plan(),
        routes=tuple(routes),
        bags=tuple(bags),
        # Without c8, whose 5 items weighed 2.00 each.
        unserved=four_village_plan().unserved[1:],
        penalty_cents=2000,
    )
    assert judge(hand_day(), four_village_travel(), plan) == []


def test_deliveries_come_before_pickups_whatever_the_order_of_visits():
    (route,), _ = extracted(hand_day(), [[A1, A2, P1, B1]])
    assert renamed(route) == four_village_plan().routes[K1]


def test_load_beside_goods_from_elsewhere():
    # c2 starts at B and goes to A: 12 kg, 50,000 cm³, 10 items from B on.
    day = edit_consignment(
        replace(hand_day(), locks=()), "c2", origin="B", ready_time=0
    )
    for site in "AB":
        day = edit_site(day, site, hours=())
    lots = [s.lot for s in problem_of(day).shipments]
    (a1,) = (k for k, lot in enumerate(lots) if lot.consignments[0].items == 20)
    (b_to_a,) = (
        k for k, lot in enumerate(lots) if (lot.origin, lot.destination) == ("B", "A")
    )
    entries = [2 * b_to_a, 2 * a1 + 1, 2 * b_to_a + 1]
    (route,), bags = extracted(day, [entries])
    (tour,) = route.tours
    assert (tour.load_g, tour.load_cm3, tour.load_items) == (20_000, 100_000, 20)
    loads = [(s.site, s.load_g, s.load_cm3, s.load_items) for s in tour.stops]
    assert loads == [("B", 32_000, 150_000, 30), ("A", 0, 0, 0)]
    legs = {bag.origin: bag.legs[0] for bag in bags}
    # Ready at 07:30, so loading from 07:10: B at 07:43:20, 10 items: 200 s; A
    # 300 s later.
    assert (legs["B"].from_site, legs["B"].to_site) == ("B", "A")
    assert (legs["B"].depart, legs["B"].arrive) == (hm("07:46:40"), hm("07:51:40"))
    assert (legs["C"].depart, legs["C"].arrive) == (hm("07:30"), hm("07:51:40"))
