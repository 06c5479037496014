"""The commands ``gongpei bench …``; what they do stands in the modules beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_HOURS = 24 * 365

at_a_time = option(
    "--at-a-time",
    code="OPTION_AT_A_TIME",
    type=Number(whole=True, least=1),
    default=1,
)


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


@bench.command(help="COMMAND_BENCH_RUN")
@click.argument("suite", type=Words())
@option("--out", "-o", code="OPTION_OUT_RUN", type=Place())
@option(
    "--at-a-time", code="OPTION_AT_A_TIME", type=Number(whole=True, least=1), default=1
)
@search_options("OPTION_TIME_LIMIT_SUITE")
@as_json
@common
@click.pass_context
def run(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Run a suite and write it down."""
    from .bench_run import RunRequest, run_bench

    return run_bench(Console.of(ctx), RunRequest(**given))


@bench.command(help="COMMAND_BENCH_COMPARE")
@click.argument("base", type=Place(exists=True))
@click.argument("head", type=Place(exists=True))
@option("--threshold", "thresholds", code="OPTION_THRESHOLD", multiple=True)
@option("--noise", code="OPTION_NOISE", type=Place(exists=True))
@option("--markdown", code="OPTION_MARKDOWN", type=Place())
@option("--action", code="OPTION_ACTION", type=Place())
@as_json
@common
@click.pass_context
def compare(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Tell whether a run is worse than another."""
    from .bench_compare import CompareRequest, run_compare

    return run_compare(Console.of(ctx), CompareRequest(**given))


@bench.command(help="COMMAND_BENCH_CALIBRATE")
@click.argument("suite", type=Words())
@click.argument("runs", nargs=-1, type=Place(exists=True))
@option("--repeat", code="OPTION_REPEAT", type=Number(whole=True, least=2), default=5)
@option("--seed", code="OPTION_SEED", type=Number(whole=True), default=1)
@option(
    "--at-a-time", code="OPTION_AT_A_TIME", type=Number(whole=True, least=1), default=1
)
@option("--out", "-o", code="OPTION_OUT_NOISE", type=Place())
@as_json
@common
@click.pass_context
def calibrate(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Measure how far two runs of the same program differ."""
    from .bench_compare import CalibrateRequest, run_calibrate

    return run_calibrate(Console.of(ctx), CalibrateRequest(**given))


@bench.command(help="COMMAND_BENCH_HISTORY")
@click.argument("folder", required=False, type=Place(exists=True))
@option("--out", "-o", code="OPTION_OUT_HISTORY", type=Place())
@as_json
@common
@click.pass_context
def history(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401
    """Show how cost, time and memory went from run to run."""
    from .bench_history import HistoryRequest, run_history

    return run_history(Console.of(ctx), HistoryRequest(**given))


@bench.command(help="COMMAND_BENCH_ACCEPT")
@click.argument("result", type=Place(exists=True))
@option("--out", "-o", code="OPTION_OUT_RESULTS", type=Place())
@option("--corpus", code="OPTION_CORPUS", type=Place(exists=True))
@as_json
@common
@click.pass_context
def accept(
    ctx: click.Context, /, result: Path, out: Path | None, corpus: Path | None
) -> int:
    """Make a run the baseline of its suite; take over better costs of the corpus."""
    from .bench_compare import run_accept

    return run_accept(Console.of(ctx), result, out, corpus)
