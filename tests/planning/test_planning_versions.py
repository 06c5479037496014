"""Versions are numbered once, and a new one names the sheets that it makes void."""

from dataclasses import replace

import pytest
from features.four_villages import four_village_day, hm
from features.four_villages_plan import four_village_plan

from routing.planning.output.approval import (
    Approval,
    approval_json,
    changed_files,
    read_approval,
    seals,
)
from routing.planning.output.disk import Disk
from routing.planning.output.typed_files import keep_typed
from routing.planning.output.versions import (
    digest,
    next_version,
    older_versions,
    read_run,
    version_of,
)
from routing.planning.output.void_sheets import (
    Sheets,
    VoidSheets,
    compare_sheets,
    void_answer,
    void_lines,
)

PLAN = four_village_plan()
DAY = four_village_day()


def test_what_was_typed_since_an_older_plan_was_copied_is_kept(tmp_path):
    """A run killed behind the copying leaves OUT to be typed into."""
    out, older = tmp_path / "out", tmp_path / "out" / "第1版"
    older.mkdir(parents=True)
    names = ("执行回填.xlsx", "plan.xlsx")
    for name in names:
        (older / name).write_bytes(b"blank")
        (out / name).write_bytes(b"typed")
    going = [out / name for name in names]
    for _ in range(2):
        keep_typed(older, going, Disk())
    assert (older / "执行回填(2).xlsx").read_bytes() == b"typed"
    assert (older / "plan.xlsx").read_bytes() == b"blank"
    assert len(list(older.iterdir())) == 3


def test_an_empty_folder_begins_with_the_first_version(tmp_path):
    assert next_version(tmp_path / "out") == 1
    assert version_of(tmp_path / "out") == 0
    assert older_versions(tmp_path / "out") == []


def test_the_version_is_that_of_the_run_or_follows_the_older_ones(tmp_path):
    (tmp_path / "plan.json").write_text("{}", "utf-8")
    assert version_of(tmp_path) == 1
    for number in (1, 10, 2):
        (tmp_path / f"第{number}版").mkdir()
    (tmp_path / "第x版").mkdir()
    assert older_versions(tmp_path) == [1, 2, 10]
    assert version_of(tmp_path) == 11
    (tmp_path / "run.json").write_text('{"version": 12}', "utf-8")
    assert version_of(tmp_path) == 12
    assert next_version(tmp_path) == 13


@pytest.mark.parametrize("text", ["", "[]", '{"version": "12"}', '{"version": 0}'])
def test_a_damaged_run_says_nothing(tmp_path, text):
    (tmp_path / "plan.json").write_text("{}", "utf-8")
    (tmp_path / "run.json").write_text(text, "utf-8")
    assert version_of(tmp_path) == 1
    assert read_run(tmp_path).get("plan_number") is None


def with_route(vehicle, **changes):
    """Return the plan with changes to one route."""
    routes = tuple(
        replace(route, **changes) if route.vehicle == vehicle else route
        for route in PLAN.routes
    )
    return replace(PLAN, routes=routes)


def moved(vehicle, tour, seconds):
    """Return the tours of a route, one of them with later halts."""
    (route,) = (route for route in PLAN.routes if route.vehicle == vehicle)
    stops = tuple(
        replace(stop, arrive=stop.arrive + seconds, depart=stop.depart + seconds)
        for stop in route.tours[tour].stops
    )
    tours = list(route.tours)
    tours[tour] = replace(tours[tour], stops=stops)
    return tuple(tours)


def test_the_same_plan_makes_nothing_void():
    found = compare_sheets(1, PLAN, replace(PLAN, seed=9, versions={"x": "2"}))
    assert found.vehicles == Sheets(unchanged=("K1", "K2"))
    assert found.stations == Sheets(unchanged=("A", "B", "D", "E"))
    assert not found.anything
    assert void_lines(found, DAY, "zh") == [
        "与第1版相比：",
        "所有派车单、装车单、交接单、村站单都没有变，无需重发。",
    ]


def test_who_has_an_unchanged_part_of_the_day_keeps_the_sheet():
    # K2 comes ten minutes later to D; its second tour, to E, is as it was.
    found = compare_sheets(3, PLAN, with_route("K2", tours=moved("K2", 0, 600)))
    assert found.vehicles == Sheets(void=("K2",), unchanged=("K1",))
    assert found.stations == Sheets(void=("D",), unchanged=("A", "B", "E"))
    assert void_lines(found, DAY, "zh") == [
        "与第3版相比：",
        "收回作废、换发新单的车辆（1 辆，派车单、装车单）：K2",
        "村站单作废、换发新单（1 个站点）：南村",
        "没有变，无需重发的车辆（1 辆）：K1",
        "没有变，无需重发的村站（3 个）：东村、西村、北村",
        "分拣表、袋牌、待确认、微信消息按新版重新打印或发送，旧的作废。",
    ]


def test_seconds_that_no_sheet_shows_change_nothing():
    assert PLAN.routes[0].tours[0].stops[0].arrive == hm("11:10")
    found = compare_sheets(1, PLAN, with_route("K1", tours=moved("K1", 0, 19)))
    assert not found.anything


