"""Transfers (中转): where goods may change carriers, and how long it takes (T4, W6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .site import Level

if TYPE_CHECKING:
    from .site import Site

MAX_LEGS = 3
TRANSFER_LEVELS = (Level.CENTRE, Level.STATION, Level.HUB, Level.COLDSTORE)
"""Places with people who unload, keep and load again; a bare stop has nobody."""


def may_transfer(site: Site) -> bool:
    """Tell whether goods may change carriers at a site."""
    return site.level in TRANSFER_LEVELS and site.dispatchable


def handling_duration(site: Site, items: int = 0, *, sorted_here: bool = False) -> int:
    """Return seconds from a carrier's arrival until its goods are ready again (T4).

    That is the site's handling, and ``items`` / its sorting rate where they are
    sorted, rounded up to a whole second; nothing at the centre.

    Raises
    ------
    ValueError
        When goods are to be sorted where nobody sorts.
    """
    if site.level is Level.CENTRE:
        return 0
    if sorted_here and not site.sorts:
        msg = f"Nobody sorts at {site.site_id!r}."
        raise ValueError(msg)
    sorting = 0
    if sorted_here and site.sort_rate:
        sorting = -(-items * 3600 // site.sort_rate)
    return site.handling_duration + sorting
