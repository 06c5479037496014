"""The CP-SAT model of a day and the small things every part of it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import gcd
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel


@dataclass(slots=True, kw_only=True)
class Model:
    """``cp`` is being built; ``cents`` are what is summed to the cost (P1).

    ``horizon`` is the last second that anything can name. ``kept`` are the sites
    where a bag may wait for its next carrier. ``tight`` says that room there is
    short, so that it matters when exactly a vehicle comes and goes.
    """

    day: Day
    travel: Travel
    horizon: int
    cp: Any = field(default_factory=cp_model.CpModel)
    cents: list[Any] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    tight: bool = False

    def time(self) -> Any:  # noqa: ANN401
        """Return a new instant or duration."""
        return self.cp.new_int_var(0, self.horizon + 1, "")

    def instant(self, early: int, late: int) -> Any:  # noqa: ANN401
        """Return a new instant between bounds; at ``early`` when they cross."""
        return self.cp.new_int_var(early, max(early, late), "")

    def any_of(self, literals: Sequence[Any]) -> Any:  # noqa: ANN401
        """Return a literal that is the sum of literals of which one is true."""
        if len(literals) == 1:
            return literals[0]
        total = self.cp.new_bool_var("")
        self.cp.add(sum(literals) == total)
        return total

    def inside(self, time: Any, windows: Windows, literal: Any) -> None:  # noqa: ANN401
        """Ask that ``time`` is in one of the windows if the literal holds (T1)."""
        if windows:
            domain = cp_model.Domain.from_intervals(
                [[w.early, w.late] for w in windows]
            )
            self.cp.add_linear_expression_in_domain(time, domain).only_enforce_if(
                literal
            )

    def pay(self, units: Any, micro_yuan: int, per: int, most: int) -> Any:  # noqa: ANN401
        """Add ``units`` x a price to the cost, rounded half up once (rule Q2).

        ``micro_yuan`` is asked for ``per`` units; ``most`` bounds the units. The
        cost is minimised, so a bound from below is enough.
        """
        if not micro_yuan:
            return 0
        bottom = per * 10_000
        shared = gcd(micro_yuan, bottom)
        top, bottom = micro_yuan // shared, bottom // shared
        cents = self.cp.new_int_var(0, (2 * most * top + bottom) // (2 * bottom), "")
        self.cp.add(2 * bottom * cents >= 2 * top * units - bottom + 1)
        self.cents.append(cents)
        return cents


def horizon_of(day: Day) -> int:
    """Return the last second that a shift, trip, offer or site's hours name."""
    times = [vehicle.shift.late for vehicle in day.vehicles.values()]
    times += [
        s.arrival_time + s.walk_duration for t in day.trips.values() for s in t.stops
    ]
    times += [offer.delivered_time for offer in day.offers.values()]
    times += [row.ready_time for row in day.consignments]
    return max(times, default=0) + 1
