"""RawTables to Day: the smallest day, defaults, conservation, grades."""

import datetime as dt

from raw_tables import raw_table, tables

from routing.domain.day import Bagging
from routing.domain.reason import ReasonCode
from routing.domain.site import Contact, Level
from routing.domain.vehicle import Temperature, VehicleClass
from routing.tables.build import build_day, read_day
from routing.tables.finding import Grade
from routing.tables.render import render
from routing.tables.template_columns import choices
from routing.tables.write import SCHEMAS

MONDAY = dt.date(2026, 3, 9)

SITES = raw_table(
    "sites",
    "name level township km_to_hub",
    ("县共配中心", "县级中心", None, None),
    ("东江站", "乡镇站", "东江镇", "18"),
    ("新民村", "村级服务点", "东江镇", "6.5"),
    ("和平村", "村级服务点", "东江镇", "4"),
)
VEHICLES = raw_table("vehicles", "plate vehicle_class", ("鲁F12345", "微面"))
DEMAND = raw_table("demand", "site 中通 极兔", ("新民村", 12, 8), ("和平村", None, 30))
SMALLEST = tables(SITES, VEHICLES, DEMAND)


def build(*changed, **options):
    """Build the smallest day with some tables exchanged or added."""
    options.setdefault("date", MONDAY)
    return build_day(SMALLEST | tables(*changed), **options)


def codes(read, grade=None):
    return [f.code for f in read.findings if grade in (None, f.grade)]


def test_smallest_day_builds():
    read = build()
    day = read.day
    assert codes(read) == []
    assert day.centre == "县共配中心"
    assert [s.level for s in day.sites.values()] == [
        Level.CENTRE,
        Level.HUB,
        Level.VILLAGE,
        Level.VILLAGE,
    ]
    village = day.sites["新民村"]
    assert (village.township, village.metres_to_hub) == ("东江站", 6500)
    assert village.position_estimated
    assert list(day.partners) == ["中通", "极兔"]
    assert [
        (c.consignment_id, c.destination, c.partner, c.items) for c in day.consignments
    ] == [
        ("C0001", "新民村", "中通", 12),
        ("C0002", "新民村", "极兔", 8),
        ("C0003", "和平村", "极兔", 30),
    ]
    first = day.consignments[0]
    # 12 items × 1.5 kg and 7.3 l; ready at 07:30.
    assert (first.grams, first.cm3, first.ready_time) == (18_000, 87_600, 27_000)
    assert day.items_demanded == 50
    assert day.settings.bagging is Bagging.SHARED


def test_vehicle_presets_are_used_and_noted():
    day = build().day
    van = day.vehicles["鲁F12345"]
    assert van.vehicle_class is VehicleClass.MICROVAN
    assert van.start_site == van.end_site == "县共配中心"
    # 2.5 m³ × 0.85 = 2.125 m³
    assert van.compartments_cm3 == {Temperature.AMBIENT: 2_125_000}
    assert van.cap_g == 500_000
    assert (van.fixed_cents, van.micro_yuan_per_km) == (20_000, 650_000)
    noted = {subject: (value, source) for subject, value, source in day.assumptions}
    assert noted["vehicles.microvan.fill"] == ("0.85", "assumed")
    assert noted["sites.village.hours"] == ("08:00-18:00", "assumed")
    assert noted["partners.any.kg_per_item"][0] == "1.5"


def test_missing_table_and_column_are_fatal_and_found_together():
    read = build_day(
        tables(
            raw_table("vehicles", "plate", ("A1",)),
            raw_table("demand", "中通", (3,)),
        ),
        date=MONDAY,
    )
    assert read.day is None
    assert codes(read, Grade.FATAL) == [
        "TABLE_MISSING",
        "COLUMN_MISSING",
        "COLUMN_MISSING",
        "NO_USABLE_VEHICLE",
    ]


def test_no_date_anywhere_is_fatal():
    assert "DATE_MISSING" in codes(build(date=None), Grade.FATAL)
    settings = raw_table("settings", "key value", ("日期", "2026-03-10"))
    assert build(settings).day.date == dt.date(2026, 3, 10)


def test_level_is_inferred_with_a_warning():
    sites = raw_table(
        "sites",
        "name township km_to_hub",
        ("县级共配中心", None, None),
        ("东江镇", None, 12),
        ("新民村", "东江镇", 3),
        ("和平村", "东江镇", 4),
    )
    read = build(sites)
    assert codes(read) == ["LEVEL_INFERRED"]
    assert [s.level for s in read.day.sites.values()][:3] == [
        Level.CENTRE,
        Level.HUB,
        Level.VILLAGE,
    ]


