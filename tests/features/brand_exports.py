"""Made-up exports of express brands: hundreds of people, all easy to find again."""

import csv
import io
import random
from dataclasses import dataclass, field

from openpyxl import Workbook

SURNAMES = "仇逯厍妫蔺晏璩濮阚郜缪佘訾赵钱欧阳"
GIVEN = "彧翀懿翊旻晗璟筠蕤霁甯骁皓婧"
ROADS = ["桂蟾", "柘榴", "琼瑰", "芙渠", "鹭洲", "麒趾", "鸢尾", "砚池"]
MARKER = "甯"

VILLAGES = ("上湾村", "下湾村", "前岭村", "后岭村", "沙河村", "柳林村")
SITES = "站点编号,站点名称,站点类别,所属乡镇,经度,纬度,别名\n" + "".join(
    f"{line}\n"
    for line in (
        "C,县共配中心,县级中心,,116.20,30.60,",
        "H,石门镇站,乡镇站,石门镇,116.31,30.66,",
        *(
            f"V{number},{name},村级服务点,石门镇,116.3{number},30.67,{name[:2]}"
            for number, name in enumerate(VILLAGES, start=1)
        ),
    )
)
BRANDS = ("中通", "圆通", "申通", "韵达", "极兔", "顺丰", "邮政")
PARTNERS = "单位编号,单位名称,类型\n" + "".join(
    f"P{number},{name},{'邮政' if name == '邮政' else '快递'}\n"
    for number, name in enumerate(BRANDS, start=1)
)
CODES = "合作单位,编码类型,编码,站点\n" + "".join(
    f"*,三段码,310-01-00{number},{name}\n"
    for number, name in enumerate(VILLAGES, start=1)
)
VEHICLES = "车牌,车型\n皖H12345,微面\n"
SETTINGS = "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n"
TODAY = "2026-03-09 05:10:00"


def write_county(folder, **changes):
    """Write the tables of a county without demand."""
    tables = {
        "站点": SITES,
        "合作单位": PARTNERS,
        "编码对照": CODES,
        "车辆": VEHICLES,
        "参数": SETTINGS,
        **changes,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


@dataclass
class People:
    """Recipients, and every piece of them that must be found nowhere."""

    random: random.Random
    secrets: set = field(default_factory=set)
    waybills: int = 0

    def name(self):
        """Make a name."""
        found = self.random.choice(SURNAMES) + "".join(self.random.choices(GIVEN, k=2))
        self.secrets.add(found)
        return found

    def phone(self):
        """Make a mobile number."""
        found = f"1{self.random.randint(3, 9)}{self.random.randrange(10**9):09d}"
        self.secrets.add(found)
        return found

    def address(self):
        """Make an address."""
        road = self.random.choice(ROADS)
        house = f"{road}巷{self.random.randint(100, 999)}号"
        self.secrets.add(house)
        return f"某省某市某县石门镇{self.random.choice(VILLAGES)}{house}"

    def waybill(self, prefix=""):
        """Make a waybill number."""
        self.waybills += 1
        found = f"{prefix}{self.random.randrange(10**6):06d}{self.waybills:07d}"
        self.secrets.add(found)
        return found

    def note(self):
        """Make a remark."""
        return f"请放{self.name()}家门口"


def segment(people):
    """Return a code that is known, or one that is not."""
    return f"310-0{people.random.choice('1119')}-00{people.random.randint(1, 6)}"


def xlsx(path, rows, sheet="Sheet1", merges=()):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    book.save(path)


def text(path, rows, encoding, separator=","):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))


def rows_of(people, count, make):
    """Rows of parcels, some twice, and some that went wrong."""
    rows = [make(people) for _ in range(count)]
    rows.append(list(rows[0]))
    wrong = [make(people) for _ in range(4)]
    rows.append(["", *wrong[0][:-1]])
    rows.append([*wrong[1][1:], ""])
    # What a person wrote in a cell that is not for it.
    rows.append([people.name() if cell == rows[0][2] else cell for cell in wrong[2]])
    for number in range(1, len(wrong[3])):
        row = make(people)
        row[number] = [people.name(), people.phone(), people.address(), people.note()][
            number % 4
        ]
        rows.append(row)
    return rows


def zto(folder, people):
    """Title rows, per waybill, xlsx."""
    head = (
        "运单号 三段码 派件网点 派件员 收件人 收件人电话 收件地址 计费重量(kg) 到件时间"
    )

    def make(people):
        return [
            people.waybill("7"), segment(people), "石门营业部", "小周师傅",
            people.name(), people.phone(), people.address(),
            f"{people.random.uniform(0.2, 4):.2f}", TODAY,
        ]  # fmt: skip

    title = [[f"中通派件明细 操作人：{people.name()} {people.phone()}"], []]
    path = folder / "中通派件.xlsx"
    xlsx(path, [*title, head.split(), *rows_of(people, 40, make)], merges=["A1:I1"])
    return path


