"""One run of ``plan``: tables in, a checked plan out, or a stop that says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routing.optimize.budget import Budget, Engine, usable_cores
from routing.optimize.kernel.warm import is_warm
from routing.plan.tour_ends import day_of
from routing.report.kpi import compute_kpis
from routing.report.sheets.frame import SheetContext
from routing.report.summary import summary_lines
from routing.report.svg import render_map_svg
from routing.tables.finding import Grade
from routing.terminal.exits import Exit, Stop
from routing.terminal.progress import ProgressLine

from ..changes.near import Near, plan_near
from ..judge import UnreadablePlanError, plan_at
from ..machine import description, versions
from ..only_confirmed import with_only_confirmed
from ..output.files import WAYS_FILE, write_json
from ..output.handout import Version, hand_out, handed_answer, tell_handed, writable
from ..output.inputs import INPUTS_FOLDER, write_earlier, write_inputs
from ..output.staff import without_staff
from ..output.staging import PLAN_FILE, staging
from ..plan_day import Outcome, plan_day
from ..replan.replan import Again
from ..second_ways.compute import with_second_ways
from ..warm import is_foreign
from .again import again_of, carried_on, refuse_again
from .answers import findings_answer, plan_answer, violation_rows
from .check import unreadable
from .stages import near_of, refuse_stage, stage_of, taken_in, tell_expected
from .tables import refuse_bad_input, show_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.plan.changes import Stage
    from routing.plan.model import Plan
    from routing.terminal.console import Console
    from routing.travel.matrix import Travel

    from ..intake import Intake
    from ..output.handout import HandedOut
    from ..output.staging import Staging

DIAGNOSTICS = "diagnostics.json"
DEFAULT_SECONDS = 60.0
AGAIN_SECONDS = 2.0
"""Of search for a re-plan: people wait for it with the phone in their hand."""


@dataclass(frozen=True, kw_only=True)
class PlanRequest:
    """What the options of ``plan`` ask for; ``max_set_aside`` in per cent."""

    day: Sequence[Path]
    out: Path | None = None
    date: dt.date | None = None
    seed: int = 1
    time_limit: float | None = None
    iterations: int | None = None
    workers: int | None = None
    engine: str = Engine.AUTO
    start: Path | None = None
    stage: str | None = None
    history: Path | None = None
    from_plan: Path | None = None
    now: int | None = None
    hold: float = 0.0
    change_yuan: float | None = None
    strict: bool = False
    max_set_aside: float = 5.0
    max_unserved: int | None = None
    no_contacts: bool = False
    only_confirmed: bool = False
    picture: Path | None = None

    @property
    def budget(self) -> Budget:
        """The search's bounds: a number of iterations takes the clock away."""
        seconds = self.time_limit
        if seconds is None and self.iterations is None:
            seconds = DEFAULT_SECONDS if self.now is None else AGAIN_SECONDS
        return Budget(
            time_limit=None if self.iterations is not None else seconds,
            iterations=self.iterations,
            workers=self.workers or usable_cores(),
            seed=self.seed,
            engine=Engine(self.engine),
        )


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A day with its plan."""

    day: Day
    travel: Travel
    outcome: Outcome
    started: dt.datetime
    told: Plan | None = None
    """For a re-plan: the plan that it carries on."""


def run_plan(console: Console, request: PlanRequest) -> int:
    """Plan a day into its folder and say what came out; return the exit code."""
    _refuse_place(request)
    refuse_stage(request)
    refuse_again(request)
    console.note_text("READING")
    intake = taken_in(request)
    if request.only_confirmed:
        intake = with_only_confirmed(intake)
    show_findings(console, intake)
    tell_expected(console, intake)
    try:
        refuse_bad_input(
            intake, strict=request.strict, max_set_aside=request.max_set_aside
        )
    except Stop:
        if console.json_output:
            refused = {"status": "refused", "plan_file": None}
            console.answer({**refused, **findings_answer(intake, console.lang)})
        raise
    if request.date is not None and intake.day and intake.day.date != request.date:
        # The settings name the day; a flag that says otherwise is a mistake.
        day = intake.day.date
        raise Stop(Exit.INPUT, "DATE_DIFFERS", flag=request.date, day=day)
    if intake.day is None or intake.travel is None:
        msg = "A day without fatal findings was read, but there is none."
        raise ValueError(msg)
    base = (
        again_of(console, request, intake.day)
        or near_of(request, intake.day, console.lang)
        or _start(console, request.start, intake.day)
    )
    out = request.out or _home(request, intake.day)
    with writable(out, console.lang), staging(out.resolve()) as stage:
        hashes = write_inputs(intake, stage.folder / INPUTS_FOLDER)
        planned = _search(console, intake.day, intake.travel, request.budget, base)
        if planned.told is not None:
            hashes = write_earlier(planned.told, stage.folder / INPUTS_FOLDER)
        planned = _completed(planned, hashes, stage_of(request))
        _write(stage, planned, request, console.lang)
        # People wait for it: they hear of the plan before its sheets are written.
        _tell_plan(console, planned, intake.ignored_overrides)
        version = _version(stage, planned, intake, request, console.lang)
        handed = hand_out(console, stage, version, out)
    _tell_files(console, planned, handed, request.budget, intake.ignored_overrides)
    return _exit_code(console, planned.outcome, intake, request, handed.home)


def _refuse_place(request: PlanRequest) -> None:
    out = request.out
    if out is None:
        return
    if out.is_file():
        raise Stop(Exit.INPUT, "OUT_IS_FILE", out=out)
    if any(path.is_dir() and path.resolve() == out.resolve() for path in request.day):
        raise Stop(Exit.INPUT, "OUT_IS_INPUT", out=out)


def _home(request: PlanRequest, day: Day) -> Path:
    """Return where the plan goes when nobody says: a re-plan beside what it carries on.

    Anything else into a folder of the date.
    """
    if request.now is not None and request.from_plan is not None:
        plan = request.from_plan
        return plan if plan.is_dir() else plan.parent
    return Path("out") / day.date.isoformat()


def _start(console: Console, path: Path | None, day: Day) -> Plan | None:
    """Return the plan that the search begins with, if one is named and of use."""
    if path is None:
        return None
    try:
        plan = plan_at(path)[1]
    except UnreadablePlanError as error:
        raise unreadable(error, console.lang) from error
    if is_foreign(day, plan):
        console.problem(console.say("START_FOREIGN", plan=path))
        return None
    return plan


def _search(
    console: Console,
    day: Day,
    travel: Travel,
    budget: Budget,
    base: Again | Near | Plan | None,
) -> Planned:
    """Search; ``base`` is a plan to carry on, to stay near, or to begin with."""
    limit = (
        console.say("LIMIT_SECONDS", seconds=f"{budget.time_limit:g}")
        if budget.iterations is None
        else console.say("LIMIT_ITERATIONS", iterations=budget.iterations)
    )
    counts = {"sites": len(day.sites), "vehicles": len(day.vehicles)}
    if not is_warm():
        console.note_text("COLD_KERNEL")
    console.note_text("PLANNING", items=day.items_demanded, limit=limit, **counts)
    started = dt.datetime.now(dt.UTC)
    line = ProgressLine(console.lang) if console.on_terminal else None
    told = None
    try:
        if isinstance(base, Again):
            carried = carried_on(day, travel, budget, base, line)
            outcome, told = carried.outcome, carried.told
            day = day_of(day, outcome.plan)
        elif isinstance(base, Near):
            outcome = plan_near(day, travel, budget, base, line)
        else:
            outcome = plan_day(day, travel, budget, line, start=base)
    finally:
        if line is not None:
            line.close()
    return Planned(day=day, travel=travel, outcome=outcome, started=started, told=told)


def _completed(
    planned: Planned, hashes: dict[str, str], stage: Stage | None
) -> Planned:
    """Add what does not come from the search: second ways, hashes, stage and KPIs."""
    plan = planned.outcome.plan
    if planned.told is None:
        plan = with_second_ways(planned.day, planned.travel, plan)
    plan = replace(plan, hashes=hashes, stage=stage)
    kpis = compute_kpis(planned.day, planned.travel, plan)
    outcome = replace(planned.outcome, plan=replace(plan, kpis=kpis))
    return replace(planned, outcome=outcome)


def _write(stage: Staging, planned: Planned, request: PlanRequest, lang: str) -> None:
    """Write what only a search leaves: the ways it considered, and the picture.

    Raises
    ------
    Stop
        When the judge found violations: the plan is no answer, its violations
        are kept beside the output folder.
    """
    outcome = planned.outcome
    if outcome.violations:
        file = stage.out.parent / f"{stage.out.name}.{DIAGNOSTICS}"
        write_json(file, {"violations": violation_rows(outcome.violations)})
        count = len(outcome.violations)
        raise Stop(Exit.INTERNAL, "PLAN_JUDGED_WRONG", count=count, file=file)
    if planned.told is None:
        # What was weighed for the rest of a day says nothing of the whole.
        write_json(stage.folder / WAYS_FILE, outcome.ways)
    if request.picture is not None:
        picture = render_map_svg(planned.day, planned.travel, outcome.plan, lang=lang)
        request.picture.write_text(picture, "utf-8", newline="\n")


def _version(
    stage: Staging, planned: Planned, intake: Intake, request: PlanRequest, lang: str
) -> Version:
    day = without_staff(planned.day) if request.no_contacts else planned.day
    return Version(
        context=SheetContext(
            day=day,
            travel=planned.travel,
            plan=planned.outcome.plan,
            version=stage.version,
            printed=dt.datetime.now(),
            contacts=not request.no_contacts,
            lang=lang,
        ),
        findings=intake.findings,
        tables=[str(path.resolve()) for path in request.day],
        run=_run(planned, request),
    )


def _run(planned: Planned, request: PlanRequest) -> dict[str, Any]:
    """Return what run.json holds: times, budget and machine."""
    outcome, budget = planned.outcome, request.budget
    return {
        "started": planned.started.isoformat(timespec="seconds"),
        "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "seconds": round(outcome.seconds, 3),
        "first_plan_seconds": round(outcome.first_plan_seconds, 3),
        "iterations": outcome.iterations,
        "interrupted": outcome.interrupted,
        "time_limit": budget.time_limit,
        "workers": budget.workers,
        "seed": budget.seed,
        "engine": str(budget.engine),
        "machine": description(),
        "versions": versions(),
    }


def _tell_plan(console: Console, planned: Planned, ignored: int) -> None:
    """Say what the plan is; programs hear of it at the end."""
    if console.json_output:
        return
    if ignored:
        # A bus that was called off may be in the plan: nothing stands before this.
        console.data(console.say("OVERRIDES_IGNORED", count=ignored))
    for words in summary_lines(planned.day, planned.outcome.plan, console.lang):
        console.data(words)


def _tell_files(
    console: Console,
    planned: Planned,
    handed: HandedOut,
    budget: Budget,
    ignored: int,
) -> None:
    """Say where the files are; programs hear everything."""
    if console.json_output:
        answer = plan_answer(planned.outcome, handed.home / PLAN_FILE, budget)
        rest = {**handed_answer(handed), "ignored_overrides": ignored}
        console.answer({**answer, **rest})
        return
    tell_handed(console, handed)


def _exit_code(
    console: Console,
    outcome: Outcome,
    intake: Intake,
    request: PlanRequest,
    home: Path,
) -> int:
    """Return the gravest of what has to be told."""
    plan = outcome.plan
    if outcome.interrupted:
        console.note_text("INTERRUPTED_KEPT", out=home)
        return Exit.INTERRUPTED
    if not plan.items_planned and plan.items_unserved:
        items = plan.items_unserved
        console.problem(console.say("NOTHING_PLANNED", items=items, out=home))
        return Exit.NOTHING_PLANNED
    limit = request.max_unserved
    if limit is not None and plan.items_unserved > limit:
        items = plan.items_unserved
        console.problem(console.say("TOO_MANY_UNSERVED", items=items, limit=limit))
        return Exit.FINDING
    return Exit.FINDING if intake.of_grade(Grade.SET_ASIDE) else Exit.DONE
