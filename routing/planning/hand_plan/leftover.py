"""What rows ask for that no bag brings: dropped where that follows, else an error.

Where one part of a bag's way was taken out, its other parts go too: rows that
still stand as they were written for them are read without these items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.plan.services import ROAD
from routing.plan.workbook.columns import word
from routing.plan.workbook.names import Names
from routing.tables.finding import Finding, Grade

from .tours import seats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan, PlannedBag
    from routing.plan.workbook.edit import HandEdit

    from .bags import Allotment
    from .services import ServiceBook
    from .tours import HaltLoad, Need, Place, TourLoad


def leftovers(
    day: Day, plan: Plan, edit: HandEdit, book: ServiceBook, allotment: Allotment
) -> list[Finding]:
    """Return what is wrong with the rows of an edit, and what was dropped.

    Halts and tours at which nothing is left to do are taken out of the tours.
    """
    teller = _Teller(day, plan, edit, allotment)
    findings = [*teller.bags(book), *teller.rows()]
    for tour in allotment.tours:
        tour.halts = [halt for halt in tour.halts if halt.deliver or halt.pick_up]
    allotment.tours = [tour for tour in allotment.tours if tour.halts]
    return findings


class _Teller:
    """Tells of rows and bags that do not come to anything."""

    def __init__(
        self, day: Day, plan: Plan, edit: HandEdit, allotment: Allotment
    ) -> None:
        self._names = Names(day)
        self._edit, self._allotment = edit, allotment
        self._at = _handled(plan, allotment)

    def bags(self, book: ServiceBook) -> Iterator[Finding]:
        """Yield bags that do not take the services that rows name."""
        sites = self._names.sites
        for key in (*self._allotment.by_road, *self._allotment.stay):
            new = book.changed(key)
            row = new or book.services[key][0]
            bag = book.bags[key]
            code = "EDIT_BAG_BY_ROAD"
            details = {"bag": key, "destination": sites.label(bag.destination)}
            if key in self._allotment.stay:
                code = "EDIT_BAG_NO_WAY" if new else "EDIT_BAG_DROPPED"
                gap = self._allotment.missing(bag)
                details["origin"] = sites.label(gap.from_site)
                details["destination"] = sites.label(gap.to_site)
            yield Finding(
                code=code,
                grade=Grade.WARNING if new is None else Grade.FATAL,
                file=self._edit.file,
                sheet=row.sheet,
                row=row.row,
                column=row.column,
                value=key,
                details=details,
            )

    def rows(self) -> Iterator[Finding]:
        """Yield rows that ask for goods that nobody brings there."""
        for tour in self._allotment.tours:
            for halt in tour.halts:
                for need in halt.open:
                    open_items = halt.needs[need]
                    gone = min(open_items, self._gone(tour, halt, need))
                    if gone:
                        yield self._finding("EDIT_GOODS_GONE", tour, halt, need, gone)
                    if open_items > gone:
                        yield self._wrong(tour, halt, need, open_items - gone)

    def _gone(self, tour: TourLoad, halt: HaltLoad, need: Need) -> int:
        """Return the items that came here before and whose other part is gone."""
        here = halt.pick_up if need[0] else halt.deliver
        seated = {movement.bag.id for movement in here}
        items = 0
        for place in halt.stayed:
            for bag, leg in self._at.get((place, need[0]), ()):
                if bag.id in seated or not _drives(tour, halt, leg, pick_up=need[0]):
                    continue
                items += self._allotment.goods(bag).get(need[1:], 0)
        return items

    def _wrong(self, tour: TourLoad, halt: HaltLoad, need: Need, items: int) -> Finding:
        """Tell of items that cannot be taken on or handed over as written."""
        for row in self._allotment.by_end.get((halt.site, *need), ()):
            if self._allotment.left[row.consignment_id]:
                ends = {
                    "origin": self._names.sites.label(row.origin),
                    "destination": self._names.sites.label(row.destination),
                }
                return self._finding("EDIT_NO_WAY", tour, halt, need, items, **ends)
        return self._finding("EDIT_NO_GOODS", tour, halt, need, items)

    def _finding(
        self,
        code: str,
        tour: TourLoad,
        halt: HaltLoad,
        need: Need,
        items: int,
        **more: str,
    ) -> Finding:
        names = self._names
        pick_up, partner, goods = need
        direction = "PICK_UP" if pick_up else "DELIVER"
        missing = "DELIVER" if pick_up else "PICK_UP"
        gone = code == "EDIT_GOODS_GONE"
        return Finding(
            code=code,
            grade=Grade.WARNING if gone else Grade.FATAL,
            file=self._edit.file,
            sheet=self._edit.sheet,
            row=halt.rows[-1],
            details={
                "vehicle": names.vehicles.label(tour.vehicle.vehicle_id),
                "tour": str(tour.number + 1),
                "base": names.sites.label(tour.begins),
                "site": names.sites.label(halt.site),
                "partner": names.partners.label(partner),
                "goods": goods,
                "count": str(items),
                "direction": word(direction, "en"),
                "direction_zh": word(direction, "zh"),
                "missing": word(missing, "en"),
                "missing_zh": word(missing, "zh"),
                **more,
            },
        )


def _drives(tour: TourLoad, halt: HaltLoad, leg: Leg, *, pick_up: bool) -> bool:
    """Tell whether a tour still comes by both ends of a leg."""
    return any(
        halt is (seat.board if pick_up else seat.leave)
        for seat in seats(tour, leg.from_site, leg.to_site)
    )


def _handled(
    plan: Plan, allotment: Allotment
) -> dict[tuple[Place, bool], list[tuple[PlannedBag, Leg]]]:
    """Return the plan's bags with several legs by halt and direction."""
    known = {bag.id: bag for bag in allotment.known}
    found: dict[tuple[Place, bool], list[tuple[PlannedBag, Leg]]] = {}
    for route in plan.routes:
        for number, tour in enumerate(route.tours):
            for order, stop in enumerate(tour.stops, start=1):
                place = route.vehicle, number + 1, order
                for pick_up, bags in ((False, stop.deliver), (True, stop.pick_up)):
                    for bag in (known[key] for key in bags if key in known):
                        leg = _leg_at(bag, route.vehicle, number, stop.site, pick_up)
                        if leg is not None and len(bag.legs) > 1:
                            found.setdefault((place, pick_up), []).append((bag, leg))
    return found


def _leg_at(
    bag: PlannedBag, vehicle: str, tour: int, site: str, pick_up: object
) -> Leg | None:
    return next(
        (
            leg
            for leg in bag.legs
            if leg.kind == ROAD
            and (leg.vehicle, leg.tour) == (vehicle, tour)
            and (leg.from_site if pick_up else leg.to_site) == site
        ),
        None,
    )
