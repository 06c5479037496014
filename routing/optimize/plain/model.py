"""A road problem as arrays of the plain search, and routes there and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.ban_arrays import has_bans
from routing.optimize.draft import Draft
from routing.optimize.kernel.data import BIG, DIMENSIONS
from routing.optimize.kernel.route import MICRO_HOUR, MICRO_KM
from routing.optimize.routes import SEPARATOR

from .data import FAR, FLAGS, LEFT, LEFT_CENTS, Plain, Slots, Undo
from .route import refresh_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

MOST_NODES = 3000
"""Above, a table of all pairs of nodes takes too much memory."""

NEIGHBOURS = 250
UNREACHABLE = 1 << 28


def uncovered(problem: RoadProblem) -> tuple[str, ...]:
    """Return what a road problem asks that the plain search does not know."""
    tables = problem.tables
    visits = _visits(problem)
    checks = {
        "no vehicles": not problem.vehicles,
        "several ways": problem.has_ways,
        "limits outside a temperature": tables["has_cold"],
        "bans": has_bans(tables),
        "refrigeration": (tables["v_cold"] > 0).any() and tables["s_temp"].any(),
        "movable bulkheads": tables["v_bulkheads"].size > 0,
        "prices of the clock": tables["has_timed"],
        "locks": tables["has_locks"],
        "docks": tables["has_docks"],
        "classes that must be apart": tables["has_apart"],
        "too many batches": len(visits) > MOST_NODES,
        "usual vehicles": (tables["usual"] >= 0).any(),
        "breaks": (tables["b_duration"] > 0).any(),
        "ranges": (tables["v_range"] < BIG).any(),
        "rests": (tables["v_max_drive"] < tables["v_max_duration"]).any(),
        "several bases": _several_bases(tables),
        "batches that stay at the base": len(visits) < problem.batches,
        "pairs on several tours": _is_paired(problem, visits)
        and (tables["v_max_tours"] > 1).any(),
        # What pays for a vehicle only together is tried by insertion at any price.
        "goods that may wait for a better day": problem.day.settings.economic_deferral,
        "due times": (tables["s_due"] < BIG).any(),
        "several windows": any(len(w) != 1 for w in _sets(problem, visits)),
    }
    return tuple(name for name, found in checks.items() if found)


def _several_bases(tables: Any) -> bool:  # noqa: ANN401
    ends = np.concatenate([tables["v_start"], tables["v_end"]])
    return bool(np.unique(ends).size > 1)


def _visits(problem: RoadProblem) -> NDArray[np.int64]:
    """Return the visits away from the base: of a batch its pick-up, then delivery."""
    tables, count = problem.tables, problem.batches
    if not problem.vehicles:
        return np.zeros(0, np.int64)
    return np.flatnonzero(tables["a_site"][: 2 * count] != tables["v_start"][0])


def _is_paired(problem: RoadProblem, visits: NDArray[np.int64]) -> bool:
    """Tell whether what is on board goes up and down along a route."""
    kinds = set((visits % 2).tolist())
    return len(visits) > problem.batches or len(kinds) > 1


def _sets(problem: RoadProblem, visits: NDArray[np.int64]) -> list[Any]:
    """Return the window sets that batches and bases use."""
    tables = problem.tables
    used = {int(w) for w in tables["a_window"][visits]}
    used |= {int(w) for w in tables["v_open"]}
    return [tables["windows"][w] for w in sorted(used)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A plain problem, and what its types and nodes are.

    ``members`` are the vehicles of each type, ``visits`` the visit of each node,
    ``numbers`` the node of each visit.
    """

    plain: Plain
    members: tuple[tuple[int, ...], ...]
    visits: tuple[int, ...]
    numbers: Mapping[int, int]

    def routes_of(self, found: Undo) -> Routes:
        """Return kept routes as lists of visits per vehicle."""
        vehicles = sum(len(group) for group in self.members)
        routes: Routes = [[] for _ in range(vehicles)]
        free = [list(group) for group in self.members]
        for r in np.flatnonzero(found.size).tolist():
            nodes = found.nodes[r, : found.size[r]].tolist()
            vehicle = free[int(found.type[r])].pop(0)
            routes[vehicle] = list(self.entries_of(nodes))
        return routes

    def entries_of(self, nodes: Sequence[int]) -> tuple[int, ...]:
        """Return the visits of one route."""
        return tuple(self.visits[c] for c in nodes)

    def nodes_of(self, entries: Sequence[int]) -> list[int]:
        """Return the nodes of one route of visits."""
        return [self.numbers[a] for a in entries]

    def load(self, routes: Routes, slots: Slots) -> None:
        """Put feasible routes into empty slots."""
        kind = {v: t for t, group in enumerate(self.members) for v in group}
        rows = [
            (kind[v], self.nodes_of(entries))
            for v, entries in enumerate(routes)
            if entries
        ]
        put_routes(self.plain, slots, rows)


