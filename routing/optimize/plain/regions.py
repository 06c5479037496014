"""Large plain problems are cut into neighbouring parts, each annealed by one worker.

Again and again: the routes are cut anew each round, so that every border lies inside
a part soon. Parts share no route, so that what comes of them fits together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from routing.optimize.annealer import MOVES_PER_ITERATION
from routing.optimize.draft import Draft

from .anneal import anneal, copy_routes, total_cents
from .data import (
    BEST,
    HAS_PAIRS,
    NOW,
    POOL_ROWS,
    Plain,
    new_memory,
    new_slots,
    new_undo,
)
from .fewer import finds_no_room, is_dear
from .model import nearest, plain_model, put_routes
from .pace import ASKED, by_the_clock, heat_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.optimize.annealer import Slice
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

    from .data import Slots, Undo

MET_TAKEN = 300
"""Routes that a part hands back for the pool at most, the latest ones."""

PlainRoute = tuple[int, tuple[int, ...]]
"""Type and nodes, 0 between two tours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of a plain problem for one round.

    ``nodes`` are those of the whole, the base not among them; ``vehicles`` how many of
    each type it may use; ``heats`` cents at the beginning and the end; one of
    ``seconds`` and ``moves`` bounds it.
    """

    nodes: tuple[int, ...]
    vehicles: tuple[int, ...]
    routes: tuple[PlainRoute, ...]
    heats: tuple[float, float]
    seconds: float | None = None
    moves: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annealed:
    """What a round made of a region: where it stands, and the best on the way."""

    now: tuple[PlainRoute, ...]
    best: tuple[PlainRoute, ...]
    moves: int
    met: tuple[PlainRoute, ...] = ()


@dataclass(slots=True)
class Cutter:
    """Cuts routes into as many parts as there are workers."""

    plain: Plain
    seed: int
    _rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._rng = np.random.default_rng(self.seed)

    def cut(
        self, routes: Sequence[PlainRoute], parts: int
    ) -> list[tuple[tuple[PlainRoute, ...], tuple[int, ...], tuple[int, ...]]]:
        """Return for each part its routes, its nodes, and vehicles of each type.

        What is left behind and vehicles that nobody uses are shared out.
        """
        side = self._sides(routes)
        order = np.argsort(side, kind="stable").tolist()
        sizes = [len(routes[n][1]) for n in order]
        bounds = np.cumsum(sizes) - np.array(sizes) / 2
        which = np.minimum(parts - 1, bounds * parts // max(1, sum(sizes)))
        groups: list[list[PlainRoute]] = [[] for _ in range(parts)]
        for n, part in zip(order, which.astype(int).tolist(), strict=True):
            groups[part].append(routes[n])
        served = {c for _, nodes in routes for c in nodes}
        left = [c for c in range(1, len(self.plain.early)) if c not in served]
        spare = self._spare(routes)
        first = int(self._rng.integers(parts))
        cut = []
        for part, group in enumerate(groups):
            turn = (part + first) % parts
            nodes = {c for _, route in group for c in route if c} | set(
                left[turn::parts]
            )
            used = np.bincount([t for t, _ in group], minlength=len(spare))
            share = (spare + parts - 1 - turn) // parts
            cut.append(
                (tuple(group), tuple(sorted(nodes)), tuple((used + share).tolist()))
            )
        return cut

    def _sides(self, routes: Sequence[PlainRoute]) -> NDArray[np.float64]:
        """Return how much nearer each route is to one far place than to another."""
        metres = self.plain.metres[0].astype(np.float64)
        count = len(metres)
        one = 1 + int(self._rng.integers(count - 1))
        other = 1 + int(np.argmax(metres[one, 1:]))
        if self._rng.integers(2):
            # As seen from a third place: borders of all directions.
            one = 1 + int(self._rng.integers(count - 1))
        apart = metres[one] - metres[other]
        return np.array([apart[[c for c in n if c]].mean() for _, n in routes])

    def _spare(self, routes: Sequence[PlainRoute]) -> NDArray[np.int64]:
        used = np.bincount([t for t, _ in routes], minlength=len(self.plain.vehicles))
        return np.asarray(self.plain.vehicles - used, np.int64)


class Regions:
    """The routes of a large problem, cut and put together round after round."""

    def __init__(self, problem: RoadProblem, seed: int, draft: Draft) -> None:
        self._problem = problem
        self._model = plain_model(problem)
        self._cutter = Cutter(plain=self._model.plain, seed=seed)
        self.routes = self._plain_routes(draft)
        self._edge = self._cents_of_an_edge()

    @property
    def worth(self) -> bool:
        """Whether parts can be annealed by themselves.

        Not pairs; and whoever has to save vehicles looks at all of them.
        """
        plain = self._model.plain
        slots = new_slots(plain)
        put_routes(plain, slots, self.routes)
        alone = finds_no_room(plain, slots) or is_dear(plain, slots)
        return not (plain.flags[HAS_PAIRS] or alone)

    def _plain_routes(self, draft: Draft) -> list[PlainRoute]:
        kind = {v: t for t, group in enumerate(self._model.members) for v in group}
        return [
            (kind[v], tuple(self._model.nodes_of(route)))
            for v, route in enumerate(draft.routes)
            if route
        ]

    def _cents_of_an_edge(self) -> float:
        """Return what a batch's share of the metres costs."""
        plain = self._model.plain
        cents, served = 0.0, 0
        for t, nodes in self.routes:
            path = np.array([0, *nodes, 0])
            metres = plain.metres[plain.profile[t], path[:-1], path[1:]].sum()
            cents += float(metres) * float(plain.per_metre[t])
            served += sum(c > 0 for c in nodes)
        return max(1e-6, cents / max(1, served))

    def cut(self, parts: int, part: Slice) -> list[Region]:
        """Return the parts of one round."""
        heats = heat_of(self._edge, part.begin), heat_of(self._edge, part.end)
        moves = None
        if part.iterations is not None:
            moves = part.iterations * MOVES_PER_ITERATION
        return [
            Region(
                nodes=nodes,
                vehicles=vehicles,
                routes=routes,
                heats=heats,
                seconds=part.seconds,
                moves=moves,
            )
            for routes, nodes, vehicles in self._cutter.cut(self.routes, parts)
        ]

    def join(self, regions: Sequence[Region], made: Sequence[Annealed | None]) -> Draft:
        """Go on from where the parts stand; return the best of each together.

        A part whose worker is lost stays as it was.
        """
        now: list[PlainRoute] = []
        best: list[PlainRoute] = []
        for region, one in zip(regions, made, strict=True):
            now += region.routes if one is None else one.now
            best += region.routes if one is None else one.best
        self.routes = now
        return self.draft(best)

    def draft(self, routes: Sequence[PlainRoute]) -> Draft:
        """Return routes as a draft of the whole problem."""
        free = [list(group) for group in self._model.members]
        rows: Routes = [[] for _ in self._problem.vehicles]
        for t, nodes in routes:
            rows[free[t].pop(0)] = list(self._model.entries_of(nodes))
        return Draft(routes=rows, uses=[[] for _ in rows])

    def vehicle_of(self, t: int) -> int:
        """Return the first vehicle of a type."""
        return self._model.members[t][0]

    def entries_of(self, nodes: Sequence[int]) -> tuple[int, ...]:
        """Return the visits of one route."""
        return self._model.entries_of(nodes)


