"""Locks that share sites: one order, or a contradiction (rule W5)."""

from __future__ import annotations

import pytest

from routing.domain.day import Lock, LockKind
from routing.domain.held_order import HeldOrder, held_orders

SEQUENCE, STRICT = LockKind.SEQUENCE, LockKind.STRICT


def locks(*given):
    return [
        Lock(kind=kind, vehicle=vehicle, sites=tuple(sites))
        for kind, vehicle, sites in given
    ]


def test_locks_that_share_no_site_stay_apart():
    given = locks((SEQUENCE, "K1", "ab"), (STRICT, "K1", "cd"), (SEQUENCE, "K2", "ab"))
    assert held_orders(given) == (
        [
            HeldOrder("K1", ("a", "b"), unbroken=False),
            HeldOrder("K1", ("c", "d"), unbroken=True),
            HeldOrder("K2", ("a", "b"), unbroken=False),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("given", "sites", "unbroken"),
    [
        ([(SEQUENCE, "ab"), (SEQUENCE, "bc")], "abc", False),
        ([(SEQUENCE, "bc"), (SEQUENCE, "ab")], "abc", False),
        ([(STRICT, "ab"), (STRICT, "bc")], "abc", True),
        # c must come before b, and nothing may stand between a and b.
        ([(STRICT, "ab"), (SEQUENCE, "cb")], "cab", True),
        # Three locks, the last of which joins the first two.
        ([(SEQUENCE, "ab"), (SEQUENCE, "cd"), (SEQUENCE, "bc")], "abcd", False),
    ],
)
def test_locks_that_share_a_site_are_one_order(given, sites, unbroken):
    orders, contradictory = held_orders(locks(*((k, "K1", s) for k, s in given)))
    assert orders == [HeldOrder("K1", tuple(sites), unbroken=unbroken)]
    assert contradictory == []


@pytest.mark.parametrize(
    "given",
    [
        [(SEQUENCE, "ab"), (SEQUENCE, "ba")],
        [(STRICT, "ab"), (STRICT, "ac")],
        [(STRICT, "ac"), (STRICT, "bc")],
        [(STRICT, "ab"), (STRICT, "ba")],
        [(STRICT, "abc"), (SEQUENCE, "ca")],
        # d would have to stand between a and b.
        [(STRICT, "ab"), (SEQUENCE, "ad"), (SEQUENCE, "db")],
    ],
)
def test_locks_that_contradict_are_returned(given):
    made = locks(*((k, "K1", s) for k, s in given))
    assert held_orders(made) == ([], made)


def test_locks_without_an_order_are_left_out():
    assert held_orders(locks((LockKind.VEHICLE, "K1", "ab"))) == ([], [])
