"""The table of today's routes: tours in order, and rows that cannot be used."""

import datetime as dt

import pytest
from raw_tables import raw_table, tables

from routing.domain.practice import PracticeTour
from routing.tables.build import build_day
from routing.tables.finding import Grade
from routing.tables.read import read_tables
from routing.tables.write import write_canonical

BASE = tables(
    raw_table(
        "sites",
        "site_id name level township km_to_hub",
        ("C", "县中心", "centre", None, None),
        ("H", "东江站", "hub", "东江镇", 10),
        ("V1", "新民村", "village", "东江镇", 3),
        ("V2", "和平村", "village", "东江镇", 4),
        ("V3", "光明村", "village", "东江镇", 5),
    ),
    raw_table(
        "vehicles",
        "vehicle_id plate vehicle_class status",
        ("A1", "鲁F001", "微面", None),
        ("A2", "鲁F002", "微面", "停用"),
    ),
    raw_table("demand", "site 中通", ("V1", 3)),
)
COLUMNS = "vehicle tour seq site"


def build(*rows):
    routes = raw_table("routes", COLUMNS, *rows)
    return build_day(BASE | tables(routes), date=dt.date(2026, 3, 9))


def tours(read):
    return [(tour.vehicle, tour.number, tour.sites) for tour in read.day.practice]


def test_tours_come_in_the_order_of_vehicles_numbers_and_halts():
    read = build(
        # By id and by plate, by id and by name; the tour is 1 where it is left out.
        ("鲁F002", None, 1, "V3"),
        ("A1", 2, 1, "V1"),
        ("A1", 1, 20, "和平村"),
        ("A1", 1, 10, "V3"),
    )

    assert [f.code for f in read.findings] == []
    assert tours(read) == [
        ("A1", 1, ("V3", "V2")),
        ("A1", 2, ("V1",)),
        ("A2", 1, ("V3",)),
    ]


def test_the_base_among_the_halts_cuts_a_tour():
    read = build(
        ("A1", 1, 1, "C"),
        ("A1", 1, 2, "V1"),
        ("A1", 1, 3, "V2"),
        ("A1", 1, 4, "C"),
        ("A1", 1, 5, "V3"),
        ("A1", 1, 6, "C"),
    )

    assert tours(read) == [("A1", 1, ("V1", "V2")), ("A1", 1, ("V3",))]


def test_rows_that_cannot_be_used_are_set_aside_alone():
    read = build(
        ("A1", 1, 1, "V1"),
        ("A9", 1, 2, "V2"),
        ("A1", 1, 3, "月亮村"),
        ("A1", 1, 1, "V2"),
        ("A1", 0, 4, "V2"),
        ("A1", 1, "头", "V2"),
        ("A1", 1, None, "V2"),
    )

    assert [(f.row, f.column, f.code, f.items) for f in read.findings] == [
        (3, "vehicle", "UNKNOWN_VEHICLE", 0),
        (4, "site", "UNKNOWN_SITE", 0),
        (5, "seq", "DUPLICATE_ID", 0),
        (6, "tour", "ZERO", 0),
        (7, "seq", "BAD_NUMBER", 0),
        (8, "seq", "CELL_MISSING", 0),
    ]
    assert {f.grade for f in read.findings} == {Grade.SET_ASIDE}
    assert tours(read) == [("A1", 1, ("V1",))]


def test_without_the_table_there_is_no_practice():
    assert build_day(BASE, date=dt.date(2026, 3, 9)).day.practice == ()


def test_the_table_is_kept_with_the_plan(tmp_path):
    routes = raw_table("routes", COLUMNS, ("A1", 1, 1, "V1"))

    write_canonical(BASE | tables(routes), tmp_path)

    again = build_day(read_tables([tmp_path]).tables, date=dt.date(2026, 3, 9))
    assert tours(again) == [("A1", 1, ("V1",))]


def test_a_tour_halts_somewhere():
    with pytest.raises(ValueError, match="nowhere"):
        PracticeTour(vehicle="A1", number=1, sites=())
