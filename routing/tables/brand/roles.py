"""What the columns of a brand's export mean, by the headers that brands write."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from ..headers import fold_header, match_header


class Role(StrEnum):
    """A column that is used; its value is what people call it."""

    WAYBILL = "运单号"
    STATION = "站点"
    SEGMENT = "三段码"
    COURIER = "派件员"
    BRANCH = "网点"
    PLACE = "叫法"
    TOWNSHIP = "乡镇"
    ITEMS = "件数"
    WEIGHT = "重量"
    GOODS = "货物类别"
    BRAND = "快递公司"
    DATE = "日期"
    STATUS = "状态"
    ADDRESS = "地址"


KINDS = (Role.STATION, Role.SEGMENT, Role.COURIER, Role.BRANCH, Role.PLACE)
"""Kinds of codes (the table 编码对照), the one that says most about the place first."""

KEYS = (*KINDS, Role.TOWNSHIP)
"""Columns that say where a parcel goes."""

_NUMBERED = re.compile(r"(编号|编码|代码|工号|id)$")

ALIASES: dict[Role, str] = {
    Role.WAYBILL: (
        "运单号 运单编号 运单号码 快递单号 快件单号 邮件号 邮件号码 面单号 物流单号 "
        "运单 单号 包裹号 包裹单号 母单号 货运单号 waybill waybill_no tracking_no"
    ),
    Role.STATION: (
        "站点 站点名称 应签站点 派送站点 投放站点 入库站点 驿站 驿站名称 代收点 "
        "代理点 代理点名称 门店 门店名称 自提点 服务点 村站 村级站点 服务站 "
        "末端驿站 合作点 站点编码 应签站点编码 驿站编码 门店编码 station"
    ),
    Role.SEGMENT: (
        "三段码 3段码 第三段码 末段码 末端码 末端分拣码 段码 分拣码 分拣代码 "
        "四段码 大头笔 道段 投递道段 派送码 路由码 segment_code sort_code"
    ),
    Role.COURIER: (
        "派件员 派送员 派件员姓名 派件业务员 派件业务员名称 业务员 投递员 快递员 "
        "收派员 派送人 派件人 小哥 责任业务员 派件员编号 派件员工号 派件业务员编号 "
        "派件业务员id 投递员工号 courier"
    ),
    Role.BRANCH: (
        "派件网点 派件网点名称 派送网点 应签网点 应签收网点 应签网点名称 目的网点 "
        "目的网点名称 末端网点 末端网点名称 计费目的网点名称 投递机构 投递机构名称 "
        "投递局 投递部 派件公司 派件分部 派送分部 二级网点 承包区 所属网点 "
        "所属网点名称 应签所属网点 应签收所属网点名称 网点 网点名称 目的站 目的站点 "
        "派件网点编号 派件网点编码 应签网点编码 目的网点编号 末端网点代码 "
        "计费目的网点代码 网点编码 网点代码 网点编号 branch"
    ),
    Role.PLACE: (
        "叫法 村 村名 行政村 收件村 村庄 片区 区域 区域名称 五级区域 线路 路区 "
        "目的地 区块 place"
    ),
    Role.TOWNSHIP: (
        "乡镇 乡镇名称 所属乡镇 镇 街道 乡镇街道 镇街 收件街道 收件乡镇 四级区域 "
        "四级地址 township"
    ),
    Role.ITEMS: (
        "件数 件量 票数 票件量 到件量 到件数 到件货量 应到件量 派件量 派件数 应派件量 "
        "应派量 应派件 应派送量 应签量 应签收量 投递量 应投递量 待派件量 待派量 单量 "
        "数量 包裹数 包裹量 总件数 总票数 合计 货量 items pieces count"
    ),
    Role.WEIGHT: (
        "重量 计费重量 结算重量 实际重量 称重重量 内部计费重量 订单重量 包裹重量 "
        "总重量 weight"
    ),
    Role.GOODS: "货物类别 货类 温区 温层",
    Role.BRAND: (
        "快递公司 快递品牌 品牌 快递企业 承运商 物流公司 快递 合作单位 快递公司名称"
    ),
    Role.DATE: (
        "到件时间 到件日期 到站时间 到达时间 入库时间 扫描时间 到件扫描时间 派件时间 "
        "派件日期 派件扫描时间 应签日期 应派日期 统计日期 业务日期 投递日期 任务日期 "
        "日期 时间 最后扫描时间 date"
    ),
    Role.STATUS: (
        "状态 运单状态 快件状态 订单状态 包裹状态 派件状态 签收状态 签收标识 邮件状态 "
        "最新状态 当前状态 是否退回 是否退件 退件标识 是否取消 是否已签收 status"
    ),
    Role.ADDRESS: (
        "收件地址 收件人地址 收货地址 收货人地址 收件详细地址 详细地址 投递地址 地址 "
        "收件人详细地址 address"
    ),
}
"""Accepted headers, the better one first; kinds of headers of several brands."""


def match_role(header: str) -> tuple[Role, int] | None:
    """Return what a header means and the rank of its spelling, None if nothing."""
    known = _spellings()
    for text in _variants(fold_header(header)):
        if text in known:
            return known[text]
    match = match_header("orders", header)
    if match is not None and match.column == "kg":
        return Role.WEIGHT, len(ALIASES[Role.WEIGHT].split()) + match.rank
    return None


def role_named(word: str) -> Role | None:
    """Return the role that a person names, by its word or any of its headers."""
    for role in Role:
        if word.strip() in (role.value, role.name.lower()):
            return role
    match = match_role(word)
    return match[0] if match else None


def is_number_of(header: str) -> bool:
    """Tell whether a header asks for a number or code instead of a name."""
    return _NUMBERED.search(fold_header(header)) is not None


def _variants(text: str) -> list[str]:
    """Return a folded header, and what is left without what stands in brackets."""
    bare = re.sub(r"[(\[【].*?[)\]】]", "", text)
    return [text, bare] if bare and bare != text else [text]


@cache
def _spellings() -> dict[str, tuple[Role, int]]:
    known: dict[str, tuple[Role, int]] = {}
    for role, spellings in ALIASES.items():
        for rank, spelling in enumerate(spellings.split()):
            known.setdefault(fold_header(spelling), (role, rank))
    return known
