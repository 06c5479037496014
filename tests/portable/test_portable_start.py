"""What happens on a double click: tables found, commands run, the report opened."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from instances.generate import generate
from portable.build import RUN_ON_THE_PC
from portable.choose import chosen, is_base, newest, newest_plan
from portable.platform import ROOT
from portable.start import Starter, keep_compiled_code, warm
from routing.optimize.kernel import cache_folder

NOON = 1_700_000_000


def book(folder, name, hours=0):
    """Write an empty file that was saved so many hours after a noon."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"")
    os.utime(path, (NOON + hours * 3600,) * 2)
    return path


def names(paths):
    return [path.name for path in paths]


def test_the_newest_day_is_the_latest_date_in_a_name(tmp_path):
    book(tmp_path, "基础数据.xlsx", hours=9)
    book(tmp_path, "当日_2026-03-10.xlsx", hours=1)
    book(tmp_path, "当日_2026-03-09.xlsx", hours=5)
    book(tmp_path, "当日_模板.xlsx", hours=9)
    assert names(newest(tmp_path)) == ["基础数据.xlsx", "当日_2026-03-10.xlsx"]


def test_without_dates_it_is_the_one_saved_last_and_never_the_template(tmp_path):
    book(tmp_path, "基础数据.xlsx")
    book(tmp_path, "件量.xlsx", hours=2)
    book(tmp_path, "件量 改.xlsx", hours=3)
    book(tmp_path, "当日_模板.xlsx", hours=9)
    assert names(newest(tmp_path)) == ["基础数据.xlsx", "件量 改.xlsx"]


def test_a_filled_template_is_used_when_there_is_nothing_else(tmp_path):
    book(tmp_path, "基础数据.xlsx")
    book(tmp_path, "当日_模板.xlsx")
    assert names(newest(tmp_path)) == ["基础数据.xlsx", "当日_模板.xlsx"]


def test_what_excel_leaves_while_a_workbook_is_open_is_no_workbook(tmp_path):
    book(tmp_path, "基础数据.xlsx")
    book(tmp_path, "~$当日_2026-03-10.xlsx", hours=9)
    book(tmp_path, "说明.docx", hours=9)
    assert names(newest(tmp_path)) == ["基础数据.xlsx"]


def test_a_folder_of_text_files_is_taken_whole(tmp_path):
    book(tmp_path, "站点.CSV")
    assert newest(tmp_path) == [tmp_path]
    assert newest(tmp_path / "nothing") == []


def test_a_workbook_that_is_dropped_alone_finds_its_base(tmp_path):
    data = tmp_path / "数据"
    base = book(data, "基础数据.xlsx")
    dropped = book(tmp_path / "桌面", "件量.xlsx")
    assert chosen([dropped], data) == [base, dropped]
    beside = book(tmp_path / "桌面", "基础数据 新.xlsx")
    assert is_base(beside)
    assert chosen([dropped], data) == [beside, dropped]
    assert chosen([base], data) == [base]
    assert chosen([base, dropped], data) == [base, dropped]
    assert names(chosen([tmp_path / "桌面"], data)) == ["基础数据 新.xlsx", "件量.xlsx"]


@pytest.fixture
def starter(tmp_path, monkeypatch):
    """Return a starter in a folder with a space, and what it opened."""
    root = tmp_path / "县 中心" / "共配"
    (root / "app").mkdir(parents=True)
    monkeypatch.chdir(root)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GONGPEI_ITERATIONS", "2")
    monkeypatch.setenv("GONGPEI_WORKERS", "1")
    opened: list[Path] = []
    return Starter(root=root, show=opened.append), opened


def test_new_writes_the_workbooks_once_and_opens_their_folder(starter, capsys):
    starter, opened = starter
    assert starter.run("new", []) == 0
    assert opened == [starter.root / "数据"]
    assert names(sorted(opened[0].iterdir())) == ["基础数据.xlsx", "当日_模板.xlsx"]
    assert "检查数据" in capsys.readouterr().out
    assert starter.run("new", []) == 2
    assert "已存在，没有覆盖" in capsys.readouterr().err
    # Who looks for the workbooks again finds them.
    assert opened == [starter.root / "数据"] * 2


def test_check_says_the_findings_and_what_to_do_next(starter, capsys):
    starter, _ = starter
    starter.run("new", [])
    capsys.readouterr()
    assert starter.run("check", []) == 2
    told = capsys.readouterr().out
    assert "今天用这些表：基础数据.xlsx、当日_模板.xlsx" in told
    assert "[TABLE_EMPTY]" in told
    assert told.endswith("再双击“检查数据”。\n")


