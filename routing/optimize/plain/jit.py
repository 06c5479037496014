"""How the plain search is compiled; kept under the hash of its own sources.

Numba does not see that a callee in another file has changed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Sets how numba compiles before it is imported.
from routing.optimize.kernel import cache_folder as kernel_folder

import numba  # isort: skip
import numba.extending  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable


def cache_folder() -> Path:
    """Return where compiled code is kept: inside the folder of the kernel's."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return kernel_folder() / f"plain-{digest.hexdigest()[:16]}"


_FOLDER = str(cache_folder())


def _compile(function: Callable[..., Any], **how: Any) -> Any:  # noqa: ANN401
    config: Any = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = _FOLDER
    try:
        return numba.njit(cache=True, error_model="numpy", **how)(function)
    finally:
        config.CACHE_DIR = before


def inner(function: Callable[..., Any]) -> Any:  # noqa: ANN401
    """Compile a function that compiled code alone calls.

    Arrays are not counted, so none is made, no view either: to count those of
    three tuples takes longer than most of these functions.
    """
    return _compile(
        function, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )


def outer(function: Callable[..., Any]) -> Any:  # noqa: ANN401
    """Compile a function that Python calls."""
    return _compile(function, no_cfunc_wrapper=True)


def is_day(p: Any) -> bool:  # noqa: ANN401
    """Tell whether a plain problem knows several ways.

    That is settled when a function is compiled, so where it does not what is behind
    such a question costs nothing.
    """
    return p.several is not None


def _yes(p: Any) -> Any:  # noqa: ANN401
    return True


def _no(p: Any) -> Any:  # noqa: ANN401
    return False


@numba.extending.overload(is_day)
def _known(p: Any) -> Any:  # noqa: ANN401
    several = p.types[p.fields.index("several")]
    return _no if isinstance(several, numba.types.NoneType) else _yes
