"""Lines, feeds and handovers with one thing wrong, as ``validate`` tells of them."""

import json
import zipfile

import pytest
from click.testing import CliRunner
from features.bus_day import DAY, write_bus_day

import cli

FEED = {
    "agency.txt": "agency_id,agency_name\nA,东江客运\n",
    "routes.txt": "route_id,agency_id,route_short_name\nR1,A,1路\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nP0,甲,37,120\nP1,乙,37,120.1\n",
    "trips.txt": "route_id,service_id,trip_id\nR1,S,T1\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "T1,08:00:00,08:00:00,P0,1\nT1,08:20:00,08:20:00,P1,2\n",
    "calendar_dates.txt": "service_id,date,exception_type\nS,20260309,1\n",
}
FREIGHT = "线路编号,载货袋数,计费方式,单价\nR1,9,每袋,4\n"


def validate(folder, *changes, feed=None):
    """Write the day with texts replaced (table, old, new) and validate it."""
    day = dict(DAY)
    for table, old, new in changes:
        assert old in day[table]
        day[table] = day[table].replace(old, new)
    write_bus_day(folder, day)
    if feed is not None:
        (folder / "公交带货.csv").write_text(FREIGHT, "utf-8")
        with zipfile.ZipFile(folder / "gtfs.zip", "w") as archive:
            for name, text in feed.items():
                archive.writestr(name, text)
    done = CliRunner().invoke(cli.gongpei, ["validate", str(folder), "--json"])
    return done.exit_code, json.loads(done.stdout)


def test_the_day_itself_is_sound(tmp_path):
    code, found = validate(tmp_path)
    assert (code, found["errors"], found["warnings"]) == (0, [], [])


def test_the_feed_itself_is_sound(tmp_path):
    code, found = validate(tmp_path, feed=FEED)
    assert (code, found["errors"]) == (0, [])
    # P0 stands at the centre and P1 at the hub.
    assert [w["code"] for w in found["warnings"]] == ["GTFS_STOPS_JOINED"]


@pytest.mark.parametrize(
    ("change", "place", "way_out"),
    [
        (("途经站时刻", "L1,3,V,35", "L1,3,V,15"),
         ("途经站时刻.csv", 4, "距首站分钟", "15", "OFFSET_BACKWARDS"), "核对站序"),
        (("途经站时刻", "L1,2,H", "L1,2,月亮湾"),
         ("途经站时刻.csv", 3, "站点", "月亮湾", "UNKNOWN_SITE"), "站点表"),
        (("班线", "东江客运", "西江客运"),
         ("班线.csv", 2, "运营单位", "西江客运", "UNKNOWN_PARTNER"), "合作单位表"),
        (("班次", ",9", ","),
         ("班次.csv", 2, "载货袋数", "", "CAPACITY_MISSING"), "至少一项"),
        (("班次", "08:00", "08:00;08:00"),
         ("班次.csv", 2, "发车时间", "08:00;08:00", "DUPLICATE_TRIP"), "班次编号"),
        (("合作协议", "中通,邮政", "中通,zt"),
         ("合作协议.csv", 2, "合作对象", "zt", "WITH_ITSELF"), "另一个合作单位"),
        (("代投", "次日18:00", "12:00"),
         ("代投.csv", 2, "送达时间", "12:00", "DELIVERED_TOO_EARLY"), "次日18:00"),
    ],
)  # fmt: skip
def test_a_row_is_set_aside_where_it_stands(tmp_path, change, place, way_out):
    code, found = validate(tmp_path, change)
    first = found["errors"][0]
    keys = ("file", "row", "column", "value", "code")
    assert tuple(first[key] for key in keys) == place
    assert way_out in first["fix"]
    assert code == 1


def test_a_feed_without_calendar_is_fatal(tmp_path):
    feed = {name: text for name, text in FEED.items() if "calendar" not in name}
    code, found = validate(tmp_path, feed=feed)
    [error] = found["errors"]
    assert (error["file"], error["sheet"]) == ("gtfs.zip", "calendar.txt")
    assert error["code"] == "GTFS_NO_CALENDAR"
    assert "补上其中一个" in error["fix"]
    assert code == 2


def test_a_trip_of_a_feed_that_falls_back_names_its_row(tmp_path):
    late = FEED["stop_times.txt"].replace("08:20:00", "07:20:00")
    code, found = validate(tmp_path, feed=FEED | {"stop_times.txt": late})
    [error] = found["errors"]
    assert (error["file"], error["sheet"], error["row"], error["column"]) == (
        "gtfs.zip",
        "stop_times.txt",
        3,
        "arrival_time",
    )
    assert "T1" in error["message"]
    assert code == 1
