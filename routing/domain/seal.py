"""Bags that are packed already: they stay as they are (rule M3c)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The bag that a consignment's items lie in; all its consignments name it.

    ``lot_id`` is the lot that the bag was packed for: its bags that stand at one
    place may go together. ``passed`` are the sites where it was before, its origin
    first: what was done there need not be done again (rules T4b, W3).
    ``outside_duration`` is how long it was outside its temperature on its way so far,
    ``since`` when that ended where it stands now (C1c); None at its origin. By ``due``
    it must be at its destination, having been under way already (C3). ``box`` is the
    stock whose ``boxes`` reusable boxes it is in (C2a): the cm³ of its consignments
    are those of the boxes then, which were ``closed`` when it left; None before.
    """

    bag_id: str
    lot_id: str
    loose: bool = False
    passed: tuple[str, ...] = ()
    outside_duration: int = 0
    since: int | None = None
    due: int | None = None
    box: str | None = None
    boxes: int = 0
    closed: int | None = None
