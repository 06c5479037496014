"""Coordinate systems of Chinese maps, turned into WGS-84.

Amap and Tencent give GCJ-02, Baidu BD-09, satellite receivers and OpenStreetMap
WGS-84. The published formulas run forwards; backwards a fixed point is iterated
three times, which leaves errors far below a metre.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Degrees = NDArray[np.float64]
    Shift = tuple[Degrees, Degrees]

AXIS_M = 6_378_245.0
"""Semi-major axis of the Krasovsky ellipsoid, metres."""
ECCENTRICITY_SQUARED = 0.00669342162296594323
BAIDU_TURN = np.pi * 3000.0 / 180.0
INVERSE_STEPS = 3
CHINA_BOX = (72.004, 137.8347, 0.8293, 55.8271)
"""West, east, south and north of the box in which GCJ-02 shifts points."""
EARTH_RADIUS_M = 6_371_008.8


class Crs(StrEnum):
    """Coordinate reference systems in use in China."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(lon: ArrayLike, lat: ArrayLike, crs: Crs) -> Shift:
    """Convert coordinates in degrees to WGS-84.

    Parameters
    ----------
    lon, lat
        Degrees, of one shape.
    crs
        The system of the arguments; outside China it makes no difference for
        GCJ-02.

    Returns
    -------
    lon, lat
        Arrays of the same shape, degrees.
    """
    x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if crs is Crs.BD09:
        x, y = bd09_to_gcj02(x, y)
    if crs in (Crs.BD09, Crs.GCJ02):
        x, y = gcj02_to_wgs84(x, y)
    return x, y


def wgs84_to_gcj02(lon: Degrees, lat: Degrees) -> Shift:
    """Shift WGS-84 to GCJ-02; points outside China stay."""
    west, east, south, north = CHINA_BOX
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    d_lon, d_lat = _gcj02_shift(lon, lat)
    return np.where(inside, lon + d_lon, lon), np.where(inside, lat + d_lat, lat)


def gcj02_to_wgs84(lon: Degrees, lat: Degrees) -> Shift:
    """Invert :func:`wgs84_to_gcj02` by fixed-point steps."""
    x, y = lon, lat
    for _ in range(INVERSE_STEPS):
        there_x, there_y = wgs84_to_gcj02(x, y)
        x, y = x + (lon - there_x), y + (lat - there_y)
    return x, y


def gcj02_to_bd09(lon: Degrees, lat: Degrees) -> Shift:
    """Shift GCJ-02 to BD-09."""
    radius = np.sqrt(lon**2 + lat**2) + 2e-5 * np.sin(lat * BAIDU_TURN)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * BAIDU_TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(lon: Degrees, lat: Degrees) -> Shift:
    """Invert :func:`gcj02_to_bd09` by fixed-point steps."""
    x, y = lon - 0.0065, lat - 0.006
    for _ in range(INVERSE_STEPS):
        there_x, there_y = gcj02_to_bd09(x, y)
        x, y = x + (lon - there_x), y + (lat - there_y)
    return x, y


def crow_metres(
    lon_a: ArrayLike, lat_a: ArrayLike, lon_b: ArrayLike, lat_b: ArrayLike
) -> Degrees:
    """Return great-circle distances in metres between points in degrees."""
    x1, y1, x2, y2 = (np.radians(v) for v in (lon_a, lat_a, lon_b, lat_b))
    half = np.sin((y2 - y1) / 2) ** 2 + (
        np.cos(y1) * np.cos(y2) * np.sin((x2 - x1) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half)))


def _gcj02_shift(lon: Degrees, lat: Degrees) -> Shift:
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    waves = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north = (
        north
        + (
            waves
            + 20.0 * np.sin(y * np.pi)
            + 40.0 * np.sin(y / 3 * np.pi)
            + 160.0 * np.sin(y / 12 * np.pi)
            + 320.0 * np.sin(y * np.pi / 30)
        )
        * 2.0
        / 3.0
    )
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east = (
        east
        + (
            waves
            + 20.0 * np.sin(x * np.pi)
            + 40.0 * np.sin(x / 3 * np.pi)
            + 150.0 * np.sin(x / 12 * np.pi)
            + 300.0 * np.sin(x / 30 * np.pi)
        )
        * 2.0
        / 3.0
    )
    radians = lat / 180.0 * np.pi
    magic = 1.0 - ECCENTRICITY_SQUARED * np.sin(radians) ** 2
    metres_north = AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / (magic * np.sqrt(magic))
    metres_east = AXIS_M / np.sqrt(magic) * np.cos(radians)
    return east * 180.0 / (metres_east * np.pi), north * 180.0 / (metres_north * np.pi)
