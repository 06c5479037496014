"""Trips (班次): one dated departure of a line, with absolute times at its stops."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from .site import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .window import Windows

BUS_MAX_DWELL = 180
BUS_MAX_PIECE_G = 30_000
BUS_CUTOFF = 900
LOOSE_BAGS = 2
"""Bags that a loose piece counts in ``cap_bags`` (rule R2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTime:
    """One call of a trip; times are seconds since 00:00 of the service date.

    A trip may call at a site twice: calls are told apart by their index in
    ``Trip.stops``; ``seq`` is what the table numbers them by. Whoever may hand
    goods over here is ``site`` itself or one of ``handover_sites``, a walk of
    ``walk_duration`` seconds away: goods are there at ``arrival_time`` + walk (T5).
    ``attended`` None means: whenever the receiving site is open. Work here is at
    most ``max_dwell_duration`` (rule T5), None at the first and last stop of the
    line, where it is not limited; a trip whose first stop nobody could read, or that
    began the day before, begins between them. ``interpolated`` marks times that
    nobody wrote down.
    """

    seq: int
    site: str
    arrival_time: int
    departure_time: int
    load_ok: bool
    unload_ok: bool
    max_dwell_duration: int | None = BUS_MAX_DWELL
    handover_sites: tuple[str, ...] = ()
    walk_duration: int = 0
    attended: bool | None = None
    interpolated: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.arrival_time <= self.departure_time:
            msg = (
                f"Stop {self.site!r}: 0 <= arrival <= departure, got "
                f"{self.arrival_time} and {self.departure_time}."
            )
            raise ValueError(msg)
        if self.walk_duration < 0 or (self.max_dwell_duration or 0) < 0:
            msg = f"Stop {self.site!r}: walking and dwell are at least 0."
            raise ValueError(msg)

    @property
    def sites(self) -> tuple[str, ...]:
        """Sites that goods come from or go to here, the stop itself first."""
        return tuple(dict.fromkeys((self.site, *self.handover_sites)))

    @property
    def receive_time(self) -> int:
        """When goods unloaded here are with whoever receives them (rule T5)."""
        return self.arrival_time + self.walk_duration

    def shifted(self, seconds: int) -> StopTime:
        """Return the call that is ``seconds`` later."""
        # Spelled out: a timetable has tens of thousands of calls.
        return StopTime(
            seq=self.seq,
            site=self.site,
            arrival_time=self.arrival_time + seconds,
            departure_time=self.departure_time + seconds,
            load_ok=self.load_ok,
            unload_ok=self.unload_ok,
            max_dwell_duration=self.max_dwell_duration,
            handover_sites=self.handover_sites,
            walk_duration=self.walk_duration,
            attended=self.attended,
            interpolated=self.interpolated,
        )


class TripChangeKind(StrEnum):
    """What an override did to a trip."""

    CANCELLED = "trip_cancelled"
    DELAYED = "trip_delayed"
    CAPACITY = "trip_capacity"


@dataclass(frozen=True, slots=True, kw_only=True)
class TripChange:
    """An override of a trip as applied; ``text`` is its parameter as written."""

    kind: TripChangeKind
    text: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One departure of a line on the service date; the timetable never shifts (T5).

    ``cap_bags``, ``cap_g`` and ``cap_cm3`` bound the load on every segment, that
    is between any two neighbouring stops (rule R2); at least one is given, None
    is no bound, 0 takes nothing. Goods board when ready by ``departure_time``
    - ``cutoff_duration``. ``no_freight`` are today's periods without goods on
    board. ``exact`` is False where only a headway is known, so that times are
    nominal; ``confirmed`` is None where nobody said; ``day_before`` where the trip
    began yesterday and only its stops after midnight are left. ``changes`` are the
    overrides that were applied.

    Raises
    ------
    ValueError
        For fewer than two stops, times that fall backwards, no capacity at all,
        or a negative number.
    """

    trip_id: str
    line_id: str
    stops: tuple[StopTime, ...]
    cap_bags: int | None = None
    cap_g: int | None = None
    cap_cm3: int | None = None
    max_piece_g: int = BUS_MAX_PIECE_G
    cutoff_duration: int = BUS_CUTOFF
    passengers: float | None = None
    no_freight: Windows = ()
    confirmed: bool | None = None
    exact: bool = True
    day_before: bool = False
    plate: str = ""
    contact: Contact = Contact()
    changes: tuple[TripChange, ...] = ()

    def __post_init__(self) -> None:
        if len(self.stops) <= 1:
            msg = f"Trip {self.trip_id!r} needs two stops."
            raise ValueError(msg)
        for before, after in pairwise(self.stops):
            if after.arrival_time < before.departure_time:
                msg = f"Trip {self.trip_id!r}: times fall backwards at {after.site!r}."
                raise ValueError(msg)
        caps = [c for c in (self.cap_bags, self.cap_g, self.cap_cm3) if c is not None]
        if not caps:
            msg = f"Trip {self.trip_id!r} has no capacity; there is no default."
            raise ValueError(msg)
        if min([*caps, self.max_piece_g, self.cutoff_duration]) < 0:
            msg = f"Trip {self.trip_id!r}: capacities and cut-off are at least 0."
            raise ValueError(msg)

    @property
    def departure_time(self) -> int:
        """When it leaves its first stop."""
        return self.stops[0].departure_time

    @property
    def arrival_time(self) -> int:
        """When it reaches its last stop."""
        return self.stops[-1].arrival_time

    def latest_ready(self, board: int) -> int:
        """Return by when goods are ready to board at stop number ``board`` (T5)."""
        return self.stops[board].departure_time - self.cutoff_duration

    def carries(self, board: int, alight: int) -> bool:
        """Tell whether goods may ride from one stop number to another (rule W3).

        Loading and unloading are allowed there, the second stop is a later one at
        another site, and no period without freight falls into the ride. A ride
        that ends when a period begins, or begins when one ends, is outside it.
        """
        if not 0 <= board < alight < len(self.stops):
            return False
        start, end = self.stops[board], self.stops[alight]
        if not (start.load_ok and end.unload_ok) or start.site == end.site:
            return False
        return not any(
            start.departure_time < window.late and end.arrival_time > window.early
            for window in self.no_freight
        )

    def legs(self) -> Iterator[tuple[int, int]]:
        """Return all pairs of stop numbers that goods may ride between, in order."""
        for board in range(len(self.stops)):
            for alight in range(board + 1, len(self.stops)):
                if self.carries(board, alight):
                    yield board, alight

    def shifted(self, seconds: int) -> Trip:
        """Return the trip that runs ``seconds`` later."""
        return replace(self, stops=tuple(stop.shifted(seconds) for stop in self.stops))


@dataclass(frozen=True, slots=True, kw_only=True)
class TripOut:
    """A trip of today that must not be used, and which override says so."""

    trip: Trip
    change: TripChange


def stop_work_duration(bags: int, per_stop: int, per_bag: int) -> int:
    """Return seconds of work at a stop for ``bags`` in and out (rule T5).

    ``per_stop`` and ``per_bag`` are the day's ``bus_stop_duration`` and
    ``bus_duration_per_bag``. Nothing to do takes no time.
    """
    return per_stop + per_bag * bags if bags else 0
