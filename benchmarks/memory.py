"""Memory of a process and of everything it started."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

KIB = 1024
PROC = Path("/proc")


def tree_rss_kib(pid: int) -> int:
    """Return the resident memory of a process and all below it, in KiB.

    Pages that processes share count once for each: never too little. A process
    that ends meanwhile counts as nothing. Linux and macOS.
    """
    if (PROC / "self" / "task").is_dir():
        page_kib = os.sysconf("SC_PAGE_SIZE") // KIB
        return sum(_resident_pages(one) for one in tree_pids(pid)) * page_kib
    return _rss_by_ps(pid)


def tree_pids(pid: int) -> list[int]:
    """Return a process and its descendants; any of its threads may be a parent.

    Where there is no /proc, the process alone.
    """
    found = [pid]
    for parent in found:
        for thread in sorted((PROC / str(parent) / "task").glob("*/children")):
            with suppress(OSError):
                found += [int(word) for word in thread.read_text().split()]
    return found


def _resident_pages(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int((PROC / str(pid) / "statm").read_text().split()[1])
    return 0


def _rss_by_ps(pid: int) -> int:
    """Return the same where there is no /proc (macOS)."""
    listed = subprocess.run(
        ["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    )
    rows = [[int(word) for word in line.split()] for line in listed.stdout.splitlines()]
    found = [pid]
    for parent in found:
        found += [child for child, of, _ in rows if of == parent]
    return sum(rss for one, _, rss in rows if one in found)
