"""``export``: sheets of a plan as it is, or of one that a person answers for."""

import json
import shutil
import subprocess
import sys

import pytest
from features.planned_day import (
    DRAFT,
    STAFF,
    TABLES,
    plan,
    remove_sheets,
    run,
    sheets,
    write_day,
)
from openpyxl import load_workbook

import cli
from routing.planning.output import staging as output
from routing.planning.output.disk import Disk
from routing.planning.output.versions import older_versions
from routing.terminal.exits import Exit

SIGNED = ("--reason", "村里今天办喜事", "--by", "李四光")
KEYS = {
    "ok", "violations", "cost_yuan", "cost_per_item_yuan", "items_planned",
    "items_unserved", "plan_file", "plan_number", "version", "approved",
    "written_beside", "void_sheets", "pdf_files",
}  # fmt: skip


pytestmark = pytest.mark.usefixtures("out")


def dearer(out):
    """Make the plan say that it drives for ten yuan more than it does."""
    stored = json.loads((out / "plan.json").read_text("utf-8"))
    stored["routes"][0]["cost_cents"]["km"] += 1000
    stored["cost_cents"]["km"] += 1000
    stored["cost_cents"]["total"] += 1000
    (out / "plan.json").write_text(json.dumps(stored), "utf-8")


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_an_unchanged_plan_keeps_its_version_and_its_approval(out):
    run("approve", out, "--by", "李四光")
    before = (out / "plan.json").read_bytes()
    remove_sheets(out)
    for plan_file in (out, out / "plan.json"):
        answer = run("export", plan_file, "--json")
        assert answer.exit_code == Exit.DONE, answer.output
        found = json.loads(answer.stdout)
        assert set(found) >= KEYS
        assert (found["version"], found["approved"]) == (1, True)
        assert found["void_sheets"] is None
    assert (out / "plan.json").read_bytes() == before
    assert not any(DRAFT in page for page in sheets(out).values())
    assert not (out / "第1版").exists()
    assert (out / "approval.json").is_file()


def test_another_folder_gets_the_whole_plan_as_its_first_version(out, tmp_path):
    answer = run("export", out, "-o", tmp_path / "copy")
    assert answer.exit_code == Exit.DONE
    copy = tmp_path / "copy"
    # The ways considered belong to the search.
    assert names(copy) == names(out) - {"ways.json"}
    assert (copy / "plan.json").read_bytes() == (out / "plan.json").read_bytes()
    assert run("check", copy).exit_code == Exit.DONE
    assert "孙三虎" in sheets(copy)["派车单_皖H12345.html"]
    stored = json.loads((copy / "run.json").read_text("utf-8"))
    assert stored["version"] == 1
    assert run("approve", copy, "--by", "李四光").exit_code == Exit.DONE


def test_violations_without_reason_and_name_are_code_2(out):
    dearer(out)
    before = names(out)
    for args in ((), SIGNED[:2], SIGNED[2:], ("--reason", " ", "--by", " ")):
        answer = run("export", out, *args)
        assert answer.exit_code == Exit.INPUT
        assert "P1_COST" in answer.stdout
        assert "--reason" in answer.stderr
        assert "--by" in answer.stderr
    found = json.loads(run("export", out, "--json").stdout)
    assert found["status"] == "refused"
    assert [row["cause"] for row in found["violations"]] == ["P1_COST"]
    assert found["red_lines"] == []
    assert names(out) == before


def test_a_plan_that_somebody_answers_for_leaves_with_its_violations_printed(
    out, tmp_path
):
    dearer(out)
    new = tmp_path / "new"
    answer = run("export", out, "-o", new, *SIGNED)
    assert answer.exit_code == Exit.DONE, answer.output
    assert "P1_COST" in answer.stdout
    page = sheets(new)["派车单_皖H12345.html"]
    assert "村里今天办喜事" in page
    assert "李四光" in page
    assert DRAFT in page
    # The page tells the violation, and nobody's name.
    report = (new / "report.html").read_text("utf-8")
    assert "P1_COST" in report
    assert "李四光" not in report
    edit = json.loads((new / "run.json").read_text("utf-8"))["edit"]
    assert edit == {"reason": "村里今天办喜事", "by": "李四光"}
    # Asked once: approving and printing again need no second reason.
    assert run("export", new).exit_code == Exit.DONE
    approved = run("approve", new, "--by", "王局长", "--json")
    assert approved.exit_code == Exit.DONE, approved.output
    found = json.loads(approved.stdout)
    assert [row["cause"] for row in found["violations"]] == ["P1_COST"]
    assert found["reason"] == "村里今天办喜事"
    page = sheets(new)["派车单_皖H12345.html"]
    assert "李四光" in page
    assert "王局长" in page
    assert DRAFT not in page


