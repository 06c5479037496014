"""The compiled core: one exact route simulation, insertion, ruin, annealing.

Plain functions over integer arrays, compiled by numba. Compiled code is kept
in a folder named after the hash of these sources, because numba does not see
that a callee in another file has changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import numba


def _source_hash() -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {numba.__version__}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    beside = Path(__file__).parent / "__pycache__"
    if os.access(Path(__file__).parent, os.W_OK):
        return beside / f"kernel-{_source_hash()}"
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "gongpei" / f"kernel-{_source_hash()}"


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = str(_cache_folder())  # type: ignore[attr-defined]
