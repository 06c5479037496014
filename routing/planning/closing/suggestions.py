"""Service times and speeds that the typed times speak for: said, never applied."""

from __future__ import annotations

import statistics
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.plan.actuals.closed import Suggestion
from routing.travel.options import travel_options
from routing.travel.speed import SpeedCurve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routing.domain.day import Day
    from routing.plan.actuals.model import Visit

FEWEST = 5
"""Observations before anything is suggested; assumed."""

SHORTEST_DRIVE = 120
"""Seconds: on shorter ways the minute that a clock is read to is too coarse."""

FARTHEST = 3
"""A way or stop of this many times the planned duration, or of that part of it, is
a slip of the pen or another story; assumed."""

NOTABLE = Fraction(1, 20)
"""Share by which a median must differ to be worth a word; assumed."""

MINUTE = 60
HALF = 30


def suggestions(day: Day, visits: Sequence[Visit]) -> tuple[Suggestion, ...]:
    """Return what the tables might say instead, speeds first.

    Medians, so that a breakdown counts no more than any other way.
    """
    return (*_speeds(day, visits), *_services(day, visits))


def _speeds(day: Day, visits: Sequence[Visit]) -> Iterable[Suggestion]:
    ratios: dict[str, list[Fraction]] = defaultdict(list)
    for one in visits:
        if one.done_drive is None or one.planned_drive < SHORTEST_DRIVE:
            continue
        ratio = Fraction(one.done_drive, one.planned_drive)
        if Fraction(1, FARTHEST) <= ratio <= FARTHEST:
            ratios[one.profile].append(ratio)
    for profile, found in sorted(ratios.items()):
        if (middle := _median(found)) is not None:
            yield Suggestion(
                code="DRIVE",
                about=profile,
                now="1.00",
                better=f"{float(middle):.2f}",
                count=len(found),
            )
    everything = [ratio for found in ratios.values() for ratio in found]
    if (middle := _median(everything)) is not None:
        options, _ = travel_options(day.settings)
        curve = options.speed_curve
        slower = SpeedCurve(
            tuple((km, round(kmh / float(middle), 1)) for km, kmh in curve.knots)
        )
        yield Suggestion(
            code="CURVE",
            about="",
            now=str(curve),
            better=str(slower),
            count=len(everything),
        )


def _median(ratios: Sequence[Fraction]) -> Fraction | None:
    """Return the median, None for too few or where it is as planned."""
    if len(ratios) < FEWEST:
        return None
    middle = Fraction(statistics.median(ratios))
    return middle if abs(middle - 1) >= NOTABLE else None


def _services(day: Day, visits: Sequence[Visit]) -> Iterable[Suggestion]:
    levels: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sites: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in visits:
        if one.done_service is None or one.done_service < 0:
            continue
        if one.done_service > FARTHEST * max(one.planned_service, MINUTE):
            continue
        work = one.items * one.per_item
        pair = one.planned_service - work, max(one.done_service - work, 0)
        levels[one.level].append(pair)
        sites[one.site].append(pair)
    for level, pairs in sorted(levels.items()):
        yield from _service("SERVICE_LEVEL", level, pairs)
    for site in day.sites:
        if site in sites:
            yield from _service("SERVICE_SITE", site, sites[site])


def _service(
    code: str, about: str, pairs: Sequence[tuple[int, int]]
) -> Iterable[Suggestion]:
    """Yield the minutes of a stop beside the work on its items, to half a minute."""
    if len(pairs) < FEWEST:
        return
    now = statistics.median(planned for planned, _ in pairs)
    done = statistics.median(done for _, done in pairs)
    better = int(done + HALF / 2) // HALF * HALF
    if abs(better - now) >= HALF:
        yield Suggestion(
            code=code,
            about=about,
            now=f"{now / MINUTE:g}",
            better=f"{better / MINUTE:g}",
            count=len(pairs),
        )
