"""A road problem as arrays of the plain search, and routes there and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.draft import Draft
from routing.optimize.kernel.data import BIG
from routing.optimize.kernel.route import MICRO_HOUR, MICRO_KM
from routing.optimize.routes import SEPARATOR

from .data import FAR, FLAGS, Plain, Slots, Undo
from .route import refresh_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

MOST_NODES = 3000
"""Above, a table of all pairs of batches takes too much memory."""

NEIGHBOURS = 250
UNREACHABLE = 1 << 28


def uncovered(problem: RoadProblem) -> tuple[str, ...]:
    """Return what a road problem asks that the plain search does not know."""
    tables = problem.tables
    outward = tables["s_from"] == tables["v_start"][0] if len(problem.vehicles) else []
    checks = {
        "no vehicles": not problem.vehicles,
        "several ways": problem.has_ways,
        "locks": tables["has_locks"],
        "docks": tables["has_docks"],
        "classes that must be apart": tables["has_apart"],
        "too many batches": problem.batches > MOST_NODES,
        "usual vehicles": (tables["usual"] >= 0).any(),
        "breaks": (tables["b_duration"] > 0).any(),
        "ranges": (tables["v_range"] < BIG).any(),
        "rests": (tables["v_max_drive"] < tables["v_max_duration"]).any(),
        "several bases": _several_bases(tables),
        "deliveries and pick-ups": not (np.all(outward) or not np.any(outward)),
        "batches between villages": _between(tables, outward),
        "due times": (tables["s_due"] < BIG).any(),
        "several windows": any(len(w) != 1 for w in _sets(problem)),
    }
    return tuple(name for name, found in checks.items() if found)


def _several_bases(tables: Any) -> bool:  # noqa: ANN401
    ends = np.concatenate([tables["v_start"], tables["v_end"]])
    return bool(np.unique(ends).size > 1)


def _between(tables: Any, outward: Sequence[bool]) -> bool:  # noqa: ANN401
    if len(outward) == 0:
        return False
    other = tables["s_from"] if not outward[0] else tables["s_to"]
    ours = tables["s_to"] if not outward[0] else tables["s_from"]
    base = tables["v_start"][0]
    return bool((ours != base).any() or (other == base).any())


def _sets(problem: RoadProblem) -> list[Any]:
    """Return the window sets that batches and bases use."""
    tables = problem.tables
    outward = _outward(problem)
    used = {int(tables["a_window"][2 * b + outward]) for b in range(problem.batches)}
    used |= {int(w) for w in tables["v_open"]}
    return [tables["windows"][w] for w in sorted(used)]


def _outward(problem: RoadProblem) -> int:
    """Return 1 where batches leave the base, 0 where they are brought there."""
    if not problem.batches:
        return 1
    return int(problem.tables["s_from"][0] == problem.tables["v_start"][0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A plain problem, and which vehicles are of which of its types."""

    plain: Plain
    members: tuple[tuple[int, ...], ...]
    outward: int

    def routes_of(self, found: Undo) -> Routes:
        """Return kept routes as lists of visits per vehicle."""
        vehicles = sum(len(group) for group in self.members)
        routes: Routes = [[] for _ in range(vehicles)]
        free = [list(group) for group in self.members]
        for r in np.flatnonzero(found.size).tolist():
            nodes = found.nodes[r, : found.size[r]].tolist()
            vehicle = free[int(found.type[r])].pop(0)
            routes[vehicle] = [self._entry(c) for c in nodes]
        return routes

    def entries_of(self, nodes: Sequence[int]) -> tuple[int, ...]:
        """Return the visits of one route."""
        return tuple(self._entry(c) for c in nodes)

    def _entry(self, c: int) -> int:
        return SEPARATOR if c == 0 else 2 * (c - 1) + self.outward

    def load(self, routes: Routes, slots: Slots) -> None:
        """Put feasible routes into empty slots."""
        plain = self.plain
        kind = {v: t for t, group in enumerate(self.members) for v in group}
        for v, entries in enumerate(routes):
            if not entries:
                continue
            r = int(slots.ends[0])
            nodes = [0 if a < 0 else a // 2 + 1 for a in entries]
            slots.ends[0] += 1
            slots.nodes[r, : len(nodes)] = nodes
            slots.size[r] = len(nodes)
            slots.type[r] = kind[v]
            slots.used[kind[v]] += 1
            slots.absent[nodes] = 0
        refresh_all(plain, slots)
        slots.absent[0] = 0
        left = slots.absent[1:] == 1
        slots.state[0] = float(plain.penalty[1:][left].sum())
        slots.state[1] = int(left.sum())


def plain_model(problem: RoadProblem) -> Model:
    """Translate a road problem that ``uncovered`` finds nothing in.

    Vehicles of one ``v_type`` are one type; dimensions that never bind are left out.
    """
    tables = problem.tables
    types: NDArray[np.int64] = tables["v_type"]
    members = tuple(
        tuple(np.flatnonzero(types == t).tolist()) for t in range(int(types.max()) + 1)
    )
    outward = _outward(problem)
    heads = np.array([group[0] for group in members])
    fields = _nodes(problem, outward)
    fields.update(_types(problem, heads, outward))
    fields.update(_pairs(problem, heads, outward))
    fields["vehicles"] = np.array([len(group) for group in members], np.int64)
    fields["family"] = _families(fields)
    bound = fields["load"].sum(axis=0) > fields["cap"].min(axis=0)
    fields["load"] = np.ascontiguousarray(fields["load"][:, bound])
    fields["cap"] = np.ascontiguousarray(fields["cap"][:, bound])
    fields["flags"] = _flags(fields)
    return Model(plain=Plain(**fields), members=members, outward=outward)


def _nodes(problem: RoadProblem, outward: int) -> dict[str, Any]:
    """Return what is known of each batch, behind the base."""
    tables, count = problem.tables, problem.batches
    sets = tables["windows"]
    hours = [sets[w][0] for w in tables["a_window"][outward : 2 * count : 2]]

    def with_base(values: Sequence[int] | NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([[0], np.array(values, np.int64)])

    return {
        "early": with_base([low for low, _ in hours]),
        "late": with_base([min(high, FAR) for _, high in hours]),
        # What is picked up does not hold a tour back.
        "ready": with_base(tables["s_ready"][:count] * outward),
        "load": np.vstack([np.zeros((1, 6), np.int64), tables["s_load"][:count]]),
        "penalty": with_base(tables["s_penalty"][:count]).astype(np.float64),
    }


def _types(
    problem: RoadProblem, heads: NDArray[Any], outward: int
) -> dict[str, NDArray[Any]]:
    """Return limits and prices of each type."""
    tables = problem.tables

    def of(name: str) -> NDArray[np.int64]:
        return np.minimum(tables[name][heads], FAR).astype(np.int64)

    opens = [tables["windows"][w][0] for w in tables["v_open"][heads]]
    reload = of("v_reload")
    early = np.maximum(of("v_early"), [low for low, _ in opens])
    last = of("v_late")
    if not outward:
        last = np.minimum(last, of("v_close"))
    late = np.minimum(last, [high for _, high in opens])
    return {
        "cap": np.minimum(tables["v_cap"][heads], FAR).astype(np.int64),
        "fixed": tables["v_fixed"][heads].astype(np.float64),
        "per_metre": tables["v_km"][heads] / MICRO_KM,
        "per_second": tables["v_hour"][heads] / MICRO_HOUR,
        "first": early + reload,
        "first_late": late + reload,
        "last": last,
        "most_seconds": of("v_max_duration"),
        "most_metres": of("v_max_metres"),
        "reload": reload,
        "most_tours": of("v_max_tours"),
    }


def _pairs(
    problem: RoadProblem, heads: NDArray[Any], outward: int
) -> dict[str, NDArray[Any]]:
    """Return distances and times between batches, who may serve them, who is near."""
    tables, count = problem.tables, problem.batches
    base = tables["v_start"][:1]
    sites = np.concatenate([base, tables["a_site"][outward : 2 * count : 2]])
    setup = tables["setup"][sites]
    work = np.concatenate([[0], tables["a_duration"][outward : 2 * count : 2]])
    moved = sites[:, None] != sites[None, :]
    # A halt has its setup once: it is added where the vehicle drives on.
    leaving = work[:, None] + setup[:, None] * moved
    leaving[0] = 0
    metres = np.stack([m[np.ix_(sites, sites)] for m in tables["metres"]])
    seconds = np.stack([m[np.ix_(sites, sites)] for m in tables["seconds"]])
    drivable = (metres < UNREACHABLE) & (seconds < UNREACHABLE)
    profile = tables["v_profile"][heads].astype(np.int64)
    reach = drivable[:, 0, :] & drivable[:, :, 0]
    allowed = np.ones((len(heads), count + 1), np.uint8)
    allowed[:, 1:] = tables["s_allowed"][:count, heads].T
    allowed &= reach[profile].astype(np.uint8)
    return {
        "metres": np.ascontiguousarray(metres, np.int32),
        "seconds": np.ascontiguousarray(seconds + leaving, np.int32),
        "profile": profile,
        "allowed": allowed,
        "near": _near(metres, drivable),
    }


def _near(metres: NDArray[Any], drivable: NDArray[Any]) -> NDArray[np.int32]:
    """Return the nearest other nodes of each, by the profile where they are nearest."""
    far = np.where(drivable, metres, UNREACHABLE).astype(np.int64)
    apart = far.min(axis=0)
    apart = apart + apart.T
    np.fill_diagonal(apart, 1 << 60)
    order = np.argsort(apart[1:, 1:], axis=1, kind="stable")[:, :NEIGHBOURS] + 1
    order = order[:, : max(0, len(apart) - 2)]
    none = np.zeros((1, order.shape[1]), np.int64)
    return np.ascontiguousarray(np.vstack([none, order]), np.int32)


def _families(fields: dict[str, Any]) -> NDArray[np.int64]:
    """Give types that differ in price and capacity alone the same number."""
    names = ("first", "first_late", "last", "most_seconds", "most_metres", "profile")
    numbers: dict[tuple[Any, ...], int] = {}
    families = []
    for t in range(len(fields["fixed"])):
        key = (
            *(int(fields[name][t]) for name in names),
            fields["allowed"][t].tobytes(),
        )
        families.append(numbers.setdefault(key, len(numbers)))
    return np.array(families, np.int64)


def _flags(fields: dict[str, Any]) -> NDArray[np.int64]:
    """Return which rules bind at all (see ``data``)."""
    hours = bool((fields["per_second"] > 0).any())
    tours = bool((fields["most_tours"] > 1).any())
    ready = bool((fields["ready"] > 0).any())
    longest = int(fields["seconds"].clip(max=UNREACHABLE).max(axis=2).sum(axis=1).max())
    # Whoever waits for the last to open or to be ready drives no longer then.
    longest += int(max(fields[name].max() for name in ("early", "ready", "first")))
    slack = min(
        int(fields["late"][1:].min(initial=FAR)),
        int(fields["last"].min()),
        int(fields["most_seconds"].min()),
    )
    times = hours or tours or ready or longest > slack
    one_tour_only = not (hours or tours)
    mix = one_tour_only and len(set(fields["family"].tolist())) < len(fields["fixed"])
    flags = np.zeros(FLAGS, np.int64)
    flags[:] = (times, ready, tours, hours, mix)
    return flags


def draft_of(model: Model, found: Undo) -> Draft:
    """Return kept routes as a draft."""
    routes = model.routes_of(found)
    return Draft(routes=routes, uses=[[] for _ in routes])
