"""Engines in processes of their own: killed, hanging, raising, talking nonsense."""

import multiprocessing as mp

import pytest
from features.four_villages import four_village_travel
from optimize import bad_engines
from optimize.village_routes import A1, A2, B1, BY_HAND, D1, K1, P1, hand_day

from routing.optimize.engines.guarded import (
    MOST_TROUBLES,
    EngineJob,
    EngineTrouble,
    GuardedEngine,
    Trouble,
)
from routing.optimize.engines.part import Part, whole_part
from routing.optimize.engines.pyvrp_ils import IlsLimit, solve_routes
from routing.optimize.engines.vetting import Vetting
from routing.optimize.road import build_road_problem
from routing.optimize.simulator import Simulator
from routing.optimize.ways import direct_ways

LONG = 60.0
SHORT = IlsLimit(iterations=20)


@pytest.fixture(scope="module")
def problem():
    day = hand_day()
    batches = direct_ways(day).shipments
    return build_road_problem(day, four_village_travel(), batches)


@pytest.fixture
def guard(problem):
    made = []

    def build(solve, **more):
        made.append(GuardedEngine(problem, "pyvrp", solve, **more))
        return made[-1]

    yield build
    for engine in made:
        engine.close()


def asked(problem, **changes):
    return EngineJob(**{"part": whole_part(problem), "limit": SHORT, **changes})


def test_a_killed_process_is_told_and_the_next_job_is_done_by_a_new_one(problem, guard):
    engine = guard(bad_engines.wrong_at_first)
    assert engine.give(asked(problem, seed=0))
    assert engine.take(LONG) is None
    assert not engine.busy
    assert engine.troubles == [
        EngineTrouble(
            engine="pyvrp",
            what=Trouble.CRASHED,
            detail="Its process ended with exit code 3.",
        )
    ]
    assert engine.give(asked(problem, seed=1))
    answer = engine.take(LONG)
    assert answer is not None
    assert answer.vetted.left == ()
    # The same process does one more.
    pipe = engine.pipe
    assert engine.give(asked(problem, seed=2))
    assert engine.take(LONG) is not None
    assert engine.pipe is pipe
    assert len(engine.troubles) == 1


def test_a_signal_is_named(problem, guard):
    engine = guard(bad_engines.killed)
    engine.give(asked(problem))
    assert engine.take(LONG) is None
    assert [t.detail for t in engine.troubles] == ["Its process was ended by SIGKILL."]


def test_a_process_that_is_killed_from_outside_is_told(problem, guard):
    engine = guard(bad_engines.asleep)
    engine.give(asked(problem))
    (process,) = mp.active_children()
    process.kill()
    assert engine.take(LONG) is None
    assert [t.what for t in engine.troubles] == [Trouble.CRASHED]


def test_a_process_that_hangs_is_killed(problem, guard):
    engine = guard(bad_engines.asleep, grace=0.2)
    engine.give(asked(problem, limit=IlsLimit(seconds=0.1)))
    assert len(mp.active_children()) == 1
    assert engine.take(LONG) is None
    assert [t.what for t in engine.troubles] == [Trouble.SILENT]
    assert not engine.busy
    assert mp.active_children() == []


def test_a_process_that_nobody_kills_ends_itself(problem, guard):
    engine = guard(bad_engines.asleep, grace=0.2)
    engine.give(asked(problem, limit=IlsLimit(seconds=0.1)))
    (process,) = mp.active_children()
    process.join(LONG)
    assert process.exitcode == 1
    assert engine.take(LONG) is None
    assert [t.what for t in engine.troubles] == [Trouble.CRASHED]


def test_an_exception_is_told_and_the_process_lives(problem, guard):
    engine = guard(bad_engines.raising)
    engine.give(asked(problem))
    assert engine.take(LONG) is None
    (trouble,) = engine.troubles
    assert trouble.what is Trouble.RAISED
    assert trouble.detail == "ArithmeticError: penalties overflow"
    assert len(mp.active_children()) == 1


def test_an_engine_that_goes_wrong_often_is_given_up(problem, guard):
    engine = guard(bad_engines.raising)
    for _ in range(MOST_TROUBLES):
        assert engine.give(asked(problem))
        assert engine.take(LONG) is None
    assert engine.given_up
    assert not engine.give(asked(problem))
    assert not engine.busy


