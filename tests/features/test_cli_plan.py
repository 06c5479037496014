"""``plan`` from tables to folder: files, words, keys and every exit code."""

import json
import os
import platform
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import cli
from routing.plan.schema import plan_schema
from routing.plan.violation import Violation
from routing.planning.sessions import plan as plan_session
from routing.report.sheets.write import is_sheet
from routing.terminal.exits import Exit

TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度,负责人,电话\n"
    "C,县共配中心,县级中心,,116.20,30.60,赵一平,13811112222\n"
    "H,石门镇站,乡镇站,,116.31,30.66,,\n"
    "V1,上湾村,村级服务点,石门镇站,116.33,30.67,钱二妹,13811113333\n"
    "V2,下湾村,村级服务点,石门镇站,116.35,30.65,,\n",
    "车辆": "车牌,车型,驾驶员,驾驶员电话\n皖H12345,微面,孙三虎,13811114444\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,30\n下湾村,邮政,20\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n",
}
FILES = {
    "plan.json", "run.json", "ways.json", "kpi.json", "kpi.csv", "routes.geojson",
    "report.html", "校验.csv", "inputs", "plan.xlsx", "执行回填.xlsx",
}  # fmt: skip
SHEETS = {
    "派车单_皖H12345.html", "装车单_皖H12345.html", "村站_石门镇站.html",
    "分拣表.html", "待确认.html", "袋牌.html", "微信.txt",
}  # fmt: skip
KEYS = {
    "status", "plan_file", "cost_yuan", "cost_per_item_yuan", "items_demanded",
    "items_planned", "items_unserved", "vehicles_used", "km", "first_plan_seconds",
    "seconds", "iterations", "seed", "violations",
}  # fmt: skip
SHORT = ("--iterations", "2", "--workers", "1")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    write_day(tmp_path / "day")
    return tmp_path


def write_day(folder, **changes):
    folder.mkdir(exist_ok=True)
    for name, text in {**TABLES, **changes}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")


def run(*args):
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


def plan(*args):
    return run("plan", "day", "-o", "out", *SHORT, *args)


def names(folder):
    return {path.name for path in Path(folder).iterdir()}


def test_a_planned_day_leaves_every_file_and_says_where(empty_folder):
    answer = plan()
    assert answer.exit_code == Exit.DONE
    assert names("out") == FILES | SHEETS
    assert "50 件" in answer.stdout
    assert str(Path("out") / "report.html") in answer.stdout
    assert "读入表格" in answer.stderr
    assert names(empty_folder) == {"day", "out"}
    assert run("check", "out").exit_code == Exit.DONE


def test_json_has_the_keys_of_the_contract():
    answer = plan("--json", "--seed", "7")
    found = json.loads(answer.stdout)
    assert set(found) >= KEYS
    assert found["status"] == "complete"
    assert (found["items_demanded"], found["items_planned"]) == (50, 50)
    assert found["items_unserved"] == 0
    assert found["vehicles_used"] == 1
    assert found["seed"] == 7
    assert found["violations"] == []
    stored = json.loads(Path(found["plan_file"]).read_text("utf-8"))
    assert found["cost_yuan"] * 100 == pytest.approx(stored["cost_cents"]["total"])
    assert found["cost_per_item_yuan"] == pytest.approx(
        found["cost_yuan"] / 50, abs=1e-4
    )
    metres = sum(route["metres"] for route in stored["routes"])
    assert found["km"] * 1000 == pytest.approx(metres)
    judged = json.loads(run("check", "out", "--json").stdout)
    assert judged["cost_yuan"] == found["cost_yuan"]


def test_plan_json_keeps_its_schema_and_holds_no_clock_path_or_host(empty_folder):
    plan()
    text = Path("out/plan.json").read_text("utf-8")
    stored = json.loads(text)
    jsonschema.validate(stored, plan_schema())
    assert set(stored["day"]["hashes"]) == {"tables", "travel"}
    assert stored["kpis"]
    assert str(empty_folder) not in text
    assert platform.node() not in text
    assert not re.search(r"20\d\d-\d\d-\d\dT", text)
    times = json.loads(Path("out/run.json").read_text("utf-8"))
    assert re.match(r"20\d\d-\d\d-\d\dT", times["started"])


