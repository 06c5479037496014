"""What the headers of real exports mean."""

import pytest

from routing.tables.brand.header import find_columns, shown_headers
from routing.tables.brand.roles import Role, match_role, role_named
from routing.tables.brand.status import done_word
from routing.tables.grid import Grid, Merge

JT = (
    "运单编号 派件网点 派件网点编号 派件业务员 派件业务员编号 派件时间 签收标识 "
    "内部计费重量"
)
STO = "统计日期 运单号 应签所属网点 应签站点 应签站点编码 派件员 三段码 实际出仓时间"
POST = "投递日期 邮件号 业务种类 重量 投递机构 投递员 道段 投递地址 投递方式"


def grid(*rows, merges=()):
    numbered = tuple((n, list(row)) for n, row in enumerate(rows, start=1))
    return Grid(file="a.xlsx", sheet="明细", rows=numbered, merges=merges)


def used(line, chosen=None):
    """Return the headers used, by role."""
    headers = line.split()
    columns = find_columns(grid(headers, ["x"] * len(headers)), chosen or {})
    return {r: [headers[i] for i in places] for r, places in columns.used.items()}


def test_columns_of_three_brands():
    assert used(JT) == {
        Role.WAYBILL: ["运单编号"],
        Role.COURIER: ["派件业务员", "派件业务员编号"],
        Role.BRANCH: ["派件网点", "派件网点编号"],
        Role.WEIGHT: ["内部计费重量"],
        Role.DATE: ["派件时间"],
        Role.STATUS: ["签收标识"],
    }
    assert used(STO) == {
        Role.WAYBILL: ["运单号"],
        Role.STATION: ["应签站点", "应签站点编码"],
        Role.SEGMENT: ["三段码"],
        Role.COURIER: ["派件员"],
        Role.BRANCH: ["应签所属网点"],
        Role.DATE: ["统计日期"],
    }
    assert used(POST) == {
        Role.WAYBILL: ["邮件号"],
        Role.SEGMENT: ["道段"],
        Role.COURIER: ["投递员"],
        Role.BRANCH: ["投递机构"],
        Role.WEIGHT: ["重量"],
        Role.DATE: ["投递日期"],
        Role.ADDRESS: ["投递地址"],
    }


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("运 单 号", Role.WAYBILL),
        ("三段码（末段）", Role.SEGMENT),
        ("重量(g)", Role.WEIGHT),
        ("包裹重量(kg)", Role.WEIGHT),
        ("应派件量", Role.ITEMS),
        ("揽件网点", None),
        ("收件人", None),
        ("寄件网点", None),
        ("签收网点", None),
    ],
)
def test_spellings(header, role):
    assert (match_role(header) or (None,))[0] == role


def test_roles_as_a_person_names_them():
    assert role_named("三段码") is Role.SEGMENT
    assert role_named("segment") is Role.SEGMENT
    assert role_named("末端码") is Role.SEGMENT
    assert role_named("颜色") is None


def test_a_named_column_goes_before_what_headers_tell():
    found = used("运单号 网点 三段码 片区", {Role.BRANCH: "片区"})
    assert found[Role.BRANCH] == ["片区"]
    assert Role.PLACE not in found


def test_the_header_is_found_below_titles_and_in_two_rows():
    rows = [["中通 明细", ""], ["分拣", ""], ["网点", "三段码"], ["上湾", "A1"]]
    columns = find_columns(grid(["打印 2026"], *rows), {})
    assert (columns.row, columns.first_data) == (4, 4)
    two = [["运单号", "分拣", ""], ["", "2段码", "3段码"], ["1", "2", "3"]]
    joined = find_columns(grid(*two, merges=(Merge(1, 0, 2, 0),)), {})
    assert joined.headers == ("运单号", "2段码", "3段码")
    assert (joined.used[Role.SEGMENT], joined.first_data) == ((2,), 2)


def test_the_fingerprint_knows_headers_in_any_order():
    first = find_columns(grid(STO.split()), {}).fingerprint
    assert find_columns(grid(STO.split()[::-1]), {}).fingerprint == first
    assert find_columns(grid([*STO.split(), "新列"]), {}).fingerprint != first


def test_only_headers_are_repeated():
    names = ["收件人", "联系电话", "到哪"]
    assert shown_headers(names, sure=True) == "收件人、联系电话、到哪"
    assert shown_headers(["运单号", "仇小彧", "网点"], sure=False) == "运单号、B、网点"
    assert shown_headers(["仇小彧", "上湾村"], sure=False) == "A、B"


@pytest.mark.parametrize(
    "row",
    [
        ["仇小彧", "上湾村"],
        ["仇小彧", "快递"],
        ["运单号", "网点", "13800000001"],
        ["仇小彧", "请联系客户再送", "地址不详请打电话"],
        ["运单号", "12"],
    ],
)
def test_rows_of_data_are_no_headers(row):
    columns = find_columns(grid(row, ["a"] * len(row)), {Role.STATION: "A"})
    assert columns.headers == ()
    assert columns.named == {}
    assert columns.used == {Role.STATION: (0,)}


@pytest.mark.parametrize(
    ("header", "text", "word"),
    [
        ("运单状态", "已退回", "已退回"),
        ("运单状态", "派件中", ""),
        ("运单状态", "已退回给仇小彧", ""),
        ("是否退件", "是", "退件"),
        ("是否退件", "否", ""),
        ("签收标识", "1", "签收"),
    ],
)
def test_states_that_are_not_carried(header, text, word):
    assert done_word(header, text) == word
