"""The county with services as a context of sheets, with people who can be found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.domain.site import Contact
from routing.report.sheets.frame import SheetContext

CREW, KEEPER, DRIVER = "王师傅", "李站长", "赵司机"
CREW_PHONE, KEEPER_PHONE, DRIVER_PHONE = "13800001111", "13900002222", "13700003333"
DISPATCHER = "0396-2218899"
PEOPLE = (
    CREW, KEEPER, DRIVER, CREW_PHONE, KEEPER_PHONE, DRIVER_PHONE, DISPATCHER,
)  # fmt: skip


def staffed_day():
    """Return the county with a crew per trip, a keeper per site, a driver per car."""
    day = service_day()
    crew = Contact(name=CREW, phone=CREW_PHONE)
    keeper = Contact(name=KEEPER, phone=KEEPER_PHONE)
    driver = Contact(name=DRIVER, phone=DRIVER_PHONE)
    return replace(
        day,
        trips={
            key: replace(trip, contact=crew, plate="豫Q12345")
            for key, trip in day.trips.items()
        },
        sites={key: replace(site, contact=keeper) for key, site in day.sites.items()},
        vehicles={
            key: replace(car, contact=driver) for key, car in day.vehicles.items()
        },
        settings=replace(day.settings, dispatcher_phone=DISPATCHER),
    )


def service_context(**changes) -> SheetContext:
    values = {
        "day": staffed_day(),
        "travel": service_travel(),
        "plan": service_plan(),
        "version": 1,
        "printed": dt.datetime(2026, 3, 2, 6, 40, tzinfo=dt.UTC),
        "approved_by": "王主任",
    }
    return SheetContext(**{**values, **changes})
