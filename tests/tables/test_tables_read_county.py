"""A workbook as a county office fills it in, and the same day as text files."""

import datetime as dt

import pytest
from openpyxl import Workbook

from routing.tables.finding import Grade
from routing.tables.read import read_tables, sha256
from routing.tables.reader_csv import read_csv


def base_workbook(path):
    book = Workbook()
    sites = book.active
    sites.title = "1.站点表"
    sites.append(["某县客货邮共配站点一览表（2024年）"])
    sites.append(["填报单位：", "县商务局"])
    sites.append(
        [
            "序号",
            "所属乡镇",
            "*站点名称\n(必填)",
            "站点类别",
            "经度",
            "纬度",
            "距乡镇（公里）",
            "营业时间",
            "负责人",
            "电话",
        ]
    )
    sites.append(["#", "乡镇的名称", "必填", "县级中心/乡镇站/村级服务点"])
    sites.append([1, None, "县中心", "县级中心", 120.5, 37.65])
    sites.append([2, None, "北马镇站", "乡镇站", 120.4, 37.6, 0, "07:00-18:00"])
    sites.append([3, "北马镇", "前诸留", "村级服务点", None, None, 3.5, dt.time(8, 30)])
    sites.append([4, None, "后诸留", "村级服务点", "１２０.３", "３７.５", 4])
    sites.append([5, None, "大陈家", "村级服务点", None, None, None, "8：00－17：00"])
    sites.append([])
    sites.append(["合计", None, None, None, None, None, 7.5])
    sites["I7"], sites["J7"] = "王大明", 13800000001
    sites.merge_cells("A1:J1")
    sites.merge_cells("B7:B9")
    cars = book.create_sheet("车辆")
    cars.append(["车牌号", "车型", "核载(吨)", "容积(m³)", "司机", "司机电话"])
    cars.append(["鲁F00001", "微面", 0.75, 4.5, "李强", "05350000001"])
    cars.append(["鲁F00002", "轻货", "1.5", 8, "赵刚", "013800000002"])
    book.create_sheet("填写说明")["A1"] = "红色列必填"
    book.save(path)


