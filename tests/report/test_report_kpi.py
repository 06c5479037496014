"""KPIs of the hand-made day, with the arithmetic shown."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import pytest
from report_day import SECRETS, make_day, make_sites, make_travel, make_vehicles
from report_plan import make_plan

from routing.domain.day import Settings
from routing.report.kpi import compute_kpis
from routing.report.kpi_files import (
    kpi_csv,
    kpi_json,
    kpi_reference,
    write_kpi_csv,
    write_kpi_json,
)
from routing.texts.catalogue import family

ROOT = Path(__file__).parents[2]

EXPECTED = {
    "items_demanded": 120,
    "items_planned": 100,
    "items_unserved": 20,
    "items_set_aside": 4,
    "planned_share": 83.3,  # 100 / 120
    "backlog_items": 15,
    "backlog_left_items": 0,  # max(0, 15 - 40)
    "longest_wait_days": 2,  # K4 leaves 10 items behind
    "villages": 4,
    "villages_demanded": 4,
    "villages_served": 3,
    "villages_partly": 1,  # V3: 40 of 50
    "villages_unserved": 1,  # V4
    "villages_reached": 3,
    "point_coverage": 75.0,  # V4 collects in the township: 3 / 4
    "village_reach_rate": 75.0,  # V1, V2, V3 of four with deliveries
    "village_full_rate": 50.0,  # V1 and V2
    "weekly_frequency": 5.7,  # (7 + 3 + 7) / 3, V4 unknown
    "on_time_share": 66.7,  # (20 + 10 + 0 + 40 + 10) / 120
    "within_24h_share": 70.8,  # (20 + 10 + 20 + 40 - 15) / 106
    "cost_yuan": 284.6,  # 120.00 + 53.60 + 111.00
    "cost_fixed_yuan": 120.0,
    "cost_fixed_avoidable_yuan": 120.0,
    "cost_fixed_unavoidable_yuan": 0.0,
    "cost_km_yuan": 53.6,
    "cost_hours_yuan": 111.0,
    "cost_cold_yuan": 0.0,
    "cost_bus_yuan": 0.0,
    "cost_handover_yuan": 0.0,
    "cost_last_resort_yuan": 0.0,
    "cost_stages_yuan": 0.0,
    "cost_boxes_yuan": 0.0,
    "cost_late_yuan": 0.0,
    "cost_delay_yuan": 0.0,
    "fees_by_stage_yuan": {},
    "services_unpriced": 0,
    "penalty_yuan": 0.0,
    "cost_per_item_yuan": 2.85,  # 284.60 / 100
    "cost_per_item_by_part_yuan": {"fixed": 1.2, "km": 0.54, "hours": 1.11},
    "standing_yuan": 0.0,
    "cost_per_item_standing_yuan": 2.85,
    "items_van": 100,
    "items_hub": 0,
    "items_bus": 0,
    "items_handover": 0,
    "items_last_resort": 0,
    "transfers": 0,
    "items_transferred": 0,
    "transfer_wait_hours": None,
    "bus_share_items": 0.0,
    "bus_share_item_km": 0.0,
    "trips_used": 0,
    "trips_available": 0,
    "bus_bags": 0,
    "bus_items": 0,
    "bus_load_max": None,
    "bus_load_mean": None,
    "bus_load_by_segment": {},
    "passenger_delay_minutes": 0.0,
    "bus_revenue_yuan": 0.0,
    "bus_margin_yuan": 0.0,
    "vehicles_used": 1,
    "vehicles_available": 2,
    "vehicles_out": 1,
    "tours_used": 2,
    "tours_available": None,  # the truck has no limit
    "km": 67.0,  # 10 + 5 + 12 + 20 + 20
    "km_empty": 32.0,  # V2 -> C with 10 / 200 items = 5 %, V3 -> C with nothing
    "empty_share": 47.8,  # 32 / 67
    "km_estimated_share": 59.7,  # 40 / 67
    "km_path_share": 7.5,  # 5 / 67
    # Items bind: 50 / 200 and 40 / 200.
    "load_factor_departure": 22.5,
    # (10 x 25 % + 5 x 15 % + 12 x 5 % + 20 x 20 % + 20 x 0) / 67
    "load_factor_mean": 11.7,
    "hours_total": 3.7,  # 40,320 - 27,000 = 13,320 s
    "hours_driving": 2.23,  # 1,200 + 600 + 1,440 + 2,400 + 2,400 = 8,040 s
    "hours_serving": 0.21,  # 260 + 220 + 260 = 740 s
    "hours_waiting": 0.09,  # 30,600 - 30,260 = 340 s
    "hours_loading": 0.67,  # 2 x 1,200 s
    "hours_resting": 0.5,
    "co2_marginal_kg": 12.3,  # 67 km x 0.08 l x 2.30 kg
    "co2_pro_rata_kg": 12.3,
    "upstream_items": 10,
    "upstream_kg": 20.0,
    "upstream_cold_kg": 20.0,
    "cold_items": 10,
    "cold_within_share": None,  # the class has no limit
    "cold_longest_min": 3.7,  # 200 s at V1 and 20 s at the centre
    "cold_longest_min_by_class": {"冷鲜": 3.7},
    "cold_limit_used_share": None,
    "cold_outside_min_by_cause": {
        "wait": 0.0,
        "hand": 3.7,
        "ride": 0.0,
        "trip": 0.0,
        "doors": 0.0,
    },
    "boxes_used": 0,
    "boxes_used_by_type": {},
    "boxes_to_fetch": 0,
    "late_bags": 0,
    "late_items": 0,
    "late_mean_min": None,
    "late_longest_min": None,
    "freshness_yuan": 0.0,
    "freshness_by_class_yuan": {},
    "worst_tenth_villages": 1,  # 4 / 10, up
    "worst_tenth_visits": 0.0,  # V4
    "worst_tenth_hours": 4.46,  # V3: 37,660 - 21,600 = 16,060 s
    # There and back 20, 24, 40 of 84 km. V2: 284.60 x 24 / 84 / 20 items = 4.066;
    # V1: 284.60 x 20 / 84 / 40 = 1.694; V3: 284.60 x 40 / 84 / 40 = 3.388.
    "worst_tenth_cost_per_item_yuan": 4.07,
    "planned_share_by_partner": {"P1": 100.0, "P2": 75.8},  # 50 / 50, 50 / 66
    "planned_gap_partner": 24.2,
    "on_time_share_by_partner": {"P1": 60.0, "P2": 75.8},  # 30 / 50, 50 / 66
    "on_time_gap_partner": 15.8,
    "planned_share_by_township": {"H1": 100.0, "H2": 71.4},  # 60 / 60, 40 / 56
    "planned_gap_township": 28.6,
    "on_time_share_by_township": {"H1": 66.7, "H2": 71.4},  # 40 / 60, 40 / 56
    "on_time_gap_township": 4.7,
}


def test_kpis_of_the_day_by_hand():
    assert compute_kpis(make_day(), make_travel(), make_plan()) == EXPECTED


def test_kpis_stand_in_the_order_of_the_catalogue():
    kpis = compute_kpis(make_day(), make_travel(), make_plan())

    assert list(kpis) == list(family("kpis"))


def test_hours_add_up():
    kpis = compute_kpis(make_day(), make_travel(), make_plan())
    parts = ("driving", "serving", "waiting", "loading", "resting")

    # Each part is rounded by itself: at most half a hundredth off.
    total = sum(kpis[f"hours_{part}"] for part in parts)
    assert total == pytest.approx(kpis["hours_total"], abs=0.025)


def test_a_plan_without_routes_divides_by_nothing():
    plan = make_plan(routes=(), bags=())
    kpis = compute_kpis(make_day(), make_travel(), plan)

    assert kpis["cost_per_item_yuan"] is None
    assert kpis["empty_share"] is None
    assert kpis["load_factor_departure"] is None
    assert kpis["worst_tenth_hours"] is None
    assert kpis["km"] == 0.0
    assert kpis["villages_unserved"] == 4


@pytest.mark.parametrize(
    ("energy", "extra", "kg"),
    [
        ("汽油", {"co2_petrol_kg_per_l": "2.0"}, 10.7),  # 67 km x 0.08 l x 2.0 kg
        ("电动", {}, 2.9),  # 67 km x 0.08 kWh x 0.5366 kg
        ("", {}, 12.3),  # unknown: 67 km x 0.184 kg, a microvan's
    ],
)
def test_co2_follows_the_energy_and_the_settings(energy, extra, kg):
    vehicles = make_vehicles()
    vehicles["鲁F001"] = dataclasses.replace(vehicles["鲁F001"], energy=energy)
    day = make_day(vehicles=vehicles, settings=Settings(extra=extra))

    assert compute_kpis(day, make_travel(), make_plan())["co2_marginal_kg"] == kg


def test_a_village_that_collects_in_the_township_is_served_but_not_reached():
    sites = make_sites()
    sites["V1"] = dataclasses.replace(sites["V1"], service_kind="到镇自提")
    kpis = compute_kpis(make_day(sites=sites), make_travel(), make_plan())

    assert kpis["villages_served"] == 3
    assert kpis["villages_reached"] == 2
    assert kpis["point_coverage"] == 50.0


def test_a_bag_that_no_halt_hands_over_is_not_on_time():
    plan = make_plan()
    tour = plan.routes[0].tours[1]
    stop = dataclasses.replace(tour.stops[0], deliver=("L0003-001",))
    tour = dataclasses.replace(tour, stops=(stop,))
    route = dataclasses.replace(plan.routes[0], tours=(plan.routes[0].tours[0], tour))
    kpis = compute_kpis(
        make_day(), make_travel(), dataclasses.replace(plan, routes=(route,))
    )

    # 20 of V3's 40 items lose their time: (80 - 20) / 120.
    assert kpis["on_time_share"] == 50.0


def test_every_kpi_has_name_unit_and_formula_in_both_languages():
    keys = {
        f"{name}_{lang}"
        for name in ("group", "unit", "formula")
        for lang in ("zh", "en")
    } | {"zh", "en"}

    for code, row in family("kpis").items():
        assert row.keys() == keys, code
        assert all(row[key] for key in keys if not key.startswith("unit")), code


def test_kpi_json_is_stable(tmp_path):
    kpis = compute_kpis(make_day(), make_travel(), make_plan())
    path = tmp_path / "kpi.json"
    write_kpi_json(path, kpis)

    assert json.loads(path.read_bytes()) == EXPECTED
    assert path.read_bytes() == kpi_json(kpis).encode()
    assert b"\r" not in path.read_bytes()


def test_kpi_csv_opens_in_a_spreadsheet(tmp_path):
    day = make_day()
    kpis = compute_kpis(day, make_travel(), make_plan())
    path = tmp_path / "kpi.csv"
    write_kpi_csv(path, kpis, day)

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert rows[0] == ["代码", "指标", "数值", "单位", "公式"]
    table = {row[0]: row for row in rows[1:]}
    assert table["cost_yuan"][1:4] == ["总成本", "284.6", "元"]
    assert table["tours_available"][2] == ""
    assert table["planned_share_by_partner.P2"][1:4] == [
        "各单位安排率·中通",
        "75.8",
        "%",
    ]
    assert table["planned_share_by_township.H2"][1] == "各乡镇安排率·绿水镇"


def test_kpi_csv_speaks_english():
    kpis = compute_kpis(make_day(), make_travel(), make_plan())

    assert "cost_yuan,cost,284.6,yuan," in kpi_csv(kpis, lang="en")


def test_no_staff_in_kpis():
    day = make_day()
    kpis = compute_kpis(day, make_travel(), make_plan())
    written = kpi_json(kpis) + kpi_csv(kpis, day)

    assert not [secret for secret in SECRETS if secret in written]


def test_the_kpi_page_is_up_to_date():
    assert (ROOT / "docs" / "kpi.md").read_text("utf-8") == kpi_reference()
