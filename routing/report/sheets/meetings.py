"""When goods change hands at a station, with whom, and where to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.plan.tour_ends import tour_end
from routing.report.words import partner_name, site_name, trip_words, vehicle_name

from .contacts import partner_people, trip_people
from .itinerary import BUS, HANDOVER, steps_of
from .itinerary_words import say, time_words, walk_minutes
from .visits import visits_of
from .words import contact_words, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.trip import StopTime
    from routing.plan.model import PlannedBag

    from .frame import SheetContext
    from .itinerary import Ride, Step
    from .visits import Visit
    from .words import Cargo


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Goods that come to a station or leave it at one time, with one carrier.

    ``time`` orders them; ``when`` and ``who`` are its words, the carrier's name
    first and then its people; ``note`` says where to meet and by when to be ready.
    """

    site: str
    comes: bool
    time: int
    when: str
    who: str
    bags: tuple[PlannedBag, ...]
    note: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its bags."""
        return tuple(bag.id for bag in self.bags)


def meetings_of(context: SheetContext, cargo: Cargo) -> dict[str, tuple[Meeting, ...]]:
    """Return the meetings of each site that has any, sites in order of the tables.

    They are in order of time, what comes before what goes.
    """
    found: dict[str, list[Meeting]] = {site: [] for site in context.day.sites}
    for visits in visits_of(context.day, context.plan).values():
        for visit in visits:
            found[visit.stop.site] += _halt(context, cargo, visit)
    for meeting in (*_at_bases(context, cargo), *_services(context)):
        found.setdefault(meeting.site, []).append(meeting)
    return {
        site: tuple(sorted(met, key=lambda one: (one.time, not one.comes)))
        for site, met in found.items()
        if met
    }


def _halt(context: SheetContext, cargo: Cargo, visit: Visit) -> Iterator[Meeting]:
    stop = visit.stop
    for ids, comes in ((stop.deliver, True), (stop.pick_up, False)):
        if ids:
            yield Meeting(
                site=stop.site,
                comes=comes,
                time=stop.start,
                when=span_words(visit.early, visit.late),
                who=_vehicle(context, visit.route.vehicle),
                bags=tuple(cargo.of(ids)),
            )


def _at_bases(context: SheetContext, cargo: Cargo) -> Iterator[Meeting]:
    """Yield what vehicles load and unload at their bases other than the centre."""
    day = context.day
    for route in context.plan.routes:
        vehicle = day.vehicles[route.vehicle]
        who = _vehicle(context, route.vehicle)
        for number, tour in enumerate(route.tours):
            end = tour_end(vehicle, route, number)
            note = say(context, "NOTE_BASE", time=time_words(context, tour.load_start))
            for ids, site, comes, time in (
                (tour.load, vehicle.start_site, False, tour.start),
                (tour.unload, end, True, tour.end),
            ):
                if ids and site != day.centre:
                    yield Meeting(
                        site=site,
                        comes=comes,
                        time=time,
                        when=time_words(context, time),
                        who=who,
                        bags=tuple(cargo.of(ids)),
                        note="" if comes else note,
                    )


_Key = tuple[str, bool, int, str, str]
"""Site, whether goods come, time, kind and id of the carrier."""


def _services(context: SheetContext) -> Iterator[Meeting]:
    """Yield what trips and partners bring and take, bags of one call together."""
    together: dict[_Key, list[tuple[PlannedBag, Step]]] = {}
    steps = steps_of(context.day, context.plan)
    for bag in context.plan.bags:
        for step in steps[bag.id]:
            leg = step.leg
            if leg.kind not in (BUS, HANDOVER):
                continue
            carrier = (leg.kind, leg.trip or leg.offer or "")
            for site, comes, time in (
                (leg.to_site, True, leg.arrive),
                (leg.from_site, False, leg.depart),
            ):
                if site != context.day.centre:
                    key = (site, comes, time, *carrier)
                    together.setdefault(key, []).append((bag, step))
    for (site, comes, time, _, _), group in together.items():
        step = group[0][1]
        yield Meeting(
            site=site,
            comes=comes,
            time=time,
            when=_when(context, step, time, comes=comes),
            who=_service(context, step),
            bags=tuple(bag for bag, _ in group),
            note=_note(context, step, comes=comes),
        )


def _vehicle(context: SheetContext, vehicle: str) -> str:
    """Return plate, driver and his phone."""
    driver = contact_words(context, context.day.vehicles[vehicle].contact)
    return _lines(vehicle_name(context.day, vehicle), driver)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _service(context: SheetContext, step: Step) -> str:
    """Return the trip with its plate and crew, or the partner and who answers there."""
    leg = step.leg
    if leg.kind == HANDOVER:
        carrier = step.offer.carrier if step.offer is not None else leg.offer or ""
        name = partner_name(context.day, carrier)
        words = say(context, "WHO_HANDOVER", carrier=name)
        return _lines(words, partner_people(context, carrier))
    name = trip_words(context.day, leg.trip or "", context.lang)
    trip = context.day.trips.get(leg.trip or "")
    if trip is None:
        return name
    return _lines(name, trip.plate, trip_people(context, trip))


def _when(context: SheetContext, step: Step, time: int, *, comes: bool) -> str:
    words = time_words(context, time)
    if step.leg.kind == HANDOVER:
        return say(context, "BEFORE", time=words)
    code = "ABOUT" if _is_nominal(step.ride, comes=comes) else "EXACT"
    return say(context, code, time=words)


def _is_nominal(ride: Ride | None, *, comes: bool) -> bool:
    """Tell whether nobody wrote down when the bus is there."""
    if ride is None:
        return False
    stop = ride.alight_stop if comes else ride.board_stop
    return stop.interpolated or not ride.trip.exact


def _note(context: SheetContext, step: Step, *, comes: bool) -> str:
    """Return where to meet a bus and what to hand over by when."""
    leg, ride = step.leg, step.ride
    if leg.kind == HANDOVER:
        if comes:
            return ""
        return say(
            context,
            "NOTE_HANDOVER",
            cutoff=time_words(context, leg.depart),
            to=site_name(context.day, leg.to_site),
            promise=time_words(context, leg.arrive),
        )
    if ride is None:
        return ""
    call = ride.alight if comes else ride.board
    stop = ride.alight_stop if comes else ride.board_stop
    site = leg.to_site if comes else leg.from_site
    time = time_words(context, call.arrive if comes else call.depart)
    if comes and site == stop.site:
        return say(context, "NOTE_ARRIVES", time=time)
    words = say(
        context,
        "NOTE_ALIGHT" if comes else "NOTE_BOARD",
        closing=time_words(context, ride.latest),
        time=time,
        stop=site_name(context.day, stop.site),
        walk=_walk(context, stop, site),
    )
    return words + say(context, _who_waits(stop, site, comes=comes))


def _walk(context: SheetContext, stop: StopTime, site: str) -> str:
    if site == stop.site or not stop.walk_duration:
        return ""
    return say(context, "NOTE_WALK", minutes=walk_minutes(stop.walk_duration))


def _who_waits(stop: StopTime, site: str, *, comes: bool) -> str:
    if stop.attended and site != stop.site:
        return "NOTE_ATTENDED" if comes else "NOTE_ATTENDED_BOARD"
    return "NOTE_WAIT"
