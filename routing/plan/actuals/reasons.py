"""Reasons for which a hand-over differs from the plan, and what follows from each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Where items are that were not handed over."""

    BACK = "back"
    NOT_CARRIED = "not_carried"
    ASTRAY = "astray"


class Why(StrEnum):
    """What a person may choose as the reason of a difference."""

    SHORT = "short"
    NOT_ARRIVED = "not_arrived"
    NO_ROOM = "no_room"
    CLOSED = "closed"
    REFUSED = "refused"
    DAMAGED = "damaged"
    LOST = "lost"
    MISSENT = "missent"
    LATE = "late"
    VEHICLE = "vehicle"
    ROAD = "road"
    SERVICE = "service"
    SEAL = "seal"
    WARM = "warm"
    NOT_READY = "not_ready"
    MORE = "more"
    OTHER = "other"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What a reason means for items that are missing.

    ``again``: they belong to the next day's demand. ``needs_items``: the reason
    means nothing without a number of items beside it. ``more``: more items than
    planned may stand with it.
    """

    outcome: Outcome
    again: bool = True
    needs_items: bool = False
    more: bool = False


BACK, STAYED, ASTRAY = Outcome.BACK, Outcome.NOT_CARRIED, Outcome.ASTRAY

CONSEQUENCES: dict[Why, Consequence] = {
    Why.SHORT: Consequence(outcome=STAYED, needs_items=True),
    Why.NOT_ARRIVED: Consequence(outcome=STAYED, again=False, needs_items=True),
    Why.NO_ROOM: Consequence(outcome=STAYED, needs_items=True),
    Why.CLOSED: Consequence(outcome=BACK, needs_items=True),
    Why.REFUSED: Consequence(outcome=BACK, again=False, needs_items=True),
    Why.DAMAGED: Consequence(outcome=BACK, again=False, needs_items=True),
    Why.LOST: Consequence(outcome=ASTRAY, again=False, needs_items=True),
    Why.MISSENT: Consequence(outcome=ASTRAY, needs_items=True, more=True),
    Why.LATE: Consequence(outcome=BACK),
    Why.VEHICLE: Consequence(outcome=BACK),
    Why.ROAD: Consequence(outcome=BACK),
    Why.SERVICE: Consequence(outcome=STAYED),
    Why.SEAL: Consequence(outcome=BACK),
    Why.WARM: Consequence(outcome=BACK, again=False),
    Why.NOT_READY: Consequence(outcome=STAYED, needs_items=True),
    Why.MORE: Consequence(outcome=STAYED, needs_items=True, more=True),
    Why.OTHER: Consequence(outcome=BACK),
    Why.UNSAID: Consequence(outcome=BACK),
}

DELIVERY_REASONS = tuple(
    why for why in Why if why not in (Why.NOT_READY, Why.MORE, Why.UNSAID)
)
"""What is proposed beside a delivery."""

COLLECTION_REASONS = (
    Why.NOT_READY, Why.SHORT, Why.NO_ROOM, Why.CLOSED, Why.MORE, Why.DAMAGED,
    Why.LATE, Why.VEHICLE, Why.ROAD, Why.SERVICE, Why.SEAL, Why.WARM, Why.OTHER,
)  # fmt: skip
"""What is proposed beside a pickup."""

LEFT_REASONS = (Why.NOT_ARRIVED, Why.REFUSED, Why.DAMAGED, Why.LOST, Why.OTHER)
"""What is proposed beside goods that were left out of the plan."""


def consequence_of(why: Why, *, collected: bool) -> Consequence:
    """Return what a reason means; what was not collected stayed where it was."""
    found = CONSEQUENCES[why]
    if not collected or found.outcome is Outcome.NOT_CARRIED:
        return found
    return Consequence(
        outcome=Outcome.NOT_CARRIED,
        again=found.again,
        needs_items=found.needs_items,
        more=found.more,
    )
