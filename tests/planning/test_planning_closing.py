"""A day closed by hand: 14 rows that differ, every item followed to its end."""

import csv
import io
from dataclasses import replace

import pytest
from features.closing_county import (
    BOOKS,
    ROWS,
    SUMS,
    TYPED,
    closing_plan,
    read_closing_day,
    type_in,
)

from routing.domain.day import SetAside
from routing.domain.reason import ReasonCode
from routing.domain.window import TimeWindow
from routing.plan.actuals.io import dump_actuals, load_actuals
from routing.plan.actuals.model import Actuals, RowKind, Seal
from routing.plan.actuals.planned import planned_rows
from routing.plan.actuals.read import read_fill_in
from routing.plan.actuals.reasons import Outcome, Why
from routing.plan.actuals.sheets import FillIn, carrier_name
from routing.plan.actuals.write import write_fill_in
from routing.plan.workbook.names import Names
from routing.plan.workbook.sheet_found import open_book
from routing.planning.closing.backlog import (
    demand_text,
    lateness_cells,
    pickups_text,
    tomorrow,
)
from routing.planning.closing.corrections import corrections
from routing.planning.closing.history_rows import line_rows, village_rows
from routing.planning.closing.join import close_day
from routing.planning.closing.visits import visits
from routing.planning.reasons.unserved_row import set_aside_row
from routing.report.closing.view import totals

MARK = "0123456789ab"
NINE_FIFTY, MINUTE = 9 * 3600 + 50 * 60, 60


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("closing")
    intake = read_closing_day(folder)
    plan = closing_plan(intake.day, intake.travel)
    return folder, intake.day, plan, planned_rows(intake.day, plan)


def evening(county, typed, name="typed.xlsx"):
    """Return the day closed with what is typed into a workbook of its plan."""
    folder, day, plan, planned = county
    fill = FillIn(
        day=day, planned=planned, date=plan.date, number="N", version=1, mark=MARK
    )
    path = folder / name
    write_fill_in(path, fill)
    read = read_fill_in(open_book(type_in(path, typed)), day, planned, MARK)
    assert read.findings == ()
    actuals = Actuals(
        date=plan.date,
        mark=MARK,
        rows=planned.rows,
        flows=planned.flows,
        typed=read.typed,
    )
    return close_day(day, actuals)


@pytest.fixture(scope="module")
def closed(county):
    return evening(county, TYPED)


def books(closed):
    return {
        (line.site, line.partner, line.goods_class, line.kind): (
            line.demanded, line.delivered, line.back, line.not_carried, line.astray
        )
        for line in closed.lines
    }  # fmt: skip


def test_every_hand_over_is_a_row_with_what_is_planned(county):
    _, day, _, planned = county
    names = Names(day)
    assert {
        row.key: (
            carrier_name(row, names, day),
            names.sites.label(row.place),
            names.sites.label(row.site),
            names.partners.label(row.partner),
            row.goods_class,
            row.items,
        )
        for row in planned.of(RowKind.DELIVER, RowKind.TRANSFER)
    } == ROWS
    assert [row.key for row in planned.of(RowKind.COLLECT)] == ["L0001"]
    assert [(row.key, row.site) for row in planned.of(RowKind.LEFT)] == [
        ("W0001", "B"), ("W0002", "F"),
    ]  # fmt: skip
    # The way of A's 15 of YZ: K1 to the hub, T1 from there; the hub's row names A.
    ways = {flow.consignment: flow.rows for flow in planned.flows}
    assert ways["C0004"] == ("S0001", "S0006")
    cold = next(row for row in planned.rows if row.key == "S0004")
    assert (cold.cold, cold.minimum, cold.maximum) == (True, 0, 40)


