"""Parcels that share a courier, told so that none waits too long at the out-stop.

A day knows no longest wait there. But whatever a truck brings to a slot may board any
of its runs, so a parcel that would wait too long for the other ones of its courier is
told to ride later where that bus has a seat. Nobody drives or leaves differently.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .slots import NEARLY, by_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .evaluate import BusSolution, Carriage
    from .instance import BusInstance
    from .slots import Slot


def with_short_waits(
    instance: BusInstance, slots: tuple[Slot, ...], solution: BusSolution
) -> BusSolution:
    """Return the solution with later runs for parcels that wait too long."""
    seats = _Seats(instance, slots, solution.carriages)
    for stop, customers in solution.tours:
        leaves = max(seats.ready(name) for name in customers)
        for name in customers:
            if leaves - seats.ready(name) > instance.stops[stop].wait + NEARLY:
                seats.move(name, leaves)
    return replace(solution, carriages=seats.carriages)


class _Seats:
    def __init__(
        self,
        instance: BusInstance,
        slots: tuple[Slot, ...],
        carriages: Mapping[str, Carriage],
    ) -> None:
        self.instance = instance
        self.slots = by_run(slots)
        self.lines = {line.name: line for line in instance.lines}
        self.carriages = dict(carriages)

    def ready(self, name: str, run: int | None = None) -> float:
        """Return when a parcel is at its out-stop, or would be by another run."""
        way = self.carriages[name]
        run = way.run if run is None else run
        return self.instance.bus_time(self.lines[way.line], run, way.out_stop)

    def move(self, name: str, leaves: float) -> None:
        """Put a parcel on the last run of its slot that its courier waits for."""
        way = self.carriages[name]
        slot = self.slots[way.in_stop, way.line, way.run]
        runs = sorted(run for line, run in slot.runs if line == way.line)
        for run in reversed([run for run in runs if run > way.run]):
            if self.ready(name, run) <= leaves + NEARLY and self._holds(name, run):
                self.carriages[name] = replace(way, run=run)
                return

    def _holds(self, name: str, run: int) -> bool:
        line = self.carriages[name].line
        customers = self.instance.customers
        load = customers[name].load + sum(
            customers[other].load
            for other, way in self.carriages.items()
            if (way.line, way.run) == (line, run)
        )
        return load <= self.lines[line].capacity
