"""The vehicles of a day: presets filled, what cannot work today kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from routing.domain.site import Contact
from routing.domain.units import (
    cents_from_yuan,
    grams_from_kg,
    metres_from_km,
    micro_from_yuan,
    seconds_from_minutes,
)
from routing.domain.vehicle import (
    AIR_PROFILE,
    Temperature,
    Vehicle,
    VehicleClass,
)

from .headers import TABLES
from .presets import fill_presets
from .schema_base import VEHICLES
from .schema_vehicle import alternatives

if TYPE_CHECKING:
    from routing.domain.past import Breakdown

    from .build_draft import Draft
    from .schema import Row

CM3_PER_M3 = 1_000_000
STATUS_OUT, RESERVE = "STATUS_OUT", "RESERVE"
INSURANCE_EXPIRED, INSPECTION_EXPIRED = "INSURANCE_EXPIRED", "INSPECTION_EXPIRED"


@dataclass(slots=True, kw_only=True)
class VehiclesRead:
    """Vehicles that exist by id, and why some of them are out today.

    ``breakdowns`` are those that overrides take out until their shift ends.
    """

    centre: str = ""
    vehicles: dict[str, Vehicle] = field(default_factory=dict)
    out: dict[str, str] = field(default_factory=dict)
    breakdowns: list[Breakdown] = field(default_factory=list)


def build_vehicles(draft: Draft, centre: str) -> VehiclesRead:
    """Build every vehicle of the table that can be."""
    read = VehiclesRead(centre=centre)
    if VEHICLES.table not in draft.tables:
        draft.found.fatal(
            "TABLE_MISSING", word=VEHICLES.table, word_zh=TABLES[VEHICLES.table][0]
        )
        draft.vehicles.complete = False
        return read
    if not draft.has(VEHICLES.table):
        draft.found.fatal("TABLE_EMPTY", draft.tables[VEHICLES.table])
    rows = draft.rows(VEHICLES)
    for row in rows:
        vehicle_id = row.text("vehicle_id") or row.text("plate")
        if not vehicle_id:
            row.reject("CELL_MISSING", "plate")
        elif vehicle_id in read.vehicles:
            column = "vehicle_id" if row.text("vehicle_id") else "plate"
            row.reject("DUPLICATE_ID", column, word=vehicle_id)
        vehicle = make_vehicle(draft, row, centre)
        if vehicle is not None:
            read.vehicles[vehicle_id] = vehicle
            draft.vehicles.add(vehicle_id, vehicle.plate)
            _note_status(draft, row, vehicle_id, read)
        else:
            draft.vehicles.lose(vehicle_id, row.text("plate"))
        draft.found.take(row)
    return read


def make_vehicle(draft: Draft, row: Row, centre: str) -> Vehicle | None:
    """Build a vehicle from a row, presets filled; None when it is set aside."""
    values = row.values
    owner = values.get("owner")
    if owner is not None and (draft.has("partners") or draft.partners.find(owner)):
        owner = draft.partners.resolve(row, "owner", draft.found)
    start = draft.sites.resolve(row, "start_site", draft.found) or centre
    end = draft.sites.resolve(row, "end_site", draft.found) or start
    kind: VehicleClass | None = values.get("vehicle_class")
    if kind is not None:
        if "cap_m3" not in values and "temp_compartments" in values:
            settings = values["temp_compartments"]
            values["cap_m3"] = max(sum(rooms.values()) for rooms in settings)
        fill_presets(row, VEHICLES, "vehicle", kind.value, draft.assumptions)
        for column in ("start_site", "end_site"):
            if column not in row.raw.cells:
                draft.assumptions.add(f"vehicles.any.{column}", "centre")
    _check_compartments(row)
    shift = values.get("shift")
    if not row.usable or kind is None or shift is None:
        return None
    return _vehicle(values, kind, owner, (start, end))


def _check_compartments(row: Row) -> None:
    """Set a row aside where a setting of its bulkhead is larger than it (R1, R1b)."""
    column = "temp_compartments"
    cap, settings = row.values.get("cap_m3"), row.values.get(column, ())
    texts = alternatives(row.text(column))
    for number, rooms in enumerate(settings, start=1):
        if cap is None or sum(rooms.values()) <= cap:
            continue
        if len(settings) == 1:
            row.reject("COMPARTMENTS_EXCEED", column, cap=str(cap))
        else:
            named = {"number": str(number), "word": texts[number - 1]}
            row.reject("BULKHEAD_EXCEEDS", column, cap=str(cap), **named)


def _vehicle(
    values: dict[str, Any], kind: VehicleClass, owner: str | None, ends: tuple[str, str]
) -> Vehicle:
    optional: dict[str, Any] = {
        target: convert(values[column])
        for column, target, convert in (
            ("max_hours", "max_route_duration", _seconds_from_hours),
            ("max_drive_min", "max_drive_duration", seconds_from_minutes),
            ("reload_min", "reload_duration", seconds_from_minutes),
            ("recharge_min", "recharge_duration", seconds_from_minutes),
            ("range_km", "range_m", metres_from_km),
            ("max_km", "max_m", metres_from_km),
            ("fixed_yuan_day", "fixed_cents", cents_from_yuan),
            ("yuan_per_km", "micro_yuan_per_km", micro_from_yuan),
            ("yuan_per_hour", "micro_yuan_per_hour", micro_from_yuan),
            ("cold_yuan_per_hour", "micro_yuan_per_cold_hour", micro_from_yuan),
            ("cold_energy_per_hour", "cold_energy_per_hour", float),
            ("per_100km", "per_100km", float),
        )
        if column in values
    }
    for column in (
        *("cap_items", "breaks", "max_tours", "avoidable", "energy", "shift"),
        "green_channel",
    ):
        if column in values:
            optional[column] = values[column]
    driver, phone = values.get("driver", ""), values.get("driver_phone", "")
    plate = values.get("plate") or values["vehicle_id"]
    first, *others = _usable_rooms(values)
    return Vehicle(
        vehicle_id=values.get("vehicle_id") or plate,
        plate=plate,
        vehicle_class=kind,
        owner=owner,
        start_site=ends[0],
        end_site=ends[1],
        cap_g=grams_from_kg(values["cap_kg"]),
        compartments_cm3=first,
        bulkheads=tuple(others),
        cap_bags=1 if kind is VehicleClass.DRONE else None,
        speed_profile=values.get("speed_profile")
        or (AIR_PROFILE if kind is VehicleClass.DRONE else kind.value),
        contact=Contact(name=driver, phone=phone) if driver or phone else None,
        **optional,
    )


def _usable_rooms(values: dict[str, Any]) -> list[dict[Temperature, int]]:
    """Return m³ × fill in cm³ per temperature, never more than there is (R1a).

    One for each setting of its bulkhead (R1b).
    """
    fill, whole = values["fill"], {Temperature.AMBIENT: values["cap_m3"]}
    return [
        {
            temp: int((Decimal(m3) * fill * CM3_PER_M3).to_integral_value(ROUND_FLOOR))
            for temp, m3 in (rooms or whole).items()
        }
        for rooms in values.get("temp_compartments") or (whole,)
    ]


def _seconds_from_hours(hours: Decimal) -> int:
    return seconds_from_minutes(hours * 60)


def _note_status(draft: Draft, row: Row, vehicle_id: str, read: VehiclesRead) -> None:
    """Keep apart what is out of use, in reserve or without valid papers."""
    status = row.values.get("status", "ok")
    if status != "ok":
        read.out[vehicle_id] = STATUS_OUT if status == "out" else RESERVE
    for column, code in (
        ("insured_until", INSURANCE_EXPIRED),
        ("inspected_until", INSPECTION_EXPIRED),
    ):
        until = row.values.get(column)
        if until is not None and until < draft.date:
            read.out[vehicle_id] = code
            if code == INSURANCE_EXPIRED:
                row.warn("INSURANCE_EXPIRED", column, word=vehicle_id)
            else:
                row.warn("INSPECTION_EXPIRED", column, word=vehicle_id)
