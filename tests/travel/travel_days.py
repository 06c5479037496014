"""Small days and tables for the tests of travel."""

from __future__ import annotations

import datetime as dt

from routing.domain.day import Day
from routing.domain.site import Level, Site
from routing.domain.vehicle import Temperature, Vehicle, VehicleClass
from routing.travel.file import read_travel_table

LIGHT = ("V1", VehicleClass.LIGHT, "")


def site(site_id, level=Level.VILLAGE, **fields):
    return Site(
        site_id=site_id, name=fields.pop("name", site_id), level=level, **fields
    )


def vehicle(vehicle_id, vehicle_class, profile):
    return Vehicle(
        vehicle_id=vehicle_id,
        plate=vehicle_id,
        vehicle_class=VehicleClass(vehicle_class),
        owner=None,
        start_site="C",
        end_site="C",
        cap_g=500_000,
        compartments_cm3={Temperature.AMBIENT: 3_000_000},
        speed_profile=profile,
    )


def day_of(sites, vehicles=(LIGHT,), **fields):
    rows = [vehicle(*row) for row in vehicles]
    return Day(
        date=dt.date(2026, 3, 11),
        centre="C",
        sites={row.site_id: row for row in sites},
        partners={},
        goods={},
        vehicles={row.vehicle_id: row for row in rows},
        consignments=(),
        **fields,
    )


def unplaced(*ids):
    """Sites without coordinates or km to a hub: only a table knows of them."""
    return [site(i, Level.CENTRE if i == "C" else Level.VILLAGE) for i in ids]


def table_of(tmp_path, text, name="travel.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return read_travel_table([path])


def codes(table):
    return [(f.code, f.row, f.details.get("count")) for f in table.findings]
