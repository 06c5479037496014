"""Plan generated counties by road as whole processes and write down what came out.

Hubs' vehicles, trips and offers are left out (see ``benchmarks.services`` for
them): the library that the plans are compared with knows roads alone.

``python -m benchmarks.county --size R --seeds 1-5 --seconds 60 --baseline``;
the protocol is told in ``docs/benchmarks.md``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instances.county.places import CENTRE_ID
from instances.county.sizes import SIZES
from instances.generate import generate
from routing.plan.io import load_plan
from routing.tables.build import read_day

from .conservation import accounted, demanded, differences
from .process import run_measured
from .record import Baseline, Row, json_line, load_average, setting_of
from .score import Score, score_plan
from .steps import leave_roads_only
from .table import NoPlaceError, around, markdown, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day

    from .process import Measured
    from .record import Setting

PROGRAM = (sys.executable, "-m", "cli")
BASELINE = (sys.executable, "-m", "benchmarks.baseline")
PLANNING = "Planning "
FINE, FINDING, USAGE = 0, 1, 2
SEEDS = re.compile(r"(\d+)(?:-(\d+))?")


class RunError(Exception):
    """A process did not end as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One benchmark: which counties, and how long they are planned."""

    size: str
    seeds: tuple[int, ...]
    seconds: float
    iterations: int | None
    workers: int
    baseline: bool

    @property
    def mark(self) -> str:
        """The name of this case's place in a page."""
        if self.iterations is not None:
            return f"county-iterations-{self.size}"
        return "county-table" if self.size == "R" else f"county-table-{self.size}"

    @property
    def budget(self) -> list[str]:
        """The options that bound the search."""
        if self.iterations is not None:
            return ["--iterations", str(self.iterations)]
        return ["--time-limit", f"{self.seconds:g}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A plan as read back: its score, and what is wrong with it."""

    score: Score
    violations: int
    triples: int
    not_conserved: int


def run_case(case: Case, seed: int) -> Row:
    """Generate a county, plan it, judge the plan and count it again.

    Raises
    ------
    RunError
        When a process fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        day_folder, out = Path(folder) / "day", Path(folder) / "out"
        generate(case.size, seed, day_folder)
        leave_roads_only(day_folder, CENTRE_ID)
        day = read_day([day_folder]).day
        if day is None:
            msg = f"The generated day {case.size} {seed} cannot be read."
            raise RunError(msg)
        load = load_average()
        words = ["--seed", str(seed), "--workers", str(case.workers), *case.budget]
        command = [*PROGRAM, "plan", str(day_folder), "-o", str(out), *words]
        run = run_measured([*command, "--json", "--lang", "en"])
        answer = _answer(run, FINE)
        judged = _judge(day, day_folder, out)
        row = _row(seed, answer, run, judged, timed=case.iterations is None)
        row = replace(row, load_average=load)
        if not case.baseline:
            return row
        other = _run_baseline(case, seed, day, day_folder, judged.score)
        return replace(row, baseline=other)


def _answer(run: Measured, *fine: int) -> dict[str, Any]:
    if run.exit_code not in fine:
        msg = f"Exit code {run.exit_code}: {run.last_words}"
        raise RunError(msg)
    answer: dict[str, Any] = json.loads(run.output)
    return answer


def _judge(day: Day, folder: Path, out: Path) -> Judged:
    """Believe nothing that was said: check the plan from the tables, and count."""
    plan = out / "plan.json"
    run = run_measured(
        [*PROGRAM, "check", str(plan), "--day", str(folder), "--json", "--lang", "en"]
    )
    violations = _answer(run, FINE, FINDING)["violations"]
    read = load_plan(plan.read_text("utf-8"))
    asked = demanded(folder)
    return Judged(
        score=score_plan(day, read),
        violations=len(violations),
        triples=len(asked),
        not_conserved=len(differences(asked, accounted(day, read))),
    )


def _row(
    seed: int, answer: dict[str, Any], run: Measured, judged: Judged, *, timed: bool
) -> Row:
    read = run.second_of(PLANNING)
    first = answer["first_plan_seconds"] if timed else None
    return Row(
        seed=seed,
        items_demanded=answer["items_demanded"],
        items_unserved=judged.score.items_left,
        left_weight=judged.score.left_weight,
        cost_yuan=judged.score.cost_cents / 100,
        vehicles_used=answer["vehicles_used"],
        km=answer["km"],
        first_plan_seconds=None
        if first is None or read is None
        else round(read + first, 3),
        search_first_seconds=first,
        search_seconds=answer["seconds"],
        process_seconds=round(run.seconds, 3),
        iterations=answer["iterations"],
        peak_mib=run.peak_mib,
        violations=judged.violations + len(answer["violations"]),
        triples=judged.triples,
        not_conserved=judged.not_conserved,
        load_average=None,
    )


def _run_baseline(
    case: Case, seed: int, day: Day, folder: Path, ours: Score
) -> Baseline:
    out = folder.parent / "baseline"
    words = ["--seconds", f"{case.seconds:g}", "--seed", str(seed)]
    run = run_measured([*BASELINE, str(folder), str(out), *words])
    answer = _answer(run, FINE)
    judged = _judge(day, folder, out)
    theirs = judged.score
    return Baseline(
        cost_yuan=theirs.cost_cents / 100,
        items_unserved=theirs.items_left,
        left_weight=theirs.left_weight,
        violations=judged.violations,
        not_conserved=judged.not_conserved,
        proposed=answer["proposed"],
        inserted=answer["inserted"],
        engine_seconds=answer["engine_seconds"],
        peak_mib=run.peak_mib,
        ratio=round(ours.cost_cents / max(1, theirs.cost_cents), 6),
        same_left=ours.left == theirs.left,
        better=ours.order < theirs.order,
    )


def seeds_of(text: str) -> tuple[int, ...]:
    """Read ``1-5`` or ``1,4,7``."""
    seeds: list[int] = []
    for part in text.split(","):
        found = SEEDS.fullmatch(part.strip())
        if not found or int(found[2] or found[1]) < int(found[1]):
            msg = f"Expected seeds such as 1-5 or 1,4,7, got {text!r}."
            raise argparse.ArgumentTypeError(msg)
        seeds += range(int(found[1]), int(found[2] or found[1]) + 1)
    return tuple(dict.fromkeys(seeds))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.county", description=__doc__
    )
    add = parser.add_argument
    add("--size", choices=tuple(SIZES), default="R")
    add("--seeds", type=seeds_of, help="1-5 for S and R, 1 for larger sizes")
    add("--seconds", type=float, default=60.0, help="time limit of both searches")
    add("--iterations", type=int, help="instead of a time limit, for ours alone")
    add("--workers", type=int, default=2)
    add("--baseline", action="store_true", help="OR-Tools' default search beside it")
    add("--out", type=Path, help="append JSON lines to this file")
    add("--write", type=Path, help="put the table into this page")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run a benchmark; return 1 when a plan is not sound or a process failed."""
    words = sys.argv[1:] if words is None else words
    given = _parser().parse_args(words)
    case = Case(
        size=given.size,
        seeds=given.seeds or ((1, 2, 3, 4, 5) if given.size in ("S", "R") else (1,)),
        seconds=given.seconds,
        iterations=given.iterations,
        workers=given.workers,
        baseline=given.baseline,
    )
    if given.write is not None:
        try:
            # Before the long run, not after it.
            around(given.write, case.mark)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    setting = setting_of(" ".join(["python -m benchmarks.county", *words]))
    rows = _run_all(case, setting, given.out)
    if not rows:
        return FINDING
    table = markdown(rows, setting)
    print(f"\n{table}")
    if given.write is not None:
        put_into(given.write, case.mark, table)
    complete = len(rows) == len(case.seeds)
    return FINE if complete and all(row.sound for row in rows) else FINDING


def _run_all(case: Case, setting: Setting, out: Path | None) -> list[Row]:
    """Run every seed, each row written down as soon as it is there."""
    rows: list[Row] = []
    for seed in case.seeds:
        try:
            row = run_case(case, seed)
        except RunError as error:
            print(f"seed {seed}: {error}", file=sys.stderr)
            continue
        rows.append(row)
        line = json_line(row, asdict(case), setting)
        print(line, flush=True)
        if out is not None:
            out.parent.mkdir(parents=True, exist_ok=True)
            with out.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line + "\n")
    return rows


if __name__ == "__main__":
    sys.exit(main())
