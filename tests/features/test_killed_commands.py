"""kill -9 at any moment: the last finished version is whole, found, and goes on."""

import shutil

import pytest
from features.killed import (
    COMMANDS,
    Moment,
    assert_closed,
    assert_whole,
    leavings,
    moments,
    run_and_kill,
    write_base,
)
from features.planned_day import plan, run

from routing.planning.output.versions import older_versions, version_of
from routing.terminal.exits import Exit


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Return a folder with a day and a plan of it; tests leave it as it is."""
    return write_base(tmp_path_factory.mktemp("killed") / "base")


def killed_well(base, folder, moment):
    """Kill a command in a copy of the folder, and prove what has to hold then."""
    shutil.copytree(base, folder)
    run_and_kill(folder, moment)
    out = folder / "out"
    assert_whole(out)
    if moment.command == "close":
        assert_closed(out)
        assert run("close", out).exit_code == Exit.DONE
        assert (out / "收尾").is_dir()
        assert_closed(out)
    before = version_of(out)
    plan(folder / "day", out)
    assert_whole(out)
    assert older_versions(out)[-1] >= before
    assert leavings(folder) == []


@pytest.mark.parametrize("moment", moments(1, 12, list(COMMANDS)), ids=str)
def test_a_killed_command_leaves_the_last_version_whole(base, tmp_path, moment):
    killed_well(base, tmp_path / "day", moment)


@pytest.mark.slow
@pytest.mark.parametrize("moment", moments(2, 100, list(COMMANDS)), ids=str)
def test_a_killed_command_leaves_the_last_version_whole_always(base, tmp_path, moment):
    killed_well(base, tmp_path / "day", moment)


def test_a_kill_comes_while_the_command_runs(base, tmp_path):
    """Moments that came after the end would prove nothing."""
    shutil.copytree(base, tmp_path / "day")
    moment = Moment(command="plan", share=0.5, delay=0.0)
    assert run_and_kill(tmp_path / "day", moment)
