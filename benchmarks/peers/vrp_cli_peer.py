"""vrp-cli in its pragmatic format, with matrices of our own.

Whole routes leave when the last goods are ready; further tours are reloads. What
it reports of its generations becomes the curve.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import vrp_cli

from routing.optimize.kernel.data import FAR

from . import limits
from .model import RoadModel, no_routes
from .peer import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.optimize.engines.ortools_stops import Stop
    from routing.optimize.road import RoadProblem

    from .model import Style, Windows
    from .peer import Curve, Order

MIDNIGHT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CENTS = 100.0
"""Costs are told in yuan."""

MOST_RELOADS = 5
"""Further tours that a vehicle is offered, as many as OR-Tools gets."""

# Without a third it panics where two solutions cost the same (1.22.1).
OBJECTIVES = [
    [{"type": "minimize-unassigned"}],
    [{"type": "minimize-cost"}],
    [{"type": "minimize-tours"}],
]
LEFT_OUT = (
    limits.RELEASES, limits.APART, limits.DOCKS, limits.USUAL, limits.PAUSES,
    limits.CHARGES, limits.LOCKS, limits.WAYS, limits.BANS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VrpCliPeer:
    """reinterpretcat's solver as it comes."""

    name: str = "vrp-cli"
    package: str = "vrp-cli"
    varies: bool = True

    def not_expressed(self, problem: RoadProblem) -> tuple[str, ...]:
        """Name what of a problem its model leaves out."""
        return limits.told(problem, LEFT_OUT)

    def essence(self, problem: RoadProblem) -> str:
        """Name releases that hours after the last of them cannot do without."""
        if limits.RELEASES not in limits.present(problem):
            return ""
        model = RoadModel(problem)
        legs = model.tables["seconds"].min(0)
        reached = all(
            model.last_ready + int(legs[stop.far, stop.site])
            <= model.windows(stop.window)[-1][1]
            for stop in model.stops
            if stop.delivery
        )
        return "" if reached else limits.RELEASES

    def search(self, problem: RoadProblem, order: Order) -> Answer:
        """Build the model, search, and tell the routes."""
        model = RoadModel(problem)
        text = json.dumps(pragmatic(model))
        matrices = [
            json.dumps(_matrix(model, number, style))
            for number, style in enumerate(model.styles)
        ]
        config = json.dumps(_config(order))
        order.began()
        found = json.loads(vrp_cli.solve_pragmatic(text, matrices, config))
        routes = no_routes(model)
        for tour in found.get("tours", ()):
            routes[int(tour["vehicleId"])] = _entries(model, tour)
        return Answer(routes=routes, curve=_curve(found))


def pragmatic(model: RoadModel) -> dict[str, Any]:
    """Return a road problem in the pragmatic format."""
    return {
        "plan": {
            "jobs": [_job(model, n, stop) for n, stop in enumerate(model.stops)]
            + [_pair(model, k) for k in model.pairs]
        },
        "fleet": {
            "vehicles": [_vehicles(model, alike) for alike in model.types],
            "profiles": [{"name": str(n)} for n in range(len(model.styles))],
        },
        "objectives": OBJECTIVES,
    }


def _job(model: RoadModel, number: int, stop: Stop) -> dict[str, Any]:
    place = _place(stop.site, stop.work, model.windows(stop.window))
    task = {"places": [place], "demand": _demand(model, stop.load)}
    kind = "deliveries" if stop.delivery else "pickups"
    return {
        "id": str(number),
        kind: [task],
        **_skills(model, model.servants_of(stop)),
    }


def _pair(model: RoadModel, pair: int) -> dict[str, Any]:
    t = model.tables
    demand = _demand(model, t["s_load"][pair])
    tasks = [
        {
            "places": [
                _place(int(t["a_site"][visit]), int(t["a_duration"][visit]), windows)
            ],
            "demand": demand,
        }
        for visit, windows in zip(
            (2 * pair, 2 * pair + 1), model.pair_windows(pair), strict=True
        )
    ]
    return {
        "id": f"pair {pair}",
        "pickups": tasks[:1],
        "deliveries": tasks[1:],
        **_skills(model, model.carriers_of(pair)),
    }


def _demand(model: RoadModel, load: Any) -> list[int]:  # noqa: ANN401
    # A job of no demand at all is refused.
    return model.load(load) or [1]


