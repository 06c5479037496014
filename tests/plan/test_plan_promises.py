"""Of a re-plan only what is still to come is to be confirmed."""

from dataclasses import replace

from check.service_county import service_day
from check.service_county_plan import service_plan

from routing.domain.past import Past
from routing.plan.promises import promises_of


def test_a_re_plan_asks_for_nothing_that_is_over():
    day, plan = service_day(), service_plan()
    whole = promises_of(day, plan)
    now = sorted(row.time for row in whole)[len(whole) // 2]
    rows = promises_of(day, replace(plan, past=Past(now=now)))
    kept = [row for row in whole if row.time >= now]
    assert 0 < len(kept) < len(whole)
    assert {(row.kind, row.key, row.site) for row in rows} == {
        (row.kind, row.key, row.site) for row in kept
    }
    assert min(row.call_by for row in rows) >= now


def test_a_plan_of_the_whole_day_asks_for_everything():
    day, plan = service_day(), service_plan()
    trips = {load.trip for load in plan.bus_loads}
    offers = {row.offer for row in plan.handovers}
    asked = {row.key for row in promises_of(day, plan)}
    assert trips
    assert offers
    assert trips | offers <= asked
