"""Canonical tables of services: read again they are the same day, without people."""

from dataclasses import replace

from raw_tables import raw_table, tables
from service_tables import BASE, MONDAY, STOPS, build, codes

from routing.domain.site import Contact
from routing.tables.build import build_day
from routing.tables.read import read_tables
from routing.tables.write import write_canonical

TABLES = BASE | tables(
    raw_table(
        "lines",
        "line_id name operator kind price_basis price price_min guarantee_yuan "
        "contact phone",
        ("L1", "城东线", "ky", None, "每袋", 4, 3.5, 2600, "孙经理", "13812345678"),
        ("L2", "共富一号", "ky", "共富班车", "每班", 30, None, None, None, None),
    ),
    raw_table(
        "stop_times",
        "line_id seq site offset_min arrive_min dist load_ok unload_ok attended "
        "max_dwell_min handover_sites walk_min",
        *(
            (line, seq, site, leaves, arrives, dist, "是", "是", "是", 4, near, 1.5)
            for line in ("L1", "L2")
            for seq, site, leaves, arrives, dist, near in (
                (1, "C", 0, None, 0, None),
                (2, "S", None, None, 4, "V1、V2"),
                (3, "H", 20.5, 18.25, 10, None),
                (4, "V1", 35, None, 14, None),
            )
        ),
    ),
    raw_table(
        "trips",
        "trip_id line_id departures days cap_bags cap_kg cap_m3 max_piece_kg "
        "cutoff_min passengers no_freight market_day_cap exact plate crew phone "
        "confirmed",
        (None, "城东线", "07:30、25:10", "工作日", 12, 300.5, 1.25, 25, 20, 9.5,
         "07:00-07:10@周一,周五;12:00-13:00", 4, None, "鲁F1", "李师傅",
         "13812345678", "否"),
        ("夜班", "L2", "23:50", "周日", None, 80, None, None, None, None, None, None,
         "否", None, None, None, None),
    ),
    raw_table(
        "handovers",
        "offer_id carrier for_partners from_site township cutoff_time delivered_by "
        "cap_kg last_resort basis price",
        ("兜底", "邮政", "*", "C", "东江镇", "16:00", "次日18:00", 50, "是", "每件",
         1.8),
        (None, "yz", "中通、圆通", "H", "西河乡", "09:00", "18:00", None, None, "每袋",
         3),
    ),
    raw_table(
        "tariffs",
        "stage payer payee basis price tier_from tier_to tax township valid_from",
        ("中转", "中通", "yz", "每公斤", 0.25, 0, 100, "6%", "东江镇", "2026-01-01"),
        ("村站代办", "圆通", "村站", "每件", 0.3, None, None, None, None, None),
    ),
    raw_table(
        "overrides",
        "kind object parameter reason by",
        ("减载", "L1-0730", "5袋", "旅客多", "调度"),
        ("取消", "L1-2510", None, "检修", "调度"),
    ),
)  # fmt: skip


def test_round_trip(tmp_path):
    before = build(*TABLES.values())
    assert codes(before) == []
    day = before.day
    assert list(day.lines) == ["L1", "L2"]
    assert list(day.trips) == ["L1-0730", "夜班-D1"]
    assert [out.trip.trip_id for out in day.trips_out] == ["L1-2510"]
    assert list(day.offers) == ["兜底", "H02"]
    assert len(day.tariffs) == 2
    paths = write_canonical(TABLES, tmp_path)
    text = "".join(path.read_text("utf-8-sig") for path in paths)
    for person in ("孙经理", "李师傅", "13812345678"):
        assert person not in text
    again = build_day(read_tables([tmp_path]).tables, date=MONDAY, travel_given=True)
    assert codes(again) == []
    # People stay where they are printed from.
    assert day.lines["L1"].contact == Contact(name="孙经理", phone="13812345678")
    assert again.day.lines == {
        key: replace(line, contact=Contact()) for key, line in day.lines.items()
    }
    for part in ("offers", "tariffs", "services", "assumptions"):
        assert getattr(again.day, part) == getattr(day, part), part
    assert again.day.trips.keys() == day.trips.keys()
    for key, trip in day.trips.items():
        written = again.day.trips[key]
        assert written.stops == trip.stops
        assert (written.cap_bags, written.cap_g) == (trip.cap_bags, trip.cap_g)
        assert written.no_freight == trip.no_freight
        assert (written.plate, written.exact) == (trip.plate, trip.exact)
        assert written.changes == trip.changes
        assert not written.contact.name


def test_tables_of_lines_keep_their_rows(tmp_path):
    write_canonical({"stop_times": STOPS}, tmp_path)
    rows = (tmp_path / "stop_times.csv").read_text("utf-8-sig").splitlines()
    assert rows[:2] == [
        "line_id,seq,site,offset_min,load_ok,unload_ok",
        "L1,1,C,0,是,否",
    ]
