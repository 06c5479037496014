"""Text files that are used as read, with a word about what looks wrong."""

from __future__ import annotations

from .text_day import GOOD, ITEMS, more, warned, with_column

TABLES_WARNED = {
    "a total that is out of date": warned(
        "TOTAL_MISMATCH", ("件量.csv", "", 5, "件数"), "合计", ITEMS,
        件量=more("件量", "合计,,61")),
    "a total column that is out of date": warned(
        "TOTAL_COLUMN_MISMATCH", ("件量.csv", "", 2, "合计"), "列", 34,
        件量="站点,中通,邮政,合计\n上湾村,30,4,35\n"),
    "a comma inside a value": warned(
        "EXTRA_CELLS", ("件量.csv", "", 5, "D"), "双引号", ITEMS + 3,
        件量=more("件量", "上湾村,邮政,3,5")),
    "a column nobody knows": warned(
        "UNKNOWN_COLUMN", ("车辆.csv", "", 1, "颜色"), "列名", ITEMS,
        车辆=with_column("车辆", "颜色", "白")),
    "a file nobody knows": warned(
        "UNKNOWN_FILE", ("杂记.csv", "", 0, ""), "改名", ITEMS, 杂记="甲,乙\n1,2\n"),
    "a village twice": warned(
        "DEMAND_JOINED", ("件量.csv", "", 0, ""), "", ITEMS + 2,
        件量=more("件量", "上湾村,中通,2")),
    "more backlog than items": warned(
        "BACKLOG_EXCEEDS", ("件量.csv", "", 2, "其中滞留"), "", ITEMS,
        件量=with_column("件量", "其中滞留", "31")),
    "a place far from all others": warned(
        "COORD_FAR", ("站点.csv", "", 4, "经度"), "核对经纬度", 30,
        站点=GOOD["站点"].replace("116.33,30.67", "117.95,30.67"),
        件量=GOOD["件量"].replace("上湾村,中通,30\n", "")),
    "half a coordinate": warned(
        "COORD_HALF", ("站点.csv", "", 4, "经度"), "", ITEMS,
        站点=GOOD["站点"].replace("116.33,30.67", "116.33,")),
    "a travel table of other places": warned(
        "TRAVEL_UNKNOWN_SITE", ("里程表.csv", "", 0, ""), "站点表", ITEMS,
        里程表="起点,终点,公里,分钟\nC,H,13,20\nX1,X2,5,9\n"),
    "a setting nobody knows": warned(
        "UNKNOWN_SETTING", ("参数.csv", "", 4, "参数"), "", ITEMS,
        参数=more("参数", "色彩,红")),
    "ambient goods that were cooled": warned(
        "PRECOOLED_AMBIENT", ("揽收.csv", "", 2, "预冷完成时间"), "常温", ITEMS + 6,
        揽收="类型,站点,合作单位,件数,预冷完成时间\n揽收,上湾村,中通,6,09:30\n"),
    "an override of tomorrow": warned(
        "OVERRIDE_NOT_TODAY", ("临时调整.csv", "", 2, "起"), "", ITEMS,
        临时调整="调整类型,对象,起,原因,填报人\n停用车辆,皖H12345,2026-03-10,修,调度\n"),
}  # fmt: skip
