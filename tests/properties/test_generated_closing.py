"""Generated days, planned and closed with random actuals: no item is lost."""

from __future__ import annotations

import csv
import io
import random
import shutil

import pytest
from features.closing_county import closing_plan, read_closing_day
from hypothesis import given, settings
from hypothesis import strategies as st
from properties.service_days import TWISTS, twisted_day
from properties.test_generated_days import thorough

from routing.optimize.budget import Budget
from routing.plan.actuals.model import Actuals, RowKind, Typed
from routing.plan.actuals.planned import planned_rows
from routing.plan.actuals.reasons import CONSEQUENCES, Why, consequence_of
from routing.planning.closing.backlog import demand_text, pickups_text, tomorrow
from routing.planning.closing.join import close_day
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day

REASONS = [why for why in Why if why is not Why.UNSAID] + [None]


def evening(day, plan, rng):
    """Return a day with random numbers and reasons typed beside a third of its rows."""
    planned = planned_rows(day, plan)
    typed = {}
    for number, row in enumerate(planned.rows):
        if rng.random() < 0.35:
            why = rng.choice(REASONS)
            more = why in (Why.MISSENT, Why.MORE) and row.kind in (
                RowKind.DELIVER,
                RowKind.COLLECT,
            )
            most = row.items + (5 if more else 0)
            items = rng.choice([None, 0, rng.randint(0, most)])
            typed[row.key] = Typed(
                key=row.key, row=number, items=items, time=row.time, why=why
            )
    return Actuals(
        date=plan.date, mark="", rows=planned.rows, flows=planned.flows, typed=typed
    )


def assert_nothing_lost(day, plan, closed):
    """Prove the books of a closed day, from the plan and the missing pieces alone."""
    demanded = sum(row.items for row in day.consignments)
    demanded += sum(row.items for row in day.set_aside)
    assert all(line.balanced for line in closed.lines)
    assert all(line.delivered >= 0 for line in closed.lines)
    assert sum(line.demanded for line in closed.lines) == demanded
    gone = sum(one.items for one in closed.missing)
    assert sum(line.delivered for line in closed.lines) == demanded - gone
    assert all(one.items > 0 for one in closed.missing)
    # What the rows at the end of a way say was handed over is what was delivered.
    ends = {flow.rows[-1] for flow in closed.actuals.flows}
    last = [one for one in closed.done if one.row.key in ends]
    transfers = {one.row.key for one in last if one.row.kind is RowKind.TRANSFER}
    assert transfers == set()
    assert sum(one.items for one in last) == demanded - gone
    for one in closed.done:
        assert 0 <= one.items <= one.row.items
        typed = one.typed
        if typed is not None and typed.items is not None:
            assert one.items + one.surplus == typed.items
    for one in closed.missing:
        kept = one.row.kind in (RowKind.COLLECT, RowKind.LEFT)
        assert one.again <= consequence_of(one.why, collected=kept).again


def assert_tomorrow(day, closed):
    """Prove that each item that goes again stands in a table of tomorrow once."""
    rest = tomorrow(day, closed)
    again = sum(one.items for one in closed.missing if one.again)
    strange = sum(odd.items for odd in closed.strange)
    homeless = sum(one.items for one in rest.homeless)
    assert rest.items == again + strange - homeless
    return rest


@settings(thorough, max_examples=6)
@given(seed=st.integers(0, 10**6), twists=st.sets(st.sampled_from(range(len(TWISTS)))))
def test_no_item_of_a_day_with_services_is_lost(seed, twists):
    day, travel = twisted_day(seed, *(TWISTS[number] for number in sorted(twists)))
    plan = plan_day(day, travel, Budget(iterations=2, workers=1, seed=1)).plan
    for number in range(20):
        closed = close_day(day, evening(day, plan, random.Random(seed + number)))
        assert_nothing_lost(day, plan, closed)
        assert_tomorrow(day, closed)


def test_typing_what_was_planned_changes_nothing():
    day, travel = twisted_day(3)
    plan = plan_day(day, travel, Budget(iterations=2, workers=1, seed=1)).plan
    planned = planned_rows(day, plan)
    typed = {
        row.key: Typed(key=row.key, row=at, items=row.items)
        for at, row in enumerate(planned.rows)
        if row.kind is not RowKind.LEFT
    }
    blank = Actuals(date="", mark="", rows=planned.rows, flows=planned.flows)
    full = Actuals(
        date="", mark="", rows=planned.rows, flows=planned.flows, typed=typed
    )
    assert close_day(day, blank).lines == close_day(day, full).lines
    assert close_day(day, blank).missing == close_day(day, full).missing
    assert set(CONSEQUENCES) == set(Why)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    intake = read_closing_day(folder)
    return folder / "day", intake.day, closing_plan(intake.day, intake.travel)


@pytest.mark.parametrize("seed", range(8))
def test_the_next_day_demands_what_was_missing(seed, county, tmp_path):
    folder, day, plan = county
    closed = close_day(day, evening(day, plan, random.Random(seed)))
    assert_nothing_lost(day, plan, closed)
    rest = assert_tomorrow(day, closed)
    after = tmp_path / "after"
    shutil.copytree(folder, after)
    for name in ("件量", "揽收与回程"):
        (after / f"{name}.csv").unlink()
    (after / "明日件量.csv").write_text(demand_text(rest.demand), "utf-8-sig")
    (after / "明日揽收.csv").write_text(pickups_text(rest.pickups), "utf-8-sig")
    found = take_in([after], day.date).day
    assert found.set_aside == ()
    assert found.items_demanded == rest.items
    demanded = sum(
        row.items for row in found.consignments if row.kind.value == "delivery"
    )
    rows = list(csv.DictReader(io.StringIO(demand_text(rest.demand))))
    assert demanded == sum(int(row["件数"]) for row in rows)
    waited = {row.consignment_id: row.days_waiting for row in day.consignments}
    most = max(waited.values(), default=0) + 1
    assert {int(row["滞留天数"]) for row in rows} <= set(range(1, most + 1))
    # Weights go with the items: half a gram of rounding for each row.
    grams = {row.consignment_id: (row.grams, row.items) for row in day.consignments}
    expected = sum(
        grams[one.consignment][0] * one.items / grams[one.consignment][1]
        for one in closed.missing
        if one.again and one.row.consignment_kind == "delivery"
    )
    got = sum(row.grams for row in found.consignments if row.kind.value == "delivery")
    assert abs(got - expected) <= len(rows)