def test_another_number_of_items_in_a_bag_is_another_sheet():
    bags = tuple(
        replace(bag, items={"P": 11, "Q": 1}) if bag.id == "d1" else bag
        for bag in PLAN.bags
    )
    found = compare_sheets(1, PLAN, replace(PLAN, bags=bags))
    assert found.vehicles.void == ("K2",)
    assert found.stations.void == ("D",)


def test_vehicles_that_fall_away_or_come_in_are_named():
    without = replace(PLAN, routes=PLAN.routes[:1])
    found = compare_sheets(1, PLAN, without)
    assert found.vehicles == Sheets(unchanged=("K1",), gone=("K2",))
    assert found.stations == Sheets(unchanged=("A", "B"), gone=("D", "E"))
    back = compare_sheets(2, without, PLAN)
    assert back.vehicles == Sheets(unchanged=("K1",), new=("K2",))
    assert back.stations == Sheets(unchanged=("A", "B"), new=("D", "E"))
    assert "不再出车，只收回旧单（1 辆）：K2" in void_lines(found, DAY, "zh")
    assert "新增停靠，发村站单（2 个站点）：南村、北村" in void_lines(back, DAY, "zh")


def test_goods_that_stay_behind_now_change_the_sheet_of_their_station():
    rows = tuple(
        replace(row, items=row.items + 1) if row.site == "E" else row
        for row in PLAN.unserved
    )
    found = compare_sheets(1, PLAN, replace(PLAN, unserved=rows))
    assert found.stations.void == ("E",)
    assert found.vehicles.void == ()


def test_long_lists_are_cut_on_the_screen_only():
    stations = Sheets(unchanged=("A", "B", "D", "E"), gone=("X",))
    found = VoidSheets(previous=1, stations=stations)
    lines = void_lines(found, DAY, "zh", 3)
    assert "没有变，无需重发的村站（4 个）：东村、西村、南村……另有 1 个" in lines
    # A station that today's tables do not know is named by its id.
    assert "今天不再去，收回村站单（1 个站点）：X" in lines
    lines = void_lines(found, DAY, "en")
    kept = "Unchanged, nothing to hand out to 4 station(s): 东村, 西村, 南村, 北村"
    assert kept in lines


def test_scripts_get_ids():
    assert void_answer(None) is None
    found = VoidSheets(previous=4, vehicles=Sheets(void=("K1",), gone=("K2",)))
    assert void_answer(found) == {
        "previous_version": 4,
        "vehicles": {"void": ["K1"], "unchanged": [], "gone": ["K2"], "new": []},
        "stations": {"void": [], "unchanged": [], "gone": [], "new": []},
        "services": {"void": [], "unchanged": [], "gone": [], "new": []},
    }


APPROVAL = Approval(
    plan_number="20260302-ABCD",
    version=2,
    by="李四光",
    at="2026-03-02T07:10:00+08:00",
    plan_sha256="",
)


def test_an_approval_holds_for_its_plan_and_no_other(tmp_path):
    plan = tmp_path / "plan.json"
    plan.write_text("{}", "utf-8")
    assert read_approval(tmp_path) is None
    approval = replace(APPROVAL, plan_sha256=digest(plan))
    (tmp_path / "approval.json").write_text(approval_json(approval), "utf-8")
    assert read_approval(tmp_path) == approval
    plan.write_text("{ }", "utf-8")
    assert read_approval(tmp_path) is None
    plan.unlink()
    assert read_approval(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", '{"by": "x"}', '{"who": 1}'])
def test_a_damaged_approval_is_none(tmp_path, text):
    (tmp_path / "plan.json").write_text("{}", "utf-8")
    (tmp_path / "approval.json").write_text(text, "utf-8")
    assert read_approval(tmp_path) is None


def test_files_that_changed_since_they_were_sealed_are_named(tmp_path):
    for name in ("plan.json", "plan.xlsx"):
        (tmp_path / name).write_text("one", "utf-8")
    sealed = seals(tmp_path)
    assert changed_files(tmp_path, sealed) == []
    (tmp_path / "plan.xlsx").write_text("two", "utf-8")
    assert changed_files(tmp_path, sealed) == ["plan.xlsx"]
    # Held open when the plan came: the sealed one lies beside the older one, of
    # which there is a copy in the older version.
    (tmp_path / "plan(2).xlsx").write_text("one", "utf-8")
    (tmp_path / "第1版").mkdir()
    (tmp_path / "第1版" / "plan.xlsx").write_text("two", "utf-8")
    assert changed_files(tmp_path, sealed) == []
    # Edited there since, which nobody exported.
    (tmp_path / "plan.xlsx").write_text("three", "utf-8")
    assert changed_files(tmp_path, sealed) == ["plan.xlsx"]
    (tmp_path / "plan.xlsx").unlink()
    (tmp_path / "plan.json").unlink()
    assert changed_files(tmp_path, sealed) == ["plan.json"]
