"""The neutral road problem: what its arrays say about the four villages."""

from dataclasses import replace

import pytest
from features.four_villages import four_village_day, four_village_travel, hm
from optimize.village_routes import hand_day, open_day, problem_of
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.domain.day import Lock, LockKind, Settings
from routing.domain.vehicle import VehicleClass
from routing.optimize.window_sets import NO_LIMIT
from routing.travel.profiles import profile_of

SERVE_FIRST = Settings()


def penalties(day):
    return problem_of(day).tables["s_penalty"].tolist()


def test_penalties_with_deferral_are_those_of_the_settings():
    # 20, 10, 20, 10 and 12 normal items at 5.00; to E 8 normal and 5 low at 2.00.
    assert penalties(four_village_day()) == [10_000, 5000, 10_000, 5000, 6000, 5000]


def test_must_overrules_deferral():
    day = edit_consignment(open_day(), "c6", must=True)
    assert penalties(day)[4] == 12 * 10**9


def test_without_deferral_any_item_weighs_more_than_any_route():
    day = replace(four_village_day(), settings=SERVE_FIRST)
    assert penalties(day)[4:] == [12 * 10**8, 8 * 10**8 + 5 * 10**7]
    # One item of a higher priority weighs as much as ten of the next.
    assert penalties(day)[4] > 8000 + 3000


def twins(day, **changes):
    """Return the kinds of the fleet with K3, like K2 but for the changes."""
    third = replace(day.vehicles["K2"], vehicle_id="K3", plate="K3", **changes)
    day = replace(day, vehicles={**day.vehicles, "K3": third})
    return problem_of(day).tables["v_type"].tolist()


def test_vehicles_that_are_alike_have_one_type():
    assert twins(hand_day()) == [0, 1, 1]
    assert twins(hand_day(), fixed_cents=2999) == [0, 1, 2]
    assert twins(hand_day(), max_tours=2) == [0, 1, 2]
    # By its owner: it may carry other goods.
    alone = replace(hand_day(), agreements=())
    assert twins(alone, owner="P") == [0, 1, 2]


def test_the_usual_vehicle_of_a_site_is_like_no_other():
    assert twins(edit_site(hand_day(), "D", usual_vehicle="K3")) == [0, 1, 2]
    day = edit_site(hand_day(), "D", usual_vehicle="K3")
    off = replace(day, settings=replace(day.settings, keep_usual=False))
    assert twins(off) == [0, 1, 1]


def test_only_docks_and_chargers_that_can_run_short_are_counted():
    # One dock for two vehicles, one charger for the only tricycle.
    tables = problem_of(hand_day()).tables
    assert tables["v_dock"].tolist() == [0, 0]
    assert tables["v_charger"].tolist() == [1, 1]
    assert (tables["r_cap"].tolist(), tables["has_docks"]) == ([1, 1], True)
    # Two docks for two: never short.
    tables = problem_of(edit_site(hand_day(), "C", docks=2)).tables
    assert (tables["v_dock"].tolist(), tables["has_docks"]) == ([-1, -1], False)
    # The charger is short as soon as both have a range.
    day = edit_vehicle(edit_site(hand_day(), "C", docks=2), "K1", range_m=90_000)
    assert problem_of(day).tables["has_docks"] is True
    day = edit_site(day, "C", docks=2, chargers=0)
    assert problem_of(day).tables["v_charger"].tolist() == [-1, -1]


def test_limits_that_are_not_given():
    day = edit_site(edit_vehicle(hand_day(), "K1", end_site="A"), "A", hours=())
    tables = problem_of(day).tables
    # A route that ends elsewhere has one tour; K1 has no other limit to tours.
    assert tables["v_max_tours"].tolist() == [1, 3]
    assert problem_of(hand_day()).tables["v_max_tours"].tolist() == [99, 3]
    assert tables["v_close"].tolist() == [NO_LIMIT, hm("20:00")]


def test_profiles():
    car = hand_day().vehicles["K1"]
    assert profile_of(car) == "microvan"
    assert profile_of(replace(car, speed_profile="slow")) == "slow"
    drone = replace(car, vehicle_class=VehicleClass.DRONE, speed_profile="slow")
    assert profile_of(drone) == "air"
    with pytest.raises(KeyError):
        problem_of(edit_vehicle(hand_day(), "K1", speed_profile="slow"))


@pytest.mark.parametrize(
    ("kind", "locks", "strict"),
    [
        (LockKind.VEHICLE, [-1, -1], [0]),
        (LockKind.LOADED, [-1, -1], [0]),
        (LockKind.SEQUENCE, [0, 0], [0]),
        (LockKind.STRICT, [0, 0], [1]),
        (LockKind.DEPARTED, [0, 0], [1]),
    ],
)
def test_locks_bind_the_village_ends(kind, locks, strict):
    lock = Lock(kind=kind, vehicle="K1", sites=("C", "B"))
    tables = problem_of(replace(hand_day(), locks=(lock,))).tables
    # c3 with c4 goes to B, c5 starts there; the centre's end counts for neither.
    assert [tables["a_lock"][5], tables["a_lock"][6]] == locks
    assert [tables["a_lock"][4], tables["a_lock"][7]] == [-1, -1]
    assert tables["lock_strict"].tolist() == strict
    if locks == [0, 0]:
        assert tables["a_rank"][5] == 1


def test_each_shipment_is_its_own_nearest():
    near = problem_of(hand_day()).tables["near"]
    assert near[:, 0].tolist() == list(range(6))
    # From D: E 2,000 m away, then A 9,000, then B 9,800; A's two come in order.
    assert near[4].tolist() == [4, 5, 0, 1, 2, 3]


def test_a_day_without_goods():
    problem = problem_of(replace(open_day(), consignments=()))
    assert problem.shipments == ()
    assert problem.tables["s_allowed"].shape == (0, 2)
    assert four_village_travel().index == {k: i for i, k in enumerate(problem.site_ids)}
