"""What a vehicle does when: loading, driving, serving, standing; and its pauses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .times import service_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.model import Pause
    from .case import Case, Drive, RouteCase


class Doing(StrEnum):
    """What fills a stretch of a route."""

    LOAD = "load"
    DRIVE = "drive"
    SERVE = "serve"
    STAND = "stand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a route; ``sites`` are where the vehicle can stand in it."""

    doing: Doing
    start: int
    end: int
    sites: tuple[str, ...]
    drive: Drive | None = None


def route_spans(case: Case, route: RouteCase) -> Iterator[Span]:
    """Yield the stretches of a route in the plan's order."""
    back: int | None = None
    for tour in route.tours:
        plan, base = tour.tour, (tour.begins,)
        if back is not None:
            yield Span(doing=Doing.STAND, start=back, end=plan.load_start, sites=base)
        loaded = plan.load_start + tour.vehicle.reload_duration
        yield Span(doing=Doing.LOAD, start=plan.load_start, end=loaded, sites=base)
        yield Span(doing=Doing.STAND, start=loaded, end=plan.start, sites=base)
        for drive, stop in zip(tour.drives, plan.stops, strict=False):
            yield _driving(drive)
            here = (stop.site,)
            served = stop.start + service_duration(case, stop)
            yield Span(doing=Doing.STAND, start=stop.arrive, end=stop.start, sites=here)
            yield Span(doing=Doing.SERVE, start=stop.start, end=served, sites=here)
            yield Span(doing=Doing.STAND, start=served, end=stop.depart, sites=here)
        yield _driving(tour.drives[-1])
        back = plan.end


def _driving(drive: Drive) -> Span:
    return Span(
        doing=Doing.DRIVE,
        start=drive.depart,
        end=drive.arrive,
        sites=(drive.from_site, drive.to_site),
        drive=drive,
    )


def standing(drive: Drive, pauses: tuple[Pause, ...]) -> list[Pause]:
    """Return the pauses between departure and arrival, in order of time."""
    return sorted(
        (
            pause
            for pause in pauses
            if drive.depart <= pause.start <= pause.end <= drive.arrive
        ),
        key=lambda pause: (pause.start, pause.end),
    )


def length(pauses: list[Pause]) -> int:
    """Return the seconds covered by pauses, given in order of time."""
    total = 0
    upto: int | None = None
    for pause in pauses:
        begin = pause.start if upto is None else max(pause.start, upto)
        total += max(0, pause.end - begin)
        upto = pause.end if upto is None else max(upto, pause.end)
    return total
