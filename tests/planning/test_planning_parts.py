"""Lots part between ways where a bus has room for some of their bags only."""

from dataclasses import replace

import pytest

from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.optimize.part_room import partly_fitting
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day
from routing.planning.second_search import CUT_SHARE, second_searches
from routing.planning.task import Task

VILLAGES = 30
"""So many sites that lots are not cut into bags beforehand."""

SITES = "\n".join(
    [
        "site_id,name,level,township,lon,lat,hours,security_check,allowed_classes",
        "C,中心,centre,,120.5,37.6,06:00-20:00,是,",
        "H,镇站,hub,,120.52,37.62,07:00-19:00,,",
        *(
            f"V{n:02d},村{n},village,镇站,{120.51 + n / 500},37.61,08:00-18:00,,三轮"
            for n in range(1, VILLAGES + 1)
        ),
    ]
)
TABLES = {
    "settings": "key,value\ncrs,wgs84\nbagging,shared\ndate,2026-03-09",
    "sites": SITES,
    "partners": ("partner_id,name,kind\nP2,甲快递,express\nB,客运,bus\nP1,邮政,postal"),
    "demand": "site,partner,items\nV01,P2,110\nV02,P2,110",
    # A van that may not drive to any village.
    "vehicles": "plate,vehicle_class\n鲁F0001,light",
    "lines": "line_id,name,operator,kind,price_basis,price\nL1,一路,B,bus,per_bag,0.1",
    "stop_times": """line_id,seq,site,offset_min,load_ok,unload_ok,attended,\
max_dwell_min
L1,1,C,0,是,否,是,30
L1,2,V01,20,否,是,是,30
L1,3,V02,40,否,是,是,30""",
    "trips": "line_id,departures,cap_bags\nL1,09:00,8",
    "handovers": """offer_id,carrier,for_partners,from_site,to_sites,cutoff_time,\
delivered_by,basis,price
H1,P1,*,C,V01;V02,16:00,18:00,per_item,2""",
}
"""Two lots of 110 items: five bags of 20 and one of 10 each. A bus takes eight bags at
0.10 yuan, the post any number at 2 yuan an item."""


@pytest.fixture
def two_lots(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text + "\n", "utf-8")
    return take_in([tmp_path], None)


def test_part_of_a_lot_fills_what_another_leaves_on_the_bus(two_lots):
    day, travel = two_lots.day, two_lots.travel
    batches = direct_ways(day).shipments
    # Each lot goes as one: six bags on the bus, the other lot by post.
    assert [len(batch.bags) for batch in batches] == [6, 6]
    plan = plan_day(day, travel, Budget(time_limit=None, iterations=40)).plan
    assert judge(day, travel, plan) == []
    assert sum(len(load.bags) for load in plan.bus_loads) == 8
    # By post go the two bags of 10 and two of 20: 60 items, not the 110 of a lot.
    assert sum(row.fee_cents for row in plan.handovers) == 60 * 200
    assert plan.cost_cents == 60 * 200 + 8 * 10


def test_a_lot_fits_partly_where_some_of_its_bags_have_room(two_lots):
    day, travel = two_lots.day, two_lots.travel
    problem = build_road_problem(day, travel, direct_ways(day).shipments)
    simulator = Simulator(problem)
    # The bus is empty: 8 places, each lot of 6 fits whole.
    assert partly_fitting(simulator) == []
    simulator.insert(0)
    # 2 places are left for the 6 bags of the second; the first holds its own 6.
    assert 1 in partly_fitting(simulator)


def test_lots_stay_whole_where_preparing_to_cut_them_takes_longer_than_it_may(two_lots):
    day, travel = two_lots.day, two_lots.travel
    ways = direct_ways(day)
    problem = build_road_problem(day, travel, ways.shipments)
    task = Task(day=day, travel=travel, ways=ways, budget=Budget(time_limit=10.0))
    # Two problems of 0.2 s fit into 0.05 × 10 s, two of 0.3 s do not.
    for seconds, shares in ((0.2, [CUT_SHARE]), (0.3, [])):
        made = second_searches(replace(task, build_seconds=seconds), problem, None)
        assert [each.share for each in made] == shares
    # Iterations read no clock.
    counted = replace(task, budget=Budget(iterations=10), build_seconds=99.0)
    assert len(second_searches(counted, problem, None)) == 1
