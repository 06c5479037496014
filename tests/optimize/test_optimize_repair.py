"""Bag by bag: what did not fit as a whole goes in part, the urgent first."""

from dataclasses import replace

from optimize.village_routes import hand_day, open_day, problem_of
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.domain.consignment import Priority
from routing.domain.day import Settings
from routing.domain.reason import ReasonCode
from routing.optimize.repair import Storage, repair, split_left
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

EMPTY = [[], []]


def serve_first(day):
    return replace(day, settings=Settings(), locks=())


def heavy_day(grams, **changes):
    """Return K2 with 30 kg and one tour, and three bags for D alone."""
    day = serve_first(open_day())
    rows = tuple(row for row in day.consignments if row.consignment_id == "c6")
    day = edit_vehicle(replace(day, consignments=rows), "K2", max_tours=1)
    return edit_consignment(day, "c6", items=60, grams=grams, cm3=1000, **changes)


def whole_problem(day):
    """Return the problem with each lot in one shipment."""
    problem = problem_of(day)
    return problem, list(range(len(problem.shipments)))


def served(problem, draft):
    simulator = Simulator(problem)
    left = simulator.load(draft)
    return [
        bag.bag_id
        for k, s in enumerate(problem.shipments)
        if k not in left
        for bag in s.bags
    ]


def test_bags_of_a_lot_that_is_too_heavy_go_one_by_one():
    # Three bags of 13 kg on 30 kg: two go. The search would have cut the lot.
    problem, left = whole_problem(heavy_day(39_000))
    problem, draft = repair(problem, EMPTY, left)
    assert [len(s.bags) for s in problem.shipments] == [1, 1, 1]
    assert served(problem, draft) == ["L0001-001", "L0001-002"]


def test_what_travels_keeps_its_routes_under_new_numbers():
    day = serve_first(open_day())
    day = edit_consignment(day, "c6", items=40, grams=10_000, cm3=34_000)
    problem = problem_of(day)
    names = [tuple(bag.bag_id for bag in s.bags) for s in problem.shipments]
    assert [len(name) for name in names] == [1, 1, 1, 1, 2, 1]
    # E (5) rides on K2; D (4), two bags in one shipment, is left and split.
    whole, draft = split_left(problem, [[], [11]], [4])
    assert len(whole.shipments) == 7
    assert draft.routes == [[], [13]]
    assert whole.shipments[6].bags == problem.shipments[5].bags
    # Nothing to split: the same problem.
    assert split_left(problem, [[], [9]], [0, 5])[0] is problem


def test_the_urgent_go_first():
    # A tour for one of them: c6 to D or c7 to E, 20 kg each on 30 kg.
    day = edit_vehicle(serve_first(open_day()), "K2", max_tours=1)
    for key in ("c6", "c7"):
        day = edit_consignment(day, key, grams=20_000)
    for first, second in (("c6", "c7"), ("c7", "c6")):
        some = edit_consignment(day, first, priority=Priority.HIGH)
        problem, draft = repair(problem_of(some), EMPTY, [4, 5])
        simulator = Simulator(problem)
        left = simulator.load(draft)
        gone = {problem.shipments[k].outer.consignment_id for k in left}
        assert second in gone
        assert first not in gone


def test_a_bag_waits_for_room_that_others_leave_free():
    # A takes 24 items: the bag of 20 has the room, that of 10 waits for it.
    day = serve_first(edit_site(open_day(), "A", storage_items=30))
    ways = direct_ways(day)
    assert [row.reason for row in ways.left] == [ReasonCode.STATION_FULL]
    problem = problem_of(day)
    (to_a,) = (k for k, s in enumerate(problem.shipments) if s.lot.destination == "A")
    # With the 20 on their way it stays; when no vehicle carries them it goes.
    simulator = Simulator(problem)
    simulator.insert(to_a)
    kept, draft = repair(problem, simulator.draft(), [], ways.left)
    assert [b for b in served(kept, draft) if b.startswith("L0001")] == ["L0001-001"]
    heavy = edit_consignment(day, "c1", grams=61_000)
    heavy = edit_vehicle(heavy, "K1", cap_g=30_000)
    ways = direct_ways(heavy)
    problem = problem_of(heavy)
    freed, draft = repair(problem, EMPTY, range(len(problem.shipments)), ways.left)
    storage = Storage(Simulator(freed))
    assert storage.free("A") == 24
    assert served(freed, draft).count("L0001-002") == 1


def test_nothing_is_left_when_all_goes():
    problem = problem_of(hand_day())
    simulator = Simulator(problem)
    simulator.load([[1, 3, 5, 6], [9, -1, 11]])
    same, draft = repair(problem, simulator.draft(), [])
    assert same is problem
    assert draft == simulator.draft()
