"""Vehicles: figures in the units of the rules, presets, who is out today."""

import datetime as dt

from raw_tables import raw_table, tables

from routing.domain.vehicle import AIR_PROFILE, Break, Temperature, VehicleClass
from routing.domain.window import TimeWindow
from routing.tables.build import build_day
from routing.tables.presets import presets
from routing.tables.schema_base import PARTNERS, SITES, VEHICLES

DATE = dt.date(2026, 3, 9)
H = 3600
SITES_TABLE = raw_table(
    "sites",
    "site_id name level",
    ("C", "县中心", "centre"),
    ("S", "客运站", "station"),
)
PARTNERS_TABLE = raw_table(
    "partners", "partner_id name kind", ("zt", "中通", "快递"), ("yz", "邮政", "邮政")
)


def build(columns, *rows):
    vehicles = raw_table("vehicles", columns, *rows)
    demand = raw_table("demand", "site partner items")
    given = tables(SITES_TABLE, PARTNERS_TABLE, vehicles, demand)
    return build_day(given, date=DATE, travel_given=True)


def test_every_column_of_a_vehicle_reaches_the_domain():
    columns = (
        "vehicle_id plate vehicle_class owner start_site end_site cap_kg cap_m3 "
        "cap_items fill temp_compartments shift max_hours max_drive_min breaks "
        "max_tours reload_min range_km max_km recharge_min fixed_yuan_day avoidable "
        "yuan_per_km yuan_per_hour speed_profile energy per_100km driver driver_phone"
    )
    row = ("K1", "鲁F1", "轻货", "中通", "客运站", "C", 1200, 8, 400, "80%",
           "冷藏:2.5;常温:5.0", "06:30-次日00:30", 9.5, 200, "30@11:00-13:00", 3, 15,
           150, 220, 45, 260, "是", 0.85, 24, "fast", "diesel", 13, "王师傅",
           "13912345678")  # fmt: skip
    read = build(columns, row)
    assert read.findings == []
    van = read.day.vehicles["K1"]
    assert (van.plate, van.owner, van.vehicle_class) == (
        "鲁F1",
        "zt",
        VehicleClass.LIGHT,
    )
    assert (van.start_site, van.end_site) == ("S", "C")
    assert (van.cap_g, van.cap_items) == (1_200_000, 400)
    # 2.5 × 0.8 = 2 m³ and 5 × 0.8 = 4 m³.
    assert van.compartments_cm3 == {
        Temperature.CHILLED: 2_000_000,
        Temperature.AMBIENT: 4_000_000,
    }
    assert van.shift == TimeWindow(23_400, 88_200)
    assert (van.max_route_duration, van.max_drive_duration) == (34_200, 12_000)
    assert van.breaks == (Break(1800, TimeWindow(11 * H, 13 * H)),)
    assert (van.max_tours, van.reload_duration) == (3, 900)
    assert (van.range_m, van.max_m, van.recharge_duration) == (150_000, 220_000, 2700)
    assert (van.fixed_cents, van.avoidable) == (26_000, True)
    assert (van.micro_yuan_per_km, van.micro_yuan_per_hour) == (850_000, 24_000_000)
    assert (van.speed_profile, van.energy, van.per_100km) == ("fast", "diesel", 13.0)
    assert van.contact.name == "王师傅"


def test_compartments_alone_make_the_volume():
    van = build(
        "plate vehicle_class temp_compartments", ("A1", "轻货", "冷藏:1;常温:9")
    ).day.vehicles["A1"]
    assert sum(van.compartments_cm3.values()) == 8_500_000


def test_a_drone_carries_one_bag_through_the_air():
    drone = build("plate vehicle_class", ("D1", "无人机")).day.vehicles["D1"]
    assert (drone.cap_bags, drone.speed_profile) == (1, AIR_PROFILE)
    assert (drone.cap_g, drone.range_m) == (5000, 20_000)


