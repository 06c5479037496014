"""Bans by hand: when a vehicle leaves and comes, and what can be put off (W1b)."""

from dataclasses import replace

import numpy as np
import pytest
from features.four_villages import four_village_travel, hm
from optimize.village_routes import (
    A1,
    A_ROW,
    B1,
    K1,
    K2,
    NEXT,
    failure_of,
    hand_day,
    hours,
    problem_of,
    times_of,
)
from properties.plan_edits import edit_site, edit_vehicle

from routing.domain.ban import Ban
from routing.domain.vehicle import Break, VehicleClass
from routing.optimize.ban_arrays import has_bans
from routing.optimize.engines.pyvrp_cover import uncovered as pyvrp_uncovered
from routing.optimize.kernel import codes
from routing.optimize.plain.model import uncovered

DAY = edit_site(replace(hand_day(), locks=()), "B", hours=hours("08:00", "17:00"))
DAY = edit_vehicle(DAY, "K1", breaks=(), max_m=None)
"""K1 takes c3 and c4 to B: loaded until 10:50, 800 s each way, 220 s at B."""


def ban(site, *clock, classes=(VehicleClass.MICROVAN,), **changes):
    return Ban(
        sites=frozenset(site),
        vehicle_classes=classes,
        times=hours(*clock),
        **changes,
    )


def told(times):
    """Return loading, arrival, end of work and return of a route of one halt."""
    ((arrive, _, depart),) = times.visits
    return times.tours[0][0], arrive, depart, times.tours[0][1]


BY_HAND = {
    "no ban": ([], "10:30", "11:03:20", "11:07", "11:20:20"),
    "at B, where it comes": (
        # At B at 12:00, not 11:03:20: all of the wait is put before the loading.
        [("B", "11:00", "12:00")],
        *("11:26:40", "12:00", "12:03:40", "12:17"),
    ),
    "at B, where it leaves": (
        # The loading may be put off until the vehicle comes as the ban begins.
        [("B", "11:05", "12:00")],
        *("10:31:40", "11:05", "11:08:40", "12:13:20"),
    ),
    "at C, where it leaves": (
        [("C", "10:45", "11:15")],
        *("10:55", "11:28:20", "11:32", "11:45:20"),
    ),
    "at C, where it comes back": (
        [("C", "11:15", "11:30")],
        *("10:39:40", "11:13", "11:16:40", "11:30"),
    ),
    "one after the other": (
        # C until 11:00: at B at 11:13:20. B until 11:20: from C at 11:06:40. C until
        # 11:10: at B at 11:23:20.
        [("C", "10:45", "11:00"), ("B", "11:05", "11:20"), ("C", "11:05", "11:10")],
        *("10:50", "11:23:20", "11:27", "11:40:20"),
    ),
    "both ends are free": (
        # It leaves as one ban begins, comes as one ends, leaves as one begins.
        [("C", "10:50", "10:55"), ("B", "10:58", "11:03:20"), ("B", "11:07", "12:00")],
        *("10:30", "11:03:20", "11:07", "11:20:20"),
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_waits_by_hand(name):
    bans, *clock = BY_HAND[name]
    day = replace(DAY, bans=tuple(ban(*row) for row in bans))
    assert told(times_of(day, K1, [B1])) == tuple(map(hm, clock))


def test_who_is_exempt_does_not_wait():
    free = told(times_of(DAY, K1, [B1]))
    for exempt in (
        {"classes": (VehicleClass.MEDIUM, VehicleClass.TRICYCLE)},
        {"permits": frozenset({"K1"})},
        {"green_exempt": True},
    ):
        day = edit_vehicle(DAY, "K1", green_channel="green_exempt" in exempt)
        day = replace(day, bans=(ban("B", "11:00", "12:00", **exempt),))
        assert told(times_of(day, K1, [B1])) == free


def test_a_break_is_hidden_in_the_wait():
    # A takes goods until 11:10: K1 is there until 11:13:40 and would be at B at
    # 11:18:40, where it may come from 12:30 on.
    rest = (Break(1800, *hours("11:05", "12:40")),)
    day = edit_vehicle(DAY, "K1", breaks=rest)
    day = replace(day, bans=(ban("B", "11:00", "12:30"),))
    times = times_of(day, K1, [A1, B1])
    assert times.visits[1] == (hm("12:30"), hm("12:30"), hm("12:33:40"))
    assert times.pauses == ((0, A_ROW, hm("11:13:40"), hm("11:43:40")),)


def test_the_second_tour_waits_at_the_base():
    # Back from A at 10:23:40 at the latest; its goods for B are ready at 10:50.
    day = edit_site(DAY, "A", hours=hours("10:00", "10:10"))
    day = replace(day, bans=(ban("C", "10:45", "13:00"),))
    times = times_of(day, K1, [A1, NEXT, B1])
    assert times.tours[1][:2] == (hm("10:30"), hm("13:30:20"))
    assert times.visits[2][0] == hm("13:13:20")


def test_a_wait_that_the_route_has_no_hours_for():
    # A takes goods until 11:10, so that K1 is loaded from 10:40 at the latest. B may be
    # reached from 16:00 on: home at 16:17, after 5 h 37 min.
    day = edit_vehicle(DAY, "K1", max_route_duration=hm("05:00"))
    day = replace(day, bans=(ban("B", "11:05", "16:00"),))
    assert failure_of(day, K1, [A1, B1]) == (codes.HOURS, hm("00:37"))


def test_a_day_long_ban_ends_after_every_shift():
    day = replace(DAY, bans=(ban("B", "00:00", "24:00"),))
    # At B at 24:00, where service starts until 17:00.
    assert failure_of(day, K1, [B1]) == (codes.WINDOW, hm("07:00"))
    day = edit_site(day, "B", hours=())
    # Home at 24:16:40 + 220 s, the shift ends at 20:00.
    assert failure_of(day, K1, [B1]) == (codes.SHIFT, hm("04:17"))


def test_bans_that_bind_nobody_leave_the_problem_as_it_is():
    plain = problem_of(DAY)
    assert not has_bans(plain.tables)
    for idle in (
        ban("B", "11:00", "12:00", classes=(VehicleClass.MEDIUM,)),
        ban("B", "11:00", "12:00", permits=frozenset({"K1"})),
        ban("", "11:00", "12:00"),
        ban("B", "04:00", "06:00"),
        ban("B", "20:00", "23:00"),
        ban("B", "11:00", "11:00"),
    ):
        same = problem_of(replace(DAY, bans=(idle,)))
        assert np.array_equal(plain.vector, same.vector), idle
    bound = problem_of(replace(DAY, bans=(ban("B", "11:00", "12:00"),)))
    assert has_bans(bound.tables)
    assert (bound.tables["v_bans"][K2] == -1).all()


def test_searches_that_do_not_know_bans_say_so():
    bound = problem_of(replace(DAY, bans=(ban("B", "11:00", "12:00"),)))
    assert "bans" in uncovered(bound)
    assert "bans" in pyvrp_uncovered(bound)
    free = problem_of(DAY)
    assert "bans" not in uncovered(free) + pyvrp_uncovered(free)


def test_travel_of_the_example():
    # What the times above are reckoned with.
    seconds = four_village_travel().of("microvan").seconds
    assert (seconds[0, 2], seconds[2, 0], seconds[1, 2]) == (800, 800, 300)
