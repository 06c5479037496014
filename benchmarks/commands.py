"""The commands ``gongpei bench …``; what they do stands in the modules beside."""

from __future__ import annotations

from typing import Any

import click

from routing.terminal.command import SpokenGroup
from routing.terminal.console import Console
from routing.terminal.options import Place, as_json, common, option, search_options


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
