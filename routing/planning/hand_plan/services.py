"""Which services each bag of an edit takes: the rows of two sheets, bag by bag.

A row that is as it was keeps the sites that give and receive; a new one takes those
where the bag comes from or goes to, as far as the stop or the offer allows.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.transfer import may_transfer
from routing.plan.model import Leg
from routing.plan.services import BUS, HANDOVER, calls_of
from routing.plan.workbook.layout import OFFERS, TRIPS
from routing.tables.finding import Finding, Grade

from .chain import Service, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag
    from routing.plan.workbook.edit import HandEdit, HandService, ServiceSheet

    from .packing import Packing

Sign = tuple[str, str, tuple[int, int] | None]
"""A bag, its trip or offer, and the calls of the trip."""

SUGGESTIONS = 3


class ServiceBook:
    """The bags that rows may name, and the services that they take.

    ``bags`` are those of the plan, and others of the day that a row names;
    ``services`` by bag, in the order of its way.
    """

    def __init__(self, day: Day, plan: Plan, edit: HandEdit, packing: Packing) -> None:
        self._day, self._plan, self._edit = day, plan, edit
        self._packing = packing
        self.bags = {
            bag.id: bag
            for bag in plan.bags
            if all(key in packing.rows for key in bag.contents)
        }
        self.services: dict[str, tuple[Service, ...]] = {}
        self.findings: list[Finding] = []
        self.holds = _holds(plan, edit.trips)
        self._former = dict.fromkeys(_signs(day, plan))
        self._check_sheets()
        named: dict[str, list[Service]] = {}
        for sheet, rows in self._sheets():
            for row in rows:
                for name in row.bags:
                    bag = self._bag(name, sheet, row)
                    if bag is not None:
                        named.setdefault(name, []).append(
                            self._service(bag, sheet, row)
                        )
        for name, found in named.items():
            if self._differ(name, found):
                self.services[name] = in_order(self.bags[name], found)

    def changed(self, bag: str) -> Service | None:
        """Return a service of a bag that the plan did not have."""
        return next((one for one in self.services.get(bag, ()) if one.new), None)

    def _sheets(self) -> Iterator[tuple[ServiceSheet, Sequence[HandService]]]:
        for sheet in (self._edit.trips, self._edit.offers):
            if sheet is not None:
                yield sheet, _merged(sheet.rows)

    def _check_sheets(self) -> None:
        """Report a sheet that was there and is not any more."""
        for layout, sheet, rows in (
            (TRIPS, self._edit.trips, len(self._plan.bus_loads)),
            (OFFERS, self._edit.offers, len(self._plan.handovers)),
        ):
            if sheet is None and rows:
                names = {f"sheet_{lang}": layout.name(lang) for lang in ("zh", "en")}
                self._say("EDIT_NO_SERVICE_SHEET", None, 0, count=str(rows), **names)

    def _say(
        self, code: str, sheet: ServiceSheet | None, row: int, **details: str
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                grade=Grade.FATAL,
                file=self._edit.file,
                sheet="" if sheet is None else sheet.name,
                row=row,
                column="" if sheet is None else sheet.column,
                value=details.get("bag", ""),
                details=details,
            )
        )

    def _bag(
        self, name: str, sheet: ServiceSheet, row: HandService
    ) -> PlannedBag | None:
        """Return a bag by its id, None with a finding where there is none."""
        if name not in self.bags:
            lot, _, _ = name.rpartition("-")
            packed = {bag.id: bag for bag in self._packing.whole_bags(lot)}
            if name not in packed:
                near = difflib.get_close_matches(name, list(self.bags), SUGGESTIONS)
                told = "、".join(near) or "?"
                self._say("EDIT_UNKNOWN_BAG", sheet, row.row, bag=name, near=told)
                return None
            self.bags[name] = packed[name]
        return self.bags[name]

    def _service(
        self, bag: PlannedBag, sheet: ServiceSheet, row: HandService
    ) -> Service:
        sign = bag.id, row.service, row.calls
        former = next(
            (
                leg
                for leg in bag.legs
                if row.service in (leg.trip, leg.offer) and sign in self._former
            ),
            None,
        )
        made = self._ridden(bag, row) if row.calls else self._given(bag, row)
        if former is not None:
            made = replace(made, from_site=former.from_site, to_site=former.to_site)
        return Service(
            leg=made,
            calls=row.calls,
            sheet=sheet.name,
            column=sheet.column,
            row=row.row,
            new=former is None,
            retimed=former is not None
            and (former.depart, former.arrive) != (made.depart, made.arrive),
        )

    def _ridden(self, bag: PlannedBag, row: HandService) -> Leg:
        """Return a leg by trip with the times of its timetable (rule T5a)."""
        trip = self._day.trips[row.service]
        board, alight = (trip.stops[number] for number in row.calls or (0, 1))
        hold = self.holds.get(trip.trip_id, 0)
        return Leg(
            kind=BUS,
            from_site=self._near(bag.origin, bag, board.sites),
            to_site=self._near(bag.destination, bag, alight.sites),
            depart=board.departure_time + hold,
            arrive=alight.receive_time + hold,
            trip=trip.trip_id,
        )

    def _given(self, bag: PlannedBag, row: HandService) -> Leg:
        """Return a leg by an offer (rule T8a)."""
        offer = self._day.offers[row.service]
        return Leg(
            kind=HANDOVER,
            from_site=offer.from_site,
            to_site=self._near(bag.destination, bag, offer.to_sites),
            depart=offer.cutoff_time,
            arrive=offer.delivered_time,
            offer=offer.offer_id,
        )

    def _near(self, end: str, bag: PlannedBag, sites: Sequence[str]) -> str:
        """Return the site of some that fits a bag's way best."""
        passed = [site for leg in bag.legs for site in (leg.from_site, leg.to_site)]
        kept = [site for site in sites if may_transfer(self._day.sites[site])]
        wanted = [end, *passed, *kept]
        return next((site for site in wanted if site in sites), sites[0])

    def _differ(self, name: str, found: Sequence[Service]) -> bool:
        """Tell whether no two services of a bag begin or end at one place."""
        ends: dict[tuple[bool, str], Service] = {}
        for one in found:
            for key in ((False, one.from_site), (True, one.to_site)):
                other = ends.setdefault(key, one)
                if other is not one:
                    self.findings.append(
                        Finding(
                            code="EDIT_BAG_TWICE",
                            grade=Grade.FATAL,
                            file=self._edit.file,
                            sheet=one.sheet,
                            row=one.row,
                            column=one.column,
                            value=name,
                            details={
                                "bag": name,
                                "sheet": other.sheet,
                                "other": str(other.row),
                            },
                        )
                    )
                    return False
        return True


def _holds(plan: Plan, sheet: ServiceSheet | None) -> dict[str, int]:
    """Return how long trips wait: as the sheet says, else as they did."""
    holds = {load.trip: load.hold for load in plan.bus_loads}
    holds |= {} if sheet is None or sheet.holds is None else sheet.holds
    return {trip: hold for trip, hold in holds.items() if hold}


def _merged(rows: Sequence[HandService]) -> list[HandService]:
    """Return rows without bags that an earlier row of the same service named."""
    seen: dict[Sign, None] = {}
    kept = []
    for row in rows:
        bags = tuple(
            bag for bag in row.bags if (bag, row.service, row.calls) not in seen
        )
        seen |= {(bag, row.service, row.calls): None for bag in bags}
        kept.append(replace(row, bags=bags))
    return kept


def _signs(day: Day, plan: Plan) -> Iterator[Sign]:
    """Yield what the plan gives to whom."""
    for load in plan.bus_loads:
        trip = day.trips.get(load.trip)
        calls = None if trip is None else calls_of(trip, load)
        for bag in load.bags:
            yield bag, load.trip, calls
    for row in plan.handovers:
        for bag in row.bags:
            yield bag, row.offer, None
