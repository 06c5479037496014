"""Overrides of trips: cancelled, late, or with less room than usual."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.line_labels import line_label
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.units import clock, cm3_from_m3, grams_from_kg

from .overrides_fleet import DELAY, HOUR_WORDS
from .schema_cells import CellError, names, number, time, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from routing.domain.line import Line
    from routing.domain.trip import Trip

    from .build_services import ServicesRead
    from .overrides import Override

MARKS = re.compile(r"[·…:\s_-]+")
DEPARTURE = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})\s*[:\uff1a]\s*(?P<m>\d{2})$"
    r"|([·\s_-]|(?<=[)\uff09]))(?P<hh>\d{2})(?P<mm>\d{2})$"
)
"""A departure at the end: of a clock, or of an id."""
NOISE = re.compile(r"(那|这)?(一)?(班车|班次|那班|班)$")
"""What people write behind a departure."""
FULL = ("满", "满员", "满载", "已满", "没位置", "full")
AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(袋|bags?|kg|公斤|千克|m3|m³|立方米|方)?")
ROOM_KEYS = {
    "cap_bags": "cap_bags",
    "载货袋数": "cap_bags",
    "袋数": "cap_bags",
    "cap_kg": "cap_g",
    "载货重量": "cap_g",
    "cap_m3": "cap_cm3",
    "载货容积": "cap_cm3",
}
ROOM_UNITS = {
    "": "cap_bags",
    "袋": "cap_bags",
    "bag": "cap_bags",
    "bags": "cap_bags",
    "kg": "cap_g",
    "公斤": "cap_g",
    "千克": "cap_g",
    "m3": "cap_cm3",
    "m³": "cap_cm3",
    "立方米": "cap_cm3",
    "方": "cap_cm3",
}


def apply_to_trips(read: ServicesRead, override: Override) -> None:
    """Apply trip_cancelled, trip_delayed or trip_capacity to today's trips.

    The object is a trip, or a line: then all its trips that leave between
    ``from`` and ``until``.
    """
    trips = _meant(read, override)
    change = TripChange(
        kind=TripChangeKind(override.kind),
        text=override.parameter,
        reason=override.reason,
        by=override.by,
    )
    for trip in trips:
        if change.kind is TripChangeKind.CANCELLED:
            del read.trips[trip.trip_id]
            read.trips_out.append(
                TripOut(
                    trip=replace(trip, changes=(*trip.changes, change)), change=change
                )
            )
            continue
        if change.kind is TripChangeKind.DELAYED:
            read.scheduled.setdefault(trip.trip_id, trip.departure_time)
            changed = _delayed(trip, override)
        else:
            changed = _with_room(trip, override)
        if changed is None:
            return
        read.trips[trip.trip_id] = replace(changed, changes=(*trip.changes, change))


def _meant(read: ServicesRead, override: Override) -> list[Trip]:
    """Return the trips that an override means; none, with a finding, if unknown."""
    wanted = bare_trip(override.object)
    found = [trip for key, trip in read.trips.items() if bare_trip(key) == wanted]
    if found or any(bare_trip(out.trip.trip_id) == wanted for out in read.trips_out):
        return found
    for times in (read.scheduled, {}):
        found = [t for t in read.trips.values() if wanted in _called(read, t, times)]
        out = (out.trip for out in read.trips_out)
        if found or any(wanted in _called(read, trip, times) for trip in out):
            return found
    lines = [
        line.line_id
        for line in read.lines.values()
        if wanted in {bare_trip(word) for word in _words(read, line)}
    ]
    found = [
        trip
        for trip in read.trips.values()
        if trip.line_id in lines
        and override.early <= trip.departure_time <= override.late
    ]
    if not found and (
        lines or any(bare_trip(key) == wanted for key in read.other_days)
    ):
        override.row.warn("TRIP_NOT_TODAY", "object", word=override.object)
    elif not found:
        override.row.reject("UNKNOWN_TRIP", "object", word=override.object)
    return found


def bare_trip(text: str) -> str:
    """Fold what people write differently: L03-0730, L03·07:30, l03 7:30 班车.

    A departure stays apart: L1 at 08:00 is not L10 at 8:00.
    """
    text = NOISE.sub("", text.strip()).strip()
    leaves = DEPARTURE.search(text)
    if leaves is None:
        return MARKS.sub("", text).casefold()
    hours, minutes = leaves["h"] or leaves["hh"], leaves["m"] or leaves["mm"]
    line = MARKS.sub("", text[: leaves.start()]).casefold()
    return f"{line}@{int(hours):02d}{minutes}"


def _called(
    read: ServicesRead, trip: Trip, scheduled: Mapping[str, int]
) -> Iterator[str]:
    """Yield how people and sheets call a trip: its line, and when it leaves.

    A late trip goes by its scheduled departure first: another may leave when it does.
    """
    leaves = scheduled.get(trip.trip_id, trip.departure_time)
    line, time_text = read.lines[trip.line_id], clock(leaves)
    for word in _words(read, line):
        yield bare_trip(f"{word} {time_text}")


def _words(read: ServicesRead, line: Line) -> tuple[str, ...]:
    """Return what a line is called: its name, its label on sheets, its id."""
    return line.name, line_label(line, read.lines.values()), line.line_id


def _delayed(trip: Trip, override: Override) -> Trip | None:
    """Read ``20``, ``晚20分钟``, ``1小时`` or the new departure ``08:10``."""
    try:
        late = time(override.parameter) - trip.departure_time
    except CellError:
        found = DELAY.fullmatch(override.parameter)
        late = -1
        if found is not None:
            late = int(found[1]) * (3600 if found[2] in HOUR_WORDS else 60)
    if late < 0:
        override.row.reject("BAD_TRIP_DELAY", "parameter")
        return None
    return trip.shifted(late)


def _with_room(trip: Trip, override: Override) -> Trip | None:
    """Read ``5``, ``5袋``, ``80kg`` or ``cap_bags=5;cap_kg=80``."""
    caps = {"cap_bags": trip.cap_bags, "cap_g": trip.cap_g, "cap_cm3": trip.cap_cm3}
    parts = names(override.parameter)
    if override.parameter.casefold() in FULL:
        parts = ("0",)
    try:
        for part in parts:
            target, value = _room(part)
            caps[target] = value
    except (CellError, KeyError):
        parts = ()
    if not parts:
        override.row.reject("BAD_TRIP_CAPACITY", "parameter")
        return None
    return replace(
        trip, cap_bags=caps["cap_bags"], cap_g=caps["cap_g"], cap_cm3=caps["cap_cm3"]
    )


def _room(text: str) -> tuple[str, int]:
    """Return the field of the trip and its new value in whole units.

    Raises
    ------
    CellError, KeyError
        When it cannot be read.
    """
    key, sign, value = (part.strip() for part in text.partition("="))
    if sign:
        target = ROOM_KEYS[key]
    else:
        found = AMOUNT.fullmatch(text.casefold())
        if found is None:
            raise KeyError(text)
        target, value = ROOM_UNITS[found[2] or ""], found[1]
    if target == "cap_bags":
        return target, whole(value)
    amount: Decimal = number(value)
    return target, grams_from_kg(amount) if target == "cap_g" else cm3_from_m3(amount)
