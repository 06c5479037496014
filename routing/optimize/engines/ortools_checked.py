"""Calls into OR-Tools that must not go wrong unseen.

The library takes a ragged table for a table, crashes on a small one, and
answers False where others raise. Nothing here calls back into Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LARGEST = 1 << 48
"""Bound of a value: a route of thousands of arcs stays below 2**63."""


def transit_matrix(routing: Any, values: NDArray[np.int64]) -> int:  # noqa: ANN401
    """Register a matrix over all nodes; return its number.

    Parameters
    ----------
    routing
        The routing model of n nodes.
    values
        Integers between -2**48 and 2**48, shape (n, n).

    Raises
    ------
    ValueError
        When shape, type or bounds are not these.
    """
    _check(values, (routing.nodes(), routing.nodes()))
    return int(routing.RegisterTransitMatrix(values.tolist()))


def transit_vector(routing: Any, values: Sequence[int]) -> int:  # noqa: ANN401
    """Register an amount per node left; return its number.

    Raises
    ------
    ValueError
        When there is not one integer between -2**48 and 2**48 per node.
    """
    array = np.asarray(values)
    _check(array, (routing.nodes(),))
    return int(routing.RegisterUnaryTransitVector(array.tolist()))


def add_dimension(
    routing: Any,  # noqa: ANN401
    name: str,
    transits: Sequence[int],
    *,
    slack: int = 0,
    rooms: Sequence[int],
    from_zero: bool = True,
) -> Any:  # noqa: ANN401
    """Add a dimension and return it.

    Parameters
    ----------
    routing
        The routing model of V vehicles.
    name
        New name of the dimension.
    transits
        Number of a registered transit per vehicle.
    slack
        What may be added on leaving a node, at most.
    rooms
        Upper bound of the running sum per vehicle.
    from_zero
        Whether routes start at zero.

    Raises
    ------
    RuntimeError
        When the library refuses it, as for a name in use.
    """
    added = routing.AddDimensionWithVehicleTransitAndCapacity(
        list(transits), slack, list(rooms), from_zero, name
    )
    if added is not True:
        msg = f"Dimension {name!r} could not be added."
        raise RuntimeError(msg)
    return routing.GetDimensionOrDie(name)


def _check(values: NDArray[Any], shape: tuple[int, ...]) -> None:
    if values.shape != shape:
        msg = f"Expected an array of shape {shape}, got {values.shape}."
        raise ValueError(msg)
    if values.dtype.kind != "i":
        msg = f"Expected integers, got {values.dtype}."
        raise ValueError(msg)
    if values.size and max(int(values.max()), -int(values.min())) > LARGEST:
        msg = f"Expected values within {LARGEST}."
        raise ValueError(msg)