def test_every_item_of_the_day_is_followed_to_its_end(closed):
    assert books(closed) == BOOKS
    assert all(line.balanced for line in closed.lines)
    found = totals(closed)
    sums = (
        found.demanded, found.delivered, found.back, found.not_carried, found.astray
    )  # fmt: skip
    assert sums == SUMS
    assert found.demanded == found.delivered + sum(sums[2:])
    assert found.differences == 14
    assert found.surplus == 3
    assert found.seals == 2
    assert found.temperatures == 1
    # The halt at 10:40 for 10:11: 08:55 for 08:40 is 15 minutes, 09:50 is 5.
    assert found.late == 1


def test_a_transfer_takes_its_items_from_what_comes_after_it(county, closed):
    done = {one.row.key: one for one in closed.done}
    assert (done["S0001"].items, done["S0006"].items) == (13, 13)
    # A later count is believed: 14 came after all.
    found = {**TYPED["送货"], "S0006": {"实际件数": 14, "原因": "少件"}}
    again = evening(county, {"送货": found}, "again.xlsx")
    assert books(again)["A", "YZ", "普通", "delivery"] == (15, 14, 0, 1, 0)


def test_a_time_typed_once_holds_for_the_halt(closed):
    # 09:50 stands beside the 5 items for H; what changes there came at 09:50 too,
    # and so did T1 at A at 10:40 with the items of both. D was not told of.
    times = {one.row.key: one.time for one in closed.done}
    assert [times[key] for key in ("S0001", "S0002", "S0003")] == [NINE_FIFTY] * 3
    assert times["S0006"] == times["S0007"] == 38_400
    assert times["S0004"] == 36_000
    # Another trip at the same place keeps its own time.
    assert times["S0008"] == 30_000


def test_an_evening_without_differences_is_the_plan(county):
    closed = evening(county, {}, "blank.xlsx")
    for one in closed.done:
        assert not one.differs
        assert one.items == (0 if one.row.kind is RowKind.LEFT else one.row.items)
        assert one.time == (None if one.row.kind is RowKind.LEFT else one.row.time)
    # 6 for F and 3 returns of B are left by the plan.
    assert [(one.row.site, one.items) for one in closed.missing] == [("B", 3), ("F", 6)]
    assert all(one.again for one in closed.missing)


def test_what_was_typed_is_understood(closed):
    typed = closed.actuals.typed
    assert len(typed) == 14
    assert typed["S0003"].time == NINE_FIFTY
    assert typed["S0003"].left == NINE_FIFTY + 8 * MINUTE
    assert typed["S0004"].temperature == 95
    assert typed["S0007"].items == 18
    assert (typed["S0008"].seal, typed["S0008"].seal_number) == (Seal.WHOLE, "AH1024")
    assert typed["S0009"].seal is Seal.WRONG


def test_reasons_say_where_items_are_and_whether_they_go_again(closed):
    found = {
        (one.row.key, one.why, one.outcome, one.again, one.items)
        for one in closed.missing
    }
    assert found == {
        ("S0001", Why.SHORT, Outcome.NOT_CARRIED, True, 2),
        ("S0003", Why.REFUSED, Outcome.BACK, False, 1),
        ("S0004", Why.WARM, Outcome.BACK, False, 3),
        ("S0005", Why.CLOSED, Outcome.BACK, True, 10),
        ("S0007", Why.DAMAGED, Outcome.BACK, False, 2),
        ("S0010", Why.MISSENT, Outcome.ASTRAY, True, 3),
        ("L0001", Why.NOT_READY, Outcome.NOT_CARRIED, True, 4),
        ("W0001", Why.REFUSED, Outcome.NOT_CARRIED, False, 3),
        ("W0002", Why.UNSAID, Outcome.NOT_CARRIED, True, 2),
    }


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_tomorrow_gets_what_goes_again(county, closed):
    _, day, _, _ = county
    rest = tomorrow(day, closed)
    rows = {(row["site"], row["partner"]): row for row in rest.demand}
    assert {key: int(row["items"]) for key, row in rows.items()} == {
        ("A", "YZ"): 2, ("D", "ZT"): 10, ("B", "YZ"): 3, ("F", "ZT"): 2,
    }  # fmt: skip
    assert rest.items == 17 + 4
    assert rest.homeless == ()
    # A's 15 had waited 2 days: 3 now; 15 items of 1 kg and 5 l: 2 kg, 0.010 m3.
    high = rows["A", "YZ"]
    assert (high["days_waiting"], high["backlog"], high["priority"]) == ("3", "2", "高")
    assert (high["kg"], high["m3"]) == ("2", "0.01")
    assert rows["D", "ZT"]["days_waiting"] == "1"
    assert rows["F", "ZT"]["priority"] == "低"
    # B's 3 are at E, which had 3 more than planned.
    assert rows["B", "YZ"]["from_site"] == "E"
    (pickup,) = rows_of(pickups_text(rest.pickups))
    # 4 of 12 items of 36 kg.
    assert (pickup["类型"], pickup["件数"], pickup["重量"]) == ("农产品", "4", "12")
    for row in rows_of(demand_text(rest.demand)):
        assert row["数据状态"] == "滞留"
        assert row["其中滞留"] == row["件数"]


