"""A day of the Longkou county played through: no item is lost, no sheet for nothing."""

import itertools
import json
import re
from collections import Counter

import pytest
from features.planned_day import run
from features.played_books import demanded, in_bags, on_the_list, planned, unserved
from features.played_day import play
from features.played_tables import SILENT, on_the_next_day, read

from routing.planning.intake import take_in

CLOCKS = ("05:30", "07:00", "08:30", "10:00")
HEAD = re.compile(r'<div class="stamp">.*?</div>')
"""Number of the plan, version, when it was printed."""


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return play(tmp_path_factory.mktemp("longkou"))


def tours(step, vehicle):
    (route,) = (r for r in step.plan["routes"] if r["vehicle"] == vehicle)
    return route["tours"]


def clock(text):
    hours, minutes = text.split(":")
    return 3600 * int(hours) + 60 * int(minutes)


@pytest.mark.parametrize("at", CLOCKS)
def test_every_item_is_planned_or_left_with_a_reason(played, at):
    step = played.steps[at]
    asked, plan = demanded(step.demand), step.plan
    assert planned(plan) + unserved(plan) == asked
    # Its sheets say the same: of the evening's list to the item, and the bags
    # that do not reach their village (of 10:00) are left behind as well.
    assert on_the_list(step.folder) == planned(plan)
    assert in_bags(step.folder) - planned(plan) == stranded(plan)
    assert run("check", step.folder).exit_code == 0


def stranded(plan):
    return Counter(
        {
            (bag["destination"], partner, bag["goods_class"], False): items
            for bag in plan["bags"]
            if bag["legs"][-1]["to"] != bag["destination"]
            for partner, items in bag["items"].items()
        }
    )


def test_who_has_told_nothing_is_expected_and_counted_later(played):
    # As today a week ago, two items more the week before: (n + n + 2) / 2 = n + 1.
    early, late = (demanded(played.steps[at].demand) for at in CLOCKS[:2])
    for (site, goods), items in played.told.items():
        key = site, SILENT, goods, False
        assert (early[key], late[key]) == (items + 1, items)
    assert {key[1] for key in early - late} == {SILENT}
    assert played.steps["05:30"].plan["stage"] == "forecast"
    assert "预排" in played.steps["05:30"].page("分拣表.html")


def test_late_brands_are_loaded_when_they_are_there(played):
    plan = played.steps["07:00"].plan
    ready = {"P4": clock("07:45"), "P5": clock("08:10")}
    late = [
        (bag["legs"][0]["depart"], max(ready.get(p, 0) for p in bag["items"]))
        for bag in plan["bags"]
        if bag["origin"] == "LK00" and set(ready) & set(bag["items"])
    ]
    assert late
    assert all(depart >= at for depart, at in late)


def test_what_the_lost_van_has_on_board_is_fetched_where_it_stands(played):
    before, after = (played.steps[at] for at in ("07:00", "08:30"))
    first = tours(before, "LK-04")[0]
    (cut,) = tours(after, "LK-04")
    assert first["load_start"] < first["start"] < clock("08:30") < first["end"]
    # Halts that had started by then are done, the others' goods are aboard.
    done = [stop for stop in first["stops"] if stop["start"] <= clock("08:30")]
    rest = first["stops"][len(done) :]
    assert done
    assert cut["stops"] == done
    stands = done[-1]["site"]
    assert (cut["end"], cut["stands"]) == (clock("08:30"), stands)
    aboard = [bag for stop in rest for bag in stop["deliver"]]
    assert len(aboard) > 10
    assert sorted(cut["unload"]) == sorted(aboard)
    rescue = [
        stop
        for route in after.plan["routes"]
        for tour in route["tours"]
        for stop in tour["stops"]
        if route["vehicle"] != "LK-04" and stop["site"] == stands
    ]
    fetched = [bag for stop in rescue for bag in stop["pick_up"]]
    assert set(aboard) <= set(fetched)
    # Only it may drive cold goods into the lanes of LK13: they stay, 20 items.
    left = unserved(after.plan)
    assert {key[::2] for key in left} == {("LK13", "冷藏")}
    assert sum(left.values()) == 20
    number = stands.removeprefix("LK")
    assert f"示例04 08:30 出故障，停在 龙口示例村{number}" in after.said


