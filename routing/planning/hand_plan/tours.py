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

Place = tuple[str, int, int]
"""Vehicle, tour and halt of the plan as the sheet writes them, from 1."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A bag on one part of its way by road; ``index`` is the leg's place."""

    bag: PlannedBag
    index: int
    from_site: str
    to_site: str


@dataclass(slots=True)
class HaltLoad:
    """A halt with what it handles; ``needs`` are items still without a bag.

    ``former`` are the halts of the plan that its rows were written for, ``stayed``
    those of rows that were not given to another tour.
    """

    site: str
    rows: tuple[int, ...]
    needs: dict[Need, int] = field(default_factory=dict)
    former: tuple[Place, ...] = ()
    stayed: tuple[Place, ...] = ()
    deliver: list[Movement] = field(default_factory=list)
    pick_up: list[Movement] = field(default_factory=list)

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
    load: list[Movement] = field(default_factory=list)
    unload: list[Movement] = field(default_factory=list)
    by_site: dict[str, list[tuple[int, HaltLoad]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, halt in enumerate(self.halts):
            self.by_site.setdefault(halt.site, []).append((place, halt))


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
        """Count items of a kind that have their bag (a negative number: no more)."""
        if self.board is not None:
            self.board.needs[True, *kind] -= items
        if self.leave is not None:
            self.leave.needs[False, *kind] -= items

    def carry(self, movement: Movement) -> None:
        """Let a bag board and leave."""
        tour = self.tour
        (tour.load if self.board is None else self.board.pick_up).append(movement)
        (tour.unload if self.leave is None else self.leave.deliver).append(movement)


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
                halts=[_halt(halt.site, halt.rows) for halt in tour.halts],
            )
        )
    return loads


def _halt(site: str, rows: Sequence[HandRow]) -> HaltLoad:
    former = [row.former for row in rows if row.former is not None]
    stayed = [
        row.former
        for row in rows
        if row.former is not None and row.former[:2] == (row.vehicle, row.tour)
    ]
    return HaltLoad(
        site=site,
        rows=tuple(row.row for row in rows),
        needs=_needs(rows),
        former=tuple(dict.fromkeys(former)),
        stayed=tuple(dict.fromkeys(stayed)),
    )


def _needs(rows: Sequence[HandRow]) -> dict[Need, int]:
    needs: dict[Need, int] = {}
    for row in rows:
        key = row.pick_up, row.partner, row.goods_class
        needs[key] = needs.get(key, 0) + row.items
    return needs


def seats(tour: TourLoad, origin: str, destination: str) -> Iterator[Seat]:
    """Yield the ways in which a tour can carry from one site to another."""
    boards: Sequence[tuple[int, HaltLoad | None]] = tour.by_site.get(origin, ())
    leaves: Sequence[tuple[int, HaltLoad | None]] = tour.by_site.get(destination, ())
    if origin == tour.begins:
        boards = [(-1, None)]
    if destination == tour.ends:
        leaves = [(len(tour.halts), None)]
    for board_place, board in boards:
        for leave_place, leave in leaves:
            if board_place < leave_place and (board or leave):
                yield Seat(tour=tour, board=board, leave=leave)
