"""The table of today's routes: read into tours, each in the order of its halts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from routing.domain.practice import PracticeTour

from .schema_day import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.vehicle import Vehicle

    from .build_draft import Draft
    from .schema import Row

Halt = tuple[int, str]
"""Order in the tour, and site."""


def build_practice(
    draft: Draft, vehicles: Mapping[str, Vehicle]
) -> tuple[PracticeTour, ...]:
    """Return today's tours in the order of the vehicles, then of their numbers.

    Parameters
    ----------
    vehicles
        Every vehicle of the tables, those out today included.
    """
    halts: dict[tuple[str, int], list[Halt]] = {}
    for row in draft.rows(ROUTES):
        _halt(draft, row, halts)
        draft.found.take(row)
    place = {key: number for number, key in enumerate(vehicles)}
    known = [key for key in halts if key[0] in place]
    return tuple(
        tour
        for key in sorted(known, key=lambda key: (place[key[0]], key[1]))
        for tour in _tours(vehicles[key[0]], key[1], halts[key])
    )


def _halt(draft: Draft, row: Row, halts: dict[tuple[str, int], list[Halt]]) -> None:
    """Add the halt of a row; an order number that repeats sets the row aside."""
    vehicle = draft.vehicles.resolve(row, "vehicle", draft.found)
    site = draft.sites.resolve(row, "site", draft.found)
    if not row.usable or vehicle is None or site is None:
        return
    found = halts.setdefault((vehicle, row.values.get("tour", 1)), [])
    seq = row.values["seq"]
    if any(seq == other for other, _ in found):
        row.reject("DUPLICATE_ID", "seq", word=row.text("seq"))
        return
    found.append((seq, site))


def _tours(vehicle: Vehicle, number: int, halts: list[Halt]) -> Iterator[PracticeTour]:
    """Cut a tour where the table lists the base among its halts."""
    sites = [site for _, site in sorted(halts)]
    bases = (vehicle.start_site, vehicle.end_site)
    for at_base, part in groupby(sites, key=lambda site: site in bases):
        if not at_base:
            yield PracticeTour(
                vehicle=vehicle.vehicle_id, number=number, sites=tuple(part)
            )
