"""Text files with rows that cannot be used: set aside, their items counted."""

from __future__ import annotations

from .text_day import GOOD, ITEMS, aside, more, with_column

ITEMS_COLUMN = ("件量.csv", "", 5, "件数")
SITE = ("件量.csv", "", 5, "站点")
NUMBER = "只写数字"
COLD = "货类,温区,可上客车,脱冷时限\n水果,冷藏,否,60\n"


def _demand(line: str) -> dict[str, str]:
    return {"件量": more("件量", line)}


def _first(header: str, cell: str) -> dict[str, str]:
    """Put a cell into the first row of demand, 30 items."""
    return {"件量": with_column("件量", header, cell)}


ROWS = {
    "a number in words": aside(
        "BAD_NUMBER", ITEMS_COLUMN, "三十", NUMBER, (ITEMS, 0),
        **_demand("上湾村,邮政,三十")),
    "a number with its unit": aside(
        "BAD_NUMBER", ITEMS_COLUMN, "30件", NUMBER, (ITEMS + 30, 30),
        **_demand("上湾村,邮政,30件")),
    "about that many": aside(
        "BAD_NUMBER", ITEMS_COLUMN, "约12", NUMBER, (ITEMS + 12, 12),
        **_demand("上湾村,邮政,约12")),
    "a letter O for a nought": aside(
        "BAD_NUMBER", ITEMS_COLUMN, "3O", NUMBER, (ITEMS + 3, 3),
        **_demand("上湾村,邮政,3O")),
    "not a number": aside(
        "BAD_NUMBER", ITEMS_COLUMN, "NaN", NUMBER, (ITEMS, 0),
        **_demand("上湾村,邮政,NaN")),
    "infinity": aside(
        "BAD_NUMBER", ITEMS_COLUMN, "inf", NUMBER, (ITEMS, 0),
        **_demand("上湾村,邮政,inf")),
    "a negative number": aside(
        "NEGATIVE", ITEMS_COLUMN, "-5", "", (ITEMS, 0), **_demand("上湾村,邮政,-5")),
    "half an item": aside(
        "NOT_WHOLE", ITEMS_COLUMN, "3.5", "", (ITEMS, 0), **_demand("上湾村,邮政,3.5")),
    "a million items": aside(
        "TOO_LARGE", ITEMS_COLUMN, "***", "核对", (ITEMS, 0),
        **_demand("上湾村,邮政,1000001")),
    "items left blank": aside(
        "CELL_MISSING", ITEMS_COLUMN, "", "补上", (ITEMS, 0),
        **_demand("上湾村,邮政,")),
    "a village spelt wrongly": aside(
        "UNKNOWN_SITE", SITE, "上弯村", "站点表", (ITEMS + 7, 7),
        **_demand("上弯村,中通,7")),
    "a village left blank": aside(
        "CELL_MISSING", SITE, "", "补上", (ITEMS + 7, 7),
        **_demand(",中通,7")),
    "a partner nobody knows": aside(
        "UNKNOWN_PARTNER", ("件量.csv", "", 5, "合作单位"), "圆通", "合作单位表",
        (ITEMS + 7, 7), **_demand("上湾村,圆通,7")),
    "a partner left blank": aside(
        "CELL_MISSING", ("件量.csv", "", 5, "合作单位"), "", "补上", (ITEMS + 7, 7),
        **_demand("上湾村,,7")),
    "goods for the centre itself": aside(
        "GOES_NOWHERE", SITE, "C", "", (ITEMS + 7, 7), **_demand("C,中通,7")),
    "a formula that failed": aside(
        "FORMULA_ERROR", ITEMS_COLUMN, "#REF!", "公式", (ITEMS, 0),
        **_demand("上湾村,邮政,#REF!")),
    "a class of goods nobody knows": aside(
        "UNKNOWN_GOODS", ("件量.csv", "", 2, "货类"), "玻璃", "货物类别表",
        (ITEMS, 30), **_first("货类", "玻璃")),
    "a window that ends before it begins": aside(
        "WINDOW_BACKWARDS", ("件量.csv", "", 2, "时间窗"), "11:00-09:00", "",
        (ITEMS, 30), **_first("时间窗", "11:00-09:00")),
    "a time that is none": aside(
        "BAD_TIME", ("件量.csv", "", 2, "截止时间"), "中午", "08:30", (ITEMS, 30),
        **_first("截止时间", "中午")),
    "a priority in other words": aside(
        "BAD_CHOICE", ("件量.csv", "", 2, "优先级"), "加急", "高", (ITEMS, 30),
        **_first("优先级", "加急")),
    "negative weight": aside(
        "NEGATIVE", ("件量.csv", "", 2, "重量"), "-3", "", (ITEMS, 30),
        **_first("重量", "-3")),
    "one bad cell of a wide row": aside(
        "NEGATIVE", ("件量.csv", "", 2, "邮政"), "-4", "", (33, 0),
        件量="站点,中通,邮政\n上湾村,30,-4\n下湾村,,3\n"),
    "a partner's column nobody knows": aside(
        "UNKNOWN_PARTNER_COLUMN", ("件量.csv", "", 0, "圆通"), "", "合作单位表",
        (41, 8), 件量="站点,中通,圆通\n上湾村,30,5\n下湾村,3,3\n"),
    "a pickup of a strange kind": aside(
        "BAD_CHOICE", ("揽收.csv", "", 2, "类型"), "顺路带", "揽收", (ITEMS + 6, 6),
        揽收="类型,站点,合作单位,件数\n顺路带,上湾村,中通,6\n"),
    "fruit that is cold after its window": aside(
        "PRECOOLED_TOO_LATE", ("揽收.csv", "", 2, "预冷完成时间"), "11:30", "时间窗",
        (ITEMS + 6, 6), 货物类别=COLD,
        揽收="类型,站点,合作单位,货类,件数,时间窗,预冷完成时间\n"
        "农产品,上湾村,中通,水果,6,08:00-11:00,11:30\n"),
    "the same waybill twice": aside(
        "DUPLICATE_ORDER", ("运单明细.csv", "", 3, "运单号"), "row-2", "",
        (32, 1),
        运单明细="运单号,站点,合作单位\n7,上湾村,中通\n7,上湾村,中通\n"),
}  # fmt: skip
"""Demand, orders and pickups."""