def test_a_bus_is_cancelled_and_a_station_unmanned(played):
    before, after = (played.steps[at].plan for at in ("08:30", "10:00"))

    def riding(plan, trip):
        loads = (row["bags"] for row in plan["bus_loads"] if row["trip"] == trip)
        return sorted(bag for bags in loads for bag in bags)

    # The bus of 13:40 takes what that of 11:00 had.
    assert riding(after, "LK-L3-1100") == []
    assert riding(before, "LK-L3-1100") == riding(after, "LK-L3-1340") != []
    # LK-08 had LK69 in front of it: its 4 bags come back, 3 + 8 + 7 + 3 + 4 + 3 items.
    new = unserved(after) - unserved(before)
    assert {key[0] for key in new} == {"LK69"}
    assert sum(new.values()) == sum(stranded(after).values()) == 28
    back = tours(played.steps["10:00"], "LK-08")
    assert "LK69" not in [stop["site"] for tour in back for stop in tour["stops"]]
    homeward = [
        bag["id"]
        for bag in after["bags"]
        if bag["legs"][-1]["to"] != bag["destination"]
    ]
    unloaded = {bag for tour in back for bag in tour["unload"]}
    assert len(set(homeward) & unloaded) == 4


@pytest.mark.parametrize(("early", "late"), list(itertools.pairwise(CLOCKS)))
def test_nobody_gets_a_new_sheet_whose_route_did_not_change(played, early, late):
    before, after = played.steps[early], played.steps[late]
    told = {row["vehicle"]: row["change"] for row in after.plan["changes"]["drivers"]}
    driving = {route["vehicle"] for route in after.plan["routes"]}
    assert driving <= set(told)
    void = after.page("作废单.txt")
    for vehicle, change in told.items():
        plate = vehicle.replace("LK-", "示例")
        pages = [sheet_text(step, plate) for step in (before, after)]
        same = None not in pages and pages[0] == pages[1]
        assert same == (change == "unchanged"), (vehicle, change)
        listed = [line for line in void.splitlines() if plate in line]
        assert listed
        assert any("没有变" in line for line in listed) == same, listed


def sheet_text(step, plate):
    path = step.folder / f"派车单_{plate}.html"
    return HEAD.sub("", path.read_text("utf-8")) if path.exists() else None


def test_who_keeps_his_sheet_at_ten(played):
    rows = played.steps["10:00"].plan["changes"]["drivers"]
    assert {row["vehicle"]: row["change"] for row in rows} == {
        "LK-01": "unchanged", "LK-04": "unchanged", "LK-08": "halts",
    }  # fmt: skip


def test_the_evening_accounts_for_every_item(played):
    # Typed short: 2 少件 + 2 破损 + 6 关门 + 2 温度 + 1 拒收 + 1 丢失 + 2 未到件
    # + 22 没赶上 + 3 错送 + 3 没备好货 = 44; 8 of the 48 left behind came after all.
    # Back 2 + 6 + 2 + 1; not carried 48 - 8 + 2 + 2 + 22 + 3; elsewhere 1 + 3.
    asked = sum(demanded(played.steps["10:00"].demand).values())
    found = played.closed
    assert asked == found["items_demanded"] == 1105
    assert sum(planned(played.steps["10:00"].plan).values()) == 1057
    names = ("delivered", "back", "not_carried", "astray")
    counted = [found[f"items_{name}"] for name in names]
    assert counted == [1057 - 44 + 8, 11, 69, 4]
    assert sum(counted) == asked
    # Tomorrow: 40 left, 2 + 6 + 22 short and 3 at the wrong station; 3 to collect.
    assert (found["differences"], found["demand_items"], found["pickup_items"]) == (
        14, 40 + 33, 3,
    )  # fmt: skip


def test_the_backlog_is_demand_of_the_next_day(played):
    day = on_the_next_day(played.home / "0312")
    own = sum(demanded(day).values())
    assert run("close", played.out, "--next", day).exit_code == 0
    checked = run("validate", day, "--json")
    assert json.loads(checked.stdout)["errors"] == []
    intake = take_in([day], None)
    waiting = Counter()
    for row in intake.day.consignments:
        if row.days_waiting:
            assert row.days_waiting == 1
            key = row.origin, row.destination, row.partner, row.goods_class
            waiting[key] += row.backlog_items
    left = unserved(played.steps["10:00"].plan)
    expected = Counter(
        {
            ("LK00", site, partner, goods): n
            for (site, partner, goods, _), n in left.items()
        }
    )
    # 甲快递 was brought to LK69 at 16:30.
    del expected["LK00", "LK69", "P2", "普通"]
    expected.update(
        {
            ("LK00", "LK03", "P1", "普通"): 2,
            ("LK00", "LK62", "P2", "普通"): 6,
            ("LK00", "LK23", "P2", "普通"): 22,
            # Handed over at LK07 instead of LK04: fetched there.
            ("LK07", "LK04", "P3", "普通"): 3,
        }
    )
    assert waiting == expected
    # What was to be collected stands with tomorrow's pickups: 3 items.
    (again,) = read(day / "明日揽收.csv")
    assert (again["站点"], again["合作单位"], again["件数"]) == ("LK07", "P2", "3")
    assert intake.day.items_demanded == own + 73 + 3
