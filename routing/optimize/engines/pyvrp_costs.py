"""Costs in the whole units of a PyVRP model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.kernel.data import FAR
from routing.optimize.routes import fold_penalties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PER_CENT = 360_000_000
"""Parts of a cent in which metres (36 parts per micro-yuan a km) and seconds (10
parts per micro-yuan an hour) both cost whole numbers."""

FINEST = 10_000
"""A metre and a second cost at most so many units: what a limit broken costs is a
multiple of that, and must stay within 64 bits."""

DEAREST_LOAD = 100_000
"""Most that the library charges for a unit of load too much, in units of cost."""

DAY = 86_400
FARTHEST = 2_000_000
"""Metres of the longest way to one stop and back."""

PRIZE_ROUTES = 4
"""Prizes are folded to this many dearest lone routes on average: far larger ones
would hide a route's cost behind their rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What each vehicle of a part costs in the model's units, arrays of shape (V,).

    ``units`` is how many of them are a cent.
    """

    metre: NDArray[np.int64]
    second: NDArray[np.int64]
    fixed: NDArray[np.int64]
    units: float


def prices(tables: Any, vehicles: Sequence[int]) -> Prices:  # noqa: ANN401
    """Return whole units: exact where prices have a large common divisor."""
    rows = np.array(vehicles, np.int64)
    metre = tables["v_km"][rows].astype(object) * (PER_CENT // 10_000_000)
    second = tables["v_hour"][rows].astype(object) * (PER_CENT // 36_000_000)
    fixed = tables["v_fixed"][rows].astype(object) * PER_CENT
    arcs = np.concatenate([metre, second])
    divisor = int(np.gcd.reduce(np.concatenate([arcs, fixed]), initial=0)) or 1
    dearest = int(max(arcs, default=0)) // divisor
    if dearest > FINEST:
        divisor = -(-divisor * dearest // FINEST)
    return Prices(
        metre=_whole(metre, divisor),
        second=_whole(second, divisor),
        fixed=_whole(fixed, divisor),
        units=PER_CENT / divisor,
    )


def load_units(tables: Any, paid: Prices) -> int:  # noqa: ANN401
    """Return units of the smallest load: so many that the dearest arc costs less.

    With fewer the library would rather overload a vehicle than send another where
    metres are dear.
    """
    roads = (tables["metres"] < FAR) & (tables["seconds"] < FAR)
    metres, seconds = (
        int(tables[name][roads].max(initial=0)) for name in ("metres", "seconds")
    )
    dearest = metres * int(paid.metre.max(initial=0))
    dearest += seconds * int(paid.second.max(initial=0))
    return -(-dearest // DEAREST_LOAD) or 1


def _whole(parts: NDArray[Any], divisor: int) -> NDArray[np.int64]:
    """Return the nearest whole units."""
    return np.array([(2 * p + divisor) // (2 * divisor) for p in parts], np.int64)


def dearest_lone_route(tables: Any, vehicles: Sequence[int]) -> int:  # noqa: ANN401
    """Return cents that no route of one stop exceeds."""
    rows = np.array(vehicles, np.int64)
    metres = tables["metres"]
    longest = min(2 * int(metres[metres < FAR].max(initial=0)), FARTHEST)
    cents = (
        tables["v_fixed"][rows]
        + longest * tables["v_km"][rows] // 10_000_000
        + DAY * tables["v_hour"][rows] // 36_000_000
    )
    return int(cents.max(initial=0)) + 1


def prize_units(cents: Sequence[int], dearest: int, units: float) -> list[int]:
    """Return what leaving each stop behind costs, in units.

    Huge penalties are folded, in the same order, to no less than ``dearest``
    cents: what can be served alone is worth its route.
    """
    limit = max(1, len(cents) * PRIZE_ROUTES * dearest)
    return [round(c * units) for c in fold_penalties(cents, dearest, limit)]
