"""The output folder: whole or not at all, nothing overwritten, nothing lost."""

from pathlib import Path

import pytest

from routing.planning.output import NotMovedError, staging


def build(out, text, files=("plan.json", "run.json")):
    with staging(out) as stage:
        for name in files:
            (stage.folder / name).write_text(text, "utf-8")
        (stage.folder / "inputs").mkdir()
        (stage.folder / "inputs" / "sites.csv").write_text(text, "utf-8")
        return stage.publish()


def content(out, name="plan.json"):
    return (out / name).read_text("utf-8")


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


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
    build(out, "one", ("plan.json", "派车单_V1.html"))
    assert build(out, "two") == out / "第1版"
    assert build(out, "three") == out / "第2版"
    assert content(out) == "three"
    assert content(out / "第1版") == "one"
    assert content(out / "第2版") == "two"
    assert content(out / "第1版", "派车单_V1.html") == "one"
    # The sheet belongs to the first plan: the later ones made none.
    assert not (out / "派车单_V1.html").exists()
    assert content(out / "第2版", "inputs/sites.csv") == "two"


def test_files_of_other_people_stay_where_they_are(tmp_path):
    out = tmp_path / "day"
    out.mkdir()
    (out / "笔记.txt").write_text("mine", "utf-8")
    assert build(out, "one") is None
    assert content(out, "笔记.txt") == "mine"
    assert content(out) == "one"


def test_a_version_number_is_never_used_twice(tmp_path):
    out = tmp_path / "day"
    build(out, "one")
    (out / "第7版").mkdir()
    assert build(out, "two") == out / "第8版"


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


def locked(name):
    """Return a rename that refuses one file, as Windows does while it is open."""
    rename = Path.rename

    def refusing(self, target):
        if self.name == name:
            raise PermissionError(13, "open in another program")
        return rename(self, target)

    return refusing


def test_an_older_file_that_is_open_keeps_both_plans_whole(tmp_path, monkeypatch):
    out = tmp_path / "day"
    build(out, "one")
    monkeypatch.setattr(Path, "rename", locked("run.json"))
    with pytest.raises(NotMovedError) as caught:
        build(out, "two")
    monkeypatch.undo()
    assert content(out) == "one"
    assert content(out, "run.json") == "one"
    assert not (out / "第1版").exists()
    assert content(caught.value.kept) == "two"
    assert content(caught.value.kept, "run.json") == "two"


def test_a_new_folder_that_cannot_be_named_keeps_the_plan(tmp_path, monkeypatch):
    out = tmp_path / "day"
    part = f".{out.name}."
    rename = Path.rename

    def refusing(self, target):
        if self.name.startswith(part):
            raise PermissionError(13, "no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(NotMovedError) as caught:
        build(out, "one")
    assert content(caught.value.kept) == "one"
    assert not out.exists()
