"""Matrices of a day: every pair from the right provider, with its source."""

from __future__ import annotations

import math

import numpy as np
import pytest
from travel_days import day_of, site, table_of, unplaced

from routing.domain.day import Settings
from routing.domain.site import Level
from routing.domain.vehicle import AIR_PROFILE, VehicleClass
from routing.texts.catalogue import fix, text
from routing.travel.build import build_travel
from routing.travel.matrix import UNREACHABLE, Source
from routing.travel.options import TravelOptions, travel_options
from routing.travel.profiles import profile_of
from routing.travel.report import travel_assumptions, travel_findings
from routing.travel.shares import metres_by_source
from routing.travel.speed import SpeedCurve
from routing.travel.store import read_matrix, write_matrix

# One degree of a meridian on the sphere used: 6,371,008.8 m x pi / 180.
DEGREE = 6_371_008.8 * math.pi / 180


def north(site_id, metres, level=Level.VILLAGE, **fields):
    """Place a site so many metres north of the centre on its meridian."""
    return site(site_id, level, lon=110.0, lat=30.0 + metres / DEGREE, **fields)


CENTRE = north("C", 0, Level.CENTRE)


def test_estimate_is_great_circle_times_detour_at_the_speed_of_its_length():
    travel = build_travel(day_of([CENTRE, north("A", 2500)]))
    matrix = travel.of("light")
    # 2,500 m x 1.4 = 3,500 m; a leg of 3.5 km drives 21.5 km/h:
    # 3.5 / 21.5 x 3,600 s = 586.05 s.
    assert matrix.metres[0, 1] == 3500
    assert matrix.seconds[1, 0] == 586
    assert matrix.source[0, 1] == Source.ESTIMATE
    assert matrix.source[0, 0] == Source.SAME


def test_distances_alone_reach_hubs_from_the_centre_and_villages_from_hubs():
    sites = [
        *unplaced("C"),
        site("H", Level.HUB, metres_to_hub=18_000),
        site("K", Level.HUB, metres_to_hub=25_000),
        site("A", township="H", metres_to_hub=4_500),
        site("B", township="K", metres_to_hub=3_000),
    ]
    matrix = build_travel(day_of(sites)).of("light")
    # C-A: 18 + 4.5 km; H-K: 18 + 25 km; A-B: 4.5 + 18 + 25 + 3 km.
    assert matrix.metres[0].tolist() == [0, 18_000, 25_000, 22_500, 28_000]
    assert matrix.metres[1, 2] == 43_000
    assert matrix.metres[3, 4] == matrix.metres[4, 3] == 50_500
    assert (matrix.source[0, 1:] == Source.ESTIMATE).all()


def test_speed_between_knots_is_linear_and_tricycles_keep_15():
    vehicles = (("V1", "light", ""), ("V2", "tricycle", ""))
    travel = build_travel(day_of([CENTRE, north("A", 10000 / 1.4)], vehicles))
    # 10 km lies between 7.5 (28.9) and 15 (38.7): 28.9 + 2.5/7.5 x 9.8 = 32.1667
    # km/h -> 10 / 32.1667 h = 1,119.2 s; the tricycle: 10 / 15 h = 2,400 s.
    assert travel.of("light").seconds[0, 1] == 1119
    assert travel.of("tricycle").seconds[0, 1] == 2400
    assert travel.of("tricycle").metres[0, 1] == 10000


def test_longer_legs_never_take_less_time():
    curve = TravelOptions().speed_curve
    seconds = curve.seconds(np.arange(0, 60_000, 10, dtype=np.int32))
    assert (np.diff(seconds) >= 0).all()


