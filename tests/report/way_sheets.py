"""The service county on sheets: its plan, with phones, long names and oddities."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.domain.site import Contact
from routing.report.sheets.frame import SheetContext

PHONE = "0564-5551234"
CREW = Contact(name="吴司机", phone="13955556666")
KEEPER = Contact(name="张站长", phone="13855550000")
STAFF = (CREW.name, CREW.phone, KEEPER.name, KEEPER.phone, PHONE)
LONG = "青山镇红旗林场第二作业区知青点旁供销社老仓库农村寄递综合服务站"[:28]
"""With the id of a site in two characters its name has 30."""


def service_context(**changes) -> SheetContext:
    """Return the plan of the service county, its staff named."""
    plain = service_day()
    day = replace(
        plain,
        sites={key: replace(site, contact=KEEPER) for key, site in plain.sites.items()},
        trips={
            key: replace(trip, plate="皖H05012", contact=CREW)
            for key, trip in plain.trips.items()
        },
        settings=replace(plain.settings, dispatcher_phone=PHONE),
    )
    values = {
        "day": day,
        "travel": service_travel(),
        "plan": service_plan(),
        "version": 1,
        "printed": dt.datetime(2026, 3, 2, 5, 30),
        "approved_by": "王审核",
        **changes,
    }
    return SheetContext(**values)


def with_long_names(context: SheetContext) -> SheetContext:
    """Return the same with names of 30 characters everywhere but at the centre."""
    sites = {
        key: site if key == "C" else replace(site, name=f"{LONG}{key:0>2}")
        for key, site in context.day.sites.items()
    }
    return replace(context, day=replace(context.day, sites=sites))


def with_call(context: SheetContext, trip: str, call: int, **changes) -> SheetContext:
    """Return the same with one call of a trip changed."""
    known = context.day.trips[trip]
    stops = list(known.stops)
    stops[call] = replace(stops[call], **changes)
    trips = {**context.day.trips, trip: replace(known, stops=tuple(stops))}
    return replace(context, day=replace(context.day, trips=trips))
