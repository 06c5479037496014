"""Pickup and delivery with transfers: reader, evaluator, the day there and back."""

import pytest

from benchmarks.families.assemble import assemble
from benchmarks.families.clock import CircleError
from benchmarks.families.family import problems
from benchmarks.families.moves import Run, Visit
from benchmarks.families.transfers.evaluate import (
    TransferSolution,
    TransferStop,
    evaluate,
)
from benchmarks.families.transfers.family import TransferFamily
from benchmarks.families.transfers.instance import read_transfers
from benchmarks.families.transfers.translate import (
    seconds_per_unit,
    solution_of,
    translate,
)
from routing.check.judge import judge

# On a line: o0 0, p0 10, t0 30, d0 70, o1 at 60, its end e1 at 64, above t0 by 40: t1.
TEXT = """nr	nv	nt	capacity
1	2	2	9

node	x	y	a	b	load
p0	10	0	0	{pickup}	9
d0	70	0	60	{late}	-9
o0	0	0	0	100	0
o1	60	0	0	100	0
e0	0	0	0	100	0
e1	64	0	0	{end}	0
t0	30	0	0	100	0
t1	30	40	0	100	0
"""
# Vehicle 0 brings it to t0 (30 and back 30); vehicle 1 fetches it: 30 + 40 + 6.
HANDED = (
    Run(
        vehicle="v0",
        visits=(Visit(site="p0", pick_up=("r0",)), Visit(site="t0", deliver=("r0",))),
    ),
    Run(
        vehicle="v1",
        visits=(Visit(site="t0", pick_up=("r0",)), Visit(site="d0", deliver=("r0",))),
    ),
)


def instance(tmp_path, *, pickup=100, late=90, end=100, text=TEXT):
    path = tmp_path / "tiny.txt"
    path.write_text(text.format(pickup=pickup, late=late, end=end), "utf-8")
    return read_transfers(path)


def stops(*words):
    """Read halts such as 'p0+0' (picks up) and 't0-0' (hands over)."""
    made = []
    for word in words:
        node, sign, request = word[:2], word[2:3], word[3:]
        done = (int(request),)
        made.append(
            TransferStop(node=node, deliver=done)
            if sign == "-"
            else TransferStop(node=node, pick_up=done)
        )
    return tuple(made)


def test_handed_over_at_a_transfer_point(tmp_path):
    read = instance(tmp_path)
    translation = translate(read)
    plan = assemble(translation.day, translation.travel, HANDED)
    assert judge(translation.day, translation.travel, plan) == []
    solution = solution_of(read, plan)
    assert solution == TransferSolution(
        routes=(stops("p0+0", "t0-0"), stops("t0+0", "d0-0"))
    )
    verdict = evaluate(read, solution)
    assert (verdict.faults, verdict.remarks) == ((), ())
    assert verdict.cost == translation.cost_of(plan) == 60 + 30 + 40 + 6
    # Time is distance: both are at t0 at 30, the parcel at 70 at 70.
    assert plan.bags[0].legs[1].arrive == 70 * seconds_per_unit(read)


def test_vehicle_without_goods_drives_home_too(tmp_path):
    read = instance(tmp_path, late=100)
    translation = translate(read)
    alone = Run(
        vehicle="v0",
        visits=(Visit(site="p0", pick_up=("r0",)), Visit(site="d0", deliver=("r0",))),
    )
    plan = assemble(translation.day, translation.travel, [alone])
    assert judge(translation.day, translation.travel, plan) != []
    # Back at 140, after its end; the cost is 140, and 4 for the other's way home.
    verdict = evaluate(read, solution_of(read, plan))
    assert verdict.faults == ("vehicle 0: 40.000000 late at e0",)
    assert verdict.cost == translation.cost_of(plan) == 140 + 4
    other = Run(vehicle="v1", visits=alone.visits)
    plan = assemble(translation.day, translation.travel, [other])
    # From 60 back to 10, on to 70, and 6 home; v0 stays where it is.
    assert translation.cost_of(plan) == 50 + 60 + 6
    assert evaluate(read, solution_of(read, plan)).cost == 116


def test_windows_hold_at_every_node(tmp_path):
    for given, fault in (
        ({"pickup": 9}, "vehicle 0: 1.000000 late at p0"),
        ({"late": 69}, "vehicle 1: 1.000000 late at d0"),
        ({"end": 75}, "vehicle 1: 1.000000 late at e1"),
    ):
        read = instance(tmp_path, **given)
        translation = translate(read)
        plan = assemble(translation.day, translation.travel, HANDED)
        assert judge(translation.day, translation.travel, plan) != []
        assert evaluate(read, solution_of(read, plan)).faults == (fault,)


