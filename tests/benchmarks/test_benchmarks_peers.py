"""Each peer finds the optimum of problems that are small enough to add up by hand."""

import pytest

pytest.importorskip("vroom", reason="pyvroom is not installed (--group peers)")
pytest.importorskip("vrp_cli", reason="vrp-cli is not installed (--group peers)")

from line_days import TWO_SIDES, TWO_VANS, line_problem

from benchmarks.peers import limits
from benchmarks.peers.peer import Order
from benchmarks.peers.registry import PEERS, peer_of
from benchmarks.peers.settle import settle
from routing.domain.vehicle import Break, VehicleClass
from routing.domain.window import TimeWindow

ALL = tuple(PEERS)
HOUR = 3600


def searched(name, problem):
    """Return what a peer makes of a problem, and how often the time began."""
    begun = []
    order = Order(seconds=1, seed=1, cores=1, began=lambda: begun.append(1))
    answer = peer_of(name).search(problem, order)
    assert begun == [1]
    return answer


def cost_of(name, problem):
    """Return the cents of a peer's routes, all of which must hold as they are."""
    settled = settle(problem, searched(name, problem).routes)
    assert (settled.inserted, settled.left) == (0, 0)
    return settled.simulator.total()


@pytest.mark.parametrize("name", ALL)
def test_a_vehicle_takes_one_side_each(name):
    # 2 * 20 m to the right and 2 * 20 m to the left, a cent each.
    assert cost_of(name, line_problem(TWO_SIDES, TWO_VANS)) == 80


@pytest.mark.parametrize("name", ALL)
def test_a_fixed_price_is_paid_once(name):
    vans = {"dear": (9, {"fixed_cents": 500}), "cheap": (9, {"fixed_cents": 7})}
    # One vehicle drives both sides: 40 m + 40 m and 7 cents.
    assert cost_of(name, line_problem(TWO_SIDES, vans)) == 87


@pytest.mark.parametrize("name", ALL)
def test_windows_order_the_stops(name):
    places = {
        "A": (10, {"hours": (TimeWindow(100, 200),), "service_duration": 5}),
        "B": (20, {"hours": (TimeWindow(20, 30),)}),
        "D": (-30, {"hours": (TimeWindow(0, 60), TimeWindow(160, 170))}),
    }
    # B at 20, A at 100 (waiting, which is free), left at 105, at D by 145 and open
    # again from 160: 20 + 10 + 40 + 30 m. Any other order misses B.
    assert cost_of(name, line_problem(places, {"v1": (9, {})})) == 100


@pytest.mark.parametrize("name", ALL)
def test_a_class_that_may_not_come_does_not(name):
    places = {
        "A": (10, {"allowed_classes": (VehicleClass.TRICYCLE,)}),
        "B": (20, {}),
    }
    vans = {
        "van": (9, {}),
        "trike": (1, {"vehicle_class": VehicleClass.TRICYCLE}),
    }
    # The trike has room for A alone: 20 m; the van drives 40 m to B.
    assert cost_of(name, line_problem(places, vans)) == 60


@pytest.mark.parametrize("name", ALL)
def test_pickups_take_the_room_that_deliveries_leave(name):
    goods = {
        "to A": (("C", "A"), {}),
        "to B": (("C", "B"), {}),
        "from B": (("B", "C"), {}),
        "from A": (("A", "C"), {}),
    }
    places = {"A": (10, {}), "B": (20, {})}
    # Two on board all the way: 40 m.
    assert cost_of(name, line_problem(places, {"v1": (2, {})}, goods)) == 40


@pytest.mark.parametrize("name", ALL)
def test_pairs_are_picked_up_before_they_are_delivered(name):
    goods = {"A to D": (("A", "D"), {}), "E to B": (("E", "B"), {})}
    problem = line_problem(TWO_SIDES, {"v1": (1, {})}, goods)
    # Room for one: C A D (10 + 20), E (10), B (40), C (20).
    assert cost_of(name, problem) == 100


@pytest.mark.parametrize("name", ["ortools", "pyvrp", "vrp-cli"])
def test_a_vehicle_comes_back_for_more(name):
    van = {"v1": (2, {"max_tours": 2, "reload_duration": 60})}
    # Both sides, one after the other.
    assert cost_of(name, line_problem(TWO_SIDES, van)) == 80


