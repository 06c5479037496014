"""Real processes that hang, fail, crash and answer."""

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
            "did not return within 0.5 s",
        ),
        (peer_works.raises, SHORT, "ValueError: no such matrix"),
        (peer_works.leaves, SHORT, "ended without an answer"),
    ],
)
def test_what_does_not_answer_is_ended_and_said(work, limits, trouble):
    run = run_guarded(work, limits)
    assert (run.answer, run.trouble) == (None, trouble)
