"""When goods were cold goes with them through a re-plan."""

from dataclasses import replace
from types import SimpleNamespace

from features.four_villages import hm
from planning.way_day import goods, way_day

from routing.plan.model import PlannedBag
from routing.planning.replan.going import Going, Standing
from routing.planning.replan.later_goods import later_goods, opened_bags
from routing.planning.replan.same_goods import same_goods


def cold(key, items, at):
    row = goods("V", "C", key=key, items=items)
    return replace(row, ready_time=hm("10:30"), precooled_time=at and hm(at))


def day_of(*rows):
    return replace(way_day("V>C"), consignments=rows)


def bag(name, contents):
    return PlannedBag(
        id=name, lot="L0001", origin="V", destination="C", contents=contents,
        items={"P": sum(contents.values())}, goods_class="普通", grams=4000, cm3=20_000,
        loose=False, legs=(),
    )  # fmt: skip


def test_goods_are_told_apart_by_when_they_were_cold():
    before = day_of(cold("c1", 4, "09:30"), cold("c2", 5, "10:15"))
    # A row more moves the numbers, and the rows are written in another order.
    after = day_of(cold("c1", 2, None), cold("c2", 5, "10:15"), cold("c3", 4, "09:30"))
    assert same_goods(before, after) == {"c1": "c3", "c2": "c2"}


def test_goods_that_were_cold_at_another_time_are_still_the_same_goods():
    before = day_of(cold("c1", 4, "09:30"))
    assert same_goods(before, day_of(cold("c7", 4, "09:45"))) == {"c1": "c7"}


def test_packed_and_unpacked_goods_keep_when_they_were_cold():
    day = day_of(cold("c1", 10, "09:30"))
    packed = bag("L0001-001", {"c1": 4})
    standing = Standing(
        bag=packed, legs=(), site="V", ready=hm("10:30"), passed=("V",),
        arrived=False,
    )  # fmt: skip
    going = Going(
        plan=SimpleNamespace(bags=(packed,)), now=hm("11:00"),
        standing={packed.id: standing},
    )  # fmt: skip
    rows = later_goods(day, going)
    assert [(row.items, row.precooled_time, row.seal is None) for row in rows] == [
        (4, hm("09:30"), False),
        (6, hm("09:30"), True),
    ]


def test_a_bag_of_goods_that_are_cold_at_two_times_now_is_packed_anew():
    plan = SimpleNamespace(bags=(bag("L0001-001", {"c1": 2, "c2": 2}),))
    same = day_of(cold("c1", 2, "09:30"), cold("c2", 2, "09:30"))
    other = day_of(cold("c1", 2, "09:30"), cold("c2", 2, "10:15"))
    assert opened_bags(same, plan, {}) == set()
    assert opened_bags(other, plan, {}) == {"L0001-001"}