def day_workbook(path):
    book = Workbook()
    demand = book.active
    demand.title = "当日件量表"
    demand.append(["2024年5月1日到件量", None, None, None, None, None, "单位：件"])
    demand.append(["序号", "乡镇", "村名", "件量", None, None, "合计", "备注"])
    demand.append([None, None, None, "顺丰", "中通", "圆通", None, None])
    demand.append([1, "北马镇", "前诸留", 12, 30, 8, 50])
    demand.append([2, None, "后诸留", 5, 10.0, None, 15])
    demand.append(["小计", None, None, 17, 40, 8, 65])
    demand.append([3, "石良镇", "大陈家", 1, 2, 3, 6, "易碎"])
    demand.append(["合  计", None, None, 18, 42, 11, 71])
    for merged in ("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "B4:B5"):
        demand.merge_cells(merged)
    book.save(path)


@pytest.fixture
def day(tmp_path):
    base_workbook(tmp_path / "基础数据.xlsx")
    day_workbook(tmp_path / "当日_2024-05-01.xlsx")
    return tmp_path


def test_sites_of_the_county_workbook(day):
    sites = read_tables([day]).tables["sites"]
    assert (sites.file, sites.sheet) == ("基础数据.xlsx", "1.站点表")
    assert sites.columns["name"] == "*站点名称 (必填)"
    assert sites.columns["km_to_hub"] == "距乡镇(公里)"
    assert sites.unknown == ()
    assert [row.row for row in sites.rows] == [5, 6, 7, 8, 9]
    assert [row.cells["name"] for row in sites.rows] == [
        "县中心",
        "北马镇站",
        "前诸留",
        "后诸留",
        "大陈家",
    ]
    # The merged township reaches its three villages, not the hub above them.
    townships = [row.cells.get("township") for row in sites.rows]
    assert townships == [None, None, "北马镇", "北马镇", "北马镇"]
    assert sites.rows[2].cells == {
        "township": "北马镇",
        "name": "前诸留",
        "level": "村级服务点",
        "km_to_hub": "3.5",
        "hours": "08:30",
        "keeper": "王大明",
        "phone": "13800000001",
    }
    assert (sites.rows[3].cells["lon"], sites.rows[3].cells["lat"]) == ("120.3", "37.5")
    assert sites.rows[4].cells["hours"] == "8:00-17:00"


def test_vehicles_keep_leading_zeros_and_staff_and_are_in_kilograms(day):
    vehicles = read_tables([day]).tables["vehicles"]
    assert vehicles.rows[0].cells == {
        "plate": "鲁F00001",
        "vehicle_class": "微面",
        "cap_kg": "750",  # 0.75 t
        "cap_m3": "4.5",
        "driver": "李强",
        "driver_phone": "05350000001",
    }
    assert vehicles.rows[1].cells["cap_kg"] == "1500"
    assert vehicles.rows[1].cells["driver_phone"] == "013800000002"


def test_wide_demand_under_a_header_of_two_rows(day):
    demand = read_tables([day]).tables["demand"]
    assert demand.columns == {"township": "乡镇", "site": "村名", "note": "备注"}
    assert demand.unknown == ("顺丰", "中通", "圆通")
    assert [row.row for row in demand.rows] == [4, 5, 7]
    first, second, third = (row.cells for row in demand.rows)
    assert {first["township"], second["township"]} == {"北马镇"}
    assert [first[p] for p in demand.unknown] == ["12", "30", "8"]
    assert (second["顺丰"], second["中通"], "圆通" in second) == ("5", "10", False)
    assert third == {
        "township": "石良镇",
        "site": "大陈家",
        "顺丰": "1",
        "中通": "2",
        "圆通": "3",
        "note": "易碎",
    }


def test_the_county_workbook_is_read_with_one_remark(day):
    read = read_tables([day])
    # Titles, hints, merged cells, totals that are right: normal, not errors.
    assert [finding.code for finding in read.findings] == ["UNIT_CONVERTED"]
    assert read.findings[0].column == "核载(吨)"
    assert read.findings[0].grade is Grade.WARNING
    assert set(read.files) == {"基础数据.xlsx", "当日_2024-05-01.xlsx"}
    assert read.files["基础数据.xlsx"] == sha256(day / "基础数据.xlsx")


def test_workbooks_named_one_by_one_give_the_same(day):
    named = [day / "基础数据.xlsx", day / "当日_2024-05-01.xlsx"]
    assert read_tables(named).tables == read_tables([day]).tables


SITES = "站点名称,站点类别,所属乡镇,经度,纬度\n北马站,乡镇站,北马镇,１２０．４,37.6\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["sites.csv", "站点.csv"])
def test_text_file_in_each_encoding(tmp_path, name, encoding):
    (tmp_path / name).write_bytes(SITES.encode(encoding))
    read = read_tables([tmp_path])
    assert read.findings == ()
    assert read.tables["sites"].sheet == ""
    assert read.tables["sites"].rows[0].cells == {
        "name": "北马站",
        "level": "乡镇站",
        "township": "北马镇",
        "lon": "120.4",
        "lat": "37.6",
    }


def test_lists_in_cells_do_not_hide_the_separator():
    # 5 semicolons against 4 commas, but the header has commas alone.
    text = "area,vehicle_classes,times\nV1;V2;V3;V4;V5,light,07:00-09:00;12:00-13:00\n"
    grid = read_csv(text.encode(), file="bans.csv", table="bans")
    assert len(grid.rows[0][1]) == len(grid.rows[1][1]) == 3


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_separator_is_found(tmp_path, separator):
    text = SITES.replace(",", separator)
    (tmp_path / "sites.csv").write_text(text, encoding="utf-8")
    assert len(read_tables([tmp_path]).tables["sites"].columns) == 5


def test_english_headers_and_quoted_cells(tmp_path):
    text = 'site,partner,items,window\n"A, north",P1,12,"08:00-11:30;14:00-17:00"\n'
    (tmp_path / "demand.csv").write_text(text, encoding="utf-8")
    (row,) = read_tables([tmp_path]).tables["demand"].rows
    assert row.row == 2
    assert row.cells == {
        "site": "A, north",
        "partner": "P1",
        "items": "12",
        "window": "08:00-11:30;14:00-17:00",
    }


def test_travel_text_files_are_named_not_read(tmp_path):
    (tmp_path / "里程表.csv").write_text("起点,终点,公里\nA,B,3\n", encoding="utf-8")
    read = read_tables([tmp_path])
    assert read.travel_files == (tmp_path / "里程表.csv",)
    assert "travel" not in read.tables
    assert list(read.files) == ["里程表.csv"]


def test_travel_sheet_of_a_workbook_is_a_table(tmp_path):
    book = Workbook()
    book.active.title = "里程表"
    book.active.append(["起点", "终点", "里程(米)", "时间(小时)"])
    book.active.append(["A", "B", 3500, 0.25])
    book.save(tmp_path / "里程.xlsx")
    (row,) = read_tables([tmp_path]).tables["travel"].rows
    assert row.cells == {"from": "A", "to": "B", "km": "3.5", "min": "15"}


def test_lone_sheet_is_named_by_its_file(tmp_path):
    book = Workbook()
    book.active.append(["车牌", "车型"])
    book.active.append(["鲁F00001", "微面"])
    book.create_sheet("Sheet2")
    book.save(tmp_path / "车辆信息表.xlsx")
    read = read_tables([tmp_path])
    assert read.tables["vehicles"].rows[0].cells["plate"] == "鲁F00001"
    assert read.findings == ()


def test_old_workbook(data_folder):
    # Written with xlwt: a merged class, a time cell, and a failing formula in
    # row 2, which this format hides: hence the warning.
    read = read_tables([data_folder / "old.xls"])
    rows = read.tables["vehicles"].rows
    assert [row.cells["vehicle_class"] for row in rows] == ["微面", "轻货", "轻货"]
    assert rows[0].cells["shift"] == "07:30"
    assert [finding.code for finding in read.findings] == ["OLD_WORKBOOK"]


@pytest.fixture
def data_folder(request):
    return request.path.parent / "data"


def test_settings_with_and_without_header(tmp_path):
    book = Workbook()
    book.active.title = "参数"
    book.active.append(["参数设置"])
    book.active.append(["日期", dt.datetime(2024, 5, 1)])
    book.active.append(["坐标来源", "高德"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b").mkdir()
    text = "参数,取值\n日期,45413\n坐标来源,高德\n"  # 45413 = 2024-05-01
    (tmp_path / "b" / "settings.csv").write_text(text, encoding="utf-8")
    expected = [
        {"key": "日期", "value": "2024-05-01"},
        {"key": "坐标来源", "value": "高德"},
    ]
    for place in (tmp_path / "a.xlsx", tmp_path / "b"):
        rows = read_tables([place]).tables["settings"].rows
        assert [row.cells for row in rows] == expected


def test_empty_copy_of_a_table_gives_way_to_the_filled_one(tmp_path):
    book = Workbook()
    book.active.title = "件量"
    book.active.append(["站点", "合作单位", "件数"])
    book.save(tmp_path / "模板.xlsx")
    (tmp_path / "件量.csv").write_text("站点,合作单位,件数\nA,P,3\n", encoding="utf-8")
    read = read_tables([tmp_path])
    assert read.findings == ()
    assert read.tables["demand"].file == "件量.csv"