def test_without_tables_the_way_to_them_is_said(starter, capsys):
    starter, opened = starter
    assert starter.run("plan", []) == 2
    assert "先双击“新建模板”" in capsys.readouterr().out
    assert starter.run("plan", [Path("没有 & 有")]) == 2
    assert "找不到“没有 & 有”" in capsys.readouterr().out
    assert opened == []


def approve(starter, folder, capsys):
    """Approve the plan that was made: by nobody at first, then by name."""
    (sheet, *_) = sorted(folder.glob("派车单_*.html"))
    assert "未审核" in sheet.read_text("utf-8")
    for nobody in (" ", "\udce6\udc9d", "\t\x1b"):
        assert (
            replace(starter, ask=lambda _, typed=nobody: typed).run("approve", []) == 2
        )
        assert "没有写姓名，没有审核" in capsys.readouterr().out
    assert "未审核" in sheet.read_text("utf-8")
    assert replace(starter, ask=lambda _: "李主任").run("approve", []) == 0
    assert "李主任" in sheet.read_text("utf-8")
    assert "未审核" not in sheet.read_text("utf-8")


def test_nothing_to_approve_or_close_is_said(starter, capsys):
    starter, opened = starter
    for action in ("approve", "close"):
        assert starter.run(action, []) == 2
        assert "先双击“开始排线”" in capsys.readouterr().out
    assert opened == []


def test_a_dropped_folder_is_planned_and_its_report_opened(starter, capsys, tmp_path):
    starter, opened = starter
    generate("S", 1, tmp_path / "我的 县")
    mark = set(cache_folder().glob("warm-*"))
    try:
        assert starter.run("check", [tmp_path / "我的 县"]) in (0, 1)
        code = starter.run("plan", [tmp_path / "我的 县"])
        told = capsys.readouterr().out
        assert code in (0, 1), told
        folder, report = opened
        assert report == folder / "report.html"
        assert (folder / "袋牌.html").is_file()
        assert report.parent.parent == starter.root / "结果"
        assert (report.parent / "plan.json").is_file()
        assert "第一次在这台电脑上运行" in told
        assert f"正在用浏览器打开报告：{report}" in told
        warm(starter.root / "app")
        assert capsys.readouterr().out == ""
        approve(starter, folder, capsys)
        assert starter.run("close", []) == 0
        assert opened[-1] == folder / "收尾"
        assert (opened[-1] / "明日件量.csv").is_file()
        assert "加同名的工作表" in capsys.readouterr().out
    finally:
        for path in set(cache_folder().glob("warm-*")) - mark:
            path.unlink()


def test_tables_that_make_no_day_stop_with_their_findings(starter, capsys):
    starter, opened = starter
    starter.run("new", [])
    assert starter.run("plan", []) == 2
    told = capsys.readouterr().out
    assert "[TABLE_EMPTY]" in told
    assert told.endswith("再双击“开始排线”。\n")
    assert opened == [starter.root / "数据"]


def test_compiled_code_goes_to_the_user_where_the_folder_cannot_be_written(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "用户 数据"))
    keep_compiled_code(tmp_path)
    assert "NUMBA_CACHE_DIR" not in os.environ
    # A folder that is not there refuses every file, as a read-only one does.
    keep_compiled_code(tmp_path / "gone")
    # Not by monkeypatch, which would bring it back: all that follows would compile.
    chosen_folder = Path(os.environ.pop("NUMBA_CACHE_DIR"))
    assert chosen_folder.parent == tmp_path / "用户 数据" / "gongpei"


def test_the_copied_files_start_by_themselves(tmp_path):
    site = tmp_path / "共 配" / "app" / "site-packages"
    (site / "portable").mkdir(parents=True)
    for name in RUN_ON_THE_PC:
        shutil.copyfile(ROOT / "portable" / name, site / "portable" / name)
    run = subprocess.run(
        [sys.executable, "-m", "portable.start", "check"],
        capture_output=True,
        check=False,
        cwd=site,
    )
    assert run.returncode == 2
    assert "“数据”里没有表格" in run.stdout.decode("utf-8")


def test_the_newest_plan_is_the_one_written_last(tmp_path):
    assert newest_plan(tmp_path / "结果") is None
    book(tmp_path / "结果" / "2026-03-10", "plan.json", hours=2)
    later = book(tmp_path / "结果" / "2026-03-09", "plan.json", hours=3)
    book(tmp_path / "结果" / "2026-03-09" / "第1版", "plan.json", hours=9)
    assert newest_plan(tmp_path / "结果") == later.parent
