"""Readers of road instances: what stands where, and what is refused by place."""

import pytest

from benchmarks.families.finding import InstanceError
from benchmarks.families.road.from_vrplib import road_instance
from benchmarks.families.road.rounding import (
    DIMACS,
    DOUBLE,
    EXACT_1000,
    ROUND,
    TENTHS,
)
from benchmarks.families.road.text_files import (
    is_li_lim,
    is_solomon,
    read_li_lim,
    read_solomon,
)

# Two depots, three clients: (0,0), (1,1); (3,4), (0,2), (1,2).
ALL = """NAME : all
TYPE : ANY
EDGE_WEIGHT_TYPE : EUC_2D
DIMENSION : 5
VEHICLES : 4
CAPACITY : 9
VEHICLES_MAX_DURATION : 50.5
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
4 0 2
5 1 2
DEMAND_SECTION
1 0
2 0
3 4
4 0
5 5
TIME_WINDOW_SECTION
1 0 100
2 5 90
3 10 20.15
4 0 100
5 0 100
SERVICE_TIME_SECTION
1 0
2 0
3 7
4 8
5 9
RELEASE_TIME_SECTION
1 0
2 0
3 2
4 0
5 0
VEHICLES_DEPOT_SECTION
1 1
2 1
3 2
4 2
VEHICLES_RELOAD_DEPOT_SECTION
1 1
2 1
3
4
VEHICLES_ALLOWED_CLIENTS_SECTION
1 3 4
2 3 4
3 3 4 5
4 3 4 5
VEHICLES_FIXED_COST_SECTION
1 6
2 6
3 6
4 6.5
VEHICLES_UNIT_DISTANCE_COST_SECTION
1 2
2 2
3 3
4 3
VEHICLES_MAX_DISTANCE_SECTION
1 30
2 30
3 30
4 30
DEPOT_SECTION
1
2
-1
EOF
"""
LEAST = """NAME:	least
DIMENSION:	3
CAPACITY:	9
NODE_COORD_SECTION
1	0	0
2	1	1
3	3	4
DEMAND_SECTION
1	0
2	1
3	2
"""
SOLOMON = """T101

VEHICLE
NUMBER     CAPACITY
  3         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       240          0
    1      3         4         10        161       171         10
    2      1         1          7         50        60.5       10
"""
LI_LIM = """2\t200\t1
0\t0\t0\t0\t0\t240\t0\t0\t0
1\t3\t4\t10\t161\t171\t10\t0\t2
2\t1\t1\t-10\t50\t60\t10\t1\t0
"""


def written(tmp_path, text):
    path = tmp_path / "tiny.vrp"
    path.write_text(text, "utf-8")
    return path


def test_every_section_is_read(tmp_path):
    read = road_instance(written(tmp_path, ALL), EXACT_1000)
    assert read.name == "tiny"
    assert read.depots == ((0, 100_000), (5_000, 90_000))
    assert read.nodes == range(2, 5)
    first, second, third = read.clients
    assert (first.early, first.late, first.service) == (10_000, 20_150, 7_000)
    assert [client.demand for client in read.clients] == [4, 0, 5]
    assert [client.release for client in read.clients] == [2_000, 0, 0]
    assert (second.service, third.service) == (8_000, 9_000)
    # Vehicles 3 and 4 differ in their fixed price alone.
    assert [kind.number for kind in read.types] == [2, 1, 1]
    one, two, three = read.types
    assert (one.depot, one.allowed, one.most_tours) == (0, {2, 3}, None)
    assert (two.depot, two.allowed, two.most_tours) == (1, {2, 3, 4}, 1)
    assert (one.per_distance, two.per_distance) == (2, 3)
    assert (one.fixed, three.fixed) == (6_000, 6_500)
    assert (one.capacity, one.max_duration, one.max_distance) == (9, 50_500, 30_000)


def test_most_reloads_bound_the_tours(tmp_path):
    text = ALL.replace("NODE_COORD", "VEHICLES_MAX_RELOADS : 2\nNODE_COORD")
    read = road_instance(written(tmp_path, text), DIMACS)
    assert [kind.most_tours for kind in read.types] == [3, 1, 1]


@pytest.mark.parametrize(
    ("rounding", "leg", "scale"),
    # From (1,1) to (3,4): the root of 13, 3.60555.
    [(ROUND, 4, 1), (DIMACS, 36, 10), (TENTHS, 36, 1), (EXACT_1000, 3606, 1)],
)
def test_legs_are_rounded_as_the_family_does(tmp_path, rounding, leg, scale):
    read = road_instance(written(tmp_path, LEAST), rounding)
    assert read.distances[1, 2] == leg
    assert read.cost_scale == scale
    assert read.whole


def test_double_precision_is_not_rounded(tmp_path):
    read = road_instance(written(tmp_path, LEAST), DOUBLE)
    assert read.distances[1, 2] == pytest.approx(13**0.5, abs=1e-12)
    assert not read.whole


