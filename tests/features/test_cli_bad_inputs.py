"""Bad inputs, all named: the right grade, its place, the way out, nothing lost.

Each case is a day with one thing wrong, in ``bad_inputs/``; ``validate`` and
``plan`` are asked about every one.
"""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from bad_inputs.case import FATAL, SET_ASIDE, WARNING
from bad_inputs.county_day import county
from bad_inputs.county_workbooks import COUNTY_WORKBOOKS
from bad_inputs.files import FILES
from bad_inputs.tables_aside import NETWORK, ROWS
from bad_inputs.tables_fatal import TABLES_FATAL
from bad_inputs.tables_warned import TABLES_WARNED
from bad_inputs.text_day import good
from click.testing import CliRunner

import cli

FAMILIES = {
    "county workbook": COUNTY_WORKBOOKS,
    "fatal": TABLES_FATAL,
    "row of the day": ROWS,
    "row of the network": NETWORK,
    "warning": TABLES_WARNED,
    "file": FILES,
}
CASES = {
    f"{family}: {name}": case
    for family, cases in FAMILIES.items()
    for name, case in cases.items()
}
HUGE = ("zip bomb", "million rows")
SMALL = [name for name in CASES if not any(word in name for word in HUGE)]
ONE_GIGABYTE = 1 << 30
SENTENCE = re.compile("[，。：；]|第.*行")


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    return tmp_path


def run(*args):
    return CliRunner().invoke(cli.gongpei, args)


def plan():
    bounds = ("--iterations", "1", "--workers", "1", "--max-set-aside", "100")
    return run("plan", "day", "-o", "out", *bounds, "--json")


def test_there_are_enough_of_them():
    assert len(CASES) >= 100
    assert len(COUNTY_WORKBOOKS) >= 20


@pytest.mark.parametrize("make", [good, county(lambda *_: None)])
def test_without_the_fault_there_is_nothing_to_say(make):
    make(Path("day"))
    told = json.loads(run("validate", "day", "--json").stdout)
    assert told["errors"] == []
    assert {row["code"] for row in told["warnings"]} <= {"UNIT_CONVERTED"}


@pytest.mark.parametrize("name", SMALL)
def test_grade_place_and_way_out(name):
    case = CASES[name]
    case.make(Path("day"))
    answer = run("validate", "day", "--json")
    assert answer.exit_code == case.grade, answer.output
    told = json.loads(answer.stdout)
    where = "warnings" if case.grade == WARNING else "errors"
    found = [
        row for row in [*told[where], *told["warnings"]] if row["code"] == case.code
    ]
    assert found, told
    keys = ("file", "sheet", "row", "column")
    places = [tuple(row[key] for key in keys) for row in found]
    assert case.place in places
    row = found[places.index(case.place)]
    if case.value:
        assert row["value"] == case.value
    assert row["message"]
    assert case.way_out in row["fix"]
    if case.grade == FATAL:
        return
    english = run("validate", "day", "--lang", "en").stdout
    line = next(line for line in english.splitlines() if f"[{case.code}]" in line)
    assert ". To fix: " in line
    # Chinese are words of the tables alone, never a sentence.
    assert not SENTENCE.search(line)


@pytest.mark.parametrize("name", [n for n in SMALL if CASES[n].grade == FATAL])
def test_a_fatal_finding_leaves_nothing_behind(name):
    CASES[name].make(Path("day"))
    answer = plan()
    assert answer.exit_code == 2
    assert json.loads(answer.stdout)["status"] == "refused"
    assert {path.name for path in Path().iterdir()} == {"day"}


@pytest.mark.parametrize("name", [n for n in SMALL if CASES[n].grade != FATAL])
def test_no_item_is_lost(name):
    case = CASES[name]
    case.make(Path("day"))
    answer = plan()
    assert answer.exit_code == (1 if case.grade == SET_ASIDE else 0), answer.output
    told = json.loads(answer.stdout)
    assert told["violations"] == []
    assert told["items_demanded"] == case.demanded
    assert told["items_planned"] + told["items_unserved"] == case.demanded
    assert told["items_planned"] == case.demanded - case.aside
    written = json.loads(Path("out/plan.json").read_text("utf-8"))
    aside = [row for row in written["unserved"] if row["consignment"] is None]
    assert sum(row["items"] for row in aside) == case.aside
    # And the files that were written say the same.
    assert run("check", "out").exit_code == 0


MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(used))
sys.exit(code)
"""
# A child's peak begins with what its parent holds: so a small one stands between.


@pytest.mark.parametrize("name", [n for n in CASES if n not in SMALL])
def test_huge_files_end_within_a_gigabyte(name):
    case = CASES[name]
    case.make(Path("day"))
    words = [sys.executable, cli.__file__, "validate", "day", "--json"]
    answer = subprocess.run(
        [sys.executable, "-c", MEASURED, "memory.txt", *words],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_AS, (4 * ONE_GIGABYTE, 4 * ONE_GIGABYTE)
        ),
    )
    assert answer.returncode == FATAL, answer.stderr
    (found,) = [
        row for row in json.loads(answer.stdout)["errors"] if row["code"] == case.code
    ]
    assert tuple(found[key] for key in ("file", "sheet", "row", "column")) == case.place
    assert case.way_out in found["fix"]
    assert int(Path("memory.txt").read_text("utf-8")) * 1024 < ONE_GIGABYTE
