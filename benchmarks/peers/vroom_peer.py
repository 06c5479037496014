"""VROOM (pyvroom): stops are jobs, pairs are shipments; it ends by itself.

It loads everything when a vehicle starts, so a vehicle makes one tour and leaves
when the last goods are ready. It knows hours and driving time, but not the
time on the road: hours are cut where every stop still opens within them.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import vroom

from . import limits
from .model import RoadModel, no_routes
from .peer import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from routing.optimize.engines.ortools_stops import Stop
    from routing.optimize.road import RoadProblem

    from .model import Windows
    from .peer import Order

EXPLORATION = 5
"""The most thorough of its levels."""

MOST = 2**32 - 1
"""It counts costs in 32 bits, also the bound of a whole solution that it checks."""

FINEST = 100
"""Units of its cost per cent at most."""

LEFT_OUT = (
    limits.SEVERAL_TOURS, limits.RELEASES, limits.DURATION, limits.APART,
    limits.DOCKS, limits.USUAL, limits.PAUSES, limits.CHARGES, limits.LOCKS,
    limits.WAYS, limits.BANS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VroomPeer:
    """VROOM on the highest level of exploration."""

    name: str = "VROOM"
    package: str = "pyvroom"
    varies: bool = False

    def not_expressed(self, problem: RoadProblem) -> tuple[str, ...]:
        """Name what of a problem its model leaves out."""
        return limits.told(problem, LEFT_OUT)

    def essence(self, problem: RoadProblem) -> str:
        """Name what no answer of one tour per vehicle can do without."""
        missing = {limits.SEVERAL_TOURS, limits.RELEASES} & limits.present(problem)
        if not missing or _one_tour_will_do(RoadModel(problem)):
            return ""
        return ", ".join(name for name in LEFT_OUT if name in missing)

    def search(self, problem: RoadProblem, order: Order) -> Answer:
        """Build the model, search, and tell the routes."""
        model = RoadModel(problem)
        given = _Input(model).build()
        order.began()
        found = given.solve(
            exploration_level=EXPLORATION,
            nb_threads=order.cores,
            timeout=dt.timedelta(seconds=order.seconds),
        )
        routes = no_routes(model)
        for route in found.to_dict()["routes"]:
            routes[route["vehicle"]] = _entries(model, route["steps"])
        return Answer(routes=routes)


def _one_tour_will_do(model: RoadModel) -> bool:
    """Whether vehicles hold all goods at once and reach all places afterwards."""
    t = model.tables
    loads = np.array([model.load(s.load) for s in model.stops if s.delivery], np.int64)
    rooms = np.array([model.room(v) for v in range(model.vehicles)], np.int64)
    if model.dimensions and loads.size and (loads.sum(0) > rooms.sum(0)).any():
        return False
    legs = t["seconds"].min(0)
    return all(
        model.last_ready + int(legs[stop.far, stop.site])
        <= model.windows(stop.window)[-1][1]
        for stop in model.stops
        if stop.delivery
    )


class _Input:
    """A road model as VROOM's input."""

    def __init__(self, model: RoadModel) -> None:
        self._model = model
        self._skills: dict[tuple[int, ...], int] = {}
        self._everyone = tuple(range(model.vehicles))
        self._lowest = min((_grade(s) for s in model.stops), default=0)

    def build(self) -> Any:  # noqa: ANN401
        given = vroom.Input()
        model = self._model
        cents = [model.cents(style) for style in model.styles]
        scale = self._scale(cents)
        for number, style in enumerate(model.styles):
            name = str(number)
            # Beyond its horizon a road is closed, and still small.
            late = np.minimum(model.seconds(style), 2 * model.horizon + 1)
            given.set_durations_matrix(name, late)
            given.set_distances_matrix(name, model.metres(style))
            costs = np.nan_to_num(cents[number], nan=np.nanmax(cents[number]))
            given.set_costs_matrix(name, np.floor(costs * scale + 0.5))
        given.add_job([self._job(n, stop) for n, stop in enumerate(model.stops)])
        given.add_job([self._shipment(k) for k in model.pairs])
        given.add_vehicle([self._vehicle(v, scale) for v in self._everyone])
        return given

    def _scale(self, cents: Sequence[NDArray[np.float64]]) -> float:
        """Return units of cost per cent: so many that all sums still fit.

        A whole number where it can be, so that whole cents stay in proportion.
        """
        model = self._model
        arcs = len(model.stops) + 2 * len(model.pairs) + 2 * model.vehicles
        dearest = max(float(np.nanmax(table)) for table in cents) * (arcs + 1)
        fixed = int(model.tables["v_fixed"].max())
        scale = min(FINEST, MOST / max(1.0, dearest, fixed))
        return math.floor(scale) if scale >= 1 else scale

    def _job(self, number: int, stop: Stop) -> Any:  # noqa: ANN401
        load = vroom.Amount(self._model.load(stop.load))
        return vroom.Job(
            number,
            location=stop.site,
            default_setup=int(self._model.tables["setup"][stop.site]),
            default_service=stop.work,
            **{"delivery" if stop.delivery else "pickup": load},
            skills=self._skill(self._model.servants_of(stop)),
            priority=min(100, 10 * (_grade(stop) - self._lowest)),
            time_windows=_windows(self._model.windows(stop.window)),
        )

    def _shipment(self, pair: int) -> Any:  # noqa: ANN401
        t, model = self._model.tables, self._model
        steps = [
            vroom.ShipmentStep(
                pair,
                location=int(t["a_site"][visit]),
                default_setup=int(t["setup"][t["a_site"][visit]]),
                default_service=int(t["a_duration"][visit]),
                time_windows=_windows(windows),
            )
            for visit, windows in zip(
                (2 * pair, 2 * pair + 1), model.pair_windows(pair), strict=True
            )
        ]
        return vroom.Shipment(
            steps[0],
            steps[1],
            amount=vroom.Amount(model.load(t["s_load"][pair])),
            skills=self._skill(model.carriers_of(pair)),
        )

    def _skill(self, vehicles: tuple[int, ...]) -> set[int]:
        """Return the skill that these vehicles and no others have."""
        if vehicles == self._everyone:
            return set()
        return {self._skills.setdefault(vehicles, len(self._skills))}

    def _vehicle(self, v: int, scale: float) -> Any:  # noqa: ANN401
        model, t = self._model, self._model.tables
        hours = model.hours(v)
        leave = max(hours.leave, model.last_ready)
        cut = leave + hours.longest
        whole = cut >= hours.back or not self._all_open_by(v, cut)
        reach = model.reach(v)
        return vroom.Vehicle(
            v,
            start=int(t["v_start"][v]),
            end=int(t["v_end"][v]),
            profile=str(model.styles.index(model.style(v))),
            capacity=model.room(v),
            skills={n for who, n in self._skills.items() if v in who},
            time_window=(leave, max(leave, hours.back if whole else cut)),
            breaks=[
                vroom.Break(n, time_windows=[vroom.TimeWindow(*at)], service=length)
                for n, (length, *at) in enumerate(model.breaks(v))
            ],
            costs=vroom.VehicleCosts(fixed=math.floor(t["v_fixed"][v] * scale)),
            max_travel_time=max(0, hours.longest),
            **({} if reach is None else {"max_distance": reach}),
        )

    def _all_open_by(self, v: int, end: int) -> bool:
        """Whether every stop of vehicle ``v`` can be served, and left, by then."""
        t = self._model.tables
        home = t["seconds"][t["v_profile"][v], :, t["v_end"][v]]
        return (
            all(
                self._model.windows(stop.window)[0][0]
                + stop.work
                + int(home[stop.site])
                <= end
                for stop in self._model.stops
                if v in stop.vehicles
            )
            and not self._model.pairs
        )


def _grade(stop: Stop) -> int:
    """Return the digits of what an item left behind weighs."""
    return len(str(stop.penalty // max(1, stop.load[1])))


def _windows(windows: Windows) -> Iterable[Any]:
    return [vroom.TimeWindow(*window) for window in windows]


def _entries(model: RoadModel, steps: Sequence[dict[str, Any]]) -> list[int]:
    """Return the visits of a route's steps."""
    entries: list[int] = []
    for step in steps:
        if step["type"] == "job":
            entries += model.stops[step["id"]].visits
        elif step["type"] in ("pickup", "delivery"):
            entries.append(2 * step["id"] + (step["type"] == "delivery"))
    return entries
