"""``gongpei close``: the evening of a planned day, through the program."""

import csv
import json
import os
import shutil

import openpyxl
import pytest
from features import closing_county
from features.closing_county import SUMS, TYPED, closing_plan, read_closing_day, type_in
from features.office import edit_in_office
from features.planned_day import run, write_day
from texts.language_scan import page_words

from routing.plan.io import dump_plan
from routing.planning.intake import take_in
from routing.planning.output.inputs import write_inputs
from routing.terminal.exits import Exit

FILES = {
    "actuals.json", "建议参数.csv", "待更正.csv", "明日件量.csv", "明日揽收.csv",
    "月报.xlsx", "计划与实际.csv", "计划与实际.html",
}  # fmt: skip
FILL_IN = "执行回填.xlsx"


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """Return the folder of the closing county's plan, as export leaves it."""
    folder = tmp_path_factory.mktemp("closing")
    intake = read_closing_day(folder)
    out = folder / "out" / "0309"
    out.mkdir(parents=True)
    hashes = write_inputs(intake, out / "inputs")
    plan = closing_plan(intake.day, intake.travel)
    (out / "plan.json").write_text(
        dump_plan(type(plan)(**{**_fields(plan), "hashes": hashes})), "utf-8"
    )
    answer = run("export", out, "--reason", "手排", "--by", "李四")
    assert answer.exit_code == Exit.DONE, answer.output
    return folder


