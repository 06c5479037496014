"""The progress line: one line, rewritten, gone at the end."""

import io
from dataclasses import dataclass

from routing.terminal.progress import ProgressLine, progress_text


@dataclass
class State:
    """What a search reports."""

    seconds: float = 15.0
    iterations: int = 1200
    cost_cents: int = 321_050
    unserved_items: int = 3
    fraction: float = 0.25


def test_text_says_time_cost_and_what_stays_behind():
    # A quarter of 24 columns is 6; 321,050 cents are 3,210.50 yuan.
    assert progress_text(State(), "zh") == (
        "[######..................] 25% 15秒 成本 3,210.50 元 未安排 3 件 迭代 1200"
    )
    assert "3,210.50 yuan" in progress_text(State(), "en")


def test_line_is_rewritten_at_most_five_times_a_second_and_removed():
    stream = io.StringIO()
    times = [0.0, 0.05, 0.1, 0.25, 0.3]
    line = ProgressLine("zh", stream, iter(times).__next__)
    for _ in times:
        line(State())
    assert stream.getvalue().count("[######") == 2
    line.close()
    assert stream.getvalue().endswith(" \r")
    assert "\n" not in stream.getvalue()


def test_a_shorter_line_covers_the_longer_one():
    stream = io.StringIO()
    line = ProgressLine("zh", stream, iter([0.0, 1.0]).__next__)
    line(State(unserved_items=1_000_000))
    first = len(stream.getvalue())
    line(State(unserved_items=1))
    assert len(stream.getvalue()) == 2 * first
