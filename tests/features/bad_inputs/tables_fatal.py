"""Text files that leave nothing to plan with: fatal, nothing is written."""

from __future__ import annotations

from .text_day import GOOD, fatal, more

NONE = ("", "", 0, "")

TABLES_FATAL = {
    "no table of sites": fatal("TABLE_MISSING", NONE, "加上这张表", 站点=None),
    "no table of vehicles": fatal("TABLE_MISSING", NONE, "加上这张表", 车辆=None),
    "no table of demand": fatal("TABLE_MISSING", NONE, "加上这张表", 件量=None),
    "column of classes missing": fatal(
        "COLUMN_MISSING",
        ("车辆.csv", "", 0, "vehicle_class"),
        "加上这一列",
        车辆="车牌,容积\n皖H12345,4\n",
    ),
    "sites without a row": fatal(
        "TABLE_EMPTY",
        ("站点.csv", "", 0, ""),
        "",
        站点=GOOD["站点"].splitlines()[0] + "\n",
    ),
    "vehicles of 0 bytes": fatal(
        "EMPTY_TABLE", ("车辆.csv", "", 0, ""), "补上表头和数据", 车辆=""
    ),
    "every vehicle out of use": fatal(
        "NO_USABLE_VEHICLE",
        ("车辆.csv", "", 0, ""),
        "",
        车辆="车牌,车型,状态\n皖H12345,微面,停用\n",
    ),
    "no centre": fatal(
        "CENTRE_MISSING",
        ("站点.csv", "", 0, "站点类别"),
        "县级中心",
        站点=GOOD["站点"].replace("县级中心", "乡镇站"),
    ),
    "two centres": fatal(
        "CENTRE_SEVERAL",
        ("站点.csv", "", 0, "站点类别"),
        "只留一个",
        站点=more("站点", "C2,老中心,县级中心,,116.2,30.6"),
    ),
    "coordinates of unknown origin": fatal(
        "CRS_MISSING",
        ("站点.csv", "", 0, "经度"),
        "坐标来源",
        参数="参数,取值\n日期,2026-03-09\n",
    ),
    "source of coordinates nobody knows": fatal(
        "BAD_SETTING",
        ("参数.csv", "", 0, "取值"),
        "高德",
        参数="参数,取值\n坐标来源,手机\n日期,2026-03-09\n",
    ),
    "a date that no calendar has": fatal(
        "BAD_SETTING",
        ("参数.csv", "", 0, "取值"),
        "2026-05-01",
        参数="参数,取值\n坐标来源,GPS\n日期,2026-02-30\n",
    ),
    "numbers without a header": fatal(
        "NO_HEADER", ("件量.csv", "", 0, ""), "列名", 件量="1,2,3\n4,5,6\n"
    ),
    "an encoding nobody knows": fatal(
        "BAD_ENCODING",
        ("件量.csv", "", 0, ""),
        "CSV UTF-8",
        件量="站点,件数\n".encode("gb18030") + b"\xff\xff\n",
    ),
    "UTF-8 cut within a character": fatal(
        "BAD_ENCODING",
        ("件量.csv", "", 0, ""),
        "CSV UTF-8",
        件量=GOOD["件量"].encode() + "甲".encode()[:2] + b",P,1\n",
    ),
    "a quote that is never closed": fatal(
        "CSV_BROKEN",
        ("件量.csv", "", 0, ""),
        "引号",
        件量='站点,合作单位,件数\n上湾村,"中通,3\n下湾村,邮政,4\n',
    ),
    "a picture named .csv": fatal(
        "FILE_NOT_TABLE",
        ("件量.csv", "", 0, ""),
        "真正的表格",
        件量=b"\x89PNG\r\n\x1a\n" + bytes(200),
    ),
    "two partner columns of one name that differ": fatal(
        "COLUMN_CONFLICT",
        ("件量.csv", "", 1, "中通"),
        "删除一列",
        件量="站点,中通,中通\n上湾村,3,4\n",
    ),
    "yesterday's demand beside today's": fatal(
        "DUPLICATE_TABLE",
        ("件量_昨天件量.csv", "", 0, ""),
        "只留一张",
        件量_昨天件量=GOOD["件量"],
    ),
    "travel table without kilometres": fatal(
        "TRAVEL_COLUMN_MISSING",
        ("里程表.csv", "", 0, ""),
        "公里",
        里程表="起点,终点,费用\nC,H,3\n",
    ),
    "the centre closed all day": fatal(
        "CENTRE_CLOSED",
        ("临时调整.csv", "", 2, "对象"),
        "停业的站点",
        临时调整="调整类型,对象,原因,填报人\n停业,C,盘点,调度\n",
    ),
}  # fmt: skip
