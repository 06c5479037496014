"""One run of ``bench solve``: an instance of the literature in, its solution out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routing.optimize.budget import Budget, Engine, usable_cores
from routing.optimize.warm import is_warm
from routing.tables.render import as_json, render
from routing.terminal.exits import Exit, Stop
from routing.terminal.progress import ProgressLine

from .families.finding import InstanceError
from .families.recognise import recognise
from .families_solve import solve_problem

if TYPE_CHECKING:
    from pathlib import Path

    from routing.terminal.console import Console

    from .families.family import Problem
    from .families_solve import Solved

DEFAULT_SECONDS = 60.0
NOTHING = "-"


@dataclass(frozen=True, kw_only=True)
class SolveRequest:
    """What the options of ``bench solve`` ask for."""

    file: Path
    family: str | None = None
    out: Path | None = None
    seed: int = 1
    engine: str = Engine.AUTO
    time_limit: float | None = None
    iterations: int | None = None
    workers: int | None = None

    @property
    def budget(self) -> Budget:
        """The search's bounds: a number of iterations takes the clock away."""
        seconds = DEFAULT_SECONDS if self.time_limit is None else self.time_limit
        return Budget(
            time_limit=None if self.iterations is not None else seconds,
            iterations=self.iterations,
            workers=self.workers or usable_cores(),
            seed=self.seed,
            engine=Engine(self.engine),
        )


def run_solve(console: Console, request: SolveRequest) -> int:
    """Solve one instance and say what came out; return the exit code.

    Raises
    ------
    Stop
        When the file is no instance of the family, or nothing can be written.
    """
    family, problem = _problem(console, request)
    if not is_warm():
        console.note_text("COLD_KERNEL")
    line = ProgressLine(console.lang) if console.on_terminal else None
    try:
        solved = solve_problem(problem, request.budget, line)
    finally:
        if line is not None:
            line.close()
    answer = solve_answer(family, solved, request)
    if request.out is not None:
        _write(request.out, {**answer, **(solved.told or {})})
    if console.json_output:
        console.answer(answer)
    else:
        _tell(console, answer)
    if solved.interrupted:
        return Exit.INTERRUPTED
    return Exit.DONE if answer["feasible"] else Exit.FINDING


def _problem(console: Console, request: SolveRequest) -> tuple[str, Problem]:
    try:
        return recognise(request.file, request.family)
    except InstanceError as error:
        console.problem(render(error.finding, console.lang))
        if console.json_output:
            rows = [as_json(error.finding, console.lang)]
            console.answer({"ok": False, "errors": rows})
        raise Stop(Exit.INPUT, "BENCH_FAULTY", file=request.file.name) from error


def solve_answer(family: str, solved: Solved, request: SolveRequest) -> dict[str, Any]:
    """Return the keys of ``bench solve --json`` (formats.md, section 4).

    Where vehicles come first, the gap is one of vehicles as long as their
    numbers differ: ``gap_of`` says which.
    """
    row = solved.row
    return {
        "instance": row.name,
        "family": family,
        "cost": row.cost,
        "best_known": row.best,
        "gap_percent": row.gap_percent,
        "gap_of": "vehicles" if row.by_vehicles else "cost",
        "feasible": row.sound,
        "vehicles": row.vehicles,
        "best_known_vehicles": row.best_vehicles,
        "best_known_source": row.best_source,
        "engine": str(request.engine),
        "first_seconds": row.first_plan_seconds,
        "seconds": row.seconds,
        "iterations": row.iterations,
        "seed": request.seed,
        "unserved": row.unserved,
        "violations": row.violations,
        "faults": list(row.faults),
        "remarks": list(row.remarks),
    }


def _write(out: Path, values: dict[str, Any]) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(values, ensure_ascii=False, indent=1)
        out.write_text(text + "\n", "utf-8", newline="\n")
    except OSError as error:
        raise Stop(Exit.INPUT, "BENCH_UNWRITABLE", file=out) from error


def _figure(value: float | None) -> str:
    """Return a figure without the zeros that say nothing."""
    if value is None:
        return NOTHING
    whole, _, digits = f"{value:,.4f}".partition(".")
    return f"{whole}.{digits}".rstrip("0").rstrip(".")


def _tell(console: Console, answer: dict[str, Any]) -> None:
    shown = {
        key: _figure(answer[key])
        for key in ("cost", "best_known", "vehicles", "best_known_vehicles")
    }
    gap = answer["gap_percent"]
    by_vehicles = answer["gap_of"] == "vehicles"
    shown["gap_of_zh"] = "车数" if by_vehicles else "目标值"
    shown["gap_of_en"] = answer["gap_of"]
    shown["gap"] = NOTHING if gap is None else f"{gap:+z.2f}"
    code = "BENCH_SOLVED" if answer["feasible"] else "BENCH_INFEASIBLE"
    console.data(console.say(code, **{**answer, **shown}))
    for fault in answer["faults"]:
        console.data(console.say("BENCH_FAULT", fault=fault))
