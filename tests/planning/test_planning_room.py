"""Room of a crowded hub is counted to the minute, not only where goods stay behind."""

import pytest

from routing.check.judge import judge
from routing.optimize.budget import Budget
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day

ROOM = 18
TABLES = {
    "settings": "key,value\ncrs,wgs84\nbagging,shared\ndate,2026-03-09",
    "sites": f"""site_id,name,level,township,lon,lat,hours,security_check,storage_items
C,中心,centre,,120.5,37.6,06:00-20:00,是,
H,镇站,hub,,120.7,37.8,07:00-19:00,,{ROOM}
V1,上湾,village,镇站,120.71,37.8,08:00-18:00,,
V2,下湾,village,镇站,120.69,37.8,08:00-18:00,,""",
    "partners": "partner_id,name,kind\nP2,甲快递,express\nB,客运,bus",
    "demand": "site,partner,items\nV1,P2,18\nV2,P2,18",
    "vehicles": """plate,vehicle_class,start_site,fixed_yuan_day,yuan_per_km,\
yuan_per_hour,cap_kg,max_hours
鲁F0001,light,C,500,2,0,500,10
鲁F0002,tricycle,H,0,0.1,10,35,12""",
    "lines": ("line_id,name,operator,kind,price_basis,price\nL1,一路,B,bus,per_bag,1"),
    "stop_times": """line_id,seq,site,offset_min,load_ok,unload_ok,attended
L1,1,C,0,是,否,是
L1,2,H,40,否,是,是""",
    "trips": "line_id,departures,cap_bags\nL1,08:00;13:00,1",
}
"""A bag of 18 items for each village, a bus that takes one bag at 08:00 and one at
13:00, a tricycle at the hub that takes one at a time, and a van of 500 yuan a day."""


@pytest.fixture
def crowded(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text + "\n", "utf-8")
    return take_in([tmp_path], None)


def test_two_bags_share_a_hub_one_after_the_other(crowded):
    day, travel = crowded.day, crowded.travel
    plan = plan_day(day, travel, Budget(time_limit=None, iterations=60)).plan
    assert judge(day, travel, plan) == []
    assert not plan.unserved
    # The van costs 500 yuan: both bags go by bus, at 1 yuan each.
    assert [route.vehicle for route in plan.routes] == ["鲁F0002"]
    assert sum(load.fee_cents for load in plan.bus_loads) == 2 * 100
    early, late = sorted(plan.bags, key=lambda bag: bag.legs[0].arrive)
    # 18 + 18 items are more than the hub holds: the first bag leaves before the
    # second comes.
    assert early.legs[1].depart < late.legs[0].arrive == 13 * 3600 + 40 * 60
    # As late as it can, so that the tricycle is paid for one hour, not for five.
    (route,) = plan.routes
    assert route.seconds < 2 * 3600
