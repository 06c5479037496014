"""RawTables to Day: every table in turn, all findings in one pass."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.day import Day, Settings, VehicleOut

from .build_bans import build_bans
from .build_blocked import Blocks, biggest_item, block
from .build_cold import note_cold
from .build_consignments import make_consignments
from .build_draft import Draft
from .build_fresh import note_fresh
from .build_parts import read_parts
from .build_settings import make_settings, read_settings
from .overrides import TRIP_KINDS, read_overrides
from .overrides_fleet import apply_to_fleet
from .overrides_goods import (
    Marked,
    block_conflicts,
    change_items,
    mark_goods,
    read_lock,
)
from .overrides_places import apply_to_place
from .overrides_trips import apply_to_trips
from .read import read_tables
from .schema import Findings
from .schema_services import GTFS_FREIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .build_parts import Parts
    from .finding import Finding
    from .overrides import Override
    from .raw import RawTable

FLEET_KINDS = ("vehicle_out", "extra_vehicle", "driver_late")
PLACE_KINDS = ("site_closed", "hours", "road_closed", "partner_late")
GOODS_KINDS = ("exclude", "allow", "must")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRead:
    """A day, or None where something fatal was found, and all findings."""

    day: Day | None
    findings: list[Finding]
    tables: Mapping[str, RawTable] = field(default_factory=dict)
    travel_files: tuple[Path, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def set_aside_share(self) -> float:
        """Share of the demanded items that were set aside, 0 to 1."""
        if self.day is None or self.day.items_demanded == 0:
            return 0.0
        aside = sum(row.items for row in self.day.set_aside)
        return aside / self.day.items_demanded


def read_day(paths: Sequence[Path], date: dt.date | None = None) -> DayRead:
    """Read the files of a day and build it.

    Parameters
    ----------
    paths
        A folder, or workbooks and text files, and GTFS feeds.
    date
        Service date where the settings give none.
    """
    read = read_tables(paths)
    found = Findings()
    found.all.extend(read.findings)
    tables = read.tables
    if read.feeds or GTFS_FREIGHT.table in tables:
        # Not at import: few days have feeds.
        from .gtfs.merge import add_feeds

        tables = add_feeds(tables, read.feeds, date, found)
    built = build_day(tables, date=date, travel_given=bool(read.travel_files))
    return replace(
        built,
        day=None if found.is_fatal else built.day,
        findings=[*found.all, *built.findings],
        travel_files=read.travel_files,
        files=read.files,
    )


def has_travel(tables: Mapping[str, RawTable]) -> bool:
    """Tell whether a sheet of travel was filled in: a template's is empty."""
    return "travel" in tables and bool(tables["travel"].rows)


def build_day(
    tables: Mapping[str, RawTable],
    *,
    date: dt.date | None = None,
    travel_given: bool = False,
) -> DayRead:
    """Build the day that tables describe.

    Parameters
    ----------
    tables
        Tables by canonical name.
    date
        Service date where the settings give none.
    travel_given
        Whether a travel table lies beside these: then sites need no coordinates.

    Returns
    -------
    DayRead
        Its day is None when a finding is fatal; the other findings are complete.
    """
    draft = begin_draft(tables, date=date, travel_given=travel_given)
    return DayRead(day=_build(draft), findings=draft.found.all, tables=tables)


def begin_draft(
    tables: Mapping[str, RawTable],
    *,
    date: dt.date | None = None,
    travel_given: bool = False,
) -> Draft:
    """Read the settings, which the parts of a day are read by."""
    found = Findings()
    settings = read_settings(tables, found)
    if settings.date is None and date is None and not found.is_fatal:
        found.fatal("DATE_MISSING", settings.table)
    draft = Draft(
        tables=tables,
        date=settings.date or date or dt.date.min,
        settings=Settings(),
        crs=settings.crs,
        wet=settings.wet,
        travel_given=travel_given or has_travel(tables),
        found=found,
    )
    draft.settings = make_settings(settings, tables, found, draft.assumptions)
    return draft


