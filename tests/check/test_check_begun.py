"""Re-plans of the four villages: what has begun is told as it was, or cut as it must.

The arithmetic stands in ``replans`` and ``four_villages_plan``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from check.replans import (
    K1,
    K2,
    LOSS,
    at,
    shut_day,
    shut_plan,
)
from features.four_villages import four_village_day, four_village_travel, hm
from features.four_villages_plan import four_village_plan
from properties.plan_edits import (
    edit_bag,
    edit_route,
    edit_site,
    edit_stop,
    edit_tour,
    edit_vehicle,
)

from routing.check.judge import judge
from routing.domain.day import Lock, LockKind
from routing.domain.window import TimeWindow

MORNING = (TimeWindow(hm("08:00"), hm("12:00")),)


def found(day, plan, earlier=None):
    told = earlier or four_village_plan()
    violations = judge(day, four_village_travel(), plan, told)
    return sorted((v.cause, v.where, v.amount) for v in violations)


def causes(day, plan, earlier=None):
    return sorted({cause for cause, _, _ in found(day, plan, earlier)})


@pytest.mark.parametrize("minute", range(5 * 60, 24 * 60, 20))
def test_a_plan_that_carries_itself_on(minute):
    now = f"{minute // 60}:{minute % 60}"
    assert found(four_village_day(), at(now)) == []


def test_a_replan_without_its_earlier_plan():
    rows = judge(four_village_day(), four_village_travel(), at("09:00"))
    assert [(row.cause, row.amount) for row in rows] == [("W5_NO_EARLIER", 1)]


def test_what_has_not_begun_may_change():
    # K2's second tour was to bring nothing; e1 is new in it, and loads at 09:16:44.
    told = edit_tour(four_village_plan(), (K2, 1), load=(), stops=())
    told = replace(told, bags=tuple(bag for bag in told.bags if bag.id != "e1"))
    day = four_village_day()

    assert found(day, at("09:16"), told) == []
    # Begun since 9 s: the bag and the halt were added.
    assert found(day, at("09:16:53"), told) == [
        ("W5_BEGUN_BAGS", "K2 #2", 1),
        ("W5_BEGUN_HALT", "K2 #2.1 @E", 1),
    ]


def test_a_new_tour_begins_before_now():
    told = edit_route(
        four_village_plan(), K2, tours=four_village_plan().routes[1].tours[:1]
    )
    told = replace(told, bags=tuple(bag for bag in told.bags if bag.id != "e1"))
    plan = at("09:20")
    # 09:20:00 - 09:16:44
    assert found(four_village_day(), plan, told) == [("W5_IN_PAST", "K2 #2", 196)]


def shifted(plan, seconds):
    """Move all of K2's first tour."""
    tour = plan.routes[K2].tours[0]
    stop = tour.stops[0]
    return edit_tour(
        plan,
        (K2, 0),
        load_start=tour.load_start + seconds,
        start=tour.start + seconds,
        end=tour.end + seconds,
        stops=(
            replace(
                stop,
                arrive=stop.arrive + seconds,
                start=stop.start + seconds,
                depart=stop.depart + seconds,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        # The plan loads and leaves a minute late; what follows had to be late.
        (-60, [("W5_BEGUN_TIMES", "K2 #1", 120)]),
        # A minute early, and so is the service at D.
        (60, [("W5_BEGUN_TIMES", "K2 #1", 120), ("W5_BEGUN_TIMES", "K2 #1.1 @D", 60)]),
    ],
)
def test_a_begun_tour_is_moved_by_a_minute(seconds, expected):
    told = shifted(four_village_plan(), seconds)
    assert found(four_village_day(), at("09:00"), told) == expected


MUTATIONS = {
    "a begun halt left out": (
        lambda plan: edit_tour(plan, (K1, 0), stops=plan.routes[K1].tours[0].stops[1:]),
        ("W5_BEGUN_HALT", "K1 #1 @A", 1),
    ),
    "two begun halts swapped": (
        lambda plan: edit_tour(
            plan, (K1, 0), stops=plan.routes[K1].tours[0].stops[::-1]
        ),
        ("W5_BEGUN_HALT", "K1 #1.2 @A", 1),
    ),
    "a begun bag left at the centre": (
        lambda plan: edit_tour(plan, (K1, 0), load=("a1", "b1")),
        ("W5_BEGUN_BAGS", "K1 #1", 1),
    ),
    "a begun bag carried past its halt": (
        lambda plan: edit_stop(plan, (K1, 0, 0), deliver=("a1",)),
        ("W5_BEGUN_BAGS", "K1 #1.1 @A", 1),
    ),
    "a begun halt that starts sooner": (
        lambda plan: edit_stop(plan, (K1, 0, 1), start=hm("12:59")),
        ("W5_BEGUN_TIMES", "K1 #1.2 @B", 60),
    ),
    "a begun rest dropped": (
        lambda plan: edit_route(plan, K1, pauses=()),
        ("W5_BEGUN_PAUSE", "K1", 1),
    ),
    "a begun tour dropped": (
        lambda plan: edit_route(plan, K1, tours=()),
        ("W5_BEGUN_TOUR", "K1 (1)", 1),
    ),
    "a packed bag filled otherwise": (
        lambda plan: edit_bag(plan, "b1", contents={"c3": 14, "c4": 5}),
        ("M3_SEALED", "[b1]", 1),
    ),
    "a loss that nobody told": (
        lambda plan: at("11:12", plan, LOSS),
        ("W5_LOSS", "K1", 1),
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_had_begun_is_changed(name):
    edit, expected = MUTATIONS[name]
    assert expected in found(four_village_day(), edit(at("11:12")))


def test_goods_that_are_asked_for_no_more_may_be_packed_anew():
    # Of c4 only 4 are left: bag b1 is packed again, before it is loaded.
    day = four_village_day()
    rows = [
        replace(r, items=4) if r.consignment_id == "c4" else r for r in day.consignments
    ]
    plan = edit_bag(at("09:00"), "b1", contents={"c3": 15, "c4": 4})
    rows_found = found(replace(day, consignments=tuple(rows)), plan)
    assert "M3_SEALED" not in {cause for cause, _, _ in rows_found}


# Locks and late drivers


def only_k1_begun(now, day):
    """Whether K1's tour of 10:40 counts as begun: a minute sooner is a fault then."""
    told = edit_tour(four_village_plan(), (K1, 0), start=hm("11:01"))
    return "W5_BEGUN_TIMES" in causes(day, at(now), told)


@pytest.mark.parametrize(
    ("now", "locks", "begun"),
    [
        ("10:40", (), False),
        ("10:40:01", (), True),
        ("08:00", (Lock(kind=LockKind.LOADED, vehicle="K1", sites=()),), True),
        ("08:00", (Lock(kind=LockKind.DEPARTED, vehicle="K1", sites=("B",)),), True),
        ("08:00", (Lock(kind=LockKind.DEPARTED, vehicle="K1", sites=("D",)),), False),
        ("08:00", (Lock(kind=LockKind.STRICT, vehicle="K1", sites=("A", "B")),), False),
    ],
)
def test_what_has_begun_by_the_clock_or_a_lock(now, locks, begun):
    day = replace(four_village_day(), locks=locks)
    assert only_k1_begun(now, day) == begun


def test_a_late_driver_has_not_begun():
    day = edit_vehicle(
        four_village_day(), "K1", shift=TimeWindow(hm("11:30"), hm("20:00"))
    )
    assert not only_k1_begun("11:10", day)
    locked = replace(day, locks=(Lock(kind=LockKind.DEPARTED, vehicle="K1", sites=()),))
    assert only_k1_begun("11:10", locked)
    # The driver of a tour that is over was there.
    assert only_k1_begun("13:20", day)


# A village that closes


def test_what_cannot_be_handed_over_comes_back():
    assert found(shut_day(), shut_plan()) == []


def test_a_halt_before_it_closed_is_as_it_was():
    day = edit_site(four_village_day(), "A", dispatchable=False)
    assert found(day, at("11:12")) == []


SHUT = {
    "it is served all the same": (
        lambda plan: at("11:16"),
        ("W5_BEGUN_SHUT", "K1 #1.2 @B", 2),
    ),
    "what comes back is not unloaded": (
        lambda plan: edit_tour(plan, (K1, 0), unload=()),
        ("M5_LEFT_ON_BOARD", "K1 #1 [b1]", 1),
    ),
    "it comes back sooner than it can": (
        lambda plan: edit_tour(plan, (K1, 0), end=hm("11:23")),
        ("W5_BEGUN_TIMES", "K1 #1", 60),
    ),
    "it is counted as brought": (
        lambda plan: replace(plan, unserved=plan.unserved[1:]),
        ("M5_CONSERVATION", "@B Q 普通 [c3]", 15),
    ),
}


@pytest.mark.parametrize("name", SHUT)
def test_a_village_that_closed(name):
    edit, expected = SHUT[name]
    assert expected in found(shut_day(), edit(shut_plan()))


def test_nothing_is_brought_back_without_a_reason():
    rows = found(four_village_day(), shut_plan())
    assert ("W5_BEGUN_HALT", "K1 #1 @B", 1) in rows


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        # B was open until 17:00: it has been shut since.
        (four_village_day(), [("W5_BEGUN_SHUT", "K1 #1.2 @B", 2)]),
        # People had planned past its hours, as they are today.
        (edit_site(four_village_day(), "B", hours=MORNING), []),
        # Nobody knows.
        (None, []),
    ],
)
def test_hours_that_were_others_when_it_was_decided(before, expected):
    day = edit_site(four_village_day(), "B", hours=MORNING)
    travel, told = four_village_travel(), four_village_plan()
    rows = judge(day, travel, at("11:16"), told, before)
    assert [(row.cause, row.where, row.amount) for row in rows] == expected
    # Once the vehicle has been there, it has been there.
    assert judge(day, travel, at("13:01"), told, four_village_day()) == []
    # What cannot be handed over comes back.
    assert judge(day, travel, shut_plan(), told, four_village_day()) == []


# What broke no rule when it was decided (W5h)


@pytest.mark.parametrize(
    "edit",
    [
        lambda day: edit_vehicle(day, "K2", cap_g=1_000),
        lambda day: edit_vehicle(day, "K2", shift=TimeWindow(hm("09:10"), hm("20:00"))),
        lambda day: edit_site(day, "D", hours=(TimeWindow(hm("09:00"), hm("12:00")),)),
        lambda day: replace(day, agreements=()),
    ],
)
def test_what_has_begun_breaks_no_new_rule(edit):
    day, plan = edit(four_village_day()), at("08:50")
    early = replace(plan, past=replace(plan.past, now=hm("07:00")))
    begun = [row for row in found(day, plan) if "K2 #1" in row[1] or row[1] == "K2"]
    assert begun == []
    assert any("K2 #1" in row[1] or row[1] == "K2" for row in found(day, early))


def test_what_is_new_breaks_rules_with_what_has_begun():
    # K2 drives 10 km, then 14 km more: at most 20 km a day.
    day = edit_vehicle(four_village_day(), "K2", max_m=20_000)
    assert ("D1_MAX_KM", "K2", 4_000) in found(day, at("09:00"))
    assert "D1_MAX_KM" not in causes(day, at("10:00"))
