"""Clock times, metres and cents of hand-made routes, reckoned by hand.

Distances, speeds and prices stand in ``four_villages``, the plan with its
arithmetic in ``four_villages_plan``.
"""

from dataclasses import replace

import pytest
from features.four_villages import hm
from features.four_villages_plan import four_village_plan
from optimize.village_routes import (
    A1,
    A2,
    A_ROW,
    B1,
    B_ROW,
    BY_HAND,
    C_ROW,
    D1,
    E1,
    K1,
    K2,
    NEXT,
    P1,
    hand_day,
    hours,
    open_day,
    problem_of,
    times_of,
)
from properties.plan_edits import edit_consignment, edit_site, edit_vehicle

from routing.domain.day import Settings
from routing.domain.vehicle import Break
from routing.domain.window import TimeWindow
from routing.optimize.draft import Draft
from routing.optimize.kernel import codes
from routing.optimize.route_times import Failure
from routing.optimize.simulator import Simulator

BREAK, PAUSE, CHARGE = 0, 1, 2


def clocks(*texts):
    return tuple(hm(text) for text in texts)


def rest(minutes, early, late):
    return (Break(60 * minutes, TimeWindow(hm(early), hm(late))),)


def test_the_plan_by_hand_to_the_second_and_cent():
    first, second = (times_of(hand_day(), v, BY_HAND[v]) for v in (K1, K2))
    assert first.tours == ((hm("10:40"), hm("13:17:20"), 17_030),)
    at_a = clocks("11:10", "11:10", "11:14")
    at_b = clocks("11:19", "13:00", "13:04")
    assert first.visits == (at_a, at_a, at_b, at_b)
    assert first.pauses == ((BREAK, B_ROW, *clocks("11:19", "11:49")),)
    assert (first.cents, first.penalty_cents) == (8000 + 1362 + 6556, 0)
    assert second.tours == (
        (hm("08:00"), hm("08:46:44"), 10_000),
        (hm("09:16:44"), hm("10:16:40"), 14_000),
    )
    assert second.visits == (
        clocks("08:26:40", "08:26:40", "08:30:04"),
        (0, 0, 0),
        clocks("09:50:04", "09:50:04", "09:53:20"),
    )
    assert second.pauses == ((CHARGE, C_ROW, *clocks("08:46:44", "09:16:44")),)
    # E is usually K1's: 500 cents beside the cost.
    assert (second.cents, second.penalty_cents) == (3000 + 840 + 4100 + 500, 500)
    assert first.cents + second.cents - 500 == four_village_plan().cost_cents


def test_first_loading_is_put_off_to_where_nothing_waits():
    # Ready 07:30, so loading could begin at 07:10 and A be reached at 07:40; A
    # opens at 08:00: everything 20 minutes later. 20 items: 180 + 40 = 220 s.
    times = times_of(open_day(), K1, [A1])
    assert times.visits == (clocks("08:00", "08:00", "08:03:40"),)
    # 2 × 6,030 m; 27,000 to 29,620 s.
    assert times.tours == ((hm("07:30"), hm("08:13:40"), 12_060),)
    # 12.06 × 0.80 = 9.648 → 9.65; 2,620 / 3,600 × 25 = 18.194… → 18.19.
    assert times.cents == 8000 + 965 + 1819


def test_waits_over_lunch_and_leaves_later_for_it():
    # D is reached at 08:09:56 at the earliest and closed from 08:05 to 10:00.
    day = edit_site(open_day(), "D", hours=hours("08:00", "08:05", "10:00", "11:00"))
    times = times_of(day, K2, [E1, D1])
    assert times.visits == (
        # 10:00 - 400 s of road - 196 s of service.
        clocks("09:50:04", "09:50:04", "09:53:20"),
        clocks("10:00", "10:00", "10:03:24"),
    )
    # 7,000 + 2,000 + 5,000 m; leaves 1,400 s before E, loads 600 s before that.
    assert times.tours == ((hm("09:16:44"), hm("10:20:04"), 14_000),)
    # 14 × 0.35 = 4.90; 3,800 / 3,600 × 18 = 19.00; K1's place E 5.00.
    assert times.cents == 3000 + 490 + 1900 + 500


def test_leaves_after_the_base_has_been_closed_for_a_while():
    # Loading may begin by 08:00, which would leave 90 minutes of waiting at A, or
    # from 09:00 on: 20 minutes of loading and 10 of road before A opens at 10:00.
    day = edit_site(open_day(), "A", hours=hours("10:00", "18:00"))
    day = edit_site(day, "C", hours=hours("06:00", "08:00", "09:00", "18:00"))
    times = times_of(day, K1, [A1])
    assert times.visits == (clocks("10:00", "10:00", "10:03:40"),)
    assert times.tours == ((hm("09:30"), hm("10:13:40"), 12_060),)
    assert times.cents == 8000 + 965 + 1819


