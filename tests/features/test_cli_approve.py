"""``approve``: a person lets a plan go, and its sheets lose their mark."""

import json
import subprocess
import sys

import pytest
from features.planned_day import DRAFT, STAFF, TABLES, plan, run, sheets, write_day
from openpyxl import load_workbook

from routing.report.sheets.write import is_sheet
from routing.terminal.exits import Exit

pytestmark = pytest.mark.usefixtures("out")


def files(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not is_sheet(path.name)
    }


def test_approved_sheets_name_who_approved_and_lose_the_mark(out):
    before, pages = files(out), sheets(out)
    assert all(DRAFT in page for name, page in pages.items() if "html" in name)
    answer = run("approve", out, "--by", "李四光")
    assert answer.exit_code == Exit.DONE
    assert "第1版已由 李四光 审核" in answer.stdout
    approved = sheets(out)
    assert set(approved) == set(pages)
    assert not [name for name, page in approved.items() if DRAFT in page]
    assert "李四光" in approved["派车单_皖H12345.html"]
    for secret in ("孙三虎", "13811114444", "13811115555"):
        assert secret in approved["派车单_皖H12345.html"]
    stored = json.loads((out / "approval.json").read_text("utf-8"))
    number = json.loads((out / "run.json").read_text("utf-8"))["plan_number"]
    assert (stored["by"], stored["version"]) == ("李四光", 1)
    assert stored["plan_number"] == number
    assert stored["at"].startswith("20")
    # Nothing else changed: the plan, its tables and its page are as they were.
    after = files(out)
    for path in set(before) - {(out / "run.json").relative_to(out)}:
        assert after[path] == before[path], path
    assert run("check", out).exit_code == Exit.DONE


def test_json_has_stable_keys(out):
    found = json.loads(run("approve", out, "--by", "李四光", "--json").stdout)
    assert set(found) >= {
        "ok", "plan_number", "version", "approved", "by", "at", "reason",
        "violations", "written_beside", "plan_file",
    }  # fmt: skip
    assert (found["ok"], found["approved"], found["by"]) == (True, True, "李四光")
    assert found["violations"] == []


def test_a_new_plan_is_unapproved_again(out, planned):
    run("approve", out, "--by", "李四光")
    plan(planned / "day", out)
    assert (out / "第1版" / "approval.json").is_file()
    assert not (out / "approval.json").exists()
    pages = sheets(out)
    assert all(DRAFT in page for name, page in pages.items() if "html" in name)
    older = sheets(out / "第1版")
    assert not any(DRAFT in page for page in older.values())


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("plan.json", lambda data: data.replace(b'"seed": 1', b'"seed": 2')),
        ("inputs/demand.csv", lambda data: data.replace(b"30", b"29")),
    ],
)
def test_what_was_changed_since_cannot_be_approved(out, name, change):
    before = sheets(out)
    changed = change((out / name).read_bytes())
    assert changed != (out / name).read_bytes()
    (out / name).write_bytes(changed)
    answer = run("approve", out, "--by", "李四光")
    assert answer.exit_code == Exit.INPUT
    assert name.split("/")[0] in answer.stderr
    assert "gongpei export" in answer.stderr
    assert not (out / "approval.json").exists()
    assert sheets(out) == before


def test_a_plan_without_its_record_cannot_be_approved(out):
    (out / "run.json").unlink()
    answer = run("approve", out, "--by", "李四光")
    assert answer.exit_code == Exit.INPUT
    assert "run.json" in answer.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("out",), "缺少参数"),
        (("out", "--by", " "), "审核人姓名是空的"),
        (("out/plan.json", "--by", "李四光"), "不是文件夹"),
        (("nothere", "--by", "李四光"), "找不到"),
    ],
)
def test_wrong_calls_are_code_2_in_chinese(args, words):
    answer = run("approve", *args)
    assert answer.exit_code == Exit.INPUT
    assert words in answer.stderr


