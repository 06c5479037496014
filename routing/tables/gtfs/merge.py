"""Feeds into the tables of a day: their freight routes as lines and trips."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.partner import ANY
from routing.tables.build_lookup import folded
from routing.tables.build_settings import read_settings
from routing.tables.build_sites import inferred_levels
from routing.tables.form import CAPACITIES
from routing.tables.raw import RawRow, RawTable
from routing.tables.schema import Findings, parse_table
from routing.tables.schema_base import SITES
from routing.tables.schema_cells import names
from routing.tables.schema_services import GTFS_FREIGHT

from .feed import Feed, read_feed, trips_on
from .patterns import Cells, DatedTrip, Patterns
from .place import FeedError, Place
from .stops import Stops

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from routing.domain.coordinates import Crs
    from routing.tables.schema import Row

    from .files import FeedRow

ONE_DAY = dt.timedelta(days=1)
DAY_SECONDS = 86_400
Rows = list[tuple["FeedRow", Cells]]


@dataclass(slots=True, kw_only=True)
class _Merge:
    """The tables of a day while feeds are added to them."""

    tables: dict[str, RawTable]
    date: dt.date
    crs: Crs | None
    found: Findings
    freight: list[Row]
    served: dict[int, None]
    """Rows of the freight table whose route some feed has."""
    own_lines: frozenset[str] = frozenset()
    """Ids of the table of lines, folded."""
    read: int = 0
    """Feeds that could be read."""

    def has(self, table: str, column: str) -> set[str]:
        """Return what a column of a table holds, folded."""
        found = self.tables.get(table)
        rows = found.rows if found else ()
        return {folded(row.cells[column]) for row in rows if column in row.cells}

    def extend(self, table: str, place: Place, rows: Rows) -> None:
        """Append rows to a table, which is made where there is none."""
        if not rows:
            return
        old = self.tables.get(table)
        if old is None:
            sheet = rows[0][0].table.name
            old = RawTable(
                name=table,
                file=place.file,
                sheet=sheet,
                columns={},
                unknown=(),
                rows=(),
            )
        columns = {name: name for _, cells in rows for name in cells}
        new = tuple(
            RawRow(row=row.number, cells=cells, place=(place.file, row.table.name))
            for row, cells in rows
        )
        self.tables[table] = replace(
            old, columns={**columns, **old.columns}, rows=(*old.rows, *new)
        )


def add_feeds(
    tables: Mapping[str, RawTable],
    feeds: Sequence[Path],
    date: dt.date | None,
    found: Findings,
) -> dict[str, RawTable]:
    """Return the tables with what the feeds run for freight on the service date.

    Parameters
    ----------
    tables
        Tables by canonical name; ``gtfs_freight`` says which routes carry goods.
    feeds
        Folders or zips.
    date
        Service date where the settings give none; without one nothing is added.
    found
        Takes what is found, located in the feed or the freight table.
    """
    settings = read_settings(tables, Findings())
    day = settings.date or date
    rows = _freight_rows(tables, found)
    merge = _Merge(
        tables=dict(tables),
        date=day or dt.date.min,
        crs=settings.crs,
        found=found,
        freight=rows,
        served={},
    )
    merge.own_lines = frozenset(merge.has("lines", "line_id"))
    if day is not None and "sites" in tables:
        for path in feeds:
            _add_feed(merge, path)
    if merge.read:
        _unknown_routes(merge)
    elif rows and not feeds:
        found.warn("GTFS_FREIGHT_WITHOUT_FEED", tables[GTFS_FREIGHT.table])
    for row in rows:
        found.take(row)
    return merge.tables


def _freight_rows(tables: Mapping[str, RawTable], found: Findings) -> list[Row]:
    """Read the freight table; a bus has no default capacity."""
    table, partners = tables.get(GTFS_FREIGHT.table), tables.get("partners")
    known = _partner_words(partners) if partners else set()
    rows = parse_table(GTFS_FREIGHT, table, found) if table else []
    seen: dict[str, None] = {}
    for row in rows:
        route = row.text("route_id")
        if not any(name in row.raw.cells for name in CAPACITIES):
            row.reject("CAPACITY_MISSING", "cap_bags")
        operator = row.text("operator")
        if operator and known and folded(operator) not in known:
            near = found.suggest("PARTNER", operator, sorted(known))
            row.reject("UNKNOWN_PARTNER", "operator", word=operator, suggestion=near)
        if route in seen:
            row.reject("DUPLICATE_ID", "route_id", word=route)
        seen[route] = None
    return rows


def _add_feed(merge: _Merge, path: Path) -> None:
    place = Place(path, merge.found)
    feed = read_feed(path, place)
    if feed is None:
        return
    merge.read += 1
    freight_table = merge.tables.get(GTFS_FREIGHT.table)
    if freight_table is None or not freight_table.rows:
        place.warn("GTFS_NO_FREIGHT", "routes.txt", count=str(len(feed.routes)))
        return
    freight = _freight_by_route(merge, feed, place)
    trips = _dated(merge, feed, place, dict.fromkeys(freight))
    if freight and not any(merge.date in trip.dates for trip in trips):
        place.warn("GTFS_NO_TRIP_TODAY", "calendar.txt", date=merge.date.isoformat())
    stops = Stops.of(merge.tables["sites"], merge.crs, place)
    patterns = Patterns(feed, stops, freight, _prefix(merge, freight, trips))
    for trip in trips:
        try:
            patterns.add(trip)
        except FeedError as error:
            place.aside(error)
    stops.report()
    _warn_of_headways(patterns, trips, place)
    _add_sites(merge, place, stops)
    merge.extend("lines", place, patterns.lines)
    merge.extend("stop_times", place, patterns.stop_times)
    merge.extend("trips", place, patterns.trips)


def _prefix(
    merge: _Merge, freight: Mapping[str, Cells], trips: Sequence[DatedTrip]
) -> str:
    """Return what a feed's ids begin with where another one has the same.

    Lines and trips of two feeds would run into each other: buses that do not exist.
    """
    lines, ids = merge.has("lines", "line_id"), merge.has("trips", "trip_id")
    alike = any(folded(route) in lines for route in freight)
    alike = alike or any(folded(dated.trip.trip_id) in ids for dated in trips)
    return f"gtfs{merge.read}:" if alike else ""


def _freight_by_route(merge: _Merge, feed: Feed, place: Place) -> dict[str, Cells]:
    """Return the freight cells of every route of the feed that carries goods."""
    rows: dict[str, Row] = {}
    for row in merge.freight:
        rows.setdefault(row.text("route_id"), row)
    found = {}
    for route_id, route in feed.routes.items():
        mine = rows.get(route_id) or rows.get(ANY)
        if mine is None:
            continue
        merge.served[mine.raw.row] = None
        if not mine.usable:
            continue
        if folded(route_id) in merge.own_lines:
            place.aside(FeedError(route, "route_id", "GTFS_LINE_TWICE"))
            continue
        cells = dict(mine.raw.cells)
        operator = cells.get("operator") or _agency(feed, route)
        if not operator:
            place.aside(FeedError(route, "agency_id", "GTFS_NO_OPERATOR"))
            continue
        cells["operator"] = operator
        found[route_id] = cells
        if "operator" not in mine.raw.cells:
            _add_operator(merge, feed, place, operator)
    return found


def _agency(feed: Feed, route: FeedRow) -> str:
    """Return the name of a route's agency; a lone one need not be named."""
    agency = feed.agencies.get(route["agency_id"])
    if agency is None and len(feed.agencies) == 1 and not route["agency_id"]:
        agency = next(iter(feed.agencies.values()))
    return "" if agency is None else agency["agency_name"] or agency["agency_id"]


