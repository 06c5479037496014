"""The machine and the packages of a run: for run.json and ``doctor``."""

from __future__ import annotations

import os
import platform
import re
import sys
from importlib import metadata

from routing.optimize.budget import usable_cores

PROGRAM = "gongpei"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_MIB = 1024 * 1024


def versions() -> dict[str, str]:
    """Return the version of Python, of the program and of all that it needs.

    Empty where a package is missing.
    """
    found = {"python": platform.python_version()}
    needed = (_NAME.match(line) for line in metadata.requires(PROGRAM) or ())
    for package in (PROGRAM, *(match.group() for match in needed if match)):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = ""
    return found


def memory_mib() -> int | None:
    """Return the machine's memory in MiB, None where it does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MIB
    except (AttributeError, ValueError, OSError):
        return None


def peak_memory_mib() -> int | None:
    """Return the most memory that this process held, in MiB; None on Windows."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts KiB, macOS bytes.
    return peak // _MIB if sys.platform == "darwin" else peak // 1024


def description() -> dict[str, object]:
    """Return what run.json says about the machine: no name, no folder."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "cores": usable_cores(),
        "memory_mib": memory_mib(),
        "peak_memory_mib": peak_memory_mib(),
    }
