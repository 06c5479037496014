"""Contacts of staff: read again from the tables each time sheets are printed.

They are never kept in OUT (rules on people and privacy), so run.json remembers
where the tables were, and the day of ``inputs/`` gets its people from there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from routing.domain.line import Line
from routing.domain.partner import Partner
from routing.domain.site import Contact, Site
from routing.domain.trip import Trip
from routing.domain.vehicle import Vehicle
from routing.tables.build import read_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from routing.domain.day import Day

Staffed = TypeVar("Staffed", Site, Partner, Vehicle, Line, Trip)


def with_staff(day: Day, staffed: Day) -> Day:
    """Return ``day`` with the contacts that another reading of it has, by ids."""
    phone = staffed.settings.dispatcher_phone
    trips = {out.trip.trip_id: out.trip for out in staffed.trips_out}
    trips |= staffed.trips
    return replace(
        day,
        sites=_with(day.sites, staffed.sites),
        partners=_with(day.partners, staffed.partners),
        vehicles=_with(day.vehicles, staffed.vehicles),
        lines=_with(day.lines, staffed.lines),
        trips=_with(day.trips, trips),
        trips_out=tuple(
            replace(out, trip=_as(out.trip, trips.get(out.trip.trip_id)))
            for out in day.trips_out
        ),
        settings=replace(day.settings, dispatcher_phone=phone),
    )


def without_staff(day: Day) -> Day:
    """Return a day in which nobody has a name or a phone."""
    return replace(
        day,
        sites=_without(day.sites),
        partners=_without(day.partners),
        vehicles=_without(day.vehicles),
        lines=_without(day.lines),
        trips=_without(day.trips),
        trips_out=tuple(
            replace(out, trip=replace(out.trip, contact=Contact()))
            for out in day.trips_out
        ),
        settings=replace(day.settings, dispatcher_phone=""),
    )


def _with(
    rows: Mapping[str, Staffed], staffed: Mapping[str, Staffed]
) -> dict[str, Staffed]:
    """Return rows with the contacts of another reading of them."""
    return {key: _as(row, staffed.get(key)) for key, row in rows.items()}


def _as(row: Staffed, known: Staffed | None) -> Staffed:
    """Return a row with the contact of another reading of it, if there is one."""
    return row if known is None else replace(row, contact=known.contact)


def _without(rows: Mapping[str, Staffed]) -> dict[str, Staffed]:
    """Return rows without contacts."""
    return {key: replace(row, contact=Contact()) for key, row in rows.items()}


def staffed_day(paths: Sequence[Path], date: dt.date) -> Day | None:
    """Read the tables again for their contacts; None where they cannot be read."""
    if not paths or not all(path.exists() for path in paths):
        return None
    return read_day(paths, date).day
