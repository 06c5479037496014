"""Where sites stand: by coordinates, or by a sketch from road distances."""

from __future__ import annotations

import dataclasses
from math import hypot

import numpy as np
import pytest
from report_day import make_day, make_sites, make_travel

from routing.report.position import site_positions
from routing.travel.matrix import UNREACHABLE, Source, Travel, TravelMatrix


def bare_day():
    bare = {
        name: dataclasses.replace(site, lon=None, lat=None)
        for name, site in make_sites().items()
    }
    return make_day(sites=bare)


def travel_of(places: dict[str, tuple[float, float]]) -> Travel:
    """Return a matrix of straight lines between given places."""
    names = list(places)
    metres = np.array(
        [
            [round(hypot(x - u, y - v)) for u, v in places.values()]
            for x, y in places.values()
        ],
        np.int32,
    )
    matrix = TravelMatrix(
        profile="microvan",
        metres=metres,
        seconds=metres,
        source=np.full(metres.shape, Source.FILE, np.uint8),
    )
    index = {name: number for number, name in enumerate(names)}
    return Travel(index=index, matrices={"microvan": matrix})


PLACES = {
    "C": (0.0, 0.0),
    "H1": (3_000.0, 4_000.0),
    "H2": (-6_000.0, 2_000.0),
    "V1": (5_000.0, 5_000.0),
    "V2": (8_000.0, -1_000.0),
    "V3": (-7_000.0, 6_000.0),
    "V4": (-2_000.0, -9_000.0),
}


def test_coordinates_that_are_all_estimates_make_a_sketch():
    guessed = {
        name: dataclasses.replace(site, position_estimated=True)
        for name, site in make_sites().items()
    }
    known, sketch = (
        site_positions(make_day(**changes), make_travel())
        for changes in ({}, {"sites": guessed})
    )
    assert sketch.schematic
    assert sketch.metres == known.metres
    # One that is measured is enough for a map.
    guessed["V1"] = make_sites()["V1"]
    assert not site_positions(make_day(sites=guessed), make_travel()).schematic


def test_coordinates_become_metres():
    positions = site_positions(make_day(), make_travel())

    assert not positions.schematic
    assert positions.missing == ("V4",)
    (east, north), (to_east, to_north) = (
        positions.metres["C"],
        positions.metres["V1"],
    )
    # 0.08 degrees of longitude near latitude 30.06 and 0.02 of latitude.
    assert to_east - east == pytest.approx(0.08 * 111_320 * 0.8655, abs=2)
    assert to_north - north == pytest.approx(0.02 * 111_320, abs=1)


def test_a_sketch_keeps_the_distances_of_a_flat_county():
    positions = site_positions(bare_day(), travel_of(PLACES))

    assert positions.schematic
    assert positions.missing == ()
    for first, (x, y) in PLACES.items():
        for second, (u, v) in PLACES.items():
            (a, b), (c, d) = positions.metres[first], positions.metres[second]
            # Straight lines can be kept exactly; the metres are rounded.
            assert hypot(a - c, b - d) == pytest.approx(hypot(x - u, y - v), abs=5)


def test_a_sketch_is_the_same_every_time():
    day, travel = bare_day(), make_travel()

    assert site_positions(day, travel) == site_positions(day, travel)


def test_an_unreachable_site_stays_on_the_sheet():
    travel = travel_of(PLACES)
    metres = travel.of("microvan").metres.copy()
    metres[6, :6] = metres[:6, 6] = UNREACHABLE
    matrix = dataclasses.replace(travel.of("microvan"), metres=metres)
    cut = dataclasses.replace(travel, matrices={"microvan": matrix})

    positions = site_positions(bare_day(), cut)

    assert max(abs(v) for at in positions.metres.values() for v in at) < 30_000


def test_nothing_known_draws_nothing():
    positions = site_positions(bare_day(), Travel(index={}, matrices={}))

    assert positions.metres == {}
    assert positions.missing == tuple(make_sites())