def test_vehicles_out_of_use_are_kept_apart_with_their_cause():
    read = build(
        "plate vehicle_class status insured_until inspected_until",
        ("A1", "微面", "可用", "2026-03-09", None),
        ("A2", "微面", "停用", None, None),
        ("A3", "微面", "备用", None, None),
        ("A4", "微面", None, "2026-03-08", None),
        ("A5", "微面", None, None, "2026-03-08"),
    )
    assert list(read.day.vehicles) == ["A1"]
    assert [(o.vehicle.vehicle_id, o.cause) for o in read.day.vehicles_out] == [
        ("A2", "STATUS_OUT"),
        ("A3", "RESERVE"),
        ("A4", "INSURANCE_EXPIRED"),
        ("A5", "INSPECTION_EXPIRED"),
    ]


def test_a_given_value_is_no_assumption():
    day = build("plate vehicle_class cap_kg", ("A1", "微面", 450)).day
    subjects = [subject for subject, _, _ in day.assumptions]
    assert "vehicles.microvan.cap_kg" not in subjects
    assert "vehicles.microvan.cap_m3" in subjects


def test_every_preset_is_a_readable_cell_with_a_source():
    parsers = {
        kind: {column.name: column.parse for column in schema.columns}
        for kind, schema in (
            ("site", SITES),
            ("place", SITES),
            ("partner", PARTNERS),
            ("vehicle", VEHICLES),
        )
    }
    assert set(presets()["vehicle"]) == {"any", *VehicleClass}
    for kind, classes in presets().items():
        for columns in classes.values():
            for column, (value, source) in columns.items():
                assert source
                if column != "speed_kmh":
                    parsers[kind][column](value)


def test_settings_of_a_bulkhead_are_alternatives():
    columns = "plate vehicle_class cap_m3 fill temp_compartments"
    row = ("A1", "轻货", 8, "80%", "冷藏:2.5;常温:5.0 或 常温:7.5|冷藏:8")
    read = build(columns, row)
    assert read.findings == []
    van = read.day.vehicles["A1"]
    # 2.5, 5, 7.5 and 8 m³ × 0.8.
    first = {Temperature.CHILLED: 2_000_000, Temperature.AMBIENT: 4_000_000}
    assert van.compartments_cm3 == first
    assert van.bulkheads == (
        {Temperature.AMBIENT: 6_000_000},
        {Temperature.CHILLED: 6_400_000},
    )
    assert van.alternatives == (first, *van.bulkheads)


def test_a_fixed_bulkhead_has_one_setting():
    van = build("plate vehicle_class", ("A1", "轻货")).day.vehicles["A1"]
    assert van.bulkheads == ()
    assert van.alternatives == (van.compartments_cm3,)


def test_the_largest_setting_makes_the_volume():
    van = build(
        "plate vehicle_class temp_compartments",
        ("A1", "轻货", "冷藏:1;常温:7 或 常温:9"),
    ).day.vehicles["A1"]
    # The volume is no finding: 9 m³ × 0.85 in the second setting.
    assert van.bulkheads == ({Temperature.AMBIENT: 7_650_000},)


def test_every_setting_is_compared_with_the_vehicle():
    columns = "plate vehicle_class cap_m3 temp_compartments"
    read = build(
        columns,
        ("A1", "轻货", 8, None),
        ("A2", "轻货", 7, "冷藏:3;常温:5 或 常温:7 或 冷藏:4;常温:3.1"),
    )
    assert list(read.day.vehicles) == ["A1"]
    named = [(f.code, f.row, f.column, f.details) for f in read.findings]
    assert named == [
        (
            "BULKHEAD_EXCEEDS",
            3,
            "temp_compartments",
            {"cap": "7", "number": number, "word": word},
        )
        for number, word in (("1", "冷藏:3;常温:5"), ("3", "冷藏:4;常温:3.1"))
    ]
