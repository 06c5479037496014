"""The hand-made county of trips with places on a map, and its plan."""

from __future__ import annotations

import dataclasses

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan

from routing.report.route_view import route_views
from routing.report.service_view import shown_services

PLACES = {
    "C": (120.40, 37.60),
    "H": (120.48, 37.63),
    "V4": (120.50, 37.60),
    "X": (120.52, 37.66),
    "V2": (120.535, 37.665),
    "V1": (120.54, 37.62),
    "V3": (120.55, 37.70),
    "N": (120.60, 37.64),
}


def mapped_day(**changes):
    """Return the day with coordinates."""
    day = service_day()
    sites = {
        name: dataclasses.replace(
            site, lon=PLACES[name][0], lat=PLACES[name][1], position_estimated=False
        )
        for name, site in day.sites.items()
    }
    return dataclasses.replace(day, **{"sites": sites, **changes})


def shown(day=None, plan=None, lang="zh"):
    """Return the routes and services as pages show them."""
    day, plan = day or mapped_day(), plan or service_plan()
    routes = route_views(day, service_travel(), plan)
    return routes, shown_services(day, plan, routes, lang)
