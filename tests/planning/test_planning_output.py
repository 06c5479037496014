"""The output folder: whole or not at all, nothing overwritten, nothing lost."""

import json
import os
import time

import pytest

from routing.planning.output.disk import Disk
from routing.planning.output.resume import bring_home
from routing.planning.output.staging import (
    NotMovedError,
    replace_files,
    scratch,
    staging,
)
from routing.planning.output.versions import digest

SHEET, GONE = "派车单_V1.html", "派车单_V0.html"


class HeldOpen(Disk):
    """A disk on which programs hold files open, as Windows keeps it.

    Neither such a file nor a folder around it can be renamed; with ``unread``
    it cannot be copied either.
    """

    def __init__(self, *held, unread=False):
        self.held = held
        self.unread = unread

    def holds(self, path):
        """Tell whether a path is held, or holds what is."""
        return any(held == path or path in held.parents for held in self.held)

    def rename(self, source, target):
        """Refuse what is held."""
        if self.holds(source):
            raise PermissionError(13, "open in another program")
        super().rename(source, target)

    def replace(self, source, target):
        """Refuse what is held."""
        if self.holds(source) or self.holds(target):
            raise PermissionError(13, "open in another program")
        super().replace(source, target)

    def copy(self, source, target):
        """Refuse what may not even be read."""
        if self.unread and self.holds(source):
            raise PermissionError(13, "open in another program")
        super().copy(source, target)


def build(out, text, files=("plan.json", "run.json"), disk=None):
    return publish(out, text, files, disk).older


def publish(out, text, files=("plan.json", "run.json"), disk=None):
    with staging(out, disk) as stage:
        for name in files:
            (stage.folder / name).write_text(text, "utf-8")
        (stage.folder / "inputs").mkdir()
        (stage.folder / "inputs" / "sites.csv").write_text(text, "utf-8")
        return stage.publish()


def content(out, name="plan.json"):
    return (out / name).read_text("utf-8")


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_first_plan_makes_the_folder(tmp_path):
    out = tmp_path / "out" / "2026-03-09"
    assert build(out, "one") is None
    assert content(out) == "one"
    assert sorted(path.name for path in out.iterdir()) == [
        "inputs", "plan.json", "run.json",
    ]  # fmt: skip
    assert leftovers(out.parent) == []


def test_older_plans_move_to_numbered_versions(tmp_path):
    out = tmp_path / "day"
    build(out, "one", ("plan.json", SHEET))
    assert build(out, "two") == out / "第1版"
    assert build(out, "three") == out / "第2版"
    assert content(out) == "three"
    assert content(out / "第1版") == "one"
    assert content(out / "第2版") == "two"
    assert content(out / "第1版", SHEET) == "one"
    # The sheet belongs to the first plan: the later ones made none.
    assert not (out / SHEET).exists()
    assert content(out / "第2版", "inputs/sites.csv") == "two"


def test_files_of_other_people_stay_where_they_are(tmp_path):
    out = tmp_path / "day"
    out.mkdir()
    (out / "笔记.txt").write_text("mine", "utf-8")
    (out / "plan(3).docx").write_text("mine", "utf-8")
    assert build(out, "one") is None
    assert build(out, "two") == out / "第1版"
    assert content(out, "笔记.txt") == "mine"
    assert content(out, "plan(3).docx") == "mine"
    assert content(out) == "two"


def test_a_version_number_is_never_used_twice(tmp_path):
    out = tmp_path / "day"
    build(out, "one")
    (out / "run.json").write_text('{"version": 1}', "utf-8")
    (out / "第7版").mkdir()
    # The older plan was the first and stays so; the new one is the eighth.
    with staging(out) as stage:
        assert stage.version == 8
        (stage.folder / "plan.json").write_text("two", "utf-8")
        (stage.folder / "run.json").write_text('{"version": 8}', "utf-8")
        assert stage.publish().older == out / "第1版"
    assert build(out, "three") == out / "第8版"


