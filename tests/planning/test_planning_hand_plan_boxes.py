"""Boxes in plan.xlsx: shown with each bag, kept by an edit, changed by a cell.

The county of ``service_county``: h1, 100,000 cm³, goes C → V1 over H with L1-0800; x1
too, to X; both by bus, 3.00 a bag. Boxes of 60 l: two for each.
"""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from check.cold_goods import county
from check.service_county import service_travel
from properties.boxed_plans import put_in_boxes, uses, with_stock
from properties.plan_edits import bag_of
from test_planning_hand_plan_services import STOPS, delete, put

from routing.check.judge import judge
from routing.domain.box import BoxStock
from routing.domain.vehicle import Temperature
from routing.plan.workbook.read import read_workbook
from routing.plan.workbook.sheet_found import open_book
from routing.plan.workbook.write import write_workbook
from routing.planning.hand_plan.edit import HandEditError, plan_of_edit, red_lines
from routing.planning.hand_plan.packing import Packing
from routing.planning.hand_plan.replanned import is_as_written
from routing.planning.output.workbook_content import workbook_content
from routing.tables.render import render

BAGS = "集包袋"
BAG, LITRES, BOX, BOXES = 1, 8, 14, 15
LARGE = BoxStock(
    type="60升", site="C", count=9, cm3=60_000, autonomy=40_000,
    temp=Temperature.CHILLED, micro_yuan_per_use=1_500_000,
)  # fmt: skip
SMALL = replace(LARGE, type="30升", cm3=30_000, count=3, micro_yuan_per_use=500_000)
TRAVEL = service_travel()


def boxed_county():
    day, plan = county("c1 c2", cold_limit_duration=0)
    for stock in (LARGE, SMALL):
        day = with_stock(day, stock)
    for bag in ("h1", "x1"):
        plan = put_in_boxes(day, plan, bag, "60升@C")
    # Two boxes each: three stops of L1-0800 handle more, H 4 + 1 bags; and what they
    # take is more than the trip has room for: that is as it is.
    return day, plan


DAY, PLAN = boxed_county()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    write_workbook(path, workbook_content(DAY, PLAN))
    return path


