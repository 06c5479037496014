"""Cost and feasibility of a solution by public transport, from the instance alone.

Cost is what trucks drive and, times a coefficient, what couriers drive; buses are
free. Times are exact: a fifth of the Euclidean distance. Stop capacities were not
binding in what is published; two readings of them are remarks, not faults.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..family import Verdict
from .instance import SPEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .convention import Convention
    from .instance import BusInstance, BusLine

LATE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriage:
    """How a customer's parcel goes: truck, in-stop, run of a line, out-stop."""

    truck: int
    in_stop: str
    line: str
    run: int
    out_stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BusSolution:
    """Trucks as (in-stop, arrival) in order, carriages, and courier tours.

    A tour is an out-stop and its customers in driving order. It leaves at any time
    that is feasible.
    """

    trucks: tuple[tuple[tuple[str, float], ...], ...]
    carriages: Mapping[str, Carriage]
    tours: tuple[tuple[str, tuple[str, ...]], ...]

    def as_json(self) -> dict[str, Any]:
        """Return it in the form that the stand-alone evaluator of the data reads."""
        return {
            "trucks": [
                {"stops": [list(stop) for stop in truck]} for truck in self.trucks
            ],
            "customers": {
                name: {
                    "truck": way.truck,
                    "in": way.in_stop,
                    "line": way.line,
                    "run": way.run,
                    "out": way.out_stop,
                }
                for name, way in self.carriages.items()
            },
            "routes": [
                {"out": stop, "customers": list(customers)}
                for stop, customers in self.tours
            ],
        }


def evaluate(
    instance: BusInstance, convention: Convention, solution: BusSolution
) -> Verdict:
    """Return cost and broken rules of a solution."""
    judge = _Judge(instance, convention, solution)
    faults = tuple(judge.faults())
    remarks = () if faults else tuple(judge.remarks())
    vehicles = len(solution.trucks) + len(solution.tours)
    return Verdict(cost=judge.cost(), vehicles=vehicles, faults=faults, remarks=remarks)


