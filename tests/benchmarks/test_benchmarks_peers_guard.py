"""Real processes that hang, fail, crash and answer."""

import time
from functools import partial
from pathlib import Path

import peer_works
import pytest

from benchmarks.peers.guard import Limits, run_guarded

SHORT = Limits(build=60, search=0.3)


def test_an_answer_comes_back_with_its_memory():
    run = run_guarded(peer_works.answers, Limits(search=60))
    assert (run.answer, run.trouble) == ("the answer", "")
    # An interpreter takes some MiB.
    assert run.peak_mib > 1


@pytest.mark.parametrize(
    ("work", "limits", "trouble"),
    [
        (peer_works.sleeps, SHORT, "did not return within 0.3 s"),
        (
            peer_works.builds_for_ever,
            Limits(build=0.5, search=60),
            "did not begin within 0.5 s",
        ),
        (peer_works.raises, SHORT, "ValueError: no such matrix"),
        (peer_works.leaves, SHORT, "ended without an answer"),
    ],
)
def test_what_does_not_answer_is_ended_and_said(work, limits, trouble):
    run = run_guarded(work, limits)
    assert (run.answer, run.trouble) == (None, trouble)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="children by /proc")
def test_what_it_started_ends_with_it(tmp_path):
    note = tmp_path / "pid"
    run = run_guarded(partial(peer_works.starts_another, str(note)), SHORT)
    assert run.trouble == "did not return within 0.3 s"
    status = Path("/proc") / note.read_text("utf-8") / "status"
    # A process that is ended may take its moment.
    for _ in range(200):
        if _gone(status):
            break
        time.sleep(0.05)
    assert _gone(status)


def _gone(status):
    """Tell whether a process is gone, or dead and not yet collected."""
    try:
        return "Z (zombie)" in status.read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True
