"""``plan --from OUT --now HH:MM``: a vehicle breaks down under way, and another comes.

皖H12345 loads at 08:00, leaves 上湾村 (V1) at 08:55:17 and would be at 下湾村 (V2)
at 09:06:11 with 20 + 12 items. At 08:56 it breaks down, after V1.
"""

import json
import shutil
from pathlib import Path

import pytest
from features.planned_day import SHORT, TABLES, plan, run, write_day
from openpyxl import load_workbook

from routing.terminal.exits import Exit

LOST, OTHER = "皖H12345", "皖H67890"
CARS = TABLES["车辆"] + f"{OTHER},微面,李四海,13811117777\n"
GOODS = TABLES["件量"] + "下湾村,中通,12\n"
HEADER = "类型,对象,参数,原因,填报人\n"
BROKEN = HEADER + f"停用车辆,{LOST},,抛锚,王调度\n"
ITEMS = 30 + 20 + 12


def again(*args, day="day", from_plan="out", now="08:56"):
    return run("plan", day, "--from", from_plan, "--now", now, *SHORT, *args)


@pytest.fixture(scope="module")
def replanned(tmp_path_factory):
    """Return a folder with ``first``, the plan of the morning, and ``out`` from it."""
    home = tmp_path_factory.mktemp("replanned")
    day = write_day(home / "day", 车辆=CARS, 件量=GOODS)
    plan(day, home / "first")
    shutil.copytree(home / "first", home / "out")
    write_day(day, 车辆=CARS, 件量=GOODS, 临时调整=BROKEN)
    answer = again(day=day, from_plan=home / "out")
    assert answer.exit_code == Exit.DONE, answer.output
    (home / "said.txt").write_text(answer.stdout, "utf-8")
    return home


@pytest.fixture
def here(replanned, tmp_path, monkeypatch):
    """Work in a copy of that folder."""
    shutil.copytree(replanned, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


pytestmark = pytest.mark.usefixtures("here")


def read(out):
    return json.loads((Path(out) / "plan.json").read_text("utf-8"))


def tours(out):
    return {route["vehicle"]: route["tours"] for route in read(out)["routes"]}


def page(name):
    return Path("out", name).read_text("utf-8")


def test_what_is_on_board_is_fetched_where_the_vehicle_stands():
    (first,) = tours("first")[LOST]
    (cut,) = tours("out")[LOST]
    (rescue,) = tours("out")[OTHER]
    now = 8 * 3600 + 56 * 60
    # Its halt before the loss is as it was; it ends there, at once.
    assert cut["stops"] == first["stops"][:1]
    assert (cut["end"], cut["stands"]) == (now, "V1")
    assert rescue["load_start"] == now
    assert [stop["site"] for stop in rescue["stops"]] == ["V1", "V2"]
    assert sorted(rescue["stops"][0]["pick_up"]) == sorted(cut["unload"])
    assert rescue["stops"][1]["deliver"] == rescue["stops"][0]["pick_up"]
    made = read("out")
    assert made["replan"]["losses"] == [{"vehicle": LOST, "time": now, "site": "V1"}]
    assert made["unserved"] == []
    assert sum(sum(bag["items"].values()) for bag in made["bags"]) == ITEMS


def test_it_says_what_is_lost_and_who_needs_a_new_sheet():
    said = Path("said.txt").read_text("utf-8")
    assert f"{LOST} 08:56 出故障，停在 上湾村" in said
    assert f"新增出车，发新单（1 辆）：{OTHER}" in said


def test_the_folder_keeps_the_plan_of_the_morning():
    assert read("out/第1版") == read("first")
    assert json.loads(Path("out/run.json").read_text("utf-8"))["version"] == 2


def test_the_sheets_tell_the_loss():
    changes = page("变更单.html")
    assert f"{LOST} 08:56 出故障，停在 上湾村" in changes
    assert "08:56 重排：已装车、已发车、已交出的不动。" in changes
    assert "08:56 出故障，停在上湾村，不再出车" in page(f"派车单_{LOST}.html")
    assert "不再出车" not in page(f"派车单_{OTHER}.html")


def test_the_files_alone_are_enough_to_judge_it():
    for words in (("check", "out"), ("evaluate", "out/plan.json")):
        answer = run(*words)
        assert (answer.exit_code, "核对通过" in answer.stdout) == (Exit.DONE, True)
    shutil.rmtree("first")
    shutil.rmtree("day")
    assert run("check", "out").exit_code == Exit.DONE


def test_the_tables_that_are_named_judge_it_too():
    assert run("check", "out", "--day", "day").exit_code == Exit.DONE
    # By the tables of the morning nothing is lost: it had to drive on.
    write_day(Path("morning"), 车辆=CARS, 件量=GOODS)
    answer = run("check", "out", "--day", "morning")
    assert answer.exit_code == Exit.FINDING
    assert "W5_LOSS" in answer.stdout


def test_a_changed_history_is_found():
    made = read("out")
    (route,) = (r for r in made["routes"] if r["vehicle"] == LOST)
    route["tours"][0]["load_start"] -= 60
    Path("out/plan.json").write_text(json.dumps(made), "utf-8")
    answer = run("check", "out")
    assert answer.exit_code == Exit.FINDING
    assert "W5_BEGUN_TIMES" in answer.stdout


def test_the_same_iterations_write_the_same_bytes():
    for out in ("a", "b"):
        done = again("-o", out, from_plan="first")
        assert done.exit_code == Exit.DONE
    plans = {Path(out, "plan.json").read_bytes() for out in ("a", "b", "out")}
    assert len(plans) == 1


def test_an_hour_later_it_carries_on_once_more():
    # 李四海 is back at 10:39: nothing begins any more, and V1 stays where it was lost.
    assert again(now="11:00").exit_code == Exit.DONE
    made = read("out")
    assert made["replan"]["now"] == 11 * 3600
    assert made["replan"]["losses"] == read("out/第2版")["replan"]["losses"]
    assert tours("out") == tours("out/第2版")
    assert run("check", "out").exit_code == Exit.DONE


def test_printing_it_again_keeps_what_it_carries_on():
    assert run("export", "out").exit_code == Exit.DONE
    assert run("export", "out", "--day", "day", "-o", "other").exit_code == Exit.DONE
    for out in ("out", "other"):
        assert read(out)["replan"]["now"] == 8 * 3600 + 56 * 60
        assert run("check", out).exit_code == Exit.DONE


def edited(row, column, value):
    """Type a value into a cell of the sheet of stops; (0, 0) is the first one."""
    book = load_workbook("out/plan.xlsx")
    sheet = book["站点明细"]
    header = next(
        cells[0].row
        for cells in sheet.iter_rows()
        if "车辆" in {cell.value for cell in cells}
    )
    sheet.cell(header + 1 + row, column + 1, value)
    book.save("out/edited.xlsx")


def test_a_workbook_that_says_the_same_is_judged_as_the_plan():
    load_workbook("out/plan.xlsx").save("out/saved.xlsx")
    answer = run("evaluate", "out/saved.xlsx", "--json")
    assert answer.exit_code == Exit.DONE
    told = json.loads(answer.stdout)
    found = told["ok"], told["delta_cost_yuan"], told["new_violations"]
    assert found == (True, 0, [])
    assert again("-o", "b", from_plan="out/saved.xlsx", now="09:00").exit_code == 0


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        # Another vehicle, fewer items, another village.
        (("evaluate", "out/edited.xlsx"), (0, 0, LOST)),
        (("check", "out/edited.xlsx", "--day", "day"), (0, 8, 1)),
        (("export", "out/edited.xlsx"), (2, 3, "上湾村")),
        (("plan", "day", "--from", "out/edited.xlsx", "--now", "09:00"), (0, 8, 1)),
    ],
)
def test_a_workbook_that_was_changed_is_refused_with_the_way_out(words, cell):
    edited(*cell)
    before = files()
    answer = run(*words)
    assert answer.exit_code == Exit.INPUT
    assert "重排的计划" in answer.stderr
    assert "在 临时调整 里写锁定，再用 --from 和 --now 重排一次" in answer.stderr
    assert files() == before


