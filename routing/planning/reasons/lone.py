"""Single bags alone on an empty system: what could carry them, or what they miss."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.optimize.itineraries.refusal import refuses_place
from routing.optimize.kernel.load import cap_code
from routing.optimize.lone_route import CLOCK, lone_route_exists
from routing.optimize.road import build_road_problem
from routing.optimize.route_times import Failure
from routing.optimize.simulator import Simulator
from routing.optimize.trial import lone_entries
from routing.optimize.ways import visit_windows

from .competition import Competition
from .complete import CompleteWays
from .shortfall import NO_WAY, WHOLE, Shortfall, refusals, shortfall
from .way_misses import WayMisses, way_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.optimize.ways import Shipment
    from routing.travel.matrix import Travel

BagKey = tuple[str, int, int, int, tuple[str, ...]]

_UNIVERSAL = (
    ReasonCode.NO_AGREEMENT,
    ReasonCode.ACCESS_CLASS,
    ReasonCode.LOCK_CONFLICT,
    ReasonCode.NO_TEMP_VEHICLE,
)
"""What rules every vehicle out, told in this order."""


def bag_key(bag: Shipment) -> BagKey:
    """Return what bags that are alike for every vehicle have in common."""
    inside = tuple(key for part in bag.bags for key, _ in part.contents)
    return bag.lot.lot_id, bag.items, bag.grams, bag.cm3, inside


def _narrowed(bag: Shipment) -> Shipment:
    """Return a bag in a lot of what it holds: others of the lot may bar nothing."""
    inside = {key for part in bag.bags for key, _ in part.contents}
    rows = tuple(r for r in bag.lot.consignments if r.consignment_id in inside)
    return replace(bag, lot=replace(bag.lot, consignments=rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What could carry a bag alone: a vehicle straight, or a way by its name."""

    vehicle: Vehicle | None = None
    name: str = ""


