"""A search that begins with a plan whose vehicle rests between loading and leaving."""

from routing.optimize.budget import Budget
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day
from routing.planning.start import Start

TABLES = {
    "settings": "key,value\nbagging,shared\ndate,2026-03-09",
    "sites": """site_id,name,level,township,hours,handling_min,allowed_classes
C,中心,centre,,06:00-20:00,,
H,镇站,hub,,06:00-20:00,20,
V1,村1,village,镇站,06:00-18:00,,三轮
V2,村2,village,镇站,06:00-18:00,,三轮""",
    "partners": "partner_id,name,kind,ready_time\nP,甲快递,express,07:30",
    "demand": "site,partner,items,deadline\nV2,P,10,09:05",
    "pickups": "kind,site,partner,items,window,to_site\n退件,V1,P,5,07:00-07:20,H",
    "vehicles": """plate,vehicle_class,start_site,end_site,reload_min,breaks,max_km
鲁F0001,light,C,C,10,,
鲁F0002,三轮,H,H,10,30@08:10-08:40,16""",
    "travel": """from,to,km,min
C,H,10,20
H,C,10,20
H,V1,2,6
V1,H,2,6
H,V2,6,20
V2,H,6,20
C,V1,12,26
V1,C,12,26
C,V2,16,40
V2,C,16,40
V1,V2,6,20
V2,V1,6,20""",
}


def test_a_plan_with_a_break_behind_a_loading_is_taken_over_whole(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text + "\n", "utf-8")
    intake = take_in([tmp_path], None)
    day, travel = intake.day, intake.travel
    plan = plan_day(day, travel, Budget(iterations=5)).plan
    assert plan.items_unserved == 0
    # The van leaves at 07:30 and is at the hub at 07:50; 20 minutes later, at 08:10,
    # the tricycle has loaded. It rests until 08:40 and is in the village at 09:00.
    tour = next(route for route in plan.routes if route.vehicle == "鲁F0002").tours[1]
    assert (tour.load_start, tour.start) == (8 * 3600, 8 * 3600 + 40 * 60)
    ways = direct_ways(day)
    given = Start(day, plan, ways.shipments)
    problem = build_road_problem(day, travel, given.batches)
    # Goods promised for 08:40 only would be loaded until 08:50: too late for 09:05.
    assert Simulator(problem).load(given.draft(problem)) == []