def put_routes(
    plain: Plain, slots: Slots, routes: Sequence[tuple[int, Sequence[int]]]
) -> None:
    """Put feasible routes, as types and nodes, into empty slots."""
    for r, (t, nodes) in enumerate(routes):
        slots.nodes[r, : len(nodes)] = nodes
        slots.size[r] = len(nodes)
        slots.type[r] = t
        slots.used[t] += 1
        slots.absent[list(nodes)] = 0
    slots.ends[0] = len(routes)
    refresh_all(plain, slots)
    slots.absent[0] = 0
    left = slots.absent[1:] == 1
    slots.state[LEFT_CENTS] = float(plain.penalty[1:][left].sum())
    slots.state[LEFT] = int(left.sum())


def plain_model(problem: RoadProblem) -> Model:
    """Translate a road problem that ``uncovered`` finds nothing in.

    Vehicles of one ``v_type`` are one type; dimensions that never bind are left out.
    """
    tables = problem.tables
    types: NDArray[np.int64] = tables["v_type"]
    members = tuple(
        tuple(np.flatnonzero(types == t).tolist()) for t in range(int(types.max()) + 1)
    )
    visits = _visits(problem)
    heads = np.array([group[0] for group in members])
    fields = _nodes(problem, visits)
    base = int(tables["v_start"][0])
    fields.update(types_of(problem, heads, visits, base))
    fields.update(_legs(problem, heads, visits))
    fields["vehicles"] = np.array([len(group) for group in members], np.int64)
    fields["family"] = families_of(fields)
    loads = problem.tables["s_load"][: problem.batches]
    bound = loads.sum(axis=0) > fields["cap"].min(axis=0)
    fields["load"] = np.ascontiguousarray(fields["load"][:, bound])
    fields["cap"] = np.ascontiguousarray(fields["cap"][:, bound])
    fields["flags"] = flags_of(fields, paired=_is_paired(problem, visits))
    entries = (SEPARATOR, *visits.tolist())
    return Model(
        plain=Plain(**fields),
        members=members,
        visits=entries,
        numbers={a: c for c, a in enumerate(entries)},
    )