def files():
    """Return everything that lies here, byte for byte."""
    return {
        str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()
    }


def other_date():
    settings = TABLES["参数"].replace("2026-03-09", "2026-03-10")
    write_day(Path("day"), 车辆=CARS, 件量=GOODS, 参数=settings)


def fewer():
    write_day(Path("day"), 车辆=CARS, 件量=GOODS.replace("中通,30", "中通,10"))


def no_vehicle():
    write_day(Path("day"), 车辆=CARS.replace(f"{LOST},微面,孙三虎,13811114444\n", ""))
    Path("day/临时调整.csv").unlink()


def alone():
    Path("alone").mkdir()
    shutil.copy("first/plan.json", "alone/plan.json")


NOW = ("--now", "08:56")
FROM = ("--from", "first")
REFUSED = {
    "nothing to carry on": (None, NOW, ["--now 要说明从哪份计划往下排", "加 --from"]),
    "a run of the morning": (
        None,
        (*FROM, *NOW, "--stage", "定稿"),
        ["--now 和 --stage 不能一起用"],
    ),
    "no instant": (None, FROM, ["白天重排加 --now"]),
    "a plan to begin with": (None, (*FROM, *NOW, "--start", "first"), ["只留 --from"]),
    "earlier than its plan": (
        None,
        ("--from", "out", "--now", "08:55"),
        ["现在是 08:55", "已经是 08:56 的重排", "第N版"],
    ),
    "a plan without its tables": (
        alone,
        ("--from", "alone", *NOW),
        ["alone 里没有可用的 inputs/", "给出整个输出文件夹"],
    ),
    "no plan": (None, ("--from", "day", *NOW), ["读不了计划"]),
    "another day": (other_date, (*FROM, *NOW), ["2026-03-09", "2026-03-10"]),
    "fewer goods than are under way": (
        fewer,
        (*FROM, *NOW),
        ["1 处货", "上湾村", "30>10", "件量表改回"],
    ),
    "a vehicle that has driven is not known": (
        no_vehicle,
        (*FROM, *NOW),
        [f"{LOST} 今天已经出过车", "停用车辆"],
    ),
    "no clock time": (None, (*FROM, "--now", "25:99"), ["25:99"]),
    "words for a clock time": (None, (*FROM, "--now", "九点"), ["九点"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_carried_on_is_refused_with_the_way_out(name):
    change, words, said = REFUSED[name]
    if change is not None:
        change()
    before = files()
    answer = run("plan", "day", *words, *SHORT)
    assert answer.exit_code == Exit.INPUT
    assert [part for part in said if part not in answer.stderr] == []
    assert files() == before
