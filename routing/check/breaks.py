"""Rule T7: breaks, driving without a pause, and where pauses may lie."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ..plan.model import PauseKind
from .causes import Cause
from .spans import Doing, route_spans, standing
from .words import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.vehicle import Break
    from ..plan.model import Pause
    from ..plan.violation import Violation
    from .case import Case, RouteCase
    from .spans import Span

RESTING = 1200
"""Seconds without driving after which driving is counted anew."""


def check_breaks(case: Case) -> Iterator[Violation]:
    """Check pauses, breaks and driving of every route."""
    for route in case.routes:
        if not route.tours:
            continue
        spans = tuple(route_spans(case, route))
        yield from _pauses(route, spans)
        yield from _breaks(route)
        yield from _driving(route, spans)


def _pauses(route: RouteCase, spans: tuple[Span, ...]) -> Iterator[Violation]:
    name = route.vehicle.vehicle_id
    for pause in route.route.pauses:
        where = f"{name} {pause.kind} @{pause.site}"
        if pause.end <= pause.start or not (
            route.begin <= pause.start and pause.end <= route.end
        ):
            yield found(Cause.T7_PLACE, where, 1)
            continue
        busy = sum(_busy(pause, span) for span in spans)
        if busy:
            yield found(Cause.T7_OVERLAP, where, busy)
        elif any(
            _common(pause, span) > 0 and pause.site not in span.sites for span in spans
        ):
            yield found(Cause.T7_PLACE, where, 1)
    for first, second in combinations(route.route.pauses, 2):
        if PauseKind.CHARGE in (first.kind, second.kind):
            continue
        both = min(first.end, second.end) - max(first.start, second.start)
        if both > 0:
            where = f"{name} {second.kind} @{second.site}"
            yield found(Cause.T7_OVERLAP, where, both)


def _common(pause: Pause, span: Span) -> int:
    return max(0, min(pause.end, span.end) - max(pause.start, span.start))


def _busy(pause: Pause, span: Span) -> int:
    """Seconds of a pause in which the vehicle cannot rest."""
    if span.doing is Doing.STAND:
        return 0
    inside = span.start <= pause.start and pause.end <= span.end
    if span.doing is Doing.DRIVE and inside:
        return 0
    return _common(pause, span)


def _breaks(route: RouteCase) -> Iterator[Violation]:
    """Match due breaks with listed ones; no listed break serves two."""
    due = [
        rest
        for rest in route.vehicle.breaks
        if route.begin <= rest.window.early and route.end >= rest.window.late
    ]
    listed = [p for p in route.route.pauses if p.kind == PauseKind.BREAK]
    taken: dict[int, int] = {}
    for index in range(len(due)):
        _match(index, due, listed, (taken, []))
    free = [i for i in range(len(listed)) if i not in taken]
    for index, rest in enumerate(due):
        if index not in taken.values():
            best = max((_within(listed[i], rest) for i in free), default=0)
            short = max(1, rest.duration - best)
            yield found(Cause.T7_BREAK, route.vehicle.vehicle_id, short)


def _match(
    index: int,
    due: list[Break],
    listed: list[Pause],
    state: tuple[dict[int, int], list[int]],
) -> bool:
    """Find a listed break for ``due[index]``, moving earlier ones if needed."""
    taken, tried = state
    rest = due[index]
    for number, pause in enumerate(listed):
        inside = rest.window.early <= pause.start and pause.end <= rest.window.late
        fits = inside and pause.end - pause.start >= rest.duration
        if not fits or number in tried:
            continue
        tried.append(number)
        if number not in taken or _match(taken[number], due, listed, state):
            taken[number] = index
            return True
    return False


def _within(pause: Pause, rest: Break) -> int:
    begin, end = max(pause.start, rest.window.early), min(pause.end, rest.window.late)
    return max(0, end - begin)


def _driving(route: RouteCase, spans: tuple[Span, ...]) -> Iterator[Violation]:
    """Add driving up until a rest of at least 20 minutes."""
    limit = route.vehicle.max_drive_duration
    for driven in _stretches(route, spans):
        if driven > limit:
            where = route.vehicle.vehicle_id
            yield found(Cause.T7_DRIVE, where, driven - limit)


def _stretches(route: RouteCase, spans: tuple[Span, ...]) -> Iterator[int]:
    rests = sorted(
        (p for p in route.route.pauses if p.end - p.start >= RESTING),
        key=lambda pause: (pause.start, pause.end),
    )
    driven = done = 0
    for span in spans:
        if span.drive is None or span.drive.seconds is None:
            continue
        while done < len(rests) and rests[done].end <= span.start:
            yield driven
            driven, done = 0, done + 1
        gone = 0
        for pause in standing(span.drive, route.route.pauses):
            before = _gone(span, pause, route.route.pauses)
            if pause in rests[done:]:
                yield driven + before - gone
                driven, gone, done = 0, before, done + 1
        driven += span.drive.seconds - gone
    yield driven


def _gone(span: Span, pause: Pause, pauses: tuple[Pause, ...]) -> int:
    """Seconds driven on a leg when a pause on it begins."""
    if span.drive is None or span.drive.seconds is None:
        return 0
    rested = sum(
        other.end - other.start
        for other in standing(span.drive, pauses)
        if other.end <= pause.start
    )
    return min(span.drive.seconds, max(0, pause.start - span.start - rested))