def test_settings_choose_factor_and_curve():
    settings = Settings(extra={"detour_factor": "2", "speed_curve": "30"})
    travel = build_travel(day_of([CENTRE, north("A", 1500)], settings=settings))
    # 1,500 m x 2 = 3,000 m at 30 km/h = 360 s.
    assert travel.of("light").metres[0, 1] == 3000
    assert travel.of("light").seconds[0, 1] == 360


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("detour_factor", "0.9"),
        ("detour_factor", "nan"),
        ("detour_factor", "一点四"),
        ("speed_curve", "5:20;1:30"),
        ("speed_curve", "1:10;1.5:60"),
        ("speed_curve", "1:0"),
        ("speed_curve", "nan:10"),
        ("speed_curve", "x"),
    ],
)
def test_settings_that_make_no_sense_are_found_and_not_used(key, value):
    options, findings = travel_options(Settings(extra={key: value}))
    assert [(f.code, f.column, f.value) for f in findings] == [
        ("TRAVEL_SETTING", key, value)
    ]
    assert options == TravelOptions()


def test_curve_is_written_as_it_is_read():
    text = "1:16;3.5:21.5;7.5:28.9;15:38.7;30:40.6"
    assert str(SpeedCurve.parse(text)) == text == str(TravelOptions().speed_curve)
    assert SpeedCurve.parse("1：16；2：17").knots == ((1.0, 16.0), (2.0, 17.0))


def test_missing_pairs_of_a_table_follow_its_shortest_paths_by_direction(tmp_path):
    table = table_of(
        tmp_path,
        "from,to,km,min\nC,A,1,2\nA,B,2,3\nC,B,9,9\nB,D,1,1\nA,C,1.5,4\nC,E,3,5\n"
        "E,D,1,6\n",
    )
    matrix = build_travel(day_of(unplaced("C", "A", "B", "D", "E")), table).of("light")
    # C->B is in the table and stays 9 km although C->A->B is 3.
    assert (matrix.metres[0, 2], matrix.source[0, 2]) == (9000, Source.FILE)
    # C->D: over A, B 1 + 2 + 1 = 4 km in 2 + 3 + 1 = 6 min; over E also 4 km, but
    # in 5 + 6 = 11 min: of equal metres the faster.
    assert (matrix.metres[0, 3], matrix.seconds[0, 3]) == (4000, 360)
    assert matrix.source[0, 3] == Source.PATH
    # A->E: back to C (1.5) and on (3): 4.5 km, 4 + 5 = 9 min.
    assert (matrix.metres[1, 4], matrix.seconds[1, 4]) == (4500, 540)
    # Nothing leads away from D but the opposite direction of B->D.
    assert (matrix.metres[3, 2], matrix.source[3, 2]) == (1000, Source.ESTIMATE)
    # ... which leads no further: D->A is not known at all.
    assert matrix.metres[3, 1] == matrix.seconds[3, 1] == UNREACHABLE
    assert matrix.source[3, 1] == Source.UNKNOWN


def test_a_site_outside_the_table_is_estimated_from_coordinates(tmp_path):
    table = table_of(tmp_path, "from,to,km,min\nC,A,1,2\nA,C,1,2\n")
    sites = [CENTRE, north("A", 800), north("B", 2500)]
    matrix = build_travel(day_of(sites), table).of("light")
    assert matrix.source.tolist() == [[0, 1, 3], [1, 0, 3], [3, 3, 0]]
    assert matrix.metres[0, 2] == 3500


def test_minutes_that_are_missing_follow_the_speed_curve(tmp_path):
    table = table_of(tmp_path, "from,to,km\nC,A,3.5\n")
    vehicles = (("V1", "light", ""), ("V2", "tricycle", ""))
    travel = build_travel(day_of(unplaced("C", "A"), vehicles), table)
    assert travel.of("light").seconds[0, 1] == 586  # 3.5 / 21.5 h
    assert travel.of("tricycle").seconds[0, 1] == 840  # 3.5 / 15 h
    assert travel.of("light").source[0, 1] == Source.FILE


def test_a_row_for_all_profiles_holds_for_tricycles_as_it_stands(tmp_path):
    table = table_of(tmp_path, "from,to,km,min\nC,A,10,12\n")
    day = day_of(unplaced("C", "A"), (("V1", "tricycle", ""),))
    assert build_travel(day, table).of("tricycle").seconds[0, 1] == 720


