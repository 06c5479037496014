"""No name, phone, address or waybill number of a recipient leaves the reader."""

import json

import pytest
from openpyxl import Workbook

from routing.tables.privacy import holds_people, is_person, mask
from routing.tables.read import read_tables
from routing.tables.render import as_json, render


@pytest.mark.parametrize(
    "value",
    [
        "13800000001",
        "138-0000-0001",
        "138 0000 0001",
        "+8613800000001",
        "0535-8500001",
        "8500001",
        "138****0001",
        "SF1000000000001",
        "张伟",
        "李小明",
        "欧阳小明",
        "王女士",
        "收件人张伟",
        "张伟13800000001",
        "放李叔家 13800000001",
        "某省某市某县港城大道1001号",
        "新嘉街道府东小区3号楼2单元501室",
        "someone@example.com",
    ],
)
def test_personal_values_are_hidden_whole(value):
    assert mask(value) == "***"


@pytest.mark.parametrize(
    "value",
    [
        "前诸留村",
        "王家庄",
        "张家口",
        "石桥镇",
        "红旗镇前进村",
        "顺丰",
        "中通快递",
        "鲁F00001",
        "12件",
        "123456",
        "-3",
        "120.1234567",
        "2024-05-01",
        "2024-05-01 08:30",
        "08:00-11:30;14:00-17:00",
        "30@11:00-13:00",
        "chilled:2.5;ambient:5.0",
        "周一三五",
        "易碎",
        "常温",
        "#REF!",
        "",
    ],
)
def test_other_values_may_be_repeated(value):
    assert mask(value) == value


def test_parts_of_a_value_are_hidden_and_long_ones_cut():
    assert mask("张伟 前诸留村") == "*** 前诸留村"
    assert mask("村" * 50) == "村" * 40 + "…"


def test_people_are_told_from_places():
    assert is_person("李小明")
    assert not is_person("李家沟")
    # One of three is a phone: a third.
    assert holds_people(["13800000001", "前诸留", "后诸留"])
    assert not holds_people(["13800000001", "前诸留", "后诸留", "大陈家"])
    assert not holds_people([])


SECRETS = (
    "张伟",
    "李小明",
    "欧阳小明",
    "13800000001",
    "13900000002",
    "05358500001",
    "SF1000000000001",
    "YT2000000000002",
    "港城大道1001号",
    "府东小区",
)


EXPORT = """\
某品牌派件导出 操作人：李小明 13800000001
运单号|收件人|收件人电话|收件地址|村名|快递公司|重量(kg)|派件备注|买家昵称||客户要求|time
SF1000000000001|张伟|13800000001|某县港城大道1001号|前诸留|顺丰|1.2|放李小明处|欧阳小明|13900000002|张伟收|x
YT2000000000002|李小明|13900000002|府东小区3号楼2单元|张伟|圆通|欧阳小明|05358500001||||x
SF1000000000001|张伟|13800000001|某县港城大道1001号|前诸留|顺丰|13800000001|||||x
"""


def brand_export(path):
    book = Workbook()
    book.active.title = "运单明细"
    for line in EXPORT.splitlines():
        book.active.append(line.split("|"))
    book.save(path)


def everything_said(read):
    said = [render(f, lang) for f in read.findings for lang in ("zh", "en")]
    said += [json.dumps(as_json(f), ensure_ascii=False) for f in read.findings]
    return "\n".join(said)


def test_brand_export_leaves_no_trace(tmp_path):
    brand_export(tmp_path / "顺丰导出.xlsx")
    read = read_tables([tmp_path])
    orders = read.tables["orders"]
    # 张伟 is a recipient of the same sheet, and no village is called so.
    assert [row.cells["site"] for row in orders.rows] == ["前诸留", "***", "前诸留"]
    assert set(orders.columns) == {"order_id", "site", "partner", "kg"}
    assert orders.unknown == ()
    codes = [finding.code for finding in read.findings]
    assert sorted(codes) == [
        "PRIVATE_DROPPED",
        "UNKNOWN_COLUMN",
        "UNKNOWN_COLUMN",
        "UNNAMED_COLUMN",
    ]
    said = everything_said(read)
    assert [secret for secret in SECRETS if secret in said] == []
    # What a name in the wrong column leaves is masked when it is repeated.
    kept = [v for row in orders.rows for k, v in row.cells.items() if k != "site"]
    assert [s for s in SECRETS if any(s in mask(v) for v in kept)] == []
    assert [s for s in SECRETS if s[:1].isascii() and any(s in v for v in kept)] == []


def test_orders_stay_tellable_without_their_number(tmp_path):
    brand_export(tmp_path / "导出.xlsx")
    rows = read_tables([tmp_path]).tables["orders"].rows
    # The third row repeats the waybill of the first, in row 3 of the sheet.
    assert [row.cells["order_id"] for row in rows] == ["row-3", "row-4", "row-3"]


def test_pasted_export_as_demand(tmp_path):
    text = (
        "村名,快递公司,件数,收件人,手机号,详情,备注\n"
        "前诸留,顺丰,1,张伟,13800000001,李小明,给张伟 13800000001\n"
        "13900000002,顺丰,1,李小明,13900000002,张伟,易碎\n"
    )
    (tmp_path / "件量.csv").write_text(text, encoding="gb18030")
    read = read_tables([tmp_path])
    demand = read.tables["demand"]
    assert demand.unknown == ()
    assert [row.cells for row in demand.rows] == [
        {"site": "前诸留", "partner": "顺丰", "items": "1", "note": "***"},
        {"site": "***", "partner": "顺丰", "items": "1", "note": "易碎"},
    ]
    assert [secret for secret in SECRETS if secret in everything_said(read)] == []


def test_phones_under_a_strange_header_are_no_partner(tmp_path):
    text = "村名,顺丰,甲列\n前诸留,3,13800000001\n后诸留,4,13900000002\n"
    (tmp_path / "件量.csv").write_text(text, encoding="utf-8")
    demand = read_tables([tmp_path]).tables["demand"]
    assert demand.unknown == ("顺丰",)
    assert [row.cells for row in demand.rows] == [
        {"site": "前诸留", "顺丰": "3"},
        {"site": "后诸留", "顺丰": "4"},
    ]


def test_village_codes_keep_their_digits(tmp_path):
    text = "站点编号,合作单位,件数\n370681100201,顺丰,3\n"
    (tmp_path / "件量.csv").write_text(text, encoding="utf-8")
    (row,) = read_tables([tmp_path]).tables["demand"].rows
    assert row.cells["site"] == "370681100201"


def test_recipients_are_dropped_from_every_table(tmp_path):
    text = "站点名称,站点类别,收件人,运单号,负责人,电话\nA,hub,张伟,SF1,李小明,123\n"
    (tmp_path / "sites.csv").write_text(text, encoding="utf-8")
    (row,) = read_tables([tmp_path]).tables["sites"].rows
    assert row.cells == {
        "name": "A",
        "level": "hub",
        "keeper": "李小明",
        "phone": "123",
    }