@pytest.mark.parametrize("name", ALL)
def test_no_tour_leaves_before_its_goods_are_ready(name):
    goods = {
        "to A": (("C", "A"), {"ready_time": 50}),
        "to B": (("C", "B"), {"ready_time": 80}),
    }
    places = {
        "A": (10, {"hours": (TimeWindow(0, 200),)}),
        "B": (20, {"hours": (TimeWindow(0, 100),)}),
    }
    # Ready at 80, at B at 100 at the latest: B first or on the way, 40 m.
    assert cost_of(name, line_problem(places, {"v1": (9, {})}, goods)) == 40


@pytest.mark.parametrize("name", ALL)
def test_a_break_is_taken(name):
    noon = Break(duration=30 * 60, window=TimeWindow(11 * HOUR, 13 * HOUR))
    van = {"v1": (9, {"breaks": (noon,), "shift": TimeWindow(9 * HOUR, 15 * HOUR)})}
    places = {
        "A": (10, {"hours": (TimeWindow(10 * HOUR, 10 * HOUR),)}),
        "B": (20, {"hours": (TimeWindow(14 * HOUR, 14 * HOUR),)}),
    }
    assert cost_of(name, line_problem(places, van)) == 40


@pytest.mark.parametrize("name", ALL)
def test_what_does_not_fit_is_left(name):
    places = {"A": (10, {}), "B": (20, {})}
    problem = line_problem(places, {"v1": (1, {})})
    settled = settle(problem, searched(name, problem).routes)
    assert settled.left == 1
    assert len([entry for route in settled.simulator.routes() for entry in route]) == 1


@pytest.mark.parametrize("name", ["ortools", "pyvrp", "vrp-cli"])
def test_the_curve_falls_to_the_last_cost(name):
    problem = line_problem(TWO_SIDES, TWO_VANS)
    curve = searched(name, problem).curve
    cents = [cost for _, cost in curve]
    assert cents == sorted(cents, reverse=True)
    assert cents[-1] == pytest.approx(80)
    assert all(0 <= second < 10 for second, _ in curve)


def test_what_a_problem_asks_for_and_vroom_does_not_say_is_named():
    goods = {"to A": (("C", "A"), {"ready_time": HOUR})}
    van = {"v1": (9, {"max_tours": 2, "max_route_duration": HOUR})}
    problem = line_problem({"A": (10, {})}, van, goods)
    assert peer_of("vroom").not_expressed(problem) == (
        limits.SEVERAL_TOURS,
        limits.RELEASES,
        limits.DURATION,
    )
    # One tour an hour after midnight will do all the same.
    assert peer_of("vroom").essence(problem) == ""


def test_goods_that_need_a_second_tour_are_the_essence_for_vroom():
    van = {"v1": (2, {"max_tours": 2})}
    problem = line_problem(TWO_SIDES, van)
    assert peer_of("vroom").essence(problem) == limits.SEVERAL_TOURS
    assert peer_of("vrp-cli").essence(problem) == ""


@pytest.mark.parametrize("name", ["vroom", "vrp-cli"])
def test_a_release_after_another_window_closes_is_the_essence(name):
    goods = {
        "to A": (("C", "A"), {"ready_time": 0}),
        "to B": (("C", "B"), {"ready_time": 100}),
    }
    places = {"A": (10, {"hours": (TimeWindow(0, 50),)}), "B": (20, {})}
    van = {"v1": (9, {"max_tours": 2})}
    assert limits.RELEASES in peer_of(name).essence(line_problem(places, van, goods))


@pytest.mark.parametrize("name", ALL)
def test_pairs_keep_their_windows_and_their_vehicle(name):
    hours = {
        "A": (10, {"hours": (TimeWindow(0, 20),), "service_duration": 5}),
        "B": (20, {"hours": (TimeWindow(0, 10), TimeWindow(100, 120))}),
        "D": (-10, {"allowed_classes": (VehicleClass.TRICYCLE,)}),
        "E": (-20, {}),
    }
    goods = {"A to B": (("A", "B"), {}), "E to D": (("E", "D"), {})}
    vans = {"van": (9, {}), "trike": (9, {"vehicle_class": VehicleClass.TRICYCLE})}
    # Only the trike comes to D: 40 m to the left; B opens again at 100, 40 m to the
    # right by whoever. The trike alone or both of them: 80 m.
    assert cost_of(name, line_problem(hours, vans, goods)) == 80


def test_pairs_beside_other_goods_are_the_essence_for_or_tools():
    goods = {"A to D": (("A", "D"), {}), "to B": (("C", "B"), {})}
    problem = line_problem(TWO_SIDES, {"v1": (1, {})}, goods)
    assert peer_of("ortools").essence(problem) == limits.PAIRS
