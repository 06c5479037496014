"""Suites as data: what they name, how rows follow from them, what is refused."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from benchmarks.regression.content import fingerprint
from benchmarks.regression.sources import load_instance
from benchmarks.regression.suite import FOLDER, Limits, SuiteError, read_suite
from benchmarks.small_days import ROAD, small_day

TINY = """
iterations = 4
workers = 1
[[instances]]
source = "small"
kind = "road"
days = [1, 2]
seeds = 2
best_yuan = {2 = 99.5}
[[instances]]
source = "county"
size = "S"
days = [7]
roads_only = true
seconds = 3
iterations = 9
"""

SMALL = "iterations = 1\n[[instances]]\nsource = 'small'\n"


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.toml"
    path.write_text(TINY, "utf-8")
    return str(path)


def test_every_instance_is_run_with_every_seed(tiny):
    suite = read_suite(tiny)
    rows = [
        (task.instance.name, task.budget.seed, task.budget.iterations)
        for task in suite.tasks(5)
    ]
    assert rows == [
        ("small-road-1", 5, 4),
        ("small-road-1", 6, 4),
        ("small-road-2", 5, 4),
        ("small-road-2", 6, 4),
        ("county-S-road-7", 5, 9),
    ]
    assert suite.name == "tiny"


def test_limits_that_are_given_count_for_every_row(tiny):
    suite = read_suite(tiny)
    budgets = [task.budget for task in suite.within(Limits(seconds=2.5)).tasks(1)]
    assert {(b.time_limit, b.iterations) for b in budgets} == {(2.5, None)}
    more = suite.within(Limits(iterations=7, seconds=2.5, workers=2))
    assert {(t.budget.time_limit, t.budget.iterations) for t in more.tasks(1)} == {
        (None, 7)
    }
    assert more.changed == (("iterations", 7), ("workers", 2))


def test_an_instance_is_loaded_with_its_best_known_cost(tiny):
    tasks = read_suite(tiny).tasks(1)
    first, second = (tasks[n].instance for n in (0, 2))
    assert load_instance(first.source, first.words).best is None
    found = load_instance(second.source, second.words)
    assert found.best == 99.5
    day, _ = small_day(2, ROAD)
    assert found.day == day
    assert found.asked.total() == day.items_demanded


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("colour = 1", "unknown: colour"),
        ("[[instances]]\nsource = 'moon'\niterations = 1", "source 'moon' is none of"),
        ("[[instances]]\nsource = 'small'\nkind = 'road'\ndays = [1]", "neither"),
        (
            f"{SMALL}kind = 'huge'\ndays = [1]",
            "kind 'huge' is none of",
        ),
        (
            f"{SMALL}kind = 'road'\ndays = [1, 1]",
            "named twice: small-road-1",
        ),
        ("iterations = 1\n[[instances]]\nsource = 'county'\nsize = 'S'", "days"),
        ("name = ", "Invalid value"),
    ],
)
def test_a_faulty_suite_is_refused_with_its_place(tmp_path, words, problem):
    path = tmp_path / "faulty.toml"
    path.write_text(words, "utf-8")
    with pytest.raises(SuiteError) as found:
        read_suite(str(path))
    assert found.value.place.startswith("faulty.toml")
    assert problem in found.value.problem


def test_an_unknown_suite_says_which_there_are():
    with pytest.raises(SuiteError, match=r"full, quick, smoke"):
        read_suite("slow")


def test_entries_whose_files_are_not_here_are_skipped_by_name(tmp_path):
    path = tmp_path / "far.toml"
    path.write_text(
        "iterations = 1\n[[instances]]\nsource = 'file'\nshared = 'NoSuchFolder'\n"
        "files = ['a.vrp']\n",
        "utf-8",
    )
    suite = read_suite(str(path))
    assert (suite.skipped, suite.tasks(1)) == (("NoSuchFolder",), [])


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_suites_of_the_project_are_understood(name):
    tasks = read_suite(name).tasks(1)
    assert tasks
    if name != "full":
        # No clock: the same rows on a fast and on a slow machine.
        assert all(task.budget.iterations is not None for task in tasks)
        assert {task.budget.workers for task in tasks} == {1}


@dataclass(frozen=True)
class Thing:
    """Four fields: a set, one with a default, one that does not count."""

    name: str
    tags: frozenset[str] = frozenset()
    later: int = 0
    hidden: int = field(default=0, compare=False)


def test_a_fingerprint_is_that_of_the_content():
    thing = Thing("a", frozenset({"x", "y", "z"}))
    assert fingerprint(thing) == fingerprint(Thing("a", frozenset({"z", "y", "x"})))
    assert fingerprint(thing) == fingerprint(replace(thing, hidden=5))
    others = (
        Thing("b", thing.tags),
        Thing("a", frozenset({"x", "y"})),
        replace(thing, later=1),
        ("a", thing.tags),
    )
    prints = {fingerprint(each) for each in (thing, *others)}
    assert len(prints) == 5
    # The brackets keep apart what reads alike.
    assert fingerprint(["a", "b"], []) != fingerprint(["a"], ["b"])
    ones = np.ones((2, 3), np.int32)
    assert fingerprint(ones) != fingerprint(ones.reshape(3, 2))
    with pytest.raises(TypeError, match="object"):
        fingerprint(object())


def test_a_fingerprint_is_the_same_in_every_process_and_another_for_another_day():
    # Recorded: sets have another order in every process.
    assert fingerprint(*small_day(1)) == "99e97b640d2bf023"
    assert fingerprint(*small_day(2)) != fingerprint(*small_day(1))