def _add_operator(merge: _Merge, feed: Feed, place: Place, name: str) -> None:
    """Add an agency to the table of partners where it is in none."""
    table = merge.tables.get("partners")
    if table is None or not table.rows or folded(name) in _partner_words(table):
        return
    agency = next(
        row for row in feed.agencies.values()
        if name in (row["agency_name"], row["agency_id"])
    )  # fmt: skip
    place.warn("GTFS_OPERATOR_ADDED", "agency.txt", word=name)
    cells = {"partner_id": name, "name": name, "kind": "bus", "shares_cost": "否"}
    merge.extend("partners", place, [(agency, cells)])


def _partner_words(table: RawTable) -> set[str]:
    """Return what the partners are called, folded."""
    return {
        folded(word)
        for row in table.rows
        for word in (
            row.cells.get("partner_id", ""),
            row.cells.get("name", ""),
            *names(row.cells.get("aliases", "")),
        )
    }


def _dated(
    merge: _Merge, feed: Feed, place: Place, routes: dict[str, None]
) -> list[DatedTrip]:
    """Return the trips of the day, and those of its eve that run past midnight."""
    eve = merge.date - ONE_DAY
    # What is wrong with a trip is said once, on the day itself.
    unheard = Place(place.path, Findings())
    late = {
        trip.trip_id: trip
        for trip in trips_on(feed, eve, unheard, routes)
        if trip.starts[-1] + trip.duration >= DAY_SECONDS
    }
    today = trips_on(feed, merge.date, place, routes)
    found = [
        DatedTrip(trip, (merge.date, eve) if trip.trip_id in late else (merge.date,))
        for trip in today
    ]
    ids = dict.fromkeys(trip.trip_id for trip in today)
    return found + [
        DatedTrip(trip, (eve,)) for key, trip in late.items() if key not in ids
    ]


def _warn_of_headways(
    patterns: Patterns, trips: Sequence[DatedTrip], place: Place
) -> None:
    loose = [dated.trip.trip_id for dated in trips if not dated.trip.exact]
    if loose and patterns.trips:
        place.warn(
            "GTFS_HEADWAY_ONLY", "frequencies.txt", count=str(len(loose)), trip=loose[0]
        )


def _add_sites(merge: _Merge, place: Place, stops: Stops) -> None:
    """Append the stops that are no sites yet, with their coordinates' system."""
    if not stops.new:
        return
    _write_levels(merge)
    merge.extend("sites", place, stops.new)
    if merge.crs is None and "lon" not in stops.given:
        stop = stops.new[0][0]
        cells = {"key": "coord_source", "value": stops.crs.value}
        merge.extend("settings", place, [(stop, cells)])


def _write_levels(merge: _Merge) -> None:
    """Write the levels that would be inferred: a column that stops fill is there."""
    table = merge.tables["sites"]
    if "level" in table.columns:
        return
    levels = inferred_levels(parse_table(SITES, table, Findings()))
    rows = tuple(
        replace(row, cells={**row.cells, "level": levels[row.row].value})
        for row in table.rows
    )
    merge.found.warn("LEVEL_INFERRED", table, "level")
    merge.tables["sites"] = replace(table, rows=rows)


def _unknown_routes(merge: _Merge) -> None:
    for row in merge.freight:
        route = row.text("route_id")
        if row.usable and row.raw.row not in merge.served:
            row.reject("GTFS_ROUTE_NOT_THERE", "route_id", word=route)
