"""The stops of an OR-Tools model: shipments that are served as one.

OR-Tools asks for one node per stop, whoever serves it, but whether a shipment
needs a visit where it starts or where it ends hangs on the vehicle's base. So
a shipment has up to two stops, of which at most one is served: a *delivery* by
vehicles that load it before the tour, a *pick-up* by vehicles that unload it
after the tour. Shipments that no tour loads first or unloads last (pairs of
visits within a tour) are left to the exact search.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

GROUP_SHARE = 0.5
"""Shipments of one site are one stop up to this share of a usual vehicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Shipments that one halt hands over or takes on together.

    Parameters
    ----------
    shipments
        Their numbers, in the order in which they stand in a route.
    delivery
        True when they are loaded before the tour, False when unloaded after.
    choice
        Stops of one choice exclude each other.
    site, far
        Where the halt is, and where the goods are loaded (or unloaded).
    work, far_work
        Seconds of handling there, without set-up.
    load
        Grams, items, bags and cm3 by temperature.
    ready
        When the goods can leave ``far``; 0 for pick-ups (their window says it).
    window, goods
        Numbers of the window set and of the set of hostile classes.
    lock, rank
        Ordered lock and place in it, or -1.
    penalty
        Cents of leaving all of it behind.
    vehicles
        Vehicles that may serve it this way.
    """

    shipments: tuple[int, ...]
    delivery: bool
    choice: int
    site: int
    far: int
    work: int
    far_work: int
    load: tuple[int, ...]
    ready: int
    window: int
    goods: int
    lock: int
    rank: int
    penalty: int
    vehicles: tuple[int, ...]

    @property
    def visits(self) -> list[int]:
        """Entries of a route."""
        return [2 * k + int(self.delivery) for k in self.shipments]

    @property
    def far_visits(self) -> list[int]:
        """Entries at the other end, for vehicles that have no base there."""
        return [2 * k + int(not self.delivery) for k in self.shipments]


def loading_sites(tables: Mapping[str, Any]) -> list[int]:
    """Return where each vehicle loads: where most of what it may carry starts.

    A vehicle whose base is elsewhere drives there first in every tour, and then
    carries nothing from its base: those bags would wait for two places.
    """
    sources = []
    for v, start in enumerate(tables["v_start"].tolist()):
        origins = tables["s_from"][tables["s_allowed"][:, v] > 0]
        counts = np.bincount(origins, minlength=len(tables["setup"]))
        best = int(counts.argmax())
        sources.append(best if counts[best] > max(1, counts[start]) else start)
    return sources


def build_stops(
    problem: RoadProblem, sources: Sequence[int], start: Routes | None, seed: int
) -> list[Stop]:
    """Return the stops of a model, in an order that follows from ``seed``.

    Shipments that ``start`` serves at different places of its routes stay
    apart, so that it can be written in these stops.
    """
    tables = problem.tables
    places = _places(start or [])
    forms = _Forms(tables, sources)
    bins: dict[tuple[object, ...], list[list[int]]] = {}
    room = np.median(tables["v_cap"], axis=0) * GROUP_SHARE if forms.vehicles else []
    for k in range(len(tables["s_from"])):
        chunks = bins.setdefault((forms.key(k), places.get(k)), [])
        load = tables["s_load"][chunks[-1]].sum(0) if chunks else 0
        if chunks and (load + tables["s_load"][k] <= room).all():
            chunks[-1].append(k)
        else:
            chunks.append([k])
    groups = [chunk for chunks in bins.values() for chunk in chunks]
    stops = [s for n, g in enumerate(groups) for s in forms.stops(g, n)]
    if seed:
        random.Random(seed).shuffle(stops)
    return stops


def _places(routes: Routes) -> dict[int, tuple[int, int]]:
    """Return where each shipment stands: the vehicle and the halt's number."""
    places: dict[int, tuple[int, int]] = {}
    for v, route in enumerate(routes):
        tour = 0
        for entry in route:
            if entry < 0:
                tour += 1
            else:
                places[entry // 2] = (v, tour)
    return places


class _Forms:
    """How each shipment can be served: the vehicles of either form."""

    def __init__(self, tables: Mapping[str, Any], sources: Sequence[int]) -> None:
        self.tables = tables
        self.vehicles = len(sources)
        allowed = tables["s_allowed"] > 0
        fits = (tables["s_load"][:, None, :] <= tables["v_cap"][None]).all(2)
        origin, end = tables["s_from"][:, None], tables["s_to"][:, None]
        first = origin == np.array(sources, int)
        self.deliver: NDArray[np.bool_] = allowed & fits & first
        self.pick: NDArray[np.bool_] = allowed & fits & ~first
        self.pick &= end == tables["v_end"]

    def key(self, k: int) -> tuple[object, ...]:
        """Return what shipments of one stop have in common."""
        t = self.tables
        names = ("s_from", "s_to", "s_class", "s_lock", "s_rank")
        # Priorities differ tenfold: what is dear does not wait for what is cheap.
        grade = len(str(int(t["s_penalty"][k]) // max(1, int(t["s_load"][k, 1]))))
        return (
            *(int(t[name][k]) for name in names),
            int(t["a_window"][2 * k + 1]) if self.deliver[k].any() else -1,
            int(t["a_window"][2 * k]) if self.pick[k].any() else -1,
            self.deliver[k].tobytes(),
            self.pick[k].tobytes(),
            grade,
        )

    def stops(self, group: Sequence[int], choice: int) -> list[Stop]:
        """Return the stops of a group: none, one or two forms."""
        forms = ((True, self.deliver), (False, self.pick))
        return [
            self._stop(group, choice, vehicles, delivery=delivery)
            for delivery, table in forms
            if (vehicles := tuple(np.flatnonzero(table[group[0]]).tolist()))
        ]

    def _stop(
        self,
        group: Sequence[int],
        choice: int,
        vehicles: tuple[int, ...],
        *,
        delivery: bool,
    ) -> Stop:
        t = self.tables
        near = [2 * k + int(delivery) for k in group]
        far = [2 * k + int(not delivery) for k in group]
        return Stop(
            shipments=tuple(group),
            delivery=delivery,
            choice=choice,
            site=int(t["a_site"][near[0]]),
            far=int(t["a_site"][far[0]]),
            work=int(t["a_duration"][near].sum()),
            far_work=int(t["a_duration"][far].sum()),
            load=tuple(t["s_load"][list(group)].sum(0).tolist()),
            ready=int(t["s_ready"][list(group)].max()) if delivery else 0,
            window=int(t["a_window"][near[0]]),
            goods=int(t["s_class"][group[0]]),
            lock=int(t["s_lock"][group[0]]),
            rank=int(t["s_rank"][group[0]]),
            penalty=int(t["s_penalty"][list(group)].sum()),
            vehicles=vehicles,
        )
