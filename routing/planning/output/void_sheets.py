"""Which printed sheets a new version makes void: vehicles, stations, services.

Compared is what a sheet tells its reader (order, minutes, bags), so who has an
unchanged part of the day keeps the paper in hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routing.plan.services import ROAD
from routing.report.words import offer_words, trip_words
from routing.texts.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag, Route

FAMILY = "versions"
_MINUTE = 60
Content = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Ids of carriers or stations whose sheets are void, as they were, gone, new.

    ``gone`` had a sheet in the version before and has none now. Order: that of
    the new plan, what is gone in the order of the old one.
    """

    void: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidSheets:
    """What of an older version is still good, and what has to be taken back.

    ``approved`` tells whether people work by that version: the last approved one
    is compared with, trials since then are in nobody's hands.
    """

    previous: int
    approved: bool = False
    vehicles: Sheets = field(default_factory=Sheets)
    stations: Sheets = field(default_factory=Sheets)
    services: Sheets = field(default_factory=Sheets)
    """交接单 of trips and offers, by their ids."""

    @property
    def anything(self) -> bool:
        """Whether any sheet has to be taken back or handed out."""
        return any(
            part.void or part.gone or part.new
            for part in (self.vehicles, self.stations, self.services)
        )


def compare_sheets(
    previous: int,
    older: Plan,
    newer: Plan,
    *,
    centre: str = "",
    approved: bool = False,
) -> VoidSheets:
    """Compare a plan with an older version; ``previous`` is that one's number.

    The ``centre`` has no sheet of a station.
    """
    before, now = station_contents(older), station_contents(newer)
    for stations in (before, now):
        stations.pop(centre, None)
    return VoidSheets(
        previous=previous,
        approved=approved,
        vehicles=_compare(route_contents(older), route_contents(newer)),
        stations=_compare(before, now),
        services=_compare(service_contents(older), service_contents(newer)),
    )


def route_contents(plan: Plan) -> dict[str, Content]:
    """Return what 派车单 and 装车单 of each vehicle tell, by vehicle."""
    bags = {bag.id: _bag(bag) for bag in plan.bags}
    return {route.vehicle: _route(route, bags) for route in plan.routes}


def station_contents(plan: Plan) -> dict[str, Content]:
    """Return what the sheet of each station tells: who comes when, with what."""
    bags = {bag.id: _bag(bag) for bag in plan.bags}
    stations: dict[str, list[Content]] = {}
    for route in plan.routes:
        for tour in route.tours:
            for stop in tour.stops:
                visit = (
                    route.vehicle,
                    stop.arrive // _MINUTE,
                    stop.start // _MINUTE,
                    tuple(bags.get(bag, (bag,)) for bag in stop.deliver),
                    tuple(bags.get(bag, (bag,)) for bag in stop.pick_up),
                )
                stations.setdefault(stop.site, []).append(visit)
    for bag in plan.bags:
        for leg in bag.legs:
            if leg.kind != ROAD:
                for site in (leg.from_site, leg.to_site):
                    stations.setdefault(site, []).append((_leg(leg), bags[bag.id]))
    left = _unserved(plan)
    return {site: (*visits, left.get(site, ())) for site, visits in stations.items()}


def service_contents(plan: Plan) -> dict[str, Content]:
    """Return what the 交接单 of each trip and offer tells, by its id."""
    bags = {bag.id: _bag(bag) for bag in plan.bags}
    contents: dict[str, list[Content]] = {}
    for load in plan.bus_loads:
        ride = (load.board, load.board_call, load.alight, load.alight_call, load.hold)
        inside = tuple(bags.get(bag, (bag,)) for bag in load.bags)
        contents.setdefault(load.trip, []).append((*ride, inside))
    for row in plan.handovers:
        inside = tuple(bags.get(bag, (bag,)) for bag in row.bags)
        # Its fee is printed, and whether it is a last resort.
        given = (row.fee_cents, row.last_resort, inside)
        contents.setdefault(row.offer, []).append(given)
    return {key: tuple(rows) for key, rows in contents.items()}


def _compare(older: Mapping[str, Content], newer: Mapping[str, Content]) -> Sheets:
    both = [key for key in newer if key in older]
    return Sheets(
        void=tuple(key for key in both if newer[key] != older[key]),
        unchanged=tuple(key for key in both if newer[key] == older[key]),
        gone=tuple(key for key in older if key not in newer),
        new=tuple(key for key in newer if key not in older),
    )


