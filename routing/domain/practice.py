"""Today's practice: who drives where at present, as the county itself writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeTour:
    """One tour of today's practice: a vehicle and its halts in driving order.

    ``vehicle`` is a vehicle of the tables, one that is out today included;
    ``number`` counts its tours from 1 as the table does. The base is no halt.
    """

    vehicle: str
    number: int
    sites: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.sites:
            msg = f"Tour {self.number} of {self.vehicle!r} halts nowhere."
            raise ValueError(msg)
