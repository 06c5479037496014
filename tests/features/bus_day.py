"""A day of one village, one bus line and one offer, as tables with Chinese headers."""

DAY = {
    "站点": "编号,名称,类别,所属乡镇,经度,纬度\n"
    "C,县中心,县级中心,,120.0,37.0\n"
    "H,东江站,乡镇站,东江镇,120.1,37.0\n"
    "V,新民村,村级服务点,东江镇,120.2,37.0\n",
    "参数": "参数,取值\n日期,2026-03-09\n坐标来源,GPS\n装袋,合并装袋\n",
    "合作单位": "编号,名称,类型\nzt,中通,快递\nyz,邮政,邮政\nky,东江客运,客运\n",
    "车辆": "车牌,车型\n鲁F1,微面\n",
    "件量": "站点,合作单位,件数\nV,中通,5\n",
    "班线": "班线编号,运营单位,计费方式,单价\nL1,东江客运,每袋,4\n",
    "途经站时刻": "班线编号,序号,站点,距首站分钟,可装,可卸\n"
    "L1,1,C,0,是,否\nL1,2,H,20,是,是\nL1,3,V,35,否,是\n",
    "班次": "班线编号,发车时间,载货袋数\nL1,08:00,9\n",
    "合作协议": "合作单位,合作对象\n中通,邮政\n*,东江客运\n",
    "代投": "承运单位,委托单位,交接站点,投递站点,截止时间,送达时间,计费方式,单价\n"
    "邮政,中通,C,V,16:00,次日18:00,每件,1.8\n",
}


def write_bus_day(folder, day=DAY):
    """Write the tables of the day, or of one like it, into a folder that is there."""
    for table, text in day.items():
        (folder / f"{table}.csv").write_text(text, "utf-8")
