"""Second ways (备用走法): how goods go on when a trip or an offer fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Leg, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """Bags that go another way together, with their whole itinerary."""

    bags: tuple[str, ...]
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondWay:
    """What becomes of a plan's goods when a trip or an offer is not there.

    One of ``trip`` and ``offer`` names what fails; everything else of the plan stays
    as it is. ``detours`` are in the order in which they were found, each beside those
    before it; ``left`` are the bags that find no other way, with ``items_left``
    items. ``extra_cents`` is what the day costs more then, below 0 where it costs
    less. ``call_by`` is the latest instant to know of it, in seconds since 00:00 of
    the service date: nothing that goes otherwise then has begun.
    """

    trip: str | None = None
    offer: str | None = None
    call_by: int
    extra_cents: int
    items_left: int
    detours: tuple[Detour, ...] = ()
    left: tuple[str, ...] = ()


def second_way_of(
    plan: Plan, *, trip: str | None = None, offer: str | None = None
) -> SecondWay | None:
    """Return the second way of a trip or an offer; None where none was computed."""
    for row in plan.second_ways:
        if (row.trip, row.offer) == (trip, offer):
            return row
    return None