def test_the_same_iterations_and_seed_give_the_same_bytes():
    plan("--seed", "7")
    first = Path("out/plan.json").read_bytes()
    plan("--seed", "7")
    assert Path("out/plan.json").read_bytes() == first
    assert Path("out/第1版/plan.json").read_bytes() == first


def test_quiet_says_nothing_beside_the_answer():
    assert plan("--quiet").stderr == ""


def test_rows_set_aside_are_the_first_line_and_code_1(empty_folder):
    demand = (
        "站点,合作单位,件数,时间窗\n"
        "上湾村,中通,30,\n下湾村,邮政,20,\n下湾村,圆通,2,18:00-08:00\n"
    )
    write_day(empty_folder / "day", 件量=demand)
    answer = plan()
    assert answer.exit_code == Exit.FINDING
    assert answer.stdout.startswith("搁置 1 行（2 件）")
    assert "18:00-08:00" in Path("out/校验.csv").read_text("utf-8-sig")
    found = json.loads(plan("--json").stdout)
    # 30 + 20 planned, 2 set aside: nothing is lost.
    assert found["items_demanded"] == 52
    assert found["items_unserved"] == 2
    reasons = json.loads(Path("out/plan.json").read_text("utf-8"))["unserved"]
    assert [row["reason"] for row in reasons] == ["BAD_ROW"]


@pytest.mark.parametrize(
    "args", [("--strict",), ("--max-set-aside", "3"), ("--max-set-aside", "0")]
)
def test_too_much_set_aside_stops_before_anything_is_written(empty_folder, args):
    # 2 of 52 items are 3.8 %.
    write_day(empty_folder / "day", 件量=TABLES["件量"] + "没有的村,中通,2\n")
    answer = plan(*args)
    assert answer.exit_code == Exit.INPUT
    assert answer.stdout == ""
    assert not Path("out").exists()
    refused = json.loads(plan("--json", *args).stdout)
    assert refused["status"] == "refused"
    assert refused["plan_file"] is None
    assert refused["errors"][0]["row"] == 4


def test_fatal_findings_stop_before_anything_is_written(empty_folder):
    (empty_folder / "day" / "车辆.csv").unlink()
    answer = plan()
    assert answer.exit_code == Exit.INPUT
    assert "没有排计划" in answer.stderr
    assert names(empty_folder) == {"day"}


def test_nothing_planned_is_code_3_with_diagnostics(empty_folder):
    closed = TABLES["站点"].replace("负责人", "启用").replace(",钱二妹", ",否")
    closed = closed.replace("30.65,", "30.65,否").replace("赵一平", "是")
    write_day(empty_folder / "day", 站点=closed)
    answer = plan()
    assert answer.exit_code == Exit.NOTHING_PLANNED
    assert "一件也没有排上" in answer.stderr
    stored = json.loads(Path("out/plan.json").read_text("utf-8"))
    assert sum(row["items"] for row in stored["unserved"]) == 50
    assert run("check", "out").exit_code == Exit.DONE


def test_max_unserved_is_code_1(empty_folder):
    many = TABLES["件量"] + "上湾村,圆通,9000\n"
    write_day(empty_folder / "day", 件量=many)
    assert plan().exit_code == Exit.DONE
    unserved = json.loads(plan("--json").stdout)["items_unserved"]
    assert unserved > 0
    assert plan("--max-unserved", unserved).exit_code == Exit.DONE
    answer = plan("--max-unserved", unserved - 1)
    assert answer.exit_code == Exit.FINDING
    assert "--max-unserved" in answer.stderr