def test_coordinates_without_source_are_fatal():
    sites = raw_table(
        "sites",
        "name level township lon lat",
        ("县共配中心", "centre", None, 120.5, 37.6),
        ("新民村", "village", None, 120.6, 37.6),
        ("和平村", "village", None, 120.7, 37.6),
    )
    assert "CRS_MISSING" in codes(build(sites), Grade.FATAL)
    settings = raw_table("settings", "key value", ("坐标来源", "高德"))
    day = build(sites, settings).day
    # GCJ-02 lies some hundred metres off: 0.001 degrees are about 100 m.
    assert 0.002 < 120.6 - day.sites["新民村"].lon < 0.008


def test_rows_set_aside_are_counted_and_others_used():
    demand = raw_table(
        "demand",
        "site partner items",
        ("新民村", "中通", 12),
        ("新民寸", "中通", 7),
        ("和平村", "中通", "30件"),
        ("和平村", "极兔", -4),
        ("和平村", "圆通", 5),
    )
    read = build(demand)
    day = read.day
    assert [c.items for c in day.consignments] == [12, 5]
    assert [(a.site, a.items, a.reason) for a in day.set_aside] == [
        ("新民寸", 7, ReasonCode.BAD_ROW),
        ("和平村", 30, ReasonCode.BAD_ROW),
        ("和平村", 0, ReasonCode.BAD_ROW),
    ]
    assert day.items_demanded == 12 + 5 + 7 + 30
    assert codes(read, Grade.SET_ASIDE) == ["UNKNOWN_SITE", "BAD_NUMBER", "NEGATIVE"]
    assert codes(read, Grade.WARNING) == ["ITEMS_UNREADABLE"]
    finding = read.findings[0]
    assert (finding.file, finding.row, finding.column) == ("demand.csv", 3, "site")
    assert finding.details["suggestion"] == "新民村"
    assert finding.items == 7
    assert read.set_aside_share == 37 / 54
    assert render(finding).endswith("[UNKNOWN_SITE]")


def test_every_bad_cell_of_a_row_is_reported():
    vehicles = raw_table(
        "vehicles",
        "plate vehicle_class cap_kg shift owner",
        ("A1", "微面", "abc", "18:00-06:00", None),
        ("A2", "微卡车", None, None, None),
        ("A3", "三轮", None, None, None),
    )
    read = build(vehicles)
    found = [(f.row, f.column, f.code) for f in read.findings]
    assert found == [
        (2, "cap_kg", "BAD_NUMBER"),
        (2, "shift", "WINDOW_BACKWARDS"),
        (3, "vehicle_class", "BAD_CHOICE"),
    ]
    assert list(read.day.vehicles) == ["A3"]


def test_formula_error_and_empty_required_cell():
    demand = raw_table(
        "demand",
        "site partner items",
        ("新民村", "中通", 12),
        (None, "中通", 7),
        ("和平村", None, 3),
        errors={(2, "items"): "#REF!"},
    )
    read = build(demand)
    assert codes(read, Grade.SET_ASIDE) == [
        "FORMULA_ERROR",
        "CELL_MISSING",
        "CELL_MISSING",
    ]
    assert read.findings[0].value == "#REF!"
    assert [a.items for a in read.day.set_aside] == [0, 7, 3]


def test_a_bad_wide_cell_leaves_its_neighbours():
    demand = raw_table(
        "demand", "site 中通 极兔", ("新民村", "约12", 8), ("和平村", 1, 2)
    )
    read = build(demand)
    assert [c.items for c in read.day.consignments] == [8, 1, 2]
    assert [(a.partner, a.items) for a in read.day.set_aside] == [("中通", 12)]


def test_unknown_partner_column_is_set_aside_as_a_whole():
    partners = raw_table(
        "partners",
        "partner_id name kind",
        ("zto", "中通", "快递"),
        ("jt", "极兔", "快递"),
    )
    demand = raw_table("demand", "site 中通 极免", ("新民村", 12, 8), ("和平村", 1, 2))
    read = build(partners, demand)
    assert [c.items for c in read.day.consignments] == [12, 1]
    assert sum(a.items for a in read.day.set_aside) == 10
    [finding] = read.findings
    assert (finding.code, finding.items) == ("UNKNOWN_PARTNER_COLUMN", 10)
    assert finding.details["suggestion"] == "极兔"


