"""A made feed of two routes beside a small county, and helpers to change it."""

import zipfile
from pathlib import Path

from raw_tables import raw_table, tables

from routing.tables.build import build_day
from routing.tables.gtfs.merge import add_feeds
from routing.tables.schema import Findings

DATA = Path(__file__).parent / "data" / "gtfs"

FEED = {
    "agency.txt": (
        "agency_id,agency_name,agency_url,agency_timezone\n"
        "A,东江客运,http://example.org,Asia/Shanghai\n"
        "B,西江公交,http://example.org,Asia/Shanghai\n"
    ),
    "routes.txt": (
        "route_id,agency_id,route_short_name,route_long_name,route_type,farbe\n"
        "R1,A,1路,县城-东江,3,red\n"
        "R2,B,2路,,3,blue\n"
    ),
    "stops.txt": (
        "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
        "P0,县客运站,37.0,120.0,0\n"
        "P1,东江路口,37.0,120.1,0\n"
        "P2,新民村,37.001,120.2,0\n"
        "P3,和平桥,37.0,120.3,0\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
        "start_date,end_date\n"
        "WORK,1,1,1,1,1,0,0,20260101,20261231\n"
        "ALL,1,1,1,1,1,1,1,20260101,20261231\n"
    ),
    "calendar_dates.txt": (
        "service_id,date,exception_type\nWORK,20260501,2\nWORK,20260502,1\n"
    ),
    "trips.txt": (
        "route_id,service_id,trip_id,trip_headsign\n"
        "R1,WORK,T1,东江\nR1,ALL,T2,东江\nR2,ALL,T3,\n"
    ),
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,"
        "drop_off_type,shape_dist_traveled\n"
        "T1,07:30:00,07:30:00,P0,10,0,1,0\n"
        "T1,,,P1,20,0,0,2.5\n"
        "T1,08:10:00,08:12:30,P2,30,0,0,10\n"
        "T1,08:30:00,08:30:00,P3,40,1,0,15\n"
        "T2,23:30:00,23:30:00,P0,10,0,1,0\n"
        "T2,,,P1,20,0,0,2.5\n"
        "T2,24:10:00,24:12:30,P2,30,0,0,10\n"
        "T2,24:30:00,24:30:00,P3,40,1,0,15\n"
        "T3,9:00:00,9:00:00,P3,1,,,\n"
        "T3,9:40:00,9:40:00,P0,2,,,\n"
    ),
}
"""T1 and T2 run the same minutes: one line. T2 runs past midnight."""

SITES = raw_table(
    "sites",
    "site_id name level township lon lat",
    ("C", "县中心", "centre", None, 120.0005, 37.0),
    ("H", "东江站", "hub", "东江镇", 120.1025, 37.0),
    ("V1", "新民村", "village", "东江镇", 120.2, 37.0),
    ("V2", "和平村", "village", "东江镇", 120.5, 37.0),
)
BASE = tables(
    SITES,
    raw_table("settings", "key value", ("坐标来源", "GPS"), ("装袋", "合并装袋")),
    raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("ky", "东江客运", "客运"),
    ),
    raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
    raw_table("demand", "site partner items", ("V1", "zt", 5)),
)
FREIGHT = raw_table(
    "gtfs_freight",
    "route_id cap_bags cap_kg price_basis price cutoff_min",
    ("R1", 10, None, "每袋", 4, 20),
    ("R2", None, 80, "每件", 0.5, None),
)


def feed_files(**changed):
    """Return the files of the feed, some of them changed, or gone for None.

    Keys are names without ending: ``stop_times=[("old", "new"), ...]`` replaces
    texts, a string stands for the whole file.
    """
    files = dict(FEED)
    for name, change in changed.items():
        key = f"{name}.txt"
        if change is None:
            files.pop(key)
        elif isinstance(change, str):
            files[key] = change
        else:
            for old, new in change:
                assert old in files[key], old
                files[key] = files[key].replace(old, new)
    return files


def write_zip(path, files, *, folder="", encoding="utf-8"):
    """Write a feed as a zip; ``folder`` is a folder inside it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{folder}{name}", text.encode(encoding))
    return path


def write_folder(path, files):
    """Write a feed as a folder."""
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text, "utf-8")
    return path


def build_with(feed, date, *made, base=BASE):
    """Return the day of the county with a feed, and what was found."""
    found = Findings()
    day_tables = add_feeds(base | tables(FREIGHT, *made), [feed], date, found)
    read = build_day(day_tables, date=date)
    fatal = any(f.grade == "fatal" for f in found.all)
    return (None if fatal else read.day), [*found.all, *read.findings], day_tables


def located(findings):
    """Return what was found: table of the feed or sheet, row, column, code."""
    return [(f.sheet or f.file, f.row, f.column, f.code) for f in findings]
