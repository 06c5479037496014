"""The exact oracle: by hand where sums are short, by the judge everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from oracle_days import bus_day, lone_day, offer_day, shuttling_day, transfer_day

from benchmarks import oracle
from benchmarks.oracle.answer import Proof
from benchmarks.oracle.custody import add_custody
from benchmarks.oracle.freight import freights_of
from benchmarks.oracle.legs import Ride, Road
from benchmarks.oracle.model import Model
from benchmarks.oracle.scope import OutOfScopeError, refuse
from benchmarks.oracle.solve import solve_small_day
from benchmarks.oracle.start import same_as
from benchmarks.oracle.ways import ways_of
from benchmarks.small_days import HUBS, ROAD, WHOLE, Size, small_day
from benchmarks.small_days_compare import Verdict, compare_day
from routing.check.judge import judge
from routing.domain.ban import Ban
from routing.domain.consignment import Priority
from routing.domain.lot import build_lots
from routing.domain.window import TimeWindow

SMALL = replace(WHOLE, lots=4, villages=2)


def answer_of(day, travel, seconds=60):
    answer = solve_small_day(day, travel, seconds=seconds)
    assert judge(day, travel, answer.plan) == []
    return answer


def test_one_village_by_van_costs_what_the_sum_says():
    # 60.00 fixed + 20 km x 1.50 + (600 s loading + 2 x 1000 s + 180 + 20) x 36/h.
    answer = answer_of(*lone_day())
    assert answer.proof is Proof.OPTIMAL
    assert answer.cost_cents == 6000 + 3000 + 2800
    assert not any(answer.left.values())


def test_bus_is_taken_where_its_fee_is_less_than_the_van():
    answer = answer_of(*bus_day())
    assert answer.plan.cost_parts["bus"] == 250
    assert answer.cost_cents == 250
    assert [leg.kind for bag in answer.plan.bags for leg in bag.legs] == ["bus"]


@pytest.mark.parametrize(("cap", "left"), [(2, 0), (1, 0), (0, 10)])
def test_segment_takes_as_many_bags_as_its_capacity(cap, left):
    # The van holds one of the two bags and drives once.
    answer = answer_of(*bus_day(items=20, cap_bags=cap, van_items=10))
    assert sum(len(row.bags) for row in answer.plan.bus_loads) == cap
    assert answer.left[Priority.NORMAL] == left


@pytest.mark.parametrize(("ready", "kind"), [(8 * 3600, "bus"), (8 * 3600 + 1, "road")])
def test_cut_off_holds_to_the_second(ready, kind):
    # The trip leaves at 08:15, its cut-off is 15 minutes.
    answer = answer_of(*bus_day(ready=ready))
    assert [leg.kind for bag in answer.plan.bags for leg in bag.legs] == [kind]


def test_transfer_at_the_hub_waits_for_its_handling():
    # The bus is at the hub at 09:00; handling takes 1200 s, so the tricycle can
    # leave at 09:20 at the earliest. 2.00 + 10.00 fixed + (600 + 1200 + 200) s x 18/h.
    answer = answer_of(*transfer_day())
    first, second = answer.plan.bags[0].legs
    assert (first.kind, second.kind, first.arrive) == ("bus", "road", 9 * 3600)
    assert second.depart >= 9 * 3600 + 1200
    assert answer.cost_cents == 200 + 1000 + 1000


def test_last_resort_only_where_nothing_else_goes_alone():
    # The last resort would cost 0.10, the van 118.00.
    dear = answer_of(*offer_day(last_resort=True))
    assert (dear.cost_cents, dear.plan.handovers) == (11_800, ())
    cheap = answer_of(*offer_day(last_resort=False))
    assert cheap.cost_cents == 10
    without_van = answer_of(*offer_day(last_resort=True, vans=False))
    assert without_van.plan.cost_parts["last_resort"] == 10


def test_higher_priority_is_served_first():
    day, travel = lone_day(items=40, van_items=20)
    low, high = (
        replace(day.consignments[0], consignment_id=name, items=20, priority=priority)
        for name, priority in (("D1", Priority.LOW), ("D2", Priority.HIGH))
    )
    answer = answer_of(replace(day, consignments=(low, high)), travel)
    assert answer.left == {Priority.LOW: 20, Priority.NORMAL: 0, Priority.HIGH: 0}


def test_tour_halts_as_often_at_one_site_as_its_bags_want():
    # H C V C V C V H: 9 + 5 × 10 + 6 = 65 km × 1.50; 600 s of loading, 6,500 s of
    # driving and 6 halts of 180 + 2 × 10 s at 36 an hour; 60.00 fixed.
    day, travel = shuttling_day()
    answer = answer_of(day, travel)
    (tour,) = answer.plan.routes[0].tours
    assert [stop.site for stop in tour.stops] == ["C", "V"] * 3
    assert answer.proof is Proof.OPTIMAL
    assert answer.cost_cents == 6000 + 9750 + 600 + 6500 + 1200
    # One halt less at each and ten items stay: 20 km, 2,000 s and 400 s less.
    short = replace(day.vehicles["T1"], max_m=64_999)
    less = answer_of(replace(day, vehicles={"T1": short}), travel)
    assert less.left[Priority.NORMAL] == 10
    assert less.cost_cents == 24_050 - 3000 - 2000 - 400


@pytest.mark.parametrize("begin", ["nothing", "the answer", "another way"])
def test_start_changes_no_answer(begin):
    day, travel = transfer_day()
    best = answer_of(day, travel)
    bus = replace(day, vehicles={"T1": day.vehicles["T1"]})
    start = {
        "nothing": replace(best.plan, routes=(), bags=(), bus_loads=()),
        "the answer": best.plan,
        "another way": answer_of(bus, travel).plan,
    }[begin]
    again = solve_small_day(day, travel, seconds=60, start=start)
    assert again.proof is Proof.OPTIMAL
    assert (again.cost_cents, again.left) == (best.cost_cents, best.left)
    assert again.cost_cents == 2200


@pytest.mark.parametrize("by_bus", [0, 1])
def test_twins_of_a_start_go_in_the_order_of_their_ways(by_bus):
    """One of two equal bags goes by bus, the other by van: which is all the same."""
    day, travel = bus_day(items=20, cap_bags=1, van_items=10)
    plan = answer_of(day, travel).plan
    legs = sorted((bag.legs for bag in plan.bags), key=lambda way: way[0].kind)
    bags = (
        replace(bag, legs=legs[number != by_bus])
        for number, bag in enumerate(plan.bags)
    )
    model = Model(day=day, travel=travel, horizon=24 * 3600)
    custodies = [
        add_custody(model, bag, ways_of(day, travel, bag)) for bag in freights_of(day)
    ]
    direct = [
        number
        for number, way in enumerate(custodies[0].ways)
        if len(way.legs) == 1 and isinstance(way.legs[0], Ride | Road)
    ]
    second, first = direct
    values = same_as(replace(plan, bags=tuple(bags)), custodies)
    assert [(literal.index, value) for literal, value in values] == [
        (custodies[0].chosen[first].index, 1),
        (custodies[1].chosen[second].index, 1),
    ]


def test_what_the_model_does_not_know_is_refused():
    day, travel = lone_day()
    car = replace(day.vehicles["T1"], range_m=50_000)
    with pytest.raises(OutOfScopeError, match="range"):
        solve_small_day(replace(day, vehicles={"T1": car}), travel, seconds=5)


def test_bans_are_refused_where_they_bind():
    day, travel = lone_day()
    car = day.vehicles["T1"]
    shift = car.shift
    ban = Ban(
        sites=frozenset(day.sites),
        vehicle_classes=(car.vehicle_class,),
        times=(TimeWindow(shift.early, shift.early + 60),),
    )
    with pytest.raises(OutOfScopeError, match="bans"):
        solve_small_day(replace(day, bans=(ban,)), travel, seconds=5)
    for idle in (
        replace(ban, permits=frozenset({"T1"})),
        replace(ban, times=(TimeWindow(0, shift.early),)),
        replace(ban, sites=frozenset()),
    ):
        refuse(replace(day, bans=(idle,)))


@pytest.mark.parametrize("seed", range(1, 21))
def test_small_days_are_proved_and_judged_right(seed):
    answer = answer_of(*small_day(seed, SMALL))
    assert answer.proof is Proof.OPTIMAL
    assert answer.cost_cents == answer.least_cents


@pytest.mark.parametrize("seed", range(1, 7))
def test_planner_never_beats_the_oracle_on_the_road(seed):
    row = compare_day(seed, ROAD, 30, 60)
    assert (row.violations, row.plan_violations) == ((), ())
    assert row.verdict in {Verdict.EQUAL, Verdict.DEARER, Verdict.LEAVES_MORE}
    assert row.plan_left > row.left or row.cents <= row.plan_cents


@pytest.mark.parametrize("seed", [2, 4, 11])
def test_hub_days_keep_every_rule(seed):
    answer = answer_of(*small_day(seed, replace(HUBS, lots=4)))
    assert answer.least_cents <= answer.cost_cents


def test_more_ways_never_cost_more():
    for seed in (2, 5):
        day, travel = small_day(seed, Size(lots=4, villages=3))
        road = replace(day, lines={}, trips={}, offers={}, tariffs=())
        day = replace(day, tariffs=())
        with_all, without = answer_of(day, travel), answer_of(road, travel)
        assert with_all.proof is without.proof is Proof.OPTIMAL
        left = [tuple(a.left[p] for p in Priority) for a in (with_all, without)]
        assert left[0] < left[1] or with_all.cost_cents <= without.cost_cents


def test_days_follow_from_their_seed():
    (day, travel), (again, same) = small_day(3), small_day(3)
    assert day == again
    assert day != small_day(4)[0]
    for profile, matrix in travel.matrices.items():
        assert (matrix.metres == same.of(profile).metres).all()


def test_lots_have_at_most_two_bags():
    lots = [lot for seed in range(60) for lot in build_lots(small_day(seed)[0])]
    assert {len(lot.bags) for lot in lots} == {1, 2}
    assert {bag.loose for lot in lots for bag in lot.bags} == {False, True}


def test_oracle_shares_no_code_with_planner_or_judge():
    apart = ("routing.optimize", "routing.check", "routing.planning", "routing.plan.")
    imported = re.compile(r"^\s*(?:from|import) (\S+)", re.MULTILINE)
    found = [
        name
        for path in sorted(Path(oracle.__file__).parent.glob("*.py"))
        for name in imported.findall(path.read_text("utf-8"))
        if f"{name}.".startswith(apart) and name != "routing.plan.model"
    ]
    assert found == []
