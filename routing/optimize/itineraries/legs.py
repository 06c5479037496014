"""Movements that goods could make: by road, on a trip, or handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from .refusal import Refusal


@dataclass(frozen=True, slots=True)
class Road:
    """On some road vehicle; which one and when is for the search to find."""

    from_site: str
    to_site: str

    ready_by: ClassVar[int] = 1 << 40
    """A vehicle waits."""

    checked: ClassVar[bool] = True
    """No vehicle asks for a security check."""


class Ride(NamedTuple):
    """On a trip from call ``board`` to call ``alight`` (from 0).

    Goods are ready by ``ready_by`` (cut-off), leave at ``depart`` and are with
    whoever receives them at ``arrive`` (T5a). ``checked``: no security check is
    needed, or there is one where it boards.
    """

    from_site: str
    to_site: str
    trip: str
    board: int
    alight: int
    ready_by: int
    depart: int
    arrive: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Handed over by an offer: at the cut-off, for the promise (T8a)."""

    from_site: str
    to_site: str
    offer: str
    depart: int
    arrive: int

    checked: ClassVar[bool] = True
    """No offer asks for a security check."""

    @property
    def ready_by(self) -> int:
        """By when goods are ready to be handed over."""
        return self.depart


Scheduled = Ride | Given
Leg = Road | Ride | Given


Goods = tuple[frozenset[tuple[str, str]], int, str | None]
"""Partners with their goods classes, the grams of a piece that some refuse, and the
stock whose boxes they are in."""

Judged = tuple[Scheduled, Refusal | None]
"""A scheduled movement, and why it is out; None where it may be made."""
