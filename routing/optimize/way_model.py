"""The choice of routes and ways as linear rows, for prices and for the choice itself.

One variable per route (drive it), per way of a batch (go it) and per batch left
behind; one row per thing that must hold. Bags on every segment, room of offers and
hubs, work at stops and fees are counted exactly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .kernel.data import (
    AMOUNT_OF,
    SAME_HALT,
    W_FEE,
    W_FEES,
    W_GAP,
    W_HI,
    W_LO,
    W_ROAD,
    W_ROADS,
    W_TAKE,
    W_TAKES,
    WHICH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .road import RoadProblem
    from .routes import Times


@dataclass(frozen=True, slots=True)
class TimedRoute:
    """A feasible route and what it promises.

    ``times`` tells of each of its ``shipments`` from when it can be loaded and by
    when it is delivered; ``cents`` is what the route costs with these times.
    """

    vehicle: int
    entries: tuple[int, ...]
    shipments: tuple[int, ...]
    times: Times
    cents: int

    def span(self, shipment: int) -> tuple[int, int]:
        """Return from when to when a shipment may be on its way."""
        return self.times[self.shipments.index(shipment)]


@dataclass(slots=True)
class Row:
    """``low`` ≤ sum of coefficient × variable ≤ ``high``; None is no bound."""

    cells: dict[int, int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """An account: its quantity by variable, and how it is priced.

    Of a quantity q above 0, the units ``plus`` + ``each`` x q between ``below`` and
    ``top`` cost ``micro`` / ``per`` cents each, ``fixed`` on top.
    """

    cells: dict[int, int]
    plus: int
    each: int
    below: int
    top: int
    micro: int
    per: int
    fixed: int

    @property
    def most(self) -> int:
        """Return the largest quantity."""
        return sum(self.cells.values())

    @property
    def is_linear(self) -> bool:
        """Whether every unit of the quantity costs the same."""
        flat = self.plus == self.below == self.fixed == 0
        return flat and self.each * self.most <= self.top

    @property
    def cents_each(self) -> float:
        """Return what a unit costs where all cost the same."""
        return self.each * self.micro / self.per


@dataclass(slots=True)
class WayModel:
    """Variables by number: routes, then ways, then batches left behind.

    ``ways`` are the numbers of the ways that the routes make possible, ``left``
    the batches with a variable for staying.
    """

    routes: list[TimedRoute]
    ways: list[int]
    left: list[int]
    cents: list[int]
    rows: list[Row] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)

    @property
    def first_way(self) -> int:
        """Return the number of the first way's variable."""
        return len(self.routes)

    @property
    def first_left(self) -> int:
        """Return the number of the first variable of a batch left behind."""
        return len(self.routes) + len(self.ways)


def build_way_model(
    problem: RoadProblem, routes: Sequence[TimedRoute], penalties: Sequence[int]
) -> WayModel:
    """Return the rows of all ways that some routes make possible.

    ``penalties`` are the cents of leaving each batch behind.
    """
    return _Builder(problem, routes).model(penalties)


