"""Coordinate systems: known points, and inverse errors measured in metres."""

import numpy as np
import pytest

from routing.domain.coordinates import (
    Crs,
    crow_metres,
    gcj02_to_bd09,
    to_wgs84,
    wgs84_to_gcj02,
)


def points_in_china(number):
    rng = np.random.default_rng(1)
    return rng.uniform(75, 134, number), rng.uniform(18, 53, number)


def test_forward_shift_of_a_published_point():
    # Tiananmen: WGS-84 116.3912, 39.9072 is GCJ-02 116.39744, 39.90860 on Amap.
    lon, lat = wgs84_to_gcj02(np.array([116.3912]), np.array([39.9072]))
    assert crow_metres(lon, lat, 116.39744, 39.90860)[0] < 5


def test_inverse_of_gcj02_is_below_a_metre():
    lon, lat = points_in_china(20_000)
    back = to_wgs84(*wgs84_to_gcj02(lon, lat), Crs.GCJ02)
    error = crow_metres(lon, lat, *back)
    assert error.max() < 0.01
    # A missing conversion would be seen: the shift itself is 408 m in the mean.
    shift = crow_metres(lon, lat, *wgs84_to_gcj02(lon, lat))
    assert shift.mean() == pytest.approx(408, abs=10)


def test_inverse_of_bd09_is_below_a_metre():
    lon, lat = points_in_china(20_000)
    there = gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))
    assert crow_metres(lon, lat, *to_wgs84(*there, Crs.BD09)).max() < 0.01


def test_wgs84_and_points_outside_china_stay():
    lon, lat = np.array([1.52, 9.52]), np.array([42.5, 47.1])
    for crs in (Crs.WGS84, Crs.GCJ02):
        out_lon, out_lat = to_wgs84(lon, lat, crs)
        assert out_lon.tolist() == lon.tolist()
        assert out_lat.tolist() == lat.tolist()


def test_crow_distance_of_one_degree_of_latitude():
    # 6,371,008.8 m × π / 180 = 111,195.1 m
    assert crow_metres(120, 30, 120, 31) == pytest.approx(111_195.1, abs=0.1)