def _route(route: Route, bags: Mapping[str, Content]) -> Content:
    tours = tuple(
        (
            tour.load_start // _MINUTE,
            tour.start // _MINUTE,
            tour.end // _MINUTE,
            tuple(bags.get(bag, (bag,)) for bag in (*tour.load, *tour.unload)),
            tuple(
                (
                    stop.site,
                    stop.arrive // _MINUTE,
                    stop.depart // _MINUTE,
                    tuple(bags.get(bag, (bag,)) for bag in stop.deliver),
                    tuple(bags.get(bag, (bag,)) for bag in stop.pick_up),
                )
                for stop in tour.stops
            ),
        )
        for tour in route.tours
    )
    pauses = tuple(
        (pause.kind, pause.site, pause.start // _MINUTE, pause.end // _MINUTE)
        for pause in route.pauses
    )
    return (tours, pauses)


def _bag(bag: PlannedBag) -> Content:
    return (
        bag.id,
        bag.destination,
        tuple(sorted(bag.items.items())),
        bag.goods_class,
        bag.loose,
        (bag.box, bag.boxes),
        # A sheet says who brings a bag and who takes it on, and when.
        tuple(_leg(leg) for leg in bag.legs) if _changes(bag) else (),
    )


def _changes(bag: PlannedBag) -> bool:
    """Tell whether a bag has anything but one leg by road."""
    return len(bag.legs) > 1 or any(leg.kind != ROAD for leg in bag.legs)


def _leg(leg: Leg) -> Content:
    carrier = leg.vehicle or leg.trip or leg.offer
    times = leg.depart // _MINUTE, leg.arrive // _MINUTE
    return (carrier, leg.tour, leg.from_site, leg.to_site, *times)


def _unserved(plan: Plan) -> dict[str, Content]:
    """Return what stays behind, by site: a station is told what does not come."""
    left: dict[str, dict[str, int]] = {}
    for row in plan.unserved:
        partners = left.setdefault(row.site, {})
        partners[row.partner] = partners.get(row.partner, 0) + row.items
    return {site: tuple(sorted(rows.items())) for site, rows in left.items()}


def void_lines(
    found: VoidSheets, day: Day, lang: str, most: int | None = None
) -> list[str]:
    """Return what to take back and hand out, a line per matter.

    Of more than ``most`` names the rest is counted only.
    """
    code = "COMPARED_APPROVED" if found.approved else "COMPARED"
    lines = [text(FAMILY, code, lang, version=found.previous)]
    if not found.anything:
        return [*lines, text(FAMILY, "NOTHING_VOID", lang)]
    for code, keys, names in _matters(found, day, lang):
        if keys:
            words = _names([names.get(key, key) for key in keys], lang, most)
            lines.append(text(FAMILY, code, lang, count=len(keys), names=words))
    lines.append(text(FAMILY, "COMMON_SHEETS", lang))
    return lines


def _names(names: Sequence[str], lang: str, most: int | None) -> str:
    shown = names[:most]
    words = text(FAMILY, "LISTED", lang).join(shown)
    if len(shown) < len(names):
        words += text(FAMILY, "MORE_NAMES", lang, count=len(names) - len(shown))
    return words


def _trips(day: Day) -> list[str]:
    """Return the trips of the day, those that an override took out as well."""
    return [*day.trips, *(out.trip.trip_id for out in day.trips_out)]


def _matters(
    found: VoidSheets, day: Day, lang: str
) -> list[tuple[str, tuple[str, ...], dict[str, str]]]:
    plates = {key: vehicle.plate for key, vehicle in day.vehicles.items()}
    sites = {key: site.name for key, site in day.sites.items()}
    services = {
        **{key: trip_words(day, key, lang) for key in _trips(day)},
        **{key: offer_words(day, key, lang) for key in day.offers},
    }
    return [
        ("VOID_VEHICLES", found.vehicles.void, plates),
        ("GONE_VEHICLES", found.vehicles.gone, plates),
        ("NEW_VEHICLES", found.vehicles.new, plates),
        ("VOID_STATIONS", found.stations.void, sites),
        ("GONE_STATIONS", found.stations.gone, sites),
        ("NEW_STATIONS", found.stations.new, sites),
        ("VOID_SERVICES", found.services.void, services),
        ("GONE_SERVICES", found.services.gone, services),
        ("NEW_SERVICES", found.services.new, services),
        ("KEPT_VEHICLES", found.vehicles.unchanged, plates),
        ("KEPT_STATIONS", found.stations.unchanged, sites),
        ("KEPT_SERVICES", found.services.unchanged, services),
    ]


def void_answer(found: VoidSheets | None) -> dict[str, Any] | None:
    """Return what ``--json`` says; None where there was no version before."""
    if found is None:
        return None
    parts = ("void", "unchanged", "gone", "new")
    return {
        "previous_version": found.previous,
        "vehicles": {part: list(getattr(found.vehicles, part)) for part in parts},
        "stations": {part: list(getattr(found.stations, part)) for part in parts},
        "services": {part: list(getattr(found.services, part)) for part in parts},
    }