class _Builder:
    def __init__(self, problem: RoadProblem, routes: Sequence[TimedRoute]) -> None:
        self._problem = problem
        self._routes = list(routes)
        self._table: list[list[int]] = problem.tables["ways"].tolist()
        # Which routes carry a shipment, and between which times.
        self._by: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for n, route in enumerate(self._routes):
            for k, (low, high) in zip(route.shipments, route.times, strict=True):
                self._by[k].append((n, low, high))

    def model(self, penalties: Sequence[int]) -> WayModel:
        batches = self._problem.tables["batches"].tolist()
        ways = [
            w
            for first, count in batches
            for w in range(first, first + count)
            if self._is_possible(w)
        ]
        model = WayModel(
            routes=self._routes,
            ways=ways,
            left=list(range(len(batches))),
            cents=[route.cents for route in self._routes],
        )
        model.cents += [0] * len(ways) + list(penalties)
        self._numbers = {w: model.first_way + i for i, w in enumerate(ways)}
        model.rows += self._fleet()
        for b, (first, count) in enumerate(batches):
            cells = {
                self._numbers[w]: 1
                for w in range(first, first + count)
                if w in self._numbers
            }
            model.rows.append(Row({**cells, model.first_left + b: 1}, 1, 1))
        for w in ways:
            model.rows += self._carried(w)
        model.rows += self._limits(ways)
        model.owed += self._accounts(ways)
        return model

    def _is_possible(self, w: int) -> bool:
        return all(self._carriers(w, r) for r in range(self._table[w][W_ROADS]))

    def _carriers(self, w: int, r: int) -> list[tuple[int, int, int]]:
        """Return the routes that can carry a shipment of a way, with their times."""
        row = self._table[w]
        return [
            (n, low, high)
            for n, low, high in self._by.get(row[W_ROAD + r], ())
            if low == SAME_HALT or (low >= row[W_LO + r] and high <= row[W_HI + r])
        ]

    def _fleet(self) -> Iterator[Row]:
        types: list[int] = self._problem.tables["v_type"].tolist()
        by_type: dict[int, dict[int, int]] = defaultdict(dict)
        for n, route in enumerate(self._routes):
            by_type[types[route.vehicle]][n] = 1
        counts = Counter(types)
        for kind, cells in by_type.items():
            if len(cells) > counts[kind]:
                yield Row(cells, high=counts[kind])

    def _carried(self, w: int) -> Iterator[Row]:
        """Yield: whoever goes a way is carried on each of its legs, in turn."""
        row, mine = self._table[w], self._numbers[w]
        for r in range(row[W_ROADS]):
            cells = {n: 1 for n, _, _ in self._carriers(w, r)}
            yield Row({**cells, mine: -1}, low=0)
        for r in range(row[W_ROADS] - 1):
            if row[W_GAP + r] >= 0:
                yield from self._met(w, r)

    def _met(self, w: int, r: int) -> Iterator[Row]:
        """Yield: what is loaded early was delivered earlier still."""
        gap, mine = self._table[w][W_GAP + r], self._numbers[w]
        first, second = self._carriers(w, r), self._carriers(w, r + 1)
        brought = {n for n, _, _ in first}
        together = {n for n, low, _ in second if low == SAME_HALT and n in brought}
        timed = [(n, low) for n, low, _ in second if low != SAME_HALT]
        for moment in sorted({low for _, low in timed}):
            cells = {n: 1 for n, _, high in first if high + gap <= moment}
            cells.update({n: 1 for n, low in timed if low > moment})
            cells.update(dict.fromkeys(sorted(together), 1))
            yield Row({**cells, mine: -1}, low=0)

    def _limits(self, ways: Sequence[int]) -> Iterator[Row]:
        takes = self._problem.tables["takes"]
        caps = self._problem.tables["limits"].tolist()
        used = self._sums(ways, takes, W_TAKE, W_TAKES)
        for limit, cells in used.items():
            if sum(cells.values()) > caps[limit]:
                yield Row(cells, high=caps[limit])

    def _accounts(self, ways: Sequence[int]) -> Iterator[Owed]:
        fees = self._problem.tables["fees"]
        terms = self._problem.tables["accounts"].tolist()
        for account, cells in self._sums(ways, fees, W_FEE, W_FEES).items():
            # The columns of an account, in the order of its fields.
            yield Owed(cells, *terms[account])

    def _sums(
        self,
        ways: Sequence[int],
        pairs: NDArray[np.int64],
        first: int,
        count: int,
    ) -> dict[int, dict[int, int]]:
        """Return of each limit or account how much of it every way asks."""
        sums: dict[int, dict[int, int]] = defaultdict(dict)
        for w in ways:
            row, mine = self._table[w], self._numbers[w]
            # A large day has a million of them, most of ways that no route makes
            # possible: only what is asked here becomes lists.
            for pair in pairs[row[first] : row[first] + row[count]].tolist():
                cells = sums[pair[WHICH]]
                cells[mine] = cells.get(mine, 0) + pair[AMOUNT_OF]
        return sums