def test_a_run_that_breaks_leaves_the_older_plan_and_nothing_else(tmp_path):
    out = tmp_path / "day"
    build(out, "one")
    broken = RuntimeError("broken")

    def run():
        with staging(out) as stage:
            (stage.folder / "plan.json").write_text("half", "utf-8")
            raise broken

    with pytest.raises(RuntimeError):
        run()
    assert content(out) == "one"
    assert not (out / "第1版").exists()
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("name", ["plan.xlsx", "report.html", SHEET])
def test_a_file_that_a_person_has_open_is_written_beside_and_named(tmp_path, name):
    out = tmp_path / "day"
    files = ("plan.json", "run.json", "plan.xlsx", "report.html", SHEET)
    build(out, "one", files)
    disk = HeldOpen(out / name)
    published = publish(out, "two", files, disk)
    stem, ending = name.rsplit(".", 1)
    assert published.home == out
    assert published.beside == (out / f"{stem}(2).{ending}",)
    assert content(out, f"{stem}(2).{ending}") == "two"
    assert content(out, name) == "one"
    for other in set(files) - {name}:
        assert content(out, other) == "two"
    assert published.stayed == ()
    # The older version is whole all the same: held files can be read.
    for each in files:
        assert content(out / "第1版", each) == "one"
    assert leftovers(tmp_path) == []
    # Once closed, both go to the older version, and the name is free again.
    assert publish(out, "three", files).beside == ()
    assert content(out, name) == "three"
    assert not (out / f"{stem}(2).{ending}").exists()
    assert content(out / "第2版", f"{stem}(2).{ending}") == "two"


@pytest.mark.parametrize("name", ["plan.json", "run.json", "inputs/sites.csv"])
def test_what_the_program_reads_back_is_never_mixed_of_two_plans(tmp_path, name):
    out = tmp_path / "2026.03.09"
    build(out, "one")
    published = publish(out, "two", disk=HeldOpen(out / name))
    assert published.home == tmp_path / "2026.03.09(2)"
    assert published.older is None
    for each in ("plan.json", "run.json", "inputs/sites.csv"):
        assert content(out, each) == "one"
        assert content(published.home, each) == "two"
    assert not (out / "第1版").exists()
    assert leftovers(tmp_path) == []


def test_a_plan_beside_counts_as_a_version(tmp_path):
    out = tmp_path / "day"
    build(out, "one")
    (tmp_path / "day(2)").mkdir()
    (tmp_path / "day(2)" / "plan.json").write_text("two", "utf-8")
    (tmp_path / "day(2)" / "run.json").write_text('{"version": 2}', "utf-8")
    with staging(out) as stage:
        assert stage.version == 3


def test_a_file_that_cannot_even_be_copied_keeps_the_older_plan_untouched(tmp_path):
    out = tmp_path / "day"
    files = ("plan.json", "plan.xlsx")
    build(out, "one", files)
    disk = HeldOpen(out / "plan.xlsx", unread=True)
    published = publish(out, "two", files, disk)
    assert published.home == tmp_path / "day(2)"
    assert content(out, "plan.xlsx") == "one"
    assert content(out) == "one"
    assert content(published.home, "plan.xlsx") == "two"
    assert leftovers(out) == []


def test_a_plan_that_can_go_nowhere_is_named_and_moved_by_the_next_run(tmp_path):
    out = tmp_path / "day"

    class Full(Disk):
        def rename(self, source, target):
            """Refuse."""
            raise OSError(28, "disk full")

    with pytest.raises(NotMovedError) as caught:
        build(out, "one", disk=Full())
    assert content(caught.value.kept) == "one"
    assert not out.exists()
    with staging(out) as stage:
        assert stage.resumed
        assert stage.version == 2
    assert content(out) == "one"
    assert leftovers(tmp_path) == []


class KilledError(BaseException):
    """The computer goes off."""


class Killing(Disk):
    """A disk that works ``count`` times and then never again."""

    def __init__(self, count):
        self.count = count

    def step(self):
        """Count one step, or stop for good."""
        if self.count == 0:
            raise KilledError
        self.count -= 1

    def rename(self, source, target):
        """Rename, if the computer is still on."""
        self.step()
        super().rename(source, target)

    def replace(self, source, target):
        """Replace, if the computer is still on."""
        self.step()
        super().replace(source, target)

    def copy(self, source, target):
        """Copy, if the computer is still on."""
        self.step()
        super().copy(source, target)


def whole(folder, text, files):
    return all(
        (folder / name).is_file() and content(folder, name) == text for name in files
    )


