"""Seconds, metres and cost between the nodes of an OR-Tools model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.kernel.data import DIMENSIONS

from .ortools_nodes import Kind, Node, Nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

UNITS_PER_CENT = 100
"""The model's cost unit is a hundredth of a cent."""

MICRO_KM = 10_000_000
"""Metres times micro-yuan per km, divided by this, are cents."""

MICRO_HOUR = 36_000_000
"""Seconds times micro-yuan per hour, divided by this, are cents."""

FORBIDDEN = 1 << 29
"""Seconds of an arc that no route may use: beyond any horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What decides a vehicle's seconds and metres between nodes."""

    profile: int
    start: int
    source: int
    handling: int


def style_of(tables: Mapping[str, Any], nodes: Nodes, v: int) -> Style:
    """Return the style of a vehicle."""
    start, source = int(tables["v_start"][v]), nodes.sources[v]
    return Style(
        profile=int(tables["v_profile"][v]),
        start=start,
        source=source,
        handling=0 if start == source else _handling(tables, nodes, v),
    )


def _handling(tables: Mapping[str, Any], nodes: Nodes, v: int) -> int:
    """Return seconds of taking on a full load away from the base.

    What a tour takes on there is not known at its first stop: a full load is
    assumed, rather than too little time.
    """
    here = [s for s in nodes.stops if s.delivery and v in s.vehicles]
    here = [s for s in here if s.far == nodes.sources[v]]
    loads = np.array([s.load for s in here], np.int64).reshape(-1, DIMENSIONS).sum(0)
    filled = loads > 0
    share = (tables["v_cap"][v][filled] / loads[filled]).min(initial=1.0)
    return int(share * sum(s.far_work for s in here))


class Matrices:
    """Matrices over all nodes by style of vehicle, made when asked for.

    Parameters
    ----------
    tables
        Named arrays of the road problem.
    nodes
        Node layout of the model, n nodes.
    """

    def __init__(self, tables: Mapping[str, Any], nodes: Nodes) -> None:
        self._tables = tables
        self._nodes = nodes
        self._kinds = np.array([n.kind for n in nodes.nodes], np.int64)
        self._sites = np.array([n.site for n in nodes.nodes], np.int64)

    def seconds(self, style: Style) -> NDArray[np.int64]:
        """Return work at a node plus travel to the next, int64 (n, n).

        A halt's set-up is charged when its site is left.
        """
        travel = self._travel("seconds", style, leaving=True)
        travel += np.array(self.node_work(), np.int64)[:, None]
        return self._without_empty(travel, FORBIDDEN)

    def driving(self, style: Style) -> NDArray[np.int64]:
        """Return seconds of travel from node to node, int64 (n, n)."""
        return self._without_empty(self._travel("seconds", style, leaving=False), 0)

    def metres(self, style: Style) -> NDArray[np.int64]:
        """Return metres from node to node, int64 (n, n)."""
        return self._without_empty(self._travel("metres", style, leaving=False), 0)

    def cost(self, style: Style, km: int, hour: int) -> NDArray[np.int64]:
        """Return cost units from node to node, int64 (n, n).

        ``km`` and ``hour`` are micro-yuan; work is paid as travel is, waiting
        is not seen.
        """
        units: NDArray[np.int64] = (
            self.seconds(style) * hour // (MICRO_HOUR // UNITS_PER_CENT)
        )
        units += self.metres(style) * km // (MICRO_KM // UNITS_PER_CENT)
        return units

    def far_seconds(self, style: Style) -> int:
        """Return the seconds between leaving the base and leaving the source."""
        if style.start == style.source:
            return 0
        seconds = self._tables["seconds"][style.profile]
        setup = self._tables["setup"][style.source]
        leg = int(seconds[style.start, style.source])
        return leg + int(setup) + style.handling

    def node_work(self) -> list[int]:
        """Return seconds of work at each node, without set-up."""
        return [
            node.work + (stop.work if stop else 0) for node, stop in self._with_stops()
        ]

    def _with_stops(self) -> list[tuple[Node, Any]]:
        stops = self._nodes.stops
        missing = len(self._nodes.nodes) - len(stops)
        return list(zip(self._nodes.nodes, [*stops, *[None] * missing], strict=True))

    def _travel(self, name: str, style: Style, *, leaving: bool) -> NDArray[np.int64]:
        """Return a travel table over the nodes, tours by way of the source."""
        table = self._tables[name][style.profile].astype(np.int64)
        if leaving:
            setup = self._tables["setup"].astype(np.int64)
            away = ~np.eye(len(table), dtype=bool)
            halt = table + setup[:, None] * away
        else:
            halt = table
        full: NDArray[np.int64] = halt[np.ix_(self._sites, self._sites)]
        for i in np.flatnonzero(self._kinds != Kind.STOP).tolist():
            site = self._sites[i]
            full[i] = table[site, self._sites]
            if style.source not in (style.start, site):
                full[i] = table[site, style.source] + halt[style.source, self._sites]
                full[i] += style.handling if leaving else 0
        return full

    def _without_empty(
        self, table: NDArray[np.int64], forbidden: int
    ) -> NDArray[np.int64]:
        """Let an empty last tour cost nothing, and forbid other empty tours.

        A loading that may stand unused before the end lets local search open a
        tour by putting one stop behind it; elsewhere it would be used up by a
        first solution that goes for the cheapest arc.
        """
        starts, reloads = self._kinds == Kind.START, self._kinds == Kind.RELOAD
        ends = self._kinds == Kind.END
        table[np.ix_(starts | reloads, reloads)] = forbidden
        table[np.ix_(starts | reloads, ends)] = 0
        np.fill_diagonal(table, 0)
        return table
