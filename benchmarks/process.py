"""Run a command and measure it: time, notes with their instants, peak memory."""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from .memory import KIB, tree_rss_kib

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a command did.

    ``notes`` are the lines of its standard error with the second, counted from
    its start, at which each came. ``peak_mib`` is the most memory that it and
    its children held together at one moment, seen every 50 ms.
    """

    exit_code: int
    output: str
    notes: tuple[tuple[float, str], ...]
    seconds: float
    peak_mib: int

    def second_of(self, beginning: str) -> float | None:
        """Return when the first note that begins like this came."""
        for second, line in self.notes:
            if line.startswith(beginning):
                return second
        return None

    @property
    def last_words(self) -> str:
        """The end of its notes, for a person to see why it failed."""
        return " / ".join(line for _, line in self.notes[-5:])


def run_measured(command: Sequence[str]) -> Measured:
    """Run a command to its end and return what was measured."""
    began = time.monotonic()
    notes: list[tuple[float, str]] = []
    output: list[str] = []

    def hear(stream: IO[str]) -> None:
        for line in stream:
            notes.append((time.monotonic() - began, line.rstrip("\n")))

    def read(stream: IO[str]) -> None:
        output.append(stream.read())

    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        listeners = [
            threading.Thread(target=hear, args=(process.stderr,)),
            threading.Thread(target=read, args=(process.stdout,)),
        ]
        for listener in listeners:
            listener.start()
        peak_kib = _watch(process)
        seconds = time.monotonic() - began
        for listener in listeners:
            listener.join()
    return Measured(
        exit_code=process.returncode,
        output="".join(output),
        notes=tuple(notes),
        seconds=seconds,
        peak_mib=-(-peak_kib // KIB),
    )


def _watch(process: subprocess.Popen[str]) -> int:
    """Wait for the end; return the most KiB seen on the way."""
    peak = 0
    while process.poll() is None:
        peak = max(peak, tree_rss_kib(process.pid))
        time.sleep(SAMPLE_SECONDS)
    return peak
