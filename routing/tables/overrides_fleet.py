"""Overrides of the fleet: vehicles out, hired in, or starting late."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.past import Breakdown
from routing.domain.window import TimeWindow

from .build_vehicles import VehiclesRead, make_vehicle
from .raw import RawRow
from .schema import Row
from .schema_base import VEHICLES
from .schema_cells import CellError, names, time

if TYPE_CHECKING:
    from .build_draft import Draft
    from .overrides import Override

OVERRIDDEN = "OVERRIDE"
DELAY = re.compile(r"[+晚]*(\d+)\s*(分钟|分|小时|min|h)?")
HOUR_WORDS = ("小时", "h")
CHINESE_KEYS = {
    "车型": "vehicle_class",
    "归属单位": "owner",
    "发车点": "start_site",
    "核定载质量": "cap_kg",
    "载重": "cap_kg",
    "货厢容积": "cap_m3",
    "容积": "cap_m3",
    "出车时段": "shift",
    "固定成本": "fixed_yuan_day",
}


def apply_to_fleet(draft: Draft, fleet: VehiclesRead, override: Override) -> None:
    """Apply vehicle_out, extra_vehicle or driver_late."""
    if override.kind == "extra_vehicle":
        _extra(draft, fleet, override)
        return
    override.row.values["object"] = override.object
    vehicle_id = draft.vehicles.resolve(override.row, "object", draft.found)
    if vehicle_id is None or vehicle_id not in fleet.vehicles:
        return
    if override.kind == "vehicle_out":
        _take_out(draft, fleet, vehicle_id, override)
    else:
        _start_late(fleet, vehicle_id, override)


def _take_out(
    draft: Draft, fleet: VehiclesRead, vehicle_id: str, override: Override
) -> None:
    """Take a vehicle out, for the day or for the end of its shift it is away."""
    vehicle = fleet.vehicles[vehicle_id]
    shift = vehicle.shift
    stands = _stands(draft, override)
    if override.late <= shift.early or override.early >= shift.late:
        override.row.warn("OVERRIDE_OUTSIDE_SHIFT", "from")
        return
    starts_in_time = override.early > shift.early
    if not starts_in_time and override.late < shift.late:
        # It comes back today: its driver is late, nothing is lost.
        left = TimeWindow(override.late, shift.late)
        fleet.vehicles[vehicle_id] = replace(vehicle, shift=left)
        return
    fleet.breakdowns.append(
        Breakdown(vehicle=vehicle_id, time=override.early or None, site=stands)
    )
    if starts_in_time and override.late >= shift.late:
        left = TimeWindow(shift.early, override.early)
        fleet.vehicles[vehicle_id] = replace(vehicle, shift=left)
        return
    if starts_in_time:
        override.row.warn("VEHICLE_OUT_ALL_DAY", "from")
    fleet.out[vehicle_id] = OVERRIDDEN


def _stands(draft: Draft, override: Override) -> str | None:
    """Return the site where the vehicle stands; None where nobody said (W5f)."""
    word = override.parameter
    keys = draft.sites.find(word) if word else ()
    if word and len(keys) != 1:
        near = draft.sites.nearest(word, draft.found)
        override.row.warn("STAND_UNKNOWN", "parameter", word=word, suggestion=near)
        return None
    return keys[0] if keys else None


def _start_late(fleet: VehiclesRead, vehicle_id: str, override: Override) -> None:
    vehicle = fleet.vehicles[vehicle_id]
    start = _late_start(override, vehicle.shift.early)
    if start is None:
        override.row.reject("BAD_DELAY", "parameter")
    elif start >= vehicle.shift.late:
        fleet.out[vehicle_id] = OVERRIDDEN
        override.row.warn("VEHICLE_OUT_ALL_DAY", "parameter")
    elif start > vehicle.shift.early:
        shift = TimeWindow(start, vehicle.shift.late)
        fleet.vehicles[vehicle_id] = replace(vehicle, shift=shift)


def _late_start(override: Override, early: int) -> int | None:
    """Read ``09:00``, ``60``, ``晚60分钟`` or ``1小时``; else the column from."""
    if not override.parameter:
        return override.early or None
    try:
        return time(override.parameter)
    except CellError:
        found = DELAY.fullmatch(override.parameter)
    if found is None:
        return None
    return early + int(found[1]) * (3600 if found[2] in HOUR_WORDS else 60)


def _extra(draft: Draft, fleet: VehiclesRead, override: Override) -> None:
    """Call a reserve into service, or hire a vehicle of a class in."""
    known = draft.vehicles.find(override.object)
    if known:
        fleet.out.pop(known[0], None)
        return
    cells = _pairs(override)
    row = Row(
        table=override.row.table, raw=RawRow(row=override.row.raw.row, cells=cells)
    )
    parsers = {column.name: column.parse for column in VEHICLES.columns}
    for key, text in cells.items():
        if key not in parsers:
            row.reject(
                "BAD_VEHICLE_KEY", "parameter", word=key, known="、".join(parsers)
            )
            continue
        try:
            row.values[key] = parsers[key](text)
        except CellError as error:
            row.reject(error.code, "parameter", **error.details)
    if "vehicle_class" not in cells:
        row.reject("CLASS_MISSING", "parameter")
    vehicle = make_vehicle(draft, row, fleet.centre)
    override.row.findings.extend(row.findings)
    if vehicle is not None:
        fleet.vehicles[vehicle.vehicle_id] = vehicle
        draft.vehicles.add(vehicle.vehicle_id, vehicle.plate)


def _pairs(override: Override) -> dict[str, str]:
    """Read ``light`` or ``车型=light; cap_kg=800`` as cells of a vehicle."""
    cells = {"plate": override.object}
    for part in names(override.parameter):
        key, sign, value = part.partition("=")
        if sign:
            cells[CHINESE_KEYS.get(key.strip(), key.strip())] = value.strip()
        else:
            cells["vehicle_class"] = part
    return cells
