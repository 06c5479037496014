"""The batches and ways of ``planning.way_day``, as tests of ways ask for them."""

from __future__ import annotations

from dataclasses import replace

from planning.way_day import way_travel

from routing.optimize.itineraries.itinerary import Itineraries
from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.itineraries.roads import Roads
from routing.optimize.itineraries.timetable import Timetable
from routing.optimize.ways import direct_ways


def batch_of(day):
    """Return the only batch of a day."""
    [batch] = direct_ways(day).shipments
    return batch


def ways_of(day):
    """Return the ways of the only batch of a day."""
    return Itineraries(day, Roads(day, way_travel()), Timetable(day)).ways(
        batch_of(day)
    )


def name_of(leg):
    """Return a trip, an offer, or the ends of a leg by road."""
    if isinstance(leg, Ride):
        return leg.trip
    return leg.offer if isinstance(leg, Given) else leg.from_site + leg.to_site


def named(ways):
    """Return the ways by the names of their legs, the first of each name."""
    found = {}
    for way in ways:
        found.setdefault(" ".join(name_of(leg) for leg in way.legs), way)
    return found


def apart(day, *rows):
    """Return the day with these consignments, ready a second apart: each its lot."""
    ready = [replace(row, ready_time=row.ready_time - n) for n, row in enumerate(rows)]
    return replace(day, consignments=tuple(ready))
