"""When a dock or a charger is free beside those that others hold."""

from __future__ import annotations

import pytest

from routing.plan.occupied import Occupied

TWICE = [(100, 200), (150, 300), (400, 500)]
"""With one place 100 - 300 and 400 - 500 are full, with two 150 - 200."""


@pytest.mark.parametrize(
    ("places", "time", "free"),
    [
        (1, 0, 0),  # 0 - 100 just fits before the first.
        (1, 1, 300),
        (1, 301, 500),
        (2, 60, 200),
        (2, 50, 50),
        (None, 120, 120),
        (0, 120, 120),
    ],
)
def test_the_first_instant_that_is_free(places, time, free):
    assert Occupied(TWICE, places).free_from(time, 100) == free


def test_what_takes_no_time_needs_no_place():
    docks = Occupied(TWICE, 1)
    assert docks.free_from(150, 0) == 150
    assert docks.free_until(150, 0) is None


@pytest.mark.parametrize(
    ("time", "early", "free"),
    [(600, 0, 600), (450, 0, 300), (350, 0, 300), (250, 0, 0), (250, 1, None)],
)
def test_the_last_instant_that_is_free(time, early, free):
    assert Occupied(TWICE, 1).free_before(time, early, 100) == free


def test_until_when_a_start_may_move():
    docks = Occupied(TWICE, 1)
    assert docks.free_until(0, 50) == 50
    assert docks.free_until(300, 50) == 350
    assert docks.free_until(500, 50) is None