def test_serves_a_village_after_its_closing_where_the_next_one_opens_late():
    # E closes from 09:00 to 09:30; before it the vehicle would wait for D, which
    # opens at 11:00, for two hours.
    day = edit_site(open_day(), "D", hours=hours("11:00", "18:00"))
    day = edit_site(day, "E", hours=hours("08:00", "09:00", "09:30", "18:00"))
    times = times_of(day, K2, [E1, D1])
    assert times.visits == (
        # 11:00 - 400 s of road - 196 s of service.
        clocks("10:50:04", "10:50:04", "10:53:20"),
        clocks("11:00", "11:00", "11:03:24"),
    )
    assert times.tours == ((hm("10:16:44"), hm("11:20:04"), 14_000),)
    assert times.cents == 3000 + 490 + 1900 + 500


def test_a_break_inside_a_wait_is_free():
    free = times_of(edit_vehicle(hand_day(), "K1", breaks=()), K1, BY_HAND[K1])
    rested = times_of(hand_day(), K1, BY_HAND[K1])
    assert free.pauses == ()
    assert (free.visits, free.tours, free.cents) == (
        rested.visits,
        rested.tours,
        rested.cents,
    )


def test_a_break_that_would_be_too_late_after_the_leg_comes_before_it():
    # To be begun by 11:06, B is reached at 11:09 at the earliest: rest at A.
    # The bags for B are ready at 10:50, so A is served from 11:00 to 11:04 at the
    # earliest and 2 minutes later at the latest.
    day = edit_vehicle(hand_day(), "K1", breaks=rest(30, "11:00", "11:36"))
    times = times_of(day, K1, BY_HAND[K1])
    assert times.pauses == ((BREAK, A_ROW, *clocks("11:06", "11:36")),)
    assert times.visits[0] == clocks("11:02", "11:02", "11:06")
    assert times.visits[2] == clocks("11:41", "13:00", "13:04")
    assert times.tours == ((hm("10:32"), hm("13:17:20"), 17_030),)
    # 9,920 / 3,600 × 25 = 68.888… → 68.89.
    assert times.cents == 8000 + 1362 + 6889


def test_a_break_that_is_paid_lengthens_the_route():
    # K2 waits for nothing; charging is no rest. D holds the beginning, so the end
    # is half an hour later than 10:16:40.
    day = edit_vehicle(hand_day(), "K2", breaks=rest(30, "08:50", "10:00"))
    times = times_of(day, K2, BY_HAND[K2])
    assert times.pauses[-1][0] == BREAK
    assert times.tours[-1][1] == hm("10:46:40")
    # 10,000 / 3,600 × 18 = 50.00.
    assert times.cents == 3000 + 840 + 5000 + 500


def test_a_pause_of_twenty_minutes_before_driving_too_long():
    # 600 + 300 s to B are more than 800: a pause at A, and the break at B sets
    # the count back for the 800 s home.
    day = edit_vehicle(hand_day(), "K1", max_drive_duration=800)
    times = times_of(day, K1, BY_HAND[K1])
    assert times.pauses == (
        (PAUSE, A_ROW, *clocks("11:14", "11:34")),
        (BREAK, B_ROW, *clocks("11:39", "12:09")),
    )
    assert times.visits[2] == clocks("11:39", "13:00", "13:04")
    assert times.cents == 8000 + 1362 + 6556


def test_a_second_tour_loads_again():
    # Without a range nothing is charged: loading at once at 08:46:44, E 600 +
    # 1,400 s later, 196 s there, 1,400 s back.
    times = times_of(edit_vehicle(hand_day(), "K2", range_m=None), K2, BY_HAND[K2])
    assert times.pauses == ()
    assert times.tours[1] == (hm("08:46:44"), hm("09:46:40"), 14_000)
    # 6,400 / 3,600 × 18 = 32.00.
    assert times.cents == 3000 + 840 + 3200 + 500


def test_a_second_tour_waits_for_its_goods_and_the_first_leaves_later():
    # The bags of B are ready at 10:50, so the second loading starts at 10:30; the
    # first tour takes 1,200 + 600 + 220 + 600 = 2,620 s before it.
    day = edit_site(open_day(), "B", hours=hours("08:00", "17:00"))
    day = edit_vehicle(day, "K1", breaks=(), max_m=None)
    day = replace(day, locks=())
    times = times_of(day, K1, [A1, NEXT, B1])
    # B: 800 s on, 20 items in 220 s, 800 s back.
    assert times.tours == (
        (hm("09:46:20"), hm("10:30"), 12_060),
        (hm("10:30"), hm("11:20:20"), 16_000),
    )
    assert times.visits[2] == clocks("11:03:20", "11:03:20", "11:07")
    # 28.06 × 0.80 = 22.448 → 22.45; 5,640 / 3,600 × 25 = 39.166… → 39.17.
    assert times.cents == 8000 + 2245 + 3917


def test_goods_ready_at_the_village_are_waited_for():
    times = times_of(
        edit_consignment(hand_day(), "c5", ready_time=hm("14:00")), K1, BY_HAND[K1]
    )
    # One halt: the bags for B are handed over then as well (T2a).
    assert times.visits[2] == clocks("11:19", "14:00", "14:04")
    assert times.visits[3] == clocks("11:19", "14:00", "14:04")


