"""A part of a road problem that an engine plans by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.optimize.courses import shipments_of
from routing.optimize.routes import served_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.optimize.draft import Draft
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes, Times


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


def part_of(
    problem: RoadProblem, draft: Draft, vehicles: Sequence[int]
) -> tuple[Part, Routes]:
    """Return what some vehicles carry in a draft, and their routes.

    Where goods change carriers, from when to when each shipment may be on its way
    is what its course promises: routes that keep to that fit the other vehicles.
    """
    routes = [list(draft.routes[v]) for v in vehicles]
    shipments = sorted(k for route in routes for k in served_by(route))
    times: Times = ()
    if problem.has_ways and draft.courses is not None:
        ways = problem.tables["ways"]
        promised = {
            k: span
            for number, spans in draft.courses
            for k, span in zip(shipments_of(ways, number), spans, strict=True)
        }
        times = tuple(promised[k] for k in shipments)
    part = Part(vehicles=tuple(vehicles), shipments=tuple(shipments), times=times)
    return part, routes
