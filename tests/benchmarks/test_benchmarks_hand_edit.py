"""Edits of a planned county are scored, as whole processes."""

from __future__ import annotations

from benchmarks.hand_edit import EDITS, HEAD, measure


def test_every_edit_is_scored():
    rows = measure("S", 1, iterations=5, repeats=1)

    assert [row.edit for row in rows] == list(EDITS)
    same, *edited = rows
    assert same.violations == 0
    # Another trip of the same line costs the same, a route of one halt as well.
    same_cost = ("a later trip", "served last")
    differ = [row for row in edited if row.edit not in same_cost]
    assert all(row.cost_yuan != same.cost_yuan for row in differ)
    assert all(0 < row.seconds < row.process for row in rows)
    assert all(row.line.count("|") == HEAD.count("|") for row in rows)
