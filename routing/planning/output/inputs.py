"""``OUT/inputs/``: the tables as read and the matrix, to judge the plan from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.io import dump_plan, load_plan_file
from routing.tables.build import build_day, has_travel
from routing.tables.build_settings import KEYS, setting_key
from routing.tables.finding import Grade
from routing.tables.read import read_tables
from routing.tables.write import write_canonical
from routing.travel.store import read_matrix, write_matrix

from ..intake import Intake

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from routing.plan.model import Plan
    from routing.tables.build import DayRead
    from routing.tables.raw import RawTable

INPUTS_FOLDER = "inputs"
MATRIX_FILE = "matrix.npz"
NOTES_FILE = "notes.json"
EARLIER_FILE = "earlier.json"
"""The plan that a re-plan carries on, told with today's consignments (rule W5d)."""

KEPT_SETTINGS = frozenset(KEYS) - {"dispatcher_phone"}


def write_inputs(intake: Intake, folder: Path) -> dict[str, str]:
    """Write the tables and the matrix; return their hashes for plan.json.

    The tables carry no contacts and no free text: readers drop them.
    """
    if intake.travel is None:
        msg = "Only a day that was read can be written."
        raise ValueError(msg)
    folder.mkdir()
    write_canonical(_without_staff(intake.read.tables), folder)
    write_matrix(intake.travel, folder / MATRIX_FILE)
    # Whether sites need coordinates hangs on a table that only the matrix keeps.
    given = bool(intake.read.travel_files) or has_travel(intake.read.tables)
    notes = json.dumps({"travel_given": given})
    (folder / NOTES_FILE).write_text(notes + "\n", "utf-8", newline="\n")
    return input_hashes(folder)


def _without_staff(tables: Mapping[str, RawTable]) -> dict[str, RawTable]:
    """Return the tables without the dispatcher's phone, which is a setting.

    Nor are settings kept that mean nothing to the program: they may be a
    person's note of who is on duty.
    """
    found = dict(tables)
    settings = found.get("settings")
    if settings is not None:
        rows = tuple(
            row
            for row in settings.rows
            if setting_key(row.cells.get("key", "")) in KEPT_SETTINGS
        )
        found["settings"] = replace(settings, rows=rows)
    return found


def input_hashes(folder: Path) -> dict[str, str]:
    """Return sha256 of the canonical tables together and of the matrix."""
    tables = hashlib.sha256()
    kept = [folder / name for name in (NOTES_FILE, EARLIER_FILE)]
    for path in sorted([*folder.glob("*.csv"), *(f for f in kept if f.is_file())]):
        tables.update(path.name.encode())
        tables.update(hashlib.sha256(path.read_bytes()).digest())
    matrix = folder / MATRIX_FILE
    found = matrix.read_bytes() if matrix.is_file() else b""
    return {"tables": tables.hexdigest(), "travel": hashlib.sha256(found).hexdigest()}


def write_earlier(plan: Plan, folder: Path) -> dict[str, str]:
    """Write the plan that a re-plan carries on; return the hashes with it."""
    (folder / EARLIER_FILE).write_text(dump_plan(plan), "utf-8", newline="\n")
    return input_hashes(folder)


def read_earlier(folder: Path) -> Plan | None:
    """Return the plan that a re-plan carries on, None where there is none.

    Raises
    ------
    OSError, PlanFileError
        When it is there and cannot be read.
    """
    file = folder / EARLIER_FILE
    return load_plan_file(file) if file.is_file() else None


def read_inputs(folder: Path, date: dt.date | None) -> Intake:
    """Read a day and its matrix back.

    Raises
    ------
    OSError
        When a file is absent.
    ValueError
        When one is damaged, or the matrix does not belong to the tables.
    """
    read = _read_tables(folder, date)
    findings = tuple(read.findings)
    if read.day is None:
        return Intake(read=read, day=None, travel=None, findings=findings)
    travel = read_matrix(folder / MATRIX_FILE)
    profiles = {vehicle.speed_profile for vehicle in read.day.vehicles.values()}
    if list(travel.index) != list(read.day.sites) or profiles - set(travel.matrices):
        msg = f"{MATRIX_FILE} does not belong to the tables."
        raise ValueError(msg)
    return Intake(read=read, day=read.day, travel=travel, findings=findings)


def _read_tables(folder: Path, date: dt.date | None) -> DayRead:
    found = read_tables([folder])
    notes = json.loads((folder / NOTES_FILE).read_text("utf-8"))
    built = build_day(found.tables, date=date, travel_given=bool(notes["travel_given"]))
    findings = [*found.findings, *built.findings]
    if any(row.grade is Grade.FATAL for row in findings):
        return replace(built, day=None, findings=findings)
    return replace(built, findings=findings)