def _place(site: int, work: int, windows: Windows) -> dict[str, Any]:
    times = [[_instant(a), _instant(b)] for a, b in windows]
    return {"location": {"index": site}, "duration": work, "times": times}


def _skills(model: RoadModel, vehicles: tuple[int, ...]) -> dict[str, Any]:
    """Return what a vehicle must have: a number that those of one type share."""
    if len(vehicles) == model.vehicles:
        return {}
    may = set(vehicles)
    return {"skills": {"oneOf": [str(a[0]) for a in model.types if a[0] in may]}}


def _vehicles(model: RoadModel, alike: Sequence[int]) -> dict[str, Any]:
    """Return vehicles that are alike as one type of them."""
    v, t = alike[0], model.tables
    hours = model.hours(v)
    leave = max(hours.leave, model.last_ready)
    style = model.style(v)
    limit: dict[str, Any] = {"maxDuration": max(0, hours.longest)}
    reach = model.reach(v)
    if reach is not None:
        limit["maxDistance"] = reach
    start, end = ({"index": int(t[name][v])} for name in ("v_start", "v_end"))
    return {
        "typeId": str(v),
        "vehicleIds": [str(each) for each in alike],
        "profile": {"matrix": str(model.styles.index(style))},
        "costs": {
            "fixed": int(t["v_fixed"][v]) / CENTS,
            # Micro-yuan per km and per hour, as yuan per metre and per second.
            "distance": style.km / 1e9,
            "time": style.hour / 3.6e9,
        },
        "shifts": [
            {
                "start": {"earliest": _instant(leave), "location": start},
                "end": {"latest": _instant(max(leave, hours.back)), "location": end},
                "breaks": [
                    {
                        "time": [_instant(early), _instant(late)],
                        "places": [{"duration": length}],
                        "policy": "skip-if-no-intersection",
                    }
                    for length, early, late in model.breaks(v)
                ],
                "reloads": [{"location": start, "duration": int(t["v_reload"][v])}]
                * _reloads(model, v),
            }
        ],
        "capacity": model.room(v) or [len(model.stops) + len(model.pairs)],
        "skills": [str(v)],
        "limits": limit,
    }


def _reloads(model: RoadModel, v: int) -> int:
    return min(int(model.tables["v_max_tours"][v]) - 1, MOST_RELOADS)


def _matrix(model: RoadModel, number: int, style: Style) -> dict[str, Any]:
    halts, metres = model.halts(style).ravel(), model.metres(style).ravel()
    closed = (metres >= FAR) | (halts >= FAR)
    matrix = {
        "profile": str(number),
        "travelTimes": halts.tolist(),
        "distances": metres.tolist(),
    }
    if closed.any():
        matrix["errorCodes"] = closed.astype(int).tolist()
    return matrix


def _config(order: Order) -> dict[str, Any]:
    return {
        "termination": {"maxTime": max(1, round(order.seconds))},
        "environment": {
            "parallelism": {"numThreadPools": 1, "threadsPerPool": order.cores},
            "logging": {"enabled": False},
        },
        "telemetry": {"metrics": {"enabled": True, "trackPopulation": 100}},
    }


def _instant(seconds: int) -> str:
    moment = MIDNIGHT + dt.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _entries(model: RoadModel, tour: Mapping[str, Any]) -> list[int]:
    """Return the visits of a tour of theirs, cut where it reloads."""
    tours: list[list[int]] = [[]]
    for stop in tour["stops"]:
        for activity in stop["activities"]:
            kind, job = activity["type"], activity["jobId"]
            if kind == "reload":
                tours.append([])
            elif kind in ("pickup", "delivery") and job.startswith("pair "):
                tours[-1].append(2 * int(job[5:]) + (kind == "delivery"))
            elif kind in ("pickup", "delivery"):
                tours[-1] += model.stops[int(job)].visits
    return model.entries(tours)


def _curve(found: Mapping[str, Any]) -> Curve:
    """Return when the cost of the best whole solution fell."""
    metrics = found.get("extras", {}).get("metrics", {})
    curve: list[tuple[float, float]] = []
    for generation in metrics.get("evolution", ()):
        met = [one["fitness"] for one in generation["population"]["individuals"]]
        # In the order of its objectives: jobs left out, then the cost.
        if met and not min(met)[0]:
            cents = min(met)[1] * CENTS
            if not curve or cents < curve[-1][1]:
                curve.append((generation["timestamp"], cents))
    return tuple(curve)
