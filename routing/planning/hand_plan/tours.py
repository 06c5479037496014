"""The tours of an edit, and where in a tour a bag can board and leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.plan.model import PlannedBag
    from routing.plan.workbook.edit import HandRow, HandTour

Goods = tuple[str, str]
"""Partner and class."""

Need = tuple[bool, str, str]
"""Whether picked up at a halt, partner and class."""


@dataclass(slots=True)
class HaltLoad:
    """A halt with the bags it handles; ``needs`` are items still without one."""

    site: str
    rows: tuple[int, ...]
    needs: dict[Need, int] = field(default_factory=dict)
    deliver: list[PlannedBag] = field(default_factory=list)
    pick_up: list[PlannedBag] = field(default_factory=list)

    @property
    def open(self) -> list[Need]:
        """What still has items without a bag."""
        return [need for need, items in self.needs.items() if items > 0]


@dataclass(slots=True)
class TourLoad:
    """A tour with its base at both ends and what it loads and unloads there."""

    vehicle: Vehicle
    number: int
    begins: str
    ends: str
    halts: list[HaltLoad]
    load: list[PlannedBag] = field(default_factory=list)
    unload: list[PlannedBag] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a bag boards and leaves in a tour: halts, None at the base."""

    tour: TourLoad
    board: HaltLoad | None
    leave: HaltLoad | None

    def need(self, kind: Goods) -> int:
        """Return the items of a kind that both ends still ask for."""
        ends = []
        if self.board is not None:
            ends.append(self.board.needs.get((True, *kind), 0))
        if self.leave is not None:
            ends.append(self.leave.needs.get((False, *kind), 0))
        return min(ends)

    def take(self, kind: Goods, items: int) -> None:
        """Count items of a kind that have their bag."""
        if self.board is not None:
            self.board.needs[True, *kind] -= items
        if self.leave is not None:
            self.leave.needs[False, *kind] -= items


def tour_loads(day: Day, tours: Sequence[HandTour]) -> list[TourLoad]:
    """Return the tours of an edit with what their rows need, no bags yet."""
    last = {tour.vehicle: index for index, tour in enumerate(tours)}
    counts: dict[str, int] = {}
    loads = []
    for index, tour in enumerate(tours):
        car = day.vehicles[tour.vehicle]
        number = counts[tour.vehicle] = counts.get(tour.vehicle, -1) + 1
        final = last[tour.vehicle] == index
        loads.append(
            TourLoad(
                vehicle=car,
                number=number,
                begins=car.start_site,
                ends=car.end_site if final else car.start_site,
                halts=[
                    HaltLoad(
                        site=halt.site,
                        rows=tuple(row.row for row in halt.rows),
                        needs=_needs(halt.rows),
                    )
                    for halt in tour.halts
                ],
            )
        )
    return loads


def _needs(rows: Sequence[HandRow]) -> dict[Need, int]:
    needs: dict[Need, int] = {}
    for row in rows:
        key = row.pick_up, row.partner, row.goods_class
        needs[key] = needs.get(key, 0) + row.items
    return needs


def seats(tour: TourLoad, origin: str, destination: str) -> Iterator[Seat]:
    """Yield the ways in which a tour can carry from one site to another."""
    boards: list[tuple[int, HaltLoad | None]] = [
        (place, halt) for place, halt in enumerate(tour.halts) if halt.site == origin
    ]
    leaves: list[tuple[int, HaltLoad | None]] = [
        (place, halt)
        for place, halt in enumerate(tour.halts)
        if halt.site == destination
    ]
    if origin == tour.begins:
        boards = [(-1, None)]
    if destination == tour.ends:
        leaves = [(len(tour.halts), None)]
    for board_place, board in boards:
        for leave_place, leave in leaves:
            if board_place < leave_place and (board or leave):
                yield Seat(tour=tour, board=board, leave=leave)
