"""Tags of places on the map: where goods board, alight or change carriers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .service_view import Services

TAGS = ("BOARD", "ALIGHT", "TRANSFER")
"""Codes of the catalogue (``TAG_…``), in the order in which they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What happens at a site; ``routes`` are the numbers of whom by code."""

    site: str
    routes: dict[str, tuple[int, ...]]

    @property
    def matters(self) -> bool:
        """Whether more happens than that goods come from a trip."""
        return set(self.routes) != {"ALIGHT"}

    @property
    def all_routes(self) -> tuple[int, ...]:
        """Numbers of all carriers, each once."""
        return tuple(sorted({one for some in self.routes.values() for one in some}))


def service_tags(services: Services) -> tuple[Tag, ...]:
    """Return the tags of sites in the order of the services."""
    found: dict[str, dict[str, list[int]]] = {}

    def put(site: str, code: str, number: int | None) -> None:
        numbers = found.setdefault(site, {}).setdefault(code, [])
        if number is not None and number not in numbers:
            numbers.append(number)

    for trip in services.trips:
        for call in trip.view.calls:
            if call.boards:
                put(call.site, "BOARD", trip.number)
            if call.alights:
                put(call.site, "ALIGHT", trip.number)
    for transfer in services.transfers:
        put(transfer.site, "TRANSFER", services.number_of(transfer.came))
        put(transfer.site, "TRANSFER", services.number_of(transfer.goes))
    return tuple(
        Tag(
            site=site,
            routes={code: tuple(codes[code]) for code in TAGS if code in codes},
        )
        for site, codes in found.items()
    )