def test_sites_without_coordinates_are_reached_by_way_of_their_hub():
    sites = [
        CENTRE,
        north("H", 2500, Level.HUB),
        site("A", township="H", metres_to_hub=1000),
        site("B", township="H", metres_to_hub=3500),
        site("X", township="H"),
    ]
    matrix = build_travel(day_of(sites)).of("light")
    # C-H 3,500 m in 586 s; A: 1 km at 16 km/h = 225 s; B: 3.5 km = 586 s.
    assert (matrix.metres[0, 2], matrix.seconds[0, 2]) == (4500, 811)
    assert (matrix.metres[1, 2], matrix.seconds[1, 2]) == (1000, 225)
    # Between two of one hub: 1,000 + 3,500 m, 225 + 586 s.
    assert (matrix.metres[2, 3], matrix.seconds[3, 2]) == (4500, 811)
    assert matrix.source[0, 2] == matrix.source[2, 3] == Source.ESTIMATE
    assert matrix.source[0, 4] == Source.UNKNOWN
    assert matrix.metres[0, 4] == UNREACHABLE
    assert (matrix.metres[4, 4], matrix.source[4, 4]) == (0, Source.SAME)


def test_a_closed_road_leaves_the_shortest_way_round(tmp_path):
    table = table_of(
        tmp_path,
        "from,to,km,min\nC,A,1,1\nA,C,1,1\nC,B,2,2\nB,C,2,2\nA,B,2.5,3\nB,A,2.5,3\n",
    )
    closed = day_of(unplaced("C", "A", "B"), closed_roads=(("C", "A"),))
    matrix = build_travel(closed, table).of("light")
    # C->A only over B: 2 + 2.5 = 4.5 km, 2 + 3 = 5 min. A->C stays open.
    assert (matrix.metres[0, 1], matrix.seconds[0, 1]) == (4500, 300)
    assert matrix.source[0, 1] == Source.PATH
    assert (matrix.metres[1, 0], matrix.source[1, 0]) == (1000, Source.FILE)


def test_a_closed_road_without_a_way_round_is_unreachable():
    closed = (("C", "A"), ("A", "C"))
    matrix = build_travel(day_of([CENTRE, north("A", 900)], closed_roads=closed)).of(
        "light"
    )
    assert matrix.metres.tolist() == [[0, UNREACHABLE], [UNREACHABLE, 0]]
    assert matrix.source[0, 1] == matrix.source[1, 0] == Source.CLOSED


def test_missing_pairs_do_not_lead_over_closed_roads(tmp_path):
    table = table_of(
        tmp_path, "from,to,km,min\nC,A,1,1\nA,B,1,1\nC,D,3,3\nD,B,3,3\nD,A,3,3\n"
    )
    day = day_of(unplaced("C", "A", "B", "D"), closed_roads=(("C", "A"),))
    matrix = build_travel(day, table).of("light")
    # C->B: over A would be 2 km, over D it is 3 + 3 = 6. C->A: 3 + 3 = 6.
    assert matrix.metres[0, 2] == 6000
    assert matrix.metres[0, 1] == 6000


def test_drones_fly_crow_distance_whatever_the_roads(tmp_path):
    table = table_of(tmp_path, "from,to,km,min\nC,A,50,90\n")
    day = day_of(
        [CENTRE, north("A", 2500), site("X")],
        (("D1", VehicleClass.DRONE, "light"),),
        closed_roads=(("C", "A"),),
    )
    travel = build_travel(day, table)
    assert list(travel.matrices) == [AIR_PROFILE]
    matrix = travel.of(AIR_PROFILE)
    # 2,500 m at 40 km/h = 225 s.
    assert (matrix.metres[0, 1], matrix.seconds[0, 1]) == (2500, 225)
    assert matrix.source[0, 1] == Source.AIR
    assert matrix.metres[0, 2] == UNREACHABLE


