"""The steps of a bag in words, as short as a tag needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.report.words import (
    clock_words,
    partner_name,
    site_name,
    trip_words,
    vehicle_name,
)
from routing.texts.catalogue import text

from .words import class_word

if TYPE_CHECKING:
    from routing.domain.day import Day

    from .frame import SheetContext
    from .itinerary import Ride, Step, Steps

FAMILY = "itineraries"
_MINUTE = 60


def say(context: SheetContext, code: str, **values: object) -> str:
    """Return a text of this family in the language of the sheets."""
    return text(FAMILY, code, context.lang, **values)


def time_words(context: SheetContext, seconds: int) -> str:
    """Return a time of day; what is past midnight says so."""
    return clock_words(seconds, context.lang)


def walk_minutes(seconds: int) -> int:
    """Return whole minutes on foot, begun ones counted."""
    return -(-seconds // _MINUTE)


def way_words(context: SheetContext, steps: Steps, *, stands: str) -> str:
    """Return all steps, a line each, numbered where there are several.

    ``stands`` is the site whose name stands on the tag already.
    """
    lines = [step_words(context, step, stands=stands) for step in steps]
    if len(lines) == 1:
        return lines[0]
    numbered = enumerate(lines, start=1)
    return "\n".join(say(context, "STEP", n=n, words=words) for n, words in numbered)


def step_words(context: SheetContext, step: Step, *, stands: str) -> str:
    """Return who carries the bag, from where and until where."""
    if step.ride is not None:
        return _by_bus(context, step, step.ride, stands)
    if step.offer is not None:
        return _handed_over(context, step, stands)
    leg, day = step.leg, context.day
    if leg.trip is not None:
        words = say(context, "STEP_BUS_UNKNOWN", trip=leg.trip)
    elif leg.offer is not None:
        words = say(context, "STEP_OFFER_UNKNOWN", offer=leg.offer)
    else:
        words = _by_road(context, step)
    return words + _arrow(context, day, leg.to_site, stands)


def _arrow(context: SheetContext, day: Day, site: str, stands: str) -> str:
    if site == stands:
        return ""
    return say(context, "ARROW", site=site_name(day, site))


def _by_road(context: SheetContext, step: Step) -> str:
    leg, day = step.leg, context.day
    vehicle = day.vehicles.get(leg.vehicle or "")
    kind = class_word(context, str(vehicle.vehicle_class)) if vehicle else ""
    code = "STEP_ROAD_TAKEN" if step.taken else "STEP_ROAD"
    return say(
        context,
        code if step.stop else "STEP_ROAD_BASE",
        kind=kind,
        vehicle=vehicle_name(day, leg.vehicle or ""),
        tour=(leg.tour or 0) + 1,
        stop=step.stop,
    ).strip()


def _by_bus(context: SheetContext, step: Step, ride: Ride, stands: str) -> str:
    day = context.day
    board = site_name(day, ride.board.site)
    if not ride.from_first:
        time = time_words(context, ride.board.depart)
        board = say(context, "AT", site=board, time=time)
    words = say(
        context,
        "STEP_BUS",
        trip=trip_words(day, ride.trip.trip_id, context.lang),
        board=board,
        time=time_words(context, ride.alight.arrive),
        alight=site_name(day, ride.alight.site),
    )
    end = step.leg.to_site
    if end != ride.alight.site:
        minutes = walk_minutes(ride.alight_stop.walk_duration)
        words += say(context, "STEP_WALK", minutes=minutes)
        if end != stands:
            words += say(context, "STEP_WALK_TO", site=site_name(day, end))
    return words


def _handed_over(context: SheetContext, step: Step, stands: str) -> str:
    leg, day, offer = step.leg, context.day, step.offer
    to = "" if leg.to_site == stands else f"{site_name(day, leg.to_site)} "
    return say(
        context,
        "STEP_HANDOVER",
        carrier=partner_name(day, offer.carrier) if offer else leg.offer,
        cutoff=time_words(context, leg.depart),
        site=site_name(day, leg.from_site),
        to=to,
        promise=time_words(context, leg.arrive),
    )
