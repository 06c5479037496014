"""A day of the Longkou county from 05:30 to 18:00, through the commands alone.

05:30 forecast, 07:00 counts (the brands P4 and P5 are late), 08:30 the van 示例04
breaks down under way, 10:00 the bus of 11:00 is cancelled and nobody is at LK69,
18:00 closing with 14 differences.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
from features.planned_day import run
from features.played_tables import (
    say,
    with_numbers,
    without_numbers,
    write_past,
    write_played_day,
)

from routing.terminal.exits import Exit

if TYPE_CHECKING:
    from pathlib import Path

SEARCH = ("--iterations", 5, "--workers", 1)
LATE = (("partner_late", "P4", "07:45"), ("partner_late", "P5", "08:10"))
BROKEN = ("vehicle_out", "LK-04", "", "2026-03-11 08:30")
LATER = (
    ("trip_cancelled", "LK-L3-1100"),
    ("site_closed", "LK69", "", "2026-03-11 10:00"),
)
TYPED = (
    # Sheet, carrier (None: whoever has it), station, partner, class, planned items,
    # what is typed.
    ("送货", None, "03", "示例邮政", "普通", 10,
     {"实际件数": 8, "原因": "少件"}),
    ("送货", None, "08", "示例邮政", "普通", 32,
     {"实际件数": 30, "原因": "破损"}),
    ("送货", None, "62", "甲快递", "普通", 6,
     {"实际件数": 0, "原因": "站点关门"}),
    ("送货", None, "34", "丙快递", "普通", 1,
     {"实际时间": "10:50", "原因": "晚点"}),
    ("送货", None, "61", "丙快递", "冷藏", 7,
     {"实际件数": 5, "原因": "温度超限", "温度℃": "9.5"}),
    ("送货", None, "05", "丁快递", "普通", 3,
     {"实际件数": 2, "原因": "拒收退回"}),
    ("送货", None, "32", "乙快递", "普通", 6,
     {"实际件数": 5, "原因": "丢失"}),
    ("送货", None, "24", "乙快递", "普通", 12,
     {"实际件数": 10, "原因": "未到件"}),
    ("送货", None, "23", "甲快递", "普通", 22,
     {"实际件数": 0, "原因": "班次没赶上"}),
    ("送货", None, "45", "甲快递", "普通", 3, {"封签": "破损"}),
    ("送货", None, "04", "乙快递", "普通", 9, {"实际件数": 6, "原因": "错送"}),
    ("送货", None, "07", "乙快递", "普通", 9, {"实际件数": 12, "原因": "错送"}),
    ("揽收", None, "07", "甲快递", "普通", 12,
     {"实际件数": 9, "原因": "没备好货"}),
    ("未安排", None, "69", "甲快递", "普通", 8,
     {"后来送到件数": 8, "实际时间": "16:30"}),
)  # fmt: skip
PLANNED = {"送货": "计划件数", "揽收": "计划件数", "未安排": "未安排件数"}
PLACE = {"送货": "收件站点", "揽收": "揽收站点", "未安排": "站点"}
FILL_IN = "执行回填.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A plan as it was handed out, with the tables it was made from."""

    folder: Path
    demand: Path
    said: str

    @property
    def plan(self):
        """Return plan.json."""
        return json.loads((self.folder / "plan.json").read_text("utf-8"))

    def page(self, name):
        """Return a page beside it."""
        return (self.folder / name).read_text("utf-8-sig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The day: its plans in the order of the clock, what P6 had, how it closed."""

    home: Path
    out: Path
    steps: dict[str, Step]
    told: dict[tuple[str, str], int]
    closed: dict[str, object]


def play(home):
    """Play the day through in a folder."""
    day = write_played_day(home / "day")
    out = home / "out" / "0311"
    told = without_numbers(day)
    past = write_past(home, told)
    said = [_plan(day, out, "--stage", "预排", "--history", past)]
    with_numbers(day, told)
    say(day, *LATE)
    said.append(_plan(day, out, "--stage", "定稿", "--from", out))
    say(day, *LATE, BROKEN)
    said.append(_plan(day, out, "--from", out, "--now", "08:30"))
    say(day, *LATE, BROKEN, *LATER)
    said.append(_plan(day, out, "--from", out, "--now", "10:00"))
    type_in(out / FILL_IN)
    closed = json.loads(_done("close", out, "--json"))
    folders = [out / "第1版", out / "第2版", out / "第3版", out]
    steps = {
        clock: Step(folder=folder, demand=folder / "inputs", said=words)
        for clock, folder, words in zip(
            ("05:30", "07:00", "08:30", "10:00"), folders, said, strict=True
        )
    }
    return Played(home=home, out=out, steps=steps, told=told, closed=closed)


def type_in(path):
    """Type the differences; what is planned there has to be what they say."""
    book = openpyxl.load_workbook(path)
    for sheet, carrier, village, partner, goods, items, cells in TYPED:
        rows = list(book[sheet].iter_rows())
        at = next(n for n, row in enumerate(rows) if row[0].value == "编号")
        column = {cell.value: n for n, cell in enumerate(rows[at])}
        wanted = {
            "环节": "送达", "承运": carrier, PLACE[sheet]: f"龙口示例村{village}",
            "合作单位": partner, "货类": goods, PLANNED[sheet]: items,
        }  # fmt: skip
        wanted = {
            key: value
            for key, value in wanted.items()
            if key in column and value is not None
        }
        (found,) = (
            row
            for row in rows[at + 1 :]
            if all(row[column[key]].value == value for key, value in wanted.items())
        )
        for header, value in cells.items():
            found[column[header]].value = value
    book.save(path)


def _plan(day, out, *args):
    said = _done("plan", day, "-o", out, *SEARCH, *args)
    _done("approve", out, "--by", "李审核")
    return said


def _done(*args):
    answer = run(*args)
    assert answer.exit_code == Exit.DONE, answer.output
    return answer.stdout