def yto(folder, people):
    """GB18030 text, names of branches instead of codes."""
    head = "序号,运单编号,目的网点名称,收件人姓名,手机号,收件详细地址,实际重量,备注"

    def make(people):
        return [
            people.waybills, people.waybill("YT"),
            people.random.choice(["上湾", "下湾村", "柳林网点", "石桥"]),
            people.name(), people.phone(), people.address(), "1.2", people.note(),
        ]  # fmt: skip

    path = folder / "圆通到件.csv"
    text(path, [head.split(","), *rows_of(people, 40, make)], "gb18030")
    return path


def sto(folder, people):
    """Stations and couriers with their phones."""
    head = (
        "统计日期 运单号 应签所属网点 应签站点 派件员 三段码 收件人 收件人手机 收件地址"
    )

    def make(people):
        return [
            "2026-03-09", people.waybill("77"), "石门", people.random.choice(VILLAGES),
            f"小吴({people.phone()})", segment(people), people.name(),
            people.phone(), people.address(),
        ]  # fmt: skip

    path = folder / f"申通未出仓_{people.phone()}.xlsx"
    xlsx(path, [head.split(), *rows_of(people, 40, make)], sheet="未出仓实时监控导出")
    return path


def yunda(folder, people):
    """UTF-8 with a mark, states of parcels."""
    head = "快件单号,末端码,收件人,联系电话,收货地址,快件状态,结算重量"

    def make(people):
        return [
            people.waybill("31"), segment(people), people.name(), people.phone(),
            people.address(), people.random.choice(["派件中", "已退回"]), "0.8",
        ]  # fmt: skip

    path = folder / "韵达.csv"
    text(path, [head.split(","), *rows_of(people, 40, make)], "utf-8-sig")
    return path


def jt(folder, people):
    """Text with tabs that calls itself .xls."""
    head = "运单编号 派件网点 派件网点编号 派件业务员 派件时间 收件人 手机 收件人地址"

    def make(people):
        return [
            people.waybill("JT"), people.random.choice(["石门镇", "石桥分部"]),
            "556103", "小郑", TODAY,
            people.name(), people.phone(), people.address(),
        ]  # fmt: skip

    path = folder / "极兔.xls"
    text(path, [head.split(), *rows_of(people, 40, make)], "gb18030", "\t")
    return path


def sf(folder, people):
    """Headers in two rows, groups merged."""
    upper = ["运单号", "分拣", "", "派件员", "收件信息", "", "", "重量(g)"]
    lower = ["", "2段码", "3段码", "", "姓名", "电话", "地址", ""]

    def make(people):
        return [
            people.waybill("SF"), "310", segment(people), "小马", people.name(),
            people.phone(), people.address(), "850",
        ]  # fmt: skip

    path = folder / "顺丰.xlsx"
    merges = ["A1:A2", "B1:C1", "D1:D2", "E1:G1", "H1:H2"]
    xlsx(path, [upper, lower, *rows_of(people, 40, make)], people.name(), merges)
    return path


def post(folder, people):
    """Write what the postal service calls things."""
    head = "投递日期,邮件号,业务种类,重量,投递机构,投递员,道段,收件人,投递地址,联系方式"

    def make(people):
        return [
            "20260309", people.waybill("98"), "快递包裹", "1.5", "石门镇支局", "小冯",
            segment(people), people.name(), people.address(), people.phone(),
        ]  # fmt: skip

    path = folder / "邮政投递.csv"
    text(path, [head.split(","), *rows_of(people, 40, make)], "gb18030")
    return path


LAYOUTS = {
    "中通": zto,
    "圆通": yto,
    "申通": sto,
    "韵达": yunda,
    "极兔": jt,
    "顺丰": sf,
    "邮政": post,
}
"""By the brand that exports like this."""


def strange(folder, people):
    """Headers that nobody knows: columns have to be asked for."""
    rows = [[people.name(), people.phone(), people.address(), "x"] for _ in range(30)]
    path = folder / "说不清.xlsx"
    xlsx(path, [["甲", "乙", "丙", "数据来源"], *rows])
    return path


def headless(folder, people):
    """No header at all: the first row is a parcel."""
    path = folder / "没有表头.csv"
    text(
        path,
        [
            [people.waybill(), segment(people), people.name(), people.phone()]
            for _ in range(30)
        ],
        "utf-8",
    )
    return path


def nameless(folder, people):
    """No header and nothing but words: the first row could be one."""
    path = folder / "只有文字.csv"
    text(path, [[people.name(), people.name()] for _ in range(30)], "utf-8")
    return path
