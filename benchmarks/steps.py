"""One day with more and more of its services: road, hubs, buses, handovers."""

from __future__ import annotations

import csv
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day

SERVICES = ("lines", "stop_times", "trips", "handovers")
VEHICLE, HOME, DRIVER = "vehicle_id", "start_site", "vehicle"


class Step(StrEnum):
    """What a day may use, each with everything before it."""

    ROAD = "road"
    HUBS = "hubs"
    BUSES = "buses"
    HANDOVERS = "handovers"


def day_of_step(day: Day, step: Step) -> Day:
    """Return a day without the services that come after a step.

    By road alone only vehicles that start at the centre drive.
    """
    if step is Step.HANDOVERS:
        return day
    day = replace(day, offers={})
    if step is Step.BUSES:
        return day
    day = replace(day, lines={}, trips={}, trips_out=())
    if step is Step.HUBS:
        return day
    central = {
        key: car for key, car in day.vehicles.items() if car.start_site == day.centre
    }
    return replace(day, vehicles=central)


def leave_roads_only(folder: Path, centre: str) -> None:
    """Take the tables of a generated day down to what drives from the centre."""
    for name in SERVICES:
        (folder / f"{name}.csv").unlink()
    fleet, practice = folder / "vehicles.csv", folder / "routes.csv"
    names, rows = _table(fleet)
    away = {row[VEHICLE] for row in rows if row[HOME] not in ("", centre)}
    _write(fleet, names, [row for row in rows if row[VEHICLE] not in away])
    names, rows = _table(practice)
    _write(practice, names, [row for row in rows if row[DRIVER] not in away])


def _table(file: Path) -> tuple[Sequence[str], list[dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        return reader.fieldnames or (), list(reader)


def _write(file: Path, names: Sequence[str], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