def test_profiles_are_those_of_the_vehicles_under_one_spelling():
    vehicles = (("V1", "light", "微面"), ("V2", "microvan", ""), ("V3", "light", "Van"))
    day = day_of([CENTRE, north("A", 900)], vehicles)
    travel = build_travel(day)
    assert list(travel.matrices) == ["microvan", "van"]
    assert [profile_of(v) for v in day.vehicles.values()] == [
        "microvan",
        "microvan",
        "van",
    ]


def test_metres_by_source_adds_up_what_is_driven(tmp_path):
    table = table_of(tmp_path, "from,to,km,min\nC,A,1,2\nA,C,1.1,2\n")
    travel = build_travel(day_of([CENTRE, north("A", 800), north("B", 2500)]), table)
    total = metres_by_source(travel, "light", [("C", "A"), ("A", "C"), ("C", "B")])
    assert total[Source.FILE] == 1000 + 1100
    assert total[Source.ESTIMATE] == 3500
    assert sum(total.values()) == 5600


def test_matrices_survive_their_file_and_equal_days_give_equal_bytes(tmp_path):
    vehicles = (("V1", "light", ""), ("D1", "drone", ""))
    sites = [CENTRE, north("村一", 800), site("X")]
    travel = build_travel(day_of(sites, vehicles))
    for name in ("a.npz", "b.npz"):
        write_matrix(travel, tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    back = read_matrix(tmp_path / "a.npz")
    assert dict(back.index) == {"C": 0, "村一": 1, "X": 2}
    assert list(back.matrices) == ["light", "air"]
    for profile, matrix in travel.matrices.items():
        for part in ("metres", "seconds", "source"):
            stored = getattr(back.of(profile), part)
            np.testing.assert_array_equal(stored, getattr(matrix, part))
            assert stored.dtype == getattr(matrix, part).dtype


def test_a_file_that_holds_no_matrices_is_refused(tmp_path):
    np.savez(tmp_path / "x.npz", a=np.zeros(3))
    with pytest.raises(ValueError, match="no travel matrices"):
        read_matrix(tmp_path / "x.npz")


def test_paths_in_a_large_partial_table_agree_with_brute_force(tmp_path):
    rng = np.random.default_rng(5)
    n = 40
    metres = rng.integers(100, 9000, (n, n))
    known = rng.random((n, n)) < 0.1
    np.fill_diagonal(known, val=False)
    rows = [
        f"S{o},S{d},{metres[o, d] / 1000},{metres[o, d] / 500}"
        for o, d in np.argwhere(known)
    ]
    table = table_of(tmp_path, "\n".join(["from,to,km,min", *rows]))
    sites = [*unplaced("C"), *unplaced(*(f"S{i}" for i in range(n)))]
    matrix = build_travel(day_of(sites), table).of("light")
    best = np.where(known, metres, 10**9)
    np.fill_diagonal(best, 0)
    for via in range(n):
        best = np.minimum(best, best[:, via, None] + best[None, via, :])
    path = matrix.source[1:, 1:] == Source.PATH
    np.testing.assert_array_equal(matrix.metres[1:, 1:][path], best[path])
    connected = (best < 10**9) & ~known & ~np.eye(n, dtype=bool)
    np.testing.assert_array_equal(path, connected)
    assert path.sum() > 1000


def test_everything_found_comes_in_one_list(tmp_path):
    table = table_of(tmp_path, "from,to,km\nC,X,1\n")
    day = day_of([CENTRE], settings=Settings(extra={"detour_factor": "9"}))
    assert [f.code for f in travel_findings(day, table)] == [
        "TRAVEL_NO_MINUTES",
        "TRAVEL_UNKNOWN_SITE",
        "TRAVEL_SETTING",
    ]
    for finding in travel_findings(day, table):
        for lang in ("zh", "en"):
            text("findings_travel", finding.code, lang, **finding.details)
            fix("findings_travel", finding.code, lang, **finding.details)
    assert ("detour_factor", "1.4", "assumed") in travel_assumptions(day)
