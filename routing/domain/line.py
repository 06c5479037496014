"""Lines (班线): who runs a scheduled service, and at which price."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .site import Contact

if TYPE_CHECKING:
    from .price import Price


class LineKind(StrEnum):
    """Passenger bus, or freight shuttle (共富班车)."""

    BUS = "bus"
    SHUTTLE = "shuttle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A scheduled service of one operator; its trips are in ``Day.trips``.

    ``operator`` is the partner that carries (rule W2). Fees are ``price`` x what
    rides per trip leg (rule P1). ``own_trip_cents`` is what a trip with goods costs
    its operator more, for the operator's margin only. A shuttle may wait for goods
    for ``max_hold_duration`` seconds at its first stop, a bus never does (rule T5);
    ``runs_anyway`` says that it runs, and is paid per trip, even when empty. Rules
    for passenger buses (W3: class, security check) hold for ``BUS`` only.
    ``contact`` is who answers for the line at its operator.
    """

    line_id: str
    name: str
    operator: str
    price: Price
    kind: LineKind = LineKind.BUS
    max_hold_duration: int = 0
    runs_anyway: bool = False
    own_trip_cents: int = 0
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if self.max_hold_duration < 0 or self.own_trip_cents < 0:
            msg = f"Line {self.line_id!r}: waiting and costs are at least 0."
            raise ValueError(msg)
        if self.kind is LineKind.BUS and self.max_hold_duration:
            msg = f"Line {self.line_id!r}: a bus never waits for goods."
            raise ValueError(msg)

    @property
    def carries_passengers(self) -> bool:
        """Whether the rules of passenger buses hold."""
        return self.kind is LineKind.BUS