def rows_of(path, sheet=BAGS):
    """Return the cells of the bags by bag."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows()
    return {row[0].value: row for row in rows}


@pytest.fixture
def edit(written, tmp_path):
    def made(*changes, day=DAY, plan=PLAN):
        book = openpyxl.load_workbook(written)
        for change in changes:
            change(book)
        path = tmp_path / "改.xlsx"
        book.save(path)
        return plan_of_edit(day, TRAVEL, plan, read_workbook(open_book(path), day))

    return made


def box(written, bag, value):
    """Return a change of the box of a bag."""
    return put(BAGS, rows_of(written)[bag][0].row, BOX, value)


def test_the_sheet_tells_the_boxes_of_each_bag(written):
    rows = rows_of(written)
    head = [cell.value for cell in rows["袋号"]]
    assert head[BOX - 1 : BOXES] == ["保温箱", "箱数"]
    told = {
        bag: [cell.value for cell in rows[bag]][BOX - 1 : BOXES]
        for bag in ("h1", "x1", "s1")
    }
    assert told == {
        "h1": ["60升@县中心", 2],
        "x1": ["60升@县中心", 2],
        "s1": [None, None],
    }
    assert rows["h1"][LITRES - 1].value == 120
    # A list to choose from.
    listed = openpyxl.load_workbook(written)["选项"]
    head = [cell.value for cell in listed[1]]
    assert [row[head.index("保温箱")].value for row in listed.iter_rows(min_row=2)][
        :3
    ] == ["60升@县中心", "30升@县中心", None]


def test_a_day_without_boxes_has_no_such_columns(tmp_path):
    day, plan = county("c1 c2", cold_limit_duration=0)
    write_workbook(tmp_path / "plan.xlsx", workbook_content(day, plan))
    head = [cell.value for cell in rows_of(tmp_path / "plan.xlsx")["袋号"]]
    assert "保温箱" not in head
    found = read_workbook(open_book(tmp_path / "plan.xlsx"), day)
    assert found.bags is None


def test_nothing_changed_is_the_same_plan(edit, written):
    # Delay is priced anew from 4 + 1 bags of work at X: 30 + 2 × 15 = 60 s, 30 over,
    # × 12 passengers at 12 an hour: 1.20, + 0.50 of L1-1300; at H 30 + 3 × 15 = 75 s,
    # 15 over: 0.60.
    made = edit()
    assert made.delay_cents == 120 + 60 + 50
    assert made == replace(
        PLAN, delay_cents=230, kpis={}, stated_cents=made.stated_cents
    )
    assert made.box_uses == uses(DAY, PLAN.bags)
    assert is_as_written(open_book(written), DAY, PLAN)


def test_an_edit_of_other_rows_keeps_the_boxes(edit):
    made = edit(put(STOPS, 6, 3, 5))
    for bag in ("h1", "x1"):
        kept = bag_of(made, bag)
        assert (kept.box, kept.boxes, kept.cm3) == ("60升@C", 2, 120_000)
    assert [row.fee_cents for row in made.box_uses] == [600]


def test_another_box_in_the_cell(edit, written):
    made = edit(box(written, "h1", "30升@县中心"))
    bag = bag_of(made, "h1")
    assert (bag.box, bag.boxes, bag.cm3) == ("30升@C", 4, 120_000)
    # 2 × 1.50 and 4 × 0.50; L1-0800 C>H: h1 4 and g1 1 bags at 3.00.
    assert [(row.box, row.boxes, row.fee_cents) for row in made.box_uses] == [
        ("60升@C", 2, 300),
        ("30升@C", 4, 200),
    ]
    load = next(row for row in made.bus_loads if "h1" in row.bags)
    assert load.fee_cents == 5 * 300
    # There are three of them: nobody's reason excuses the fourth.
    found = [row for row in judge(DAY, TRAVEL, made) if row.cause == "C2_COUNT"]
    assert [(row.where, row.amount) for row in found] == [("30升@C", 1)]
    assert red_lines(found, DAY, made) == found


def test_a_blank_cell_takes_the_bag_out(edit, written):
    made = edit(box(written, "h1", None))
    bag = bag_of(made, "h1")
    assert (bag.box, bag.boxes, bag.cm3) == (None, 0, 100_000)
    assert [(row.box, row.boxes) for row in made.box_uses] == [("60升@C", 2)]
    # K2 leaves H with 60,000 cm³ of g1 and 100,000 of h1, as without boxes.
    tour = next(route for route in made.routes if route.vehicle == "K2").tours[0]
    assert tour.load_cm3 == 160_000
    found = judge(DAY, TRAVEL, made)
    bare = [row for row in found if row.cause == "R1_COMPARTMENT"]
    assert {row.where for row in bare} == {"L1-0800 C>H [h1]", "K2 #1"}
    assert red_lines(bare, DAY, made) == bare
    assert not any(row.cause.startswith(("M3", "C2", "P1")) for row in found)


def test_blank_cells_take_all_bags_out(edit, written):
    made = edit(box(written, "h1", None), box(written, "x1", None))
    assert made.box_uses == ()
    tours = {route.vehicle: route.tours[0].load_cm3 for route in made.routes}
    assert tours == {"K1": 125_000, "K2": 160_000}
    assert not any(bag.boxes for bag in made.bags)
    found = [row.cause for row in judge(DAY, TRAVEL, made)]
    assert not any(cause.startswith(("R1_LOAD", "M3", "P1")) for cause in found)


def test_bare_goods_may_be_put_into_a_box(edit, written):
    # w1, 50,000 cm³, is not cold: the judge says so.
    made = edit(box(written, "w1", "60升@县中心"))
    bag = bag_of(made, "w1")
    assert (bag.box, bag.boxes, bag.cm3) == ("60升@C", 1, 60_000)
    tour = next(route for route in made.routes if route.vehicle == "K1").tours[0]
    assert tour.load_cm3 == 125_000 + 10_000
    found = [row for row in judge(DAY, TRAVEL, made) if row.cause.startswith("C2")]
    assert [(row.cause, row.where) for row in found] == [("C2_BOX", "[w1]")]


@pytest.mark.parametrize(
    ("written_as", "code", "shown"),
    [
        ("90升@县中心", "EDIT_UNKNOWN_BOX", "60升@县中心"),
        ("#REF!", "EDIT_ERROR_CELL", "#REF!"),
    ],
)
def test_a_box_that_nobody_knows(edit, written, written_as, code, shown):
    with pytest.raises(HandEditError) as caught:
        edit(box(written, "h1", written_as))
    [found] = caught.value.findings
    row = rows_of(written)["h1"][0].row
    assert (found.code, found.sheet, found.row, found.column, found.value) == (
        code,
        BAGS,
        row,
        "保温箱",
        written_as,
    )
    for lang in ("zh", "en"):
        assert "{" not in render(found, lang)
    assert shown in render(found)


def test_a_box_for_a_bag_that_is_not_there(edit, written):
    row = rows_of(written)["h1"][0].row
    with pytest.raises(HandEditError) as caught:
        edit(put(BAGS, row, BAG, "h7"))
    [found] = caught.value.findings
    assert (found.code, found.row, found.value) == ("EDIT_UNKNOWN_BAG", row, "h7")
    assert "没有袋号 h7" in render(found)


def test_rows_taken_out_of_the_bags_leave_all_as_it_is(edit, written):
    row = rows_of(written)["h1"][0].row
    made = edit(delete(BAGS, row))
    assert bag_of(made, "h1").box == "60升@C"


def test_goods_that_are_packed_anew_go_in_the_boxes_they_were_in():
    packing = Packing(DAY, PLAN)
    [bag] = packing.parts(packing.lot_of("c2"), {"c2": 13})
    # 13 of 20 items: 65,000 cm³ are two boxes of 60 l.
    assert (bag.box, bag.boxes, bag.cm3) == ("60升@C", 2, 120_000)
    [bag] = packing.parts(packing.lot_of("c4"), {"c4": 5})
    assert (bag.box, bag.boxes, bag.cm3) == (None, 0, 25_000)


def test_bags_of_the_tables_go_in_the_boxes_that_the_sheet_names():
    # Nothing is known of the plan but its sheet: other tables, say.
    bare = replace(PLAN, bags=())
    lot = Packing(DAY, bare).lot_of("c2")
    [bag] = Packing(DAY, bare).whole_bags(lot)
    assert bag.box is None
    [bag] = Packing(DAY, bare, {bag.id: "30升@C"}).whole_bags(lot)
    assert (bag.box, bag.boxes) == ("30升@C", 4)