def _nodes(problem: RoadProblem, visits: NDArray[np.int64]) -> dict[str, Any]:
    """Return what is known of each node, behind the base."""
    tables = problem.tables
    batch, delivers = visits // 2, visits % 2
    sets = tables["windows"]
    hours = [sets[w][0] for w in tables["a_window"][visits]]
    mate = _mates(visits)
    ends = mate[1:] > 0
    sign = 1 - 2 * delivers if _is_paired(problem, visits) else np.ones_like(visits)
    load = tables["s_load"][batch] * sign[:, None]

    def with_base(values: Sequence[int] | NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([[0], np.array(values, np.int64)])

    return {
        "early": with_base([low for low, _ in hours]),
        "late": with_base([min(high, FAR) for _, high in hours]),
        # What is picked up does not hold a tour back.
        "ready": with_base(tables["s_ready"][batch] * delivers * ~ends),
        "load": np.vstack([np.zeros((1, DIMENSIONS), np.int64), load]),
        "mate": mate,
        "penalty": with_base(
            np.where(ends & (delivers == 1), 0, tables["s_penalty"][batch])
        ).astype(np.float64),
    }


def _mates(visits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the other end of each node, behind the base; 0 where that is the base."""
    batch = visits // 2
    mate = np.zeros(len(visits) + 1, np.int64)
    picks = np.flatnonzero(batch[:-1] == batch[1:]) + 1
    mate[picks], mate[picks + 1] = picks + 1, picks
    return mate


def types_of(
    problem: RoadProblem, heads: NDArray[Any], visits: NDArray[np.int64], base: int
) -> dict[str, NDArray[Any]]:
    """Return limits and prices of each type."""
    tables = problem.tables

    def of(name: str) -> NDArray[np.int64]:
        return np.minimum(tables[name][heads], FAR).astype(np.int64)

    opens = [tables["windows"][w][0] for w in tables["v_open"][heads]]
    reload = of("v_reload")
    early = np.maximum(of("v_early"), [low for low, _ in opens])
    last = of("v_late")
    if (problem.tables["s_to"][visits // 2] == base).any():
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
        # From UNREACHABLE on there is no way.
        "most_metres": np.minimum(of("v_max_metres"), UNREACHABLE - 1),
        "reload": reload,
        "most_tours": of("v_max_tours"),
    }


def _legs(
    problem: RoadProblem, heads: NDArray[Any], visits: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """Return distances and times between nodes, who may serve them, who is near."""
    tables = problem.tables
    base = tables["v_start"][:1]
    sites = np.concatenate([base, tables["a_site"][visits]])
    setup = tables["setup"][sites]
    work = np.concatenate([[0], tables["a_duration"][visits]])
    moved = sites[:, None] != sites[None, :]
    # A halt has its setup once: it is added where the vehicle drives on.
    leaving = work[:, None] + setup[:, None] * moved
    leaving[0] = 0
    metres = np.stack([m[np.ix_(sites, sites)] for m in tables["metres"]])
    seconds = np.stack([m[np.ix_(sites, sites)] for m in tables["seconds"]])
    drivable = (metres < UNREACHABLE) & (seconds < UNREACHABLE)
    profile = tables["v_profile"][heads].astype(np.int64)
    reach = drivable[:, 0, :] & drivable[:, :, 0]
    allowed = np.ones((len(heads), len(sites)), np.uint8)
    allowed[:, 1:] = tables["s_allowed"][visits // 2][:, heads].T
    allowed &= reach[profile].astype(np.uint8)
    mate = _mates(visits)
    allowed &= np.where(mate > 0, allowed[:, mate], 1)
    return {
        "metres": np.ascontiguousarray(metres, np.int32),
        "seconds": np.ascontiguousarray(seconds + leaving, np.int32),
        "profile": profile,
        "allowed": allowed,
        "near": nearest(metres),
    }


def nearest(metres: NDArray[Any]) -> NDArray[np.int32]:
    """Return the nearest other nodes of each, by the profile where they are nearest.

    ``metres`` is (profiles, nodes, nodes), from UNREACHABLE on no way; the base, node
    0, is near nobody.
    """
    apart = np.minimum(metres.min(axis=0), UNREACHABLE).astype(np.int64)
    apart = apart + apart.T
    np.fill_diagonal(apart, 1 << 60)
    order = np.argsort(apart[1:, 1:], axis=1, kind="stable")[:, :NEIGHBOURS] + 1
    order = order[:, : max(0, len(apart) - 2)]
    none = np.zeros((1, order.shape[1]), np.int64)
    return np.ascontiguousarray(np.vstack([none, order]), np.int32)


def families_of(fields: dict[str, Any]) -> NDArray[np.int64]:
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


def flags_of(fields: dict[str, Any], *, paired: bool) -> NDArray[np.int64]:
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
    one_tour_only = not (hours or tours or paired)
    mix = one_tour_only and len(set(fields["family"].tolist())) < len(fields["fixed"])
    flags = np.zeros(FLAGS, np.int64)
    flags[:6] = (times, ready, tours, hours, mix, paired)
    return flags


def draft_of(model: Model, found: Undo) -> Draft:
    """Return kept routes as a draft."""
    routes = model.routes_of(found)
    return Draft(routes=routes, uses=[[] for _ in routes])
