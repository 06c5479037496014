"""Plan the instances of a family of the literature and compare with best known.

``python -m benchmarks.families_run --family 2e --seconds 30 -o FILE``; each
instance is planned as a county day, judged, told back in the family's own words
and evaluated by the family's own rules.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.optimize.budget import Budget

from .families.family import problems as problems_in
from .families.registry import FAMILIES
from .families_record import FamilyRow, family_line
from .families_solve import failed_row, solve_problem
from .families_table import family_table
from .record import setting_of
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .families.family import Problem
    from .record import Setting

SHARED = Path(__file__).parents[2] / "shared" / "data" / "benchmarks"
FINE, FINDING, USAGE = 0, 1, 2


def run_problem(
    problem: Problem, budget: Budget, solutions: Path | None = None
) -> FamilyRow:
    """Plan one instance and evaluate the plan; write its solution to a folder.

    Where planning fails the row says so: the other instances are planned still.
    """
    try:
        solved = solve_problem(problem, budget)
    except Exception as error:  # noqa: BLE001
        traceback.print_exc()
        return failed_row(problem, error)
    if solutions is not None and solved.told is not None:
        solutions.mkdir(parents=True, exist_ok=True)
        text = json.dumps(solved.told, indent=1)
        path = solutions / f"{problem.name}.json"
        path.write_text(text + "\n", "utf-8", newline="\n")
    return solved.row


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.families_run", description=__doc__
    )
    add = parser.add_argument
    add("--family", choices=tuple(FAMILIES), required=True)
    add("--folder", type=Path, help="the family's instances, else ../shared/data")
    add("--only", default="*", help="names of instances, such as 'Set3_*'")
    add("--seconds", type=float, default=30.0, help="time limit per instance")
    add("--iterations", type=int, help="instead of a time limit")
    add("--workers", type=int, default=2)
    add("--at-a-time", type=int, default=1, help="instances planned side by side")
    add("--seed", type=int, default=1)
    add("-o", "--table", type=Path, help="write the table to this file")
    add("--out", type=Path, help="append JSON lines to this file")
    add("--solutions", type=Path, help="write solutions as JSON into this folder")
    add("--write", type=Path, help="put the table into this page")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run a family; return 1 when a plan is not whole or breaks a rule."""
    words = sys.argv[1:] if words is None else words
    given = _parser().parse_args(words)
    mark = f"families-{given.family}"
    entry = FAMILIES[given.family]
    folders = [given.folder] if given.folder else [SHARED / f for f in entry.folders]
    problems = [
        problem
        for folder in folders
        for problem in problems_in(entry.family, folder, given.only)
    ]
    if not problems:
        places = ", ".join(map(str, folders))
        print(f"No instances of {given.family} in {places}.", file=sys.stderr)
        return USAGE
    if given.write is not None:
        try:
            # Before the long run, not after it.
            around(given.write, mark)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    setting = setting_of(" ".join(["python -m benchmarks.families_run", *words]))
    rows = _run_all(problems, given, setting)
    table = family_table(rows, setting)
    print(f"\n{table}")
    if given.table is not None:
        given.table.parent.mkdir(parents=True, exist_ok=True)
        given.table.write_text(table, "utf-8", newline="\n")
    if given.write is not None:
        put_into(given.write, mark, table)
    return FINE if all(row.sound for row in rows) else FINDING


def _run_all(
    problems: Sequence[Problem], given: argparse.Namespace, setting: Setting
) -> list[FamilyRow]:
    """Plan every instance, each row written down as soon as it is there."""
    budget = Budget(
        time_limit=given.seconds,
        iterations=given.iterations,
        workers=given.workers,
        seed=given.seed,
    )
    parameters: dict[str, Any] = {
        name: getattr(given, name)
        for name in ("family", "seconds", "iterations", "workers", "at_a_time", "seed")
    }
    run = partial(run_problem, budget=budget, solutions=given.solutions)
    rows = []
    for row in _each(run, problems, given.at_a_time):
        rows.append(row)
        line = family_line(row, parameters, setting)
        print(line, flush=True)
        if given.out is not None:
            given.out.parent.mkdir(parents=True, exist_ok=True)
            with given.out.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line + "\n")
    return rows


def _each(
    run: Callable[[Problem], FamilyRow], problems: Sequence[Problem], at_a_time: int
) -> Iterator[FamilyRow]:
    """Yield the row of every instance, in their order."""
    if at_a_time == 1:
        yield from map(run, problems)
        return
    with ProcessPoolExecutor(at_a_time, mp_context=get_context("spawn")) as pool:
        yield from pool.map(run, problems)


if __name__ == "__main__":
    sys.exit(main())