def test_a_run_killed_at_any_step_leaves_the_older_plan_whole(tmp_path):
    files = ("plan.json", "run.json", "plan.xlsx", SHEET, "inputs/sites.csv")
    written = files[:-1]
    count = 0
    while True:
        out = tmp_path / f"{count}" / "day"
        # The older plan has a sheet that the newer one has not.
        build(out, "one", (*written, GONE))
        try:
            publish(out, "two", written, Killing(count))
        except KilledError:
            count += 1
        else:
            break
        assert whole(out, "one", files) or whole(out / "第1版", "one", files)
        # plan.json is there only together with the tables it was made from.
        if (out / "plan.json").exists():
            assert content(out) == content(out, "inputs/sites.csv")
        # A computer that goes off tidies nothing up.
        (out.parent / ".day.1.old").mkdir()
        # The next run finds the finished plan and brings it home first.
        with staging(out) as stage:
            assert stage.resumed
        assert whole(out, "two", files)
        assert not (out / GONE).exists()
        assert whole(out / "第1版", "one", (*files, GONE))
        assert leftovers(out.parent) == []
        assert leftovers(out) == []
    assert count > 2 * len(written)
    assert whole(out, "two", files)


def test_a_plan_that_is_half_moved_is_brought_home_before_it_is_read(tmp_path):
    out = tmp_path / "day"
    build(out, "one")
    with pytest.raises(KilledError):
        # Four copies into 第1版, then plan.json goes first.
        publish(out, "two", disk=Killing(4))
    assert not (out / "plan.json").exists()
    bring_home(out)
    assert content(out) == content(out, "inputs/sites.csv") == "two"
    assert leftovers(tmp_path) == []
    bring_home(out)
    assert content(out) == "two"


def test_sheets_that_are_printed_again_are_never_absent(tmp_path):
    """Killed at any step, each file is the old one or the new one; then all are new."""
    count = 0
    while True:
        out = tmp_path / f"{count}" / "day"
        build(out, "one", ("plan.json", "run.json", SHEET, GONE))
        sealed = json.dumps({"files": {"plan.json": digest(out / "plan.json")}})
        again = {"run.json": sealed, SHEET: "two", GONE: "two", "new.html": "two"}
        try:
            with scratch(out) as folder:
                for name, text in again.items():
                    (folder / name).write_text(text, "utf-8")
                replace_files(folder, out, Killing(count))
        except KilledError:
            count += 1
        else:
            break
        for name in ("run.json", SHEET, GONE):
            assert content(out, name) in ("one", again[name])
        assert content(out) == "one"
        with staging(out):
            pass
        assert {name: content(out, name) for name in again} == again
        assert leftovers(out.parent) == []
    assert count == len(again)


def test_sheets_of_another_plan_are_not_brought(tmp_path):
    out = tmp_path / "day"
    build(out, "one", ("plan.json", "run.json", SHEET))
    again = tmp_path / ".day.1.again"
    again.mkdir()
    (again / SHEET).write_text("two", "utf-8")
    (again / "run.json").write_text('{"files": {"plan.json": "0"}}', "utf-8")
    with staging(out):
        pass
    assert content(out, SHEET) == "one"
    assert leftovers(tmp_path) == []


def test_unfinished_folders_of_dead_runs_go_after_a_week(tmp_path):
    out = tmp_path / "day"
    running, dead = tmp_path / ".day.1.part", tmp_path / ".day.2.part"
    for folder in (running, dead):
        folder.mkdir()
        (folder / "plan.json").write_text("half", "utf-8")
    week = 8 * 86_400 + 60
    os.utime(dead, (time.time() - week, time.time() - week))
    build(out, "one")
    assert running.is_dir()
    assert not dead.exists()


def test_an_old_sheet_that_is_held_and_has_no_newer_one_is_named(tmp_path):
    out = tmp_path / "day"
    gone = "派车单_V2.html"
    build(out, "one", ("plan.json", SHEET, gone))
    disk = HeldOpen(out / gone)
    published = publish(out, "two", ("plan.json", SHEET), disk)
    assert published.stayed == (out / gone,)
    assert published.beside == ()
    assert content(out, SHEET) == "two"
    assert content(out, gone) == "one"
    assert content(out / "第1版", gone) == "one"
