"""The nodes of an OR-Tools model: stops, loadings between tours, bases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.kernel.data import DIMENSIONS

from .ortools_stops import Stop, build_stops, loading_sites

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

MAX_RELOADS = 5
"""Further tours of one vehicle that a model offers at most."""


class Kind(IntEnum):
    """What a node is."""

    STOP = 0
    RELOAD = 1
    START = 2
    END = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place in a route: its site, and seconds of work that are no handling."""

    kind: Kind
    site: int
    work: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """A loading between two tours of one vehicle, after a charge or without."""

    vehicle: int
    charges: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Nodes in model order: stops, reloads, then bases.

    Parameters
    ----------
    nodes
        All of them.
    stops, reloads
        What the first nodes stand for.
    starts, ends
        Node number per vehicle.
    sources
        Site per vehicle where its tours load, the start site for most.
    ranged
        Per vehicle: its range limits a tour rather than the day.
    """

    nodes: tuple[Node, ...]
    stops: tuple[Stop, ...]
    reloads: tuple[Reload, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sources: tuple[int, ...]
    ranged: tuple[bool, ...]


def build_nodes(problem: RoadProblem, start: Routes | None, seed: int) -> Nodes:
    """Lay out the nodes of a model; ``seed`` decides their order."""
    tables = problem.tables
    sources = loading_sites(tables)
    stops = build_stops(problem, sources, start, seed)
    ranged = _ranged(tables)
    reloads = _reloads(tables, stops, ranged, start)
    nodes = [Node(kind=Kind.STOP, site=s.site) for s in stops]
    nodes += [_reload_node(tables, r) for r in reloads]
    numbers: dict[Node, int] = {}
    starts: list[int] = []
    ends: list[int] = []
    for v, work in enumerate(tables["v_reload"].tolist()):
        first = Node(kind=Kind.START, site=int(tables["v_start"][v]), work=work)
        last = Node(kind=Kind.END, site=int(tables["v_end"][v]))
        for node, places in ((first, starts), (last, ends)):
            places.append(numbers.setdefault(node, len(nodes) + len(numbers)))
    return Nodes(
        nodes=(*nodes, *numbers),
        stops=tuple(stops),
        reloads=tuple(reloads),
        starts=tuple(starts),
        ends=tuple(ends),
        sources=tuple(sources),
        ranged=tuple(ranged),
    )


def _reload_node(tables: Mapping[str, Any], reload: Reload) -> Node:
    v = reload.vehicle
    work = int(tables["v_reload"][v])
    if reload.charges:
        work += int(tables["v_recharge"][v])
    return Node(kind=Kind.RELOAD, site=int(tables["v_start"][v]), work=work)


def farthest_metres(tables: Mapping[str, Any]) -> list[int]:
    """Return metres that each vehicle cannot exceed in its longest day."""
    fastest = []
    for metres, seconds in zip(tables["metres"], tables["seconds"], strict=True):
        driven = seconds > 0
        fastest.append((metres[driven] / seconds[driven]).max(initial=0.0))
    hours = np.minimum(tables["v_max_duration"], tables["v_late"] - tables["v_early"])
    return [
        int(fastest[p] * max(0, h)) + 1
        for p, h in zip(tables["v_profile"].tolist(), hours.tolist(), strict=True)
    ]


def _ranged(tables: Mapping[str, Any]) -> list[bool]:
    most = np.minimum(farthest_metres(tables), tables["v_max_metres"])
    return [bool(r < m) for r, m in zip(tables["v_range"], most, strict=True)]


def _reloads(
    tables: Mapping[str, Any],
    stops: list[Stop],
    ranged: list[bool],
    start: Routes | None,
) -> list[Reload]:
    """Offer each vehicle the loadings that the day may need, and one more."""
    total = np.array([s.load for s in stops], np.int64).reshape(-1, DIMENSIONS).sum(0)
    room = np.maximum(1, tables["v_cap"].astype(float).sum(0))
    need = int(np.ceil((total / room).max(initial=0.0)))
    offered = []
    for v, tours in enumerate(tables["v_max_tours"].tolist()):
        given = start[v].count(-1) if start else 0
        count = min(tours - 1, max(given, min(need, MAX_RELOADS)))
        plain = [Reload(vehicle=v, charges=False)] * count
        charged = ranged[v] and int(tables["v_charger"][v]) >= 0
        offered += plain + [Reload(vehicle=v, charges=True)] * (count * charged)
    return offered
