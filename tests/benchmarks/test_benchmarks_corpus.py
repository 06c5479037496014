"""The corpus: which days, which plan is kept, and what a kill leaves of the records."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from dataclasses import replace

import pytest
from corpus_days import DAY, TOML, budget, loaded, offer, planned
from features.killed import Steps
from features.planned_day import run

from benchmarks.corpus.best import BEST_FILE, PLANS, Book, Found, Record
from benchmarks.corpus.days import (
    CorpusDay,
    CorpusError,
    chosen_days,
    load_day,
    read_days,
    tables_hash,
)
from benchmarks.corpus.improve import Limits, improve, least_searched
from benchmarks.corpus.offer import Verdict, current, take


@pytest.fixture
def book(tmp_path):
    (tmp_path / "days.toml").write_text(TOML, "utf-8")
    return Book(tmp_path)


def test_the_corpus_has_24_generated_days_of_every_kind_and_two_real_ones():
    days = read_days().values()
    made = [day for day in days if not day.real]
    sizes = [day.size for day in made]
    assert [sizes.count(size) for size in ("S", "R", "L", "XL")] == [6, 10, 5, 3]
    assert [day.real for day in days if day.real] == ["longkou", "yamanashi"]
    assert len({day.seed for day in made}) == 24
    for size in ("S", "R", "L", "XL"):
        traits = [day.traits for day in made if day.size == size]
        assert {t.terrain for t in traits} == {"valleys", "mountain", "flat"}
        assert {t.lines for t in traits} == {"usual", "thin", "dense"}
        assert {t.season for t in traits} == {"usual", "cold"}
    for day in made:
        # A name says what the day is.
        words = day.name.split("-")
        assert words[:2] == [day.size, day.traits.terrain]
        assert set(words[2:]) == {day.traits.lines, day.traits.season} - {"usual"}


def test_the_same_day_has_the_same_tables_and_another_seed_has_others():
    again = load_day(DAY)
    assert again.tables_hash == loaded().tables_hash
    assert again.asked == loaded().asked
    assert load_day(replace(DAY, seed=8)).tables_hash != again.tables_hash


def test_a_hash_of_tables_sees_names_and_bytes_but_no_label(tmp_path):
    (tmp_path / "demand.csv").write_text("a", "utf-8")
    first = tables_hash(tmp_path)
    (tmp_path / "README.txt").write_text("label", "utf-8")
    assert tables_hash(tmp_path) == first
    (tmp_path / "demand.csv").write_text("b", "utf-8")
    assert tables_hash(tmp_path) != first
    (tmp_path / "demand.csv").write_text("a", "utf-8")
    (tmp_path / "demand.csv").rename(tmp_path / "orders.csv")
    assert tables_hash(tmp_path) != first


def test_days_are_chosen_by_name_or_pattern_in_the_order_of_the_file():
    days = read_days()
    assert [d.name for d in chosen_days(days, ["longkou", "XL-*"])] == [
        "XL-valleys", "XL-mountain-thin", "XL-flat-dense-cold", "longkou",
    ]  # fmt: skip
    assert len(chosen_days(days, [])) == 26
    with pytest.raises(CorpusError, match=r"M-\*"):
        chosen_days(days, ["M-*", "longkou"])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"S"', '"M"', r"\[days.small\]: 'M'"),
        ("seed = 7", "", r"\[days.small\]: 'seed'"),
        ("seed = 7", 'seed = 7\nterrain = "hilly"', "valleys, mountain, flat: 'hilly'"),
        ('"longkou"', '"nowhere"', r"\[days.there\].*longkou, yamanashi"),
        ("[days.small]", "[days.small", "days.toml: "),
    ],
)
def test_a_faulty_corpus_says_where(tmp_path, old, new, problem):
    (tmp_path / "days.toml").write_text(TOML.replace(old, new), "utf-8")
    with pytest.raises(CorpusError, match=problem):
        read_days(tmp_path)


def test_the_first_sound_plan_is_kept_and_a_better_one_takes_its_place(book):
    slow, quick = planned(0), planned(20)
    assert quick.cost_cents < slow.cost_cents
    verdict, found = take(book, loaded(), offer(slow))
    assert verdict is Verdict.FIRST
    assert (found.cost_cents, found.items_unserved) == (slow.cost_cents, 0)
    assert (found.violations, found.conserved) == (0, True)
    verdict, found = take(book, loaded(), offer(quick, 20))
    assert verdict is Verdict.BETTER
    record = book.records()["small"]
    assert record.best == found
    assert found.cost_cents == quick.cost_cents
    assert found.parameters == {"iterations": 20, "time_limit": None, "workers": 1}
    # Two searches of 2.5 s; one plan is kept, and it is the better one.
    assert (record.turns, record.seconds) == (2, 5.0)
    assert book.plan(record) == quick
    [file] = (book.folder / PLANS).iterdir()
    assert file.name == record.plan


def test_a_worse_or_equal_plan_is_counted_and_not_kept(book):
    take(book, loaded(), offer(planned(20), 20))
    before = book.records()["small"]
    for plan in (planned(0), planned(20)):
        verdict, _ = take(book, loaded(), offer(plan))
        assert verdict is Verdict.NOT_BETTER
    assert book.records()["small"] == replace(before, turns=3, seconds=7.5)
    assert book.plan(before) == planned(20)


def test_what_is_left_behind_comes_before_any_cost(book):
    best = Found(
        cost_cents=1, items_unserved=1, left_weight=10**8, seed=1, engine="plan_day",
        parameters={}, warm=False, commit="x", found_on="2026-03-11",
    )  # fmt: skip
    book.put("small", Record(tables_hash=loaded().tables_hash, best=best))
    assert take(book, loaded(), offer(planned(0)))[0] is Verdict.BETTER


def lighter(plan):
    """Lose a bag."""
    return replace(plan, bags=plan.bags[1:])


def shorter(plan):
    """Leave a vehicle at home; its goods are neither carried nor left behind."""
    return replace(plan, routes=plan.routes[1:])


@pytest.mark.parametrize("broken", [lighter, shorter])
def test_an_invalid_plan_is_never_kept_however_cheap(book, broken):
    take(book, loaded(), offer(planned(0)))
    before = book.records()["small"]
    verdict, found = take(book, loaded(), offer(broken(planned(20))))
    assert verdict is Verdict.INVALID
    assert found.violations or not found.conserved
    assert book.records()["small"] == replace(before, turns=2, seconds=5.0)


def test_an_invalid_plan_is_no_first_record(book):
    assert take(book, loaded(), offer(lighter(planned(0))))[0] is Verdict.INVALID
    record = book.records()["small"]
    assert (record.best, record.plan, record.turns) == (None, "", 1)
    assert book.plan(record) is None


def test_what_is_known_of_other_tables_is_void(book):
    take(book, loaded(), offer(planned(20), 20))
    known = book.records()["small"]
    assert current(known, known.tables_hash) == (known, False)
    other = replace(loaded(), tables_hash="of others")
    assert current(known, "of others") == (Record(tables_hash="of others"), True)
    # A dearer plan is the first one of the other tables.
    assert take(book, other, offer(planned(0)))[0] is Verdict.FIRST
    record = book.records()["small"]
    assert (record.tables_hash, record.turns) == ("of others", 1)
    assert record.best.cost_cents == planned(0).cost_cents


def test_the_day_that_was_searched_for_the_fewest_turns_comes_next():
    days = [CorpusDay(name=name, turn_seconds=s) for name, s in (("a", 10), ("b", 100))]
    assert least_searched(days, {}).name == "a"
    records = {"a": Record(tables_hash="", seconds=10.0)}
    assert least_searched(days, records).name == "b"
    # 30 / 10 = 3 turns, 250 / 100 = 2.5.
    records = {
        "a": Record(tables_hash="", seconds=30.0),
        "b": Record(tables_hash="", seconds=250.0),
    }
    assert least_searched(days, records).name == "b"
    records["b"] = Record(tables_hash="", seconds=300.0)
    assert least_searched(days, records).name == "a"


def test_turns_have_seeds_of_their_own_and_every_second_begins_with_the_best(book):
    turns = []
    limits = Limits(seconds=600, turns=3, iterations=1)
    ended = [
        (done.verdict, done.found.cost_cents)
        for done in improve([DAY], book, limits, turns.append)
    ]
    assert [turn.number for turn in turns] == [1, 2, 3]
    assert [turn.budget for turn in turns] == [budget(1, 1000 + n) for n in range(3)]
    assert [turn.warm for turn in turns] == [False, True, False]
    assert ended[0][0] is Verdict.FIRST
    # A search that begins with a plan does not end dearer.
    assert ended[1][1] <= ended[0][1]
    record = book.records()["small"]
    assert record.best.cost_cents == min(cents for _, cents in ended)
    assert record.turns == 3


def test_no_turn_begins_without_time_for_it(book):
    assert not list(improve([DAY], book, Limits(seconds=4), lambda _: None))


def test_a_command_improves_and_tells_what_is_known(book):
    words = ("bench", "improve", "small", "--turns", 1, "--iterations", 0)
    words = (*words, "--workers", 1, "--corpus", book.folder)
    answer = run(*words, "--lang", "en")
    assert answer.exit_code == 0, answer.output
    cents = book.records()["small"].best.cost_cents
    assert (
        f"first record: {cents / 100:,.2f} yuan, 0 items left behind." in answer.output
    )
    told = json.loads(run(*words, "--json", "--quiet").stdout)
    [row] = told["days"]
    assert (row["name"], row["cost_yuan"], row["turns"]) == ("small", cents / 100, 2)
    values = json.loads((book.folder / BEST_FILE).read_text("utf-8"))
    values["small"]["tables_hash"] = "0" * 16
    (book.folder / BEST_FILE).write_text(json.dumps(values), "utf-8")
    answer = run(*words, "--lang", "en", "--quiet")
    assert "its tables have changed; what was known of it is void" in answer.output
    assert book.records()["small"].turns == 1


def test_a_command_refuses_unknown_days_and_broken_records(book):
    answer = run("bench", "improve", "nowhere", "--corpus", book.folder)
    assert answer.exit_code == 2
    assert "small、there" in answer.output
    (book.folder / BEST_FILE).write_text("{", "utf-8")
    answer = run("bench", "improve", "small", "--corpus", book.folder)
    assert answer.exit_code == 2
    assert BEST_FILE in answer.output


def steps_of_writing(book, better, at):
    """Write a better record in a child that is killed at its ``at``-th step on files.

    Return how many steps it took, or None where it was killed.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        steps = Steps(writer, at, at_once=True)
        try:
            sys.addaudithook(steps)
            book.put("small", better, planned(20))
            os.write(writer, str(steps.count).encode())
        finally:
            os._exit(0)
    os.close(writer)
    told = os.read(reader, 100)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    return int(told)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_whenever_it_is_killed_every_record_names_a_whole_plan(tmp_path):
    best = planned(20)
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
        take(Book(tmp_path / name), loaded(), offer(planned(0)))
    take(Book(tmp_path / "after"), loaded(), offer(best, 20))
    better = Book(tmp_path / "after").records()["small"]
    count = None
    killed = costs = 0
    for at in range(100):
        book = Book(shutil.copytree(tmp_path / "before", tmp_path / str(at)))
        count = steps_of_writing(book, better, at)
        record = book.records()["small"]
        assert book.plan(record).cost_cents == record.best.cost_cents
        costs += record.best.cost_cents == best.cost_cents
        # And the next one goes on from there.
        book.put("small", record, best)
        assert book.plan(book.records()["small"]) == best
        if count is not None:
            break
        killed += 1
    # Two files are written (opened, put in place) and one removed, at least.
    assert killed >= 5
    # Some kills came before the record was there, and some after.
    assert 1 < costs < killed