class LoneBags:
    """Single bags, each alone on an empty system."""

    def __init__(self, day: Day, travel: Travel, bags: Sequence[Shipment]) -> None:
        self._distinct = {bag_key(bag): _narrowed(bag) for bag in bags}
        self._numbers = {key: number for number, key in enumerate(self._distinct)}
        self._problem = build_road_problem(day, travel, list(self._distinct.values()))
        self._simulator = Simulator(self._problem)
        self._travel = travel

    def carried(self, bag: Shipment) -> Carrier | None:
        """Return what could carry a bag alone, up to three legs; None for nothing."""
        return self._carriers[bag_key(bag)]

    @cached_property
    def _carriers(self) -> dict[BagKey, Carrier | None]:
        found: dict[BagKey, Carrier | None] = {}
        for key, bag in self._distinct.items():
            found[key] = self._offered(bag, self._numbers[key])
        stuck = [key for key, carrier in found.items() if carrier is None]
        stuck = [key for key in stuck if _may_be_moved(self._day, self._distinct[key])]
        # What a search leaves out may still be a way.
        rest = CompleteWays(self._day, self._travel)
        ways = rest.possible([self._distinct[key] for key in stuck])
        for key, way in zip(stuck, ways, strict=True):
            if way is not None:
                name = way_name(self._day, way.legs, way.transfers)
                found[key] = Carrier(name=name)
        return found

    @property
    def _day(self) -> Day:
        return self._problem.day

    def _offered(self, bag: Shipment, number: int) -> Carrier | None:
        """Return the vehicle or the way that a search would find."""
        vehicle = None
        if self._simulator.direct_way(number) >= 0:
            vehicle = self._search(bag, number)
        if vehicle is not None:
            return Carrier(vehicle=vehicle)
        if not self._problem.has_ways:
            return None
        possible = self._others.possible(number)
        return None if possible is None else Carrier(name=possible[1])

    @cached_property
    def _others(self) -> WayMisses:
        return WayMisses(self._simulator, Competition(self._simulator), self._travel)

    def _search(self, bag: Shipment, number: int) -> Vehicle | None:
        if late_for_all(self._problem.day, bag) is not None:
            return None
        allowed = self._problem.tables["s_allowed"][number]
        late: list[int] = []
        for v in self._kinds(number):
            if not allowed[v] or self._overload(number, v) is not None:
                continue
            times = self._simulator.alone(number, v)
            if not isinstance(times, Failure):
                return self._problem.vehicles[v]
            if times.code in CLOCK:
                late.append(v)
        for v in late:
            if lone_route_exists(self._problem, number, v):
                return self._problem.vehicles[v]
        return None

    def _overload(self, number: int, v: int) -> Failure | None:
        """Return by how much a bag is more than an empty vehicle takes."""
        tables = self._problem.tables
        over = tables["s_load"][number] - tables["v_cap"][v]
        for dimension, amount in enumerate(over):
            if amount > 0:
                return Failure(code=cap_code.py_func(dimension), amount=int(amount))
        return None

    def _kinds(self, number: int) -> list[int]:
        """Return one vehicle of each type."""
        tables = self._problem.tables
        pairs = zip(tables["v_type"], tables["s_allowed"][number], strict=True)
        first: dict[tuple[int, int], int] = {}
        for v, (kind, may) in enumerate(pairs):
            first.setdefault((int(kind), int(may)), v)
        return list(first.values())

    def nearest_miss(self, bag: Shipment) -> Shortfall:
        """Return what keeps a bag that nothing could carry alone.

        A limit that rules out every vehicle comes first; else the vehicle that
        misses least, relative to its limits, and the largest thing it lacks; or
        the way that is not straight and misses less than that.
        """
        number = self._numbers[bag_key(bag)]
        straight = None
        if self._simulator.direct_way(number) >= 0:
            straight = self._straight_miss(bag)
        other = self._others.nearest(number)
        if straight is None:
            return other or Shortfall(
                reason=ReasonCode.UNREACHABLE, amount=0, unit="", weight=NO_WAY
            )
        miss, total = straight
        return other if other is not None and other.weight < total else miss

    def _straight_miss(self, bag: Shipment) -> tuple[Shortfall, float] | None:
        """Return what the nearest vehicle lacks, and the weight of all it lacks."""
        lacks = self._lacks(bag)
        if not lacks:
            return None
        nearest = min(lacks, key=_total)
        total = _total(nearest)
        for reason in _UNIVERSAL:
            if all(any(miss.reason is reason for miss in row) for row in lacks):
                return next(m for m in nearest if m.reason is reason), total
        return max(nearest, key=lambda miss: miss.weight), total

    def _lacks(self, bag: Shipment) -> list[list[Shortfall]]:
        """Return what each vehicle lacks."""
        number = self._numbers[bag_key(bag)]
        problem = self._problem
        failures: dict[int, Failure | None] = {}
        rows = []
        for v, vehicle in enumerate(problem.vehicles):
            kind = int(problem.tables["v_type"][v])
            if kind not in failures:
                entries = lone_entries(problem, number, v)
                times = self._simulator.times(v, entries, by_itself=True)
                failures[kind] = times if isinstance(times, Failure) else None
            # Goods that are picked up are weighed on the way: perhaps too late.
            failure = self._overload(number, v) or failures[kind]
            row = [
                Shortfall(
                    reason=reason, amount=0, unit="", weight=WHOLE, vehicle=vehicle
                )
                for reason in refusals(problem.day, vehicle, bag)
            ]
            if failure is not None:
                row.append(shortfall(problem.day, vehicle, bag, failure))
            rows.append(row)
        return [row for row in rows if row]


def _total(row: list[Shortfall]) -> float:
    return sum(miss.weight for miss in row)


def _may_be_moved(day: Day, bag: Shipment) -> bool:
    """Tell whether bags change hands at both ends of a bag's lot today (W5a)."""
    return all(
        refuses_place(day.sites[end]) is None
        for end in (bag.lot.origin, bag.lot.destination)
    )


def late_for_all(day: Day, bag: Shipment) -> int | None:
    """Return the seconds by which goods are ready after the last window.

    None when service may start at some time at both ends; 0 when windows
    exclude each other.
    """
    lot, row = bag.lot, bag.outer
    if all(
        visit_windows(day, lot, end) is not None
        for end in (lot.origin, lot.destination)
    ):
        return None
    ends = [w.late for w in day.sites[lot.origin].hours]
    return max(0, row.ready_time - max(ends, default=row.ready_time))