def test_tables_that_are_gone_leave_sheets_without_contacts_and_say_so(out, planned):
    run_file = out / "run.json"
    stored = json.loads(run_file.read_text("utf-8"))
    assert stored["tables"] == [str(planned / "day")]
    stored["tables"] = [str(planned / "gone")]
    run_file.write_text(json.dumps(stored), "utf-8")
    answer = run("approve", out, "--by", "李四光")
    assert answer.exit_code == Exit.DONE
    assert "没有联系人和电话" in answer.stderr
    for page in sheets(out).values():
        assert not [secret for secret in STAFF if secret in page]
    answer = run("approve", out, "--by", "李四光", "--day", planned / "day")
    assert answer.stderr.count("没有联系人和电话") == 0
    assert "13811114444" in sheets(out)["派车单_皖H12345.html"]


def test_a_phone_that_changed_since_is_printed_as_it_is_now(out, tmp_path):
    vehicles = TABLES["车辆"].replace("13811114444", "13811117777")
    day = write_day(tmp_path / "newer", 车辆=vehicles)
    run("approve", out, "--by", "李四光", "--day", day)
    page = sheets(out)["派车单_皖H12345.html"]
    assert "13811117777" in page
    assert "13811114444" not in page


def edited(out, change):
    """Save the workbook of a plan anew, with a change to its sheet of stops."""
    book = load_workbook(out / "plan.xlsx")
    change(book["站点明细"])
    book.save(out / "plan.xlsx")


def test_a_workbook_that_was_only_looked_at_and_saved_does_no_harm(out):
    before = (out / "plan.xlsx").read_bytes()
    edited(out, lambda sheet: None)
    assert (out / "plan.xlsx").read_bytes() != before
    assert run("approve", out, "--by", "李四光").exit_code == Exit.DONE


def test_an_edit_that_was_not_exported_cannot_be_approved_unseen(out):
    edited(out, lambda sheet: sheet.delete_rows(sheet.max_row))
    answer = run("approve", out, "--by", "李四光")
    assert answer.exit_code == Exit.INPUT
    assert "plan.xlsx" in answer.stderr
    assert "gongpei export" in answer.stderr
    # Printing the plan again does not make the edit a part of it.
    assert run("export", out).exit_code == Exit.DONE
    assert run("approve", out, "--by", "李四光").exit_code == Exit.INPUT
    assert run("export", out / "plan.xlsx").exit_code == Exit.DONE
    assert run("approve", out, "--by", "李四光").exit_code == Exit.DONE
    assert json.loads((out / "approval.json").read_text("utf-8"))["version"] == 2


def test_void_sheets_are_those_in_the_hands_of_people(out, planned):
    run("approve", out, "--by", "李四光")
    edited(out, lambda sheet: sheet.delete_rows(sheet.max_row))
    trial = json.loads(run("export", out / "plan.xlsx", "--json").stdout)
    assert trial["void_sheets"]["previous_version"] == 1
    assert trial["void_sheets"]["vehicles"]["void"] == ["皖H12345"]
    # Back to the approved plan: the trial in between is in nobody's hands.
    answer = run("export", out / "第1版")
    assert "与最近审核过的第1版相比" in answer.stdout
    assert "无需重发" in answer.stdout
    back = json.loads(run("export", out / "第2版", "--json").stdout)
    assert back["version"] == 4
    assert back["void_sheets"]["previous_version"] == 1
    assert back["void_sheets"]["vehicles"]["void"] == ["皖H12345"]


def test_approving_loads_no_solver(out):
    code = (
        "import sys, cli\n"
        "try:\n"
        f"    cli.gongpei.main(['approve', {str(out)!r}, '--by', 'X', '--quiet'])\n"
        "except SystemExit as stop:\n"
        "    assert stop.code == 0, stop.code\n"
        "for name in ('ortools', 'numba', 'pyvrp'):\n"
        "    assert name not in sys.modules, name\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
