"""Trips of a feed as lines, stop times and trips of the tables.

Trips of one route that call at the same stops after the same minutes share a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from routing.tables.schema_cells import MAX_NUMBER, CellError, number

from .place import FeedError

if TYPE_CHECKING:
    import datetime as dt

    from .feed import Call, Feed, FeedTrip
    from .files import FeedRow
    from .stops import Stops

Cells = dict[str, str]
Pattern = tuple[object, ...]
FREIGHT_OF_TRIPS = (
    "cap_bags", "cap_kg", "cap_m3", "max_piece_kg", "cutoff_min", "passengers",
    "no_freight", "confirmed",
)  # fmt: skip
"""Columns of the freight table that every trip of the route takes over."""
LAST_START = 48 * 3600
"""Departures of a table are written with two days' hours at most."""


@dataclass(frozen=True, slots=True)
class DatedTrip:
    """A trip of the feed and the dates that it runs on, of the day and its eve."""

    trip: FeedTrip
    dates: tuple[dt.date, ...]


@dataclass(slots=True)
class Patterns:
    """Rows of the tables, with the row of the feed that each comes from."""

    feed: Feed
    stops: Stops
    freight: dict[str, Cells]
    """Capacity, price and operator by route."""
    prefix: str = ""
    """What ids of lines and trips begin with."""
    lines: list[tuple[FeedRow, Cells]] = field(default_factory=list)
    stop_times: list[tuple[FeedRow, Cells]] = field(default_factory=list)
    trips: list[tuple[FeedRow, Cells]] = field(default_factory=list)
    _line_of: dict[Pattern, str] = field(default_factory=dict)
    _variants: dict[str, int] = field(default_factory=dict)

    def add(self, dated: DatedTrip) -> None:
        """Add a trip, and its line where it is the first of its pattern.

        Raises
        ------
        FeedError
            When it leaves too late to be written, or a stop has no place.
        """
        trip = dated.trip
        if trip.starts[-1] >= LAST_START:
            raise FeedError(trip.calls[0].row, "departure_time", "GTFS_BAD_TIME")
        line_id = self._line(trip)
        freight = self.freight[trip.route_id]
        cells = {
            "trip_id": f"{self.prefix}{trip.trip_id}",
            "line_id": line_id,
            "departures": "、".join(_clock(start) for start in trip.starts),
            "days": "、".join(date.isoformat() for date in dated.dates),
        }
        for column in FREIGHT_OF_TRIPS:
            if column in freight:
                cells[column] = freight[column]
        if not trip.exact:
            cells["exact"] = "否"
        self.trips.append((trip.row, cells))

    def _line(self, trip: FeedTrip) -> str:
        start = trip.calls[0].leaves or 0
        key = (
            trip.route_id,
            tuple(
                (call.stop_id, _since(call.arrives, start), _since(call.leaves, start),
                 call.load_ok, call.unload_ok)
                for call in trip.calls
            ),
        )  # fmt: skip
        if key in self._line_of:
            return self._line_of[key]
        rows = self._stop_rows(trip, start)
        variant = self._variants[trip.route_id] = (
            self._variants.get(trip.route_id, 0) + 1
        )
        line_id = f"{self.prefix}{trip.route_id}"
        if variant > 1:
            line_id = f"{line_id}~{variant}"
        self._line_of[key] = line_id
        self.lines.append((self.feed.routes[trip.route_id], self._cells(trip, line_id)))
        self.stop_times += [(row, {"line_id": line_id, **cells}) for row, cells in rows]
        return line_id

    def _cells(self, trip: FeedTrip, line_id: str) -> Cells:
        route, freight = self.feed.routes[trip.route_id], self.freight[trip.route_id]
        names = [route["route_short_name"], route["route_long_name"]]
        cells = {
            "line_id": line_id,
            "name": " ".join(name for name in names if name) or line_id,
            "operator": freight["operator"],
            "price_basis": freight["price_basis"],
        }
        if "price" in freight:
            cells["price"] = freight["price"]
        return cells

    def _stop_rows(self, trip: FeedTrip, start: int) -> list[tuple[FeedRow, Cells]]:
        spread = all(_is_number(call.dist) for call in trip.calls)
        rows = []
        for seq, call in enumerate(trip.calls, start=1):
            cells = self._stop_cells(call, start)
            if spread:
                cells["dist"] = call.dist
            rows.append((call.row, {"seq": str(seq), **cells}))
        return rows

    def _stop_cells(self, call: Call, start: int) -> Cells:
        match = self.stops.match(self.feed.stops[call.stop_id])
        cells = {
            "site": match.site,
            "load_ok": "是" if call.load_ok else "否",
            "unload_ok": "是" if call.unload_ok else "否",
        }
        if call.leaves is not None and call.arrives is not None:
            cells["offset_min"] = _minutes(call.leaves - start)
            if call.arrives != call.leaves:
                cells["arrive_min"] = _minutes(max(call.arrives - start, 0))
        if match.handover:
            cells["handover_sites"] = match.handover
            cells["walk_min"] = str(match.walk_min)
        return cells


def _since(time: int | None, start: int) -> int | None:
    return None if time is None else time - start


def _is_number(text: str) -> bool:
    try:
        return number(text) <= MAX_NUMBER
    except CellError:
        return False


def _minutes(seconds: int) -> str:
    """Write seconds as minutes, close enough to be the same seconds again (Q1)."""
    whole, rest = divmod(seconds, 60)
    return str(whole) if rest == 0 else f"{Decimal(seconds) / 60:.6f}"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text
