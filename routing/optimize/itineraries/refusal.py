"""Why a movement or a way is out: a reason, and by how much where that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode

if TYPE_CHECKING:
    from routing.domain.site import Site
    from routing.domain.window import TimeWindow

NO_FREIGHT = "NO_FREIGHT"
"""A period in which a trip carries passengers only."""

CANCELLED = "CANCELLED"
"""A trip that an override took out."""

OFFER_CLASS = "OFFER_CLASS"
"""An offer that does not name the goods class."""

LAST_RESORT = "LAST_RESORT"
"""A last resort, and goods that can go another way (W4)."""

TOO_MANY = "TOO_MANY"
"""One of more ways than are compared: it arrives later, or has a vehicle too many."""

NOT_NEAR = "NOT_NEAR"
"""A transfer that a large day does not ask: others are nearer, or no vehicle or
service goes on from there."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A limit that is not kept.

    ``note`` says more than the reason does, where that alone would mislead.
    """

    reason: ReasonCode | None
    amount: int = 0
    unit: str = ""
    note: str = ""

    @property
    def code(self) -> str:
        """The reason; where the closed list has none, the note."""
        return self.reason.value if self.reason is not None else self.note


def late(seconds: int, reason: ReasonCode) -> Refusal:
    """Return a refusal by so many seconds."""
    return Refusal(reason, seconds, "s")


def refuses_place(site: Site) -> Refusal | None:
    """Return why bags may not change hands at a site today (W5a)."""
    if not site.dispatchable:
        return Refusal(ReasonCode.STATION_CLOSED)
    return None if site.serves_today else Refusal(ReasonCode.NOT_SERVICE_DAY)


def seconds_outside(windows: tuple[TimeWindow, ...], time: int) -> int:
    """Return the seconds between an instant and the nearest window; 0 inside one."""
    gaps = [max(w.early - time, time - w.late, 0) for w in windows]
    return min(gaps, default=0)
