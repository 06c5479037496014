"""KPIs of a day with trips, hubs and handovers; its plan is told in words there."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest
from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.domain.line import LineKind
from routing.domain.price import Price, PriceBasis
from routing.plan.model import Leg
from routing.report.bag_mode import Mode, bag_mode
from routing.report.kpi import compute_kpis
from routing.report.kpi_files import kpi_csv
from routing.report.village_cost import village_cents

EXPECTED = {
    "items_planned": 99,  # 20 + 20 + 1 + 10 + 5 + 8 + 15 + 10 + 10
    # V4's are promised for tomorrow: three of four villages.
    "villages_served": 4,
    "villages_reached": 3,
    # All of 89 deliveries but V4's 5, promised at 42:00 and ready at 07:30.
    "within_24h_share": 94.4,
    "on_time_share": 100.0,
    "cost_yuan": 230.55,
    "cost_fixed_yuan": 110.0,
    "cost_km_yuan": 14.9,
    "cost_hours_yuan": 31.25,
    "cost_cold_yuan": 0.0,
    "cost_bus_yuan": 39.0,
    "cost_handover_yuan": 8.0,
    "cost_last_resort_yuan": 9.0,
    "cost_stages_yuan": 17.3,
    "cost_delay_yuan": 1.1,
    "fees_by_stage_yuan": {"hub": 2.0, "station": 15.3},
    "cost_per_item_yuan": 2.33,  # 230.55 / 99
    "cost_per_item_by_part_yuan": {
        "fixed": 1.11,
        "km": 0.15,
        "hours": 0.32,
        "bus": 0.39,
        "handover": 0.08,
        "last_resort": 0.09,
        "stages": 0.17,
        "delay": 0.01,
    },
    "services_unpriced": 0,
    "items_van": 15,  # q1
    "items_hub": 0,
    # x1 20, h1 20, g1 1, s1 10 (and a handover), n1 8, w1 10, p1 10
    "items_bus": 79,
    "items_handover": 0,
    "items_last_resort": 5,
    "transfers": 5,  # h1 g1 s1 w1 p1
    "items_transferred": 51,
    # 1,200 s x 21 + 6,300 x 10 + 12,460 x 10 + 17,518 x 10 = 387,980 over 51 items
    "transfer_wait_hours": 2.11,
    "bus_share_items": 79.8,  # 79 / 99
    # Trips: L1-0800 8,000 x 41 + 2,000 x 20; F1 8,000 x 10; L1-1300 2,000 x 10
    # + 8,000 x 10; L2 20,000 x 8 = 708,000. Road: K1 8,000 x 25; K2 3,000 x 21 +
    # 3,000 x 10 = 293,000. 708 / 1,001.
    "bus_share_item_km": 70.7,
    "trips_used": 4,
    "trips_available": 4,
    "bus_bags": 7,
    "bus_items": 79,
    "bus_load_max": 100.0,
    "bus_load_mean": 37.0,  # (33.3 + 100 + 38.46 + 25 + 0 + 28.85 + 33.3) / 7
    "bus_load_by_segment": {
        "F1-0930 1-2": 33.3,  # 1 of 3 bags
        "L1-0800 1-2": 100.0,  # 4 of 4 bags
        "L1-0800 2-3": 38.5,  # 100,000 of 260,000 cm3
        "L1-1300 2-3": 25.0,
        "L1-1300 3-4": 0.0,
        "L1-1300 4-5": 28.8,  # 75,000 of 260,000 cm3
        "L2-2330 1-2": 33.3,
    },
    "passenger_delay_minutes": 5.5,  # 15 s x 12 + 15 s x 10 = 330 s
    "bus_revenue_yuan": 39.0,
    "bus_margin_yuan": 39.0,
}


def kpis(day=None, plan=None):
    return compute_kpis(day or service_day(), service_travel(), plan or service_plan())


def test_kpis_of_the_county_by_hand():
    found = kpis()
    assert {code: found[code] for code in EXPECTED} == EXPECTED


def test_the_parts_add_up_to_the_cost():
    found = kpis()
    parts = [
        "fixed",
        "km",
        "hours",
        "bus",
        "handover",
        "last_resort",
        "stages",
        "delay",
    ]
    total = sum(round(100 * found[f"cost_{part}_yuan"]) for part in parts)
    assert total == round(100 * found["cost_yuan"])
    assert sum(found[f"items_{mode.value}"] for mode in Mode) == 99


def test_villages_and_hubs_bear_the_whole_cost():
    cents = village_cents(service_day(), service_travel(), service_plan())

    assert sum(cents.values()) == 23_055
    assert set(cents) == {"H", "N", "V1", "V2", "V3", "V4"}
    # L2's 4.00 alone, and 8 of 79 items that ride of 1.10 delay.
    assert float(cents["N"]) == pytest.approx(400 + 110 * 8 / 79)
    # K1 113.84, of whose 25 items 15 are H's.
    assert float(cents["H"]) == pytest.approx(11_384 * 15 / 25)
    # F1 20.00 and O1 8.00 alone; 10 of 40 items at the hub, 10 of 79 that ride.
    alone = 2_000 + 800 + 200 * 10 / 40
    assert float(cents["V3"]) == pytest.approx(alone + 110 * 10 / 79)


def test_each_kind_of_way_is_a_mode():
    day, bags = service_day(), {bag.id: bag for bag in service_plan().bags}
    modes = {name: bag_mode(day, bag) for name, bag in bags.items()}
    assert modes == {
        "g1": Mode.BUS,
        "h1": Mode.BUS,
        "l1": Mode.LAST_RESORT,
        "n1": Mode.BUS,
        "p1": Mode.BUS,
        "q1": Mode.VAN,
        "s1": Mode.BUS,
        "w1": Mode.BUS,
        "x1": Mode.BUS,
    }
    van = bags["q1"].legs[0]
    given = bags["s1"].legs[1]
    assert bag_mode(day, dataclasses.replace(bags["q1"], legs=(van, van))) is Mode.HUB
    both = dataclasses.replace(bags["q1"], legs=(van, given))
    assert bag_mode(day, both) is Mode.HANDOVER
    last = Leg(
        kind="handover", from_site="C", to_site="V4", depart=0, arrive=1, offer="O2"
    )
    ridden = dataclasses.replace(bags["x1"], legs=(*bags["x1"].legs, last))
    assert bag_mode(day, ridden) is Mode.LAST_RESORT


def with_line(name, **changes):
    day = service_day()
    line = dataclasses.replace(day.lines[name], **changes)
    return dataclasses.replace(day, lines={**day.lines, name: line})


def test_an_unknown_price_makes_the_cost_incomplete():
    unknown = Price(basis=PriceBasis.PER_BAG, micro_yuan=None)
    # Both trips of the line are one price.
    assert kpis(with_line("L1", price=unknown))["services_unpriced"] == 1


def test_a_margin_may_be_negative():
    found = kpis(with_line("F1", own_trip_cents=5_000, kind=LineKind.SHUTTLE))
    assert found["bus_margin_yuan"] == -11.0  # 39.00 - 50.00


def test_what_is_due_each_month_is_spread_over_its_days():
    monthly = Price(basis=PriceBasis.PER_MONTH, micro_yuan=2_600_000_000)
    found = kpis(with_line("L2", price=monthly))
    assert found["standing_yuan"] == 100.0  # 2,600 / 26
    assert found["cost_per_item_standing_yuan"] == 3.34  # 330.55 / 99
    assert found["cost_per_item_yuan"] == 2.33


def test_a_guarantee_counts_what_fees_leave_open():
    price = Price(basis=PriceBasis.PER_ITEM, micro_yuan=500_000, guarantee_cents=26_000)
    # 260 a month are 10 a day; 4 are paid.
    assert kpis(with_line("L2", price=price))["standing_yuan"] == 6.0


def test_passengers_that_nobody_counted_wait_for_nothing():
    day = service_day()
    trips = {
        name: dataclasses.replace(trip, passengers=None)
        for name, trip in day.trips.items()
    }
    silent = kpis(dataclasses.replace(day, trips=trips))
    assert silent["passenger_delay_minutes"] == 0.0


def test_a_late_handover_and_a_late_bus_are_not_on_time():
    day = service_day()
    rows = tuple(
        dataclasses.replace(row, deadline=15 * 3600)
        if row.consignment_id in ("c4", "c8", "c1")
        else row
        for row in day.consignments
    )
    found = kpis(dataclasses.replace(day, consignments=rows))
    # c4 comes at 16:00; c8 at 14:00 and c1 at 09:00 keep it: 89 of 99.
    assert found["on_time_share"] == 89.9


def test_what_cannot_be_followed_is_left_out():
    plan = service_plan()
    strange = dataclasses.replace(plan.bus_loads[0], trip="L9")
    nowhere = dataclasses.replace(plan.bus_loads[1], board="V1")
    loads = (strange, nowhere, *plan.bus_loads[2:])
    found = kpis(plan=dataclasses.replace(plan, bus_loads=loads))
    # A trip with one row that cannot be followed is not followed at all.
    assert found["trips_used"] == 2
    assert found["bus_bags"] == 3


def test_members_have_names_for_people():
    table = {
        row[0]: row[1]
        for row in csv.reader(io.StringIO(kpi_csv(kpis(), service_day()), newline=""))
    }
    assert table["cost_per_item_by_part_yuan.last_resort"] == "单票成本构成·兜底"
    assert table["fees_by_stage_yuan.hub"] == "各环节费·乡镇中转"
    assert (
        table["bus_load_by_segment.L1-0800 2-3"]
        == "各区段装载率·城北线 08:00 镇站→路口"
    )
