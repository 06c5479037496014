"""Sizes of the texts on a tag: as large as the room allows, never larger."""

from __future__ import annotations

import pytest

from routing.report.sheets.tag_paper import LAYOUTS, Room

ROOM = Room(50.0, 20.9, 40.0, 6.0)
"""20 mm of height remain when the line above has its 0.9 mm."""


@pytest.mark.parametrize(
    ("text", "size"),
    [
        # One sign: a line of 40 points is 40 x 0.3528 x 1.2 = 16.9 mm high.
        ("村", 40.0),
        # Five signs in one line of 50 mm: 10 mm each are 28.3 points; in two
        # lines of 10 mm: 10 / 1.2 = 8.33 mm are 23.6 points.
        ("王家屯东村", 28.0),
        # Twelve signs: two lines of 6 at 50 / 6 = 8.33 mm, 23.6 points.
        ("王" * 12, 23.5),
        # 3,000 signs cannot fit at all.
        ("王" * 3_000, 6.0),
    ],
)
def test_the_largest_size_that_fits(text, size):
    assert ROOM.size(text) == size


@pytest.mark.parametrize("paper", list(LAYOUTS))
@pytest.mark.parametrize("count", [1, 2, 5, 8, 13, 30])
def test_half_a_point_more_would_not_fit(paper, count):
    room = LAYOUTS[paper].name
    size = room.size("村" * count)
    assert room.takes("村" * count, size)
    assert size == room.largest or not room.takes("村" * count, size + 0.5)


@pytest.mark.parametrize("paper", list(LAYOUTS))
def test_a_name_of_thirty_signs_is_legible(paper):
    # 14 points and more can be read at arm's length.
    assert LAYOUTS[paper].name.size("村" * 30) >= 14