def test_without_windows_and_limits_nothing_takes_time(tmp_path):
    read = road_instance(written(tmp_path, LEAST), ROUND)
    assert not read.durations.any()
    [kind] = read.types
    assert (kind.number, kind.capacity, kind.most_tours) == (None, 9, 1)
    limited = LEAST.replace("NODE", "VEHICLES_MAX_DURATION: 8\nSERVICE_TIME: 2\nNODE")
    read = road_instance(written(tmp_path, limited), ROUND)
    assert read.durations[1, 2] == 4
    assert [client.service for client in read.clients] == [2, 2]
    assert read.types[0].max_duration == 8


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "section"),
    [
        ("DIMENSION : 5", "COMMENT : x", "INSTANCE_SECTION", 0, "DIMENSION"),
        ("CAPACITY : 9", "COMMENT : x", "INSTANCE_SECTION", 0, "CAPACITY"),
        ("VEHICLES : 4", "COMMENT : x", "INSTANCE_SECTION", 0, "VEHICLES"),
        ("DEMAND_S", "PRIZE_S", "INSTANCE_UNKNOWN_SECTION", 14, ""),
        ("TYPE : ANY", "TASTE : ANY", "INSTANCE_UNKNOWN_SECTION", 2, ""),
        ("TYPE : ANY", "1 2 3", "INSTANCE_LINE", 2, ""),
        ("4 0 2\n5", "5", "INSTANCE_COUNT", 12, "NODE_COORD_SECTION"),
        ("3 3 4\n4", "4 3 4\n4", "INSTANCE_ORDER", 11, "NODE_COORD_SECTION"),
        ("1\n2\n-1", "2\n3\n-1", "INSTANCE_ORDER", 69, "DEPOT_SECTION"),
        ("3 3 4\n4", "3 3 x\n4", "INSTANCE_NUMBER", 11, "NODE_COORD_SECTION"),
        ("3 3 4\n4", "3 3 inf\n4", "INSTANCE_NUMBER", 11, "NODE_COORD_SECTION"),
        ("3 4\n4 0\n", "3 4.5\n4 0\n", "INSTANCE_WHOLE", 17, "DEMAND_SECTION"),
        ("3 3 4\n4", "3 3\n4", "INSTANCE_SHORT_ROW", 11, "NODE_COORD_SECTION"),
        ("10 20.15", "30 20.15", "INSTANCE_WINDOW", 23, "TIME_WINDOW_SECTION"),
        ("2 1\n3 2\n4 2", "2 1\n3 3\n4 2", "INSTANCE_NODE", 41, "VEHICLES_DEPOT_"),
        ("2 3 4\n3 3 4 5", "2 2\n3 3 4 5", "INSTANCE_NODE", 50, "VEHICLES_ALLOW"),
        ("2 1\n3\n", "2 2\n3\n", "INSTANCE_RELOAD", 45, "VEHICLES_RELOAD_DEPOT_S"),
        ("EUC_2D", "EXPLICIT", "INSTANCE_WEIGHTS", 3, ""),
    ],
)
def test_damaged_files_are_refused_with_the_place(
    tmp_path, old, new, code, line, section
):
    assert ALL.count(old) == 1
    with pytest.raises(InstanceError) as caught:
        road_instance(written(tmp_path, ALL.replace(old, new)), DIMACS)
    finding = caught.value.finding
    assert (finding.code, finding.row) == (code, line)
    assert finding.column.startswith(section)
    assert finding.file == "tiny.vrp"


def test_solomon_text_is_read(tmp_path):
    path = written(tmp_path, SOLOMON)
    assert is_solomon(path)
    assert not is_li_lim(path)
    read = read_solomon(path)
    [kind] = read.types
    assert (kind.number, kind.capacity, read.depots) == (3, 200, ((0, 240),))
    assert read.fewest_first
    assert read.pairs == ()
    assert read.distances[0, 1] == 5
    assert (read.clients[1].demand, read.clients[1].late) == (7, 60.5)


def test_li_lim_text_is_read_with_its_pairs(tmp_path):
    path = written(tmp_path, LI_LIM)
    assert is_li_lim(path)
    assert not is_solomon(path)
    read = read_li_lim(path)
    assert read.pairs == ((1, 2),)
    assert [client.demand for client in read.clients] == [10, -10]
    assert (read.types[0].number, read.fewest_first) == (2, True)


@pytest.mark.parametrize(
    ("text", "old", "new", "code", "line"),
    [
        (SOLOMON, "    2      1", "    3      1", "INSTANCE_ORDER", 12),
        (SOLOMON, "161       171", "181       171", "INSTANCE_WINDOW", 11),
        (SOLOMON, "161       171", "x       171", "INSTANCE_NUMBER", 11),
        (SOLOMON, "161       171", "161", "INSTANCE_SHORT_ROW", 11),
        (SOLOMON, "  3         200", "  3", "INSTANCE_SHORT_ROW", 5),
        (SOLOMON, SOLOMON[SOLOMON.index("    0 ") :], "", "INSTANCE_SECTION", 0),
        (LI_LIM, "2\t200\t1\n", "2\t200\n", "INSTANCE_SHORT_ROW", 1),
        (LI_LIM, "10\t0\t2", "10\t0\t3", "INSTANCE_PAIR", 3),
        (LI_LIM, "10\t0\t2", "10\t2\t2", "INSTANCE_PAIR", 3),
        (LI_LIM, "10\t1\t0", "10\t0\t1", "INSTANCE_PAIR", 3),
        (LI_LIM, "\t-10\t", "\t-9\t", "INSTANCE_PAIR", 3),
    ],
)
def test_damaged_texts_are_refused_with_the_place(tmp_path, text, old, new, code, line):
    assert text.count(old) == 1
    reader = read_solomon if text is SOLOMON else read_li_lim
    with pytest.raises(InstanceError) as caught:
        reader(written(tmp_path, text.replace(old, new)))
    assert (caught.value.finding.code, caught.value.finding.row) == (code, line)
