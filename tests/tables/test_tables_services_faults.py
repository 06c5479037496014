"""What is wrong with services and agreements: a located error with its way out."""

import pytest
from raw_tables import raw_table, tables
from service_tables import BASE, LINE, MONDAY, STOPS, build, codes, with_trips

from routing.tables.build import build_day
from routing.tables.finding import Grade
from routing.tables.render import render

STOP = "line_id seq site offset_min load_ok unload_ok"
TRIPS = raw_table("trips", "line_id departures cap_bags", ("L1", "08:00", 9))
HANDOVER = (
    "carrier for_partners from_site to_sites cutoff_time delivered_by basis price"
)


def lines(*rows):
    return raw_table("lines", "line_id name operator price_basis price", *rows)


def trips(columns, *cells):
    return raw_table("trips", f"line_id departures {columns}", ("L1", "08:00", *cells))


def handover(*cells):
    return raw_table("handovers", HANDOVER, cells)


CASES = {
    "times fall backwards": (
        [LINE, TRIPS, raw_table("stop_times", STOP,
            ("L1", 1, "C", 0, "是", "是"), ("L1", 2, "H", 20, "是", "是"),
            ("L1", 3, "V1", 15, "是", "是"), ("L1", 4, "V2", 40, "是", "是"))],
        "stop_times", 4, "offset_min", "OFFSET_BACKWARDS", "15", "核对站序和分钟"),
    "it leaves before it arrives": (
        [LINE, TRIPS, raw_table("stop_times", STOP + " arrive_min",
            ("L1", 1, "C", 0, "是", "是", None), ("L1", 2, "H", 20, "是", "是", 21),
            ("L1", 3, "V1", 40, "是", "是", None))],
        "stop_times", 3, "offset_min", "OFFSET_BACKWARDS", "20", "核对站序和分钟"),
    "it arrives before the stop before": (
        [LINE, TRIPS, raw_table("stop_times", STOP + " arrive_min",
            ("L1", 1, "C", 0, "是", "是", None), ("L1", 2, "H", 20, "是", "是", None),
            ("L1", 3, "V1", 40, "是", "是", 19))],
        "stop_times", 4, "arrive_min", "OFFSET_BACKWARDS", "19", "核对站序和分钟"),
    "a stop unknown to the sites": (
        [LINE, TRIPS, raw_table("stop_times", STOP,
            ("L1", 1, "C", 0, "是", "是"), ("L1", 2, "新明村", 20, "是", "是"),
            ("L1", 3, "V1", 30, "是", "是"))],
        "stop_times", 3, "site", "UNKNOWN_SITE", "新明村", "站点表"),
    "a line nobody operates": (
        [lines(("L1", "城东线", "西江客运", "每袋", 4)), STOPS, TRIPS],
        "lines", 2, "operator", "UNKNOWN_PARTNER", "西江客运", "合作单位表"),
    "a line without operator": (
        [lines(("L1", "城东线", None, "每袋", 4)), STOPS, TRIPS],
        "lines", 2, "operator", "CELL_MISSING", "", "补上"),
    "price limits backwards": (
        [raw_table("lines", "line_id operator price_basis price price_min price_max",
            ("L1", "ky", "每袋", 4, 5, 3)), STOPS, TRIPS],
        "lines", 2, "price_max", "LIMITS_BACKWARDS", "3", "对调"),
    "an unknown price basis": (
        [lines(("L1", "城东线", "ky", "看着给", 4)), STOPS, TRIPS],
        "lines", 2, "price_basis", "BAD_CHOICE", "看着给", "每件"),
    "a capacity missing": (
        [LINE, STOPS, trips("days", "每日")],
        "trips", 2, "cap_bags", "CAPACITY_MISSING", "", "至少一项"),
    "a negative cut-off": (
        [LINE, STOPS, trips("cap_bags cutoff_min", 9, -5)],
        "trips", 2, "cutoff_min", "NEGATIVE", "-5", "0"),
    "a line without stop times": (
        [LINE, TRIPS],
        "trips", 2, "line_id", "LINE_WITHOUT_STOPS", "L1", "途经站时刻表"),
    "a line with one timed stop": (
        [LINE, TRIPS, raw_table("stop_times", STOP, ("L1", 1, "C", 0, "是", "是"))],
        "trips", 2, "line_id", "LINE_WITHOUT_STOPS", "L1", "至少两站"),
    "a trip every other day": (
        [LINE, STOPS, trips("days cap_bags", "隔日", 9)],
        "trips", 2, "days", "TRIP_DAYS_OPEN", "隔日", "周一三五"),
    "an agreement with oneself": (
        [raw_table("agreements", "partner with", ("中通", "yz"), ("中通", "zt"))],
        "agreements", 3, "with", "WITH_ITSELF", "zt", "自家的货不用协议"),
    "a handover to oneself": (
        [handover("邮政", "中通、yz", "C", "V1", "09:00", "18:00", "每件", 1)],
        "handovers", 2, "for_partners", "WITH_ITSELF", "中通、yz", "改成另一个"),
    "a payment to oneself": (
        [raw_table("tariffs", "stage payer payee basis price",
            ("分拣", "邮政", "yz", "每件", 1))],
        "tariffs", 2, "payee", "WITH_ITSELF", "yz", "改成另一个"),
    "delivered before it is handed over": (
        [handover("邮政", "*", "C", "V1", "16:00", "09:00", "每件", 1)],
        "handovers", 2, "delivered_by", "DELIVERED_TOO_EARLY", "09:00", "次日18:00"),
    "delivered the moment it is handed over": (
        [handover("邮政", "*", "C", "V1", "16:00", "16:00", "每件", 1)],
        "handovers", 2, "delivered_by", "DELIVERED_TOO_EARLY", "16:00", "次日18:00"),
    "handed over to where it is": (
        [handover("邮政", "*", "C", "县中心", "09:00", "18:00", "每件", 1)],
        "handovers", 2, "to_sites", "OFFER_GOES_NOWHERE", "县中心", "乡镇名称"),
    "an offer every other day": (
        [raw_table("handovers", HANDOVER + " days",
            ("邮政", "*", "C", "V1", "09:00", "18:00", "每件", 1, "每周3次"))],
        "handovers", 2, "days", "TRIP_DAYS_OPEN", "每周3次", "周一三五"),
    "a fee from the recipient": (
        [raw_table("tariffs", "stage payer payee basis price",
            ("代投", "收件人", "yz", "每件", 1))],
        "tariffs", 2, "payer", "RECIPIENT_FEE", "收件人", "付款方改成合作单位"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_fault(name):
    made, table, row, column, code, value, way_out = CASES[name]
    read = build(*made)
    finding, *others = read.findings
    # What hangs on a line that is lost, or whose times nobody can rely on, says so.
    hanging = {"LOST_LINE"} if table == "lines" else set()
    hanging = {"LINE_WITHOUT_STOPS"} if code == "OFFSET_BACKWARDS" else hanging
    assert {f.code for f in others} == hanging
    assert (finding.file, finding.row) == (f"{table}.csv", row)
    assert (finding.column, finding.code, finding.value) == (column, code, value)
    assert finding.grade is Grade.SET_ASIDE
    assert way_out in render(finding)
    # The day goes on without the row.
    assert read.day is not None
    services = (read.day.trips, read.day.offers, read.day.tariffs)
    if table != "stop_times" or code == "OFFSET_BACKWARDS":
        assert not any(services)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("L1", "08:00;08:00", 9)], (2, "departures", "DUPLICATE_TRIP")),
        (
            [("L1", "08:00", 9), ("L1", "09:00、08:00", 5)],
            (3, "departures", "DUPLICATE_TRIP"),
        ),
    ],
)
def test_a_trip_that_is_there_already(rows, found):
    read = with_trips("cap_bags", *rows)
    assert codes(read) == [found]
    assert list(read.day.trips) == (["L1-0800"] if len(rows) > 1 else [])


