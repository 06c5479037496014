"""A folder that is replaced whole, wherever a run is killed."""

import pytest

from routing.planning.output.disk import Disk
from routing.planning.output.whole_folder import growing, put_in_place, recover


class KilledError(Exception):
    """The computer went off."""


class FailingDisk(Disk):
    """Goes off before the rename of this number (from 0)."""

    def __init__(self, number):
        self.number = number

    def rename(self, source, target):
        """Rename, or go off."""
        if self.number == 0:
            raise KilledError
        self.number -= 1
        super().rename(source, target)


class HeldDisk(Disk):
    """A folder of which a file is open, as Windows has it, and that file."""

    def __init__(self, *held):
        self.held = held

    def rename(self, source, target):
        """Rename what is not held open."""
        if source.name in self.held and not source.parent.name.endswith(".done"):
            raise PermissionError(source)
        super().rename(source, target)

    def replace(self, source, target):
        """Replace what is not held open."""
        if target.name in self.held:
            raise PermissionError(target)
        super().replace(source, target)


def put(target, words, disk=None):
    with growing(target) as part:
        (part / "a.txt").write_text(words)
        (part / "b.txt").write_text(words)
        return put_in_place(part, target, disk)


def found(target):
    return {path.name: path.read_text() for path in target.iterdir()}


def test_a_folder_takes_the_place_of_the_older_one(tmp_path):
    target = tmp_path / "收尾"
    put(target, "one")
    (target / "gone.txt").write_text("old")
    put(target, "two")
    assert found(target) == {"a.txt": "two", "b.txt": "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["收尾"]


@pytest.mark.parametrize("renames", [0, 1])
def test_a_run_killed_at_any_rename_leaves_a_finished_folder(tmp_path, renames):
    target = tmp_path / "收尾"
    put(target, "one")
    with pytest.raises(KilledError):
        put(target, "two", FailingDisk(renames))
    recover(target)
    assert found(target) in (
        {"a.txt": "one", "b.txt": "one"},
        {"a.txt": "two", "b.txt": "two"},
    )
    assert [path.name for path in tmp_path.iterdir()] == ["收尾"]


def test_a_run_that_fails_while_writing_changes_nothing(tmp_path):
    target = tmp_path / "收尾"
    put(target, "one")
    with pytest.raises(FileNotFoundError), growing(target) as part:
        (part / "no" / "a.txt").write_text("two")
    assert found(target) == {"a.txt": "one", "b.txt": "one"}
    assert [path.name for path in tmp_path.iterdir()] == ["收尾"]


def test_a_file_that_is_held_open_gets_a_second_name(tmp_path):
    target = tmp_path / "收尾"
    put(target, "one")
    published = put(target, "two", HeldDisk("收尾", "a.txt"))
    assert [path.name for path in published.beside] == ["a(2).txt"]
    assert found(target) == {"a.txt": "one", "a(2).txt": "two", "b.txt": "two"}
