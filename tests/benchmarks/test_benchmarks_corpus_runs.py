"""The corpus and runs of suites: days by name, better costs taken over, others not."""

from __future__ import annotations

import pytest
from corpus_days import DAY, TOML, loaded, offer, planned
from features.planned_day import run as call
from regression_runs import row, run

from benchmarks.corpus.best import Book
from benchmarks.corpus.offer import take
from benchmarks.corpus.take_over import Taken, take_over
from benchmarks.regression.content import fingerprint
from benchmarks.regression.run_file import dump_run
from benchmarks.regression.sources import SOURCES, load_instance


@pytest.fixture
def book(tmp_path):
    (tmp_path / "days.toml").write_text(TOML, "utf-8")
    made = Book(tmp_path)
    take(made, loaded(), offer(planned(0)))
    return made


@pytest.fixture(scope="module")
def planned_input():
    return fingerprint(loaded().day, loaded().travel)


def taken(book, *rows):
    return [each.taken for each in take_over(run(rows), {"small": DAY}, book)]


def yuan(iterations):
    return planned(iterations).cost_cents / 100


def test_a_better_sound_row_becomes_the_best_and_the_kept_plan_stays(
    book, planned_input
):
    before = book.records()["small"]
    better = row("small", 7, yuan(20), input_hash=planned_input, time_limit=60.0)
    assert taken(book, row("another", 1), better) == [Taken.BETTER]
    record = book.records()["small"]
    assert record.best.cost_cents == planned(20).cost_cents
    assert (record.best.seed, record.best.commit) == (7, "abc1234")
    assert record.best.found_on == "2026-03-02"
    assert record.best.parameters == {
        "iterations": 1, "time_limit": 60.0, "workers": 1,
    }  # fmt: skip
    assert (record.turns, record.plan) == (before.turns, before.plan)
    assert book.plan(record) == planned(0)
    # The second row of as much is not better any more.
    assert taken(book, better) == [Taken.NOT_BETTER]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ({"feasible": False}, Taken.UNSOUND),
        ({"violations": 1}, Taken.UNSOUND),
        ({"not_conserved": 1}, Taken.UNSOUND),
        ({"items_unserved": 3}, Taken.LEFT),
        ({"input_hash": "of others"}, Taken.OTHER_INPUT),
    ],
)
def test_rows_that_are_not_sound_or_of_other_input_are_not_taken(
    book, planned_input, words, verdict
):
    before = book.records()
    cheap = row("small", 7, 1.0, **{"input_hash": planned_input, **words})
    assert taken(book, cheap) == [verdict]
    assert book.records() == before


def test_a_dearer_row_is_not_taken(book, planned_input):
    dear = row("small", 7, yuan(0) + 0.01, input_hash=planned_input)
    assert taken(book, dear) == [Taken.NOT_BETTER]


def test_accept_takes_over_and_says_so(book, planned_input, tmp_path):
    better = row("small", 7, yuan(20), input_hash=planned_input)
    file = tmp_path / "run.json"
    file.write_text(dump_run(run([better])), "utf-8")
    words = ("bench", "accept", file, "-o", tmp_path / "results")
    answer = call(*words, "--corpus", book.folder, "--lang", "en")
    assert answer.exit_code == 0, answer.output
    said = f"small (seed 7): {yuan(20):,.2f} yuan is the best known now, was "
    assert said + f"{yuan(0):,.2f}." in answer.output
    assert book.records()["small"].best.cost_cents == planned(20).cost_cents


def test_a_suite_names_days_of_the_corpus_by_pattern():
    found = list(SOURCES["corpus"].expand({"days": ["S-flat*", "longkou"]}))
    assert [each.name for each in found] == ["S-flat", "S-flat-dense-cold", "longkou"]
    assert [each.family for each in found] == ["corpus-S", "corpus-S", "corpus-real"]
    with pytest.raises(ValueError, match=r"no day 'M-\*'"):
        list(SOURCES["corpus"].expand({"days": ["M-*"]}))
    material = load_instance("corpus", found[2].words)
    assert sum(material.asked.values()) == material.day.items_demanded