@pytest.mark.parametrize(
    ("range_m", "charges"), [(24_000, 0), (23_999, 1), (14_000, 1)]
)
def test_charges_only_when_the_range_is_short(range_m, charges):
    # The tours are 10,000 and 14,000 m long.
    times = times_of(edit_vehicle(hand_day(), "K2", range_m=range_m), K2, BY_HAND[K2])
    assert len(times.pauses) == charges


def test_a_pickup_that_fits_only_after_the_delivery():
    # Full with 52 kg to A and B; at B 20 kg out before 25 kg in.
    day = edit_vehicle(hand_day(), "K1", cap_g=52_000)
    times = times_of(day, K1, [A1, A2, P1, B1])
    assert times.tours[0] == (hm("10:40"), hm("13:17:20"), 17_030)


def _held_dock():
    """K2 holds the only dock from 07:20 to 07:30, on its way to D at 07:46:40."""
    day = edit_site(open_day(), "D", hours=hours("07:46:40", "18:00"))
    return edit_site(day, "A", hours=hours("07:50", "08:00"))


def test_the_only_dock_is_shared_by_time():
    # A opens at 07:50 and closes at 08:00. Alone K1 loads from 07:20 on, to be
    # there when A opens. While K2 loads until 07:30 it has to wait: from 07:30.
    simulator = Simulator(problem_of(_held_dock()))
    alone = simulator.times(K1, [A1], by_itself=True)
    assert alone.tours[0][0] == hm("07:20")
    assert simulator.load([[], [D1]]) == [0, 1, 2, 3, 5]
    assert simulator.draft().uses == [[], [(0, hm("07:20"), hm("07:30"))]]
    beside = simulator.times(K1, [A1])
    assert beside.tours[0][0] == hm("07:30")
    assert beside.visits == (clocks("08:00", "08:00", "08:03:40"),)


def test_a_dock_taken_too_long_makes_a_route_fail():
    simulator = Simulator(
        problem_of(edit_site(_held_dock(), "A", hours=hours("07:50", "07:59")))
    )
    simulator.load([[], [D1]])
    # One minute late at A.
    assert simulator.times(K1, [A1]) == Failure(code=codes.WINDOW, amount=60)
    # Loading may begin until 07:30, and K2, a minute later, holds the dock then.
    day = edit_site(_held_dock(), "C", hours=hours("06:00", "07:30"))
    day = edit_site(day, "D", hours=hours("07:47:40", "18:00"))
    for key in ("c3", "c4"):
        day = edit_consignment(day, key, ready_time=hm("07:30"))
    simulator = Simulator(problem_of(day))
    simulator.load([[], [D1]])
    found = simulator.times(K1, [A1])
    assert isinstance(found, Failure)
    assert found.code == codes.DOCK


def test_insertion_takes_the_cheapest_place_and_says_what_it_adds():
    simulator = Simulator(problem_of(hand_day()))
    assert simulator.load([BY_HAND[K1], [D1]]) == [5]
    before = simulator.total()
    added = simulator.insert(5)
    # One tour of 14 km instead of 10: 4.90 for 3.50. D opens at 08:26:40, so E
    # from 08:16:44, loading from 07:43:24, home 08:46:44: 3,800 s → 19.00 for
    # 2,804 s → 14.02. K1's place E 5.00; 8 × 5.00 of penalty no longer due.
    assert simulator.routes() == [BY_HAND[K1], [E1, D1]]
    assert added == (490 - 350) + (1900 - 1402) + 500
    assert simulator.total() == before + added - 8 * 500


def test_nothing_is_inserted_dearer_than_its_penalty():
    day = hand_day()
    day = replace(day, settings=replace(day.settings, penalty_cents={"normal": 143}))
    # 8 items × 1.42 = 11.36 against 1.40 + 4.98 + 5.00 = 11.38.
    cheap = replace(day, settings=replace(day.settings, penalty_cents={"normal": 142}))
    for some, adds in ((day, 1138), (cheap, None)):
        simulator = Simulator(problem_of(some))
        simulator.load([[], [D1]])
        assert simulator.insert(5) == adds


def test_a_route_that_fails_is_emptied_and_the_rest_kept():
    simulator = Simulator(problem_of(hand_day()))
    # B before A breaks the strict order of K1.
    assert simulator.load([[B1, A1, A2], BY_HAND[K2]]) == [0, 1, 2, 3]
    assert simulator.routes() == [[], BY_HAND[K2]]
    assert simulator.timetable()[0] is None
    assert simulator.timetable()[1] == times_of(hand_day(), K2, BY_HAND[K2])


def test_a_draft_keeps_its_docking_times():
    # Loaded in the order of vehicles K1 would take the dock at 07:20.
    day = replace(_held_dock(), settings=Settings())
    simulator = Simulator(problem_of(day))
    simulator.load([[], [D1]])
    assert simulator.insert(0) is not None
    draft = simulator.draft()
    assert draft.uses[K1] == [(0, hm("07:30"), hm("07:50"))]
    again = Simulator(problem_of(day))
    assert again.load(Draft(routes=draft.routes, uses=draft.uses)) == [1, 2, 3, 5]
    assert again.draft() == draft
    assert again.total() == simulator.total()
