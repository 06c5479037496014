"""Docks and chargers: how many at once."""

from __future__ import annotations

from routing.check.sweep import crowded


def test_one_after_the_other_is_not_at_once():
    assert list(crowded([(0, 600), (600, 1200)], 1)) == []


def test_overlap_of_a_second():
    assert list(crowded([(0, 601), (600, 1200)], 1)) == [1]


def test_each_crowded_stretch_counts_with_its_peak():
    # Three at once from 20 to 30, two from 30 to 40; two again from 100 to 110.
    intervals = [(0, 40), (10, 50), (20, 30), (90, 110), (100, 120)]
    assert list(crowded(intervals, 1)) == [2, 1]
    assert list(crowded(intervals, 2)) == [1]
    assert list(crowded(intervals, 3)) == []


def test_no_dock_at_all():
    assert list(crowded([(0, 10)], 0)) == [1]


def test_empty_intervals_take_no_room():
    assert list(crowded([(5, 5), (5, 5)], 0)) == []