def test_a_red_line_stops_even_what_somebody_answers_for(out, tmp_path):
    # The van may carry 20 kg; 50 items of 1.5 kg are on it.
    vehicles = "车牌,车型,核定载质量\n皖H12345,微面,20\n"
    day = write_day(tmp_path / "day", 车辆=vehicles)
    before = names(out)
    answer = run("export", out, "--day", day, *SIGNED)
    assert answer.exit_code == Exit.FINDING
    assert "红线" in answer.stderr
    assert "R1_CAP_KG" in answer.stdout
    found = json.loads(run("export", out, "--day", day, *SIGNED, "--json").stdout)
    assert "R1_CAP_KG" in {row["cause"] for row in found["red_lines"]}
    assert names(out) == before


def test_tables_that_are_gone_leave_sheets_without_contacts_and_say_so(out, planned):
    stored = json.loads((out / "run.json").read_text("utf-8"))
    stored["tables"] = [str(planned / "gone")]
    (out / "run.json").write_text(json.dumps(stored), "utf-8")
    answer = run("export", out)
    assert "没有联系人和电话" in answer.stderr
    for page in sheets(out).values():
        assert not [secret for secret in STAFF if secret in page]
    # Named again they are remembered again; the plan is the same, so its version.
    answer = run("export", out, "--day", planned / "day")
    assert "没有联系人和电话" not in answer.stderr
    assert "13811114444" in sheets(out)["派车单_皖H12345.html"]
    stored = json.loads((out / "run.json").read_text("utf-8"))
    assert (stored["version"], stored["tables"]) == (1, [str(planned / "day")])


def test_a_day_with_other_tables_makes_a_new_version_and_names_the_sheets(
    out, tmp_path
):
    sites = TABLES["站点"].replace("下湾村,村级服务点", "下湾新村,村级服务点")
    demand = TABLES["件量"].replace("下湾村", "下湾新村")
    day = write_day(tmp_path / "day", 站点=sites, 件量=demand)
    answer = run("export", out, "--day", day)
    assert answer.exit_code == Exit.DONE, answer.output
    assert "与第1版相比" in answer.stdout
    text = (out / "作废单.txt").read_text("utf-8-sig")
    assert text.startswith("2026-03-09 计划 ")
    assert "第2版" in text
    assert (out / "第1版" / "袋牌.html").is_file()
    assert "下湾新村" in "".join(sheets(out).values())


def test_no_contacts_stays_with_the_plan(out):
    assert "孙三虎" in sheets(out)["派车单_皖H12345.html"]
    for args in (("--no-contacts",), ()):
        assert run("export", out, *args).exit_code == Exit.DONE
        for page in sheets(out).values():
            assert not [secret for secret in STAFF if secret in page]


def without_village(out, village):
    """Delete the rows of a village from the workbook of a plan."""
    book = load_workbook(out / "plan.xlsx")
    sheet = book["站点明细"]
    rows = [
        row[0].row
        for row in sheet.iter_rows()
        if any(cell.value and village in str(cell.value) for cell in row)
    ]
    for row in reversed(rows):
        sheet.delete_rows(row)
    book.save(out / "plan.xlsx")


def test_an_edited_workbook_becomes_the_next_version_with_its_sheets(out):
    before = (out / "plan.json").read_bytes()
    without_village(out, "下湾村")
    answer = run("export", out / "plan.xlsx", "--json")
    assert answer.exit_code == Exit.DONE, answer.output
    found = json.loads(answer.stdout)
    # 20 items of 下湾村 stay behind; 30 of 上湾村 go as before.
    assert (found["items_planned"], found["items_unserved"]) == (30, 20)
    assert (found["version"], found["approved"]) == (2, False)
    assert found["void_sheets"]["vehicles"]["void"] == ["皖H12345"]
    assert found["void_sheets"]["stations"]["gone"] == ["V2"]
    text = (out / "作废单.txt").read_text("utf-8-sig")
    assert "皖H12345" in text
    assert "今天不再去，收回村站单（1 个站点）：下湾村" in text
    stored = json.loads((out / "plan.json").read_text("utf-8"))
    assert [row["reason"] for row in stored["unserved"]] == ["CANCELLED_BY_HAND"]
    assert run("check", out).exit_code == Exit.DONE
    assert (out / "第1版" / "plan.json").read_bytes() == before
    # The workbook that was edited is kept with the version it was made from.
    names = {cell.value for cell in stops(out / "第1版" / "plan.xlsx")}
    assert not any("下湾村" in str(name) for name in names)
    assert "孙三虎" in sheets(out)["派车单_皖H12345.html"]


def stops(path):
    return [cell for row in load_workbook(path)["站点明细"].iter_rows() for cell in row]


