"""Which runs of buses goods may board where, so that no wait at a stop is too long.

A day knows no longest wait. Here it is said by opening hours: an in-stop takes goods
from trucks in slots, each a site of its own that is open for one longest wait and
where only the runs of its slot board: whatever a truck brings while it is open leaves
in time. A slot begins with the first bus after the earliest truck; a next one follows
where the first ones cannot take what only one line can carry.

A search on a large day asks only so many places where goods might change, in order of
name where no road decides. So slots are named by rank: first those for which no other
stop is nearer to the centre and on all of their runs, then the others; the nearest to
the centre first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .instance import SPEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .instance import BusInstance, BusLine

NEARLY = 1e-6
FILLED = 0.8
"""Share of the seats of all slots above which there is one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stop while it is open: ``[open_time, close_time]``, runs as (line, run)."""

    rank: int
    stop: str
    number: int
    open_time: float
    close_time: float
    runs: frozenset[tuple[str, int]]

    @property
    def site(self) -> str:
        """Its site in the day."""
        return f"in{self.rank:03}-{self.stop}-{self.number}"


def slots_of(instance: BusInstance) -> tuple[Slot, ...]:
    """Return the slots of every in-stop where a bus calls, by rank."""
    count = slot_count(instance)
    calls = {stop: sorted(_calls(instance, stop)) for stop in instance.in_stops}
    slots = [
        slot
        for stop, times in calls.items()
        for slot in _slots(instance, stop, times, count)
    ]
    far = {stop: instance.distance("", stop) for stop in calls}

    def key(slot: Slot) -> tuple[bool, float, int]:
        replaced = any(
            slot.runs <= other.runs and far[other.stop] < far[slot.stop]
            for other in slots
        )
        return replaced, far[slot.stop], slot.number

    ordered = sorted(slots, key=key)
    return tuple(replace(slot, rank=rank) for rank, slot in enumerate(ordered))


def _calls(instance: BusInstance, stop: str) -> Iterator[tuple[float, str, int]]:
    """Yield the calls that a truck can reach, as (time, line, run)."""
    reached = SPEED * instance.distance("", stop)
    for line in instance.lines:
        if stop in line.in_part:
            for run in range(line.runs):
                time = instance.bus_time(line, run, stop)
                if time >= reached:
                    yield time, line.name, run


def _slots(
    instance: BusInstance, stop: str, times: list[tuple[float, str, int]], count: int
) -> Iterator[Slot]:
    wait = instance.stops[stop].wait
    left = times
    for number in range(count):
        if not left:
            return
        last = left[0][0] + wait + NEARLY
        taken = [call for call in left if call[0] <= last]
        left = left[len(taken) :]
        close = taken[-1][0]
        yield Slot(
            rank=0,
            stop=stop,
            number=number,
            open_time=max(0.0, close - wait),
            close_time=close,
            runs=frozenset((line, run) for _, line, run in taken),
        )


def slot_count(instance: BusInstance) -> int:
    """Return how many slots the line needs most that alone serves its customers."""
    return max([1, *(_needed(instance, line) for line in instance.lines)])


def _needed(instance: BusInstance, line: BusLine) -> int:
    captive = sum(
        customer.load
        for customer in instance.customers.values()
        if all(stop in line.out_part for stop in customer.outs)
    )
    waits = [instance.stops[stop].wait for stop in line.in_part]
    runs = 1 + int(min(waits) / line.frequency + NEARLY)
    return -int(-captive // (FILLED * line.capacity * runs))


def by_run(slots: tuple[Slot, ...]) -> Mapping[tuple[str, str, int], Slot]:
    """Return the slot in which a run of a line boards goods at a stop."""
    return {(slot.stop, line, run): slot for slot in slots for line, run in slot.runs}