def test_the_same_departure_on_other_days_is_no_duplicate():
    read = with_trips(
        "days cap_bags", ("L1", "08:00", "工作日", 9), ("L1", "08:00", "周末", 20)
    )
    assert codes(read) == []
    assert read.day.trips["L1-0800"].cap_bags == 9


def test_a_stop_that_cannot_be_used_leaves_the_others():
    stops = raw_table(
        "stop_times",
        STOP,
        ("L1", 1, "C", 0, "是", "否"),
        ("L1", 2, "月亮村", 20, "是", "是"),
        ("L1", 3, "V1", 35, "否", "是"),
    )
    day = build(LINE, stops, TRIPS).day
    assert [s.site for s in day.trips["L1-0800"].stops] == ["C", "V1"]


def test_a_bus_that_is_said_to_wait_does_not():
    made = raw_table(
        "lines",
        "line_id operator price_basis price max_hold_min",
        ("L1", "ky", "每袋", 4, 10),
    )
    read = build(made)
    [finding] = read.findings
    assert (finding.code, finding.column) == ("BUS_NEVER_WAITS", "max_hold_min")
    assert finding.grade is Grade.WARNING
    assert read.day.lines["L1"].max_hold_duration == 0


def test_a_payer_whose_name_two_partners_have():
    partners = raw_table(
        "partners",
        "partner_id name kind",
        ("zt", "中通", "快递"),
        ("zt2", "中通", "快递"),
        ("ky", "东江客运", "客运"),
    )
    tariff = raw_table(
        "tariffs", "stage payer payee basis price", ("分拣", "中通", "ky", "每件", 1)
    )
    assert codes(build(partners, tariff)) == [(2, "payer", "AMBIGUOUS_NAME")]


def test_tables_that_others_need_are_fatal_alone():
    # Without sites every stop would be unknown: one finding, not a hundred.
    without = {name: table for name, table in BASE.items() if name != "sites"}
    made = tables(LINE, STOPS, TRIPS, handover("yz", "*", "C", "V1", "9:00", "18:00",
                                               "每件", 1))  # fmt: skip
    read = build_day(without | made, date=MONDAY)
    assert [f.code for f in read.findings] == ["TABLE_MISSING"]
    assert read.day is None
