"""The commands ``gongpei bench …``; what they do stands in the modules beside."""

from __future__ import annotations

from typing import Any

import click

from routing.terminal.command import SpokenGroup
from routing.terminal.console import Console
from routing.terminal.options import (
    Number,
    Place,
    Words,
    as_json,
    common,
    option,
    search_options,
)

LONGEST_HOURS = 24 * 365


@click.group(cls=SpokenGroup, help="COMMAND_BENCH")
@common
def bench() -> None:
    """Hold the commands of benchmarks; their help stands in the catalogue."""


@bench.command(help="COMMAND_BENCH_SOLVE")
@click.argument("file", type=Place(exists=True))
@option("--family", code="OPTION_FAMILY")
@option("--out", "-o", code="OPTION_OUT_SOLUTION", type=Place())
@search_options("OPTION_TIME_LIMIT")
@as_json
@common
@click.pass_context
def solve(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Solve one instance of a family of the literature."""
    from .bench_solve import SolveRequest, run_solve

    return run_solve(Console.of(ctx), SolveRequest(**given))


@bench.command(help="COMMAND_BENCH_IMPROVE")
@click.argument("names", nargs=-1, type=Words())
@option("--hours", code="OPTION_HOURS", type=Number(most=LONGEST_HOURS), default=1.0)
@option("--turns", code="OPTION_TURNS", type=Number(whole=True, least=1))
@option("--turn-seconds", code="OPTION_TURN_SECONDS", type=Number())
@option("--iterations", code="OPTION_ITERATIONS", type=Number(whole=True))
@option("--workers", code="OPTION_WORKERS", type=Number(whole=True, least=1))
@option("--corpus", code="OPTION_CORPUS", type=Place(exists=True))
@as_json
@common
@click.pass_context
def improve(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Search the days of the corpus in turn and keep what is better."""
    from .bench_improve import ImproveRequest, run_improve

    return run_improve(Console.of(ctx), ImproveRequest(**given))
