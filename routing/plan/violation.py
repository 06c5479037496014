"""What the checker finds: a closed list of causes, one per rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that is broken: cause, place, amount in ``unit`` and words.

    ``cause`` begins with the number of the rule (``R1_CAP_KG``); ``where``
    names vehicle, tour, stop or bag.
    """

    cause: str
    where: str
    amount: int
    unit: str
    message: str = ""
