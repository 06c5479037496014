"""The commands of gongpei; what they do stands in ``routing`` and ``instances``."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.commands import bench
from routing.terminal.command import PROGRAM, SpokenGroup
from routing.terminal.console import Console, speak_utf8
from routing.terminal.options import (
    ClockTime,
    Coded,
    Number,
    OneOf,
    Place,
    ServiceDate,
    as_json,
    common,
    option,
    search_options,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

DEMO_SECONDS = 20.0
SIZES = ("S", "R", "L", "XL")
TERRAINS = ("valleys", "mountain", "flat")
LINES = ("usual", "thin", "dense")
SEASONS = ("usual", "cold")

day_argument = click.argument("day", nargs=-1, required=True, type=Place(exists=True))
plan_argument = click.argument("plan", type=Place(exists=True))
day_option = option("--day", code="OPTION_DAY", type=Place(exists=True), multiple=True)
date_option = option("--date", code="OPTION_DATE", type=ServiceDate())


@click.group(cls=SpokenGroup, name=PROGRAM, help="PROGRAM")
@common
@click.version_option(
    package_name=PROGRAM, message="%(prog)s %(version)s", help="OPTION_VERSION"
)
def gongpei() -> None:
    """Hold the commands; their help stands in the catalogue."""


@gongpei.command(help="COMMAND_DEMO")
@option("--out", "-o", code="OPTION_OUT_DEMO", type=Place(), default="out/demo")
@search_options("OPTION_TIME_LIMIT_DEMO")
@option("--picture", code="OPTION_PICTURE", type=Place())
@as_json
@common
@click.pass_context
def demo(ctx: click.Context, /, time_limit: float | None, **given: Any) -> int:  # noqa: ANN401
    """Plan the packaged example day."""
    from instances.longkou.build import DAY
    from routing.planning.sessions.plan import PlanRequest, run_plan

    seconds = DEMO_SECONDS if time_limit is None else time_limit
    request = PlanRequest(day=[DAY], time_limit=seconds, **given)
    return run_plan(Console.of(ctx), request)


@gongpei.command(help="COMMAND_INIT")
@click.argument("folder", type=Place())
@common
@click.pass_context
def init(ctx: click.Context, /, folder: Path) -> int:
    """Write blank workbooks."""
    from routing.planning.sessions.tables import run_init

    return run_init(Console.of(ctx), folder)


@gongpei.command(name="import", help="COMMAND_IMPORT")
@click.argument("file", nargs=-1, required=True, type=Place(exists=True))
@option("--partner", code="OPTION_PARTNER", required=True)
@option("--day", code="OPTION_IMPORT_DAY", type=Place(exists=True), required=True)
@option("--out", "-o", code="OPTION_IMPORT_OUT", type=Place())
@option("--codes", code="OPTION_CODES", type=Place(exists=True), multiple=True)
@option("--columns", code="OPTION_COLUMNS", default="")
@date_option
@option("--yes", code="OPTION_YES", is_flag=True)
@option("--strict", code="OPTION_IMPORT_STRICT", is_flag=True)
@as_json
@common
@click.pass_context
def import_(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Turn a brand's export into the day's demand."""
    from routing.planning.importing.session import ImportRequest, run_import

    return run_import(Console.of(ctx), ImportRequest(**given))


@gongpei.command(help="COMMAND_VALIDATE")
@day_argument
@date_option
@as_json
@common
@click.pass_context
def validate(ctx: click.Context, /, day: tuple[Path, ...], date: dt.date | None) -> int:
    """Say every finding of a day's tables."""
    from routing.planning.sessions.tables import run_validate

    return run_validate(Console.of(ctx), day, date)