def test_seconds_are_as_fine_as_four_days_allow(tmp_path):
    assert seconds_per_unit(instance(tmp_path)) == 1000
    wide = TEXT.replace("100", "999")
    assert seconds_per_unit(instance(tmp_path, text=wide)) == 100


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        ((("p0+0", "t0-0"), ("t1+0", "d0-0")), "request 0: no way without a gap"),
        ((("p0+0",), ("d0-0",)), "request 0: no way without a gap"),
        ((("p0+0", "t0-0"), ()), "d0: visited 0 times"),
        ((("p0+0", "e1-0"), ("e1+0", "d0-0")), "e1: no place for goods"),
    ],
)
def test_evaluator_finds_what_is_broken(tmp_path, routes, fault):
    solution = TransferSolution(routes=tuple(stops(*route) for route in routes))
    assert fault in evaluate(instance(tmp_path), solution).faults


def test_load_counts_what_is_on_board(tmp_path):
    heavy = TEXT.replace("2	2	9", "2	2	8")
    solution = TransferSolution(routes=(stops("p0+0", "d0-0"), ()))
    faults = evaluate(instance(tmp_path, text=heavy), solution).faults
    assert faults == ("vehicle 0: load 9 of 8",)


def test_who_waits_in_a_circle_never_leaves(tmp_path):
    two = TEXT.replace("1	2	2	9", "2	2	2	10").replace(
        "d0	70",
        "p1	11	0	0	{pickup}	1\nd1	70	0	0	{late}	-1\nd0	70",
    )
    read = instance(tmp_path, text=two)
    # Each takes at its first point what the other brings there afterwards.
    circle = (
        stops("p0+0", "t0+1", "t1-0", "d1-1"),
        stops("p1+1", "t1+0", "t0-1", "d0-0"),
    )
    faults = evaluate(read, TransferSolution(routes=circle)).faults
    assert faults == ("vehicles wait for each other in a circle",)
    translation = translate(read)
    runs = [
        Run(
            vehicle=f"v{number}",
            visits=tuple(
                Visit(
                    site=stop.node,
                    deliver=tuple(f"r{r}" for r in stop.deliver),
                    pick_up=tuple(f"r{r}" for r in stop.pick_up),
                )
                for stop in route
            ),
        )
        for number, route in enumerate(circle)
    ]
    with pytest.raises(CircleError):
        assemble(translation.day, translation.travel, runs)


def test_remarks_name_what_published_models_may_not_know(tmp_path):
    back = (
        stops("p0+0", "t0-0", "t1+0", "t0-0"),
        stops("t0+0", "t1-0", "t0+0", "d0-0"),
    )
    remarks = evaluate(instance(tmp_path, late=300), TransferSolution(routes=back))
    assert remarks.remarks[0] == "vehicle 0 is at t0 2 times"
    assert "request 0 is transferred 3 times" in remarks.remarks


def test_other_files_are_refused_by_name(tmp_path):
    for old, new in (
        ("t1	30", "t2	30"),
        ("node	x", "node	z"),
        ("-9", "-9.5"),
    ):
        with pytest.raises(ValueError, match=r"tiny.txt is no instance"):
            instance(tmp_path, text=TEXT.replace(old, new))


def test_proved_results_stand_before_others(tmp_path):
    folder = tmp_path / "TINY"
    folder.mkdir()
    instance(folder)
    (tmp_path / "Results-TINY.txt").write_text(
        "Instance	Status	Objective	Gap	Time	Model\n"
        "tiny.txt	TIMEOUT	inf	inf	3600	Lyu\n"
        "tiny.txt	FEASIBLE	130	0.1	3600	Lyu\n"
        "tiny.txt	OPTIMAL	136	0	1	Rais\n"
        "extra solved 3\n",
        "utf-8",
    )
    [problem] = problems(TransferFamily(title="T", subfolder="TINY"), tmp_path, "*")
    assert (problem.best.cost, problem.best.proved) == (136, True)
    assert problem.best.source == "Rais"
    plan = assemble(problem.translation.day, problem.translation.travel, HANDED)
    assert problem.judged(plan).cost == 136
