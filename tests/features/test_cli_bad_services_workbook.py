"""Lines and handovers with one thing wrong in a workbook: found cell by cell."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from features.bus_day import DAY
from openpyxl import Workbook

import cli
from routing.terminal.exits import Exit


def validate(folder, *changes, lang="zh"):
    """Write the day as one workbook with texts replaced, and validate it."""
    day = dict(DAY)
    for table, old, new in changes:
        assert old in day[table]
        day[table] = day[table].replace(old, new)
    book = Workbook()
    book.remove(book.active)
    for table, text in day.items():
        sheet = book.create_sheet(table)
        for line in text.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    book.save(folder / "县.xlsx")
    args = ["--lang", lang, "validate", str(folder / "县.xlsx"), "--json"]
    done = CliRunner().invoke(cli.gongpei, args)
    return done.exit_code, json.loads(done.stdout)


def test_the_workbook_itself_is_sound(tmp_path):
    code, found = validate(tmp_path)
    assert (code, found["errors"]) == (Exit.DONE, [])


WRONG = [
    # A trip whose times fall backwards.
    (("途经站时刻", "L1,3,V,35", "L1,3,V,15"), ("途经站时刻", 4, "OFFSET_BACKWARDS")),
    # A stop unknown to the sites.
    (("途经站时刻", "L1,2,H", "L1,2,月亮湾"), ("途经站时刻", 3, "UNKNOWN_SITE")),
    # A line nobody operates: by a stranger, by none.
    (("班线", "东江客运", "西江客运"), ("班线", 2, "UNKNOWN_PARTNER")),
    (("班线", "L1,东江客运", "L1,"), ("班线", 2, "CELL_MISSING")),
    # A trip of no line, a capacity missing.
    (("班次", "L1,08:00", "L7,08:00"), ("班次", 2, "UNKNOWN_LINE")),
    (("班次", ",9", ","), ("班次", 2, "CAPACITY_MISSING")),
    # An agreement with oneself.
    (("合作协议", "中通,邮政", "中通,中通"), ("合作协议", 2, "WITH_ITSELF")),
    # A handover that delivers before it is handed over.
    (("代投", "次日18:00", "15:59"), ("代投", 2, "DELIVERED_TOO_EARLY")),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("change", "place"), WRONG)
def test_each_error_names_file_sheet_row_column_and_a_way_out(
    tmp_path, change, place, lang
):
    code, found = validate(tmp_path, change, lang=lang)
    first = found["errors"][0]
    assert first["file"].endswith("县.xlsx")
    assert (first["sheet"], first["row"], first["code"]) == place
    assert first["column"] in DAY[change[0]].splitlines()[0].split(",")
    assert first["message"]
    assert first["fix"]
    assert code == Exit.FINDING


def test_all_errors_come_at_once(tmp_path):
    changes = [WRONG[n][0] for n in (0, 5, 6, 7)]
    _, found = validate(tmp_path, *changes)
    codes = {row["code"] for row in found["errors"]}
    assert codes >= {WRONG[n][1][2] for n in (0, 5, 6, 7)}
