"""Rule W5e, times: begun tours keep theirs, or are later by what they must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .causes import Cause
from .spans import length, standing
from .times import service_duration
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.model import Pause, Stop
    from ..plan.violation import Violation
    from .begun_tours import BegunTour
    from .case import Case, Drive
    from .past_view import PastView


def check_clock_times(
    case: Case, past: PastView, pair: BegunTour, matched: list[tuple[int, int]]
) -> Iterator[Violation]:
    """Compare the times of a begun tour with those told."""
    yield from _loading(case, past, pair)
    told, plan = pair.told, pair.now.tour
    pauses = _pauses(case, pair)
    # Where it was before, when it left, as told and now: what is as it was stays.
    was: tuple[str, int] | None = (pair.now.begins, told.start)
    places = [place for _, place in pair.now.halts()]
    mine = {number: index for index, number in matched}
    for number, stop in enumerate(plan.stops):
        if number not in mine:
            was = None
            continue
        index = mine[number]
        halt, drive = told.stops[index], pair.now.drives[number]
        kept = was == (drive.from_site, drive.depart) and _follows(mine, number)
        off = _arrival(drive, pauses, halt.arrive, past.now, kept=kept)
        off += max(0, halt.start - stop.start)
        off += max(0, stop.start - max(halt.start, stop.arrive))
        off += _leaving(case, halt, stop)
        if off:
            yield found(Cause.W5_BEGUN_TIMES, places[number], off)
        was = (stop.site, halt.depart)
    if pair.loss is None:
        kept = was == (pair.now.drives[-1].from_site, pair.now.drives[-1].depart)
        kept = kept and len(matched) == len(told.stops)
        off = _arrival(pair.now.drives[-1], pauses, told.end, past.now, kept=kept)
    else:
        off = _lost_end(pair, matched)
    if off:
        yield found(Cause.W5_BEGUN_TIMES, pair.now.where, off)


def _follows(mine: dict[int, int], number: int) -> bool:
    """Tell whether the halt before is the one that was told before."""
    return mine[number] == (mine.get(number - 1, -2) + 1 if number else 0)


def _loading(case: Case, past: PastView, pair: BegunTour) -> Iterator[Violation]:
    """Check that loading starts as told, or when a late vehicle is back."""
    told, plan = pair.told, pair.now.tour
    due = max(told.load_start, _late_back(case, past, pair))
    off = abs(plan.load_start - due)
    ready = told.start
    if due > told.load_start:
        ready = max(ready, due + pair.now.vehicle.reload_duration)
    off += abs(plan.start - ready)
    if off:
        yield found(Cause.W5_BEGUN_TIMES, pair.now.where, off)


def _late_back(case: Case, past: PastView, pair: BegunTour) -> int:
    """Return when the vehicle is back from a tour that ends later than told, else 0."""
    name = pair.now.vehicle.vehicle_id
    numbers = past.pairs[name]
    for tour in case.tours():
        if (tour.vehicle.vehicle_id, tour.number) == (name, pair.now.number - 1):
            told = past.begun.routes[name].tours[numbers.index(tour.number)]
            return tour.tour.end if tour.tour.end > told.end else 0
    return 0


def _pauses(case: Case, pair: BegunTour) -> tuple[Pause, ...]:
    name = pair.now.vehicle.vehicle_id
    return next(r.route.pauses for r in case.routes if r.vehicle.vehicle_id == name)


def _arrival(
    drive: Drive, pauses: tuple[Pause, ...], told: int, now: int, *, kept: bool
) -> int:
    """Return seconds by which a vehicle arrives sooner or later than it can."""
    if kept and drive.arrive == told:
        return 0
    if drive.seconds is None:
        return 0
    due = drive.depart + drive.seconds + length(standing(drive, pauses))
    late = max(0, drive.arrive - max(told, due))
    return late + (max(0, due - drive.arrive) if drive.arrive >= now else 0)


def _leaving(case: Case, told: Stop, stop: Stop) -> int:
    """Return seconds by which a halt is left too soon or too late."""
    same = (told.start, set(told.deliver), set(told.pick_up)) == (
        stop.start,
        set(stop.deliver),
        set(stop.pick_up),
    )
    if same:
        return abs(stop.depart - told.depart)
    early = stop.start + service_duration(case, stop) - stop.depart
    late = stop.depart - max(told.depart, stop.start + told.depart - told.start)
    return max(0, early) + max(0, late)


def _lost_end(pair: BegunTour, matched: list[tuple[int, int]]) -> int:
    """Return seconds between the end of a lost vehicle's tour and its loss (W5f)."""
    plan, loss = pair.now.tour, pair.loss
    if loss is None:
        return 0
    mine = {number for _, number in matched}
    done = [
        stop
        for number, stop in enumerate(plan.stops)
        if number in mine and stop.start <= loss.time
    ]
    end = max([loss.time, *(stop.depart for stop in done[-1:])])
    # What is for the place where it stands is handed over there, now or at once.
    here = [s for s in plan.stops[-1:] if s.site == loss.site and s not in done[-1:]]
    ends = [end, *(max(end, stop.depart) for stop in here)]
    return min(abs(plan.end - moment) for moment in ends)
