"""Trips, offers and transfers as pages and maps show them: number, sign, colour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .offer_view import offer_views
from .route_view import PALETTE
from .transfer_view import transfer_views
from .trip_view import trip_views
from .words import offer_name, trip_name, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Leg, Plan

    from .offer_view import OfferView
    from .route_view import RouteView
    from .transfer_view import TransferView
    from .trip_view import TripView


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTrip:
    """A trip with its ``number`` after the routes and a ``sign`` for people."""

    number: int
    sign: str
    colour: str
    label: str
    view: TripView

    def stretches(self) -> dict[tuple[str, str], bool]:
        """Return neighbouring sites of the trip, and whether goods ride between.

        A way back along the same road is the same stretch: it is drawn once.
        """
        found: dict[tuple[str, str], bool] = {}
        for segment in self.view.segments:
            ends = (self.view.calls[segment.number + at].site for at in (0, 1))
            here, there = sorted(ends)
            if here != there:
                known = found.get((here, there), False)
                found[here, there] = known or bool(segment.bags)
        return found

    def walks(self) -> list[tuple[str, str]]:
        """Return the ways between stops and the sites beside them, each once."""
        found: dict[tuple[str, str], None] = {}
        for ride in self.view.rides:
            board = self.view.calls[ride.board].site
            alight = self.view.calls[ride.alight].site
            for one in ride.carried:
                if one.leg is not None:
                    found[one.leg.from_site, board] = None
                    found[alight, one.leg.to_site] = None
        return [(here, there) for here, there in found if here != there]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOffer:
    """An offer with its ``number`` after the trips and a ``sign`` for people."""

    number: int
    sign: str
    colour: str
    label: str
    view: OfferView


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What trips and other partners carry, and what waits between carriers.

    ``numbers`` are those of carriers by kind and id, routes included.
    """

    trips: tuple[ShownTrip, ...]
    offers: tuple[ShownOffer, ...]
    transfers: tuple[TransferView, ...]
    numbers: dict[tuple[str, str], int]

    def __bool__(self) -> bool:
        return bool(self.trips or self.offers or self.transfers)

    def __iter__(self) -> Iterator[ShownTrip | ShownOffer]:
        """Yield trips, then offers."""
        yield from self.trips
        yield from self.offers

    def number_of(self, leg: Leg) -> int | None:
        """Return the number of who carries a leg, None where it is not shown."""
        name = leg.vehicle or leg.trip or leg.offer or ""
        return self.numbers.get((leg.kind, name))

    def calls(self) -> Iterator[tuple[str, int]]:
        """Yield the sites that give or receive, with the number of the carrier."""
        for trip in self.trips:
            for call in trip.view.calls:
                if call.handled:
                    yield call.site, trip.number
            for ends in trip.walks():
                yield from ((site, trip.number) for site in ends)
        for offer in self.offers:
            yield offer.view.offer.from_site, offer.number
            yield from ((site, offer.number) for site in offer.view.ends)


def shown_services(
    day: Day, plan: Plan, routes: tuple[RouteView, ...], lang: str
) -> Services:
    """Return the services of a plan, numbered after its routes."""
    first = len(routes) + 1
    trips = tuple(
        ShownTrip(
            number=number,
            sign=word("SIGN_TRIP", lang, n=number - first + 1),
            colour=_colour(number),
            label=trip_name(day, view.trip.trip_id),
            view=view,
        )
        for number, view in enumerate(trip_views(day, plan), start=first)
    )
    offers = tuple(_offers(day, plan, first + len(trips), lang))
    numbers = {("road", view.route.vehicle): view.number for view in routes}
    numbers |= {("bus", trip.view.trip.trip_id): trip.number for trip in trips}
    numbers |= {("handover", one.view.offer.offer_id): one.number for one in offers}
    return Services(
        trips=trips, offers=offers, transfers=transfer_views(plan), numbers=numbers
    )


def _colour(number: int) -> str:
    return PALETTE[(number - 1) % len(PALETTE)]


def _offers(day: Day, plan: Plan, first: int, lang: str) -> Iterator[ShownOffer]:
    """Yield the offers; last resorts have signs and a count of their own."""
    count: Counter[str] = Counter()
    for number, view in enumerate(offer_views(day, plan), start=first):
        code = "SIGN_LAST_RESORT" if view.offer.last_resort else "SIGN_OFFER"
        count[code] += 1
        yield ShownOffer(
            number=number,
            sign=word(code, lang, n=count[code]),
            colour=_colour(number),
            label=offer_name(day, view.offer.offer_id, lang),
            view=view,
        )
