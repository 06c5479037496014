"""Contacts of staff: read again from the tables each time sheets are printed.

They are never kept in OUT (rules on people and privacy), so run.json remembers
where the tables were, and the day of ``inputs/`` gets its people from there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.site import Contact
from routing.tables.build import read_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day


def with_staff(day: Day, staffed: Day) -> Day:
    """Return ``day`` with the contacts that another reading of it has, by ids."""
    sites = {
        key: replace(site, contact=staffed.sites[key].contact)
        if key in staffed.sites
        else site
        for key, site in day.sites.items()
    }
    vehicles = {
        key: replace(vehicle, contact=staffed.vehicles[key].contact)
        if key in staffed.vehicles
        else vehicle
        for key, vehicle in day.vehicles.items()
    }
    trips = {
        key: replace(trip, contact=staffed.trips[key].contact)
        if key in staffed.trips
        else trip
        for key, trip in day.trips.items()
    }
    phone = staffed.settings.dispatcher_phone
    settings = replace(day.settings, dispatcher_phone=phone)
    return replace(day, sites=sites, vehicles=vehicles, trips=trips, settings=settings)


def without_staff(day: Day) -> Day:
    """Return a day in which nobody has a name or a phone."""
    sites = {key: replace(row, contact=Contact()) for key, row in day.sites.items()}
    vehicles = {key: replace(row, contact=None) for key, row in day.vehicles.items()}
    trips = {key: replace(row, contact=Contact()) for key, row in day.trips.items()}
    settings = replace(day.settings, dispatcher_phone="")
    return replace(day, sites=sites, vehicles=vehicles, trips=trips, settings=settings)


def staffed_day(paths: Sequence[Path], date: dt.date) -> Day | None:
    """Read the tables again for their contacts; None where they cannot be read."""
    if not paths or not all(path.exists() for path in paths):
        return None
    return read_day(paths, date).day
