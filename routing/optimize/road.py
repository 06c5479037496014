"""The neutral road problem: a day's vehicles and shipments as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.domain.consignment import Priority
from routing.domain.window import TimeWindow, intersect
from routing.travel.profiles import profile_of

from .ban_arrays import ban_arrays
from .carriers import Carriers
from .class_arrays import class_arrays
from .cold_arrays import cold_arrays, leave_out_idle
from .itineraries.network import build_network
from .kernel.data import DIMENSIONS
from .kernel.pack import pack_problem
from .last_resort import bar_last_resorts
from .lock_arrays import lock_arrays
from .timed_arrays import timed_arrays
from .vehicle_arrays import room_loads, vehicle_arrays
from .ways import visit_windows
from .window_sets import NO_LIMIT, WindowSets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    from .itineraries.itinerary import Itineraries, Way
    from .itineraries.network import Network, Weigh
    from .ways import Shipment

ITEM_PENALTY_CENTS = {
    Priority.HIGH: 10**9,
    Priority.NORMAL: 10**8,
    Priority.LOW: 10**7,
}
"""Cents per item left behind without deferral: above any cost of a day, so
items are served first and priority decides among those that compete (P3)."""

NEIGHBOURS = 250

NEVER = (TimeWindow(NO_LIMIT, NO_LIMIT),)
"""Hours of who must come while nobody is there: after all shifts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadProblem:
    """Vehicles, batches and shipments of a day.

    The first ``batches`` shipments are the direct movements of the batches;
    ``ways`` are the itineraries of each batch, the first ``plain`` of them without
    a last resort, ``kinds`` names what they go by, ``limit_keys`` what their limits
    are of, and behind the batches stand the
    shipments that only some of them need. ``tables`` are named arrays (see
    ``kernel.pack.pack_problem``), ``vector`` is the same as the kernel reads it.
    A route is a list of visits with -1 between tours: visit 2k picks shipment k
    up, 2k + 1 delivers it; a visit at the vehicle's own base (loading before,
    unloading after a tour) is left out.
    """

    day: Day
    site_ids: tuple[str, ...]
    vehicles: tuple[Vehicle, ...]
    shipments: tuple[Shipment, ...]
    tables: Mapping[str, Any]
    vector: NDArray[np.int64]
    ways: tuple[tuple[Way, ...], ...]
    plain: tuple[int, ...]
    kinds: tuple[str, ...]
    limit_keys: tuple[tuple[object, ...], ...]

    @property
    def batches(self) -> int:
        """Return the number of batches."""
        return len(self.ways)

    @property
    def has_ways(self) -> bool:
        """Whether any batch can go otherwise than straight."""
        return bool(self.tables["has_ways"])


def build_road_problem(
    day: Day,
    travel: Travel,
    batches: Sequence[Shipment],
    itineraries: Itineraries | None = None,
    *,
    stays: bool = False,
    extra: Weigh | None = None,
) -> RoadProblem:
    """Translate a day's vehicles and batches into a road problem.

    ``batches`` are given as their direct shipments; their other ways are found,
    by ``itineraries`` if given, last resorts only for what has none (W4). With
    ``stays`` goods may bind themselves to a part of the day where a site is crowded;
    ``extra`` weighs ways beyond what they cost: such a problem is for a search alone.

    Raises
    ------
    KeyError
        When a vehicle's speed profile has no matrix.
    """

    def built(these: Sequence[Shipment]) -> RoadProblem:
        network = build_network(
            day, travel, these, itineraries, stays=stays, extra=extra
        )
        return _built(day, travel, these, network)

    problem = built(batches)
    bar_last_resorts(problem, built)
    return problem


