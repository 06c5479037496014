"""A day whose tables were pasted from a brand's export, people all over it.

Three hundred recipients, each with a name, phone, address and waybill that no
other text of the day contains. They stand where exports have them, and where
they do not belong: title rows, headers, cells of numbers, sheet names, notes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

RECIPIENTS = 300
SURNAMES = ("欧阳", "司马", *"王李张刘陈杨赵黄周吴徐孙朱胡郭何林罗")
GIVEN = "骞翀玥祺珩瑭璟霁暄昶晗煜烨熠珏琮璇瑾蔚翊"
VILLAGES = ("上湾村", "下湾村", "高明", "前进村")
"""高明 is a village, and also looks like a person."""


@dataclass(frozen=True, slots=True)
class Person:
    """A recipient."""

    name: str
    phone: str
    address: str
    waybill: str


@dataclass(frozen=True, slots=True)
class Staff:
    """People of the county: on printed sheets, and nowhere else."""

    names: tuple[str, ...] = ("尉迟守站", "端木驾车", "令狐联系", "百里跟车")
    phones: tuple[str, ...] = (
        "18655510001", "18655510002", "18655510003", "18655510004", "18655510005",
    )  # fmt: skip


STAFF = Staff()


def people() -> list[Person]:
    """Return the recipients, the same on every run."""
    chance = random.Random(20260309)
    names = [s + a + b for s in SURNAMES for a in GIVEN for b in GIVEN if a != b]
    chosen = chance.sample(names, RECIPIENTS)
    found = []
    for number, name in enumerate(chosen):
        prefix = ("YT", "SF", "JDVA", "")[number % 4]
        tail = chance.randrange(10**12, 10**13)
        found.append(
            Person(
                name=name,
                phone=f"1{chance.randrange(37_00000000, 99_99999999)}",
                address=f"楚云省望江市石门县沁园路{number + 1001}号{number % 40 + 3}栋",
                waybill=f"{prefix}{tail}",
            )
        )
    return found


PEOPLE = people()


def secrets() -> list[str]:
    """Return every string that must be nowhere, pieces of numbers included."""
    found: list[str] = []
    for person in PEOPLE:
        found += [person.name, person.name[-2:] + "收", person.phone, person.waybill]
        found += [person.address, person.address[6:], person.waybill[-8:]]
    return found


def pieces() -> frozenset[str]:
    """Return seven digits in a row of any phone, and of any waybill."""
    numbers = [p.phone for p in PEOPLE] + [p.waybill.strip("YTSFJDVA") for p in PEOPLE]
    return frozenset(n[i : i + 7] for n in numbers for i in range(len(n) - 6))


Rows = list[list[object]]


def tables() -> dict[str, Rows]:
    """Return the tables of the day by name, each as rows of cells."""
    return {
        "站点": _sites(),
        "车辆": [
            ["车牌", "车型", "驾驶员", "驾驶员电话"],
            ["皖H12345", "轻货", STAFF.names[1], STAFF.phones[1]],
            ["皖H12346", "微面", "", ""],
        ],
        "合作单位": [
            ["合作单位编号", "名称", "类型", "联系人", "电话"],
            ["yt", "圆通", "快递", STAFF.names[2], STAFF.phones[2]],
            ["yz", "邮政", "邮政", "", ""],
        ],
        "件量": _demand(),
        "运单明细": _orders(),
        "揽收与回程": _pickups(),
        "临时调整": [
            ["调整类型", "对象", "参数", "原因", "填报人"],
            ["增减件量", "下湾村·邮政", "+5", _note(11), PEOPLE[12].name],
            ["暂不派送", PEOPLE[13].name, "", _note(13), "调度"],
            ["今日必达", f"上湾村·{PEOPLE[14].phone}", "", "客户催", "调度"],
        ],
        "班线": [
            ["班线编号", "运营单位", "计费方式", "单价", "联系人", "电话"],
            ["L1", "yz", "每件", 0.5, STAFF.names[3], STAFF.phones[3]],
        ],
        "参数": [
            ["参数", "取值"],
            ["坐标来源", "GPS"],
            ["日期", "2026-03-09"],
            ["调度电话", STAFF.phones[4]],
            ["客户留言", _note(15)],
        ],
        "里程表": [
            ["起点", "终点", "公里", "速度档"],
            ["C", "V1", 12, ""],
            ["C", PEOPLE[16].name, 9, ""],
            ["C", PEOPLE[17].address, 9, ""],
            ["C", "V2", f"{PEOPLE[18].name} {PEOPLE[18].phone}", ""],
            ["C", "V3", 14, PEOPLE[19].phone],
        ],
    }


def _sites() -> Rows:
    villages = [
        [f"V{n}", name, "村级服务点", "石门镇站", 116.31 + n / 100, 30.66, "", ""]
        for n, name in enumerate(VILLAGES, start=1)
    ]
    villages[0][-2:] = [STAFF.names[0], STAFF.phones[0]]
    header = "站点编号 站点名称 站点类别 所属乡镇 经度 纬度 负责人 电话"
    return [
        header.split(),
        ["C", "县共配中心", "县级中心", "", 116.20, 30.60, "", ""],
        ["H", "石门镇站", "乡镇站", "", 116.31, 30.66, "", ""],
        *villages,
    ]  # fmt: skip


def _note(index: int) -> str:
    person = PEOPLE[index]
    return f"{person.name} {person.phone}要求放{person.address}"


def _demand() -> Rows:
    """Wide, with a person in the title, the headers, the total and the cells."""
    a, b, c, d = PEOPLE[20:24]
    spaced = f"{b.phone[:3]} {b.phone[3:7]} {b.phone[7:]}"
    return [
        [f"石门县到件量 导出人：{a.name} {a.phone}"],
        [
            "村名", "所属乡镇", f"圆通({b.name}{b.phone})", "邮政",
            f"给{c.name}{c.phone}的留言", "尾号", "代收明细", "备注",
        ],
        ["上湾村", "石门镇站", 30, 20, "", a.phone[-4:], a.phone, _note(24)],
        ["下湾村", d.address, 12, f"{a.name}家2件", "", b.phone[-4:], b.phone, ""],
        [c.name, "石门镇站", 1, 0, "", c.phone[-4:], c.phone, ""],
        ["高明", "", 9, a.phone[-7:], "", d.phone[-4:], d.phone, f"放{d.name}处"],
        ["前进村", "", spaced, 4, "", "", "", ""],
        [f"上湾村{d.name}", "", 2, "", "", "", "", ""],
        ["合计", "", 55, int(PEOPLE[25].phone), "", "", "", ""],
    ]  # fmt: skip


def _orders() -> Rows:
    header = [
        "运单号", "收件人", "收件人电话", "收件地址", "村名", "快递公司", "重量(kg)",
        "货类", "时间窗", "派件说明", "", PEOPLE[26].name,
    ]  # fmt: skip
    rows: Rows = [
        ["某品牌派件导出", f"操作：{PEOPLE[27].name}", PEOPLE[27].phone],
        header,
    ]
    for number, person in enumerate(PEOPLE):
        village = VILLAGES[number % len(VILLAGES)]
        row = [
            person.waybill, person.name, person.phone, person.address, village, "圆通",
            1.5, "", "", _note(number), person.name, f"放{person.name}家",
        ]  # fmt: skip
        odd = {
            3: (4, person.name),
            7: (4, f"{village}{person.name}"),
            11: (4, person.address),
            15: (4, person.phone),
            19: (5, f"圆通 {person.name}"),
            23: (5, person.phone),
            27: (6, f"{person.name}的{person.phone}"),
            31: (6, int(person.phone)),
            35: (6, f"给{person.name}家3斤"),
            39: (7, f"{person.name}的苹果"),
            43: (8, person.address),
            47: (8, f"{person.name}下班后"),
            51: (6, int(person.phone[-8:])),
            55: (4, f"{person.phone[:3]}.{person.phone[3:7]}.{person.phone[7:]}"),
            59: (6, f"={person.name}!A1"),
            63: (0, f"{person.waybill[:6]} {person.waybill[6:]}"),
            67: (6, f"{person.waybill[-8:]}"),
        }
        if number in odd:
            column, value = odd[number]
            row[column] = value
        rows.append(row)
    return rows


def _pickups() -> Rows:
    a, b, c = PEOPLE[70:73]
    return [
        ["类型", "站点", "合作单位", "货主", "件数", "寄件人", "寄件电话", "备注"],
        ["揽收", "上湾村", "邮政", _note(70), 4, a.name, a.phone, _note(70)],
        ["揽收", "下湾村", b.name, b.name, 2, b.name, b.phone, ""],
        ["退件", f"{c.name}家", "邮政", c.name, c.phone, c.name, c.phone, c.address],
    ]  # fmt: skip


def write_texts(folder: Path) -> Path:
    """Write the day as a folder of CSV files, and files that no table is."""
    folder.mkdir()
    for name, rows in tables().items():
        lines = [",".join(_quoted(cell) for cell in row) for row in rows]
        code = "gb18030" if name == "运单明细" else "utf-8"
        (folder / f"{name}.csv").write_bytes("\n".join(lines).encode(code))
    stray = f"{PEOPLE[80].name}{PEOPLE[80].phone}"
    (folder / f"{stray}.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / f"{PEOPLE[81].name}.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / f"{PEOPLE[82].waybill}.et").touch()
    return folder


def write_workbooks(folder: Path) -> Path:
    """Write the day as two workbooks, with merged cells and sheets of people."""
    folder.mkdir()
    base, day = Workbook(), Workbook()
    for book in (base, day):
        book.remove(book.active)
    for name, rows in tables().items():
        of_day = name in ("件量", "运单明细", "揽收与回程", "临时调整")
        sheet = (day if of_day else base).create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    day["运单明细"].merge_cells("D5:D7")
    day["运单明细"].merge_cells("B3:B4")
    day["件量"].merge_cells("B4:B5")
    day["件量"].merge_cells("A1:H1")
    day.create_sheet(PEOPLE[83].name)["A1"] = "x"
    day.create_sheet(f"{PEOPLE[84].name}{PEOPLE[84].phone}")["A1"] = "x"
    base.save(folder / "基础数据.xlsx")
    day.save(folder / f"当日_2026-03-09_{PEOPLE[85].phone}.xlsx")
    return folder


def _quoted(cell: object) -> str:
    text = str(cell)
    return f'"{text}"' if "," in text else text