def test_items_of_nobody_knows_which_station_are_brought_back(county):
    typed = {"送货": {"S0011": {"实际件数": 13, "原因": "错送"}}}
    closed = evening(county, typed, "strange.xlsx")
    rest = tomorrow(county[1], closed)
    assert [(odd.site, odd.items) for odd in closed.strange] == [("E", 3)]
    assert [(row["kind"], row["site"], row["items"]) for row in rest.pickups] == [
        ("退件", "B", "3"), ("错分", "E", "3"),
    ]  # fmt: skip


def test_items_that_nobody_has_too_many_of_start_from_the_centre(county):
    typed = {"送货": {"S0010": {"实际件数": 9, "原因": "错送"}}}
    rest = tomorrow(county[1], evening(county, typed, "lost.xlsx"))
    row = next(row for row in rest.demand if row["site"] == "B")
    assert (row["items"], row["from_site"]) == ("3", "")


def test_what_got_no_further_than_the_hub_starts_there(county):
    # T1, whose base is the hub, breaks down: all 15 and 20 for A are at H.
    broken = {"实际件数": 0, "原因": "车辆故障"}
    typed = {"送货": {"S0006": broken, "S0007": broken, "S0009": broken}}
    rest = tomorrow(county[1], evening(county, typed, "broken.xlsx"))
    assert {
        (row["site"], row["partner"], row["items"]): row["from_site"]
        for row in rest.demand
        if row["site"] != "F"
    } == {("A", "YZ", "15"): "H", ("A", "ZT", "20"): "H", ("B", "ZT", "20"): ""}


def test_rows_that_were_no_demand_are_counted_and_named(county):
    # 5 items for A could not be used and name a place: again. 7 name none.
    _, day, plan, _ = county
    aside = [
        SetAside(
            table="demand",
            row=row,
            site=site,
            partner="ZT",
            goods_class="普通",
            items=items,
            reason=ReasonCode.BAD_ROW,
        )
        for row, site, items in ((12, "A", 5), (13, "***", 7))
    ]
    day = replace(day, set_aside=tuple(aside))
    left = (*plan.unserved, *(set_aside_row(row) for row in aside))
    plan = replace(plan, unserved=left)
    planned = planned_rows(day, plan)
    actuals = Actuals(date="", mark="", rows=planned.rows, flows=planned.flows)
    closed = close_day(day, actuals)
    assert sum(line.demanded for line in closed.lines) == 121 + 12
    rest = tomorrow(day, closed)
    assert [(one.row.site, one.items) for one in rest.homeless] == [("***", 7)]
    row = next(row for row in rest.demand if row["site"] == "A")
    assert (row["items"], row["days_waiting"]) == ("5", "1")
    told = corrections(day, (), rest.homeless, "zh")
    assert [(one.place, one.row, one.items) for one in told] == [
        ("件量", 12, None), ("件量", 13, 7),
    ]  # fmt: skip
    assert all(one.fix for one in told)