class _Judge:
    def __init__(
        self, instance: BusInstance, convention: Convention, solution: BusSolution
    ) -> None:
        self.instance = instance
        self.convention = convention
        self.solution = solution
        self.lines = {line.name: line for line in instance.lines}

    def cost(self) -> float:
        trucks = sum(
            self._length(["", *(stop for stop, _ in truck), ""])
            for truck in self.solution.trucks
        )
        couriers = sum(
            self._length([stop, *customers, stop])
            for stop, customers in self.solution.tours
        )
        return trucks + self.convention.coefficient * couriers

    def _length(self, path: list[str]) -> float:
        return sum(
            self.convention.length(self.instance.distance(here, there))
            for here, there in pairwise(path)
        )

    def faults(self) -> Iterator[str]:
        yield from self._trucks()
        broken = tuple(self._carriages())
        yield from broken
        yield from self._tours()
        if not broken:
            yield from self._loads()
            for number in range(len(self.solution.tours)):
                yield from self._delivery(number)

    def _trucks(self) -> Iterator[str]:
        most = int(self.instance.parameters["maxTrucks"])
        if len(self.solution.trucks) > most:
            yield f"{len(self.solution.trucks)} trucks of {most}"
        for number, truck in enumerate(self.solution.trucks):
            clock, at, seen = 0.0, "", set()
            for stop, arrival in truck:
                if stop not in self.instance.in_stops:
                    yield f"truck {number}: {stop} is no in-stop"
                    return
                if stop in seen:
                    yield f"truck {number}: {stop} twice"
                clock += SPEED * self.instance.distance(at, stop)
                if arrival < clock - LATE:
                    yield f"truck {number}: at {stop} before {clock:.3f}"
                clock = max(clock, arrival) + self.instance.stops[stop].work
                seen.add(stop)
                at = stop

    def _carriages(self) -> Iterator[str]:
        arrivals = {
            (number, stop): time
            for number, truck in enumerate(self.solution.trucks)
            for stop, time in truck
        }
        for name, customer in self.instance.customers.items():
            way = self.solution.carriages.get(name)
            line = None if way is None else self.lines.get(way.line)
            if way is None or line is None or not 0 <= way.run < line.runs:
                yield f"{name}: on no bus"
            elif way.in_stop not in line.in_part or way.out_stop not in line.out_part:
                yield f"{name}: {line.name} does not take it there"
            elif way.out_stop not in customer.outs:
                yield f"{name}: not served from {way.out_stop}"
            elif (way.truck, way.in_stop) not in arrivals:
                yield f"{name}: truck {way.truck} is not at {way.in_stop}"
            else:
                arrival = arrivals[way.truck, way.in_stop]
                yield from self._boarding(name, way, line, arrival)

    def _boarding(
        self, name: str, way: Carriage, line: BusLine, arrival: float
    ) -> Iterator[str]:
        wait = self.instance.bus_time(line, way.run, way.in_stop) - arrival
        if wait < -LATE:
            yield f"{name}: misses its bus by {-wait:.3f}"
        if wait > self.instance.stops[way.in_stop].wait + LATE:
            yield f"{name}: waits {wait:.3f} at {way.in_stop}"

    def _tours(self) -> Iterator[str]:
        served = Counter(c for _, customers in self.solution.tours for c in customers)
        for name in self.instance.customers:
            if served[name] != 1:
                yield f"{name}: delivered {served[name]} times"
        counts = Counter(stop for stop, _ in self.solution.tours)
        most = self.convention.tours_per_stop
        for stop, count in sorted(counts.items()):
            if count > most:
                yield f"{stop}: {count} courier tours of {most}"

    def _loads(self) -> Iterator[str]:
        trucks: dict[int, float] = {}
        buses: dict[tuple[str, int], float] = {}
        for name, way in self.solution.carriages.items():
            load = self.instance.customers[name].load
            trucks[way.truck] = trucks.get(way.truck, 0.0) + load
            bus = way.line, way.run
            buses[bus] = buses.get(bus, 0.0) + load
        for truck, load in sorted(trucks.items()):
            if load > self.instance.parameters["trucksCap"] + LATE:
                yield f"truck {truck}: load {load:g}"
        for (line, run), load in sorted(buses.items()):
            if load > self.lines[line].capacity + LATE:
                yield f"{line} run {run}: load {load:g}"

    def _ready(self, name: str) -> float:
        way = self.solution.carriages[name]
        return self.instance.bus_time(self.lines[way.line], way.run, way.out_stop)

    def _delivery(self, number: int) -> Iterator[str]:
        """Look for a departure after every parcel and before every window's end."""
        stop, customers = self.solution.tours[number]
        people = self.instance.customers
        where = f"tour {number} of {stop}"
        if any(self.solution.carriages[name].out_stop != stop for name in customers):
            yield f"{where}: a parcel is at another stop"
        load = sum(people[name].load for name in customers)
        if load > self.instance.parameters["freightersCap"] + LATE:
            yield f"{where}: load {load:g}"
        ready = [self._ready(name) for name in customers]
        latest = self._latest(stop, customers)
        if len(customers) > 1:
            latest = min(latest, min(ready) + self.instance.stops[stop].wait)
        over = max(ready) - latest
        if over > LATE:
            yield f"{where}: {over:.3f} late"
        back = self._back(stop, customers, latest) - latest
        if back > self.instance.parameters["Lmax"] + LATE:
            yield f"{where}: takes {back:.3f}"

    def _latest(self, stop: str, customers: tuple[str, ...]) -> float:
        """Return the latest departure that is in time everywhere."""
        latest, after = float("inf"), ""
        for name in reversed(customers):
            if after:
                latest -= SPEED * self.instance.distance(name, after)
            latest = min(latest, self.instance.customers[name].late)
            after = name
        return latest - SPEED * self.instance.distance(stop, customers[0])

    def _back(self, stop: str, customers: tuple[str, ...], leave: float) -> float:
        clock, at = leave, stop
        for name in customers:
            clock += SPEED * self.instance.distance(at, name)
            clock = max(clock, self.instance.customers[name].early)
            at = name
        return clock + SPEED * self.instance.distance(at, stop)

    def remarks(self) -> Iterator[str]:
        """Name stops that two stricter readings of their capacity would not allow."""
        unloaded: dict[tuple[str, str, int], float] = {}
        stays: dict[str, list[tuple[float, float, float]]] = {}
        arrivals = {
            (number, stop): time
            for number, truck in enumerate(self.solution.trucks)
            for stop, time in truck
        }
        for name, way in self.solution.carriages.items():
            load = self.instance.customers[name].load
            bus = way.out_stop, way.line, way.run
            unloaded[bus] = unloaded.get(bus, 0.0) + load
            leaves = self.instance.bus_time(self.lines[way.line], way.run, way.in_stop)
            comes = arrivals[way.truck, way.in_stop]
            stays.setdefault(way.in_stop, []).append((comes, leaves, load))
        for (stop, line, run), load in sorted(unloaded.items()):
            over = load - self.instance.stops[stop].capacity
            if over > LATE:
                yield f"{line} run {run} unloads {over:g} too much at {stop}"
        for stop, spans in sorted(stays.items()):
            most = max(_present(spans, time) for time, _, _ in spans)
            over = most - self.instance.stops[stop].capacity
            if over > LATE:
                yield f"{over:g} too much wait at {stop}"


def _present(spans: list[tuple[float, float, float]], time: float) -> float:
    """Return what is there at an instant, without what leaves then."""
    return sum(
        load
        for comes, leaves, load in spans
        if comes <= time + LATE and leaves > time + LATE
    )
