"""Sizes of the texts on a tag: as large as the room allows, never larger."""

from __future__ import annotations

import pytest

from routing.report.sheets.tag_paper import LAYOUTS, Room, TagPaper

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
    room = LAYOUTS[paper].plain["name"]
    size = room.size("村" * count)
    assert room.takes("村" * count, size)
    assert size == room.largest or not room.takes("村" * count, size + 0.5)


@pytest.mark.parametrize("paper", list(LAYOUTS))
@pytest.mark.parametrize("way", [False, True])
def test_a_name_of_thirty_signs_is_legible(paper, way):
    # 14 points and more can be read at arm's length.
    assert LAYOUTS[paper].rooms(way=way)["name"].size("村" * 30) >= 14


@pytest.mark.parametrize(
    ("paper", "size"), [("100x150", 14.0), ("76x130", 11.0), ("a4", 8.0)]
)
def test_a_way_of_three_legs_can_be_read(paper, size):
    way = (
        "1 微面 皖H12345 第1趟第12站 → 石门镇站\n"
        "2 班车 城北线 13:00 石门镇站 13:41上车 → "
        "13:55 上湾路口下车，步行 5 分到岭头站\n"
        "3 三轮 皖H54321 第1趟第3站"
    )
    assert LAYOUTS[TagPaper(paper)].way["ride"].size(way) >= size


def test_contents_of_six_partners_are_legible_beside_a_way():
    layout = LAYOUTS[TagPaper.A4]
    contents = "，".join(f"第{n}速递 {n} 件" for n in "一二三四五六")
    # 47 signs wide. Of 5.5 mm 4.6 are left: two lines at 5.43 points at most. Of
    # 8 mm there are 7.1, two lines at 8.4 points; but 66 mm hold 23.4 signs at 8
    # points, 24.9 at 7.5.
    assert layout.way.items.size(contents) == 5.5
    assert layout.is_full(contents)
    assert layout.rooms(way=True, full=True).items.size(contents) == 7.5
    # Five lines of the way: 14.1 mm, 2.82 / 1.2 = 2.35 mm, 6.66 points.
    way = "\n".join("班" * 20 for _ in range(5))
    assert layout.rooms(way=True, full=True).ride.size(way) == 6.5


def test_few_contents_leave_the_way_its_room():
    layout = LAYOUTS[TagPaper.A4]
    assert not layout.is_full("中通 12 件，圆通 8 件")
    assert layout.rooms(way=True).ride.height == 17.5
    # Labels have room for both, and what goes by one vehicle has no way.
    assert not any(
        LAYOUTS[paper].is_full("村" * 60) for paper in TagPaper if paper != TagPaper.A4
    )
    assert layout.rooms(way=False, full=True) is layout.plain


@pytest.mark.parametrize("paper", list(LAYOUTS))
def test_both_kinds_of_ways_fill_the_same_height(paper):
    layout = LAYOUTS[paper]
    heights = [
        rooms.ride.height + rooms.items.height
        for rooms in (layout.way, layout.full or layout.way)
    ]
    assert heights[0] == heights[1]
