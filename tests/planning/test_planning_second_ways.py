"""Second ways: what becomes of goods when a trip or an offer is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from features.bus_day import DAY, write_bus_day
from properties.service_days import TWISTS, twisted_day

from routing.check.judge import judge
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.plan.second_ways import second_way_of
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day
from routing.planning.second_ways import compute
from routing.planning.second_ways.compute import (
    Trials,
    services_of,
    with_second_ways,
)

QUICK = Budget(iterations=2, workers=1, seed=1)


def clock(time):
    hours, minutes = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def planned(folder, **changes):
    """Plan the day of one bus line with other tables; return day, travel, plan."""
    folder.mkdir()
    write_bus_day(folder, {**DAY, **changes})
    intake = take_in([folder], None)
    plan = plan_day(intake.day, intake.travel, QUICK).plan
    return intake.day, intake.travel, with_second_ways(intake.day, intake.travel, plan)


def without(day, service):
    """Return the day without a trip, cancelled as by an override, or an offer."""
    kind, key = service
    if kind == "handover":
        offers = {name: row for name, row in day.offers.items() if name != key}
        return replace(day, offers=offers)
    change = TripChange(kind=TripChangeKind.CANCELLED, text="", reason="检修", by="甲")
    return replace(
        day,
        trips={name: trip for name, trip in day.trips.items() if name != key},
        trips_out=(*day.trips_out, TripOut(trip=day.trips[key], change=change)),
    )


NARROW = (
    "编号,名称,类别,所属乡镇,经度,纬度,可进车型\n"
    "C,县中心,县级中心,,120.0,37.0,\n"
    "H,东江站,乡镇站,东江镇,120.1,37.0,\n"
    "V,新民村,村级服务点,东江镇,120.2,37.0,三轮\n"
)
"""The village lets tricycles in alone, and there is none: nothing goes by road."""


def test_a_bus_that_does_not_come_gives_way_to_the_offer(tmp_path):
    """One bag of 5 items: 4.00 yuan by bus, 5 × 1.80 = 9.00 handed over."""
    day, _, plan = planned(tmp_path / "day", 站点=NARROW)
    assert plan.cost_cents == 400
    second = second_way_of(plan, trip="L1-0800")
    assert second.extra_cents == 900 - 400
    (detour,) = second.detours
    assert detour.bags == tuple(bag.id for bag in plan.bags)
    assert [(leg.kind, leg.offer) for leg in detour.legs] == [("handover", *day.offers)]
    # The bus asks for the bag at 07:45, the partner at 16:00: at 07:46 it may be gone.
    assert second.call_by == clock("07:45")
    assert (second.left, second.items_left) == ((), 0)
    assert second_way_of(plan, offer=next(iter(day.offers))) is None


LAST = DAY["代投"].replace("单价\n", "单价,兜底\n").rstrip("\n") + ",是\n"


def test_a_last_resort_is_for_what_has_no_other_way_then(tmp_path):
    """By bus for 4.00; without it 5 × 1.80 = 9.00 by the last resort."""
    _, _, plan = planned(tmp_path / "day", 站点=NARROW, 代投=LAST)
    second = second_way_of(plan, trip="L1-0800")
    assert (second.extra_cents, second.items_left) == (500, 0)
    # A later bus that could take the bag alone bars it, though others fill that bus:
    # three bags go at 08:00, of which two find room at 08:30.
    day, travel, plan = planned(
        tmp_path / "other",
        站点=NARROW,
        代投=LAST,
        件量="站点,合作单位,件数\nV,中通,45\n",
        班次="班次编号,班线编号,发车时间,载货袋数\nA,L1,08:00,9\nB,L1,08:30,2\n",
    )
    second = second_way_of(plan, trip="A")
    assert len(second.left) == 1
    _, other = Trials(day, travel, plan).without(("bus", "A"))
    assert other.handovers == ()


def test_what_finds_no_room_elsewhere_stays_bag_by_bag(tmp_path):
    """45 items are three bags; the other bus takes two of them, 4.00 yuan each.

    Nothing else goes there: one bag stays and saves its 4.00 yuan.
    """
    day, travel, plan = planned(
        tmp_path / "day",
        站点=NARROW,
        件量="站点,合作单位,件数\nV,中通,45\n",
        代投="承运单位,委托单位,交接站点,投递站点,截止时间,送达时间,计费方式,单价\n",
        班次="班次编号,班线编号,发车时间,载货袋数\nA,L1,08:00,9\nB,L1,08:30,2\n",
    )
    assert [load.trip for load in plan.bus_loads] == ["A"]
    second = second_way_of(plan, trip="A")
    left = {bag.id: bag for bag in plan.bags if bag.id in second.left}
    assert len(left) == 1
    assert second.items_left == sum(sum(bag.items.values()) for bag in left.values())
    assert sorted(key for row in second.detours for key in row.bags) == sorted(
        bag.id for bag in plan.bags if bag.id not in left
    )
    assert second.extra_cents == -400
    _, other = Trials(day, travel, plan).without(("bus", "A"))
    assert [(load.trip, len(load.bags)) for load in other.bus_loads] == [("B", 2)]


def proved(day, travel, plan):
    """Prove every second way of a plan; return how many bags go and stay."""
    trials = Trials(day, travel, plan)
    assert trials.is_sound
    going = staying = 0
    for service in services_of(day, plan):
        second, other = trials.without(service)
        assert judge(without(day, service), travel, other) == []
        assert other.cost_cents - plan.cost_cents == second.extra_cents
        legs = {bag.id: bag.legs for bag in other.bags}
        new = {key: row.legs for row in second.detours for key in row.bags}
        used = {bag.id for bag in plan.bags if service in carriers(bag)}
        assert used == set(new) | set(second.left)
        assert not set(new) & set(second.left)
        assert {key: legs[key] for key in new} == new
        for bag in plan.bags:
            # All else goes as planned, with the same carriers.
            if bag.id not in used:
                assert [leg[:2] for leg in shape(bag.legs)] == [
                    leg[:2] for leg in shape(legs[bag.id])
                ]
        assert second.call_by <= min(
            leg.depart for bag in plan.bags if bag.id in used for leg in bag.legs[:1]
        )
        going += len(new)
        staying += len(second.left)
    return going, staying


def carriers(bag):
    return {(leg.kind, leg.trip or leg.offer) for leg in bag.legs}


def shape(legs):
    return [(leg.kind, leg.vehicle or leg.trip or leg.offer) for leg in legs]


def test_second_ways_hold_on_generated_days():
    """The judge finds nothing where the service is cancelled, at the stated cost."""
    going = staying = 0
    for number, twist in enumerate(TWISTS[1::2]):
        day, travel = twisted_day(number, twist)
        plan = plan_day(day, travel, QUICK).plan
        gone, left = proved(day, travel, plan)
        going += gone
        staying += left
    assert going > 10
    assert staying > 5


@pytest.mark.slow
@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.__name__)
def test_second_ways_hold_on_many_generated_days(twist):
    for seed in range(30):
        day, travel = twisted_day(seed, twist)
        plan = plan_day(day, travel, QUICK).plan
        if Trials(day, travel, plan).is_sound:
            proved(day, travel, plan)


def test_second_ways_are_kept_in_plan_json_and_repeat(tmp_path):
    day, travel, plan = planned(tmp_path / "day", 站点=NARROW)
    assert load_plan(dump_plan(plan)) == plan
    assert dump_plan(with_second_ways(day, travel, plan)) == dump_plan(plan)


def test_a_plan_that_is_too_large_or_broken_has_none(tmp_path, monkeypatch):
    day, travel, plan = planned(tmp_path / "day", 站点=NARROW)
    # The fee is not what the line asks for: somebody has edited the plan.
    (load,) = plan.bus_loads
    edited = replace(plan, bus_loads=(replace(load, fee_cents=load.fee_cents + 1),))
    assert with_second_ways(day, travel, edited).second_ways == ()
    monkeypatch.setattr(compute, "MOST_WORK", 1)
    assert with_second_ways(day, travel, plan).second_ways != ()
    monkeypatch.setattr(compute, "MOST_WORK", 0)
    assert with_second_ways(day, travel, plan).second_ways == ()
