"""A piece is too big only where neither a vehicle nor a trip of the day takes it."""

import pytest
from raw_tables import raw_table
from service_tables import LINE, STOPS, build

from routing.domain.reason import ReasonCode

OVERSIZE = ReasonCode.OVERSIZE
CARS = raw_table(
    "vehicles", "plate vehicle_class cap_kg cap_m3", ("A1", "三轮", 50, 0.5)
)
"""A tricycle of 50 kg and 0.5 m³."""


def piece(kg, m3=0.02):
    return raw_table("demand", "site partner items kg m3", ("V1", "zt", 1, kg, m3))


def trips(columns="", *cells, departures="08:00"):
    return raw_table(
        "trips",
        f"line_id departures cap_bags {columns}",
        ("L1", departures, 12, *cells),
    )


def blocked(*made):
    [row] = build(LINE, STOPS, CARS, *made).day.consignments
    return row.blocked


@pytest.mark.parametrize(("kg", "held"), [(50, None), (50.001, OVERSIZE)])
def test_without_trips_the_fleet_decides(kg, held):
    assert blocked(piece(kg)) is held


@pytest.mark.parametrize(("kg", "held"), [(80, None), (80.001, OVERSIZE)])
def test_a_trip_takes_what_the_fleet_does_not(kg, held):
    assert blocked(trips("max_piece_kg", 80), piece(kg)) is held


def test_a_trip_takes_thirty_kilograms_where_nobody_says_otherwise():
    small = raw_table(
        "vehicles", "plate vehicle_class cap_kg cap_m3", ("A1", "三轮", 10, 0.3)
    )
    assert blocked(trips(), piece(30), small) is None
    assert blocked(trips(), piece(30.001), small) is OVERSIZE


@pytest.mark.parametrize(("kg", "held"), [(60, None), (60.001, OVERSIZE)])
def test_a_trip_takes_no_piece_above_all_it_carries(kg, held):
    # Pieces of 80 kg, but no more than 60 kg altogether.
    assert blocked(trips("max_piece_kg cap_kg", 80, 60), piece(kg)) is held


@pytest.mark.parametrize(("m3", "held"), [(0.6, None), (0.600001, OVERSIZE)])
def test_a_trip_takes_what_is_too_large_for_the_fleet(m3, held):
    assert blocked(trips("cap_m3", 0.6), piece(9, m3)) is held
    assert blocked(piece(9, m3)) is OVERSIZE


def test_a_trip_that_names_no_room_has_room_for_any():
    assert blocked(trips(), piece(9, 2)) is None


def test_a_cancelled_trip_takes_nothing():
    off = raw_table(
        "overrides", "kind object reason by", ("取消", "L1-0800", "检修", "王调度")
    )
    assert blocked(trips("max_piece_kg", 80), piece(70), off) is OVERSIZE
    # Another of the same size still runs.
    both = trips("max_piece_kg", 80, departures="08:00、13:00")
    assert blocked(both, piece(70), off) is None


def test_a_trip_of_another_day_takes_nothing():
    assert blocked(trips("max_piece_kg days", 80, "周日"), piece(70)) is OVERSIZE


def test_a_shuttle_takes_its_pieces_too():
    shuttle = raw_table(
        "lines",
        "line_id name operator kind price_basis price",
        ("L1", "共富班车", "东江客运", "共富班车", "每班", 60),
    )
    given = (shuttle, STOPS, CARS, trips("max_piece_kg", 300), piece(250))
    read = build(*given)
    assert [row.blocked for row in read.day.consignments] == [None]