def _built(
    day: Day,
    travel: Travel,
    batches: Sequence[Shipment],
    network: Network,
) -> RoadProblem:
    """Return the problem with every way."""
    vehicles = tuple(day.vehicles.values())
    shipments = network.shipments
    windows = WindowSets()
    fields: dict[str, Any] = dict(network.tables)
    fields.update(_travel_arrays(vehicles, travel))
    fields.update(_site_arrays(day, travel, vehicles))
    fields.update(vehicle_arrays(day, travel, vehicles, windows))
    fields.update(ban_arrays(day, travel, vehicles, windows))
    fields.update(_shipment_arrays(day, travel, network, windows))
    fields.update(cold_arrays(day, network))
    fields.update(timed_arrays(day, network, windows))
    leave_out_idle(fields)
    fields.update(_own_windows(fields, len(batches), windows))
    fields.update(lock_arrays(day, shipments))
    fields.update(class_arrays(day, shipments))
    carriers = Carriers(day)
    fields["s_allowed"] = np.array(
        [carriers.on_routes(s) for s in shipments], np.uint8
    ).reshape(len(shipments), len(vehicles))
    for k in network.exposed.keys() & network.stays.keys():
        # No window binds a return to the base: what is timed there goes with others.
        if network.stays[k][1] is not None:
            ends = np.array([car.end_site != shipments[k].to_site for car in vehicles])
            fields["s_allowed"][k] &= ends
    fields["v_type"] = _types(fields, len(vehicles))
    fields["windows"] = windows.sets
    fields["near"] = _near(travel, batches, vehicles)
    return RoadProblem(
        day=day,
        site_ids=tuple(travel.index),
        vehicles=vehicles,
        shipments=shipments,
        tables=fields,
        vector=pack_problem(fields),
        ways=network.ways,
        plain=network.plain,
        kinds=network.kinds,
        limit_keys=network.limit_keys,
    )


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


def _shipment_arrays(
    day: Day, travel: Travel, network: Network, windows: WindowSets
) -> dict[str, object]:
    shipments, batch_of = network.shipments, _ints(network.batch_of)
    batches = shipments[: len(network.ways)]
    load = np.zeros((len(batches), DIMENSIONS), np.int64)
    for b, batch in enumerate(batches):
        load[b] = _load(day, batch)
    loads, ready = load[batch_of], _ints([s.ready_time for s in shipments])
    for k, shipment in enumerate(shipments):
        if shipment.box is not None:
            loads[k] = _load(day, shipment)
    penalty = _ints([penalty_cents(day, batch) for batch in batches])
    ends = [end for s in shipments for end in (s.from_site, s.to_site)]
    per_item = _ints([day.sites[end].sec_per_item for end in ends])
    sites = _ints([travel.index[end] for end in ends])
    return {
        "s_from": sites[0::2].copy(),
        "s_to": sites[1::2].copy(),
        "s_load": loads,
        "s_ready": ready,
        "s_penalty": penalty[batch_of],
        "a_site": sites,
        "a_window": _visit_sets(day, network, windows),
        "a_duration": per_item * np.repeat(load[batch_of, 1], 2),
    }


def _load(day: Day, shipment: Shipment) -> list[int]:
    """Return what a movement takes of each dimension of a vehicle."""
    needs = shipment.needs(day.goods)
    rooms = room_loads(needs.temp, shipment.cm3, foamed=needs.is_packed)
    return [shipment.grams, shipment.items, shipment.pieces, *rooms]


def _visit_sets(day: Day, network: Network, windows: WindowSets) -> NDArray[np.int64]:
    """Return the window set of each visit."""
    known: dict[str, int] = {}
    sets = []
    for k, shipment in enumerate(network.shipments):
        own = (shipment.lot.origin, shipment.outer.outer_site)
        bound = network.stays.get(k, (None, None))
        for end, stay in zip(
            (shipment.from_site, shipment.to_site), bound, strict=True
        ):
            if end in known and end not in own and stay is None:
                sets.append(known[end])
                continue
            hours = visit_windows(day, shipment.lot, end)
            boxed = end == shipment.lot.origin and shipment.box is not None
            if boxed and hours is not None:
                ready = (TimeWindow(shipment.ready_time, NO_LIMIT),)
                hours = intersect(hours, ready) or NEVER
            if stay is not None and hours is not None:
                hours = intersect(hours, (TimeWindow(*stay),)) or NEVER
            number = windows.add(hours or ())
            if end not in own and stay is None:
                known[end] = number
            sets.append(number)
    return _ints(sets)


def _own_windows(
    fields: Mapping[str, Any], batches: int, windows: WindowSets
) -> dict[str, object]:
    """Give visits of shipments between carriers window sets that can be cut."""
    sets = fields["a_window"].copy()
    base = np.full(len(sets), -1, np.int64)
    for a in range(2 * batches, len(sets)):
        base[a] = sets[a]
        sets[a] = windows.own(int(sets[a]))
    # Times nobody has set yet.
    ready = fields["s_ready"].copy()
    ready[batches:] = -1
    return {"a_base": base, "a_window": sets, "s_ready": ready}


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
