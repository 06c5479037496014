"""How the kernel is compiled.

Every function takes 64-bit integer vectors only: numba passes each array as a
handful of registers, and a tuple of fifty arrays would cost more to pass than
to use. ``inner`` functions are called from compiled code alone and skip the
Python wrapper and reference counting; ``outer`` ones are called from Python.
"""

from __future__ import annotations

from numba import njit

inner = njit(
    cache=True,
    no_cpython_wrapper=True,
    no_cfunc_wrapper=True,
    error_model="numpy",
)
outer = njit(cache=True, no_cfunc_wrapper=True, error_model="numpy")
