"""Classes of vehicles that a day's core is planned without."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from routing.optimize.plain.fleets import Fleets


def fleets_of(vehicles=(1, 2, 1, 3)):
    """Return fleets of four types: 0 and 2 cost and take the same, 3 is cheapest."""
    vehicles = np.array(vehicles)
    plain = SimpleNamespace(
        vehicles=vehicles,
        fixed=np.array([14000.0, 9000.0, 14000.0, 6000.0]),
        per_metre=np.array([0.13, 0.10, 0.13, 0.07]),
        per_second=np.array([0.8, 0.7, 0.8, 0.6]),
        cap=np.array([[1000, 30], [1000, 0], [1000, 30], [500, 0]]),
    )
    return Fleets(plain), vehicles


def rows(*types):
    return [(t, (1,)) for t in types]


def test_types_that_cost_and_take_the_same_are_a_class_the_dearest_first():
    fleets, _ = fleets_of()
    assert fleets.classes(rows(0, 2)) == {0}
    assert fleets.classes(rows(3, 1, 2)) == {0, 1, 2}


def test_a_class_is_closed_where_plans_without_it_are_cheaper():
    fleets, _ = fleets_of()
    assert fleets.dear() == set()
    fleets.note(rows(0, 1), 103_000.0)
    # Nobody knows yet what the day costs without.
    assert fleets.dear() == set()
    fleets.note(rows(1, 3), 100_000.0)
    assert fleets.dear() == {0}
    # With class 0 now (103,000 + 98,000) / 2 = 100,500 on average, 500 more than
    # without; but the best plan uses it.
    fleets.note(rows(2, 1), 98_000.0)
    assert fleets.dear() == set()
    # Without it (100,000 + 97,500) / 2 = 98,750: 1,750 less, more than half a percent.
    fleets.note(rows(1, 3), 97_500.0)
    assert fleets.dear() == {0}


def test_a_plan_that_leaves_goods_behind_does_not_decide_alone():
    fleets, _ = fleets_of()
    fleets.note(rows(0, 1), 103_000.0)
    fleets.note(rows(1, 3), 100_000.0)
    # Without class 0 it counts 1.1 x 100,000, so on average 105,000 stand against
    # 103,000 with it; 5e9 would stand against it for good.
    fleets.note(rows(1), 5e9)
    assert fleets.dear() == set()
    for _ in range(3):
        fleets.note(rows(1, 3), 100_000.0)
    # (4 x 100,000 + 110,000) / 5 = 102,000: 1,000 cheaper than with it.
    assert fleets.dear() == {0}


def test_the_dearest_classes_of_the_best_plan_are_tested_once_each():
    fleets, _ = fleets_of()
    assert fleets.next_test() == set()
    fleets.note(rows(0, 1, 3), 100_000.0)
    assert [fleets.next_test() for _ in range(3)] == [{0}, {1}, set()]


def test_the_only_class_of_a_plan_stays():
    fleets, _ = fleets_of()
    fleets.note(rows(0, 2), 100_000.0)
    assert fleets.next_test() == set()


def test_vehicles_are_closed_for_a_while_only():
    fleets, vehicles = fleets_of()
    with fleets.without(frozenset({0})):
        assert vehicles.tolist() == [0, 2, 0, 3]
    with fleets.only(rows(1, 1, 0)):
        assert vehicles.tolist() == [1, 2, 0, 0]
    with pytest.raises(KeyboardInterrupt), fleets.without(frozenset({1})):
        raise KeyboardInterrupt
    assert vehicles.tolist() == [1, 2, 1, 3]
