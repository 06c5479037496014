"""Overrides of places: closed sites, other hours, closed roads, late partners."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.window import TimeWindow, Windows

from .schema_cells import CellError, time, windows

if TYPE_CHECKING:
    from routing.domain.partner import Partner

    from .build_draft import Draft
    from .build_lines import DemandRead
    from .build_sites import SitesRead
    from .overrides import Override

ROAD_SIGNS = re.compile(r"\s*(?:->|→|—|–|-|~|至|到)\s*")
ONE_WAY = ("单向", "one-way", "oneway")


def apply_to_place(
    draft: Draft,
    sites: SitesRead,
    partners: dict[str, Partner],
    demand: DemandRead,
    override: Override,
) -> list[tuple[str, str]]:
    """Apply an override of a site, road or partner; return roads that it closes."""
    if override.kind == "road_closed":
        return _close_road(draft, override)
    if override.kind == "partner_late":
        _delay_partner(draft, partners, demand, override)
        return []
    override.row.values["object"] = override.object
    site_id = draft.sites.resolve(override.row, "object", draft.found)
    if site_id is None or site_id not in sites.sites:
        return []
    site = sites.sites[site_id]
    if override.kind == "hours":
        try:
            sites.sites[site_id] = replace(site, hours=windows(override.parameter))
        except CellError as error:
            override.row.reject(error.code, "parameter", **error.details)
        return []
    left = _without(site.hours, override.early, override.late)
    if override.timed and left:
        sites.sites[site_id] = replace(site, hours=left)
    else:
        sites.sites[site_id] = replace(site, dispatchable=False)
        if site_id == sites.centre:
            row = override.row
            draft.found.fatal("CENTRE_CLOSED", row.table, "object", row.raw)
    return []


def _without(hours: Windows, early: int, late: int) -> Windows:
    """Return the hours outside a closure that lasts from ``early`` to ``late``."""
    left = []
    for window in hours:
        if window.early < early:
            left.append(TimeWindow(window.early, min(window.late, early - 1)))
        if window.late > late:
            left.append(TimeWindow(max(window.early, late), window.late))
    return tuple(left)


def _close_road(draft: Draft, override: Override) -> list[tuple[str, str]]:
    """Close a road both ways, or one way; names may hold the dividing sign."""
    text, row = override.object, override.row
    if override.timed:
        row.warn("ROAD_CLOSED_ALL_DAY", "from")
    for sign in ROAD_SIGNS.finditer(text):
        first = draft.sites.find(text[: sign.start()])
        second = draft.sites.find(text[sign.end() :])
        if len(first) == len(second) == 1 and first != second:
            there = (first[0], second[0])
            if any(word in override.parameter for word in ONE_WAY):
                return [there]
            return [there, (second[0], first[0])]
    near = draft.sites.nearest(ROAD_SIGNS.split(text)[0], draft.found)
    row.reject("BAD_ROAD", "object", word=text, suggestion=near)
    return []


def _delay_partner(
    draft: Draft, partners: dict[str, Partner], demand: DemandRead, override: Override
) -> None:
    """Let a partner's goods be ready later, those with a time of their own too."""
    override.row.values["object"] = override.object
    partner_id = draft.partners.resolve(override.row, "object", draft.found)
    try:
        ready = time(override.parameter)
    except CellError as error:
        override.row.reject(error.code, "parameter", **error.details)
        return
    if partner_id is not None and partner_id in partners:
        partner = partners[partner_id]
        partners[partner_id] = replace(partner, ready_time=ready)
        demand.lines = [
            replace(line, ready_time=max(line.ready_time, ready))
            if line.partner == partner_id and line.ready_time is not None
            else line
            for line in demand.lines
        ]
