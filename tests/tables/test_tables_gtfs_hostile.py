"""Whatever stands in the cells of a feed: findings, never a crash."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

from gtfs_feeds import FEED, build_with, write_zip
from hypothesis import example, given, settings
from hypothesis import strategies as st

from routing.tables.render import render

MONDAY = dt.date(2026, 3, 9)
FILES = FEED | {
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\n"
    "T3,09:00:00,11:00:00,1800,1\n"
}
CELLS = [
    (name, row, column)
    for name, text in FILES.items()
    for row, cells in enumerate(csv.reader(io.StringIO(text)))
    for column in range(len(cells))
]
"""Every cell, those of the headers among them."""
WEIRD = (
    "", "*", "0", "1", "2", "-1", "0.5", "1e9", "NaN", "inf", "T1", "T2", "R1", "R2",
    "P0", "P1", "C", "V1", "A", "ALL", "WORK", "08:00:00", "8:00", "24:00:00",
    "47:59:59", "99:99:99", "20260309", "20260308", "00000000", "新民村", "县中心",
    "stop_id", "trip_id", "\u3000", '"',
)  # fmt: skip


def with_cells(changes):
    """Return the files of the feed with some cells changed."""
    files = {}
    for name, text in FILES.items():
        rows = list(csv.reader(io.StringIO(text)))
        for (file, row, column), word in changes.items():
            if file == name:
                rows[row][column] = word
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(rows)
        files[name] = stream.getvalue()
    return files


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(CELLS), st.sampled_from(WEIRD), max_size=4))
@example({})
def test_nothing_in_a_feed_breaks_the_day(changes):
    with tempfile.TemporaryDirectory() as folder:
        path = write_zip(Path(folder) / "bus.zip", with_cells(changes))
        day, found, _ = build_with(path, MONDAY)
    for finding in found:
        assert render(finding)
        assert render(finding, "en")
    assert day is not None or any(f.grade == "fatal" for f in found)
    if not changes:
        assert [key for key in day.trips if key.startswith("T3")] == [
            "T3-0900",
            "T3-0930",
            "T3-1000",
            "T3-1030",
        ]