NETWORK = {
    "the same site twice": aside(
        "DUPLICATE_ID", ("站点.csv", "", 7, "站点编号"), "V1", "", (ITEMS, 0),
        站点=more("站点", "V1,新民村,村级服务点,石门镇站,116.3,30.6")),
    "longitude and latitude swapped": aside(
        "COORD_SWAPPED", ("站点.csv", "", 4, "经度"), "30.67", "", (ITEMS, 30),
        站点=GOOD["站点"].replace("116.33,30.67", "30.67,116.33")),
    "a place in the Atlantic": aside(
        "COORD_RANGE", ("站点.csv", "", 4, "经度"), "0", "", (ITEMS, 30),
        站点=GOOD["站点"].replace("116.33,30.67", "0,0")),
    "text in a coordinate": aside(
        "BAD_NUMBER", ("站点.csv", "", 4, "经度"), "东经116", NUMBER, (ITEMS, 30),
        站点=GOOD["站点"].replace("116.33,30.67", "东经116,30.67")),
    "hours that end before they begin": aside(
        "WINDOW_BACKWARDS", ("站点.csv", "", 2, "营业时间"), "18:00-08:00", "",
        (ITEMS + 4, 4),
        站点=with_column("站点", "营业时间").replace("县共配", "老").replace(
            "县级中心", "客运站").replace("116.20,30.60,", "116.20,30.60,18:00-08:00")
        + "Z,县共配中心,县级中心,,116.21,30.61,\n",
        件量=more("件量", "C,中通,4")),
    "two villages of one name": aside(
        "AMBIGUOUS_NAME", ("件量.csv", "", 2, "站点"), "上湾村", "", (ITEMS, 30),
        站点=more("站点", "V9,上湾村,村级服务点,石门镇站,116.3,30.6")),
    "a level in other words": aside(
        "BAD_CHOICE", ("站点.csv", "", 7, "站点类别"), "网点", "村级服务点",
        (ITEMS + 2, 2),
        站点=more("站点", "V9,新民村,网点,石门镇站,116.3,30.6"),
        件量=more("件量", "新民村,中通,2")),
    "neither yes nor no": aside(
        "BAD_FLAG", ("站点.csv", "", 4, "启用"), "也许", "是 或 否", (ITEMS, 30),
        站点=with_column("站点", "启用", "", "", "也许")),
    "a payload in words": aside(
        "BAD_NUMBER", ("车辆.csv", "", 2, "核定载质量"), "半吨", NUMBER, (ITEMS, 0),
        车辆=with_column("车辆", "核定载质量", "半吨")),
    "no payload at all": aside(
        "ZERO", ("车辆.csv", "", 2, "核定载质量"), "0", "", (ITEMS, 0),
        车辆=with_column("车辆", "核定载质量", "0")),
    "a class of vehicle that does not exist": aside(
        "BAD_CHOICE", ("车辆.csv", "", 4, "车型"), "飞船", "微面", (ITEMS, 0),
        车辆=more("车辆", "皖H3,飞船")),
    "one plate on two vehicles": aside(
        "DUPLICATE_ID", ("车辆.csv", "", 4, "车牌"), "皖H12345", "", (ITEMS, 0),
        车辆=more("车辆", "皖H12345,轻货")),
    "insured until a day that never comes": aside(
        "BAD_DATE", ("车辆.csv", "", 2, "保险到期"), "2026-13-01", "2026-05-01",
        (ITEMS, 0), 车辆=with_column("车辆", "保险到期", "2026-13-01")),
    "a partner of a strange kind": aside(
        "BAD_CHOICE", ("合作单位.csv", "", 4, "类型"), "跑腿", "快递", (ITEMS + 5, 5),
        合作单位=more("合作单位", "pt,跑得快,跑腿"),
        件量=more("件量", "上湾村,跑得快,5")),
    "a cold room without its temperature": aside(
        "BAD_COLD_STORAGE", ("站点.csv", "", 6, "冷库容积"), "2.5", "冷藏:2.5",
        (ITEMS, 10), 站点=with_column("站点", "冷库容积", "", "", "", "", "2.5")),
    "ambient goods in a cold room": aside(
        "COLD_STORAGE_AMBIENT", ("站点.csv", "", 6, "冷库容积"), "常温:2.5", "冷藏",
        (ITEMS, 10), 站点=with_column("站点", "冷库容积", "", "", "", "", "常温:2.5")),
    "cold goods that may be outside nobody knows how long": aside(
        "CELL_MISSING", ("货物类别.csv", "", 2, "脱冷时限"), "", "补上", (ITEMS, 0),
        货物类别=COLD.replace("60", "")),
    "a longest ride below nought": aside(
        "NEGATIVE", ("货物类别.csv", "", 2, "最长在途分钟"), "-90", "", (ITEMS, 0),
        货物类别="货类,温区,可上客车,脱冷时限,最长在途分钟\n水果,冷藏,否,60,-90\n"),
    "a box that keeps cold nobody knows how long": aside(
        "CELL_MISSING", ("保温箱.csv", "", 2, "保冷分钟"), "", "补上", (ITEMS, 0),
        保温箱="型号,所在站点,数量,容积,保冷分钟,温区\nEPP60,C,20,60,,冷藏\n"),
    "an agreement with nobody": aside(
        "UNKNOWN_PARTNER", ("合作协议.csv", "", 3, "合作对象"), "圆通", "合作单位表",
        (ITEMS, 0), 合作协议="合作单位,合作对象\n中通,邮政\n中通,圆通\n"),
    "an override without a reason": aside(
        "CELL_MISSING", ("临时调整.csv", "", 2, "原因"), "", "补上", (ITEMS, 0),
        临时调整="调整类型,对象,原因,填报人\n停用车辆,皖H12345,,调度\n"),
    "an override of nothing known": aside(
        "UNKNOWN_OBJECT", ("临时调整.csv", "", 2, "对象"), "月亮", "", (ITEMS, 0),
        临时调整="调整类型,对象,原因,填报人\n暂不派送,月亮,雨,调度\n"),
    "an override whose object is a sign": aside(
        "UNKNOWN_OBJECT", ("临时调整.csv", "", 2, "对象"), "、", "", (ITEMS, 0),
        临时调整="调整类型,对象,原因,填报人\n暂不派送,、,雨,调度\n"),
    "a fee that the recipient pays": aside(
        "RECIPIENT_FEE", ("结算价.csv", "", 2, "付款方"), "收件人", "", (ITEMS, 0),
        结算价="结算环节,付款方,收款方,计费方式,单价\n代投,收件人,中通,每件,1\n"),
    "text among the kilometres": aside(
        "TRAVEL_BAD_NUMBER", ("里程表.csv", "", 3, "公里"), "近", NUMBER, (ITEMS, 0),
        里程表="起点,终点,公里\nC,H,13\nH,V1,近\n"),
    "negative kilometres": aside(
        "TRAVEL_NEGATIVE", ("里程表.csv", "", 3, "公里"), "-2", "不小于 0", (ITEMS, 0),
        里程表="起点,终点,公里\nC,H,13\nH,V1,-2\n"),
    "metres in a column of kilometres": aside(
        "TRAVEL_IMPLAUSIBLE", ("里程表.csv", "", 3, "公里"), "4200", "单位", (ITEMS, 0),
        里程表="起点,终点,公里\nC,H,13\nH,V1,4200\n"),
}  # fmt: skip
"""Sites, vehicles, partners and what else rarely changes."""