def _build(draft: Draft) -> Day | None:
    """Build all parts; none is left out because another one failed."""
    parts, overrides = read_parts(draft), read_overrides(draft)
    for override in overrides:
        _apply_early(draft, parts, override)
    _check_usual(draft, parts)
    parts.bans = build_bans(draft, parts.services.ban_rows, parts.sites.sites)
    if draft.has("vehicles") and not parts.in_service:
        draft.found.fatal("NO_USABLE_VEHICLE", draft.tables["vehicles"])
    if draft.found.is_fatal:
        _take(draft, overrides)
        return None
    marked = _mark(draft, parts, overrides)
    note_cold(draft, parts.sites.sites, parts.goods, marked.consignments)
    note_fresh(draft, parts.goods)
    _take(draft, overrides)
    return _assemble(draft, parts, marked)


def _apply_early(draft: Draft, parts: Parts, override: Override) -> None:
    """Apply what changes places, the fleet and the numbers of items."""
    if override.kind in FLEET_KINDS:
        apply_to_fleet(draft, parts.fleet, override)
    elif override.kind in PLACE_KINDS:
        parts.closed_roads += apply_to_place(
            draft, parts.sites, parts.partners, parts.demand, override
        )
    elif override.kind == "items":
        change_items(draft, parts.sites, parts.demand, override)
    elif override.kind in TRIP_KINDS:
        apply_to_trips(parts.services, override)


def _check_usual(draft: Draft, parts: Parts) -> None:
    """Turn the usual vehicles of sites into ids; an unknown one is left out."""
    for row, site_id in parts.sites.usual:
        text = row.values["usual_vehicle"]
        keys = draft.vehicles.find(text)
        if not keys and draft.vehicles.complete:
            near = draft.vehicles.nearest(text, draft.found)
            row.warn(
                "USUAL_VEHICLE_UNKNOWN", "usual_vehicle", word=text, suggestion=near
            )
        site = parts.sites.sites[site_id]
        usual = keys[0] if keys else None
        parts.sites.sites[site_id] = replace(site, usual_vehicle=usual)
        draft.found.take(row)


def _mark(draft: Draft, parts: Parts, overrides: Sequence[Override]) -> Marked:
    """Make the consignments, and apply what holds or locks them."""
    made = make_consignments(
        draft, parts.sites, parts.partners, parts.goods, parts.demand
    )
    marked = Marked(consignments=list(made))
    blocks = Blocks(impassable=parts.sites.impassable)
    in_service = parts.in_service
    for override in overrides:
        if override.kind in GOODS_KINDS:
            mark_goods(draft, parts.sites, marked, blocks, override)
        elif override.kind == "lock":
            lock = read_lock(draft, in_service, override)
            if lock is not None:
                marked.locks.append(lock)
    block_conflicts(marked, in_service, blocks)
    biggest = biggest_item(in_service.values(), parts.services.trips.values())
    marked.consignments = [
        block(row, parts.sites.sites, parts.goods[row.goods_class], biggest, blocks)
        for row in marked.consignments
    ]
    return marked


def _take(draft: Draft, overrides: Sequence[Override]) -> None:
    for override in overrides:
        draft.found.take(override.row)


def _assemble(draft: Draft, parts: Parts, marked: Marked) -> Day:
    fleet = parts.fleet
    return Day(
        date=draft.date,
        centre=parts.sites.centre,
        sites=parts.sites.sites,
        partners=parts.partners,
        goods=parts.goods,
        vehicles=parts.in_service,
        consignments=tuple(marked.consignments),
        agreements=parts.agreements,
        vehicles_out=tuple(
            VehicleOut(vehicle=vehicle, cause=fleet.out[key])
            for key, vehicle in fleet.vehicles.items()
            if key in fleet.out
        ),
        set_aside=tuple(parts.demand.set_aside),
        locks=tuple(marked.locks),
        locks_unkept=tuple(marked.unkept),
        closed_roads=tuple(dict.fromkeys(parts.closed_roads)),
        services=parts.services.services,
        lines=parts.services.lines,
        trips=parts.services.trips,
        trips_out=tuple(parts.services.trips_out),
        offers=parts.services.offers,
        tariffs=tuple(parts.services.tariffs),
        boxes=parts.services.boxes,
        bans=parts.bans,
        practice=parts.practice,
        breakdowns=tuple(fleet.breakdowns),
        settings=draft.settings,
        assumptions=draft.assumptions.all(),
    )
