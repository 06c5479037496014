"""Edit a plan as a dispatcher would and measure how soon it is scored.

``python -m benchmarks.hand_edit --size R --seed 1 --repeats 5``: a county is
generated and planned, its plan.xlsx is edited in several ways, and ``gongpei
evaluate`` is run on each, as a process of its own. *seconds* are those that it
says itself (reading the workbook, building the plan, judging it), *process* runs
from the start of the interpreter to its end; both are medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from instances.county.sizes import SIZES
from instances.generate import generate
from routing.plan.workbook.columns import COLUMNS, header, word
from routing.plan.workbook.layout import STOPS, TRIPS
from routing.plan.workbook.names import Names
from routing.tables.build import read_day

from .process import run_measured
from .record import load_average

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from routing.domain.day import Day

PROGRAM = (sys.executable, "-m", "cli")
FINE, FINDING = 0, 1
LANG = "en"
LAST = 99
"""An order behind all others of a tour."""

Halt = list[int]
"""Rows of the sheet."""


class EditError(Exception):
    """A plan too small to edit, or a command that did not end as it should."""


class StopSheet:
    """The sheet of stops of a plan; ``cars`` load at the centre.

    ``trips`` is the sheet of bus loads, its data from row ``first_trip`` on.
    """

    def __init__(self, page: Worksheet, trips: Worksheet, day: Day) -> None:
        self._page, self.trips = page, trips
        head = TRIPS.header("TRIP", LANG)
        heads = enumerate(trips.iter_rows(max_col=1, values_only=True), 1)
        self.first_trip = next(n for n, row in heads if row[0] == head) + 1
        rows = page.iter_rows(values_only=True)
        top = next(n for n, row in enumerate(rows, 1) if header("SITE", LANG) in row)
        self._column = {name: COLUMNS.index(name) + 1 for name in COLUMNS}
        names, cars = Names(day).vehicles, day.vehicles.values()
        self.cars = [
            names.label(car.vehicle_id) for car in cars if car.start_site == day.centre
        ]
        self._halts: dict[str, dict[tuple[Any, Any], Halt]] = {}
        for row in range(top + 1, page.max_row + 1):
            if self._text(row, "VEHICLE"):
                own = self._halts.setdefault(self._text(row, "VEHICLE"), {})
                place = self._text(row, "TOUR"), self._text(row, "ORDER")
                own.setdefault(place, []).append(row)
        self.used = [car for car in self.cars if car in self._halts]
        self.free = [car for car in self.cars if car not in self._halts]

    def _text(self, row: int, column: str) -> str:
        return str(self._page.cell(row, self._column[column]).value or "")

    @property
    def busiest(self) -> tuple[str, str]:
        """The two vehicles with most halts; the second may stand idle."""
        by_halts = sorted(self.used, key=lambda car: -len(self.halts(car)))
        first, second = [*by_halts, *self.free][:2]
        return first, second

    def halts(self, car: str) -> list[Halt]:
        """Return the halts of a vehicle, those with pick-ups left out."""
        pick_up = word("PICK_UP", LANG)
        return [
            rows
            for rows in self._halts.get(car, {}).values()
            if all(self._text(row, "DIRECTION") != pick_up for row in rows)
        ]

    def put(self, rows: Halt, **values: str | float) -> None:
        """Write cells of some rows, by column."""
        for row in rows:
            for column, value in values.items():
                self._page.cell(row, self._column[column]).value = value

    def take_out(self, rows: Halt) -> None:
        """Delete rows."""
        for row in sorted(rows, reverse=True):
            self._page.delete_rows(row)


def move_one(sheet: StopSheet) -> None:
    """Give a station to another vehicle."""
    first, second = sheet.busiest
    sheet.put(sheet.halts(first)[1], VEHICLE=second, TOUR=1, ORDER=1.5)


def change_order(sheet: StopSheet) -> None:
    """Serve the first station of the longest route last."""
    sheet.put(sheet.halts(sheet.busiest[0])[0], TOUR=1, ORDER=LAST)


def replace_vehicle(sheet: StopSheet) -> None:
    """Give all work of a vehicle to one that stands idle."""
    for rows in sheet.halts(sheet.used[-1]):
        sheet.put(rows, VEHICLE=sheet.free[0])


def mixed(sheet: StopSheet) -> None:
    """Move two stations, serve one later, take two off."""
    first, second = sheet.busiest
    halts, others = sheet.halts(first), sheet.halts(second)
    sheet.put(halts[1], VEHICLE=second, TOUR=1, ORDER=1.5)
    for moved in others[1:2]:
        sheet.put(moved, VEHICLE=first, TOUR=1, ORDER=2.5)
    sheet.put((others or halts)[0], TOUR=1, ORDER=LAST)
    sheet.take_out([row for halt in (halts[-1:] + others[2:][-1:]) for row in halt])


def drop_trip(sheet: StopSheet) -> None:
    """Take all goods off the first trip."""
    page = sheet.trips
    first = page.cell(sheet.first_trip, 1).value
    while page.cell(sheet.first_trip, 1).value == first:
        page.delete_rows(sheet.first_trip)


def next_trip(sheet: StopSheet) -> None:
    """Let what rides with the first trip of a line ride with a later one."""
    page = sheet.trips
    column = TRIPS.columns.index("LINE") + 1
    rows = range(sheet.first_trip, page.max_row + 1)
    own = [
        row
        for row in rows
        if page.cell(row, column).value == page.cell(rows[0], column).value
    ]
    page.cell(own[0], 1).value = page.cell(own[-1], 1).value


EDITS: dict[str, Callable[[StopSheet], None]] = {
    "nothing": lambda _: None,
    "one moved": move_one,
    "served last": change_order,
    "another vehicle": replace_vehicle,
    "2 moved, 1 later, 2 off": mixed,
    "a later trip": next_trip,
    "a trip taken out": drop_trip,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One edit, scored several times."""

    edit: str
    seconds: float
    process: float
    cost_yuan: float
    violations: int
    load: float | None

    @property
    def line(self) -> str:
        """The edit as a line of a table."""
        load = "-" if self.load is None else f"{self.load:.1f}"
        return (
            f"| {self.edit} | {self.seconds:.3f} | {self.process:.2f} | "
            f"{self.cost_yuan:,.2f} | {self.violations} | {load} |"
        )


