"""Vehicles as arrays of a road problem: limits, prices, breaks, docks, chargers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from routing.domain.vehicle import Temperature

from .kernel.data import BIG, BULKHEAD_SIZE, DIMENSIONS
from .window_sets import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    from .window_sets import WindowSets

TEMPERATURES = (Temperature.AMBIENT, Temperature.CHILLED, Temperature.FROZEN)
COLD_BITS = {Temperature.AMBIENT: 0, Temperature.CHILLED: 1, Temperature.FROZEN: 2}
"""Of ``V_KEEPS`` and ``S_TEMP``."""
BESIDE_AMBIENT = (
    (Temperature.CHILLED,),
    (Temperature.FROZEN,),
    (Temperature.CHILLED, Temperature.FROZEN),
)
"""Whose foamed goods the last dimensions add to ambient ones (C1b)."""


def _ints(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _limit(value: int | None) -> int:
    return BIG if value is None else value


def vehicle_arrays(
    day: Day, travel: Travel, vehicles: Sequence[Vehicle], windows: WindowSets
) -> dict[str, object]:
    """Return what the search knows of each vehicle (``v_``), its breaks and bases."""
    starts = [day.sites[v.start_site] for v in vehicles]
    ends = [day.sites[v.end_site] for v in vehicles]
    return {
        "v_start": _ints([travel.index[v.start_site] for v in vehicles]),
        "v_end": _ints([travel.index[v.end_site] for v in vehicles]),
        "v_cap": np.array(
            [
                [v.cap_g, _limit(v.cap_items), _limit(v.cap_bags), *_most_room(v)]
                for v in vehicles
            ],
            np.int64,
        ).reshape(len(vehicles), DIMENSIONS),
        "v_keeps": _ints(
            [_keeps({t for rooms in v.alternatives for t in rooms}) for v in vehicles]
        ),
        "v_bulkheads": _bulkheads(vehicles),
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
        "v_cold": _ints([v.micro_yuan_per_cold_hour for v in vehicles]),
        "v_open": _ints([windows.add(s.hours) for s in starts]),
        "v_close": _ints(
            [max((w.late for w in s.hours), default=NO_LIMIT) for s in ends]
        ),
        **_break_arrays(vehicles),
        **_resource_arrays(day, vehicles),
    }


def _keeps(temps: Iterable[Temperature]) -> int:
    return sum(COLD_BITS[t] for t in temps)


def _most_room(vehicle: Vehicle) -> list[int]:
    """Return the most room that any setting of the bulkhead leaves (R1b)."""
    return [max(x) for x in zip(*map(_rooms, vehicle.alternatives), strict=True)]


def _bulkheads(vehicles: Sequence[Vehicle]) -> NDArray[np.int64]:
    """Return what each alternative of each vehicle keeps, and its room.

    No alternatives at all where no bulkhead moves today; rows that a vehicle lacks
    have no room.
    """
    most = max((len(v.alternatives) for v in vehicles), default=1)
    width = 0 if most == 1 else most
    found = np.full((len(vehicles), width, BULKHEAD_SIZE), -BIG, np.int64)
    for i, vehicle in enumerate(vehicles):
        for j, rooms in enumerate(vehicle.alternatives[:width]):
            found[i, j] = _keeps(rooms), *_rooms(rooms)
    return found


def _rooms(rooms: Mapping[Temperature, int]) -> list[int]:
    """Return the room of each compartment, and what bounds foamed goods (C1b).

    They fill their own compartment, or the ambient one where there is none.
    """
    ambient = rooms.get(Temperature.AMBIENT, 0)
    bare = [rooms.get(t, 0) for t in TEMPERATURES[1:]]
    own = [rooms.get(t, BIG) for t in TEMPERATURES[1:]]
    lacking = tuple(t for t in TEMPERATURES[1:] if t not in rooms)
    beside = [ambient if lacking == these else BIG for these in BESIDE_AMBIENT]
    return [ambient, *bare, *own, *beside]


def room_loads(temp: Temperature, cm3: int, *, foamed: bool) -> list[int]:
    """Return what goods take of each of ``_rooms``."""
    plain = [0 if foamed else cm3 * (temp is t) for t in TEMPERATURES]
    own = [cm3 * (temp is t) for t in TEMPERATURES[1:]]
    ambient = temp is Temperature.AMBIENT
    beside = [cm3 * (ambient or (foamed and temp in these)) for these in BESIDE_AMBIENT]
    return [*plain, *own, *beside]


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
