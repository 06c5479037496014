"""``OUT/inputs/``: the tables as read and the matrix, to judge the plan from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from routing.tables.build import read_day
from routing.tables.canonical import write_canonical
from routing.travel.store import read_matrix, write_matrix

from .intake import Intake

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

INPUTS_FOLDER = "inputs"
MATRIX_FILE = "matrix.npz"


def write_inputs(intake: Intake, folder: Path) -> dict[str, str]:
    """Write the tables and the matrix; return their hashes for plan.json.

    The tables carry no contacts and no free text: readers drop them.
    """
    if intake.travel is None:
        msg = "Only a day that was read can be written."
        raise ValueError(msg)
    folder.mkdir()
    write_canonical(intake.read.tables, folder)
    write_matrix(intake.travel, folder / MATRIX_FILE)
    return input_hashes(folder)


def input_hashes(folder: Path) -> dict[str, str]:
    """Return sha256 of the canonical tables together and of the matrix."""
    tables = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        tables.update(path.name.encode())
        tables.update(hashlib.sha256(path.read_bytes()).digest())
    matrix = folder / MATRIX_FILE
    found = matrix.read_bytes() if matrix.is_file() else b""
    return {"tables": tables.hexdigest(), "travel": hashlib.sha256(found).hexdigest()}


def read_inputs(folder: Path, date: dt.date | None) -> Intake:
    """Read a day and its matrix back.

    Raises
    ------
    OSError
        When the matrix is absent.
    ValueError
        When it is damaged, or does not belong to the tables.
    """
    read = read_day([folder], date)
    findings = tuple(read.findings)
    if read.day is None:
        return Intake(read=read, day=None, travel=None, findings=findings)
    try:
        travel = read_matrix(folder / MATRIX_FILE)
    except BadZipFile as error:
        msg = f"{MATRIX_FILE} is damaged."
        raise ValueError(msg) from error
    profiles = {vehicle.speed_profile for vehicle in read.day.vehicles.values()}
    if list(travel.index) != list(read.day.sites) or profiles - set(travel.matrices):
        msg = f"{MATRIX_FILE} does not belong to the tables."
        raise ValueError(msg)
    return Intake(read=read, day=read.day, travel=travel, findings=findings)
