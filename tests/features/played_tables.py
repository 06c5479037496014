"""Two townships of the Longkou county for one day played through, and its history.

The tables are those of ``instances/longkou/day``; goods are asked for in the
townships of the hubs 57 and 65 alone, so that a test can plan them four times.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

from routing.tables.history.files import write_history
from routing.tables.history.model import History, VillageRow
from routing.tables.history.names import HISTORY_FILE

LONGKOU = Path(__file__).parents[2] / "instances" / "longkou" / "day"
DATE = dt.date(2026, 3, 11)
TOWNSHIPS = ("LK57", "LK65")
SILENT, SILENT_NAME = "P6", "戊快递"
"""The partner that has told no numbers when the sorting begins."""
HEADER = ("kind", "object", "parameter", "from", "until", "reason", "by")


def write_played_day(folder):
    """Write the tables as they are at 07:00."""
    shutil.copytree(LONGKOU, folder)
    here = _sites_with_goods()
    for name, column in (("demand", "site"), ("pickups", "site")):
        rows = [row for row in read(LONGKOU / f"{name}.csv") if row[column] in here]
        write(folder / f"{name}.csv", rows)
    # Cold goods go bare: without foam boxes only a cold compartment carries them.
    goods = [
        {**row, "pack_min": "", "cold_limit_min": row["cold_limit_min"] and "240"}
        for row in read(folder / "goods.csv")
    ]
    write(folder / "goods.csv", goods)
    # Every vehicle is to be back at 13:30, so that two leave early.
    cars = read(folder / "vehicles.csv")
    write(folder / "vehicles.csv", [{**car, "shift": "06:30-13:30"} for car in cars])
    return folder


def on_the_next_day(folder):
    """Write the tables of the day after."""
    path = write_played_day(folder) / "settings.csv"
    tomorrow = path.read_text("utf-8").replace("2026-03-11", "2026-03-12")
    path.write_text(tomorrow, "utf-8")
    return folder


def without_numbers(folder):
    """Empty the column of the silent partner; return what stood there, by site."""
    path = folder / "demand.csv"
    rows = read(path)
    told = [(row["site"], row["goods_class"], row[SILENT_NAME]) for row in rows]
    write(path, [{**row, SILENT_NAME: ""} for row in rows])
    return {(site, goods): int(items) for site, goods, items in told if items}


def with_numbers(folder, told):
    """Let its counts come in."""
    path = folder / "demand.csv"
    filled = [
        {**row, SILENT_NAME: str(told.get((row["site"], row["goods_class"]), ""))}
        for row in read(path)
    ]
    write(path, filled)


def write_past(folder, told):
    """Write its last two Wednesdays: as today, and two items more everywhere."""
    rows = [
        VillageRow(
            date=DATE - dt.timedelta(weeks=weeks), site=site, site_name=site,
            township="", partner=SILENT, partner_name=SILENT_NAME, goods_class=goods,
            kind="delivery", demanded=items + more, backlog=0, delivered=items + more,
            by_noon=0, time=None,
        )
        for weeks, more in ((1, 0), (2, 2))
        for (site, goods), items in told.items()
    ]  # fmt: skip
    write_history(folder / HISTORY_FILE, History(villages=tuple(rows)))
    return folder / HISTORY_FILE


def say(folder, *rows):
    """Write the overrides of the day: kind, object, parameter, from."""
    told = [
        dict(
            zip(HEADER, (*row, *("",) * (5 - len(row)), "今天", "王调度"), strict=True)
        )
        for row in rows
    ]
    write(folder / "overrides.csv", told)


def read(path):
    """Return the rows of a table by their headers."""
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def write(path, rows):
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def _sites_with_goods():
    return {
        row["site_id"]
        for row in read(LONGKOU / "sites.csv")
        if row["township"] in TOWNSHIPS or row["site_id"] in TOWNSHIPS
    }
