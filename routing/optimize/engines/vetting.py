"""What comes back from an engine: its form first, then every rule of the road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routing.optimize.routes import SEPARATOR, served_by, without
from routing.optimize.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.optimize.annealer import MetRoutes
    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes, Times

    from .part import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """Routes of a part that keep every rule, docks aside, each by itself.

    Parameters
    ----------
    routes
        One per vehicle of the part.
    cents
        What each costs, penalties of its halts included; 0 for an empty one.
    left
        Shipments of the part that no route carries, in ascending order.
    malformed
        What is wrong with the form of the first route that was refused, or "".
    broken
        How many routes broke a rule; they are shortened until they keep it.
    """

    routes: Routes
    cents: tuple[int, ...]
    left: tuple[int, ...]
    malformed: str
    broken: int


class Vetting:
    """Looks through the routes that engines propose for parts of one problem."""

    def __init__(self, problem: RoadProblem) -> None:
        self._problem = problem
        self._simulator = Simulator(problem)

    def vet(self, part: Part, routes: object) -> Vetted:
        """Return what holds of routes proposed for a part."""
        kept: Routes = [[] for _ in part.vehicles]
        cents = [0] * len(kept)
        malformed, broken = "", 0
        if not isinstance(routes, list) or len(routes) != len(kept):
            malformed = f"Expected {len(kept)} routes."
            routes = []
        seen: set[int] = set()
        for v, route in enumerate(routes):
            fault = self._fault(part, v, route, seen)
            if fault:
                malformed = malformed or fault
                continue
            seen.update(a for a in route if a >= 0)
            held = self._holding(part, v, route)
            broken += len(held) < len(route)
            kept[v] = held
            cents[v] = (self.cents(part, v, held) or 0) if held else 0
        served = {k for route in kept for k in served_by(route)}
        return Vetted(
            routes=kept,
            cents=tuple(cents),
            left=tuple(sorted(set(part.shipments) - served)),
            malformed=malformed,
            broken=broken,
        )

    def vet_met(self, part: Part, met: object) -> MetRoutes:
        """Return the routes met that hold, for the pool; the others are left out."""
        found: MetRoutes = []
        for pair in met if isinstance(met, tuple) else ():
            if not isinstance(pair, tuple) or len(pair) != len(("car", "route")):
                continue
            v, entries = pair
            if not isinstance(v, int) or not 0 <= v < len(part.vehicles):
                continue
            if self._fault(part, v, list(entries), set()) or not entries:
                continue
            cents = self.cents(part, v, entries)
            if cents is not None:
                times = self._times(part, entries)
                found.append((part.vehicles[v], tuple(entries), times, cents))
        return found

    def cents(self, part: Part, v: int, entries: Sequence[int]) -> int | None:
        """Return the cents of a route of a part, None where it breaks a rule."""
        times = self._times(part, entries)
        return self._simulator.cents_alone(part.vehicles[v], entries, times)

    def _times(self, part: Part, entries: Sequence[int]) -> Times:
        if not part.times or not self._problem.has_ways:
            return ()
        known = dict(zip(part.shipments, part.times, strict=True))
        return tuple(known[k] for k in served_by(entries))

    def _holding(self, part: Part, v: int, route: list[int]) -> list[int]:
        """Return a route, or of one that breaks a rule what can stay of it."""
        if not route or self.cents(part, v, route) is not None:
            return route
        order = list(dict.fromkeys(a // 2 for a in route if a >= 0))
        gone = set(order)
        held: list[int] = []
        for k in order:
            longer = without(route, gone - {k})
            if self.cents(part, v, longer) is not None:
                gone.discard(k)
                held = longer
        return held

    def _fault(self, part: Part, v: int, route: Any, seen: set[int]) -> str:  # noqa: ANN401
        """Return what is wrong with the form of a route, or ""."""
        name = f"Route of vehicle {part.vehicles[v]}"
        if not isinstance(route, list) or not all(type(a) is int for a in route):
            return f"{name}: expected a list of integers."
        visits = [a for a in route if a != SEPARATOR]
        strange = sorted({a // 2 for a in visits} - set(part.shipments))
        if strange:
            return f"{name}: shipment {strange[0]} is none of the part."
        twice = sorted(a for a in visits if a in seen or visits.count(a) > 1)
        if twice:
            return f"{name}: visit {twice[0]} comes twice."
        allowed = self._problem.tables["s_allowed"]
        barred = [a for a in visits if not allowed[a // 2, part.vehicles[v]]]
        if barred:
            return f"{name}: shipment {barred[0] // 2} is not for it."
        tours = _tours(route)
        if route and not all(tours):
            return f"{name}: a tour without a visit."
        return self._unpaired(name, part.vehicles[v], tours)

    def _unpaired(self, name: str, vehicle: int, tours: list[list[int]]) -> str:
        """Return the first shipment of which a tour lacks a visit, or ""."""
        t = self._problem.tables
        for tour in tours:
            for a in tour:
                k, delivery = divmod(a, 2)
                base, end = ("v_start", "s_from") if delivery else ("v_end", "s_to")
                if t[end][k] != t[base][vehicle] and a ^ 1 not in tour:
                    return f"{name}: shipment {k} lacks a visit in its tour."
        return ""


def _tours(route: Sequence[int]) -> list[list[int]]:
    tours: list[list[int]] = [[]]
    for a in route:
        if a == SEPARATOR:
            tours.append([])
        else:
            tours[-1].append(a)
    return tours
