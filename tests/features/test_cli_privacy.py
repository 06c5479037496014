"""A brand export with people in it: no output, answer, log or leftover names one."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile

import pytest
from brand_export import PEOPLE, STAFF, pieces, secrets, write_texts, write_workbooks

import cli

BROKEN = """
import routing.planning.sessions.plan as session
def plan_day(day, *rest):
    words = [text for text in open("secrets.txt", encoding="utf-8")]
    try:
        raise KeyError(words[0])
    except KeyError as error:
        raise ValueError("bad cell " + " ".join(words)) from error
session.plan_day = plan_day
import cli
cli.main()
"""
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
LONGEST = 600
"""Seconds: the first plan on a machine compiles the kernel."""

SHEETS = re.compile(r"(派车单|装车单|交接单|村站|袋牌|微信|分拣|待确认).*")
"""Files for which the contacts of staff are meant."""


class Run:
    """What every command wrote and said, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.said = {}
        (folder / "tmp").mkdir()

    def start(self, *args, code=None):
        """Start the program in the folder, with temporary files of its own."""
        program = [sys.executable, *(("-c", code) if code else (cli.__file__,))]
        return subprocess.Popen(
            [*program, *args],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.folder / "tmp"), "COLUMNS": "500"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __call__(self, *args, code=None):
        """Run a command to its end; return its exit code."""
        process = self.start(*args, code=code)
        return self.hear(" ".join(args), process)

    def hear(self, name, process):
        """Keep what a command says until it ends."""
        output, errors = process.communicate(timeout=LONGEST)
        self.said[name] = (output + errors).decode("utf-8")
        return process.returncode

    def texts(self, *, sheets=True):
        """Yield (where, text) of all that was written and said."""
        yield from self.said.items()
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder)
            if inside.parts[0] == "day" or path.name == "secrets.txt":
                continue
            yield f"name of {inside}", str(inside)
            if path.is_file() and (sheets or not SHEETS.fullmatch(path.name)):
                yield from contents(str(inside), path.read_bytes())


def contents(where, data):
    """Yield the text of a file, and of each part of an archive."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield from contents(f"{where}:{part}", archive.read(part))
    # JSON may write its characters as numbers.
    text = data.decode("utf-8", "replace")
    yield where, ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


SHORT = ("--iterations", "1", "--workers", "1", "--max-set-aside", "100")


@pytest.fixture(scope="module", params=[write_texts, write_workbooks])
def run(request, tmp_path_factory):
    """Commands over the day: every one for texts, the main ones for workbooks."""
    run = Run(tmp_path_factory.mktemp("county"))
    request.param(run.folder / "day")
    words = "\n".join([*secrets(), *STAFF.names, *STAFF.phones])
    (run.folder / "secrets.txt").write_text(words, "utf-8")
    assert run("validate", "day", "--json") == 1
    assert run("plan", "day", "-o", "out", *SHORT) == 1
    assert run("check", "out") == 0
    if request.param is write_texts:
        every_other_command(run)
    return run


def every_other_command(run):
    assert run("validate", "day", "--lang", "en") == 1
    assert run("plan", "day", "-o", "out", *SHORT, "--json", "--lang", "en") == 1
    assert run("plan", "day", "-o", "refused", "--strict", "--json") == 2
    assert run("plan", "day", "-o", "broken", *SHORT, code=BROKEN) == 70
    assert run("check", "out", "--json") == 0
    assert run("evaluate", "out", "--day", "day", "--lang", "en") == 0
    assert run("explain", "out", "--site", "高明") == 0
    assert run("explain", "out", "--site", "V2", "--json") == 0
    interrupt(run)


def interrupt(run):
    """Press Ctrl-C while a plan is searched for."""
    process = run.start("plan", "day", "-o", "kept", "--max-set-aside", "100")
    folder = run.folder
    deadline = time.monotonic() + LONGEST
    while not list(folder.glob(".kept.*.part/inputs/notes.json")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert run.hear("interrupted", process) == 130


def test_the_scan_sees_what_was_written(run):
    places = dict(run.texts())
    assert "上湾村" in places["out/plan.json"] + places["out/report.html"]
    assert "UNKNOWN_SITE" in places["validate day --json"]
    assert "yz" in places["out/inputs/demand.csv"] + places["out/inputs/partners.csv"]


def test_no_recipient_is_anywhere(run):
    words = secrets()
    found = [
        (where, word) for where, text in run.texts() for word in words if word in text
    ]
    assert found == []


def test_not_even_seven_digits_of_a_number(run):
    known = pieces()
    found = []
    for where, text in run.texts():
        for digits in re.findall(r"(?<![\d.])\d{7,}(?![\d.])", text):
            runs = {digits[i : i + 7] for i in range(len(digits) - 6)}
            found += [(where, piece) for piece in runs & known]
    assert found == []


def test_staff_are_on_printed_sheets_only(run):
    words = [*STAFF.names, *STAFF.phones]
    found = [
        (where, word)
        for where, text in run.texts(sheets=False)
        for word in words
        if word in text
    ]
    assert found == []


def test_a_village_called_like_a_person_is_served(run):
    plan = json.loads((run.folder / "out" / "plan.json").read_text("utf-8"))
    tours = [tour for route in plan["routes"] for tour in route["tours"]]
    served = {stop["site"] for tour in tours for stop in tour["stops"]}
    assert {"V1", "V2", "V3", "V4"} <= served


def test_nothing_is_lost_for_privacy(run):
    plan = json.loads((run.folder / "out" / "plan.json").read_text("utf-8"))
    planned = sum(n for bag in plan["bags"] for n in bag["items"].values())
    unserved = sum(row["items"] for row in plan["unserved"])
    assert planned + unserved == plan["kpis"]["items_demanded"]
    assert planned > len(PEOPLE) * 0.9


def test_no_temporary_file_is_left(run):
    assert list((run.folder / "tmp").iterdir()) == []
    assert list(run.folder.glob(".*.part")) == []