def test_an_answer_in_no_known_form_is_nonsense(problem, guard):
    engine = guard(bad_engines.no_routes)
    engine.give(asked(problem))
    answer = engine.take(LONG)
    assert answer.vetted.routes == [[], []]
    assert [(t.what, t.detail) for t in engine.troubles] == [
        (Trouble.NONSENSE, "Expected 2 routes.")
    ]


@pytest.mark.parametrize(
    ("routes", "detail"),
    [
        ([[A1, 99], [D1]], "Route of vehicle 0: shipment 49 is none of the part."),
        ([[A1, A1], [D1]], f"Route of vehicle 0: visit {A1} comes twice."),
        ([[A1, "B"], [D1]], "Route of vehicle 0: expected a list of integers."),
        ([[A1, -1, -1, B1], [D1]], "Route of vehicle 0: a tour without a visit."),
    ],
)
def test_nonsense_in_one_route_is_told_and_the_rest_is_taken(
    problem, guard, routes, detail
):
    engine = guard(bad_engines.echo)
    engine.give(asked(problem, start=routes))
    answer = engine.take(LONG)
    assert answer.vetted.routes == [[], [D1]]
    assert [(t.what, t.detail) for t in engine.troubles] == [(Trouble.NONSENSE, detail)]


def test_the_same_visit_in_two_routes_stays_in_the_first(problem):
    vetted = Vetting(problem).vet(whole_part(problem), [[A1, A2], [D1, A1]])
    assert vetted.routes == [[A1, A2], []]
    assert vetted.malformed == f"Route of vehicle 1: visit {A1} comes twice."


def test_a_vehicle_that_may_not_is_refused(problem):
    problem.tables["s_allowed"][A1 // 2, K1] = 0
    try:
        vetted = Vetting(problem).vet(whole_part(problem), [[A1], [D1]])
    finally:
        problem.tables["s_allowed"][A1 // 2, K1] = 1
    assert vetted.malformed == f"Route of vehicle 0: shipment {A1 // 2} is not for it."


def test_routes_that_hold_cost_what_the_simulator_says(problem):
    vetted = Vetting(problem).vet(whole_part(problem), BY_HAND)
    simulator = Simulator(problem)
    simulator.load(BY_HAND)
    assert vetted.routes == BY_HAND
    assert sum(vetted.cents) == simulator.total()
    assert (vetted.malformed, vetted.broken, vetted.left) == ("", 0, ())


def test_a_route_that_breaks_a_rule_keeps_what_it_can(problem):
    # A takes goods until 11:10: behind B the van comes too late.
    vetting = Vetting(problem)
    part = whole_part(problem)
    assert vetting.cents(part, K1, [B1, P1, A1, A2]) is None
    vetted = vetting.vet(part, [[B1, P1, A1, A2], [D1]])
    assert vetted.routes == [[B1, P1], [D1]]
    assert (vetted.broken, vetted.malformed) == (1, "")
    assert vetted.cents[0] == vetting.cents(part, K1, [B1, P1])
    # c1 and c2 of A and c7 of E are left.
    assert vetted.left == (0, 1, 5)


def test_routes_met_are_vetted_for_the_pool(problem):
    part = Part(vehicles=(1, 0), shipments=whole_part(problem).shipments)
    met = ((0, (D1,)), (1, (A1, 99)), (7, (D1,)), (1, (A1, A2)), "?")
    found = Vetting(problem).vet_met(part, met)
    # Numbers of vehicles are those of the problem again.
    assert [row[:2] for row in found] == [(1, (D1,)), (0, (A1, A2))]
    assert all(row[3] > 0 for row in found)


def test_the_real_engine_answers_jobs_on_parts(problem, guard):
    engine = guard(solve_routes)
    part = Part(vehicles=(K1,), shipments=(A1 // 2, A2 // 2, B1 // 2))
    engine.give(asked(problem, part=part))
    answer = engine.take(LONG)
    assert engine.troubles == []
    assert sorted(answer.vetted.routes[0]) == sorted([A1, A2, B1])


def test_two_jobs_at_once_are_refused(problem, guard):
    engine = guard(bad_engines.asleep)
    engine.give(asked(problem))
    with pytest.raises(RuntimeError, match="idle engine"):
        engine.give(asked(problem))
    engine.close()
    engine.close()
    assert not engine.busy
