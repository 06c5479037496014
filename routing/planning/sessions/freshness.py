"""One run of ``freshness``: a day planned with freshness weighing more and more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.freshness import FreshModel, counts_freshness
from routing.optimize.budget import Budget, Engine, usable_cores
from routing.report.figures import yuan
from routing.report.freshness_page import render_freshness
from routing.report.freshness_svg import freshness_svg
from routing.report.freshness_view import FAMILY, FreshnessView, points_csv, points_of
from routing.terminal.exits import Exit, Stop
from routing.terminal.progress import ProgressLine
from routing.terminal.system import system_problem
from routing.texts.catalogue import text

from ..intake import take_in
from ..plan_day import plan_day
from .plan import DEFAULT_SECONDS
from .tables import refuse_bad_input, show_findings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.terminal.console import Console
    from routing.travel.matrix import Travel

PAGE, PICTURE, TABLE = "鲜度.html", "鲜度.svg", "鲜度.csv"
WEIGHTS = "0,0.5,1,2,4,8"
MOST_WEIGHTS = 20
MOST_SET_ASIDE = 5.0


@dataclass(frozen=True, kw_only=True)
class FreshnessRequest:
    """What the options of ``freshness`` ask for; ``time_limit`` is that of a plan."""

    day: Sequence[Path]
    out: Path
    date: dt.date | None = None
    weights: str = WEIGHTS
    model: str | None = None
    seed: int = 1
    time_limit: float | None = None
    iterations: int | None = None
    workers: int | None = None
    engine: str = Engine.AUTO

    @property
    def budget(self) -> Budget:
        """The bounds of each search."""
        seconds = DEFAULT_SECONDS if self.time_limit is None else self.time_limit
        return Budget(
            time_limit=None if self.iterations is not None else seconds,
            iterations=self.iterations,
            workers=self.workers or usable_cores(),
            seed=self.seed,
            engine=Engine(self.engine),
        )


def run_freshness(console: Console, request: FreshnessRequest) -> int:
    """Plan a day with each weight, and write what fresher goods cost.

    Raises
    ------
    Stop
        When weights cannot be read, no goods lose freshness or a plan is wrong.
    """
    weights = read_weights(request.weights)
    if request.out.is_file():
        raise Stop(Exit.INPUT, "OUT_IS_FILE", out=request.out)
    console.note_text("READING")
    intake = take_in(request.day, request.date)
    show_findings(console, intake)
    refuse_bad_input(intake, strict=False, max_set_aside=MOST_SET_ASIDE)
    if intake.day is None or intake.travel is None:
        msg = "A day without fatal findings was read, but there is none."
        raise ValueError(msg)
    day = _counted(intake.day, request.model)
    plans = [
        (weight, _planned(console, day, intake.travel, request.budget, weight))
        for weight in weights
    ]
    view = FreshnessView(
        day=day,
        points=points_of(plans),
        seed=request.seed,
        limit=_limit(request.budget, console.lang),
        lang=console.lang,
    )
    _write(view, request.out, console.lang)
    _tell(console, view, request.out)
    return Exit.DONE


def read_weights(given: str) -> list[Fraction]:
    """Return the weights of a list, in order, each once.

    Raises
    ------
    Stop
        When one is no number of at least 0, or there are too many.
    """
    try:
        found = sorted({Fraction(part.strip()) for part in given.split(",")})
    except (ValueError, ZeroDivisionError):
        found = []
    if not found or found[0] < 0 or len(found) > MOST_WEIGHTS:
        raise Stop(Exit.INPUT, "FRESHNESS_WEIGHTS", given=given, most=MOST_WEIGHTS)
    return found


def _counted(day: Day, model: str | None) -> Day:
    """Return a day whose freshness is counted, by its own model or another one."""
    asked = day.settings.freshness if model is None else FreshModel(model)
    if asked is FreshModel.NONE:
        raise Stop(Exit.INPUT, "FRESHNESS_OFF")
    day = replace(day, settings=replace(day.settings, freshness=asked))
    if not counts_freshness(day, {row.goods_class for row in day.consignments}):
        raise Stop(Exit.INPUT, "FRESHNESS_NO_GOODS")
    return day


def _planned(
    console: Console, day: Day, travel: Travel, budget: Budget, weight: Fraction
) -> Plan:
    """Return the plan of a day with a weight, checked like any other."""
    settings = replace(day.settings, freshness_weight=weight)
    weighed = replace(day, settings=settings)
    console.note_text("FRESHNESS_WEIGHT", weight=f"{float(weight):g}")
    line = ProgressLine(console.lang) if console.on_terminal else None
    try:
        outcome = plan_day(weighed, travel, budget, line)
    finally:
        if line is not None:
            line.close()
    if outcome.violations:
        count = len(outcome.violations)
        raise Stop(Exit.INTERNAL, "FRESHNESS_JUDGED_WRONG", count=count)
    return outcome.plan


def _limit(budget: Budget, lang: str) -> str:
    if budget.iterations is not None:
        return text(FAMILY, "LIMIT_ITERATIONS", lang, iterations=budget.iterations)
    return text(FAMILY, "LIMIT_SECONDS", lang, seconds=f"{budget.time_limit:g}")


def _write(view: FreshnessView, out: Path, lang: str) -> None:
    files = {
        PAGE: render_freshness(view),
        PICTURE: freshness_svg(view) + "\n",
        TABLE: points_csv(view),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_text(content, "utf-8", newline="\n")
    except OSError as error:
        problem = system_problem(error, lang)
        raise Stop(Exit.INPUT, "OUT_NOT_WRITABLE", out=out, error=problem) from error


def _tell(console: Console, view: FreshnessView, out: Path) -> None:
    if console.json_output:
        console.answer(
            {
                "points": [
                    {
                        "weight": float(point.weight),
                        "cost_yuan": yuan(point.cost),
                        "freshness_yuan": yuan(point.lost),
                        "items_unserved": point.plan.items_unserved,
                        "dominated": point.dominated,
                    }
                    for point in view.points
                ],
                "files": [str(out / name) for name in (PAGE, PICTURE, TABLE)],
            }
        )
        return
    for point in view.points:
        console.data(
            console.say(
                "FRESHNESS_POINT",
                weight=point.name,
                cost=f"{yuan(point.cost):.2f}",
                lost=f"{yuan(point.lost):.2f}",
                mark=view.say("DOMINATED") if point.dominated else "",
            )
        )
    console.data(console.say("FRESHNESS_WRITTEN", page=out / PAGE))