def test_what_waited_is_told_apart_from_what_is_new(county):
    # 15 items, 10 of which have waited 2 days; 12 are missing. Those that waited
    # went first: 3 of the 10 went, and the 5 new ones stay.
    _, day, _, _ = county
    mixed = tuple(
        replace(row, backlog_items=10) if row.consignment_id == "C0004" else row
        for row in day.consignments
    )
    typed = {"送货": {"S0006": {"实际件数": 3, "原因": "站点关门"}}}
    rest = tomorrow(
        replace(day, consignments=mixed), evening(county, typed, "mixed.xlsx")
    )
    rows = [row for row in rest.demand if row["site"] == "A"]
    assert [(row["items"], row["days_waiting"]) for row in rows] == [
        ("5", "1"), ("7", "3"),
    ]  # fmt: skip


def test_histories_hold_villages_and_lines(county, closed):
    _, day, plan, _ = county
    rows = village_rows(day, closed, day.date)
    found = {
        (row.site, row.partner, row.goods_class, row.kind): (
            row.demanded, row.backlog, row.delivered, row.by_noon, row.time
        )
        for row in rows
    }  # fmt: skip
    assert set(found) == set(BOOKS)
    assert found["A", "YZ", "普通", "delivery"] == (15, 15, 13, 13, 38_400)
    assert found["E", "YZ", "普通", "delivery"] == (10, 0, 10, 0, 57_600)
    assert found["F", "ZT", "普通", "delivery"] == (6, 0, 4, 0, 55_800)
    assert found["D", "ZT", "普通", "delivery"] == (10, 0, 0, 0, None)
    # L1: 20 and 20 on the 08:00, 9 of 12 on the 10:00: three bags on two trips.
    (line,) = line_rows(day, plan, closed, day.date)
    assert (line.line, line.trips, line.bags, line.pieces, line.items) == (
        "L1", 2, 3, 0, 49,
    )  # fmt: skip


def test_times_of_stops_are_kept_beside_the_plan(county, closed):
    _, day, plan, _ = county
    found = {one.site: one for one in visits(day, plan, closed.done)}
    # H: 09:50 to 09:58 is 480 s, 244 planned. Then D, of which no time was typed.
    hub = found["H"]
    assert (hub.done_service, hub.planned_service) == (480, 244)
    assert hub.done_drive is None
    # 5 + 12 + 15 planned, 1 refused and 2 short: 29 items.
    assert hub.items == 29
    # A: 10:40 to 10:50; it is the first stop of its tour.
    assert (found["A"].done_service, found["A"].planned_drive) == (600, 0)
    assert set(found) == {"H", "A"}


def test_the_data_of_a_day_are_read_back_as_written(county, closed, tmp_path):
    _, day, plan, _ = county
    actuals = replace(closed.actuals, visits=visits(day, plan, closed.done))
    path = tmp_path / "actuals.json"
    path.write_text(dump_actuals(actuals), "utf-8")
    assert load_actuals(path) == actuals
    assert "张大爷" not in path.read_text("utf-8")
    path.write_text("{}", "utf-8")
    assert load_actuals(path) is None
    assert load_actuals(tmp_path / "none.json") is None


def test_tomorrow_may_be_late_at_the_same_price_an_item(county):
    """4 of 8 items left, 0.3 yuan a minute for all 8: 0.15 for those."""
    _, day, _, _ = county
    row = next(row for row in day.consignments if row.items > 1)
    row = replace(
        row,
        items=8,
        windows=(TimeWindow(8 * 3600, 9 * 3600),),
        late_micro_yuan=300_000,
        late_most=1350,
    )
    assert lateness_cells(row, 4) == {"late_yuan_min": "0.15", "late_max_min": "22.5"}
    assert lateness_cells(replace(row, late_micro_yuan=None), 4) == {}
    told = {"site": "V1", "items": "4", **lateness_cells(row, 4)}
    assert rows_of(demand_text([told]))[0]["迟到每分钟元"] == "0.15"
    assert "迟到" not in demand_text([{"site": "V1", "items": "4"}])
