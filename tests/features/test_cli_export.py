"""``export``: sheets of a plan as it is, or of one that a person answers for."""

import json
import os
import shutil

import pytest
from features.planned_day import DRAFT, STAFF, TABLES, plan, run, sheets, write_day

from routing.terminal.exits import Exit

SIGNED = ("--reason", "村里今天办喜事", "--by", "李四光")
KEYS = {
    "ok", "violations", "cost_yuan", "cost_per_item_yuan", "items_planned",
    "items_unserved", "plan_file", "plan_number", "version", "approved",
    "written_beside", "void_sheets", "pdf_files",
}  # fmt: skip


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planned")
    plan(write_day(folder / "day"), folder / "out")
    return folder


@pytest.fixture(autouse=True)
def out(planned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    shutil.copytree(planned / "out", tmp_path / "out")
    return tmp_path / "out"


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
    shutil.rmtree(out / "单据")
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
    assert (out / "第1版" / "单据").is_dir()
    assert "下湾新村" in "".join(sheets(out).values())


def test_no_contacts_stays_with_the_plan(out):
    assert "孙三虎" in sheets(out)["派车单_皖H12345.html"]
    for args in (("--no-contacts",), ()):
        assert run("export", out, *args).exit_code == Exit.DONE
        for page in sheets(out).values():
            assert not [secret for secret in STAFF if secret in page]
