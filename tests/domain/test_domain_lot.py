"""Bags of a lot (rule M3): 30 kg is still one bag, and never a gram above."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from planning.way_day import goods, way_day
from properties.plan_edits import edit_partner

from routing.domain.lot import build_lots
from routing.domain.units import MAX_BAG_CM3, MAX_BAG_GRAMS


def bags(*rows, per_bag=20):
    """Return the bags of the only lot; rows are (items, grams, cm³)."""
    day = edit_partner(way_day("C>V"), "P", items_per_bag=per_bag)
    made = [
        replace(goods("C", "V", key=f"c{n}", items=items), grams=grams, cm3=cm3)
        for n, (items, grams, cm3) in enumerate(rows)
    ]
    [lot] = build_lots(replace(day, consignments=tuple(made)))
    assert lot.consignments == tuple(made)
    return lot.bags


@pytest.mark.parametrize(
    ("items", "grams", "made"),
    [
        (20, 30_000, [(20, 30_000)]),  # 20 x 1.5 kg, as most parcels are counted
        (40, 60_000, [(20, 30_000), (20, 30_000)]),
        (21, 31_500, [(20, 30_000), (1, 1_500)]),
        (1, 30_000, [(1, 30_000)]),
        (2, 60_000, [(1, 30_000), (1, 30_000)]),
        # 20 items are 30,001 g: the last one stays out, 30,001 x 19 / 20 = 28,500.95.
        (20, 30_001, [(19, 28_500), (1, 1_501)]),
    ],
)
def test_a_bag_is_full_at_exactly_thirty_kilograms(items, grams, made):
    assert [(bag.items, bag.grams) for bag in bags((items, grams, 0))] == made


@pytest.mark.parametrize(
    ("items", "cm3", "made"),
    [
        (20, 150_000, [(20, 150_000)]),  # 20 x 7.5 l
        (20, 150_001, [(19, 142_500), (1, 7_501)]),
        (2, 300_000, [(1, 150_000), (1, 150_000)]),
    ],
)
def test_a_bag_is_full_at_exactly_150_litres(items, cm3, made):
    assert [(bag.items, bag.cm3) for bag in bags((items, 0, cm3))] == made


def test_two_consignments_fill_a_bag_to_the_gram():
    # 10 x 2 kg and 5 x 2 kg are 30 kg; the fifteenth item is in the same bag.
    rows = ((10, 20_000, 0), (5, 10_000, 0))
    assert [(bag.contents, bag.grams) for bag in bags(*rows)] == [
        ((("c0", 10), ("c1", 5)), 30_000)
    ]
    heavier = ((10, 20_000, 0), (5, 10_001, 0))
    assert [bag.items for bag in bags(*heavier)] == [14, 1]


@pytest.mark.parametrize("grams", [100_001, 99_999, 70_007, 30_007, 59_999, 60_001])
@pytest.mark.parametrize("items", [3, 7, 11, 19])
def test_grams_that_do_not_divide_are_all_there_and_never_too_many(items, grams):
    made = bags((items, grams, 0))
    if grams / items > MAX_BAG_GRAMS:  # a loose piece each (rule M3a)
        assert [bag.items for bag in made] == [1] * items
        return
    assert sum(bag.grams for bag in made) == grams
    assert sum(bag.items for bag in made) == items
    assert max(bag.grams for bag in made) <= MAX_BAG_GRAMS
    for bag in made:
        # Whole numbers less than one off the exact share (rule M3b).
        assert abs(bag.grams - grams * bag.items / items) < 1


def fewest(items, grams, cm3, per_bag):
    """Count bags by trying every way to cut the row of items into bags."""

    @cache
    def rest(first):
        if first == items:
            return 0
        return 1 + min(
            rest(first + count)
            for count in range(1, items - first + 1)
            if count == 1 or _holds(first, count)
        )

    def _holds(first, count):
        def part(total):
            return total * (first + count) // items - total * first // items

        return (
            count <= per_bag
            and part(grams) <= MAX_BAG_GRAMS
            and part(cm3) <= MAX_BAG_CM3
        )

    return rest(0)


@pytest.mark.parametrize("per_bag", [3, 20])
@pytest.mark.parametrize("items", range(1, 9))
def test_no_way_to_cut_a_consignment_needs_fewer_bags(items, per_bag):
    kilos = (29_999, 30_000, 30_001, 45_000, 59_999, 60_000, 60_001, 61_000, 89_999)
    rooms = (0, 150_000, 150_001, 299_999, 450_003)
    for grams, cm3 in product(kilos, rooms):
        if grams <= items * MAX_BAG_GRAMS:
            made = bags((items, grams, cm3), per_bag=per_bag)
            assert len(made) == fewest(items, grams, cm3, per_bag), (grams, cm3)