def test_a_plan_that_fails_its_check_is_no_answer(empty_folder, monkeypatch):
    plan_day = plan_session.plan_day
    violation = Violation(cause="R1_CAP_KG", where="V #1", amount=1, unit="g")
    plan()

    def wrong(*args, **more):
        return replace(plan_day(*args, **more), violations=[violation])

    monkeypatch.setattr(plan_session, "plan_day", wrong)
    answer = plan()
    assert answer.exit_code == Exit.INTERNAL
    assert answer.stdout == ""
    stored = json.loads(Path("out.diagnostics.json").read_text("utf-8"))
    assert stored["violations"][0]["cause"] == "R1_CAP_KG"
    # The older plan stays the newest.
    assert names("out") == FILES | SHEETS
    assert names(empty_folder) == {"day", "out", "out.diagnostics.json"}


@pytest.mark.parametrize(
    ("out", "words"), [("day", "就是放表格的文件夹"), ("day/站点.csv", "是一个文件")]
)
def test_places_that_cannot_be_an_output_folder(out, words):
    answer = run("plan", "day", "-o", out, *SHORT)
    assert answer.exit_code == Exit.INPUT
    assert words in answer.stderr


def test_a_date_that_contradicts_the_settings_is_code_2():
    answer = plan("--date", "2026-03-10")
    assert answer.exit_code == Exit.INPUT
    assert "2026-03-09" in answer.stderr


def test_the_folder_is_named_after_the_day_unless_told():
    answer = run("plan", "day", *SHORT)
    assert answer.exit_code == Exit.DONE
    assert names("out/2026-03-09") == FILES | SHEETS


RECIPIENT = ("王小明", "13999998888", "7512345678901", "12号")
STAFF = (
    "赵一平", "钱二妹", "孙三虎", "13811112222", "13811113333", "13811114444",
    "13811115555",
)  # fmt: skip
ORDERS = (
    "运单号,收件人,手机,详细地址,站点,合作单位\n"
    "YT7512345678901,王小明,13999998888,石门镇上湾村12号,上湾村,中通\n"
)
SETTINGS = TABLES["参数"] + "调度电话,13811115555\n值班,孙三虎 13811114444\n"


def written(folder):
    """Return every file of a folder as text, workbooks unpacked, by its name."""
    texts = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and path.suffix in (".xlsx", ".npz"):
            with zipfile.ZipFile(path) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
            texts[path] = b"\n".join(parts).decode("utf-8", "replace")
        elif path.is_file():
            texts[path] = path.read_bytes().decode("utf-8", "replace")
    return texts


def holding(secrets, texts):
    return {
        secret: [path for path, text in texts.items() if secret in text]
        for secret in secrets
    }


def test_staff_is_on_sheets_only_and_recipients_are_nowhere(empty_folder):
    write_day(empty_folder / "day", 运单明细=ORDERS, 参数=SETTINGS)
    answers = [plan(), plan("--json", "--lang", "en"), run("check", "out")]
    texts = written("out")
    assert Path("out/第1版/微信.txt") in texts
    for secret, paths in holding((*RECIPIENT, *STAFF), texts).items():
        sheets = [path for path in paths if is_sheet(path.name)]
        assert paths == sheets, secret
        assert not sheets or secret in STAFF
        for answer in answers:
            assert secret not in answer.output
    # Who drives and whom to call is what sheets are for.
    for secret in ("孙三虎", "13811114444", "钱二妹", "13811113333", "13811115555"):
        assert any(secret in text for text in texts.values()), secret


def test_without_contacts_nobody_is_anywhere(empty_folder):
    write_day(empty_folder / "day", 运单明细=ORDERS, 参数=SETTINGS)
    answers = [plan("--no-contacts"), plan("--no-contacts", "--lang", "en")]
    answers.append(run("export", "out", "--no-contacts"))
    answers.append(run("approve", "out", "--by", "李四光"))
    assert [answer.exit_code for answer in answers] == [0, 0, 0, 0]
    for path, text in written("out").items():
        for secret in (*RECIPIENT, *STAFF):
            assert secret not in text, path
        if path.suffix == ".html":
            assert "李四光" not in text
    for answer in answers:
        for secret in (*RECIPIENT, *STAFF):
            assert secret not in answer.output
