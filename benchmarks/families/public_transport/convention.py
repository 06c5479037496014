"""Which of the published readings of the problem a cost belongs to.

Integer results count each arc as the whole part of its length; the others count it
exactly and allow ten courier tours at a stop, whatever the file says. Files with
a coefficient for couriers are of Mandal and Archetti. The readings never mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .instance import BusInstance

COEFFICIENT = "freightRouteCostCoeff"
TOURS = "maxFreightersPerStop"
FLOAT_TOURS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How arcs count, what a courier's distance is worth, tours per out-stop."""

    name: str
    whole_arcs: bool
    coefficient: float
    tours_per_stop: int

    def length(self, distance: float) -> float:
        """Return what an arc counts."""
        return float(int(distance)) if self.whole_arcs else distance


def convention_of(instance: BusInstance, best: float | None) -> Convention:
    """Return the convention of an instance whose published cost is ``best``."""
    parameters = instance.parameters
    tours = int(parameters[TOURS])
    if COEFFICIENT in parameters:
        return Convention(
            name="mandal",
            whole_arcs=False,
            coefficient=parameters[COEFFICIENT],
            tours_per_stop=tours,
        )
    if best is not None and best != int(best):
        return Convention(
            name="dd-float",
            whole_arcs=False,
            coefficient=1.0,
            tours_per_stop=FLOAT_TOURS,
        )
    return Convention(
        name="dd-int", whole_arcs=True, coefficient=1.0, tours_per_stop=tours
    )
