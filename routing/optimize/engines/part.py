"""A part of a road problem that an engine plans by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some vehicles of a road problem and what they may carry.

    Routes of a part are one list of visits per vehicle of the part, in its order.

    Parameters
    ----------
    vehicles, shipments
        Their numbers in the problem, each once.
    times
        From when to when each of the shipments may be on its way, in their order;
        empty where the problem's own times hold.

    Raises
    ------
    ValueError
        When a number comes twice, or there are not as many times as shipments.
    """

    vehicles: tuple[int, ...]
    shipments: tuple[int, ...]
    times: Times = ()

    def __post_init__(self) -> None:
        for numbers in (self.vehicles, self.shipments):
            if len(set(numbers)) < len(numbers):
                msg = "Expected each vehicle and shipment of a part once."
                raise ValueError(msg)
        if self.times and len(self.times) != len(self.shipments):
            msg = (
                f"Expected {len(self.shipments)} times of shipments, "
                f"got {len(self.times)}."
            )
            raise ValueError(msg)


def whole_part(problem: RoadProblem) -> Part:
    """Return every vehicle, and the direct shipment of every batch."""
    return Part(
        vehicles=tuple(range(len(problem.vehicles))),
        shipments=tuple(range(problem.batches)),
    )
