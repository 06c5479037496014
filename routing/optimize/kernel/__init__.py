"""The compiled core: one exact route simulation, insertion, ruin, annealing.

Plain functions over vectors of integers, compiled by numba. Compiled code is
kept in a folder named after the hash of these sources, because numba does not
see that a callee in another file has changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

# Vectorising integer bookkeeping gains nothing and doubles the compile time.
os.environ.setdefault("NUMBA_OPT", "2")
os.environ.setdefault("NUMBA_LOOP_VECTORIZE", "0")
os.environ.setdefault("NUMBA_SLP_VECTORIZE", "0")

import numba


def _source_hash() -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {numba.__version__}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Return where compiled code is kept: beside the sources, else per user."""
    if os.environ.get("NUMBA_CACHE_DIR"):
        return Path(os.environ["NUMBA_CACHE_DIR"])
    name = f"kernel-{_source_hash()}"
    if os.access(Path(__file__).parent, os.W_OK):
        return Path(__file__).parent / "__pycache__" / name
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "gongpei" / name


numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]
