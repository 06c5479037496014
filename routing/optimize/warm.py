"""Compile both searches ahead of time: ``python -m routing.optimize.warm``."""

from __future__ import annotations

from .kernel.warm import is_warm as kernel_is_warm
from .kernel.warm import warm_up as warm_up_kernel
from .plain.warm import is_warm as plain_is_warm
from .plain.warm import warm_up as warm_up_plain


def is_warm() -> bool:
    """Tell whether compiled code of these sources is kept already."""
    return kernel_is_warm() and plain_is_warm()


def warm_up() -> None:
    """Compile every function that Python calls, minutes the first time."""
    warm_up_kernel()
    warm_up_plain()


if __name__ == "__main__":
    warm_up()