def test_an_older_version_that_is_exported_becomes_the_newest(out):
    first = (out / "plan.json").read_bytes()
    without_village(out, "下湾村")
    assert run("export", out / "plan.xlsx").exit_code == Exit.DONE
    answer = run("export", out / "第1版", "--json")
    assert answer.exit_code == Exit.DONE, answer.output
    assert json.loads(answer.stdout)["version"] == 3
    assert (out / "plan.json").read_bytes() == first
    assert older_versions(out) == [1, 2]
    assert older_versions(out / "第1版") == []


def test_a_workbook_alone_needs_a_place_for_its_sheets(out, planned, tmp_path):
    alone = tmp_path / "桌面"
    alone.mkdir()
    shutil.copy(out / "plan.xlsx", alone / "改过的.xlsx")
    answer = run("export", alone / "改过的.xlsx", "--day", planned / "day")
    assert answer.exit_code == Exit.INPUT
    assert "-o" in answer.stderr
    new = tmp_path / "新"
    args = ("--day", planned / "day", "-o", new)
    answer = run("export", alone / "改过的.xlsx", *args)
    assert answer.exit_code == Exit.DONE, answer.output
    assert run("check", new).exit_code == Exit.DONE
    assert names(alone) == {"改过的.xlsx"}


def holding(name):
    """Return a disk on which a program holds a file of OUT open, as on Windows."""

    class HeldOpen(Disk):
        def rename(self, source, target):
            """Refuse the file in OUT."""
            if source.name == name and not source.parent.name.startswith("."):
                raise PermissionError(13, "open in another program")
            super().rename(source, target)

    return HeldOpen


def test_a_workbook_open_in_excel_is_written_beside_and_named(
    out, planned, monkeypatch
):
    monkeypatch.setattr(output, "Disk", holding("plan.xlsx"))
    older = (out / "plan.xlsx").read_bytes()
    answer = plan(planned / "day", out, "--json")
    found = json.loads(answer.stdout)
    assert found["written_beside"] == [str(out / "plan(2).xlsx")]
    assert "“plan.xlsx”正被别的程序打开" in answer.stderr
    assert (out / "plan.xlsx").read_bytes() == older
    assert (out / "第1版" / "plan.xlsx").read_bytes() == older
    monkeypatch.undo()
    # The new one is what run.json sealed, so the plan can be approved.
    assert run("approve", out, "--by", "李四光").exit_code == Exit.DONE
    assert run("evaluate", out / "plan(2).xlsx").exit_code == Exit.DONE


def test_a_plan_that_is_held_fast_makes_the_new_one_go_beside(
    out, planned, tmp_path, monkeypatch
):
    monkeypatch.setattr(output, "Disk", holding("plan.json"))
    before = names(out)
    answer = plan(planned / "day", out, "--json")
    home = tmp_path / "out(2)"
    assert json.loads(answer.stdout)["plan_file"] == str(home / "plan.json")
    assert f"整份写在 {home}" in answer.stderr
    assert names(out) == before
    assert names(home) >= {"plan.json", "inputs", "袋牌.html", "run.json"}
    assert json.loads((home / "run.json").read_text("utf-8"))["version"] == 2
    assert run("check", home).exit_code == Exit.DONE


def test_pdf_files_are_real_and_their_absence_is_no_failure(out, monkeypatch):
    remove_sheets(out)
    answer = run("export", out, "--pdf", "--json")
    assert answer.exit_code == Exit.DONE, answer.output
    made = json.loads(answer.stdout)["pdf_files"]
    pages = [out / name for name in sheets(out) if name.endswith(".html")]
    assert sorted(made) == sorted(path.with_suffix(".pdf").name for path in pages)
    for name in made:
        assert (out / name).read_bytes().startswith(b"%PDF-")
    # Approved sheets have no mark, and their PDF files are made anew with them.
    answer = run("approve", out, "--by", "李四光", "--json")
    assert sorted(json.loads(answer.stdout)["pdf_files"]) == sorted(made)
    monkeypatch.setenv("PATH", "")
    answer = run("export", out, "--pdf", "--json")
    assert answer.exit_code == Exit.DONE
    assert json.loads(answer.stdout)["pdf_files"] == []
    assert "没有生成 PDF" in answer.stderr


def test_a_run_that_is_killed_leaves_the_older_plan_whole(out, planned, tmp_path):
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    args = ["plan", str(planned / "day"), "-o", str(out), "--time-limit", "300"]
    with subprocess.Popen(
        [sys.executable, cli.__file__, *args, "--workers", "1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:
        said = b""
        while "排线路".encode() not in said:
            said += process.stderr.read(1)
        process.kill()
    after = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert after == before
    plan(planned / "day", out)
    assert (out / "第1版" / "plan.json").read_bytes() == before[out / "plan.json"]
