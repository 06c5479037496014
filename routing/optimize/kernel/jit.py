"""How the kernel is compiled.

Functions take vectors of 64-bit integers and offsets into them only: numba
passes each array as a handful of registers, and a tuple of fifty arrays would
cost more to pass than to use. ``inner`` functions are called from compiled
code alone: no Python wrapper, no reference counting, so no views and no
allocation inside. ``outer`` ones are the thin doors for Python.
"""

from __future__ import annotations

from typing import Any

from numba import njit

inner: Any = njit(  # type: ignore[call-overload]
    cache=True,
    _nrt=False,
    no_cpython_wrapper=True,
    no_cfunc_wrapper=True,
    error_model="numpy",
)
outer: Any = njit(  # type: ignore[call-overload]
    cache=True, no_cfunc_wrapper=True, error_model="numpy"
)
