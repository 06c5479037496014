"""Memory of a process and of everything it started."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

KIB = 1024
PROC = Path("/proc")


def tree_rss_kib(pid: int) -> int:
    """Return the resident memory of a process and all below it, in KiB.

    Pages that processes share count once for each: never too little. A process
    that ends meanwhile counts as nothing. On Windows the process alone.
    """
    if sys.platform == "win32":
        return _working_set_kib(pid)
    elif (PROC / "self" / "task").is_dir():  # noqa: RET505 - read by platform
        page_kib = os.sysconf("SC_PAGE_SIZE") // KIB
        return sum(_resident_pages(one) for one in tree_pids(pid)) * page_kib
    else:
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


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    READ_OR_QUERY = 0x0410
    """PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, as GetProcessMemoryInfo needs."""

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h, sizes in bytes."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    def _working_set_kib(pid: int) -> int:
        """Return the most memory that a process has held so far; 0 once it is gone."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        kernel.K32GetProcessMemoryInfo.argtypes = (
            wintypes.HANDLE,
            ctypes.POINTER(_Counters),
            wintypes.DWORD,
        )
        handle = kernel.OpenProcess(READ_OR_QUERY, 0, pid)
        if not handle:
            return 0
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        size = wintypes.DWORD(counters.cb)
        known = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), size)
        kernel.CloseHandle(handle)
        return counters.PeakWorkingSetSize // KIB if known else 0