@gongpei.command(help="COMMAND_PLAN")
@day_argument
@option("--out", "-o", code="OPTION_OUT", type=Place())
@date_option
@search_options("OPTION_TIME_LIMIT")
@option("--start", code="OPTION_START", type=Place(exists=True))
@option("--stage", code="OPTION_STAGE", type=Coded("forecast", "final"))
@option("--history", code="OPTION_HISTORY", type=Place(exists=True))
@option("--from", "from_plan", code="OPTION_FROM", type=Place(exists=True))
@option("--now", code="OPTION_NOW", type=ClockTime())
@option("--hold", code="OPTION_HOLD", type=Number(most=1440), default=0.0)
@option("--change-yuan", code="OPTION_CHANGE_YUAN", type=Number())
@option("--strict", code="OPTION_STRICT", is_flag=True)
@option(
    "--max-set-aside",
    code="OPTION_MAX_SET_ASIDE",
    type=Number(most=100),
    default=5.0,
)
@option("--max-unserved", code="OPTION_MAX_UNSERVED", type=Number(whole=True))
@option("--no-contacts", code="OPTION_NO_CONTACTS", is_flag=True)
@option("--only-confirmed", code="OPTION_ONLY_CONFIRMED", is_flag=True)
@option("--picture", code="OPTION_PICTURE", type=Place())
@as_json
@common
@click.pass_context
def plan(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Plan a day into its folder."""
    from routing.planning.sessions.plan import PlanRequest, run_plan

    return run_plan(Console.of(ctx), PlanRequest(**given))


def judging(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what the commands about a finished plan share."""
    for decorator in (click.pass_context, common, as_json, day_option, plan_argument):
        function = decorator(function)
    return function


@gongpei.command(help="COMMAND_CHECK")
@judging
def check(ctx: click.Context, /, plan: Path, day: tuple[Path, ...]) -> int:
    """Judge a plan by every rule."""
    from routing.planning.sessions.check import run_check

    return run_check(Console.of(ctx), plan, day)


@gongpei.command(help="COMMAND_EVALUATE")
@judging
def evaluate(ctx: click.Context, /, plan: Path, day: tuple[Path, ...]) -> int:
    """Judge a plan and price it."""
    from routing.planning.sessions.check import run_check

    return run_check(Console.of(ctx), plan, day)


@gongpei.command(help="COMMAND_EXPLAIN")
@option("--site", code="OPTION_SITE", required=True)
@judging
def explain(ctx: click.Context, /, plan: Path, day: tuple[Path, ...], site: str) -> int:
    """Tell how a site's goods go and why."""
    from routing.planning.sessions.explain import run_explain

    return run_explain(Console.of(ctx), plan, site, day)


@gongpei.command(help="COMMAND_FRESHNESS")
@day_argument
@option("--out", "-o", code="OPTION_OUT_FRESHNESS", type=Place(), required=True)
@date_option
@option("--weights", code="OPTION_WEIGHTS", default="0,0.5,1,2,4,8")
@option("--model", code="OPTION_MODEL", type=OneOf("linear", "arrhenius"))
@search_options("OPTION_TIME_LIMIT_FRESHNESS")
@as_json
@common
@click.pass_context
def freshness(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Plan a day with freshness weighing more and more."""
    from routing.planning.sessions.freshness import FreshnessRequest, run_freshness

    return run_freshness(Console.of(ctx), FreshnessRequest(**given))


@gongpei.command(help="COMMAND_EXPORT")
@click.argument("plan", type=Place(exists=True))
@option("--out", "-o", code="OPTION_OUT_EXPORT", type=Place())
@option("--day", code="OPTION_DAY_EXPORT", type=Place(exists=True), multiple=True)
@option("--reason", code="OPTION_REASON", default="")
@option("--by", code="OPTION_BY", default="")
@option("--no-contacts", code="OPTION_NO_CONTACTS", is_flag=True)
@option("--pdf", code="OPTION_PDF", is_flag=True)
@as_json
@common
@click.pass_context
def export(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Write every sheet of a plan, edited by hand or not."""
    from routing.planning.sessions.export import ExportRequest, run_export

    return run_export(Console.of(ctx), ExportRequest(**given))


@gongpei.command(help="COMMAND_APPROVE")
@click.argument("out", type=Place(exists=True))
@option("--by", code="OPTION_APPROVER", required=True)
@option("--reason", code="OPTION_REASON", default="")
@option("--day", code="OPTION_DAY_STAFF", type=Place(exists=True), multiple=True)
@as_json
@common
@click.pass_context
def approve(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Let a plan go: the sheets lose their mark."""
    from routing.planning.sessions.approve import ApproveRequest, run_approve

    return run_approve(Console.of(ctx), ApproveRequest(**given))


@gongpei.command(help="COMMAND_CLOSE")
@click.argument("out", type=Place(exists=True))
@option("--day", code="OPTION_DAY", type=Place(exists=True), multiple=True)
@option("--history", code="OPTION_HISTORY_CLOSE", type=Place())
@option("--next", "next_day", code="OPTION_NEXT", type=Place())
@as_json
@common
@click.pass_context
def close(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Set what was done beside what was planned."""
    from routing.planning.sessions.close import CloseRequest, run_close

    return run_close(Console.of(ctx), CloseRequest(**given))


@gongpei.command(help="COMMAND_GENERATE")
@option("--size", code="OPTION_SIZE", type=OneOf(*SIZES), default="R")
@option("--seed", code="OPTION_SEED", type=Number(whole=True), default=1)
@option("--out", "-o", code="OPTION_OUT_TABLES", type=Place(), required=True)
@option("--terrain", code="OPTION_TERRAIN", type=Coded(*TERRAINS), default="valleys")
@option("--lines", code="OPTION_LINES", type=Coded(*LINES), default="usual")
@option("--season", code="OPTION_SEASON", type=Coded(*SEASONS), default="usual")
@common
@click.pass_context
def generate(
    ctx: click.Context, /, size: str, seed: int, out: Path, **traits: str
) -> int:
    """Write the tables of a made-up county."""
    from instances.county.traits import Traits
    from instances.generate import generate as write_tables
    from routing.planning.sessions.tables import run_generate

    like = Traits(**traits)
    return run_generate(
        Console.of(ctx), out, lambda folder: write_tables(size, seed, folder, like)
    )


@gongpei.command(help="COMMAND_ANONYMIZE")
@day_argument
@option("--out", "-o", code="OPTION_OUT_TABLES", type=Place(), required=True)
@option("--key", code="OPTION_KEY", type=Place())
@option("--seed", code="OPTION_SEED_TURN", type=Number(whole=True))
@date_option
@common
@click.pass_context
def anonymize(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Write a day's tables without the names in them."""
    from routing.planning.sessions.anonymize import AnonymizeRequest, run_anonymize

    return run_anonymize(Console.of(ctx), AnonymizeRequest(**given))


gongpei.add_command(bench)


@gongpei.command(help="COMMAND_DOCTOR")
@as_json
@common
@click.pass_context
def doctor(ctx: click.Context, /) -> int:
    """Examine this machine."""
    from routing.planning.doctor import run_doctor

    return run_doctor(Console.of(ctx), Path.cwd())


def main() -> None:
    """Run the command line; worker processes come through here as well."""
    multiprocessing.freeze_support()
    speak_utf8()
    gongpei.main()


if __name__ == "__main__":
    main()
