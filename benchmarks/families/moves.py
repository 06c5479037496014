"""Moves that somebody decided: who halts where with which parcels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A halt: parcels (consignment ids) handed over and taken there."""

    site: str
    deliver: tuple[str, ...] = ()
    pick_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A vehicle's tour: parcels loaded at its base, then halts.

    Tours of a vehicle count from 0; loading begins at ``begin`` at the earliest.
    """

    vehicle: str
    tour: int = 0
    begin: int = 0
    load: tuple[str, ...] = ()
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BusRide:
    """Parcels on a trip between two of its calls, counted from 0."""

    trip: str
    board: int
    alight: int
    parcels: tuple[str, ...]
