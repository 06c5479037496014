"""One run of ``anonymize``: a day's tables without the names in them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from random import Random, SystemRandom
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from routing.tables.anonymous.cells import profile
from routing.tables.anonymous.places import Turn
from routing.tables.anonymous.referents import Referents
from routing.tables.anonymous.tables import Anonymous
from routing.tables.build import begin_draft
from routing.tables.build_parts import read_parts
from routing.tables.write import write_canonical
from routing.terminal.exits import Exit, Stop
from routing.terminal.system import system_problem
from routing.travel.file import read_travel_table
from routing.travel.matrix import Source
from routing.travel.table import NO_TIME, site_keys

from ..intake import take_in
from .tables import refuse_bad_input, show_findings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.terminal.console import Console
    from routing.travel.table import TravelTable

    from ..intake import Intake

TRAVEL_FILE = "travel.csv"
SOURCE_WORDS = {Source.FILE: "", Source.PATH: "path", Source.ESTIMATE: "estimate"}
ALL_ITEMS = 100.0


@dataclass(frozen=True, kw_only=True)
class AnonymizeRequest:
    """What the options of ``anonymize`` ask for."""

    day: Sequence[Path]
    out: Path
    key: Path | None = None
    date: dt.date | None = None
    seed: int | None = None


def run_anonymize(console: Console, request: AnonymizeRequest) -> int:
    """Write a day's tables into a new folder, with codes for names.

    Rows that plan would set aside go along: their items count.
    """
    out = request.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Stop(Exit.INPUT, "FOLDER_NOT_EMPTY", out=out)
    intake = take_in(request.day, request.date)
    show_findings(console, intake)
    refuse_bad_input(intake, strict=False, max_set_aside=ALL_ITEMS)
    if intake.day is None:
        msg = "A day without fatal findings was read, but there is none."
        raise ValueError(msg)
    referents = _referents(intake, intake.day)
    random = SystemRandom() if request.seed is None else Random(request.seed)
    try:
        _write(intake, intake.day, Anonymous(referents, _turn(intake.day, random)), out)
        if request.key is not None:
            _write_key(referents, request.key)
    except OSError as error:
        problem = system_problem(error, console.lang)
        raise Stop(Exit.INPUT, "OUT_NOT_WRITABLE", out=out, error=problem) from error
    codes = len(referents.names.pairs())
    console.data(console.say("ANONYMIZED", codes=codes, out=out))
    if request.key is not None:
        console.data(console.say("ANONYMIZED_KEY", key=request.key))
    return Exit.DONE


def _referents(intake: Intake, day: Day) -> Referents:
    draft = begin_draft(
        intake.read.tables, date=day.date, travel_given=bool(intake.read.travel_files)
    )
    return Referents(draft, read_parts(draft))


def _turn(day: Day, random: Random) -> Turn:
    """Turn the county about its centre, or about any site that has a place."""
    sites = [day.sites[day.centre], *day.sites.values()]
    for site in sites:
        if site.lon is not None and site.lat is not None:
            return Turn.of(site.lon, site.lat, random)
    return Turn.of(0.0, 0.0, random)


def _write(intake: Intake, day: Day, anonymous: Anonymous, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    write_canonical(anonymous.tables(), out)
    sheet = intake.read.tables.get("travel")
    given = sheet if sheet is not None and sheet.rows else None
    if intake.read.travel_files or given is not None:
        table = read_travel_table(intake.read.travel_files, given)
        _travel(table, day, anonymous.referents).to_csv(
            out / TRAVEL_FILE, index=False, encoding="utf-8-sig", lineterminator="\n"
        )


def _travel(table: TravelTable, day: Day, referents: Referents) -> pd.DataFrame:
    """Return the rows between known sites, with codes, in metres and seconds."""
    ids = list(day.sites)
    keys = site_keys(day)
    sites = [
        referents.site(ids[keys[name]]) if name in keys else "" for name in table.sites
    ]
    profiles = [profile(referents, name) if name else "" for name in table.profiles]
    there = np.array([bool(name) for name in sites], dtype=bool)
    rows = np.flatnonzero(there[table.origin] & there[table.destination])
    seconds = pd.Series(table.seconds[rows]).astype("Int64")
    return pd.DataFrame(
        {
            "from": np.array(sites, dtype=object)[table.origin[rows]],
            "to": np.array(sites, dtype=object)[table.destination[rows]],
            "metres": table.metres[rows],
            "seconds": seconds.mask(seconds == NO_TIME),
            "source": [SOURCE_WORDS[Source(value)] for value in table.source[rows]],
            "profile": np.array(profiles, dtype=object)[table.profile[rows]],
        }
    )


def _write_key(referents: Referents, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("code", "name"))
        writer.writerows(referents.names.pairs())
