"""``gongpei bench run``, ``compare``, ``calibrate``, ``history`` and ``accept``."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from click.testing import CliRunner
from regression_runs import SIX, run_of, six

import cli
from benchmarks.regression.measure import measure
from benchmarks.regression.run_file import RunFileError, dump_run, load_run
from benchmarks.regression.suite import read_suite
from routing.terminal.exits import Exit

SUITE = """
iterations = 2
[[instances]]
source = "small"
kind = "whole"
days = [2]
best_yuan = {2 = 250.0}
[[instances]]
source = "file"
folder = "families/data/VRPTW_Solomon"
files = ["C101.vrp"]
"""


def bench(*words):
    return CliRunner().invoke(cli.gongpei, ["bench", *map(str, words)])


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    path = tmp_path_factory.mktemp("suite") / "pair.toml"
    path.write_text(SUITE, "utf-8")
    return path


@pytest.fixture(scope="module")
def ran(suite):
    """One run of the suite through the command line, and where it lies."""
    out = suite.with_name("run.json")
    return bench("run", suite, "-o", out, "--json"), out


def test_a_run_is_written_down_row_by_row(ran):
    answer, out = ran
    assert answer.exit_code == Exit.DONE
    said = json.loads(answer.stdout)
    day, family = said["rows"]
    assert (day["instance"], day["family"], day["seed"]) == (
        "small-whole-2",
        "small-whole",
        1,
    )
    # The plan of this day costs 278.00 yuan, 11.2 % above what is called best here.
    assert (day["cost"], day["best_known"]) == (278.0, 250.0)
    assert day["gap_percent"] == pytest.approx(11.2)
    assert (day["feasible"], day["violations"], day["not_conserved"]) == (True, 0, 0)
    assert (day["iterations"], day["moves"], day["workers"]) == (2, 200, 1)
    assert day["peak_mib"] > 50
    assert 0 < day["first_seconds"] <= day["seconds"]
    assert day["reference_seconds"] > 0
    assert 0 < day["first_cpu_seconds"] <= day["cpu_seconds"]
    # The curve ends at the plan: cents, items left behind.
    assert day["curve"][-1][2:] == [27_800, 0]
    assert (family["instance"], family["feasible"]) == ("C101", True)
    assert family["best_known"] == pytest.approx(827.3)
    assert family["gap_percent"] >= 0
    assert said["summary"]["small-whole"]["mean_gap_percent"] == pytest.approx(11.2)
    assert said["summary"]["small-whole"]["feasible_share"] == 1
    kept = load_run(out)
    assert [row.plan_hash for row in kept.rows] == [
        day["plan_hash"],
        family["plan_hash"],
    ]
    assert {"python", "ortools", "numba"} <= set(kept.versions)
    assert kept.machine["processor_name"]
    assert kept.command == "gongpei bench run pair --seed 1"


def test_the_same_seed_makes_the_same_plan_in_another_process(ran, suite):
    _, out = ran
    kept = load_run(out).rows[0]
    again = measure(read_suite(str(suite)).tasks(1)[0])
    assert (again.plan_hash, again.input_hash) == (kept.plan_hash, kept.input_hash)
    assert (again.cost, again.moves, again.engine_calls) == (
        kept.cost,
        kept.moves,
        kept.engine_calls,
    )


def test_a_handicap_takes_iterations_away_and_nothing_tells(suite):
    task = read_suite(str(suite)).tasks(1)[0]
    weak = measure(task, handicap=0.5)
    assert (weak.iterations, weak.iteration_limit) == (1, 2)


def test_a_row_whose_process_fails_says_why_and_the_others_go_on(tmp_path):
    folder = tmp_path / "broken"
    folder.mkdir()
    path = tmp_path / "bad.toml"
    path.write_text(
        "iterations = 1\n[[instances]]\nsource = 'folder'\n"
        f"folder = {json.dumps(str(folder))}\n",
        "utf-8",
    )
    answer = bench("run", path, "-o", tmp_path / "run.json", "--json")
    assert answer.exit_code == Exit.FINDING
    (row,) = json.loads(answer.stdout)["rows"]
    assert not row["feasible"]
    assert "cannot be read" in row["error"]


def test_a_suite_that_is_not_there_is_named(tmp_path):
    answer = bench("run", "slow", "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "known: full, quick, smoke" in answer.stderr


def write(path, run):
    path.write_text(dump_run(run), "utf-8")
    return path


@pytest.fixture
def base(tmp_path):
    return write(tmp_path / "base.json", run_of(SIX))


def test_a_run_is_not_worse_than_itself(base):
    answer = bench("compare", base, base, "--lang", "en")
    assert answer.exit_code == Exit.DONE
    assert "No regression (6 pairs)" in answer.stdout
    assert "No noise is known of tiny" in answer.stderr


def test_a_worse_run_is_told_with_its_figures(base, tmp_path):
    head = write(tmp_path / "head.json", run_of(six(1.05)))
    answer = bench("compare", base, head, "--json")
    assert answer.exit_code == Exit.FINDING
    said = json.loads(answer.stdout)
    assert said["verdict"] == "regression"
    cost = next(metric for metric in said["metrics"] if metric["name"] == "cost")
    assert (cost["base"], cost["failed"]) == (100.0, True)
    assert cost["head"] == pytest.approx(105.0)
    assert (cost["effect"], cost["p"]) == (pytest.approx(0.05), pytest.approx(1 / 64))
    plain = bench("compare", base, head, "--lang", "en")
    assert "cost" in plain.stdout
    assert "Regression: cost, cost:county (6 pairs)" in plain.stdout


def test_other_inputs_are_not_comparable(base, tmp_path):
    rows = [replace(row, input_hash="other") for row in run_of(SIX).rows]
    head = write(tmp_path / "head.json", replace(run_of(SIX), rows=tuple(rows)))
    answer = bench("compare", base, head, "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "the content of these instances differs (a, b, c, d, e, f)" in answer.stderr


def test_a_threshold_below_the_noise_is_refused(base, tmp_path):
    others = {name: [100.0 + 2 * n] for n, name in enumerate(SIX)}
    head = write(tmp_path / "head.json", run_of(others, 2))
    noise = tmp_path / "noise.json"
    made = bench("calibrate", "tiny", base, head, "-o", noise, "--json")
    assert made.exit_code == Exit.DONE
    limit = json.loads(made.stdout)["thresholds"]["cost"]
    low = bench(
        "compare", base, head, "--noise", noise, "--threshold", "cost=0.001",
        "--lang", "en",
    )  # fmt: skip
    assert low.exit_code == Exit.INPUT
    assert f"below the noise {limit:.4f}" in low.stderr
    fine = bench("compare", base, head, "--noise", noise, "--json")
    assert json.loads(fine.stdout)["calibrated"]


@pytest.mark.parametrize("word", ["cost", "cost=nan", "cost=-1", "costs=0.5", "=0.5"])
def test_a_threshold_of_nothing_is_not_understood(base, word):
    odd = bench("compare", base, base, "--threshold", word, "--lang", "en")
    assert odd.exit_code == Exit.INPUT
    assert repr(word) in odd.stderr


def test_markdown_for_a_pull_request(base, tmp_path):
    rows = list(run_of(six(1.05)).rows)
    rows[0] = replace(rows[0], feasible=False, error="exit code 70: a|b")
    head = write(tmp_path / "head.json", replace(run_of(SIX), rows=tuple(rows)))
    page, action = tmp_path / "compare.md", tmp_path / "action.json"
    bench("compare", base, head, "--markdown", page, "--action", action)
    text = page.read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("**Regression**: feasibility, cost")
    # Of the instance that failed no cost counts: five pairs, p = 1/32.
    assert (
        "| cost | 100.00 | 105.00 | +5.00 % | 0.0312 | +0.30 % | **FAILED** |" in text
    )
    assert "| feasibility | 6.00 | 5.00 | 1 | – | 0 | **FAILED** |" in text
    assert "| b | 1 | +5.00 % |" in text
    assert "<summary>All 6 pairs</summary>" in text
    assert "exit code 70: a/b" in text
    assert "gongpei bench compare base.json head.json" in text
    found = json.loads(action.read_text("utf-8"))
    peak = next(each for each in found if each["name"] == "county: peak memory")
    assert (peak["unit"], peak["value"]) == ("MiB", 200)
    assert "feasible share 0.833" in peak["extra"]


def test_a_calibration_is_of_the_suite_that_is_named(base, tmp_path):
    head = write(tmp_path / "head.json", run_of(SIX, 2))
    answer = bench("calibrate", "smoke", base, head, "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "smoke, tiny" in answer.stderr


def test_a_calibration_needs_other_seeds(base):
    answer = bench("calibrate", "tiny", base, base, "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "no seed in two of them" in answer.stderr


def test_an_accepted_run_is_baseline_and_history(base, tmp_path):
    results = tmp_path / "results"
    assert bench("accept", base, "-o", results).exit_code == Exit.DONE
    cheaper = replace(run_of(six(0.9), cpu_seconds=2.0), commit="def5678")
    head = write(tmp_path / "head.json", cheaper)
    assert bench("accept", head, "-o", results).exit_code == Exit.DONE
    names = sorted(path.name for path in results.iterdir())
    assert names == [
        "0001_abc1234_tiny.json",
        "0002_def5678_tiny.json",
        "tiny-baseline.json",
    ]
    assert load_run(results / "tiny-baseline.json").commit == "def5678"
    answer = bench("history", results, "-o", tmp_path, "--json")
    assert answer.exit_code == Exit.DONE
    first, second = json.loads(answer.stdout)["suites"]["tiny"]
    assert first["indices"] == {"cost": 1, "solve_time": 1, "peak_memory": 1}
    assert second["indices"]["cost"] == pytest.approx(0.9)
    assert second["indices"]["solve_time"] == pytest.approx(2.0)
    picture = (tmp_path / "tiny-history.svg").read_text("utf-8")
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "def5678" in picture
    table = bench("history", results, "-o", tmp_path, "--lang", "en")
    assert "90.00 %" in table.stdout


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"dirty": True}, Exit.INPUT, "files differed from their commit"),
        (
            {"rows": (replace(run_of(SIX).rows[0], feasible=False),)},
            Exit.FINDING,
            "(a)",
        ),
    ],
)
def test_what_is_not_sound_or_not_committed_is_not_accepted(
    tmp_path, changes, code, words
):
    path = write(tmp_path / "run.json", replace(run_of(SIX), **changes))
    answer = bench("accept", path, "-o", tmp_path / "results", "--lang", "en")
    assert answer.exit_code == code
    assert words in answer.stderr
    assert not (tmp_path / "results").exists()


def test_a_history_of_nothing_says_what_to_do(tmp_path):
    answer = bench("history", tmp_path, "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "gongpei bench accept" in answer.stderr


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{}", "schema_version"),
        ("[1]", "TypeError"),
        ("{", "JSONDecodeError"),
        (
            '{"schema_version": "1.0", "rows": [{"colour": 1}]}',
            "unknown in a row: colour",
        ),
        ('{"schema_version": "1.0", "rows": [{"seed": 1}]}', "family, instance"),
    ],
)
def test_a_file_that_is_no_run_is_refused(tmp_path, text, problem):
    path = tmp_path / "no.json"
    path.write_text(text, "utf-8")
    with pytest.raises(RunFileError, match=problem):
        load_run(path)
    assert bench("compare", path, path).exit_code == Exit.INPUT


def test_a_run_is_read_back_as_it_was(ran):
    run = load_run(ran[1])
    again = run_of(SIX)
    assert json.loads(dump_run(run))["rows"][0]["instance"] == "small-whole-2"
    assert replace(again, rows=run.rows).summary() == run.summary()