@pytest.fixture
def evening(exported, tmp_path, monkeypatch):
    """Return a copy of it, in a working folder without a configuration."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    shutil.copytree(exported / "out", tmp_path / "out")
    return tmp_path / "out" / "0309"


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def close(out, *args):
    answer = run("close", out, *args)
    assert answer.exit_code in (Exit.DONE, Exit.FINDING), answer.output
    return answer


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def table(path):
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_an_evening_with_14_differences(evening):
    type_in(evening / FILL_IN, TYPED)
    answer = run("close", evening, "--json")
    assert answer.exit_code == Exit.DONE
    found = json.loads(answer.stdout)
    names = ("demanded", "delivered", "back", "not_carried", "astray")
    assert tuple(found[f"items_{name}"] for name in names) == SUMS
    assert (found["differences"], found["demand_items"], found["pickup_items"]) == (
        14, 17, 4,
    )  # fmt: skip
    assert (found["ok"], found["set_aside"], found["errors"]) == (True, 0, [])
    folder = evening / "收尾"
    assert set(contents(folder)) == FILES
    page = (folder / "计划与实际.html").read_text("utf-8")
    assert page_words(page, frozenset({"AH", "YZ", "ZT"})) == []
    rows = {row["编号"]: row for row in table(folder / "计划与实际.csv")}
    assert rows["S0005"]["没交的件算在"] == "10件带回，明天再送"
    assert rows["S0010"]["没交的件算在"] == "3件在柳树村，明天再送"
    assert (rows["S0006"]["实际件数"], rows["S0006"]["晚(分)"]) == ("13", "29")
    # What was noted about a person goes nowhere.
    for name, data in contents(folder).items():
        assert "张大爷".encode() not in data, name
        assert b"13800001111" not in data, name
    history = {
        (row["站点名称"], row["合作单位"], row["类型"]): row["送到件数"]
        for row in table(evening.parent / "历史件量.csv")
    }
    assert history["上湾村", "邮政", "派件"] == "13"
    assert len(table(evening.parent / "历史班线.csv")) == 1


def test_closing_twice_gives_the_same_files(evening):
    type_in(evening / FILL_IN, TYPED)
    close(evening)
    first, beside = contents(evening / "收尾"), (evening.parent / "历史件量.csv")
    history = beside.read_bytes()
    close(evening)
    second = contents(evening / "收尾")
    # A workbook has the minute of its writing in it: its cells are compared.
    assert {k: v for k, v in first.items() if k != "月报.xlsx"} == {
        k: v for k, v in second.items() if k != "月报.xlsx"
    }
    assert beside.read_bytes() == history
    assert not [path for path in evening.iterdir() if path.name.startswith(".")]


def test_without_a_word_typed_the_actuals_are_the_plan(evening):
    answer = close(evening, "--json")
    found = json.loads(answer.stdout)
    assert answer.exit_code == Exit.DONE
    # 6 for F and 3 returns were left by the plan: 121 - 9 = 112.
    assert (found["items_delivered"], found["items_not_carried"]) == (112, 9)
    assert (found["differences"], found["demand_items"], found["pickup_items"]) == (
        0, 6, 3,
    )  # fmt: skip


def test_the_next_day_reads_the_backlog_without_any_edit(evening, tmp_path):
    type_in(evening / FILL_IN, TYPED)
    day = tmp_path / "0310"
    tables = {
        **closing_county.TABLES,
        "件量": "站点,中通件,邮政\n上湾村,7,\n",
        "参数": closing_county.TABLES["参数"].replace("2026-03-09", "2026-03-10"),
    }
    del tables["揽收与回程"]
    closing_county.write_tables(day, tables)
    answer = close(evening, "--next", day)
    assert "已放进下一天" in answer.output
    checked = run("validate", day, "--json")
    assert json.loads(checked.stdout)["errors"] == []
    intake = take_in([day], None)
    found = {
        (row.kind.value, row.origin, row.outer_site, row.partner): (
            row.items, row.days_waiting,
        )
        for row in intake.day.consignments
    }  # fmt: skip
    assert found == {
        ("delivery", "C", "A", "ZT"): (7, 0),
        ("delivery", "C", "A", "YZ"): (2, 3),
        ("delivery", "C", "D", "ZT"): (10, 1),
        ("delivery", "E", "B", "YZ"): (3, 1),
        ("delivery", "C", "F", "ZT"): (2, 1),
        ("produce", "D", "D", "YZ"): (4, 0),
    }
    # Once more is the same; another content is never written over.
    close(evening, "--next", day)
    (day / "明日件量.csv").write_text("站点,合作单位,件数\nA,ZT,1\n", "utf-8")
    before = contents(evening / "收尾")
    (evening / "收尾" / "mark.txt").write_text("as it was")
    refused = run("close", evening, "--next", day)
    assert refused.exit_code == Exit.INPUT
    assert "明日件量.csv 已经有了" in refused.stderr
    assert contents(evening / "收尾") == {**before, "mark.txt": b"as it was"}


def test_what_cannot_be_read_is_set_aside_named_and_counted(evening):
    type_in(
        evening / FILL_IN,
        {"送货": {"S0003": {"实际件数": "四"}, "S0005": {"实际件数": 4}}},
    )
    answer = run("close", evening)
    assert answer.exit_code == Exit.FINDING
    first = answer.stdout.splitlines()[0]
    assert first.startswith("执行回填.xlsx 有 1 处没读懂")
    assert "执行回填.xlsx·送货 第5行“实际件数”" in answer.stderr
    folder = evening / "收尾"
    (row,) = [row for row in table(folder / "待更正.csv") if row["行号"] == "5"]
    assert (row["列"], row["当前值"]) == ("实际件数", "四")
    rows = {row["编号"]: row for row in table(folder / "计划与实际.csv")}
    assert rows["S0003"]["实际件数"] == "5"
    assert rows["S0005"]["实际件数"] == "4"
    found = json.loads(run("close", evening, "--json").stdout)
    assert [error["code"] for error in found["errors"]] == ["ACT_BAD_ITEMS"]


def test_a_new_version_keeps_what_was_typed_for_the_older_one(evening, tmp_path):
    type_in(evening / FILL_IN, TYPED)
    typed = (evening / FILL_IN).read_bytes()
    close(evening)
    # Printing the same plan again leaves the workbook as it is.
    run("export", evening)
    assert (evening / FILL_IN).read_bytes() == typed
    day = closing_county.write_tables(tmp_path / "day")
    answer = run("plan", day, "-o", evening, "--iterations", "2", "--workers", "1")
    assert answer.exit_code == Exit.DONE, answer.output
    older = next(path for path in evening.iterdir() if path.name.startswith("第"))
    assert (older / FILL_IN).read_bytes() == typed
    assert (older / "收尾" / "计划与实际.html").is_file()
    assert not (evening / "收尾").exists()
    assert f"在 {evening.relative_to(tmp_path)}" in answer.stderr.replace(
        str(tmp_path) + "/", ""
    )
    # The new version is closed by its own; the older one in its folder.
    assert json.loads(close(evening, "--json").stdout)["differences"] == 0
    assert json.loads(close(older, "--json").stdout)["differences"] == 14
    assert len(table(evening.parent / "历史件量.csv")) == 11


def test_a_workbook_of_another_plan_is_refused(evening):
    book = openpyxl.load_workbook(evening / FILL_IN)
    cell = next(
        row[1] for row in book["汇总"].iter_rows() if row[0].value == "计划指纹"
    )
    cell.value = "0123456789ab"
    book.save(evening / FILL_IN)
    answer = run("close", evening)
    assert answer.exit_code == Exit.INPUT
    assert "另一版计划" in answer.stderr
    # Of two, the one of this plan is read; the other is not written over.
    other = (evening / FILL_IN).read_bytes()
    run("export", evening)
    assert (evening / FILL_IN).read_bytes() == other
    answer = run("close", evening)
    assert answer.exit_code == Exit.DONE
    assert "执行回填(2).xlsx" in answer.stderr


def test_without_a_workbook_the_way_out_is_said_and_works(evening):
    (evening / FILL_IN).unlink()
    answer = run("close", evening)
    assert answer.exit_code == Exit.INPUT
    assert "gongpei export" in answer.stderr
    run("export", evening)
    assert run("close", evening).exit_code == Exit.DONE
    (evening / FILL_IN).write_bytes(b"no workbook")
    answer = run("close", evening, "--json")
    assert answer.exit_code == Exit.INPUT
    assert json.loads(answer.stdout)["errors"][0]["code"] == "ACT_UNREADABLE"


def test_a_plan_of_other_tables_is_not_closed(evening, tmp_path):
    other = write_day(tmp_path / "other")
    answer = run("close", evening, "--day", other)
    assert answer.exit_code == Exit.INPUT
    assert "对不上" in answer.stderr
    assert not (evening / "收尾").exists()


def test_a_history_that_is_another_table_stops_everything(evening, tmp_path):
    file = tmp_path / "别的.csv"
    file.write_text("日期,件数\n2026-03-09,3\n", "utf-8")
    answer = run("close", evening, "--history", file)
    assert answer.exit_code == Exit.INPUT
    assert "站点编号" in answer.stderr
    assert not (evening / "收尾").exists()
    fine = tmp_path / "账" / "县.csv"
    assert run("close", evening, "--history", fine).exit_code == Exit.DONE
    assert len(table(fine)) == 11
    assert not (evening.parent / "历史件量.csv").exists()


def test_times_of_the_days_before_count_for_suggestions(evening):
    # H took 480 s, 4 minutes more than the work; the day before five stops took so.
    type_in(evening / FILL_IN, TYPED)
    close(evening)
    file = evening / "收尾" / "actuals.json"
    data = json.loads(file.read_text("utf-8"))
    hub = next(one for one in data["visits"] if one["site"] == "H")
    before = {**data, "date": "2026-03-08", "visits": [hub] * 4}
    too_old = {**data, "date": "2026-02-09", "visits": [hub] * 40}
    for name, old in (("0308", before), ("0209", too_old)):
        folder = evening.parent / name / "收尾"
        folder.mkdir(parents=True)
        words = json.dumps(old, ensure_ascii=False)
        (folder / "actuals.json").write_text(words, "utf-8")
    close(evening)
    # 5 at the hub: 480 s without 29 items of 2 s is 422 s, 7 minutes.
    (level, site) = table(evening / "收尾" / "建议参数.csv")
    assert (level["对象"], level["建议"], level["观测次数"]) == ("乡镇站", "7", "5")
    assert (site["对象"], site["建议"]) == ("石门镇站", "7")
    assert "从 2 天" in (evening / "收尾" / "计划与实际.html").read_text("utf-8")


def test_a_workbook_saved_by_an_office_program_is_read(evening, tmp_path):
    # 送货: the first row of data is row 3, 实际件数 the 13th column, 原因 the 18th.
    edits = [
        ("送货!put", 4, 12, "4"),
        ("送货!put", 4, 17, "拒收退回"),
        ("送货!put", 11, 13, "8:55"),
        ("未安排!put", 3, 7, "4"),
        ("送货!sort", 2, 12, 6, False),
    ]
    (tmp_path / "office" / "out").mkdir(parents=True)
    shutil.copy(evening / FILL_IN, tmp_path / "office" / "out" / "plan.xlsx")
    out = edit_in_office(tmp_path / "office", {"edited": edits})
    shutil.copy(out / "edited.xlsx", evening / FILL_IN)
    answer = run("close", evening)
    assert answer.exit_code == Exit.DONE, answer.output
    rows = {row["编号"]: row for row in table(evening / "收尾" / "计划与实际.csv")}
    assert (rows["S0003"]["实际件数"], rows["S0003"]["原因"]) == ("4", "拒收退回")
    assert (rows["S0010"]["实际时间"], rows["W0002"]["实际件数"]) == ("08:55", "4")


def test_a_kill_while_closing_leaves_the_last_one_whole(evening, monkeypatch):
    type_in(evening / FILL_IN, TYPED)
    close(evening)
    before = contents(evening / "收尾")

    def stops(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("routing.planning.closing.folder.render_closing", stops)
    assert run("close", evening).exit_code != Exit.DONE
    monkeypatch.undo()
    assert contents(evening / "收尾") == before