def plain_of(whole: Plain, region: Region) -> Plain:
    """Return the part of a plain problem; its nodes are numbered anew from 1."""
    nodes = np.concatenate([[0], np.array(region.nodes, np.int64)])
    profiles = np.arange(len(whole.metres))
    metres = np.ascontiguousarray(whole.metres[np.ix_(profiles, nodes, nodes)])
    seconds = whole.seconds[np.ix_(profiles, nodes, nodes)]
    return whole._replace(
        metres=metres,
        seconds=np.ascontiguousarray(seconds),
        load=np.ascontiguousarray(whole.load[nodes]),
        mate=np.zeros(len(nodes), np.int64),
        early=whole.early[nodes],
        late=whole.late[nodes],
        ready=whole.ready[nodes],
        penalty=whole.penalty[nodes],
        allowed=np.ascontiguousarray(whole.allowed[:, nodes]),
        vehicles=np.array(region.vehicles, np.int64),
        near=nearest(metres),
    )


def anneal_region(whole: Plain, region: Region, seed: int) -> Annealed:
    """Anneal a part of a plain problem by itself."""
    plain = plain_of(whole, region)
    number = {c: n for n, c in enumerate(region.nodes, start=1)}
    slots = new_slots(plain)
    rows = [(t, [number.get(c, 0) for c in nodes]) for t, nodes in region.routes]
    put_routes(plain, slots, rows)
    best, memory = new_undo(plain), new_memory(plain, seed)
    slots.state[NOW] = slots.state[BEST] = total_cents(plain, slots)
    copy_routes(plain, slots, best)
    undo = new_undo(plain)
    hot, cold = region.heats

    def anneal_some(moves: int, low: float, high: float) -> None:
        heats = hot * (cold / hot) ** low, hot * (cold / hot) ** high
        anneal(plain, slots, undo, best, memory, moves, ASKED, *heats, False)

    if region.moves is not None:
        anneal_some(region.moves, 0.0, 1.0)
    else:
        by_the_clock(region.seconds or 0.0, anneal_some, lambda: None)

    def told(rows: Slots | Undo) -> tuple[PlainRoute, ...]:
        return tuple(
            (int(rows.type[r]), _names(region, rows.nodes[r, : rows.size[r]]))
            for r in np.flatnonzero(rows.size).tolist()
        )

    met = min(int(memory.met[0]), MET_TAKEN)
    noted = [memory.pool[(int(memory.met[0]) - n - 1) % POOL_ROWS] for n in range(met)]
    return Annealed(
        now=told(slots),
        best=told(best),
        moves=int(memory.counts[0]),
        met=tuple(
            dict.fromkeys(
                (int(row[0]), _names(region, row[2 : 2 + row[1]])) for row in noted
            )
        ),
    )


def _names(region: Region, nodes: NDArray[np.int32]) -> tuple[int, ...]:
    """Return nodes of a part as the whole counts them."""
    return tuple(region.nodes[c - 1] if c else 0 for c in nodes.tolist())