HEAD = "| edit | seconds | process, s | cost, yuan | violations | load |"


def _command(words: Sequence[object], *fine: int) -> tuple[dict[str, Any], float]:
    run = run_measured([*PROGRAM, *map(str, words), "--json", "--lang", LANG])
    if run.exit_code not in fine:
        msg = f"Exit code {run.exit_code}: {run.output} {run.last_words}"
        raise EditError(msg)
    answer: dict[str, Any] = json.loads(run.output)
    return answer, run.seconds


def measure(
    size: str, seed: int, *, iterations: int, repeats: int
) -> tuple[Timed, ...]:
    """Plan a county, edit its plan in every way of ``EDITS`` and score each.

    Raises
    ------
    EditError
        When a plan is too small for an edit, or a command fails.
    """
    with tempfile.TemporaryDirectory() as name:
        tables, out = Path(name) / "day", Path(name) / "out"
        generate(size, seed, tables)
        budget = ("--iterations", iterations, "--workers", 1)
        _command(("plan", tables, "-o", out, *budget), FINE)
        day = read_day([tables]).day
        if day is None:
            msg = "A generated county cannot be read."
            raise EditError(msg)
        return tuple(
            _timed(out, day, number, edit, repeats) for number, edit in enumerate(EDITS)
        )


def _timed(out: Path, day: Day, number: int, edit: str, repeats: int) -> Timed:
    book = openpyxl.load_workbook(out / "plan.xlsx")
    try:
        EDITS[edit](StopSheet(book[STOPS.name(LANG)], book[TRIPS.name(LANG)], day))
    except (IndexError, ValueError) as error:
        msg = f"The plan is too small for the edit {edit!r}."
        raise EditError(msg) from error
    path = out / f"edit{number}.xlsx"
    book.save(path)
    load = load_average()
    runs = [_command(("evaluate", path), FINE, FINDING) for _ in range(repeats)]
    answer = runs[0][0]
    return Timed(
        edit=edit,
        seconds=statistics.median(run[0]["seconds"] for run in runs),
        process=statistics.median(run[1] for run in runs),
        cost_yuan=answer["cost_yuan"],
        violations=len(answer["violations"]),
        load=load,
    )


def main(words: Sequence[str] | None = None) -> int:
    """Print the table of the edits of one county."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.hand_edit", description=__doc__
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="R")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--iterations", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args(words)
    rows = measure(
        given.size, given.seed, iterations=given.iterations, repeats=given.repeats
    )
    print(HEAD, "| --- " * HEAD.count(" | ") + "| --- |", sep="\n")
    for row in rows:
        print(row.line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
