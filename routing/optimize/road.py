"""The neutral road problem: a day's vehicles and shipments as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.domain.consignment import Priority
from routing.domain.day import LockKind
from routing.domain.vehicle import Temperature
from routing.travel.profiles import profile_of

from .kernel.data import BIG
from .kernel.pack import pack_problem
from .ways import allowed_vehicles, visit_windows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.domain.lot import Lot
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel

    from .ways import Shipment

ITEM_PENALTY_CENTS = {
    Priority.HIGH: 10**9,
    Priority.NORMAL: 10**8,
    Priority.LOW: 10**7,
}
"""Cents per item left behind without deferral: above any cost of a day, so
items are served first and priority decides among those that compete (P3)."""

UNBROKEN = (LockKind.STRICT, LockKind.DEPARTED)
ORDERED = (LockKind.SEQUENCE, *UNBROKEN)

TEMPERATURES = (Temperature.AMBIENT, Temperature.CHILLED, Temperature.FROZEN)
NEIGHBOURS = 250
NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadProblem:
    """Vehicles and shipments of a day.

    ``tables`` are named arrays (see ``kernel.pack.pack_problem``), ``vector``
    is the same as the kernel reads it. A route is a list of visits with -1
    between tours: visit 2k picks shipment k up, 2k + 1 delivers it; a visit at
    the vehicle's own base (loading before, unloading after a tour) is left out.
    """

    day: Day
    site_ids: tuple[str, ...]
    vehicles: tuple[Vehicle, ...]
    shipments: tuple[Shipment, ...]
    tables: Mapping[str, Any]
    vector: NDArray[np.int64]


class _WindowSets:
    """Collects distinct window sets; ``add`` returns the number of one."""

    def __init__(self) -> None:
        self.sets: list[tuple[tuple[int, int], ...]] = []
        self.numbers: dict[tuple[tuple[int, int], ...], int] = {}

    def add(self, windows: Windows) -> int:
        key = tuple((w.early, w.late) for w in windows) or ((0, NO_LIMIT),)
        if key not in self.numbers:
            self.numbers[key] = len(self.sets)
            self.sets.append(key)
        return self.numbers[key]


def build_road_problem(
    day: Day, travel: Travel, shipments: Sequence[Shipment]
) -> RoadProblem:
    """Translate a day's vehicles and shipments into a road problem.

    Raises
    ------
    KeyError
        When a vehicle's speed profile has no matrix.
    """
    vehicles = tuple(day.vehicles.values())
    windows = _WindowSets()
    fields: dict[str, Any] = {}
    fields.update(_travel_arrays(vehicles, travel))
    fields.update(_site_arrays(day, travel, vehicles))
    fields.update(_vehicle_arrays(day, travel, vehicles, windows))
    fields.update(_shipment_arrays(day, travel, shipments, windows))
    fields.update(_lock_arrays(day, shipments))
    fields.update(_class_arrays(day, shipments))
    fields["s_allowed"] = np.array(
        [_carriers(day, s.lot, vehicles) for s in shipments], np.uint8
    ).reshape(len(shipments), len(vehicles))
    fields["v_type"] = _types(fields, len(vehicles))
    fields["windows"] = windows.sets
    fields["near"] = _near(travel, shipments, vehicles)
    return RoadProblem(
        day=day,
        site_ids=tuple(travel.index),
        vehicles=vehicles,
        shipments=tuple(shipments),
        tables=fields,
        vector=pack_problem(fields),
    )


def _carriers(day: Day, lot: Lot, vehicles: Sequence[Vehicle]) -> list[bool]:
    """Tell which vehicles may carry a lot in a form that routes can express.

    No tour halts at its own start (T2b), so what goes there rides on vehicles
    that end there; own windows and deadlines hold at a village end only where
    it is a halt (T1b).
    """
    row = lot.consignments[0]
    bound = bool(row.windows) or row.deadline is not None
    may = allowed_vehicles(day, lot)
    for v, vehicle in enumerate(vehicles):
        bases = (vehicle.start_site, vehicle.end_site)
        apart = vehicle.start_site != vehicle.end_site
        if apart and lot.destination == vehicle.start_site:
            may[v] = False
        if apart and lot.origin == vehicle.start_site and lot.destination in bases:
            may[v] = False
        if bound and row.outer_site in bases:
            may[v] = False
    return may


def _ints(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _profiles(vehicles: Sequence[Vehicle]) -> list[str]:
    return list(dict.fromkeys(profile_of(v) for v in vehicles))


def _travel_arrays(vehicles: Sequence[Vehicle], travel: Travel) -> dict[str, object]:
    profiles = _profiles(vehicles)
    return {
        "metres": np.stack([travel.of(p).metres for p in profiles]).astype(np.int32),
        "seconds": np.stack([travel.of(p).seconds for p in profiles]).astype(np.int32),
        "v_profile": _ints([profiles.index(profile_of(v)) for v in vehicles]),
    }


def _site_arrays(
    day: Day, travel: Travel, vehicles: Sequence[Vehicle]
) -> dict[str, object]:
    numbers = {v.vehicle_id: i for i, v in enumerate(vehicles)}
    setup = np.zeros(len(travel.index), np.int64)
    usual = np.full(len(travel.index), -1, np.int64)
    for site_id, i in travel.index.items():
        site = day.sites[site_id]
        setup[i] = site.service_duration
        if day.settings.keep_usual and site.usual_vehicle in numbers:
            usual[i] = numbers[site.usual_vehicle]
    cents = day.settings.unusual_vehicle_cents
    return {"setup": setup, "usual": usual, "usual_cents": cents}


def _limit(value: int | None) -> int:
    return BIG if value is None else value


def _vehicle_arrays(
    day: Day, travel: Travel, vehicles: Sequence[Vehicle], windows: _WindowSets
) -> dict[str, object]:
    starts = [day.sites[v.start_site] for v in vehicles]
    ends = [day.sites[v.end_site] for v in vehicles]
    return {
        "v_start": _ints([travel.index[v.start_site] for v in vehicles]),
        "v_end": _ints([travel.index[v.end_site] for v in vehicles]),
        "v_cap": np.array(
            [
                [v.cap_g, _limit(v.cap_items), _limit(v.cap_bags)]
                + [v.compartments_cm3.get(t, 0) for t in TEMPERATURES]
                for v in vehicles
            ],
            np.int64,
        ).reshape(len(vehicles), 6),
        "v_early": _ints([v.shift.early for v in vehicles]),
        "v_late": _ints([v.shift.late for v in vehicles]),
        "v_max_duration": _ints([v.max_route_duration for v in vehicles]),
        "v_max_drive": _ints([v.max_drive_duration for v in vehicles]),
        "v_reload": _ints([v.reload_duration for v in vehicles]),
        "v_max_tours": _ints(
            [
                1
                if v.start_site != v.end_site
                else (99 if v.max_tours is None else v.max_tours)
                for v in vehicles
            ]
        ),
        "v_range": _ints([_limit(v.range_m) for v in vehicles]),
        "v_max_metres": _ints([_limit(v.max_m) for v in vehicles]),
        "v_recharge": _ints([v.recharge_duration for v in vehicles]),
        "v_fixed": _ints([v.fixed_cents for v in vehicles]),
        "v_km": _ints([v.micro_yuan_per_km for v in vehicles]),
        "v_hour": _ints([v.micro_yuan_per_hour for v in vehicles]),
        "v_open": _ints([windows.add(s.hours) for s in starts]),
        "v_close": _ints(
            [max((w.late for w in s.hours), default=NO_LIMIT) for s in ends]
        ),
        **_break_arrays(vehicles),
        **_resource_arrays(day, vehicles),
    }


def _break_arrays(vehicles: Sequence[Vehicle]) -> dict[str, object]:
    width = max([1, *(len(v.breaks) for v in vehicles)])
    arrays = {
        name: np.zeros((len(vehicles), width), np.int64)
        for name in ("b_duration", "b_early", "b_late")
    }
    for i, vehicle in enumerate(vehicles):
        for j, rest in enumerate(vehicle.breaks):
            arrays["b_duration"][i, j] = rest.duration
            arrays["b_early"][i, j] = rest.window.early
            arrays["b_late"][i, j] = rest.window.late
    return dict(arrays)


def _resource_arrays(day: Day, vehicles: Sequence[Vehicle]) -> dict[str, object]:
    """Docks and chargers; a resource that can never run short is left out."""
    caps: list[int] = []
    docks: dict[str, int] = {}
    chargers: dict[str, int] = {}
    short = False
    for site_id in dict.fromkeys(v.start_site for v in vehicles):
        site = day.sites[site_id]
        here = [v for v in vehicles if v.start_site == site_id]
        if site.docks is not None and site.docks < len(here):
            docks[site_id] = len(caps)
            caps.append(site.docks)
            short = True
        ranged = [v for v in here if v.range_m is not None]
        if ranged and site.chargers > 0:
            chargers[site_id] = len(caps)
            caps.append(site.chargers)
            short = short or site.chargers < len(ranged)
    return {
        "v_dock": _ints([docks.get(v.start_site, -1) for v in vehicles]),
        "v_charger": _ints([chargers.get(v.start_site, -1) for v in vehicles]),
        "r_cap": _ints(caps or [0]),
        "has_docks": short,
    }


def _shipment_arrays(
    day: Day, travel: Travel, shipments: Sequence[Shipment], windows: _WindowSets
) -> dict[str, object]:
    load = np.zeros((len(shipments), 6), np.int64)
    sites, sets, durations = [], [], []
    for k, shipment in enumerate(shipments):
        temp = day.goods[shipment.outer.goods_class].temp
        load[k, :3] = shipment.grams, shipment.items, len(shipment.bags)
        load[k, 3 + TEMPERATURES.index(temp)] = shipment.cm3
        for end in (shipment.lot.origin, shipment.lot.destination):
            sites.append(travel.index[end])
            sets.append(windows.add(visit_windows(day, shipment.lot, end) or ()))
            durations.append(day.sites[end].sec_per_item * shipment.items)
    return {
        "s_from": _ints(sites[0::2]),
        "s_to": _ints(sites[1::2]),
        "s_load": load,
        "s_ready": _ints([s.outer.ready_time for s in shipments]),
        "s_penalty": _ints([penalty_cents(day, s) for s in shipments]),
        "a_site": _ints(sites),
        "a_window": _ints(sets),
        "a_duration": _ints(durations),
    }


def penalty_cents(day: Day, shipment: Shipment) -> int:
    """Return what leaving a shipment behind weighs in the search, in cents."""
    rows = {row.consignment_id: row for row in shipment.lot.consignments}
    prices = (
        day.settings.penalty_cents
        if day.settings.economic_deferral
        else ITEM_PENALTY_CENTS
    )
    cents = 0
    for bag in shipment.bags:
        for consignment_id, items in bag.contents:
            row = rows[consignment_id]
            if row.must:
                cents += items * ITEM_PENALTY_CENTS[Priority.HIGH]
            else:
                cents += items * prices.get(row.priority, 0)
    return cents


def _lock_arrays(day: Day, shipments: Sequence[Shipment]) -> dict[str, object]:
    ordered = [lock for lock in day.locks if lock.kind in ORDERED]
    rank = {
        site: (number, place)
        for number, lock in enumerate(ordered)
        for place, site in enumerate(lock.sites)
    }
    pairs = [
        rank.get(end, (-1, 0)) if end == s.outer.outer_site else (-1, 0)
        for s in shipments
        for end in (s.lot.origin, s.lot.destination)
    ]
    ends = range(0, len(pairs), 2)
    return {
        "s_lock": _ints([max(pairs[i][0], pairs[i + 1][0]) for i in ends]),
        "s_rank": _ints([max(pairs[i][1], pairs[i + 1][1]) for i in ends]),
        "a_lock": _ints([pair[0] for pair in pairs]),
        "a_rank": _ints([pair[1] for pair in pairs]),
        "lock_strict": np.array(
            [lock.kind in UNBROKEN for lock in ordered] or [False], np.uint8
        ),
        "has_locks": bool(ordered),
    }


def _class_arrays(day: Day, shipments: Sequence[Shipment]) -> dict[str, object]:
    """Give a number to each set of classes that conflict with something (R4a)."""
    hostile = {
        frozenset((a.goods_class, b))
        for a in day.goods.values()
        for b in a.incompatible_with
        if b in day.goods and day.goods[b].temp is a.temp
    }
    known = {name for pair in hostile for name in pair}
    numbers: dict[tuple[str, ...], int] = {(): 0}
    classes = []
    for shipment in shipments:
        rows = shipment.lot.consignments
        key = tuple(sorted({r.goods_class for r in rows if r.goods_class in known}))
        classes.append(numbers.setdefault(key, len(numbers)))
    apart = np.zeros((len(numbers), len(numbers)), np.uint8)
    for first, i in numbers.items():
        for second, j in numbers.items():
            apart[i, j] = any(
                frozenset((a, b)) in hostile for a in first for b in second
            )
    return {"s_class": _ints(classes), "apart": apart, "has_apart": bool(hostile)}


def _types(fields: dict[str, object], vehicles: int) -> NDArray[np.int64]:
    """Give vehicles that are alike in every array the same number."""
    names = [n for n in fields if n.startswith(("v_", "b_"))]
    allowed = np.asarray(fields["s_allowed"])
    # A site's usual vehicle differs from every other.
    usual = set(np.asarray(fields["usual"]).tolist())
    numbers: dict[bytes, int] = {}
    types = []
    for v in range(vehicles):
        parts = [np.asarray(fields[n])[v].tobytes() for n in names]
        mine = str(v) if v in usual else ""
        key = b"|".join([*parts, allowed[:, v].tobytes(), mine.encode()])
        types.append(numbers.setdefault(key, len(numbers)))
    return _ints(types)


def _near(
    travel: Travel, shipments: Sequence[Shipment], vehicles: Sequence[Vehicle]
) -> NDArray[np.int32]:
    if not shipments or not vehicles:
        return np.zeros((len(shipments), 0), np.int32)
    metres = travel.of(profile_of(vehicles[0])).metres
    places = [travel.index[s.outer.outer_site] for s in shipments]
    between = metres[np.ix_(places, places)].astype(np.int64)
    between = between + between.T
    np.fill_diagonal(between, -1)
    order = np.argsort(between, axis=1, kind="stable")
    return np.ascontiguousarray(order[:, :NEIGHBOURS].astype(np.int32))
