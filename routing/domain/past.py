"""The day in progress: what was lost, and since when a plan carries on another one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """An override takes a vehicle out during the day (rule W5f).

    ``time`` is the instant it names, None where it names none; ``site`` where the
    vehicle stands, None where nobody said.
    """

    vehicle: str
    time: int | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A vehicle that was lost on a begun tour: when, and where it stands."""

    vehicle: str
    time: int
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A re-plan: seconds since 00:00 at which it was made, and the vehicles lost.

    ``losses`` are those of all re-plans of the day, in order of time. What begins
    less than ``hold`` seconds after ``now`` counts as begun: it is too near to be
    changed.
    """

    now: int
    hold: int = 0
    losses: tuple[Loss, ...] = ()