def test_who_answers_at_a_partner_is_kept_for_sheets():
    partners = raw_table(
        "partners",
        "partner_id name kind contact phone",
        ("zt", "中通", "快递", "孙经理", "13812345678"),
        ("yz", "邮政", "邮政", None, None),
    )
    read = build(
        raw_table("demand", "site partner items", ("新民村", "zt", 3)), partners
    )
    assert read.day.partners["zt"].contact == Contact(
        name="孙经理", phone="13812345678"
    )
    assert read.day.partners["yz"].contact == Contact()


def test_no_demand_at_all_is_fatal():
    read = build_day(tables(SITES, VEHICLES), date=MONDAY)
    assert codes(read) == ["TABLE_MISSING"]
    assert read.day is None


def test_what_is_unknown_is_masked_in_findings_and_rows_set_aside():
    demand = raw_table(
        "demand",
        "site partner items",
        ("13812345678", "中通", 3),
        ("王小明", "中通", 4),
        ("新民村", "李建国 13987654321", 5),
    )
    partners = raw_table("partners", "partner_id name kind", ("zt", "中通", "快递"))
    read = build(demand, partners)
    told = repr(read.findings) + repr(read.day)
    for secret in ("13812345678", "王小明", "李建国", "13987654321"):
        assert secret not in told
    assert sum(a.items for a in read.day.set_aside) == 12
    assert read.day.set_aside[2].site == "新民村"


def test_a_note_on_the_data_is_kept_as_written():
    for key in ("data_note", "数据说明"):
        settings = raw_table("settings", "key value", (key, "道路真实，价格为示例"))
        read = build(settings)
        assert read.findings == []
        assert read.day.settings.extra == {"data_note": "道路真实，价格为示例"}


def test_a_large_county_builds():
    partners = [f"单位{n}" for n in range(6)]
    hubs = [
        (f"H{n}", f"{n}号站", "hub", f"{n}号镇", 120 + n / 40, 37.5) for n in range(46)
    ]
    villages = [
        (
            f"V{n}",
            f"{n}号村",
            "village",
            f"{n % 46}号镇",
            120 + n / 900,
            37 + n % 7 / 10,
        )
        for n in range(916)
    ]
    centre = ("C", "县中心", "centre", None, 120.5, 37.6)
    given = tables(
        raw_table(
            "sites", "site_id name level township lon lat", centre, *hubs, *villages
        ),
        raw_table("settings", "key value", ("坐标来源", "高德")),
        VEHICLES,
        raw_table(
            "demand",
            "site " + " ".join(partners),
            *[(row[1], *[n + 1 for n in range(6)]) for row in villages],
        ),
    )
    read = build_day(given, date=MONDAY)
    assert read.findings == []
    assert len(read.day.consignments) == 916 * 6
    assert read.day.items_demanded == 916 * 21


def test_a_table_without_rows_says_so_once():
    read = build(raw_table("vehicles", "plate vehicle_class"))
    assert codes(read) == ["TABLE_EMPTY"]


def test_read_day_joins_both_layers(tmp_path):
    (tmp_path / "站点.csv").write_bytes(
        "站点名称,站点类别,所属乡镇,距乡镇公里\n县中心,县级中心,,\n东江站,乡镇站,东江镇,18\n"
        "新民村,村级服务点,东江镇,3\n".encode("gb18030")
    )
    (tmp_path / "vehicles.csv").write_text("车牌,车型\nA1,微面\n", "utf-8-sig")
    (tmp_path / "件量.csv").write_text("村名,中通\n新民村,12\n月亮村,5\n", "utf-8")
    (tmp_path / "travel.csv").write_text("from,to,km\n县中心,新民村,21\n", "utf-8")
    read = read_day([tmp_path], MONDAY)
    assert [(c.destination, c.items) for c in read.day.consignments] == [("新民村", 12)]
    assert read.set_aside_share == 5 / 17
    assert [path.name for path in read.travel_files] == ["travel.csv"]
    assert sorted(read.files) == ["travel.csv", "vehicles.csv", "件量.csv", "站点.csv"]
    assert set(read.tables) == {"sites", "vehicles", "demand"}


def test_words_that_the_template_offers_are_read():
    for schema in SCHEMAS.values():
        for column in schema.columns:
            for word in choices(schema.table, column.name):
                column.parse(word)
