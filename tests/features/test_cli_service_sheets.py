"""A plan with a bus and a handover through ``export``: lists, crews, versions, PDF.

The plan is made by hand from one of the planner's: V1's bags go by bus, V2's by a
partner, and nothing drives.
"""

import json

import openpyxl
import pytest
from features.planned_day import TABLES, plan, run, sheets, write_day

from routing.terminal.exits import Exit

CREW = ("王大路", "13811117777")
COMPANY = ("何经理", "13822226666")
SERVICES = {
    "合作单位": "单位编号,单位名称,类型,联系人,电话\n"
    f"邮政,邮政,邮政,{COMPANY[0]},{COMPANY[1]}\n中通,中通,快递,,\n",
    "参数": TABLES["参数"] + "装袋,合并装袋\n",
    "班线": "班线编号,班线名称,运营单位,计费方式,单价\nL1,石门线,邮政,每袋,4\n",
    "途经站时刻": "班线编号,序号,站点,距首站分钟,可装,可卸,有人接车\n"
    "L1,1,C,0,是,否,是\nL1,2,上湾村,50,否,是,是\n",
    "班次": "班线编号,发车时间,载货袋数,车牌,司乘,电话\n"
    f"L1,09:00,10,皖H99999,{CREW[0]},{CREW[1]}\n",
    "代投": "代投编号,承运单位,委托单位,交接站点,投递站点,截止时间,送达时间,"
    "计费方式,单价\n"
    "O1,邮政,*,C,下湾村,11:00,16:00,每件,0.8\n",
}
LISTS = {"交接单_石门线 0900.html", "交接单_代投 邮政 O1.html"}


def by_services(out):
    """Let the bags of the plan go by bus and by partner."""
    stored = json.loads((out / "plan.json").read_text("utf-8"))
    bus, given = [], []
    for bag in stored["bags"]:
        leg = {"from": "C", "to": bag["destination"]}
        if bag["destination"] == "V1":
            bus.append(bag["id"])
            # 09:00 and 50 minutes.
            way = {"kind": "bus", "trip": "L1-0900", "depart": 32400, "arrive": 35400}
        else:
            given.append(bag["id"])
            way = {"kind": "handover", "offer": "O1", "depart": 39600, "arrive": 57600}
        bag["legs"] = [{**way, **leg}]
    # V2 is sent 20 items.
    stored["bus_loads"] = [
        {
            "trip": "L1-0900",
            "bags": bus,
            "board": "C",
            "alight": "V1",
            "fee_cents": 400 * len(bus),
        }
    ]
    stored["handovers"] = [{"offer": "O1", "bags": given, "fee_cents": 1600}]
    stored["routes"] = []
    stored["distance_sources"] = {}
    parts = dict.fromkeys(stored["cost_cents"], 0)
    fees = {"bus": 400 * len(bus), "handover": 1600}
    total = sum(fees.values())
    stored["cost_cents"] = {**parts, **fees, "total": total}
    (out / "plan.json").write_text(json.dumps(stored), "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("services")
    plan(write_day(home / "day", **SERVICES), home / "out")
    by_services(home / "out")
    answer = run("check", home / "out")
    assert answer.exit_code == Exit.DONE, answer.output
    return home


def test_lists_are_written_with_the_crew_of_the_tables(folder, tmp_path):
    answer = run("export", folder / "out", "-o", tmp_path / "new", "--json", "--pdf")
    assert answer.exit_code == Exit.DONE, answer.output
    pages = sheets(tmp_path / "new")
    assert set(pages) >= LISTS
    for word in (*CREW, "皖H99999", "最晚 08:45 交齐"):
        assert word in pages["交接单_石门线 0900.html"]
    assert CREW[1] in pages["微信.txt"]
    for name in LISTS:
        assert all(word in pages[name] for word in COMPANY), name
    made = {name.replace(".html", ".pdf") for name in LISTS}
    assert made <= set(json.loads(answer.stdout)["pdf_files"])

    # Contacts stand on sheets alone.
    for path in (tmp_path / "new").rglob("*"):
        if path.is_file() and path.name not in pages and path.suffix != ".pdf":
            data = path.read_bytes()
            assert CREW[1].encode() not in data, path.name
            assert COMPANY[1].encode() not in data, path.name
    names = openpyxl.load_workbook(tmp_path / "new" / "plan.xlsx").sheetnames
    assert names[3:5] == ["班次装载", "代投"]


def test_crews_are_left_out_on_demand(folder, tmp_path):
    answer = run("export", folder / "out", "-o", tmp_path / "new", "--no-contacts")
    assert answer.exit_code == Exit.DONE, answer.output
    text = "".join(sheets(tmp_path / "new").values())
    assert not [word for word in (*CREW, *COMPANY) if word in text]


def test_a_later_version_names_the_lists_to_take_back(folder, tmp_path):
    out = tmp_path / "new"
    run("export", folder / "out", "-o", out)
    # The tables have no services any more: they are named by their ids.
    plan(write_day(tmp_path / "day"), out)
    found = (out / "作废单.txt").read_text("utf-8-sig")
    assert "收回交接单的班次和代投（2 个）：L1-0900、O1" in found
    assert LISTS & set(sheets(out)) == set()
    assert set(sheets(out / "第1版")) >= LISTS
